"""The card of a question in the moderators' chat: its name and its buttons."""

from community.callback import callback

ANSWER_LINK = "jawab"
"""`t.me/<bot>?start=jawab_12` opens the private chat in which #12 is answered."""


@callback("qs")
class ShowQuestion:
    """Show the card as it stands: back from a list (`Kembali`)."""

    question: int


@callback("qt")
class ClaimQuestion:
    """`Ambil`."""

    question: int


@callback("qj")
class AnswerPrivately:
    """`Jawab`, in a private chat."""

    question: int


@callback("ql")
class ReleaseQuestion:
    """`Lepaskan`."""

    question: int


@callback("qh")
class ChooseHolder:
    """`Alihkan`: list to whom."""

    question: int
    page: int


@callback("qa")
class HandOver:
    """Somebody was picked from the list."""

    question: int
    person: int


@callback("qm")
class AskExplanation:
    """`Minta penjelasan`."""

    question: int


@callback("qx")
class Explain:
    """`Jawab penjelasan`, the asker's."""

    question: int


@callback("qr")
class ChooseQuestionRefusal:
    """`Tolak`: list the reasons."""

    question: int


@callback("qn")
class RefuseQuestion:
    """A reason was picked."""

    question: int
    reason: str


@callback("qp")
class Prioritise:
    """`Penting`, on or off."""

    question: int
    is_urgent: bool


@callback("qw")
class LookUpAsker:
    """`Lihat penanya`: who asked anonymously."""

    question: int


@callback("qq")
class ListQueue:
    """`/antrean`, filtered (`all`, `mine`, `late`; a topic's code or nothing), at a page."""

    only: str
    topic: str
    page: int


@callback("qo")
class OpenQueued:
    """Open a question of the list: its card."""

    question: int


@callback("qf")
class ChooseQueueTopic:
    """Choose by which topic the list is filtered."""

    only: str
    page: int


def subject(question_id: int) -> str:
    """Name the card of a question, so that it can be found and edited."""
    return f"question:{question_id}"


def files_subject(question_id: int) -> str:
    """Name the files below a card."""
    return f"{subject(question_id)}:files"


def asker_subject(question_id: int) -> str:
    """Name what told an admin who asked anonymously, so that it can be taken back."""
    return f"asker:{question_id}"


def card_key(question_id: int, chat_id: int, message_id: int | None) -> str:
    """Name the edits of one message that shows the card: a newer one replaces a pending one."""
    return f"card:{question_id}:{chat_id}:{message_id or 'newest'}"
