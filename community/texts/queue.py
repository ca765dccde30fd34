"""Words of `/antrean` and `/catatan`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from community.callback import pack
from community.paging import Page
from community.question_card import ChooseQueueTopic, ListQueue, OpenQueued
from community.questions import NAMES, State
from community.reply import Button, Message
from community.texts import queued_posts, queued_reports
from community.texts.common import escape
from community.texts.numbers import whole
from community.texts.question_card import cut
from community.texts.queued_posts import WaitingPost
from community.texts.queued_reports import WaitingReport
from community.topics import Topic

FILTERS = {"all": "Semua", "mine": "Punya saya", "late": "Terlambat", "posts": "Tulisan"}
NOTHING = "Tidak ada pertanyaan atau tulisan yang menunggu di sini."
NONE_OF_MINE = "Tidak ada pertanyaan yang Bapak/Ibu pegang di sini."
NOTE_WITHOUT_NUMBER = "Nomor pertanyaannya belum ada di depan catatan."
_NOTHING = {"posts": queued_posts.NOTHING, "mine": NONE_OF_MINE}
_GLIMPSE, _LABEL = 70, 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question of the list."""

    number: int
    state: State
    topic: str
    text: str
    holder: str | None
    asked_at: datetime
    is_late: bool
    is_urgent: bool


Listed = Waiting | WaitingPost | WaitingReport


def queue(
    shown: Page[Listed], wanted: ListQueue, topic: Topic | None, count: int, now: datetime
) -> Message:
    """Show what is open, in the order in which it was put."""
    title = f"<b>{_title(shown, wanted)}</b> ({count})"
    if shown.count > 1:
        title += f", halaman {shown.number + 1}/{shown.count}"
    lines = [title]
    if topic is not None:
        lines.append(f"Topik: {escape(topic.name)}")
    lines += [_line(one, now) for one in shown.items]
    if not shown.items:
        lines.append(_NOTHING.get(wanted.only, NOTHING))
    buttons = [_button(one) for one in shown.items]
    rows: list[tuple[Button, ...]] = [
        tuple(buttons[place : place + 4]) for place in range(0, len(buttons), 4)
    ]
    rows += [_turns(shown, wanted), _filters(wanted), _topic_row(wanted)]
    return Message("\n".join(lines), tuple(row for row in rows if row))


def choose_topic(wanted: ChooseQueueTopic, shown: Page[Topic]) -> Message:
    """Ask by which topic the list is filtered."""
    rows: list[tuple[Button, ...]] = [
        (Button(cut(one.name, _LABEL), pack(ListQueue(only=wanted.only, topic=one.code, page=0))),)
        for one in shown.items
    ]
    turns = []
    if shown.has_previous:
        data = ChooseQueueTopic(only=wanted.only, page=shown.number - 1)
        turns.append(Button("‹ Sebelumnya", pack(data)))
    if shown.has_next:
        data = ChooseQueueTopic(only=wanted.only, page=shown.number + 1)
        turns.append(Button("Berikutnya ›", pack(data)))
    everything = Button("Semua topik", pack(ListQueue(only=wanted.only, topic="", page=0)))
    rows += [tuple(turns), (everything,)]
    return Message("Antrean topik apa?", tuple(row for row in rows if row))


def how_to_note(problem: str) -> Message:
    """Say how a note is written, after what was wrong with this one."""
    how = (
        "Tuliskan nomor pertanyaan dan catatannya, misalnya: /catatan 12 Sudah ditanyakan ke BKD. "
        "Catatan hanya dibaca moderator, paling banyak 700 karakter."
    )
    return Message(f"{problem} {how}".strip())


def empty_note(number: int) -> str:
    """Say that a note has no words."""
    return f"Catatan untuk #{number} belum ada isinya."


def bad_note_length(least: int, most: int, length: int) -> str:
    """Say how long a note may be, and how long this one is."""
    return f"Catatan terdiri atas {least}–{most} karakter; yang ini {whole(length)}."


def noted(number: int) -> Message:
    """Say that a note was kept."""
    return Message(f"Catatan untuk #{number} tersimpan; hanya moderator yang membacanya.")


def no_such(number: int) -> Message:
    """Say that there is no question of that number."""
    return Message(f"Pertanyaan #{number} tidak ditemukan. Daftar yang terbuka: /antrean")


def _title(shown: Page[Listed], wanted: ListQueue) -> str:
    if wanted.only == "posts":
        return "Antrean tulisan"
    has_posts = any(not isinstance(one, Waiting) for one in shown.items)
    return "Antrean pertanyaan dan tulisan" if has_posts else "Antrean pertanyaan"


def _button(one: Listed) -> Button:
    if isinstance(one, WaitingPost):
        return queued_posts.button(one)
    if isinstance(one, WaitingReport):
        return queued_reports.button(one)
    return Button(f"#{one.number}", pack(OpenQueued(question=one.number)))


def _line(one: Listed, now: datetime) -> str:
    if isinstance(one, WaitingPost):
        return queued_posts.line(one, _age(now - one.sent_at))
    if isinstance(one, WaitingReport):
        return queued_reports.line(one, _age(now - one.sent_at))
    marks = [word for word, is_so in (("❗", one.is_urgent), ("⏰", one.is_late)) if is_so]
    state = NAMES[one.state]
    if one.holder is not None:
        state += f" {escape(cut(one.holder, 40))}"
    late = ", <b>terlambat</b>" if one.is_late else ""
    glimpse = cut(" ".join(one.text.split()), _GLIMPSE)
    head = " ".join([*marks, f"<b>#{one.number}</b>"])
    return (
        f"{head} {escape(cut(one.topic, 40))} · {state} · {_age(now - one.asked_at)}{late}\n"
        f"{escape(glimpse)}"
    )


def _age(span: timedelta) -> str:
    seconds = span.total_seconds()
    hours = int(seconds // 3_600)
    if hours >= 48:
        return f"{hours // 24} hari"
    return f"{hours} jam" if hours else f"{int(seconds // 60)} menit"


def _turns(shown: Page[Listed], wanted: ListQueue) -> tuple[Button, ...]:
    turns = []
    if shown.has_previous:
        data = ListQueue(only=wanted.only, topic=wanted.topic, page=shown.number - 1)
        turns.append(Button("‹ Sebelumnya", pack(data)))
    if shown.has_next:
        data = ListQueue(only=wanted.only, topic=wanted.topic, page=shown.number + 1)
        turns.append(Button("Berikutnya ›", pack(data)))
    return tuple(turns)


def _filters(wanted: ListQueue) -> tuple[Button, ...]:
    return tuple(
        Button(
            f"• {label}" if code == wanted.only else label,
            pack(ListQueue(only=code, topic=wanted.topic, page=0)),
        )
        for code, label in FILTERS.items()
    )


def _topic_row(wanted: ListQueue) -> tuple[Button, ...]:
    topic = Button("Topik", pack(ChooseQueueTopic(only=wanted.only, page=0)))
    if not wanted.topic:
        return (topic,)
    return (topic, Button("Semua topik", pack(ListQueue(only=wanted.only, topic="", page=0))))
