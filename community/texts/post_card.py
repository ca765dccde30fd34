"""Words of a post's card, as moderators see it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

from community.callback import pack
from community.post_card import (
    ApprovePost,
    ChoosePostRefusal,
    ChooseTakingDown,
    LookOverPost,
    ReadWholePost,
    SendPostBack,
)
from community.post_review import Task
from community.posts import NAMES, Content, Event, State
from community.reply import Button, Message, Rows
from community.texts import dates, post
from community.texts.common import escape
from community.texts.post import Byline
from community.texts.question_card import cut

LONGEST = 4_000  # of 4,096: a question may stand below
GONE_AUTHOR = "Data penulis dihapus"
_LINE = 90
_TAG = re.compile(r"<[^>]*>")
EVENTS = {
    Event.SUBMIT: "dikirim",
    Event.SUBMIT_TRUSTED: "terbit langsung",
    Event.RESUBMIT: "dikirim ulang",
    Event.APPROVE: "disetujui",
    Event.RETURN: "diminta perbaikan",
    Event.REFUSE: "ditolak",
    Event.WITHDRAW: "ditarik penulis",
    Event.REVISE: "perubahan dikirim",
    Event.REVISE_TRUSTED: "perubahan terbit langsung",
    Event.APPROVE_REVISION: "perubahan disetujui",
    Event.RETURN_REVISION: "perubahan diminta perbaikan",
    Event.REFUSE_REVISION: "perubahan ditolak",
    Event.DROP_REVISION: "perubahan dibatalkan penulis",
    Event.LOOK_OVER: "sudah ditinjau",
    Event.REPORT: "dilaporkan",
    Event.HIDE: "disembunyikan karena laporan",
    Event.KEEP: "dibiarkan terbit",
    Event.RESTORE: "dipulihkan",
    Event.REMOVE: "diturunkan",
}
"""What happened to a post, as moderators read it."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened, and by which moderator, if by one."""

    at: datetime
    event: Event
    by: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """A version as everybody reads it, or would."""

    content: Content
    topic: str
    byline: Byline
    on: date

    def text(self) -> str:
        """Write it."""
        return post.post(self.content, self.topic, self.byline, on=self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card tells; `written` is None once the words are nobody's to read any more."""

    number: int
    version: int
    state: State
    task: Task
    written: Written | None
    author: str | None
    is_trusted: bool
    sent_at: datetime
    due_at: datetime | None
    is_late: bool
    remark: str  # what was asked for, or why it was refused
    is_no: bool  # the remark is why it was refused
    changes: Sequence[str]  # what differs from the version before
    old_title: str  # empty where it is the same
    old_link: str | None  # opens what everybody reads now
    decision: Line | None
    history: Sequence[Line]
    zone: ZoneInfo


def card(shown: Card, more: Rows = ()) -> Message:
    """Show a post as it will appear, what is known of it, and what can be done."""
    head, tail = _head(shown), _history(shown)
    if shown.written is None:
        return Message(_joined(head, tail), more)
    rows = (*buttons(shown), *more)
    whole = shown.written.text()
    for text in (_joined(head, whole, tail), _joined(head, whole)):
        if _units(text) <= LONGEST:
            return Message(text, rows)
    read = Button("Baca utuh", pack(ReadWholePost(post=shown.number)))
    over = _units(_joined(head, whole)) - LONGEST
    return Message(_joined(head, _shorter(shown.written, over)), (*rows, (read,)))


def buttons(shown: Card) -> Rows:
    """Return what can be done with a post now."""
    number, version = shown.number, shown.version
    if shown.task is Task.REVIEW:
        approve = Button("Setujui", pack(ApprovePost(post=number, version=version)))
        back = Button("Minta perbaikan", pack(SendPostBack(post=number, version=version)))
        refuse = Button("Tolak", pack(ChoosePostRefusal(post=number, version=version)))
        return ((approve,), (back, refuse))
    if shown.task is Task.LOOK_OVER:
        fine = Button("Sudah ditinjau", pack(LookOverPost(post=number, version=version)))
        down = Button("Turunkan", pack(ChooseTakingDown(post=number, version=version)))
        return ((fine, down),)
    return ()


def off_duty(number: int) -> Message:
    """Take the buttons from somebody who is no moderator any more."""
    return Message(f"<b>Tulisan #{number}</b>\nKartu ini untuk moderator yang bertugas.")


def _head(shown: Card) -> str:
    lines = [f"<b>Tulisan #{shown.number}</b>{_version(shown)}", f"Status: {_standing(shown)}"]
    author = GONE_AUTHOR if shown.author is None else f"Penulis: {escape(cut(shown.author, 200))}"
    lines.append(f"{author} (tepercaya)" if shown.is_trusted else author)
    lines.append(f"Dikirim: {dates.moment(shown.sent_at, shown.zone)}")
    if shown.due_at is not None:
        late = " <b>(terlambat)</b>" if shown.is_late else ""
        lines.append(f"Batas tinjau: {dates.moment(shown.due_at, shown.zone)}{late}")
    if shown.remark:
        word = "Alasan" if shown.is_no else "Perbaikan yang diminta"
        lines.append(f"{word}: {escape(cut(shown.remark, 300))}")
    if shown.changes:
        lines.append(f"Yang berubah: {', '.join(shown.changes)}")
    if shown.old_title:
        lines.append(f"Judul sebelumnya: {escape(cut(shown.old_title, 150))}")
    if shown.old_link is not None:
        lines.append(f'<a href="{shown.old_link}">Buka versi yang terbit</a>')
    return "\n".join(lines)


def _version(shown: Card) -> str:
    return f", versi {shown.version}" if shown.version > 1 else ""


def _standing(shown: Card) -> str:
    words = f"<b>{NAMES[shown.state]}</b>"
    if shown.task is Task.REVIEW and shown.state is not State.REVIEW:
        words += ", <b>perubahan menunggu tinjauan</b>"
    if shown.task is Task.LOOK_OVER:
        words += ", <b>belum ditinjau</b>"
    if shown.decision is None:
        return words
    by = f" oleh {escape(cut(shown.decision.by, 100))}" if shown.decision.by else ""
    when = dates.moment(shown.decision.at, shown.zone)
    return f"{words}; {EVENTS[shown.decision.event]}{by}, {when}"


def _history(shown: Card) -> str:
    lines = [_line(one, shown.zone) for one in shown.history]
    return "\n".join(["<b>Riwayat</b>", *lines]) if lines else ""


def _line(line: Line, zone: ZoneInfo) -> str:
    there = line.at.astimezone(zone)
    by = f", {line.by}" if line.by else ""
    words = cut(f"{EVENTS[line.event]}{by}", _LINE)
    return f"{there:%d/%m %H.%M} {dates.zone_name(line.at, zone)}: {escape(words)}"


def _shorter(written: Written, over: int) -> str:
    """Write a post without the end of its body."""
    body = written.content.body
    shorter = cut(body, _units(escape(body)) - over - 1)
    return replace(written, content=replace(written.content, body=shorter)).text()


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _units(text: str) -> int:
    """Count as Telegram does: UTF-16, without tags."""
    return len(unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2
