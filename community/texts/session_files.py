"""Words inside calendar files, and of the message that brings one; plain text, no HTML."""

from collections.abc import Sequence

from community import links, programme_days
from community.programme_days import ProgrammeDay
from community.sessions import Session
from community.texts.sessions import JP_NOTE

NAME = "Dahar Ngopi"
CAPTION = (
    "Silakan buka berkas ini untuk menyimpannya ke kalender. "
    "Bila jadwal berubah, berkas yang baru memperbarui yang lama."
)


def file_of(session_id: int) -> str:
    """Name the file of a session."""
    return f"sesi-{session_id}.ics"


def file_of_week(monday: str) -> str:
    """Name the file of a week by its Monday."""
    return f"dahar-ngopi-{monday}.ics"


def summary(session: Session, days: Sequence[ProgrammeDay]) -> str:
    """Name a session in a calendar."""
    day = programme_days.by_weekday(session.programme, days)
    named = session.title if day is None else f"{day.name}: {session.title}"
    return f"Dibatalkan: {named}" if session.is_cancelled else named


def description(session: Session) -> str:
    """Tell who speaks, where it is, and its JP."""
    told = [f"Narasumber: {session.speaker}"] if session.speaker else []
    told += [f"{links.label(url)}: {url}" for url in session.links]
    if session.jp is not None:
        told.append(f"{session.jp} JP ({JP_NOTE})")
    if session.notes:
        told.append(session.notes)
    return "\n".join(told)


def location(session: Session) -> str:
    """Name where it is held: the host of the first link."""
    return links.label(session.links[0]) if session.links else ""
