"""Words of `/tulisansaya`: the list, one post with its versions, its withdrawal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from community import post_refusals, reporting
from community.callback import pack
from community.own_posts import (
    AskTakingBack,
    DropRevision,
    ListOwnPosts,
    OpenOwnPost,
    SeeOwnPost,
    SendOwnFiles,
    TakePostBack,
)
from community.posts import AUTHOR, NAMES, Event, Outcome, State, may
from community.reply import Button, Message, Rows
from community.sharing_buttons import RevisePost
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.menu import item
from community.texts.question_card import cut
from community.texts.sessions import short

TITLE = "<b>Tulisan saya</b>"
GONE = "Tulisan ini tidak ditemukan."
CHANGED = "Tulisan ini baru saja berubah."
WITHDRAWN = "Tulisan sudah ditarik dan tidak lagi dapat dibaca anggota lain."
DROPPED = "Perubahan dibatalkan; versi yang terbit tetap seperti semula."
_MOST_VERSIONS = 6
_COMMENT = 350
_OUTCOMES = {
    Outcome.WAITING: "menunggu tinjauan",
    Outcome.APPROVED: "disetujui",
    Outcome.RETURNED: "perlu perbaikan",
    Outcome.REFUSED: "belum dapat diterbitkan",
    Outcome.DROPPED: "diganti atau dibatalkan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A post in the list."""

    number: int
    standing: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A version: when it was written, what became of it, what a moderator said."""

    number: int
    at: datetime
    outcome: Outcome
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A post as its author sees it; `version` is what everybody reads, `proposed` what waits."""

    number: int
    state: State
    is_returned: bool
    version: int | None
    proposed: int | None
    title: str
    topic: str
    submitted_at: datetime
    published_at: datetime | None
    marks: Sequence[str]  # how it was received so far, HTML lines
    versions: Sequence[Told]
    reason: str | None
    reason_text: str | None
    zone: ZoneInfo


def standing(state: State, *, proposed: int | None, is_returned: bool) -> str:
    """Name where a post stands to its author, with what becomes of a change of it."""
    words = NAMES[state]
    if proposed is None or state not in (State.PUBLISHED, State.HIDDEN):
        return words
    return f"{words}, perubahan {'perlu perbaikan' if is_returned else 'menunggu tinjauan'}"


def listing(lines: Sequence[Line], *, number: int, has_next: bool) -> Message:
    """List one's own posts, newest first."""
    last = (item("Berbagi", "share"), menu_button())
    if not lines and number == 0:
        text = f"{TITLE}\nBapak/Ibu belum pernah berbagi tulisan. Silakan mulai dengan "
        return Message(f"{text}<b>Berbagi</b>.", (last,))
    rows: Rows = tuple(
        (Button(_label(line), pack(OpenOwnPost(post=line.number))),) for line in lines
    )
    turn = []
    if number > 0:
        turn.append(Button("‹ Sebelumnya", pack(ListOwnPosts(page=number - 1))))
    if has_next:
        turn.append(Button("Berikutnya ›", pack(ListOwnPosts(page=number + 1))))
    text = f"{TITLE}\nTerbaru di atas. Silakan ketuk untuk membuka."
    return Message(text, (*rows, *((tuple(turn),) if turn else ()), last))


def _label(line: Line) -> str:
    return short(f"#{line.number} · {line.standing} · {line.title or 'tanpa isi'}")


def screen(own: Own, *, note: str = "") -> Message:
    """Show one post with its versions, and what its author can do."""
    parts = [f"<i>{note}</i>"] if note else []
    state = standing(own.state, proposed=own.proposed, is_returned=own.is_returned)
    head = [
        f"<b>Tulisan #{own.number}</b>",
        f"<b>{escape(own.title)}</b>",
        f"Topik: {escape(own.topic)}",
        f"Keadaan: <b>{state}</b>",
        f"Dikirim: {dates.moment(own.submitted_at, own.zone)}",
    ]
    if own.published_at is not None:
        head.append(f"Terbit: {dates.moment(own.published_at, own.zone)}")
    head += own.marks
    parts.append("\n".join(head))
    parts += _reason(own)
    parts.append(_versions(own))
    return Message("\n\n".join(parts), _rows(own))


def _reason(own: Own) -> list[str]:
    """Say why a post was refused or taken down."""
    if own.state is State.REFUSED:
        reason = post_refusals.by_code(own.reason or "")
    elif own.state is State.REMOVED:
        reason = reporting.removal(own.reason or "")
    else:
        return []
    lines = [] if reason is None else [reason.sentence]
    if own.reason_text and (reason is None or own.reason_text != reason.label):
        lines.append(escape(cut(own.reason_text, 700)))
    if reason is not None:
        lines.append(reason.where)
    return ["\n".join(lines)] if lines else []


def _versions(own: Own) -> str:
    newest = own.versions[-_MOST_VERSIONS:]
    lines = [] if len(newest) == len(own.versions) else ["…"]
    for one in newest:
        is_read = one.number == own.version and own.state is State.PUBLISHED
        mark = " · sedang terbit" if is_read else ""
        when = dates.moment(one.at, own.zone)
        lines.append(f"Versi {one.number} · {when} · {_OUTCOMES[one.outcome]}{mark}")
        if one.comment:
            lines.append(f"  Moderator CoP: {escape(cut(one.comment, _COMMENT))}")
    return "\n".join(["<b>Versi</b>", *lines])


def _rows(own: Own) -> Rows:
    rows: list[tuple[Button, ...]] = []
    see = []
    if own.version is not None:
        see.append(Button("Lihat", pack(SeeOwnPost(post=own.number, version=own.version))))
    if own.proposed is not None:
        label = "Lihat" if own.version is None else "Lihat perubahan"
        see.append(Button(label, pack(SeeOwnPost(post=own.number, version=own.proposed))))
    last = own.versions[-1] if own.versions else None
    if last is not None and last.outcome is Outcome.REFUSED:
        label = "Lihat" if own.version is None else f"Lihat versi {last.number}"
        see.append(Button(label, pack(SeeOwnPost(post=own.number, version=last.number))))
    if see:
        rows.append(tuple(see))
    revises = any(may(own.state, one, {AUTHOR}) for one in (Event.RESUBMIT, Event.REVISE))
    if revises:
        rows.append((Button("Ubah", pack(RevisePost(post=own.number))),))
    if own.proposed is not None and may(own.state, Event.DROP_REVISION, {AUTHOR}):
        drop = DropRevision(post=own.number, version=own.proposed)
        rows.append((Button("Batalkan perubahan", pack(drop)),))
    if may(own.state, Event.WITHDRAW, {AUTHOR}):
        rows.append((Button("Tarik tulisan", pack(AskTakingBack(post=own.number))),))
    rows.append((Button("Kembali", pack(ListOwnPosts())), menu_button()))
    return tuple(rows)


def seen(text: str, post_id: int, version: int, *, files: int) -> Message:
    """Show a version as everybody reads it, with the way back."""
    rows: list[tuple[Button, ...]] = []
    if files:
        send = SendOwnFiles(post=post_id, version=version)
        rows.append((Button(f"Lampiran {files}", pack(send)),))
    rows.append((Button("Kembali", pack(OpenOwnPost(post=post_id))), menu_button()))
    return Message(text, tuple(rows))


def ask_taking_back(number: int) -> Message:
    """Ask once more before a post is withdrawn."""
    return Message(
        f"Tarik tulisan #{number}? Setelah ditarik, tulisan tidak dapat dibaca atau ditemukan "
        "lagi, dan pengumumannya diperbarui. Langkah ini tidak dapat dibatalkan.",
        (
            (Button("Ya, tarik tulisan", pack(TakePostBack(post=number))),),
            (Button("Kembali", pack(OpenOwnPost(post=number))),),
        ),
    )
