"""Words of a question's card, as moderators see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from community.callback import pack
from community.question_card import (
    AnswerPrivately,
    AskExplanation,
    ChooseHolder,
    ChooseQuestionRefusal,
    ClaimQuestion,
    LookUpAsker,
    Prioritise,
    ReleaseQuestion,
)
from community.questions import NAMES, OPEN, Event, State
from community.reply import Button, Message, Rows
from community.texts import dates
from community.texts.common import escape

MODERATOR = "Moderator CoP"
ANONYMOUS = "Anonim"
ERASED = "Data penanya dihapus"
LONGEST = 4_000  # of 4,096: a note may stand below
ADDED = "dilengkapi penanya"
Expert = tuple[int, str]
"""Somebody to be mentioned: their Telegram id and name."""
_LINE = 90
_EVENTS = {
    Event.ASK: "ditanyakan",
    Event.EDIT: "diubah penanya",
    Event.EXPLAIN: "dijelaskan penanya",
    Event.WITHDRAW: "ditarik penanya",
    Event.CLAIM: "diambil",
    Event.RELEASE: "dilepaskan",
    Event.LAPSE: "dilepaskan karena belum dijawab",
    Event.HAND_OVER: "dialihkan",
    Event.ASK_EXPLANATION: "diminta penjelasan",
    Event.UNREACHED: "penanya tidak dapat dihubungi",
    Event.REFUSE: "ditolak",
    Event.ANSWER: "dijawab",
    Event.ADD: "jawaban ditambah",
    Event.CORRECT: "jawaban dikoreksi",
    Event.WITHDRAW_ADDITION: "tambahan jawaban ditarik",
    Event.WITHDRAW_ANSWER: "jawaban ditarik",
    Event.ACCEPT: "penanya: sudah terjawab",
    Event.NOT_ANSWERED: "penanya: belum terjawab",
    Event.FOLLOW_UP: "penanya bertanya lanjutan",
    Event.CLOSE: "ditutup tanpa kabar lagi",
    Event.PROPOSE: "diusulkan terbit",
    Event.CONSENT: "penanya mengizinkan terbit",
    Event.DECLINE: "penanya tidak mengizinkan terbit",
    Event.PROPOSAL_LAPSE: "usul terbit berakhir",
    Event.REVOKE: "dicabut dari tanya jawab",
    Event.NOTE: "catatan ditambah",
    Event.PRIORITISE: "prioritas diubah",
    Event.LOOK_UP: "penanya dilihat admin",
}
_KINDS = {
    "request": "Yang diminta",
    "explanation": "Penjelasan",
    "answer": "Jawaban",
    "follow_up": "Lanjutan",
    "note": "Catatan",
}
_HOLDS = {State.ANSWERED: " oleh", State.CLOSED: ", dijawab oleh"}
"""What stands between the state and who holds the question or held it."""
_SILENT = frozenset({Event.RATE})  # ratings are never on a card


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened, and by whom where that is to be told."""

    at: datetime
    event: Event
    by: str | None
    is_unasked: bool = False  # an explanation that nobody had asked for
    to: str | None = None  # who was handed the question


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was said after the question, `by` a moderator or (None) the asker."""

    kind: str
    by: str | None
    words: str
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card tells; `asker` is empty for an anonymous one, None once data are deleted."""

    number: int
    state: State
    topic: str
    asker: str | None
    text: str
    files: int
    is_urgent: bool
    holder: str | None
    asked_at: datetime
    due_at: datetime | None
    is_late: bool
    remarks: Sequence[Remark]
    history: Sequence[Line]
    reason: str
    zone: ZoneInfo


def card(
    shown: Card,
    more: Rows = (),
    *,
    answer_link: str | None,
    looks_up: bool,
    experts: Sequence[Expert] = (),
) -> Message:
    """Show a question; `answer_link` opens the private chat from a group, `experts` are named."""
    if shown.asker is None:
        return erased(shown.number)
    head, tail = _head(shown), _history(shown)
    below = _mentions(experts)
    room = LONGEST - _length(head) - _length(tail) - _length(below)
    question = cut(shown.text, room)
    room -= _length(question)
    said = _remarks(shown.remarks, room)
    text = "\n\n".join(part for part in (head, escape(question), said, tail, below) if part)
    rows = buttons(shown, answer_link=answer_link)
    if looks_up and shown.asker == "":
        look = Button("Lihat penanya", pack(LookUpAsker(question=shown.number)))
        rows = (*rows, (look,))
    return Message(text, (*rows, *more))


def buttons(shown: Card, *, answer_link: str | None) -> Rows:
    """Return what can be done with a question where it stands."""
    number = shown.number
    if shown.state not in OPEN:
        return ()
    mark = "ya" if shown.is_urgent else "tidak"
    urgent = Button(
        f"Penting: {mark}", pack(Prioritise(question=number, is_urgent=not shown.is_urgent))
    )
    refuse = Button("Tolak", pack(ChooseQuestionRefusal(question=number)))
    if shown.state is State.NEW:
        return ((Button("Ambil", pack(ClaimQuestion(question=number))), refuse), (urgent,))
    answer = Button("Jawab", url=answer_link)
    if answer_link is None:
        answer = Button("Jawab", pack(AnswerPrivately(question=number)))
    release = Button("Lepaskan", pack(ReleaseQuestion(question=number)))
    hand_over = Button("Alihkan", pack(ChooseHolder(question=number, page=0)))
    if shown.state is State.WAITING:
        return ((answer, release), (hand_over, refuse), (urgent,))
    explain = Button("Minta penjelasan", pack(AskExplanation(question=number)))
    return ((answer, release), (hand_over, explain), (refuse, urgent))


def erased(number: int) -> Message:
    """Show a question whose asker's data were deleted."""
    return Message(f"<b>Pertanyaan #{number}</b>\n{ERASED}.")


def off_duty(number: int) -> Message:
    """Take the buttons from somebody who is no moderator any more."""
    return Message(f"<b>Pertanyaan #{number}</b>\nKartu ini untuk moderator yang bertugas.")


def withdrawn(number: int, holder: tuple[int, str] | None = None) -> Message:
    """Say that a question needs no answer any more; in a group its holder is mentioned."""
    words = f"Pertanyaan #{number} ditarik penanya, sehingga tidak perlu dijawab lagi."
    if holder is None:
        return Message(words)
    return Message(f"{_mention(*holder)}: {words}")


def _mentions(experts: Sequence[Expert]) -> str:
    """Name moderators who know the topic, so that they are notified."""
    names = ", ".join(_mention(*one) for one in experts)
    return f"Mohon perhatian: {names}" if names else ""


def _mention(telegram_id: int, name: str) -> str:
    return f'<a href="tg://user?id={telegram_id}">{escape(cut(name, 40))}</a>'


def many_waiting(count: int) -> Message:
    """Say, instead of letting people wonder, that cards are on their way."""
    return Message(f"{count} kartu menyusul, lihat /antrean", silent=True)


def cut(words: str, most: int) -> str:
    """Shorten a text, as Telegram counts (UTF-16), to what has room."""
    if _units(words) <= most:
        return words
    return words.encode("utf-16-le")[: 2 * max(most - 1, 0)].decode("utf-16-le", "ignore") + "…"


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _length(part: str) -> int:
    """Count more than Telegram does, which leaves out tags and what escaping adds."""
    return _units(part) + 2


def _head(shown: Card) -> str:
    urgent = " ❗ Penting" if shown.is_urgent else ""
    lines = [
        f"<b>Pertanyaan #{shown.number}</b>{urgent}",
        f"Penanya: {escape(cut(shown.asker or ANONYMOUS, 250))}",
        f"Topik: {escape(shown.topic)}",
        f"Status: {_standing(shown)}",
        f"Ditanyakan: {dates.moment(shown.asked_at, shown.zone)}",
    ]
    if shown.due_at is not None:
        late = " <b>(terlambat)</b>" if shown.is_late else ""
        lines.append(f"Batas jawab: {dates.moment(shown.due_at, shown.zone)}{late}")
    if shown.files:
        lines.append(f"Lampiran: {shown.files} berkas")
    return "\n".join(lines)


def _standing(shown: Card) -> str:
    words = f"<b>{NAMES[shown.state]}</b>"
    if shown.holder is not None:
        words += f"{_HOLDS.get(shown.state, ', dipegang')} {escape(cut(shown.holder, 100))}"
    return f"{words}. Alasan: {escape(cut(shown.reason, 300))}" if shown.reason else words


def _history(shown: Card) -> str:
    lines = [_line(line, shown.zone) for line in shown.history if line.event not in _SILENT]
    return "\n".join(["<b>Riwayat</b>", *lines]) if lines else ""


def _line(line: Line, zone: ZoneInfo) -> str:
    there = line.at.astimezone(zone)
    by = f", {line.by}" if line.by else ""
    what = ADDED if line.is_unasked else _EVENTS[line.event]
    if line.to is not None:
        what, by = f"{what} {line.by} kepada {line.to}", ""
    words = cut(f"{what}{by}", _LINE)
    return f"{there:%d/%m %H.%M} {dates.zone_name(line.at, zone)}: {escape(words)}"


def _remarks(remarks: Sequence[Remark], room: int) -> str:
    """Show the newest of what was said that has room, oldest first."""
    shown: list[str] = []
    for remark in reversed(remarks):
        files = f" ({remark.files} berkas)" if remark.files else ""
        who = remark.by or "penanya"
        words = f"{_KINDS.get(remark.kind, remark.kind)} ({who}): {remark.words}{files}"
        if room < min(_units(words), 60):
            break
        fitting = cut(words, min(room - 2, 1_200))
        shown.append(escape(fitting))
        room -= _length(fitting)
    return "\n".join(reversed(shown))
