"""The demo as it begins: what its people asked and shared stands where others look."""

from datetime import datetime

import pytest

from bot.demo import community_people
from bot.demo.clock import ZONE
from bot.demo.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARDS = 8  # questions: six of the history, two that were just asked


async def test_cards_and_an_announcement_stand_there(shared: Stage) -> None:
    """Each open question has its card in its topic's thread; a post waits, another is announced."""
    shown = await shared.tono.at(shared.moderators).transcript()
    cards = [one for one in shown if one.text.startswith("Pertanyaan #")]
    posts = [one for one in shown if one.text.startswith("Tulisan #")]

    assert CARDS == len(cards)
    assert sorted(["terbit", "menunggu tinjauan"]) == sorted(_status(one.text) for one in posts)
    channel = await shared.lina.at(shared.channel).transcript()
    assert ["Peta audiens sebelum menyusun strategi"] == [
        one.text.splitlines()[2] for one in channel
    ]
    assert any("Jawab penjelasan" in one.labels for one in await shared.lina.transcript())
    assert any("Izinkan" in one.labels for one in await shared.budi.transcript())


async def test_telegram_refuses_nothing(shared: Stage) -> None:
    """Nobody is written to who never wrote, also not when everybody is reminded."""
    await shared.moves_to(datetime(2026, 11, 23, 7, 30, tzinfo=ZONE))

    wrong = [one for one in shared.simulator.calls if one.code not in (0, 200)]

    assert [] == [(one.method, one.description, one.parameters) for one in wrong]
    everybody = {one.telegram_id for one in community_people.members()}
    reminded = {
        one.chat_id
        for one in shared.simulator.calls.of("sendMessage")
        if "Selamat belajar" in str(one.parameters.get("text"))
    }
    assert everybody <= reminded
    assert [] == list(shared.simulator.complaints)


def _status(card: str) -> str:
    line = next(line for line in card.splitlines() if line.startswith("Status: "))
    return line.removeprefix("Status: ").partition(";")[0]
