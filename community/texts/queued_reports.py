"""Reported posts in `/antrean`, among questions and posts."""

from dataclasses import dataclass
from datetime import datetime

from community.callback import pack
from community.reply import Button
from community.reporting import OpenReported
from community.texts.common import escape
from community.texts.question_card import cut

_GLIMPSE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingReport:
    """A case of the list; it is urgent where it keeps a post from its readers."""

    case: int
    number: int  # of the post
    topic: str
    title: str
    count: int  # members who reported
    sent_at: datetime
    is_late: bool
    is_urgent: bool


def line(one: WaitingReport, age: str) -> str:
    """Tell how many reported a post, and for how long that waits."""
    marks = [word for word, is_so in (("❗", one.is_urgent), ("⏰", one.is_late)) if is_so]
    head = " ".join([*marks, f"🚩 <b>Laporan tulisan #{one.number}</b>"])
    hidden = ", disembunyikan sementara" if one.is_urgent else ""
    late = ", <b>terlambat</b>" if one.is_late else ""
    return (
        f"{head} {escape(cut(one.topic, 40))} · {one.count} pelapor{hidden} · {age}{late}\n"
        f"{escape(cut(one.title, _GLIMPSE))}"
    )


def button(one: WaitingReport) -> Button:
    """Return the button that opens the card of a case."""
    return Button(f"🚩 #{one.number}", pack(OpenReported(case=one.case)))
