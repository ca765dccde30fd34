"""The buttons of `/aturan`: rules that answers cite, and the list of answers to review."""

from community.callback import callback

A_PAGE = 8


@callback("ug")
class ListRules:
    """The rules, those that hold first."""

    page: int = 0


@callback("uh")
class OpenRule:
    """Open a rule."""

    rule: int


@callback("ut")
class AddRule:
    """`Tambah aturan`."""


@callback("ux")
class ReplaceRule:
    """`Tandai diganti`: asks what holds in its place."""

    rule: int


@callback("uv")
class ListReview:
    """The published answers that have to be looked at again."""

    page: int = 0


@callback("up")
class ReviewPublished:
    """Open one of them."""

    question: int


@callback("uk")
class Confirm:
    """`Masih berlaku`."""

    question: int


@callback("ue")
class EditPublished:
    """`Ubah`."""

    question: int


@callback("uc")
class Unpublish:
    """`Cabut`, by a moderator; the second tap is sure."""

    question: int
    is_sure: bool = False
