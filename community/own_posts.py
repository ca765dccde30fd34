"""One's own posts: the buttons that list them, open one and take it back."""

from community.callback import callback

A_PAGE = 6


@callback("og")
class ListOwnPosts:
    """Turn to a page of one's own posts."""

    page: int = 0


@callback("op")
class OpenOwnPost:
    """Open one of one's own posts."""

    post: int


@callback("os")
class SeeOwnPost:
    """`Lihat`: a version as everybody reads it, or would."""

    post: int
    version: int


@callback("of")
class SendOwnFiles:
    """`Lampiran` of a version of one's own."""

    post: int
    version: int


@callback("ot")
class AskTakingBack:
    """`Tarik tulisan`: ask once more."""

    post: int


@callback("ou")
class TakePostBack:
    """The second tap: withdraw the post."""

    post: int


@callback("od")
class DropRevision:
    """`Batalkan perubahan`: take the waiting version back."""

    post: int
    version: int
