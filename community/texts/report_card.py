"""Words of the card on which the reports of a post are decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from community.callback import pack
from community.post_card import ReadWholePost
from community.posts import NAMES, State
from community.reply import Button, Message, Rows
from community.reporting import (
    OTHER,
    REASONS,
    REMOVALS,
    ChoosePostRemoval,
    KeepReported,
    LookUpReporters,
    Outcome,
    RemovePost,
    ShowReports,
)
from community.texts import dates
from community.texts.common import escape
from community.texts.question_card import cut

GONE = "Laporan ini tidak ditemukan."
DECIDED = "Laporan ini sudah diputuskan."
CHANGED = "Tulisan ini baru saja berubah. Silakan periksa sekali lagi."
OWN = "Laporan atas tulisan sendiri diputuskan moderator lain."
OWN_REPORTERS = "Pelapor tulisan sendiri tidak diperlihatkan."
IN_PRIVATE = "Daftar pelapor dikirim ke obrolan pribadi Bapak/Ibu."
NOBODY = "Data para pelapor sudah dihapus."
_OUTCOMES = {
    Outcome.KEPT: "dibiarkan terbit",
    Outcome.RESTORED: "dipulihkan",
    Outcome.REMOVED: "diturunkan",
    Outcome.WITHDRAWN: "ditarik penulis",
}
_TITLE, _AUTHOR, _BODY, _WORDS, _MOST_WORDS = 150, 200, 1_200, 300, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A case as moderators see it; nothing of it says who reported."""

    case: int
    number: int
    version: int
    state: State
    author: str | None  # None once their data are deleted
    title: str  # title and body are empty where nobody is to read them any more
    body: str
    files: int
    reasons: Sequence[str]
    words: Sequence[str]  # what was reported in words
    opened_at: datetime
    outcome: Outcome | None
    decided_at: datetime | None
    decided_by: str | None
    zone: ZoneInfo


def card(shown: Card, *, looks_up: bool) -> Message:
    """Show a case: how many object to what, the post, and what can be decided."""
    return Message("\n\n".join(_parts(shown)), _rows(shown, looks_up=looks_up))


def off_duty(post_id: int) -> Message:
    """Take the buttons from somebody who is no moderator any more."""
    return Message(f"<b>Laporan tulisan #{post_id}</b>\nKartu ini untuk moderator yang bertugas.")


def choose_removal(shown: Message, case: int, version: int) -> Message:
    """Ask why a post is taken down, below its card."""
    rows = tuple(
        (Button(one.label, pack(RemovePost(case=case, version=version, reason=one.code))),)
        for one in REMOVALS
    )
    back = Button("Kembali", pack(ShowReports(case=case)))
    return Message(f"{shown.text}\n\n<b>Alasan menurunkan?</b>", (*rows, (back,)))


def reporters(number: int, lines: Sequence[tuple[str, str, str]]) -> Message:
    """Tell an admin who reported: name, instansi, reason; the look is in the trail."""
    listed = [
        f"{place}. {escape(cut(name, 100))}, {escape(cut(where, 100))}: {REASONS.get(why, why)}"
        for place, (name, where, why) in enumerate(lines[:15], 1)
    ]
    more = [f"… dan {len(lines) - 15} lainnya"] if len(lines) > 15 else []
    head = f"<b>Pelapor tulisan #{number}</b>\nPembukaan daftar ini tercatat di jejak."
    return Message("\n".join([head, "", *(listed or [NOBODY]), *more]))


def _parts(shown: Card) -> list[str]:
    count = len(shown.reasons)
    head = [f"🚩 <b>Laporan tulisan #{shown.number}</b>", f"Status tulisan: {NAMES[shown.state]}"]
    head.append(f"Dilaporkan {count} anggota sejak {dates.moment(shown.opened_at, shown.zone)}")
    counts = Counter(shown.reasons)
    head += [f"• {REASONS.get(code, code)}: {number}" for code, number in counts.most_common()]
    parts = ["\n".join(head)]
    if shown.outcome is None:
        quotes = [f"“{escape(cut(one, _WORDS))}”" for one in shown.words[:_MOST_WORDS]]
        if quotes:
            parts.append("\n".join([f"{REASONS[OTHER]}:", *quotes]))
    else:
        parts.append(_decision(shown))
    if shown.title and shown.outcome in (None, Outcome.KEPT, Outcome.RESTORED):
        author = "Data penulis dihapus" if shown.author is None else cut(shown.author, _AUTHOR)
        files = f"\n📎 {shown.files} lampiran" if shown.files else ""
        parts.append(f"<b>{escape(cut(shown.title, _TITLE))}</b>\n<i>{escape(author)}</i>")
        parts.append(f"{escape(cut(shown.body, _BODY))}{files}")
    return parts


def _decision(shown: Card) -> str:
    words = f"Keputusan: <b>{_OUTCOMES[Outcome(shown.outcome or '')]}</b>"
    if shown.decided_by:
        words += f" oleh {escape(cut(shown.decided_by, 100))}"
    if shown.decided_at is not None:
        words += f", {dates.moment(shown.decided_at, shown.zone)}"
    return words


def _rows(shown: Card, *, looks_up: bool) -> Rows:
    look_up = ((Button("Lihat pelapor", pack(LookUpReporters(case=shown.case))),),)
    if shown.outcome is not None:
        return look_up if looks_up else ()
    word = "Pulihkan" if shown.state is State.HIDDEN else "Biarkan"
    keep = Button(word, pack(KeepReported(case=shown.case, version=shown.version)))
    remove = Button("Turunkan", pack(ChoosePostRemoval(case=shown.case, version=shown.version)))
    read = Button("Baca utuh", pack(ReadWholePost(post=shown.number, reported=True)))
    rows: Rows = ((keep, remove), (read,))
    return (*rows, *look_up) if looks_up else rows
