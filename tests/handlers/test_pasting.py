"""A paste that the app split is one answer, and too long for every step."""

import pytest

from tests.handlers.driver import Actor, Stage


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give somebody who is asked for their name."""
    actor = stage.person("Sari", 7001)
    await actor.says("/gabung")
    await actor.taps("Setuju")
    return actor


async def test_the_second_part_is_no_answer_of_its_own(stage: Stage, sari: Actor) -> None:
    """Both parts are refused with their count, also across a restart; the step stays."""
    await sari.says("x" * 4096)
    assert "terlalu panjang: 4.096 karakter" in sari.screen.text
    await stage.reopen()
    stage.passes(seconds=1)

    await sari.says("Ini sisa tempelan")

    assert "terlalu panjang: 4.113 karakter" in sari.screen.text
    assert "Langkah 1/7" in sari.screen.text
    assert "Pakai: Sari" in sari.labels


async def test_later_words_are_an_answer_again(stage: Stage, sari: Actor) -> None:
    """After the last part, or three seconds, typing counts."""
    await sari.says("x" * 4096)
    stage.passes(seconds=4)

    await sari.says("Siti Rahmawati")

    assert "Langkah 2/7" in sari.screen.text


async def test_a_paste_is_no_filter(sari: Actor) -> None:
    """A list does not take thousands of characters for a part of a name."""
    await sari.says("Siti Rahmawati")
    await sari.taps("Kabupaten/Kota")

    await sari.says("banyu " * 700)

    assert "terlalu panjang: 4.200 karakter" in sari.screen.text
    assert "Langkah 3/7" in sari.screen.text
