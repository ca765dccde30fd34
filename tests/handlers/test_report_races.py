"""Reports that meet another step of the same post in one instant, on both databases."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from community.callback import pack
from community.incoming import Tap
from community.own_posts import TakePostBack
from community.post_card import LookOverPost
from community.posts import HIDDEN, WITHDRAWN
from community.reporting import SendReport
from storage.database import Database
from storage.reports import Case
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.driver import Actor, Stage, charter
from tests.handlers.reviewer import post_of, sends, shown_card

ROUNDS = 8


@dataclass
class House:
    """A moderator, an author, and members who report."""

    stage: Stage
    budi: Actor
    sari: Actor
    readers: tuple[Actor, ...]

    async def taps(self, who: Actor, data: Any) -> None:
        """Tap a button in one's own chat."""
        packed = pack(data)
        await who.does(Tap(f"{who.name}:{packed}", packed, 1))

    async def reports(self, who: Actor, number: int) -> None:
        """Report a post."""
        await self.taps(who, SendReport(post=number, reason="hoaks"))

    async def looks_over(self, number: int) -> None:
        """Find that a post is fine."""
        packed = pack(LookOverPost(post=number, version=1))
        tap = Tap(f"{self.budi.name}:{packed}", packed, shown_card(self.stage, number).id)
        await self.budi.does(tap, chat=GROUP)

    async def cases(self, number: int) -> list[Case]:
        """Return the cases of a post."""
        async with self.stage.database.snapshot() as unit:
            return await unit.report_cases.list_of(number)


@pytest.fixture(params=["sqlite", "postgresql"])
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """Give the house on a database of each dialect."""
    url = f"sqlite:///{tmp_path}/cop.db"
    if request.param == "postgresql":
        create: Callable[[], str] = request.getfixturevalue("postgres").create_database
        url = create()
    database = await Database.open(url)
    stage = Stage(database, tmp_path, charter(moderator_chat_id=GROUP.id))
    names = enumerate(("Wati", "Tono", "Yuli"), 31)
    yield House(
        stage,
        budi=await on_duty(stage, "Budi", 13),
        sari=await stage.person("Sari", 12).joined(),
        readers=tuple([await stage.person(name, number).joined() for number, name in names]),
    )
    await database.close()


async def test_the_third_report_hides_what_is_looked_over_in_that_moment(house: House) -> None:
    """Whatever a moderator decides besides, three members hide the post."""
    *first, last = house.readers
    for _ in range(ROUNDS):
        number = (await sends(house.sari, is_trusted=True)).id
        for reader in first:
            await house.reports(reader, number)

        await asyncio.gather(house.looks_over(number), house.reports(last, number))

        assert HIDDEN is (await post_of(house.stage, number)).state


async def test_three_reports_at_once_hide(house: House) -> None:
    """Of three reports in one instant one is the third."""
    for _ in range(ROUNDS):
        number = (await sends(house.sari, is_trusted=True)).id

        await asyncio.gather(*(house.reports(reader, number) for reader in house.readers))

        assert HIDDEN is (await post_of(house.stage, number)).state
        assert 1 == len(await house.cases(number))


async def test_no_case_stays_open_about_what_is_withdrawn_in_that_moment(house: House) -> None:
    """Nobody is left with reports that cannot be decided any more."""
    for _ in range(ROUNDS):
        number = (await sends(house.sari, is_trusted=True)).id

        await asyncio.gather(
            house.taps(house.sari, TakePostBack(post=number)),
            house.reports(house.readers[0], number),
        )

        assert WITHDRAWN is (await post_of(house.stage, number)).state
        assert [] == [case for case in await house.cases(number) if case.is_open]
