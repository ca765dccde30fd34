"""A session of Dahar Ngopi from its planning to its reach, as members in two zones live it."""

from icalendar import Calendar

from simulator.person import Person
from tests.journeys.house import House, joins
from tests.journeys.programme import (
    REMINDER,
    THURSDAY,
    TITLE,
    ZOOM,
    cancels_session,
    count,
    moves_session,
    opens_session,
    opens_with_moderator,
    plans,
)


async def moves_to_wita(person: Person) -> None:
    """Choose the zone WITA."""
    await person.says("/pengaturan")
    await person.sees("Pengaturan", "pukul 07.30 WIB")
    await person.taps("Zona waktu")
    await person.sees("Zona waktu", "waktu sesi ditulis menurut zona ini")
    await person.taps("WITA")
    await person.sees("Pengaturan", "pukul 07.30 WITA")


async def calendar_of(person: Person) -> tuple[str, int, str]:
    """Take the .ics of the session on the screen: its UID, its SEQUENCE, its start in WIB."""
    await person.taps("Kalender")
    message = await person.receives("sesi-1.ics")
    (event,) = Calendar.from_ical(await person.downloads(message)).events
    return (
        str(event["uid"]),
        int(event.decoded("sequence")),
        f"{event.decoded('dtstart'):%d %H.%M %z}",
    )


async def test_a_thursday_is_moved_by_an_hour(house: House) -> None:
    """Reminded at one's hour, told in one's zone, edited in place, the link once."""
    budi = await opens_with_moderator(house, "2026-11-25 10:00")
    sari, wita = house.sari, house.simulator.person("Wita Ayu")
    await joins(sari)
    await joins(wita)
    await moves_to_wita(wita)
    await plans(budi)

    await house.moves_to("2026-11-26 06:30")
    reminded = await wita.sees(REMINDER, "ASN Belajar seri 1", "Pukul 10.00–11.30 WITA")
    assert {"Zoom": ZOOM} == reminded.urls
    assert ["Zoom", "Saya ikut", "Pengaturan"] == reminded.labels
    assert not reminded.is_silent
    assert 0 == await count(sari, REMINDER)
    await house.moves_to("2026-11-26 07:30")
    first = await sari.sees(REMINDER, TITLE, "Ir. Wahyu", "Pukul 09.00–10.30 WIB")
    await wita.taps("Saya ikut")
    await wita.is_told("Terima kasih, Bapak/Ibu tercatat ikut.")
    await sari.taps("Saya ikut")
    yes = await sari.sees(REMINDER, "Pukul 09.00–10.30 WIB")
    assert (first.message_id, True) == (yes.message_id, "Batal ikut" in yes.labels)

    await sari.says("/hariini")
    await sari.sees("Kamis, 26 November 2026", TITLE, "Bapak/Ibu ikut.")
    uid, sequence, begins = await calendar_of(sari)
    assert (0, "26 09.00 +0700") == (sequence, begins)
    await house.moves_to("2026-11-26 08:00")
    await moves_session(budi, THURSDAY, "10.00", "11.30")
    await house.moves_to("2026-11-26 08:02")

    edited = await sari.sees(REMINDER, "Pukul 10.00–11.30 WIB")
    assert (first.message_id, True) == (edited.message_id, "Batal ikut" in edited.labels)
    told = await sari.sees("Ada perubahan pada sesi yang Bapak/Ibu ikuti.", "Waktu semula")
    assert "Waktu baru: Kamis, 26 November 2026, pukul 10.00–11.30 WIB" in told
    assert "Pengaturan" in told.labels
    await wita.sees("Ada perubahan pada sesi", "pukul 11.00–12.30 WITA")
    await wita.sees(REMINDER, "Pukul 11.00–12.30 WITA")

    await house.moves_to("2026-11-26 08:45")
    assert 0 == await count(sari, "Sebentar lagi")
    await house.moves_to("2026-11-26 09:45")
    await sari.sees("Sebentar lagi: ASN Belajar seri 1", "Pukul 10.00–11.30 WIB")
    linked = await wita.sees("Sebentar lagi: ASN Belajar seri 1", "Pukul 11.00–12.30 WITA")
    assert {"Zoom": ZOOM} == linked.urls
    await house.moves_to("2026-11-26 09:50")
    assert 1 == await count(sari, "Sebentar lagi")

    await sari.says("/jadwal")
    week = await sari.sees("Jadwal pekan ini", "ASN Belajar", TITLE)
    await sari.taps(next(label for label in week.labels if TITLE in label))
    await sari.sees(TITLE, "2 JP (JP resmi mengikuti sertifikat penyelenggara)")
    assert (uid, 1, "26 10.00 +0700") == await calendar_of(sari)
    assert 1 == await count(sari, REMINDER)


async def test_a_session_is_cancelled(house: House) -> None:
    """Those who come are told once; the reminder is edited; nobody gets the link."""
    budi = await opens_with_moderator(house, "2026-11-25 10:00")
    sari, lina = house.sari, house.simulator.person("Lina Hartati")
    await joins(sari)
    await joins(lina)
    await plans(budi)
    await house.moves_to("2026-11-26 07:30")
    await sari.sees(REMINDER, TITLE)
    reminded = await lina.sees(REMINDER, TITLE)
    await sari.taps("Saya ikut")
    await sari.sees(REMINDER, TITLE)

    await cancels_session(budi)
    await house.moves_to("2026-11-26 07:32")

    await sari.sees("Sesi yang Bapak/Ibu ikuti dibatalkan", TITLE)
    edited = await lina.sees(REMINDER, "ASN Belajar")
    assert (reminded.message_id, False) == (edited.message_id, TITLE in edited)
    assert ["Pengaturan"] == edited.labels
    await house.moves_to("2026-11-26 08:50")
    assert 1 == await count(sari, "dibatalkan")
    assert 0 == await count(sari, "Sebentar lagi")
    assert 0 == await count(lina, "dibatalkan")
    await sari.says("/jadwal")
    week = await sari.sees("Jadwal pekan ini", TITLE)
    await sari.taps(next(label for label in week.labels if TITLE in label))
    shown = await sari.sees("Sesi ini dibatalkan.")
    assert "Saya ikut" not in shown.labels


async def test_the_reach_of_a_session(house: House) -> None:
    """The next day Budi records how many it reached; `/statistik` sums it up and draws it."""
    budi = await opens_with_moderator(house, "2026-11-25 10:00")
    await plans(budi)

    await house.moves_to("2026-11-27 08:00")
    await opens_session(budi, is_past=True)
    await budi.taps("Catat jangkauan")
    await budi.sees("Kanal mana yang dicatat?")
    await budi.taps("Zoom")
    await budi.sees("Berapa jangkauan Zoom?")
    await budi.says("seribu")
    await budi.sees("Mohon ketik angka bulat")
    await budi.says("1.234")
    await budi.sees("Tercatat: Zoom 1.234.")
    await budi.taps("YouTube")
    await budi.sees("Berapa jangkauan YouTube?")
    await budi.says("766")
    await budi.sees("Jumlah: 2.000")
    await budi.taps("Selesai")
    await budi.sees(TITLE, "Jumlah: 2.000")

    await budi.says("/statistik")
    await budi.sees("Seri dan jangkauan", "ASN Belajar", "2026: 1 seri, 2.000 jangkauan")
    await budi.taps("Grafik")
    chart = await budi.sees_photo("1 seri, 2.000 jangkauan")
    assert b"\x89PNG\r\n" == (await budi.downloads(chart))[:6]
    await house.sari.says("/statistik")
    await house.sari.sees("khusus untuk Moderator CoP")
