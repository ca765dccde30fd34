"""Joining: the notice, seven steps, and every way in which it goes otherwise."""

from community.roles import State
from tests.handlers.driver import Actor, Stage


async def fill_in(sari: Actor) -> None:
    """Answer everything up to the commitments."""
    await sari.says("/start")
    await sari.taps("Gabung")
    await sari.taps("Setuju")
    await sari.taps("Pakai: Sari")
    await sari.taps("Kabupaten/Kota")
    await sari.says("banyu")
    await sari.taps("Kabupaten Banyuwangi")
    await sari.taps("Lewati")
    await sari.taps("Ahli Pertama")
    await sari.taps("Lanjut")


async def test_people_join_in_seven_steps(stage: Stage) -> None:
    """Who answers every step is a member, welcomed with the menu."""
    sari = stage.person("Sari", 7001)

    await fill_in(sari)
    await sari.taps("Saya berkomitmen")

    assert "Selamat datang, Bapak/Ibu Sari!" in sari.screen.text
    assert "Bertanya" in sari.labels
    assert State.MEMBER == (await sari.known()).state
