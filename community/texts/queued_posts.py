"""Posts in `/antrean`, among the questions."""

from dataclasses import dataclass
from datetime import datetime

from community.callback import pack
from community.post_card import OpenQueuedPost
from community.post_review import Task
from community.reply import Button
from community.texts.common import escape
from community.texts.question_card import cut

NOTHING = "Tidak ada tulisan yang menunggu di sini."
_GLIMPSE = 70


@dataclass(frozen=True, slots=True)
class WaitingPost:
    """A post of the list."""

    number: int
    task: Task
    is_revision: bool
    topic: str
    title: str
    sent_at: datetime
    is_late: bool


def line(one: WaitingPost, age: str) -> str:
    """Tell what is to be done with a post, and for how long it waits."""
    mark = "⏰ 📝" if one.is_late else "📝"
    late = ", <b>terlambat</b>" if one.is_late else ""
    return (
        f"{mark} <b>Tulisan #{one.number}</b> {escape(cut(one.topic, 40))} · {_todo(one)} · "
        f"{age}{late}\n{escape(cut(one.title, _GLIMPSE))}"
    )


def button(one: WaitingPost) -> Button:
    """Return the button that opens the card of a post."""
    return Button(f"📝 #{one.number}", pack(OpenQueuedPost(post=one.number)))


def _todo(one: WaitingPost) -> str:
    if one.task is Task.LOOK_OVER:
        return "terbit langsung, belum ditinjau"
    return "perubahan menunggu tinjauan" if one.is_revision else "menunggu tinjauan"
