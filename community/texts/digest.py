"""Words of the weekly digest (`Rangkuman mingguan`)."""

from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from community.programme_days import ProgrammeDay
from community.reply import Message
from community.sessions import Session
from community.texts import dates
from community.texts import sessions as words
from community.texts.common import escape
from community.texts.menu import item_below
from community.texts.settings import settings_button

MOST = 12  # sessions that one message tells of


def digest(
    sessions: Sequence[Session], zone: ZoneInfo, days: Collection[ProgrammeDay]
) -> Message | None:
    """Tell what comes next week; None when there is nothing to tell."""
    if not sessions:
        return None
    lines = [_line(session, zone, days) for session in sessions[:MOST]]
    if len(sessions) > MOST:
        lines.append(f"dan {len(sessions) - MOST} sesi lain.")
    return Message(
        "<b>Rangkuman mingguan</b>\nSesi pekan depan:\n\n" + "\n\n".join(lines),
        ((item_below("Jadwal", "schedule"),), (settings_button(),)),
    )


def _line(session: Session, zone: ZoneInfo, days: Collection[ProgrammeDay]) -> str:
    when = dates.short_day(session.day(zone))
    hours = dates.hours(session.starts_at, session.ends_at, zone)
    return f"{when}, {hours}\n{words.name(session, days)}: <b>{escape(session.title)}</b>"


def job_result(people: int) -> str:
    """Sum up what the job did, for `/jadwalbot`."""
    return f"{people} rangkuman dibuat" if people else ""
