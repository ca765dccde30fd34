"""Journeys of the clock: admins see its jobs, and learn what was done when it moves."""

from tests.journeys.house import House, joins


async def test_an_admin_sees_the_jobs_and_the_trail(house: House) -> None:
    """The clock moves into the night; the nightly job is done once and shown, also after a stop."""
    await house.opens(at="2026-11-23 02:20")
    await joins(house.ratna)
    await joins(house.sari)

    await house.moves_to("2026-11-24 02:30")
    await house.ratna.says("/jadwalbot")
    shown = await house.ratna.sees("Jadwal kerja bot", "Pembersihan data lama: pukul 02.30 WIB")
    assert "berikutnya Rabu, 25 November pukul 02.30 WIB" in shown
    await house.restarts()
    await house.moves_to("2026-11-24 03:30")
    await house.ratna.taps("Segarkan")
    again = await house.ratna.sees("Jadwal kerja bot (pukul 03.30 WIB)")
    assert "Pembersihan data lama: pukul 02.30 WIB" in again

    await house.ratna.says("/audit")
    await house.ratna.sees("Jejak perbuatan", "bergabung; oleh Sari Wulandari")
    await house.sari.says("/audit")
    await house.sari.sees("khusus untuk admin CoP")


async def test_a_clock_that_moves_while_the_bot_is_closed(house: House) -> None:
    """It starts at the later moment and knows what is due then."""
    await house.opens(at="2026-11-23 08:00 WITA")
    await joins(house.ratna)
    await house.closes()

    await house.moves_to("2026-11-26 09:00")
    await house.restarts()
    await house.ratna.says("/jadwalbot")

    await house.ratna.sees("Jadwal kerja bot (pukul 09.0", "Kamis, 26 November")
