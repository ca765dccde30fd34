"""Words of `/pertanyaansaya`: the list, one question, its withdrawal and its edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from community import question_refusals
from community.callback import pack
from community.own_questions import AskWithdrawal, ListOwn, OpenOwn, Withdraw
from community.question_card import Explain
from community.questions import FINAL, NAMES, State
from community.reply import Attached, Button, Message, Rows
from community.texts import dates
from community.texts.answering import DISCLAIMER, cut
from community.texts.asking import quoted
from community.texts.attachments import counted
from community.texts.common import escape, menu_button
from community.texts.menu import item
from community.texts.sessions import short
from community.texts.settings import settings_button

_QUESTION_ROOM, _SAID_ROOM = 900, 2_400  # together with the rest below 4,096 characters
TITLE = "<b>Pertanyaan saya</b>"
GONE = "Pertanyaan ini tidak ditemukan."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question in the list."""

    number: int
    state: State
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that was said about the question: under which heading, when, with what."""

    heading: str
    at: datetime
    text: str
    files: Sequence[Attached]
    is_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A question as its asker sees it."""

    number: int
    state: State
    topic: str
    text: str
    is_anonymous: bool
    asked_at: datetime
    files: Sequence[Attached]
    said: Sequence[Said]
    reason: str | None
    reason_text: str | None
    duplicate_of: int | None
    zone: ZoneInfo


_NAMES = {
    State.CLAIMED: "sedang ditangani",
    State.WAITING: "menunggu penjelasan Bapak/Ibu",
    State.REFUSED: "Belum dapat diproses",
}
"""Where a question stands, as its asker reads it; the rest is called as by moderators."""


def state_name(state: State) -> str:
    """Name a state to the asker."""
    return _NAMES.get(state) or NAMES[state]


def listing(lines: Sequence[Line], *, number: int, has_next: bool) -> Message:
    """List one's own questions, newest first."""
    if not lines and number == 0:
        return Message(
            f"{TITLE}\nBapak/Ibu belum pernah bertanya. Silakan mulai dengan <b>Bertanya</b>.",
            ((item("Bertanya", "ask"), menu_button()),),
        )
    rows = tuple((Button(_label(line), pack(OpenOwn(question=line.number))),) for line in lines)
    turn = []
    if number > 0:
        turn.append(Button("‹ Sebelumnya", pack(ListOwn(page=number - 1))))
    if has_next:
        turn.append(Button("Berikutnya ›", pack(ListOwn(page=number + 1))))
    text = f"{TITLE}\nTerbaru di atas. Silakan ketuk untuk membuka."
    return Message(
        text,
        (*rows, *((tuple(turn),) if turn else ()), (item("Bertanya", "ask"), menu_button())),
    )


def _label(line: Line) -> str:
    return short(f"#{line.number} · {state_name(line.state)} · {' '.join(line.text.split())}")


def screen(own: Own, rows: Rows, *, note: str = "") -> Message:
    """Show one question with what was said about it; `rows` are those of its answer."""
    parts = [note] if note else []
    anonymous = " · anonim" if own.is_anonymous else ""
    parts.append(
        f"<b>Pertanyaan #{own.number}</b>{anonymous}\nTopik: {escape(own.topic)}\n"
        f"Keadaan: <b>{state_name(own.state)}</b>\n"
        f"Dikirim: {dates.moment(own.asked_at, own.zone)}"
    )
    parts.append(quoted(cut(own.text, _QUESTION_ROOM)))
    if own.files:
        parts.append(f"Lampiran: {counted(own.files)}")
    parts += _said(own)
    if own.state is State.REFUSED:
        parts.append(_refusal(own))
    last = (Button("Kembali", pack(ListOwn())), menu_button())
    return Message("\n\n".join(parts), (*_explain(own), *rows, *_withdraw(own), last))


def _explain(own: Own) -> Rows:
    if own.state is not State.WAITING:
        return ()
    return ((Button("Jawab penjelasan", pack(Explain(question=own.number))),),)


def _withdraw(own: Own) -> Rows:
    if own.state in FINAL:
        return ()
    return ((Button("Tarik pertanyaan", pack(AskWithdrawal(question=own.number))),),)


def _said(own: Own) -> list[str]:
    """Write what was said; where it is much, the newest is whole and the older gives way."""
    room, written = _SAID_ROOM, list[str]()
    for one in reversed(own.said):
        head = f"<b>{one.heading}</b> · {dates.moment(one.at, own.zone)}"
        if room < 100:
            written.append("<i>Percakapan sebelumnya dapat dilihat di atas, dalam obrolan ini.</i>")
            break
        words = cut(one.text, room)
        room -= len(words) + 60
        files = f"\nLampiran: {counted(one.files)}" if one.files else ""
        written.append(f"{head}\n{escape(words)}{files}")
    is_answered = any(one.is_answer for one in own.said)
    return [*reversed(written), *([DISCLAIMER] if is_answered else [])]


def _refusal(own: Own) -> str:
    reason = question_refusals.by_code(own.reason or "")
    lines = [] if reason is None else [reason.sentence]
    if own.reason_text:
        lines.append(escape(cut(own.reason_text, 600)))
    if own.duplicate_of is not None:
        lines.append(f"Lihat jawaban pertanyaan #{own.duplicate_of}.")
    if reason is not None:
        lines.append(reason.where)
    return "\n".join(lines)


def still_awaited(number: int, words: str) -> Message:
    """Remind the asker of what is to be explained."""
    return Message(
        f"Pertanyaan #{number} masih menunggu penjelasan Bapak/Ibu:\n\n"
        f"{escape(cut(words, _QUESTION_ROOM))}\n\nSilakan balas pesan ini, atau ketuk "
        "<b>Jawab penjelasan</b>.",
        (
            (Button("Jawab penjelasan", pack(Explain(question=number))), *_see(number)),
            (settings_button(),),
        ),
    )


def ask_withdrawal(number: int) -> Message:
    """Ask once more before a question is withdrawn."""
    return Message(
        f"Tarik pertanyaan #{number}? Setelah ditarik, pertanyaan tidak diproses lagi dan tidak "
        "dapat dikembalikan; Bapak/Ibu tetap dapat bertanya lagi.",
        (
            (Button("Ya, tarik pertanyaan", pack(Withdraw(question=number))),),
            (Button("Kembali", pack(OpenOwn(question=number))),),
        ),
    )


WITHDRAWN = "Pertanyaan sudah ditarik."
CHANGED = "Pertanyaan ini baru saja berubah. Mohon sunting sekali lagi."

# --- edits of the sent message ------------------------------------------------------------


_BECAME = {
    "follow_up": "Suntingan Bapak/Ibu diteruskan sebagai pertanyaan lanjutan #{number}.",
    "explanation": "Suntingan Bapak/Ibu diteruskan sebagai penjelasan pertanyaan #{number}.",
    "version": "Pertanyaan #{number} diperbarui sesuai suntingan Bapak/Ibu.",
}


def edited(number: int, became: str, *, is_masked: bool) -> Message:
    """Confirm what became of an edit: a version, an explanation, a follow-up."""
    mask = " Data pribadi di dalamnya disamarkan." if is_masked else ""
    return Message(_BECAME[became].format(number=number) + mask, (_see(number),))


def edit_too_late(number: int) -> Message:
    """Say that a refused or withdrawn question changes no more."""
    return Message(
        f"Pertanyaan #{number} sudah selesai, sehingga suntingannya tidak diproses. Silakan "
        "bertanya kembali melalui <b>Bertanya</b>.",
        ((item("Bertanya", "ask"), menu_button()),),
    )


def edit_refused(number: int, problem: str) -> Message:
    """Say why an edit was not taken."""
    return Message(f"{problem}\n\nPertanyaan #{number} tetap seperti semula.", (_see(number),))


def _see(number: int) -> tuple[Button, ...]:
    return (Button("Lihat pertanyaan", pack(OpenOwn(question=number))),)
