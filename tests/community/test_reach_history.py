"""History as CSV: what is read, what is refused, and that what is written can be read."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import lines, programme_days, reach_history
from community.reach import HistoryLine, SessionYear
from community.reach_history import BadLine, Fault, History

DAYS = programme_days.ALL
SHIPPED = Path(__file__).resolve().parents[2] / "docs" / "riwayat-jangkauan.csv"


def read(text: str) -> History:
    """Read lines that can be taken."""
    found = reach_history.read(text, DAYS)
    assert isinstance(found, History), found
    return found


def line(**changes: object) -> HistoryLine:
    """Return a line of ASN Belajar."""
    usual = {
        "programme": 4,
        "year": 2023,
        "period": "",
        "series": 44,
        "people": 949_080,
        "source": "BPSDM",
    }
    return HistoryLine(**{**usual, **changes})  # type: ignore[arg-type] # each test gives what fits


def test_the_shipped_file_is_the_source() -> None:
    """The four lines of the source: 115 series, 1,541,489."""
    found = read(SHIPPED.read_text())

    assert 4 == len(found.lines)
    assert 115 == sum(one.series for one in found.lines)
    assert 1_541_489 == sum(one.people for one in found.lines)
    assert {3, 4} == {one.programme for one in found.lines}


@pytest.mark.parametrize(
    "text",
    [
        "ASN Belajar,2023,,44,949080,BPSDM",
        "program,tahun,periode,seri,jangkauan,sumber\nASN Belajar,2023,,44,949.080,BPSDM\n",
        "\ufeffPROGRAM;Tahun;Periode;Seri;Jangkauan;Sumber\r\nKamis;2023;-;44;949.080;BPSDM\r\n",
        'program,tahun,periode,seri,jangkauan,sumber\n\nasn belajar,2023,,44,"949,080",BPSDM\n\n',
        "kamis\t2023\t\t44\t949 080\tBPSDM",
        "Kamis: ASN Belajar, 2023 ,, 44 , 949080 , BPSDM",
    ],
)
def test_lines_are_read_as_spreadsheets_write_them(text: str) -> None:
    """Separators, marks, cases and points differ; the line is the same."""
    assert (line(),) == read(text).lines


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NO_LINES),
        ("program,tahun,periode,seri,jangkauan,sumber", Fault.NO_LINES),
        ("ASN Belajar,2023,,44,949080", Fault.CELLS),
        ("ASN Belajar,2023,,44,949,080,BPSDM", Fault.CELLS),
        ("ASN Menari,2023,,44,949080,BPSDM", Fault.PROGRAMME),
        (",2023,,44,949080,BPSDM", Fault.PROGRAMME),
        ("ASN Belajar,23,,44,949080,BPSDM", Fault.YEAR),
        ("ASN Belajar,1999,,44,949080,BPSDM", Fault.YEAR),
        ("ASN Belajar,2023,,44.5,949080,BPSDM", Fault.SERIES),
        ("ASN Belajar,2023,,10001,949080,BPSDM", Fault.SERIES),
        ("ASN Belajar,2023,,44,-1,BPSDM", Fault.PEOPLE),
        ("ASN Belajar,2023,,44,1000000000001,BPSDM", Fault.PEOPLE),
        ("ASN Belajar,2023," + "x" * 81 + ",44,1,BPSDM", Fault.PERIOD),
        ("ASN Belajar,2023,=1+1,44,1,BPSDM", Fault.PERIOD),
        ("ASN Belajar,2023,,44,1,@SUM(A1)", Fault.SOURCE),
    ],
)
def test_a_wrong_line_is_named(text: str, fault: Fault) -> None:
    """The first line that is wrong is told with its number and its column."""
    assert BadLine(1, fault) == reach_history.read(text, DAYS)


def test_one_wrong_line_spoils_all() -> None:
    """Good lines around it are not taken either; empty lines count as in an editor."""
    text = "ASN Belajar,2022,,1,1,\n\nASN Belajar,2023,,1,x,\nASN Belajar,2024,,1,1,"

    assert BadLine(3, Fault.PEOPLE) == reach_history.read(text, DAYS)


def test_a_line_twice_is_told() -> None:
    """Which of two was meant is not guessed."""
    text = "ASN Belajar,2022,,1,1,\nKamis,2022,,2,2,"

    assert BadLine(2, Fault.TWICE) == reach_history.read(text, DAYS)


def test_a_renamed_programme_is_known_by_both_names() -> None:
    """What admins call it now, and what it was called."""
    days = tuple(replace(day, name="Kelas Kamis") if day.weekday == 4 else day for day in DAYS)
    text = "Kelas Kamis,2022,,1,1,\nASN Belajar,2023,,2,2,"

    found = reach_history.read(text, days)

    assert isinstance(found, History)
    assert [4, 4] == [one.programme for one in found.lines]


def test_the_bots_own_lines_are_not_read_back() -> None:
    """They are counted from sessions; reading them too would count them twice."""
    own = SessionYear(programme=4, year=2026, series=3, recorded=2, people=500)

    written = reach_history.write([own], [line()], DAYS)

    assert "ASN Belajar,2026,sesi di bot,3,500,sesi di bot" in written
    assert History((line(),), skipped=1) == read(written)


def test_a_name_that_a_spreadsheet_would_calculate_is_not_written() -> None:
    """The weekday stands for it, and is found again."""
    days = tuple(replace(day, name="=CMD()") if day.weekday == 4 else day for day in DAYS)

    written = reach_history.write([], [line()], days)

    assert "=CMD" not in written
    assert (line(),) == read(written).lines


words = st.text(max_size=80).map(lines.clean).filter(lambda text: text not in ("-", "–"))
plain = words.filter(lambda text: not text.startswith(("=", "+", "@", "-")) and len(text) <= 80)


@given(
    st.lists(
        st.builds(
            HistoryLine,
            programme=st.integers(1, 5),
            year=st.integers(2000, 2100),
            period=plain,
            series=st.integers(0, 10_000),
            people=st.integers(0, 10**12),
            source=plain.filter(lambda text: text != reach_history.OWN_SOURCE),
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda one: one.key,
    )
)
def test_what_is_written_reads_the_same(history: list[HistoryLine]) -> None:
    """The export goes through the import unchanged, whatever stands in it."""
    written = reach_history.write([], history, DAYS)

    assert sorted(history, key=lambda one: one.key) == list(read(written).lines)


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(',;\t"\n\r\ufeff')))
def test_no_paste_breaks_the_reader(text: str) -> None:
    """Anything pasted is history or a line to mend."""
    assert isinstance(reach_history.read(text, DAYS), History | BadLine)
