"""What admins type after `/libur`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.calendar import Ramadan
from community.correcting_days import (
    Add,
    Asked,
    Confirm,
    ForgetRamadan,
    Move,
    Restore,
    SetRamadan,
    ShowCalendar,
    ShowDay,
    ShowYear,
    Take,
    Unclear,
    read,
)

TODAY = date(2026, 11, 23)
WAISAK = date(2027, 5, 20)
RAMADAN = Ramadan(date(2027, 2, 8), date(2027, 3, 9))
MOVED = Move(date(2027, 3, 10), date(2027, 3, 11))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ShowCalendar()),
        (" \n", ShowCalendar()),
        ("2027", ShowYear(2027)),
        ("20-5-2027", ShowDay(WAISAK)),
        ("kamis", ShowDay(date(2026, 11, 26))),
        ("20-5-2027 Hari jadi daerah", Add(WAISAK, "Hari jadi daerah")),
        ("tambah 20-5-2027 Hari jadi daerah", Add(WAISAK, "Hari jadi daerah")),
        ("20 Mei 2027 Hari jadi", Add(WAISAK, "Hari jadi")),
        ("20 mei Hari jadi", Add(WAISAK, "Hari jadi")),
        ("Kamis, 20 Mei 2027 Hari jadi", Add(WAISAK, "Hari jadi")),
        ("20-5-2027\nHari jadi", Add(WAISAK, "Hari jadi")),
        ("20-5-2027 17-an", Add(WAISAK, "17-an")),
        ("hari ini Hari jadi", Add(TODAY, "Hari jadi")),
        ("besok Pilkada", Add(date(2026, 11, 24), "Pilkada")),
        ("hapus 20-5-2027", Take(WAISAK)),
        ("HAPUS 20 Mei 2027", Take(WAISAK)),
        ("kembalikan 20/5/2027", Restore(WAISAK)),
        ("pindah 10-3-2027 11-3-2027", MOVED),
        ("pindah 10 Maret 2027 ke 11 Maret 2027", MOVED),
        ("pindah 10 maret 11 maret", MOVED),
        (
            "pindah hari Rabu, tanggal 10 Maret 2027 ke hari Kamis, tanggal 11 Maret 2027",
            MOVED,
        ),
        ("ramadan 8-2-2027 9-3-2027", SetRamadan(RAMADAN)),
        ("Ramadhan 8 Februari 2027 s.d. 9 Maret 2027", SetRamadan(RAMADAN)),
        ("ramadan hapus", ForgetRamadan(None)),
        ("ramadan hapus 8-2-2027", ForgetRamadan(RAMADAN.first)),
        ("pastikan 2027", Confirm(2027)),
    ],
)
def test_what_is_understood(typed: str, asked: Asked) -> None:
    """Every form of the command, with days written in any way."""
    assert asked == read(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        *("x", "31-2-2027 Hari jadi", "Hari jadi 20-5-2027", "tambah", "hapus", "hapus x"),
        *("hapus 20-5-2027 x", "kembalikan", "pindah", "pindah 10-3-2027", "pindah 10-3-2027 x"),
        *("pindah 10-3-2027 11-3-2027 12-3-2027", "ramadan", "ramadan 8-2-2027", "ramadan x y"),
        *("ramadan hapus x", "pastikan", "pastikan x", "pastikan 20277", "pastikan ٢٠٢٧", "٢٠٢٧"),
        "pindah " + "1 " * 2_000,
    ],
)
def test_what_is_unclear_gets_the_usage(typed: str) -> None:
    """Nothing is guessed from half a sentence."""
    assert Unclear() == read(typed, TODAY)


@given(st.text(max_size=60))
def test_any_words_get_an_answer(typed: str) -> None:
    """Whatever is typed, nothing breaks."""
    read(typed, TODAY)
    for verb in ("hapus", "pindah", "ramadan", "pastikan", "20-5-2027"):
        read(f"{verb} {typed}", TODAY)
