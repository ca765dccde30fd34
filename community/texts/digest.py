"""Words of the weekly digest (`Rangkuman mingguan`)."""

from collections.abc import Callable, Collection, Sequence
from zoneinfo import ZoneInfo

from community.programme_days import ProgrammeDay
from community.reply import Message, Rows
from community.sessions import Session
from community.texts import dates
from community.texts import sessions as words
from community.texts.common import escape
from community.texts.menu import item_below
from community.texts.settings import settings_button
from community.week import Item, News

MOST = 12  # sessions that one message tells of
LONGEST = 4_000  # a message holds 4,096
LONGEST_TITLE = 150
TITLE = "<b>Rangkuman mingguan</b>"


def digest(
    news: News, zone: ZoneInfo, days: Collection[ProgrammeDay], link: Callable[[str], str]
) -> Message | None:
    """Tell what the week brought and what comes next; None when there is nothing to tell.

    `link` makes the address behind `p_34` and `q_12`.
    """
    if news.is_empty:
        return None
    texts = (_text(news, zone, days, link, most) for most in range(MOST, 0, -1))
    text = next((text for text in texts if len(text) <= LONGEST), TITLE)
    rows: Rows = ((settings_button(),),)
    if news.sessions:
        rows = ((item_below("Jadwal", "schedule"),), *rows)
    return Message(text, rows)


def _text(
    news: News,
    zone: ZoneInfo,
    days: Collection[ProgrammeDay],
    link: Callable[[str], str],
    most: int,
) -> str:
    parts = [TITLE]
    if news.posts:
        parts.append(_linked("Tulisan pilihan pekan ini:", news.posts, "p", link))
    if news.answers:
        parts.append(_linked("Pertanyaan yang terjawab:", news.answers, "q", link))
    if news.sessions:
        parts.append(_sessions(news.sessions, zone, days, most))
    return "\n\n".join(parts)


def _linked(head: str, items: Sequence[Item], kind: str, link: Callable[[str], str]) -> str:
    lines = [
        f'• <a href="{escape(link(f"{kind}_{one.number}"))}">'
        f"{escape(words.short(one.title, LONGEST_TITLE))}</a>"
        for one in items
    ]
    return "\n".join([head, *lines])


def _sessions(
    sessions: Sequence[Session], zone: ZoneInfo, days: Collection[ProgrammeDay], most: int
) -> str:
    lines = [_line(session, zone, days) for session in sessions[:most]]
    if len(sessions) > most:
        lines.append(f"dan {len(sessions) - most} sesi lain.")
    return "Sesi pekan depan:\n\n" + "\n\n".join(lines)


def _line(session: Session, zone: ZoneInfo, days: Collection[ProgrammeDay]) -> str:
    when = dates.short_day(session.day(zone))
    hours = dates.hours(session.starts_at, session.ends_at, zone)
    return f"{when}, {hours}\n{words.name(session, days)}: <b>{escape(session.title)}</b>"


def job_result(people: int) -> str:
    """Sum up what the job did, for `/jadwalbot`."""
    return f"{people} rangkuman dibuat" if people else ""
