"""The card of a post in the moderators' chat: its buttons and its names.

What decides carries the version that its reader saw: nobody decides on words they have not read.
"""

from community.callback import callback
from community.post_buttons import card_subject


@callback("zs")
class ShowPostCard:
    """Show the card as it stands: back from a list (`Kembali`)."""

    post: int


@callback("za")
class ApprovePost:
    """`Setujui`."""

    post: int
    version: int


@callback("zb")
class SendPostBack:
    """`Minta perbaikan`."""

    post: int
    version: int


@callback("zt")
class ChoosePostRefusal:
    """`Tolak`: list the reasons."""

    post: int
    version: int


@callback("zr")
class RefusePost:
    """A reason was picked."""

    post: int
    version: int
    reason: str


@callback("zl")
class LookOverPost:
    """`Sudah ditinjau`: what was published at once is fine."""

    post: int
    version: int


@callback("zd")
class ChooseTakingDown:
    """`Turunkan`, of what was published at once: list the reasons."""

    post: int
    version: int


@callback("ze")
class TakePostDown:
    """A reason was picked."""

    post: int
    version: int
    reason: str


@callback("zf")
class ReadWholePost:
    """`Baca utuh`: a post that is too long for its card; `reported`: what everybody reads of it."""

    post: int
    reported: bool = False


@callback("zq")
class OpenQueuedPost:
    """Open a post of `/antrean`: its card."""

    post: int


def files_subject(post_id: int) -> str:
    """Name the files below a card."""
    return f"{card_subject(post_id)}:files"
