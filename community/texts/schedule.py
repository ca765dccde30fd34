"""Words of `/hariini`, `/jadwal` and the session's own screen."""

from collections.abc import Sequence
from datetime import date

from community.attending import Viewer
from community.calendar import ONE_DAY, OffDay, OffKind
from community.callback import pack
from community.programme_days import BERBAGI, BERTANYA, ProgrammeDay
from community.reply import Button, Message, Rows
from community.schedule import NEXT_WEEK, THIS_WEEK, Day, Phase, Week, week_of
from community.sessions import CARD, TODAY, OpenSession, OpenWeek, SendWeek, Session
from community.texts import attending, dates, sessions
from community.texts.common import escape, menu_button
from community.texts.menu import item

MOST_TODAY = 3  # sessions with all their words: longest ones still fit a message
MOST_IN_WEEK = 18  # sessions that a week lists
TITLE, SPEAKER = 70, 40  # characters of them in the list of a week

_INVITING = {BERBAGI: item("Berbagi", "share"), BERTANYA: item("Bertanya", "ask")}


def today(
    day: Day, viewer: Viewer, days: Sequence[ProgrammeDay], after: tuple[date, ProgrammeDay]
) -> Message:
    """Show the day: its programme or why there is none, and its sessions."""
    shown = _first_of(day.sessions, viewer)
    told = [_head(day, after), *(_told(one, day, viewer, days) for one in shown)]
    if len(day.sessions) > len(shown):
        told.append(f"… dan {len(day.sessions) - len(shown)} sesi lain; lihat Jadwal.")
    several = len(shown) > 1
    rows: list[tuple[Button, ...]] = []
    for one in shown:
        rows += attending.rows(one, viewer, screen=TODAY, with_title=several)
        rows.append((_detail_button(one, with_title=several),))
    open_one = next((one for one in shown if viewer.phase(one) in _OPEN), None)
    rows += attending.settings_rows(viewer, *shown)
    rows += attending.join_rows(viewer, open_one)
    if viewer.is_member and day.programme is not None and day.programme.weekday in _INVITING:
        rows.append((_INVITING[day.programme.weekday],))
    return Message("\n\n".join(told), (*rows, (item("Jadwal", "schedule"), menu_button())))


_OPEN = (Phase.COMING, Phase.RUNNING)


def _first_of(listed: Sequence[Session], viewer: Viewer) -> Sequence[Session]:
    """Choose which sessions are told whole: those to come before those that are over."""
    ahead = [one for one in listed if viewer.phase(one) in _OPEN]
    over = [one for one in listed if one not in ahead]
    chosen = [*ahead, *over][:MOST_TODAY]
    return [one for one in listed if one in chosen]


def _head(day: Day, after: tuple[date, ProgrammeDay]) -> str:
    head = f"<b>{dates.day(day.on)}</b>"
    if day.programme is not None:
        about, call = escape(day.programme.about), escape(day.programme.call)
        return f"{head}\n<b>{escape(day.programme.name)}</b>\n{about}\n\n{call}"
    on, programme = after
    following = f"Program berikutnya: {dates.day(on)}, {escape(programme.name)}."
    return f"{head}\n{'' if day.off is None else _why_off(day.off)} {following}"


def _why_off(off: OffDay) -> str:
    if off.kind is OffKind.WEEKEND:
        return f"Hari ini {off.name}, tidak ada program."
    return f"Hari ini libur: {_named(off)}."


def _named(off: OffDay) -> str:
    return escape(off.name) + (" (perkiraan)" if off.is_estimated else "")


def _told(session: Session, day: Day, viewer: Viewer, days: Sequence[ProgrammeDay]) -> str:
    """Tell of a session under its day; the series where it says more than the day does."""
    own = day.programme is not None and day.programme.weekday == session.programme
    series = [] if own and session.number is None else [sessions.name(session, days)]
    brief = sessions.brief(session, viewer.zone)
    return "\n".join([*series, brief, *_jp(session), *attending.standing(session, viewer)])


def _jp(session: Session) -> list[str]:
    return [] if session.jp is None else [f"{session.jp} JP ({sessions.JP_NOTE})"]


def _detail_button(session: Session, *, with_title: bool) -> Button:
    label = f"Rincian: {session.title}" if with_title else "Rincian"
    return Button(sessions.short(label), pack(OpenSession(session=session.id)))


def card(session: Session, viewer: Viewer, days: Sequence[ProgrammeDay]) -> Message:
    """Show a session with all that members may know of it."""
    on = session.day(viewer.zone)
    told = sessions.card(session, days, viewer.zone)
    standing = "\n".join(attending.standing(session, viewer))
    week = week_of(on, viewer.today)
    back = [Button("Kembali", pack(OpenWeek(week=week)))]
    if on == viewer.today:
        back.append(item("Hari ini", "today"))
    return Message(
        f"{told}\n\n{standing}" if standing else told,
        (
            *attending.rows(session, viewer, screen=CARD, with_title=False),
            *attending.settings_rows(viewer, session),
            *attending.join_rows(viewer, session if viewer.phase(session) in _OPEN else None),
            (*back, menu_button()),
        ),
    )


def gone(number: int) -> Message:
    """Say that there is no such session."""
    return Message(
        f"<b>Sesi #{number}</b>\nSesi ini tidak ditemukan. Sesi yang ada tercantum di Jadwal.",
        ((item("Jadwal", "schedule"), menu_button()),),
    )


def schedule(week: Week, days: Sequence[Day], viewer: Viewer) -> Message:
    """Show a week: each day with its programme or why it is off, and its sessions."""
    listed = [one for day in days for one in day.sessions]
    shown = listed[:MOST_IN_WEEK]
    told = [_week_head(week, viewer), *(_day(day, shown, viewer) for day in days)]
    if len(listed) > len(shown):
        told.append(f"… dan {len(listed) - len(shown)} sesi lain.")
    return Message("\n\n".join(told), (*_session_rows(shown, viewer), *_week_rows(week, listed)))


def _week_head(week: Week, viewer: Viewer) -> str:
    friday = week.monday + ONE_DAY * 4
    title = "Jadwal pekan ini" if week.number == THIS_WEEK else "Jadwal pekan depan"
    zone = dates.zone_name(viewer.now, viewer.zone)
    return (
        f"<b>{title}</b>\n{dates.short_day(week.monday)} s.d. {dates.day(friday)}. "
        f"Waktu dalam {zone}."
    )


def _day(day: Day, shown: Sequence[Session], viewer: Viewer) -> str:
    mark = " (hari ini)" if day.on == viewer.today else ""
    lines = [f"<b>{dates.short_day(day.on)}</b>{mark}"]
    if day.programme is not None:
        lines.append(escape(day.programme.name))
    elif day.off is not None and day.off.kind is not OffKind.WEEKEND:
        lines.append(f"Libur: {_named(day.off)}")
    return "\n".join([*lines, *(_line(one, viewer) for one in day.sessions if one in shown)])


def _line(session: Session, viewer: Viewer) -> str:
    speaker = f" ({escape(sessions.short(session.speaker, SPEAKER))})" if session.speaker else ""
    line = f"• {_hour(session, viewer)} {escape(sessions.short(session.title, TITLE))}{speaker}"
    match viewer.phase(session):
        case Phase.CANCELLED:
            return f"{line}, <b>dibatalkan</b>"
        case Phase.ENDED:
            return f"{line}, selesai"
        case _:
            return f"{line}, Bapak/Ibu ikut" if viewer.comes(session) else line


def _hour(session: Session, viewer: Viewer) -> str:
    return f"{session.starts_at.astimezone(viewer.zone):%H.%M}"


def _session_rows(shown: Sequence[Session], viewer: Viewer) -> Rows:
    rows = []
    for one in shown:
        weekday = dates.DAYS[one.day(viewer.zone).weekday()]
        label = sessions.short(f"{weekday} {_hour(one, viewer)} {one.title}")
        rows.append((Button(label, pack(OpenSession(session=one.id))),))
    return tuple(rows)


def _week_rows(week: Week, listed: Sequence[Session]) -> Rows:
    is_this = week.number == THIS_WEEK
    file = "Kalender pekan ini" if is_this else "Kalender pekan depan"
    other = ("Pekan depan", NEXT_WEEK) if is_this else ("Pekan ini", THIS_WEEK)
    rows: list[tuple[Button, ...]] = []
    if listed:
        rows.append((Button(file, pack(SendWeek(week=week.number))),))
    rows.append((Button(other[0], pack(OpenWeek(week=other[1]))),))
    rows.append((item("Hari ini", "today"), menu_button()))
    return tuple(rows)


def no_sessions() -> Message:
    """Say that a week's file would be empty."""
    return Message(
        "Pekan itu belum ada sesi, jadi belum ada yang dapat disimpan ke kalender.",
        ((item("Jadwal", "schedule"), menu_button()),),
    )
