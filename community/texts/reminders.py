"""Words of the day's reminder, in private and in the community's chat."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from community.callback import pack
from community.charter import Charter
from community.programme_days import BERBAGI, BERTANYA, MENGAJI
from community.reminding import Agenda
from community.reply import Button, Message, Rows
from community.sessions import REMINDER, Session, SkipDay
from community.texts import dates, numbers
from community.texts import sessions as words
from community.texts.common import escape
from community.texts.menu import item_below
from community.texts.settings import settings_button

POSTED = "pengingat dikirim ke grup komunitas"
LONGEST_LIST = 6  # sessions that one message tells of; `Hari ini` shows the others


def reminder(agenda: Agenda, zone: ZoneInfo, attended: Collection[int] = ()) -> Message:
    """Invite to the day; without a session it is short and makes no sound."""
    return Message(
        _text(agenda, zone),
        (*_session_rows(agenda, attended), *_invitation(agenda), *_ways_out(agenda)),
        silent=not agenda.sessions,
    )


def community_post(agenda: Agenda, charter: Charter) -> Message:
    """Invite the community's chat; its buttons are links, for all who read there."""
    rows: list[tuple[Button, ...]] = []
    for session in agenda.sessions[:LONGEST_LIST]:
        title = session.title if len(agenda.sessions) > 1 else "Lihat sesi"
        rows.append((Button(words.short(title), url=charter.deep_link(f"s_{session.id}")),))
        rows.extend(words.link_buttons(session) if len(agenda.sessions) == 1 else ())
    rows.append((Button("Buka bot", url=charter.deep_link("hariini")),))
    return Message(_text(agenda, charter.zone), tuple(rows), silent=not agenda.sessions)


def missed(people: int) -> Message:
    """Tell admins that people were left without their reminder."""
    return Message(
        f"{numbers.whole(people)} pengingat terlewat karena sudah melewati batas "
        "waktunya. Rinciannya ada di /jadwalbot.",
        ((settings_button(),),),
    )


def job_result(made: int, missed: int) -> str:
    """Sum up what the job did, for `/jadwalbot`."""
    parts = []
    if made:
        parts.append(f"{numbers.whole(made)} pengingat dibuat")
    if missed:
        parts.append(f"{numbers.whole(missed)} terlewat")
    return ", ".join(parts)


def tally_result(slots: int) -> str:
    """Sum up how many hours were counted, for `/jadwalbot`."""
    return f"hasil {slots} jam pengingat dihitung"


def _text(agenda: Agenda, zone: ZoneInfo) -> str:
    programme = agenda.programme
    # The greeting suits every hour that can be chosen, and everybody.
    head = f"Selamat belajar, Bapak/Ibu.\n{dates.short_day(agenda.day)}: "
    head += f"<b>{escape(programme.name)}</b>"
    call = escape(programme.call)
    if not agenda.sessions:
        return f"{head}\n{call}"
    told = [_session(session, agenda, zone) for session in agenda.sessions[:LONGEST_LIST]]
    left = len(agenda.sessions) - len(told)
    if left > 0:
        told.append(f"dan {left} sesi lain")
    return "\n\n".join([head, *told, call])


def _session(session: Session, agenda: Agenda, zone: ZoneInfo) -> str:
    """Tell of a session; its series is named, and a programme that is not the day's."""
    brief = words.brief(session, zone)
    if session.programme == agenda.programme.weekday and session.number is None:
        return brief
    return f"{words.name(session, agenda.days)}\n{brief}"


def _session_rows(agenda: Agenda, attended: Collection[int]) -> Rows:
    if not agenda.joinable:
        return ((item_below("Hari ini", "today"),),) if agenda.sessions else ()
    rows: list[tuple[Button, ...]] = []
    several = len(agenda.joinable) > 1
    for session in agenda.joinable:
        rows.extend(words.link_buttons(session, with_title=several))
        attends = session.id in attended
        rows.append(
            (words.attend_button(session, attends=attends, screen=REMINDER, with_title=several),)
        )
    return tuple(rows)


def _invitation(agenda: Agenda) -> Rows:
    match agenda.programme.weekday:
        case weekday if weekday == BERBAGI:
            return ((item_below("Berbagi", "share"),),)
        case weekday if weekday == BERTANYA:
            return ((item_below("Bertanya", "ask"),),)
        case _:
            return ()


def _ways_out(agenda: Agenda) -> Rows:
    if agenda.programme.weekday != MENGAJI:
        return ((settings_button(),),)
    skip = Button("Lewati hari Rabu", pack(SkipDay(weekday=MENGAJI)))
    return ((skip, settings_button()),)
