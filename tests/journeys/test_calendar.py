"""Days off as admins keep them, and what the clock warns of: journeys of a year."""

from bot.due import Every
from bot.job import Job
from bot.timetable import MINUTE, SECOND, Timetable
from handlers.tick import Tick
from tests.journeys.house import House, joins
from tests.journeys.programme import REMINDER, count, opens_with_moderator, plans


async def test_a_holiday_that_was_just_added(house: House) -> None:
    """Before the hour Ratna adds today: nobody is reminded, and `/hariini` says why."""
    await house.opens(at="2026-11-22 10:00")
    ratna, sari = house.ratna, house.sari
    await joins(ratna)
    await joins(sari)
    await house.moves_to("2026-11-23 06:50")
    await ratna.says("/libur 23-11-2026")
    await ratna.sees("nama hari libur")
    await ratna.says("/libur 23-11-2026 Hari jadi Provinsi")
    await ratna.sees("Tersimpan. Hari itu kini libur.")

    await house.moves_to("2026-11-23 07:30")
    assert 0 == await count(sari, REMINDER)
    await sari.says("/hariini")
    await sari.sees("Hari ini libur: Hari jadi Provinsi.", "Program berikutnya: Selasa")
    await sari.says("/jadwal")
    await sari.sees("Jadwal pekan ini", "Hari jadi Provinsi")
    await house.moves_to("2026-11-24 07:30")
    await sari.sees(REMINDER, "Selasa, 24 November")
    await sari.says("/libur 25-11-2026 Libur saya")
    await sari.sees("khusus untuk admin CoP")


async def test_ramadan_and_the_next_year(house: House) -> None:
    """Ratna is warned of 2027, enters Ramadan, compares the year and confirms it: no more words."""
    await house.opens(at="2026-11-22 10:00")
    ratna = house.ratna
    await joins(ratna)
    await house.moves_to("2026-11-23 09:00")
    warned = await ratna.sees("Kalender 2027 belum dipastikan", "SKB 3 Menteri")
    assert ["Buka kalender", "Pengaturan"] == warned.labels
    await ratna.says("/libur ramadan 9-3-2027 8-2-2027")
    await ratna.sees("Ramadan berlangsung")
    await ratna.says("/libur ramadan 8-2-2027 9-3-2027")
    await ratna.sees("Tersimpan. Ramadan: 8 Februari 2027 s.d. 9 Maret 2027.")

    await ratna.taps("Buka kalender")
    await ratna.sees("Hari libur 12 bulan ke depan", "Ramadan: 8 Februari 2027")
    await ratna.taps("Pastikan kalender 2027")
    await ratna.sees("Hari libur 2027", "Kalender 2027 belum dipastikan.")
    await ratna.taps("Pastikan kalender 2027")
    await ratna.sees("Kalender 2027 dipastikan sesuai SKB 3 Menteri.")
    await house.moves_to("2026-12-01 09:00")
    assert 1 == await count(ratna, "Mohon bandingkan hari libur")
    await ratna.says("/audit")
    await ratna.sees("Jejak perbuatan", "Ratna Dewi", "2027")


async def test_an_empty_thursday(house: House) -> None:
    """On Wednesday at 09.00 the moderators' group is warned once; a planned one warns nobody."""
    budi = await opens_with_moderator(house, "2026-11-24 10:00")
    group = house.ratna.at(house.moderators)
    await house.moves_to("2026-11-25 08:59")
    await house.moves_to("2026-11-25 09:00")
    warned = await group.sees("Belum ada sesi Kamis, 26 November 2026", "ASN Belajar")
    assert ["Tambah sesi"] == list(warned.urls)
    await house.moves_to("2026-11-25 09:30")

    await plans(budi, "Kamis, 3 Desember")
    await house.moves_to("2026-12-02 09:00")
    await group.says("/program")
    await group.sees("Program", "Menulis rilis")
    said = [shown.text for shown in await group.transcript()]
    assert 1 == len([text for text in said if "Belum ada sesi" in text])


async def test_a_job_that_fails(house: House) -> None:
    """Admins are told once that it failed and once that it is well; the board shows both."""
    await house.opens(at="2026-11-23 10:00")
    ratna = house.ratna
    await joins(ratna)
    await house.moves_to("2026-11-23 10:01")  # the real one is done for today
    assert house.parts is not None
    is_broken = True

    async def work(tick: Tick) -> str:
        if is_broken:
            raise ValueError("a value of somebody")
        return f"selesai pukul {tick.now:%H.%M} UTC"

    timetable = Timetable(
        database=house.parts.database,
        clock=house.clock,
        charter=house.parts.charter,
        wake=house.parts.delivery.wake,
        jobs=(Job("retention", SECOND, Every(MINUTE), work),),
    )
    await house.moves_to("2026-11-23 10:05")
    await timetable.look_all()
    await ratna.sees("Pekerjaan terjadwal gagal", "Pembersihan data lama (kode ")
    for minute in (10, 20, 30):
        await house.moves_to(f"2026-11-23 10:{minute}")
        await timetable.look_all()
    assert 1 == await count(ratna, "Pekerjaan terjadwal gagal")
    await ratna.says("/jadwalbot")
    shown = await ratna.sees("Jadwal kerja bot", "gagal sejak pukul 10.05 WIB (kode ")
    assert "a value of somebody" not in shown

    is_broken = False
    await house.moves_to("2026-11-23 11:00")
    await timetable.look_all()
    await ratna.sees("Pekerjaan terjadwal pulih", "Pembersihan data lama")
    await ratna.says("/jadwalbot")
    well = await ratna.sees("Jadwal kerja bot", "selesai pukul 04.00 UTC")
    assert "gagal sejak" not in well
