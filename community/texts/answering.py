"""What the asker reads of an answer and may tap below it; what its buttons say back."""

from collections.abc import Sequence
from typing import Protocol

from community.answering import (
    RATINGS,
    AcceptAnswer,
    FollowUp,
    MissAnswer,
    RateAnswer,
    RetractAnswer,
)
from community.callback import pack
from community.questions import ANSWERED, CLOSED, FINAL, State
from community.reply import Button, Message, Rows
from community.texts.common import escape, menu_button

MOST = 4_096  # characters of a message, Bot API: sendMessage; measured in UTF-16 units, to be safe
DISCLAIMER = "<i>Jawaban ini bukan keputusan resmi instansi.</i>"
ATTACHED = "<i>Jawaban ada pada lampiran di bawah ini.</i>"
BELOW = "<i>Lampiran ada di bawah ini.</i>"
FOLLOW_UP_LATE = "Pertanyaan lanjutan ini sudah terkirim atau dibatalkan."
RATE_LATER = "Nilai dapat diberikan setelah pertanyaan dijawab."
NOT_YOURS = "Tombol ini milik penanya."
SYSTEM = "sistem"
UNREACHED = "Jawaban belum sampai: penanya memblokir bot atau menutup akunnya."
REQUEST_UNREACHED = (
    "Permintaan penjelasan belum sampai: penanya memblokir bot atau menutup akunnya."
)


class Asked(Protocol):
    """What the buttons below an answer go by."""

    @property
    def id(self) -> int:
        """The number."""

    @property
    def state(self) -> State:
        """Where it stands."""

    @property
    def rating(self) -> int | None:
        """What its asker gave."""


def answer(
    asked: Asked,
    question: str,
    words: str,
    follow_ups: Sequence[str] = (),
    *,
    has_files: bool = False,
) -> Message:
    """Show an answer to the asker below what it answers; the quotes give way where all is long."""
    title = f"<b>Jawaban untuk pertanyaan #{asked.id}</b>"
    body = _body(words, has_files=has_files)
    tail = f"{DISCLAIMER}\n\n{_next_words(asked.state)}"
    room = MOST - 80 - _units(title + words + ATTACHED + BELOW + tail)
    asked_on = "\n\n".join(follow_ups)
    later = cut(asked_on, max(room - _units(question), room // 2)) if asked_on else ""
    quote = _quote(cut(question, room - _units(later)))
    if later:
        quote += f"\n<i>Pertanyaan lanjutan:</i>\n{_quote(later)}"
    return Message(f"{title}\n{quote}\n{body}\n\n{tail}", answer_rows(asked))


def addition(asked: Asked, words: str, *, has_files: bool = False) -> Message:
    """Show to the asker what was added to an answer."""
    title = f"<b>Tambahan jawaban untuk pertanyaan #{asked.id}</b>"
    tail = f"{DISCLAIMER}\n\n{_next_words(asked.state)}"
    body = _body(words, has_files=has_files)
    return Message(f"{title}\n\n{body}\n\n{tail}", answer_rows(asked))


def _body(words: str, *, has_files: bool) -> str:
    if not words:
        return ATTACHED
    return f"{escape(words)}\n\n{BELOW}" if has_files else escape(words)


def _quote(words: str) -> str:
    return f"<blockquote expandable>{escape(words)}</blockquote>"


def answer_rows(asked: Asked) -> Rows:
    """Return what the asker may do with an answered question."""
    rows: list[tuple[Button, ...]] = []
    if asked.state is ANSWERED:
        rows.append((Button("Sudah terjawab", pack(AcceptAnswer(question=asked.id))),))
    if asked.state in (ANSWERED, CLOSED):
        rows.append((Button("Belum terjawab", pack(MissAnswer(question=asked.id))),))
    if asked.state not in FINAL:
        rows.append((Button("Tanya lanjutan", pack(FollowUp(question=asked.id, message=0))),))
    if asked.state in (ANSWERED, CLOSED):
        rows.append(
            tuple(
                Button(
                    f"✅ {stars}" if stars == asked.rating else str(stars),
                    pack(RateAnswer(question=asked.id, rating=stars)),
                )
                for stars in RATINGS
            )
        )
    return tuple(rows)


def continue_button(number: int, message_id: int) -> Button:
    """Return the button that adds what was typed in that message to an answered question."""
    return Button(f"Lanjutan #{number}", pack(FollowUp(question=number, message=message_id)))


def retract_row(number: int) -> tuple[Button, ...]:
    """Return the button of an answered card that takes one's own answer back."""
    return (Button("Tarik jawaban", pack(RetractAnswer(question=number, is_sure=False))),)


def _next_words(state: State) -> str:
    match state:
        case State.ANSWERED:
            return "Apakah sudah terjawab? Mohon beri nilai: 1 belum membantu … 5 sangat membantu."
        case State.CLOSED:
            return "Pertanyaan ini sudah ditutup. Bapak/Ibu tetap dapat menanggapinya."
        case State.REFUSED | State.WITHDRAWN:
            return "Pertanyaan ini sudah selesai."
        case _:
            return "Pertanyaan ini sedang ditangani kembali oleh Moderator CoP."


def cut(text: str, room: int) -> str:
    """Cut a text visibly to what there is room for."""
    if _units(text) <= room:
        return text
    kept = text.encode("utf-16-le")[: 2 * max(room - 1, 0)].decode("utf-16-le", "ignore")
    return f"{kept}…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def accepted(number: int) -> str:
    """Thank for `Sudah terjawab`."""
    return f"Terima kasih. Pertanyaan #{number} ditutup."


def rated(rating: int) -> str:
    """Thank for a rating."""
    return f"Terima kasih atas nilai {rating}."


def over(number: int, state: State) -> str:
    """Say kindly that nothing more can happen to a question."""
    what = "sudah ditarik" if state is State.WITHDRAWN else "belum dapat diproses"
    return f"Pertanyaan #{number} {what}. Silakan ajukan pertanyaan baru melalui /tanya."


def still_open(number: int) -> str:
    """Say that moderators have the question."""
    return f"Pertanyaan #{number} sedang ditangani Moderator CoP."


def follow_up_sent(number: int) -> Message:
    """Say that what was added has reached the moderators."""
    text = f"Sudah disampaikan kepada Moderator CoP pada pertanyaan #{number}."
    return Message(text, ((menu_button(),),))


def retracted_answer() -> Message:
    """Stand where an answer stood; what it means is told below."""
    return Message("<i>Jawaban ini ditarik.</i>")


def told_retracted(number: int, *, is_open: bool, has_old_files: bool = False) -> Message:
    """Tell the asker that an answer was taken back, and whether another is to come."""
    if is_open:
        text = f"Jawaban untuk pertanyaan #{number} ditarik Moderator CoP dan akan diganti."
    else:
        text = (
            f"Satu jawaban untuk pertanyaan #{number} ditarik Moderator CoP; jawaban lainnya "
            "tetap berlaku."
        )
    if has_old_files:
        text += " Mohon abaikan lampirannya, yang tidak dapat kami hapus lagi."
    return Message(text)


def files_replaced(number: int) -> Message:
    """Tell the asker, above the files, that others take the place of what was sent."""
    return Message(
        f"Lampiran jawaban untuk pertanyaan #{number} diganti Moderator CoP; yang berlaku adalah "
        "lampiran berikut."
    )


def follow_up_left() -> Message:
    """Say that nothing was added to a question."""
    return Message("Baik, tidak ada yang ditambahkan.", ((menu_button(),),))


def still_missing(number: int) -> Message:
    """Say that a question that was marked as not answered stays so."""
    text = f"Baik. Pertanyaan #{number} tetap dikembalikan kepada Moderator CoP."
    return Message(text, ((menu_button(),),))
