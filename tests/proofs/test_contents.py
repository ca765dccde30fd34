"""Whatever honest people send is read: nothing is set aside, and each gets a kind answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.person import Person
from simulator.server import Simulator
from simulator.state import content
from tests.crash.process import polling
from tests.proofs.inside import Noted, bot_inside, noting, quiet

SAMPLES = ("location", "venue", "contact", "dice", "poll")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the URL of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path}/cop.db"


async def test_every_kind_of_content_gets_an_answer(simulator: Simulator, url: str) -> None:
    """Files of guests, stickers, polls, places and the rest are answered with "belum didukung"."""
    sari = simulator.person("Sari")
    with noting() as noted:
        async with bot_inside(polling(simulator, url, SEND_RATE="0")):
            for kind in (*content.NAMES, *SAMPLES):
                await sari.sends(kind)
                await sari.sees("belum didukung")

    _expect_calm(noted)


async def test_everything_in_groups_is_read(simulator: Simulator, url: str) -> None:
    """In groups, known and unknown, all that happens is read and mostly left alone."""
    sari, budi = simulator.person("Sari"), simulator.person("Budi")
    group = simulator.group("Warung Kopi", [sari, budi])
    with noting() as noted:
        async with bot_inside(polling(simulator, url, SEND_RATE="0")) as parts:
            await _use(sari, sari.at(group))
            await budi.leaves(group)
            await budi.joins(group)
            await group.promotes(None, by=sari)
            bigger = await group.upgrades(by=sari)
            await _use(sari, sari.at(bigger))
            await bigger.kicks(None, by=sari)
            await sari.blocks()
            await sari.unblocks()
            await sari.says("/menu")
            await sari.sees("Menu")
            await quiet(parts, simulator)

    _expect_calm(noted)


async def _use(alone: Person, inside: Person) -> None:
    """Write, correct, send and tap what people write, correct, send and tap in groups."""
    await alone.says("/menu")
    screen = await alone.sees("Menu")
    said = await inside.says("/menu@cop_humas_jatim_bot")
    await inside.edits(said, "/menu")
    await inside.says("Halo semua")
    await inside.says("/start", anonymous=True)
    for kind in (*content.NAMES, *SAMPLES):
        await inside.sends(kind)
    await alone.sends_data(screen, "1m:")


def _expect_calm(noted: Noted) -> None:
    assert [] == [record.getMessage() for record in noted.records]
