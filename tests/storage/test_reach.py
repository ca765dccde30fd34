"""Reach of sessions and history, on both dialects."""

from datetime import timedelta

from community.reach import HistoryLine, SessionYear
from storage.database import Database
from storage.reach import ChannelReach, Imported
from storage.unit import Unit
from tests.sessions import a_session, at, enter

NOW = at(27, 9)


def line(year: int, people: int, period: str = "") -> HistoryLine:
    """Return a line of ASN Belajar."""
    return HistoryLine(
        programme=4, year=year, period=period, series=2, people=people, source="BPSDM"
    )


async def test_a_channel_is_recorded_once_and_corrected(database: Database) -> None:
    """The later number of a channel takes the place of the earlier."""

    async def unit(unit: Unit) -> list[ChannelReach]:
        await enter(unit, a_session(id=1))
        for channel, people in (("Zoom", 100), ("YouTube", 300), ("Zoom", 120)):
            await unit.reach.record(1, ChannelReach(channel, people), by=7, now=NOW)
        return await unit.reach.list_of(1)

    recorded = await database.write(unit)

    assert [ChannelReach("YouTube", 300), ChannelReach("Zoom", 120)] == recorded


async def test_years_count_what_has_ended_and_was_not_cancelled(database: Database) -> None:
    """Channels of a session add up without counting the session twice."""
    sessions = (
        a_session(id=1),
        a_session(id=2),
        a_session(id=3, is_cancelled=True),
        a_session(id=4, starts_at=NOW, ends_at=NOW + timedelta(hours=1)),
        a_session(id=5, ends_at=NOW, programme=3),
    )

    async def unit(unit: Unit) -> list[SessionYear]:
        for session in sessions:
            await enter(unit, session)
        for number, channel in ((1, "Zoom"), (1, "YouTube"), (3, "Zoom"), (4, "Zoom")):
            await unit.reach.record(number, ChannelReach(channel, 100_000_000), by=7, now=NOW)
        return sorted(await unit.reach.list_years(NOW), key=lambda one: one.programme)

    years = await database.write(unit)

    assert years == [
        SessionYear(programme=3, year=2026, series=1, recorded=0, people=0),
        SessionYear(programme=4, year=2026, series=2, recorded=1, people=200_000_000),
    ]
    assert [int] * 2 == [type(one.people) for one in years]


async def test_an_import_replaces_by_programme_year_and_period(database: Database) -> None:
    """The same again changes nothing, not even who imported it."""
    first = [line(2022, 10), line(2023, 10**12), line(2024, 5, "Januari")]
    second = [line(2022, 10), line(2023, 7), line(2024, 5, "Februari")]

    async def unit(unit: Unit) -> list[Imported]:
        return [
            await unit.reach.import_lines(lines, by=7, now=NOW) for lines in (first, first, second)
        ]

    imported = await database.write(unit)
    async with database.snapshot() as unit_:
        stored = await unit_.reach.list_history()

    assert [Imported(3, 0, 0), Imported(0, 0, 3), Imported(1, 1, 1)] == imported
    assert stored == [
        line(2022, 10),
        line(2023, 7),
        line(2024, 5, "Februari"),
        line(2024, 5, "Januari"),
    ]
