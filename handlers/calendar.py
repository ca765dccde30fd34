"""`/libur`: an admin reads the days off, corrects them, enters Ramadan, confirms a year."""

from datetime import date

from community import calendar_changes as changes
from community import correcting_days as asked
from community.calendar import Calendar
from community.calendar_changes import AsItIs, Change, Decision, Refused
from community.incoming import Command
from community.paging import page
from community.reply import Message, Reply
from community.texts import calendar as texts
from handlers.request import Request

A_PAGE = 8  # days as buttons


async def open_calendar(request: Request) -> Reply:
    """Show the year ahead, or do what was typed after the command."""
    event = request.incoming.event
    typed = event.argument if isinstance(event, Command) else ""
    today = _today(request)
    calendar = await request.unit.calendar.load()
    match asked.read(typed, today):
        case asked.ShowCalendar():
            return request.show(texts.front(calendar, today))
        case asked.ShowYear(of):
            return request.show(_year(calendar, of, 0, today))
        case asked.ShowDay(on):
            return request.show(texts.day(calendar, on, today))
        case asked.Unclear():
            return request.show(texts.usage())
        case asked.SetRamadan() | asked.ForgetRamadan() | asked.Confirm() as wanted:
            return await _change_year(request, calendar, wanted)
        case wanted:
            return await _change_day(request, calendar, wanted)


async def show_front(request: Request, data: asked.OpenCalendar) -> Reply:
    """Go back to the year ahead."""
    del data
    return request.show(texts.front(await request.unit.calendar.load(), _today(request)))


async def show_year(request: Request, data: asked.OpenYear) -> Reply:
    """Show a year."""
    calendar = await request.unit.calendar.load()
    return request.show(_year(calendar, data.year, data.page, _today(request)))


async def pick_day(request: Request, data: asked.PickDay) -> Reply:
    """Offer the days of a year that can still be changed."""
    calendar, today = await request.unit.calendar.load(), _today(request)
    if not _is_shown(data.year, today):
        return request.show(texts.front(calendar, today))
    listed = calendar.listed(max(today, date(data.year, 1, 1)), date(data.year, 12, 31))
    return request.show(texts.pick(data.year, page(listed, data.page, A_PAGE)))


async def show_day(request: Request, data: asked.OpenDay) -> Reply:
    """Show a day that was picked."""
    calendar, today = await request.unit.calendar.load(), _today(request)
    on = asked.read_iso(data.on)
    if on is None:
        return request.show(texts.front(calendar, today))
    return request.show(texts.day(calendar, on, today))


async def explain_adding(request: Request, data: asked.ExplainAdding) -> Reply:
    """Say how a day off is added."""
    del data
    return request.show(texts.explain_adding())


async def take_day(request: Request, data: asked.TakeDay) -> Reply:
    """`Hapus`, `Jadikan hari kerja`."""
    on = asked.read_iso(data.on)
    return await _tapped(request, None if on is None else asked.Take(on))


async def restore_day(request: Request, data: asked.RestoreDay) -> Reply:
    """`Kembalikan ke daftar asal`."""
    on = asked.read_iso(data.on)
    return await _tapped(request, None if on is None else asked.Restore(on))


async def confirm_year(request: Request, data: asked.ConfirmYear) -> Reply:
    """`Pastikan kalender`."""
    calendar = await request.unit.calendar.load()
    return await _change_year(request, calendar, asked.Confirm(data.year))


async def drop_ramadan(request: Request, data: asked.DropRamadan) -> Reply:
    """`Hapus Ramadan`."""
    calendar, first = await request.unit.calendar.load(), asked.read_iso(data.first)
    if first is None:
        return request.show(texts.front(calendar, _today(request)))
    return await _change_year(request, calendar, asked.ForgetRamadan(first))


DayChange = asked.Add | asked.Take | asked.Restore | asked.Move
YearChange = asked.SetRamadan | asked.ForgetRamadan | asked.Confirm


async def _tapped(request: Request, wanted: DayChange | None) -> Reply:
    calendar = await request.unit.calendar.load()
    if wanted is None:
        return request.show(texts.front(calendar, _today(request)))
    return await _change_day(request, calendar, wanted)


async def _change_day(request: Request, calendar: Calendar, wanted: DayChange) -> Reply:
    """Change a day or two and show the day as it is then."""
    today = _today(request)
    match wanted:
        case asked.Add(on, name):
            decision = changes.add(calendar, on, name, today)
        case asked.Take(on):
            decision = changes.take(calendar, on, today)
        case asked.Restore(on):
            decision = changes.restore(calendar, on, today)
        case asked.Move(was, on):
            decision = changes.move(calendar, was, on, today)
    words = await _carry_out(request, decision)
    if isinstance(wanted, asked.Move) and isinstance(decision, Change):
        listed = calendar.listed_on(wanted.was)
        name = "" if listed is None else listed.name
        words = texts.moved(calendar, wanted.was, wanted.becomes, name)
    elif isinstance(wanted, asked.Move) and isinstance(decision, Refused):
        on = wanted.was  # the day that something is wrong with, as a rule
    return request.show(texts.day(_after(calendar, decision), on, today, words))


async def _change_year(request: Request, calendar: Calendar, wanted: YearChange) -> Reply:
    """Change Ramadan or confirm a year, and show the list as it is then."""
    today = _today(request)
    match wanted:
        case asked.SetRamadan(month):
            decision = changes.set_ramadan(calendar, month, today)
        case asked.ForgetRamadan(first):
            decision = changes.drop_ramadan(calendar, first, today)
        case asked.Confirm(of):
            decision = changes.confirm(calendar, of, today)
    words = await _carry_out(request, decision)
    after = _after(calendar, decision)
    if isinstance(wanted, asked.Confirm) and not isinstance(decision, Refused):
        return request.show(texts.year(after, wanted.year, 0, today, words))
    return request.show(texts.front(after, today, words))


async def _carry_out(request: Request, decision: Decision) -> str:
    """Write a change down with its line in the trail; say what became of it."""
    match decision:
        case Refused(why):
            return texts.refused(why)
        case AsItIs():
            return texts.AS_IT_IS
    if not await request.unit.calendar.apply(decision, request.person.id, request.now):
        return texts.AS_IT_IS  # another admin was faster
    await request.unit.audit.note(
        decision.action, request.person.id, None, decision.details, request.now
    )
    return texts.done(decision)


def _after(calendar: Calendar, decision: Decision) -> Calendar:
    return changes.changed(calendar, decision) if isinstance(decision, Change) else calendar


def _year(calendar: Calendar, of: int, number: int, today: date) -> Message:
    if not _is_shown(of, today):
        return texts.front(calendar, today, texts.year_out_of_reach(today))
    return texts.year(calendar, of, number, today)


def _is_shown(of: int, today: date) -> bool:
    return today.year <= of <= today.year + changes.YEARS_AHEAD


def _today(request: Request) -> date:
    return request.now.astimezone(request.charter.zone).date()
