"""Words of what moderators do with a question, and of why they cannot."""

from typing import Protocol

from community.callback import pack
from community.paging import Page
from community.question_card import AnswerPrivately, ChooseHolder, HandOver, ShowQuestion
from community.questions import NAMES, State
from community.reply import Button, Message
from community.texts.common import escape, menu_button
from community.texts.question_card import cut

ADMIN = "Admin CoP"  # one who has no profile, thus no name
GONE = "Pertanyaan ini tidak ditemukan."
OWN = "Pertanyaan sendiri dijawab oleh orang lain."
NOT_NOW = "Langkah ini tidak berlaku pada keadaan pertanyaan sekarang."
CHANGED = "Kartu ini baru saja berubah. Silakan lihat keadaannya sekarang."
NOBODY_ELSE = "Belum ada moderator lain yang dapat menerima pertanyaan ini."
CANNOT_TAKE = "Moderator ini sedang tidak dapat menerima pertanyaan. Silakan pilih yang lain."
_LABEL = 64
_LAST = 2_000  # characters of what was said last


class Named(Protocol):
    """Somebody on duty."""

    @property
    def person_id(self) -> int:
        """Our own number."""
        ...

    @property
    def label(self) -> str:
        """What the button says."""
        ...


def held_by(number: int, name: str) -> str:
    """Say who was faster."""
    return f"Pertanyaan #{number} sudah diambil {cut(name, 100)}."


def over(state: State) -> str:
    """Say that nothing is to be done any more."""
    return f"Pertanyaan ini sudah {NAMES[state]}."


def choose_holder(number: int, shown: Page[Named]) -> Message:
    """List who may take a question over."""
    rows = [
        (
            Button(
                cut(one.label, _LABEL),
                pack(HandOver(question=number, person=one.person_id)),
            ),
        )
        for one in shown.items
    ]
    turns = []
    if shown.has_previous:
        data = pack(ChooseHolder(question=number, page=shown.number - 1))
        turns.append(Button("‹ Sebelumnya", data))
    if shown.has_next:
        turns.append(
            Button("Berikutnya ›", pack(ChooseHolder(question=number, page=shown.number + 1)))
        )
    buttons = [*rows, tuple(turns), (back(number),)]
    return Message(
        f"<b>Pertanyaan #{number}</b>\nDialihkan kepada siapa?",
        tuple(row for row in buttons if row),
    )


def handed_over(number: int, text: str, by: str, last: str) -> Message:
    """Tell a moderator that a question is theirs now; `last` is what the asker said since."""
    said = f"\n\n<b>Terakhir dari penanya:</b>\n{escape(cut(last, _LAST))}" if last else ""
    return Message(
        f"{escape(cut(by, 100))} mengalihkan pertanyaan #{number} kepada Bapak/Ibu:\n\n"
        f"{escape(cut(text, 3_800 - _LAST if last else 3_800))}{said}",
        ((Button("Jawab", pack(AnswerPrivately(question=number))),), (menu_button(),)),
    )


def back(number: int) -> Button:
    """Return the way back to the card."""
    return Button("Kembali", pack(ShowQuestion(question=number)))
