"""The sessions of the demo's community: a fortnight held, a fortnight to come, and their reach."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from bot.demo.community_book import Book, Deed, Does, NotPossible
from bot.demo.community_data import HISTORY, entries, text
from bot.demo.community_time import Almanac
from community import programme_days, reach_history
from community.calendar import Ramadan
from community.calendar_changes import Change, add, set_ramadan
from community.sessions import Session, usual_end
from storage.audit import Details
from storage.reach import ChannelReach

NOTES = "Sesi contoh untuk demo."
RAMADAN = Ramadan(date(2027, 2, 8), date(2027, 3, 9))
DAY_OFF = (4, 3)
"""The Wednesday, four weeks on, on which an admin put a day off."""


def deeds(almanac: Almanac) -> Iterator[Deed]:
    """Tell of plans, who said `Saya ikut`, what was recorded, and what an admin entered."""
    yield Deed(almanac.at("-14 08.15"), _imports_history)
    yield Deed(almanac.at("-14 08.40"), _corrects_calendar(almanac))
    for number, entry in enumerate(entries("sessions"), start=1):
        on = almanac.in_week(entry["week"], entry["day"])
        if almanac.calendar.is_working_day(on):
            yield from _of_session(almanac, entry, on, number)


def _of_session(almanac: Almanac, entry: dict[str, Any], on: date, number: int) -> Iterator[Deed]:
    begins = almanac.moment(on, entry["at"])
    ends = usual_end(begins, entry.get("jp"))
    friday = almanac.in_week(entry["week"] - 1, 5)
    planned = min(almanac.moment(friday, "14.00"), almanac.at("-1 15.00"))
    session = Session(
        id=0,
        programme=entry["day"],
        number=None,
        title=entry["title"],
        speaker=entry["speaker"],
        starts_at=begins,
        ends_at=ends,
        links=(f"https://webinar.example/sesi-{number}",),
        jp=entry.get("jp"),
        notes=NOTES,
        is_cancelled=False,
        sequence=0,
        changed_at=planned,
    )
    known: list[int] = []
    yield Deed(planned, _plans(session, known))
    said = begins - timedelta(minutes=75)
    said = said if planned < said < almanac.now else planned + timedelta(minutes=30)
    if said < almanac.now:
        yield Deed(said, _come(entry["comes"], entry["title"], known))
    noted = ends + timedelta(hours=1)
    if noted < almanac.now:
        yield Deed(noted, _records(entry.get("reach", {}), known))


def _plans(session: Session, known: list[int]) -> Does:
    async def plan(book: Book, at: datetime) -> None:
        unit, zone, planner = book.unit, book.charter.zone, book.person_id("tono")
        year = session.day(zone).year
        number = await unit.sessions.next_number(session.programme, year)
        values = {name: getattr(session, name) for name in Session.__slots__}
        numbered = Session(**{**values, "number": number})
        known.append(await unit.sessions.add(numbered, zone, planner, at))

    return plan


def _come(count: int, title: str, known: list[int]) -> Does:
    async def come(book: Book, at: datetime) -> None:
        dice = random.Random(title)  # noqa: S311 # who comes is no secret, and always the same
        for key in dice.sample(sorted(book.people), count):
            await book.unit.attendances.add(known[0], book.person_id(key), at)

    return come


def _records(reach: dict[str, int], known: list[int]) -> Does:
    async def record(book: Book, at: datetime) -> None:
        by = book.person_id("dewi")
        for channel, people in reach.items():
            reached = ChannelReach(channel, people)
            await book.unit.reach.record(known[0], reached, by=by, now=at)
            details: Details = {"session": known[0], "channel": channel, "number": people}
            await book.unit.audit.note("reach_recorded", by, None, details, at)

    return record


async def _imports_history(book: Book, at: datetime) -> None:
    found = reach_history.read(text(HISTORY), programme_days.ALL)
    if isinstance(found, reach_history.BadLine):
        raise NotPossible(f"line {found.number} of the history")
    by = book.person_id("ratna")
    await book.unit.reach.import_lines(found.lines, by=by, now=at)
    trail = reach_history.trail(found.lines)
    await book.unit.audit.note("reach_imported", by, None, trail, at)


def _corrects_calendar(almanac: Almanac) -> Does:
    async def correct(book: Book, at: datetime) -> None:
        calendar, by = await book.unit.calendar.load(), book.person_id("ratna")
        today = at.astimezone(book.charter.zone).date()
        on = almanac.in_week(*DAY_OFF)
        for change in (
            add(calendar, on, "Libur daerah (contoh untuk demo)", today),
            set_ramadan(calendar, RAMADAN, today),
        ):
            if isinstance(change, Change) and await book.unit.calendar.apply(change, by, at):
                await book.unit.audit.note(change.action, by, None, change.details, at)

    return correct
