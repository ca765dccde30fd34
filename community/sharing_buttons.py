"""The buttons that lead into the form of a post."""

from community.callback import callback


@callback("wa")
class ShareAbout:
    """`Berbagi` below an answer to free text, which is carried into the form."""

    message: int


@callback("wn")
class ShareAnew:
    """`Tulis baru`: throw the half-written post away and begin another, with what was typed."""

    message: int = 0


@callback("wr")
class RevisePost:
    """`Perbaiki`: improve a returned post, or write another version of a published one.

    `anew` throws away what was half written about another post.
    """

    post: int
    anew: bool = False
