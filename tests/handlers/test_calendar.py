"""`/libur`: admins correct the calendar, and everything follows it from then on."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
from re import sub

import pytest

from community.calendar import Calendar, Correction, Ramadan
from community.callback import pack
from community.correcting_days import (
    ConfirmYear,
    DropRamadan,
    OpenDay,
    OpenYear,
    PickDay,
    RestoreDay,
    TakeDay,
)
from community.texts import calendar as texts
from tests.handlers.driver import Actor, Stage

WAISAK = date(2027, 5, 20)
WORKDAY = date(2027, 5, 21)
FITRI, SECOND = date(2027, 3, 10), date(2027, 3, 11)
RAMADAN = Ramadan(date(2027, 2, 8), date(2027, 3, 9))


@pytest.fixture
async def admin(stage: Stage) -> Actor:
    """An admin who is no member."""
    return stage.person("Ani", 9001)


async def kept(stage: Stage) -> Calendar:
    """Return the calendar as it is stored."""
    async with stage.database.snapshot() as unit:
        return await unit.calendar.load()


async def trail(stage: Stage) -> list[tuple[str, dict[str, object]]]:
    """Return what was written down, oldest first."""
    async with stage.database.snapshot() as unit:
        entries = await unit.audit.list_newest(20)
    return [(entry.action, dict(entry.details)) for entry in reversed(entries)]


def shown(actor: Actor) -> str:
    """Return the screen as a person reads it."""
    return unescape(sub("<[^>]+>", "", actor.screen.text))


async def test_the_year_ahead_is_shown_by_month(admin: Actor) -> None:
    """Kinds, estimates, Ramadan, confirmed years, and a button for each year."""
    await admin.says("/libur")

    text = shown(admin)
    assert "Desember 2026\n• Kamis 24: Cuti Bersama Hari Raya Natal\n• Jumat 25: " in text
    assert "• Rabu 10: Hari Raya Idul Fitri, libur nasional (perkiraan)" in text
    assert "Ramadan: belum diisi" in text
    assert "Kalender yang sudah dipastikan: 2026." in text
    assert "Agustus 2026" not in text  # it is past
    years = ["✅ 2026", "2027", "2028", "2029"]
    assert [*years, "Tambah libur", "Pastikan kalender 2027", "Menu"] == admin.labels


async def test_a_day_is_added_shown_and_removed(stage: Stage, admin: Actor) -> None:
    """Once, however often it is said; the trail has one line for each change."""
    await admin.says("/libur 21-5-2027 Hari jadi <daerah> & kota")
    assert "Tersimpan. Hari itu kini libur." in shown(admin)
    assert "Jumat, 21 Mei 2027\nHari jadi <daerah> & kota, tambahan ✏️." in shown(admin)
    await admin.says("/libur 21 Mei 2027 Hari jadi <daerah> & kota")
    assert texts.AS_IT_IS in shown(admin)
    assert not (await kept(stage)).is_working_day(WORKDAY)

    await admin.taps("Hapus")
    assert "Libur tambahan ini dihapus" in shown(admin)
    await admin.says("/libur hapus 21-5-2027")
    assert "bukan hari libur dalam daftar" in shown(admin)

    assert Calendar({}, (), frozenset()) == await kept(stage)
    day = {"day": "2027-05-21"}
    assert [("holiday_added", day), ("holiday_removed", day)] == await trail(stage)


async def test_a_feast_becomes_a_working_day_and_comes_back(stage: Stage, admin: Actor) -> None:
    """From the year to the day, by buttons alone."""
    await admin.says("/libur 2027")
    await admin.taps("Ubah hari")
    await admin.taps("Berikutnya ›")
    await admin.taps("Berikutnya ›")
    await admin.taps("Kamis, 20 Mei")
    await admin.taps("Jadikan hari kerja")
    assert "kini menjadi hari kerja" in shown(admin)
    assert (await kept(stage)).is_working_day(WAISAK)
    await admin.taps_data(pack(TakeDay(on="2027-05-20")))
    assert texts.AS_IT_IS in shown(admin)
    await admin.says("/libur 2027")
    assert "• Kamis 20: Hari Raya Waisak, ✏️ hari kerja (dikoreksi)" in shown(admin)

    await admin.says("/libur 20-5-2027")
    await admin.taps("Kembalikan ke daftar asal")

    assert not (await kept(stage)).is_working_day(WAISAK)
    assert ["holiday_removed", "holiday_restored"] == [line[0] for line in await trail(stage)]


async def test_a_feast_is_moved_by_a_day(stage: Stage, admin: Actor) -> None:
    """Both days in one change, and one line in the trail."""
    await admin.says("/libur pindah 10-3-2027 11-3-2027")
    assert (
        "Hari Raya Idul Fitri pindah dari Rabu, 10 Maret 2027 ke Kamis, 11 Maret 2027. "
        "Sebelumnya pada hari itu: Hari kedua dari Hari Raya Idul Fitri." in shown(admin)
    )
    await admin.says("/libur pindah 10-3-2027 11-3-2027")
    assert texts.AS_IT_IS in shown(admin)

    assert {
        FITRI: Correction(FITRI, is_off=False, name="Hari Raya Idul Fitri"),
        SECOND: Correction(SECOND, is_off=True, name="Hari Raya Idul Fitri"),
    } == (await kept(stage)).corrections
    assert [("holiday_moved", {"from": "2027-03-10", "to": "2027-03-11"})] == await trail(stage)


async def test_ramadan_is_entered_replaced_and_forgotten(stage: Stage, admin: Actor) -> None:
    """One period a Hijri year; what is too long or too short is said."""
    await admin.says("/libur ramadan 8-2-2027 9-4-2027")
    assert "Ramadan berlangsung 27 sampai 31 hari" in shown(admin)
    await admin.says("/libur ramadan 7-2-2027 8-3-2027")
    assert "Tersimpan. Ramadan: 7 Februari 2027 s.d. 8 Maret 2027." in shown(admin)
    await admin.says("/libur ramadan 8-2-2027 9-3-2027")
    assert "menggantikan 7 Februari 2027 s.d. 8 Maret 2027" in shown(admin)
    assert (RAMADAN,) == (await kept(stage)).ramadans

    await admin.says("/libur ramadan 28-1-2028 26-2-2028")
    await admin.says("/libur ramadan hapus")
    assert "Silakan pilih yang dihapus" in shown(admin)
    await admin.taps("Hapus Ramadan 8 Februari 2027 s.d. 9 Maret 2027")
    await admin.says("/libur ramadan hapus")

    assert () == (await kept(stage)).ramadans
    assert [*["ramadan_set"] * 3, *["ramadan_removed"] * 2] == [
        line[0] for line in await trail(stage)
    ]


async def test_a_year_is_confirmed_from_its_own_list(stage: Stage, admin: Actor) -> None:
    """The button stands under what is to be compared; estimates are gone afterwards."""
    await admin.says("/libur")
    await admin.taps("Pastikan kalender 2027")
    assert frozenset() == (await kept(stage)).confirmed
    assert "(perkiraan)" in shown(admin)
    assert "belum dipastikan. Mohon bandingkan dengan SKB 3 Menteri" in shown(admin)

    await admin.taps("Pastikan kalender 2027")
    assert "Kalender 2027 sudah dipastikan" in shown(admin)
    assert "(perkiraan)" not in shown(admin)
    await admin.says("/libur pastikan 2027")
    assert texts.AS_IT_IS in shown(admin)

    assert frozenset({2027}) == (await kept(stage)).confirmed
    assert [("year_confirmed", {"year": 2027})] == await trail(stage)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/libur 20-11-2026 Hari jadi", "sudah lewat"),
        ("/libur 20-11-2031 Hari jadi", "terlalu jauh"),
        ("/libur hapus 1-1-2026", "sudah lewat"),
        ("/libur pindah 24-12-2026 1-1-2036", "terlalu jauh"),
        ("/libur 21-5-2027 1x", "Mohon sertakan nama hari libur"),
        ("/libur 22-5-2027 Hari jadi", "akhir pekan"),
        ("/libur 20-5-2027 Hari jadi", "Hari itu sudah libur"),
        ("/libur pindah 20-5-2027 20-5-2027", "Kedua tanggal sama"),
        ("/libur ramadan hapus", "Tidak ada Ramadan"),
        ("/libur 31-2-2027 Hari jadi", "belum dapat dipahami"),
        ("/libur apa saja", "/libur pindah 10-3-2027 11-3-2027"),
        ("/libur 21-5-2027", "Hari kerja. Untuk menjadikannya libur: /libur 21-5-2027"),
        ("/libur 22-5-2027", "Akhir pekan."),
        ("/libur 1999", "Kalender tersedia untuk 2026 sampai 2029."),
        ("/libur pastikan 2040", "terlalu jauh"),
        ("/libur 1-1-0001", "Senin, 1 Januari 1"),
        ("/libur 31-12-9999", "31 Desember 9999"),
    ],
)
async def test_a_no_is_clear_and_changes_nothing(
    stage: Stage, admin: Actor, typed: str, answer: str
) -> None:
    """Each wrong word gets its own answer."""
    await admin.says(typed)

    assert answer in shown(admin)
    assert Calendar({}, (), frozenset()) == await kept(stage)
    assert [] == await trail(stage)


@pytest.mark.parametrize(
    "data",
    [
        *(OpenYear(year=-5, page=9), OpenYear(year=2**62, page=-1), OpenYear(year=2027, page=99)),
        *(PickDay(year=0, page=0), PickDay(year=2027, page=2**62), PickDay(year=2027, page=-1)),
        *(OpenDay(on="x"), OpenDay(on="2027-02-30"), TakeDay(on=""), RestoreDay(on="x")),
        *(ConfirmYear(year=2**62), ConfirmYear(year=-1), DropRamadan(first="x")),
        DropRamadan(first="2027-02-08"),
    ],
)
async def test_forged_buttons_break_nothing(stage: Stage, admin: Actor, data: object) -> None:
    """Any data of our classes is answered with a screen."""
    await admin.says("/libur")

    await admin.taps_data(pack(data), 1)

    assert admin.screen.text
    assert Calendar({}, (), frozenset()) == await kept(stage)


async def test_the_longest_list_fits_the_screen(stage: Stage, admin: Actor) -> None:
    """Forty added days with the longest names are parted into pages that Telegram takes."""
    day, added = date(2027, 1, 4), 0
    while added < 40:
        await admin.says(f"/libur {day.isoformat()} {'&' * 50}{'a' * 50}")
        added += "Tersimpan" in admin.screen.text
        day += timedelta(days=1)

    await admin.says("/libur")
    assert "Selengkapnya ada di daftar per tahun." in shown(admin)
    assert len(shown(admin)) <= 4096
    await admin.taps("2027")
    seen = shown(admin).count("•")
    while "Berikutnya ›" in admin.labels:
        await admin.taps("Berikutnya ›")
        assert len(shown(admin)) <= 4096
        seen += shown(admin).count("•")

    assert len((await kept(stage)).listed(date(2027, 1, 1), date(2027, 12, 31))) == seen


async def test_today_follows_the_zone_of_the_community(stage: Stage, admin: Actor) -> None:
    """Shortly after midnight in Jawa Timur it is still yesterday in UTC."""
    stage.now = datetime(2027, 5, 19, 17, 30, tzinfo=UTC)  # 20 May, 00.30 WIB

    await admin.says("/libur hapus hari ini")

    assert (await kept(stage)).is_working_day(WAISAK)


async def test_only_admins_correct_the_calendar(stage: Stage) -> None:
    """A member reads that it is for admins, and nothing changes."""
    sari = await stage.person("Sari", 11).joined()

    await sari.says("/libur hapus 20-5-2027")

    assert "khusus untuk admin" in shown(sari)
    assert Calendar({}, (), frozenset()) == await kept(stage)
