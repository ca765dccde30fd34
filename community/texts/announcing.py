"""Words of the community chat about posts: announcements, the list of a day, corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from community.reply import Button, Message
from community.texts import dates
from community.texts.common import escape
from community.texts.post import NAMELESS, Byline
from community.texts.question_card import cut

NOT_AVAILABLE = "Tulisan ini tidak lagi tersedia."
MOST = 10
"""Lines of a list; what follows is counted."""
_TITLE, _AUTHOR, _TOPIC = 90, 80, 50  # in a list, so that all its lines fit one message


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A post as the community chat is told of it; `link` opens it in the bot."""

    number: int
    title: str
    topic: str
    byline: Byline
    link: str


def single(post: Announced) -> Message:
    """Announce one post."""
    text = (
        f"📝 <b>Tulisan baru dari anggota CoP</b>\n\n<b>{escape(post.title)}</b>\n"
        f"{escape(_author(post))}\n<i>{escape(post.topic)}</i>"
    )
    return Message(text, ((Button("Baca", url=post.link),),), silent=True)


def gone() -> Message:
    """Take the place of an announcement whose post nobody may read any more."""
    return Message(NOT_AVAILABLE)


def corrected(post: Announced) -> Message:
    """Announce a post anew where its announcement cannot be edited."""
    announced = single(post)
    text = f"<b>RALAT</b>: tulisan yang pernah diumumkan ini diperbarui.\n\n{announced.text}"
    return Message(text, announced.buttons, silent=True)


def gone_correction(number: int) -> Message:
    """Say the same where the announcement cannot be edited; its words are not repeated."""
    return Message(
        f"<b>RALAT</b>: Tulisan #{number} yang pernah diumumkan di sini tidak lagi tersedia.",
        silent=True,
    )


def listing(day: date, posts: Sequence[Announced | None]) -> Message:
    """List the posts of a day; None is one that nobody may read any more."""
    lines = [_line(place, post) for place, post in enumerate(posts[:MOST], 1)]
    head = f"📚 <b>Tulisan baru dari anggota CoP</b>\n{dates.day(day)}"
    more = len(posts) - MOST
    if more > 0:
        lines.append(f"… dan {more} tulisan lain di bot: /terbaru")
    return Message("\n\n".join([head, *lines]), silent=True)


def corrected_listing(day: date, posts: Sequence[Announced | None]) -> Message:
    """Say a list anew where it cannot be edited."""
    text = f"<b>RALAT</b>: daftar tulisan berikut diperbarui.\n\n{listing(day, posts).text}"
    return Message(text, silent=True)


def sent(count: int) -> str:
    """Say what the job did."""
    return f"{count} tulisan diumumkan dalam daftar" if count else ""


def _line(place: int, post: Announced | None) -> str:
    if post is None:
        return f"{place}. {NOT_AVAILABLE}"
    author = escape(cut(_author(post), _AUTHOR))
    about = escape(cut(post.topic, _TOPIC))
    return (
        f"{place}. <b>{escape(cut(post.title, _TITLE))}</b>\n{author} · <i>{about}</i> · "
        f'<a href="{post.link}">Baca</a>'
    )


def _author(post: Announced) -> str:
    return ", ".join(filter(None, (post.byline.name, post.byline.workplace))) or NAMELESS
