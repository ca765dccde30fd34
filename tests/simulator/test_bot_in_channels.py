"""Our own bot in a channel: what is said there passes it by."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.server import Simulator
from tests.journeys.house import House


@pytest.fixture
async def house(simulator: Simulator, tmp_path: Path) -> AsyncIterator[House]:
    """A house whose bot is not up yet."""
    made = House(simulator, tmp_path)
    yield made
    await made.closes()


async def test_the_bot_takes_channel_posts_quietly(
    simulator: Simulator, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Posts that came before it first asked are taken without a word or an error; later none come.

    A bot that never asked gets channel posts by default, so its first start meets them.
    """
    channel = simulator.channel("Kanal CoP", [house.ratna], bot="absent")
    await channel.promotes(None, by=house.ratna)
    post = await house.ratna.at(channel).says("/start")
    await house.ratna.at(channel).edits(post, "Selamat siang")
    waiting = simulator.pending_updates

    with caplog.at_level(logging.WARNING):
        await house.opens()
        await house.sari.says("/start")
        await house.sari.sees("Selamat datang")
        await house.ratna.at(channel).says("sesudahnya")
        later = simulator.world.updates.wants("channel_post")
        await simulator.until_polled()
        await house.closes()

    assert (3, False, 0) == (waiting, later, simulator.pending_updates)
    assert [] == [record.getMessage() for record in caplog.records]
    said = [screen.text for screen in await house.ratna.at(channel).transcript()]
    assert ["Selamat siang", "sesudahnya"] == said
    assert channel.id not in [call.chat_id for call in simulator.calls]
