"""One's own questions: the buttons that begin one, list them and open one."""

from community.callback import callback

A_PAGE = 6


@callback("ol")
class ListOwn:
    """Turn to a page of one's own questions."""

    page: int = 0


@callback("oo")
class OpenOwn:
    """Open one of one's own questions."""

    question: int


@callback("ow")
class AskWithdrawal:
    """`Tarik pertanyaan`: ask once more."""

    question: int


@callback("oy")
class Withdraw:
    """The second tap: withdraw the question."""

    question: int


@callback("oa")
class AskAbout:
    """Begin a question with what was typed in that message (0: with nothing)."""

    message: int = 0


@callback("oe")
class ExplainWith:
    """`Jawab penjelasan #12` with what was sent in that message (0: with nothing).

    An explanation of another question that was begun is thrown away where `is_anew`.
    """

    question: int
    message: int = 0
    is_anew: bool = False


@callback("on")
class AskAnew:
    """Throw the half-filled question away and begin another, with what was typed."""

    message: int = 0
