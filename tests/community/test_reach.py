"""Series and reach by year: sums, means, growth, and how they read."""

from datetime import date

from community import programme_days, reach_history
from community.picture import Stack
from community.reach import (
    HistoryLine,
    SessionYear,
    YearReach,
    by_year,
    grown_from,
    mean,
    total,
)
from community.reach_history import History
from community.reply import Message
from community.texts import statistics

SOURCE = """program,tahun,periode,seri,jangkauan,sumber
ASN Belajar,2022,,49,401482,HKS-News
ASN Belajar,2023,,44,949080,HKS-News
ASN Belajar,2024,Januari-Februari,7,179022,HKS-News
ASN Mengaji,2024,s.d. Februari 2024,15,11905,HKS-News
"""


def of_the_source() -> tuple[YearReach, ...]:
    """Return the years of the community's source."""
    found = reach_history.read(SOURCE, programme_days.ALL)
    assert isinstance(found, History)
    return by_year([], found.lines)


def line(year: int, people: int, **changes: object) -> HistoryLine:
    """Return a line of ASN Belajar."""
    usual = {"programme": 4, "period": "", "series": 10, "source": ""}
    return HistoryLine(**{**usual, "year": year, "people": people, **changes})  # type: ignore[arg-type] # each test gives what fits


def sessions(year: int, series: int, recorded: int, people: int) -> SessionYear:
    """Return a year of ASN Belajar's sessions."""
    return SessionYear(programme=4, year=year, series=series, recorded=recorded, people=people)


def screen(years: tuple[YearReach, ...]) -> Message:
    """Return the screen as an admin sees it in private."""
    return statistics.screen(
        years, programme_days.ALL, this_year=2026, may_import=True, is_private=True
    )


def test_the_source_adds_up() -> None:
    """ASN Belajar comes out as 100 series and 1,529,584."""
    belajar = total(one for one in of_the_source() if one.programme == 4)

    assert (100, 1_529_584) == (belajar.series, belajar.people)
    assert (115, 1_541_489) == (total(of_the_source()).series, total(of_the_source()).people)
    assert [8194, 21570, 25575] == [one.mean for one in of_the_source() if one.programme == 4]


def test_sessions_and_history_of_one_year_are_added() -> None:
    """Both count; the mean asks only series whose reach is known."""
    (year,) = by_year([sessions(2024, 4, 3, 300)], [line(2024, 700, period="Januari", series=2)])

    assert (6, 5, 1000, ("Januari",)) == (year.series, year.recorded, year.people, year.periods)
    assert 200 == year.mean


def test_a_mean_of_nothing_is_none() -> None:
    """Series without a reach have no mean; halves are rounded up."""
    assert mean(0, 0) is None
    assert 3 == mean(5, 2)


def test_only_whole_years_are_compared() -> None:
    """A part of a year, the running year, a gap and a zero have no growth."""
    years = by_year(
        [sessions(2026, 1, 1, 5)],
        [line(2020, 0), line(2021, 5), line(2022, 10), line(2023, 9, period="Mei"), line(2025, 4)],
    )

    compared = {year.year: grown_from(year, years, this_year=2026) for year in years}

    assert {2022: 2021} == {year: one.year for year, one in compared.items() if one is not None}


def test_the_screen_reads_like_the_source() -> None:
    """Numbers have points, the growth its sign, and what is counted is said."""
    text = screen(of_the_source()).text

    assert "2022: 49 seri, 401.482 jangkauan, rata-rata 8.194 per seri" in text
    assert "2023: 44 seri, 949.080 jangkauan, rata-rata 21.570 per seri, +136,4% dari 2022" in text
    assert "2024: 7 seri, 179.022 jangkauan, rata-rata 25.575 per seri\n" in text
    assert "Jumlah: 100 seri, 1.529.584 jangkauan, rata-rata 15.296 per seri" in text
    assert "15 seri, 11.905 jangkauan, rata-rata 794 per seri" in text
    assert "Jumlah: 115 seri, 1.541.489 jangkauan" in text
    assert "bukan jumlah orang yang berbeda" in text


def test_series_without_reach_are_named() -> None:
    """What nobody recorded yet is told, and does not press the mean down."""
    text = screen(by_year([sessions(2025, 3, 1, 90)], [])).text

    assert "2025: 3 seri, 90 jangkauan, rata-rata 90 per seri (2 seri belum dicatat)" in text


def test_the_screen_fits_a_message_however_much_there_is() -> None:
    """Fifteen years of five programmes, with long periods full of signs that are escaped."""
    long = [
        line(year, 10**12, programme=weekday, period="&" * 79 + str(part))
        for year in range(2011, 2026)
        for weekday in range(1, 6)
        for part in range(9)
    ]

    assert len(screen(by_year([], long)).text) <= 4_096
    assert len(screen(by_year([], long[:45])).text) <= 4_096
    assert (
        "2011–2020: 100 seri" in screen(by_year([], [line(y, 1) for y in range(2011, 2026)])).text
    )


def test_nothing_recorded_is_said() -> None:
    """Without figures there is neither chart nor file to ask for."""
    message = screen(())

    assert "Belum ada seri atau jangkauan yang tercatat." in message.text
    labels = [one.label for row in message.buttons for one in row]
    assert ["Waktu jawab", "Impor riwayat", "Menu"] == labels


def test_the_picture_tells_the_same() -> None:
    """Bars are the years without a gap, stacks the programmes, sums stand above."""
    picture = statistics.picture(of_the_source(), programme_days.ALL, on=date(2024, 3, 1))

    assert picture is not None
    assert ("2022\n49 seri", "2023\n44 seri", "2024*\n22 seri") == picture.bars
    assert ("401.482", "949.080", "190.927") == picture.above
    assert picture.stacks == (
        Stack("ASN Mengaji: 11.905", 2, (0, 0, 11_905)),
        Stack("ASN Belajar: 1.529.584", 3, (401_482, 949_080, 179_022)),
    )


def test_a_picture_shows_fifteen_years_at_most() -> None:
    """Older years are left out, years without anything are empty bars."""
    years = by_year([], [line(2000, 1), line(2010, 5), line(2024, 7)])

    picture = statistics.picture(years, programme_days.ALL, on=date(2026, 3, 1))

    assert picture is not None
    assert 15 == len(picture.bars)
    assert (5, 0, 7) == (
        picture.stacks[0].values[0],
        picture.stacks[0].values[1],
        picture.stacks[0].values[-1],
    )
    assert statistics.picture((), programme_days.ALL, on=date(2026, 3, 1)) is None
