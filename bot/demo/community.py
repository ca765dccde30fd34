"""The demo's community: a history of some weeks, written as handlers would have written it.

`introduce` lets everybody exist for the simulator, `seed` writes what happened before the bot
runs, `play` (community_play.py) is what happens once it does.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.demo import (
    community_desk,
    community_people,
    community_posts,
    community_questions,
    community_sessions,
)
from bot.demo.cast import CAST, Cast
from bot.demo.community_book import Book, Deed
from bot.demo.community_time import Almanac
from community.calendar import Calendar
from community.charter import Charter
from community.working_time import WorkingTime
from simulator.server import Simulator
from storage.database import Database
from storage.unit import Unit


def introduce(simulator: Simulator, cast: Cast = CAST) -> None:
    """Let everybody exist who has talked to the bot and whom nobody plays."""
    played = {one.id for one in cast}
    for one in community_people.members(cast):
        if one.telegram_id not in played:
            simulator.person(one.profile.name, id=one.telegram_id, started=True)


async def seed(database: Database, now: datetime, cast: Cast, charter: Charter) -> None:
    """Write the community's history up to now, once; before the bot runs."""
    calendar = Calendar()
    almanac = Almanac(now, charter.zone, calendar)
    history = sorted(_deeds(almanac, cast), key=lambda deed: deed.at)
    newest = community_people.members(cast)[-1].telegram_id

    async def unit(unit: Unit) -> None:
        if await unit.people.find(newest) is not None:
            return
        book = Book(unit, charter, WorkingTime(calendar, charter.zone), almanac.today)
        for deed in history:
            await deed.does(book, deed.at)
        await community_desk.lay_out(book, now, cast)

    await database.write(unit)


def _deeds(almanac: Almanac, cast: Cast) -> Iterator[Deed]:
    yield from community_people.deeds(almanac, cast)
    yield from community_sessions.deeds(almanac)
    yield from community_questions.deeds(almanac)
    yield from community_posts.deeds(almanac)
    yield from community_desk.deeds(almanac)
