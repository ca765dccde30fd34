"""The hands of the page, over HTTP as the page moves them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.demo.hands import NO_BREAK, NO_MOMENT, NO_RATE, Hands
from bot.demo.stage import Stage
from simulator.remote import Remote
from tests.bot.demo.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    """Give one stage to all tests: each hand leaves it as it was, but for the time."""
    async with Stage() as stage:
        Hands(stage).add()
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def page(stage: Stage) -> AsyncIterator[Remote]:
    """Give what the page can do."""
    async with Remote(stage.simulator.url) as page:
        yield page


async def test_the_clock_is_moved_and_never_back(page: Remote) -> None:
    """It shows where it was moved to; a moment in the past is refused in words."""
    begun = await page.call("clock")
    assert 1 == begun["rate"]
    assert begun["now"].startswith("2026-11-23T0")
    assert begun["now"].endswith("+07:00")

    moved = await page.call("clock_to", to="23-11-2026 08.30")

    assert "Sen, 23 Nov 2026 08.30" == moved["shown"]
    moved = await page.call("clock_to", to="+15")
    assert "Sen, 23 Nov 2026 08.45" == moved["shown"]
    with pytest.raises(ValueError, match="hanya maju") as refused:
        await page.call("clock_to", to="23-11-2026 08.30")
    assert NO_MOMENT == str(refused.value)


REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("clock_to", {"to": 15}, NO_MOMENT),
    ("clock_to", {"to": "nanti"}, NO_MOMENT),
    ("clock_rate", {"rate": 0}, NO_RATE),
    ("clock_rate", {"rate": 3600}, NO_RATE),
    ("clock_rate", {"rate": "60"}, NO_RATE),
    ("clock_rate", {"rate": True}, NO_RATE),
    ("network_break", {"seconds": 0}, NO_BREAK),
    ("network_break", {"seconds": 61}, NO_BREAK),
    ("network_break", {"seconds": "10"}, NO_BREAK),
)


async def test_what_cannot_be_done_is_refused_in_words(page: Remote) -> None:
    """Nothing changes then."""
    begun = await page.call("clock")
    for hand, arguments, words in REFUSED:
        with pytest.raises(ValueError, match=r"\.") as refused:
            await page.call(hand, **arguments)
        assert words == str(refused.value), hand

    shown = await page.call("clock")
    assert 1 == shown["rate"]
    assert shown["now"][:13] == begun["now"][:13]
    assert (await page.call("bot_state"))["is_networked"]


async def test_the_clock_runs_fast_and_as_always_again(page: Remote) -> None:
    """The rate is told; the time that passed stays."""
    assert 60 == (await page.call("clock_rate", rate=60))["rate"]
    fast = await page.call("clock")
    assert 1 == (await page.call("clock_rate", rate=1))["rate"]
    assert fast["now"] <= (await page.call("clock"))["now"]


async def test_the_bot_is_killed_stopped_and_started(page: Remote) -> None:
    """Each time the page learns which process runs, if any."""
    first = await page.call("bot_state")
    assert first["is_running"]
    assert first["is_ready"]

    second = await page.call("bot_restart")
    assert second["is_running"]
    assert first["pid"] != second["pid"]

    stopped = await page.call("bot_stop")
    assert not stopped["is_running"]
    assert stopped["pid"] is None

    third = await page.call("bot_start")
    assert third["is_running"]
    assert third["pid"] == (await page.call("bot_start"))["pid"]


async def test_the_network_is_broken_for_a_while(page: Remote, stage: Stage) -> None:
    """The page is told at once, and that it is whole again once it is."""
    broken = await page.call("network_break", seconds=1)
    assert not broken["is_networked"]
    await until(stage, lambda: not stage.simulator.network.is_broken)
    assert (await page.call("bot_state"))["is_networked"]


async def test_a_second_break_is_not_ended_by_the_first(page: Remote, stage: Stage) -> None:
    """The end of the first, which was to come at once, is forgotten."""
    stage.break_network(0)
    stage.break_network(60)
    assert not (await page.call("bot_state"))["is_networked"]
    await stage.mend_network()
    assert (await page.call("bot_state"))["is_networked"]


async def test_who_one_may_be_is_told_in_order(page: Remote) -> None:
    """A guest, two members of two areas, two moderators, an admin."""
    cast = await page.call("cast")

    assert ["Tamu", "Anggota", "Anggota", "Moderator", "Moderator", "Admin"] == [
        one["role"] for one in cast
    ]
    assert len({one["about"] for one in cast}) == len(cast)
