"""Words about sessions, as every screen that shows one uses them."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from community import links, programme_days
from community.callback import pack
from community.programme_days import ProgrammeDay
from community.reply import Button, Rows
from community.sessions import Attend, Session
from community.texts import dates
from community.texts.common import escape

LABEL = 64  # characters of a button that a phone still shows
JP_NOTE = "JP resmi mengikuti sertifikat penyelenggara"


def short(label: str, most: int = LABEL) -> str:
    """Cut a label that is too long, and show that it goes on."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def name(session: Session, days: Collection[ProgrammeDay]) -> str:
    """Name the series: "ASN Belajar seri 12"; escaped."""
    day = programme_days.by_weekday(session.programme, tuple(days))
    series = "" if session.number is None else f" seri {session.number}"
    return f"{escape('' if day is None else day.name)}{series}"


def heading(session: Session) -> str:
    """Tell what a session is and who speaks."""
    speaker = f"\n{escape(session.speaker)}" if session.speaker else ""
    return f"<b>{escape(session.title)}</b>{speaker}"


def brief(session: Session, zone: ZoneInfo) -> str:
    """Tell in two lines what a session is, who speaks and when."""
    hours = dates.hours(session.starts_at, session.ends_at, zone)
    return f"{heading(session)}\n{hours[0].upper()}{hours[1:]}"


def card(session: Session, days: Collection[ProgrammeDay], zone: ZoneInfo) -> str:
    """Tell all that people may know of a session; its links stand on buttons."""
    told = [name(session, days), dates.local_day(session.starts_at, zone), brief(session, zone)]
    if session.jp is not None:
        told.append(f"{session.jp} JP ({JP_NOTE})")
    notes = f"\n\n{escape(session.notes)}" if session.notes else ""
    return "\n".join(told) + notes


def link_buttons(session: Session, *, with_title: bool = False) -> Rows:
    """Return one button a link, labelled by its host; the title tells two sessions apart."""
    if with_title:
        return tuple(
            (Button(short(f"{links.label(url)}: {session.title}"), url=url),)
            for url in session.links
        )
    buttons = [Button(links.label(url)[:LABEL], url=url) for url in session.links]
    return tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))


def attend_button(session: Session, *, attends: bool, screen: str, with_title: bool) -> Button:
    """Return `Saya ikut`, or `Batal ikut` for who comes; the title tells two sessions apart."""
    label = "Batal ikut" if attends else "Saya ikut"
    if with_title:
        label = f"{label}: {session.title}"
    return Button(short(label), pack(Attend(session=session.id, on=not attends, screen=screen)))
