"""The history of reach as CSV: what is read, what is written, and the form that takes a paste.

Columns: program,tahun,periode,seri,jangkauan,sumber; by comma, semicolon or tab.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from community import lines, programme_days, reading_numbers
from community.folding import fold
from community.form import Draft, Form, Input, Keep, Picked, Step, Verdict, Wrong, is_saying
from community.programme_days import ProgrammeDay
from community.reach import HistoryLine, SessionYear
from community.reply import Message
from community.roles import Access
from community.texts import reach_history as texts

COLUMNS = ("program", "tahun", "periode", "seri", "jangkauan", "sumber")
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_SERIES = 10_000
MOST_PEOPLE = 10**12
PERIOD_LENGTH = 80
SOURCE_LENGTH = 200
MOST_LINES = 2_000
OWN_SOURCE = "sesi di bot"
"""Marks lines that were counted from the bot's own sessions; they are not read back."""
_FORMULA = ("=", "+", "@", "-")  # what a spreadsheet would calculate


class Fault(StrEnum):
    """What is wrong with a line."""

    NO_LINES = "no_lines"
    TOO_MANY = "too_many"
    CELLS = "cells"
    PROGRAMME = "programme"
    YEAR = "year"
    PERIOD = "period"
    SERIES = "series"
    PEOPLE = "people"
    SOURCE = "source"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class BadLine:
    """Line `number` (from 1) cannot be taken."""

    number: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class History:
    """Lines that can be taken; `skipped` were the bot's own."""

    lines: tuple[HistoryLine, ...]
    skipped: int = 0


def read(text: str, days: Sequence[ProgrammeDay]) -> History | BadLine:
    """Read all lines, or say which is the first that is wrong."""
    rows = [row for row in _rows(text) if any(cell.strip() for cell in row[1])]
    if rows and [fold(cell) for cell in rows[0][1]] == list(COLUMNS):
        rows = rows[1:]
    if not rows:
        return BadLine(1, Fault.NO_LINES)
    if len(rows) > MOST_LINES:
        return BadLine(rows[MOST_LINES][0], Fault.TOO_MANY)
    found: dict[tuple[int, int, str], HistoryLine] = {}
    skipped = 0
    for number, cells in rows:
        line = _line(cells, days)
        if isinstance(line, Fault):
            return BadLine(number, line)
        if line.source == OWN_SOURCE:
            skipped += 1
        elif line.key in found:
            return BadLine(number, Fault.TWICE)
        else:
            found[line.key] = line
    return History(tuple(found.values()), skipped)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Split into numbered rows; quotes that never close stay what they are."""
    cleared = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in cleared.split("\n") if line.strip()), "")
    separator = max(";\t,", key=first.count)
    return [
        (number, next(csv.reader([line], delimiter=separator), []))
        for number, line in enumerate(cleared.split("\n"), start=1)
    ]


def _line(cells: Sequence[str], days: Sequence[ProgrammeDay]) -> HistoryLine | Fault:
    if len(cells) != len(COLUMNS):
        return Fault.CELLS
    programme, year, period, series, people, source = (lines.clean(cell) for cell in cells)
    weekday = _programme(programme, days)
    if weekday is None:
        return Fault.PROGRAMME
    if not _is_year(year):
        return Fault.YEAR
    counted = reading_numbers.number(series, MOST_SERIES)
    if counted is None:
        return Fault.SERIES
    reached = reading_numbers.number(people, MOST_PEOPLE)
    if reached is None:
        return Fault.PEOPLE
    period, source = _nothing(period), _nothing(source)
    if not _is_plain(period, PERIOD_LENGTH):
        return Fault.PERIOD
    if not _is_plain(source, SOURCE_LENGTH):
        return Fault.SOURCE
    return HistoryLine(
        programme=weekday,
        year=int(year),
        period=period,
        series=counted,
        people=reached,
        source=source,
    )


def _programme(typed: str, days: Sequence[ProgrammeDay]) -> int | None:
    """Find a programme by its name, as it is now or as packaged, or by its weekday."""
    wanted = fold(typed)
    for day in (*days, *programme_days.ALL):
        if wanted and wanted in (fold(day.name), fold(day.day), fold(day.label)):
            return day.weekday
    return None


def _is_year(typed: str) -> bool:
    is_number = len(typed) == 4 and typed.isascii() and typed.isdigit()
    return is_number and FIRST_YEAR <= int(typed) <= LAST_YEAR


def _nothing(cell: str) -> str:
    return "" if cell in ("-", "–") else cell


def _is_plain(cell: str, longest: int) -> bool:
    return len(cell) <= longest and not cell.startswith(_FORMULA)


def write(
    sessions: Sequence[SessionYear], history: Sequence[HistoryLine], days: Sequence[ProgrammeDay]
) -> str:
    """Write history, and the bot's own sessions in lines that are not read back."""
    own = [
        HistoryLine(
            programme=one.programme,
            year=one.year,
            period=OWN_SOURCE,
            series=one.series,
            people=one.people,
            source=OWN_SOURCE,
        )
        for one in sessions
    ]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in sorted([*history, *own], key=lambda line: line.key):
        name = _name(line.programme, days)
        writer.writerow([name, line.year, line.period, line.series, line.people, line.source])
    return "\ufeff" + written.getvalue()  # the mark lets spreadsheets read UTF-8


def _name(weekday: int, days: Sequence[ProgrammeDay]) -> str:
    """Name a programme so that it is found again and no spreadsheet calculates it."""
    day = programme_days.by_weekday(weekday, days)
    if day is None:
        return str(weekday)
    is_plain = _is_plain(day.name, len(day.name)) and _programme(day.name, days) == weekday
    return day.name if is_plain else day.day


def trail(history: Sequence[HistoryLine]) -> dict[str, str | int | bool | None]:
    """Return what the audit keeps of an import."""
    return {
        "lines": len(history),
        "series": sum(line.series for line in history),
        "people": sum(line.people for line in history),
    }


# --- the form of `Impor riwayat` ----------------------------------------------------------


def days_of(answers: Mapping[str, object]) -> tuple[ProgrammeDay, ...]:
    """Return the programmes by the names that the form was opened with."""
    names = answers.get("names")
    if not isinstance(names, list) or len(names) != len(programme_days.ALL):
        return programme_days.ALL
    return tuple(
        ProgrammeDay(weekday=day.weekday, name=str(name), about=day.about, call=day.call)
        for day, name in zip(programme_days.ALL, names, strict=True)
    )


def pasted(answers: Mapping[str, object]) -> History | BadLine:
    """Read what was pasted into the form."""
    return read(str(answers.get("text", "")), days_of(answers))


def _take_lines(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.PASTE_NEEDED)
    answers = {**draft.answers, "text": given.text}
    found = pasted(answers)
    if isinstance(found, BadLine):
        return Wrong(texts.bad_line(found.number, found.fault, html=True))
    return Keep(answers)


def _ask_check(draft: Draft) -> Message:
    found = pasted(draft.answers)
    if isinstance(found, BadLine):  # kept since before a change of what is accepted
        return texts.ask_check(draft.form, "–", 0)
    return texts.ask_check(draft.form, texts.sum_up(found.lines), found.skipped)


def _take_check(draft: Draft, given: Input) -> Verdict:
    said = is_saying(given, "save", "simpan")
    return Keep(draft.answers) if said else Wrong(texts.TAP_SAVE)


FORM = Form(
    "history",
    "riwayat jangkauan",
    Access.ADMIN,
    (
        Step("lines", lambda draft: texts.ask_lines(draft.form), _take_lines),
        Step("check", _ask_check, _take_check),
    ),
)
