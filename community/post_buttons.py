"""The buttons of a post that more than one screen carries."""

from community.callback import callback

LIST_KINDS = ("newest", "topic", "area", "author", "saved", "own", "search")
"""Where a post was opened from, so that `Kembali` and the arrows lead through the same list."""


@callback("k")  # one letter: two numbers and two words have to fit
class OpenPost:
    """Open a post in place; `kind`, `of` and `place` name the list it stands in, if any.

    `of` is the topic or area of such a list, the post by whose author it is, or the number of the
    search; `place` the position in it.
    """

    post: int
    kind: str = ""
    place: int = 0
    of: str = ""


@callback("kb")
class OpenPostBelow:
    """Open a post in a new message: what the tapped one says stays."""

    post: int


@callback("kf")
class SendPostFiles:
    """`Lampiran`: send the files of what everybody reads of a post."""

    post: int


@callback("kl")
class ListPosts:
    """A page of a list of posts."""

    kind: str
    page: int = 0
    of: str = ""


def card_subject(post_id: int) -> str:
    """Name the card of a post in the moderators' chat."""
    return f"post:{post_id}"


def own_subject(post_id: int) -> str:
    """Name what its author is told of a post."""
    return f"own_post:{post_id}"


def announced_subject(post_id: int) -> str:
    """Name the message in the community chat that announces a post."""
    return f"announced:{post_id}"


def shown_subject(post_id: int) -> str:
    """Name screens that show a post to a reader."""
    return f"shown_post:{post_id}"
