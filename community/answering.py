"""The buttons below an answer, a held reply and a card that was answered; lengths and ratings."""

from community.callback import callback

ANSWER_LENGTH = 3_500  # characters of an answer, so that the question can be quoted above it
FOLLOW_UP_LENGTH = (3, 3_000)
RATINGS = range(1, 6)


@callback("vs")
class SendHeld:
    """`Kirim jawaban`, or what the guard may do with it: how is "", "mask" or "raw"."""

    held: int
    how: str


@callback("vn")
class DropHeld:
    """`Bukan jawaban`."""

    held: int


@callback("ve")
class EditHeld:
    """`Ubah`: the author edits their own message."""

    held: int


@callback("vt")
class RetractAnswer:
    """`Tarik jawaban`; the second tap is sure, and names which (0: the newest)."""

    question: int
    is_sure: bool
    entry: int = 0


@callback("vk")
class KeepAnswer:
    """`Kembali`: the answer stays."""


@callback("vj")
class AnswerAnew:
    """`Tulis baru`: throw the half-written answer away and begin one to this question."""

    question: int


@callback("va")
class AcceptAnswer:
    """`Sudah terjawab`."""

    question: int


@callback("vb")
class MissAnswer:
    """`Belum terjawab`."""

    question: int


@callback("vf")
class FollowUp:
    """`Tanya lanjutan`; `Lanjutan #12` below free text carries the message that was typed."""

    question: int
    message: int


@callback("vr")
class RateAnswer:
    """A rating from 1 to 5."""

    question: int
    rating: int


@callback("vl")
class ListTemplates:
    """The canned answers, at a page."""

    page: int


@callback("vo")
class OpenTemplate:
    """One canned answer."""

    template: int


@callback("vw")
class WriteTemplate:
    """`Tambah`, or `Ubah` of one; 0 is a new one."""

    template: int


@callback("vx")
class RemoveTemplate:
    """`Hapus`; the second tap is sure."""

    template: int
    is_sure: bool
