"""`/libur`: what an admin typed after it, and the buttons of its screens."""

from dataclasses import dataclass
from datetime import date

from community.calendar import Ramadan
from community.callback import callback
from community.lines import clean
from community.reading_dates import read_day


@dataclass(frozen=True, slots=True)
class ShowCalendar:
    """Nothing was typed: the year ahead."""


@dataclass(frozen=True, slots=True)
class ShowYear:
    """A year."""

    year: int


@dataclass(frozen=True, slots=True)
class ShowDay:
    """A day, and nothing about it."""

    on: date


@dataclass(frozen=True, slots=True)
class Add:
    """A day off, with its name."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class Take:
    """A working day after all."""

    on: date


@dataclass(frozen=True, slots=True)
class Restore:
    """As the packaged list says."""

    on: date


@dataclass(frozen=True, slots=True)
class Move:
    """A feast falls on another day."""

    was: date
    becomes: date


@dataclass(frozen=True, slots=True)
class SetRamadan:
    """When Ramadan is."""

    month: Ramadan


@dataclass(frozen=True, slots=True)
class ForgetRamadan:
    """Not then; `first` where it was named."""

    first: date | None


@dataclass(frozen=True, slots=True)
class Confirm:
    """A year is as in the decree."""

    year: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing that can be understood."""


Asked = (
    ShowCalendar
    | ShowYear
    | ShowDay
    | Add
    | Take
    | Restore
    | Move
    | SetRamadan
    | ForgetRamadan
    | Confirm
    | Unclear
)

_DAY_WORDS = 6  # "hari Jum'at, tanggal 20 Mei 2027"
_BETWEEN = ("ke", "sampai", "hingga", "sd", "s.d.", "s/d", "-", "–")


def read(argument: str, today: date) -> Asked:
    """Understand what follows `/libur`."""
    words = clean(argument).split()
    if not words:
        return ShowCalendar()
    verb, rest = words[0].lower(), words[1:]
    match verb:
        case "hapus" | "kembalikan":
            on = read_day(" ".join(rest), today)
            kind = Take if verb == "hapus" else Restore
            return Unclear() if on is None else kind(on)
        case "pindah":
            days = _two_days(rest, today)
            return Unclear() if days is None else Move(*days)
        case "ramadan" | "ramadhan":
            return _ramadan(rest, today)
        case "pastikan":
            year = _year(rest)
            return Unclear() if year is None else Confirm(year)
        case "tambah":
            return _day_with_name(rest, today)
    year = _year(words)
    return _day_with_name(words, today) if year is None else ShowYear(year)


def _ramadan(words: list[str], today: date) -> Asked:
    if words and words[0].lower() == "hapus":
        first = read_day(" ".join(words[1:]), today)
        return Unclear() if words[1:] and first is None else ForgetRamadan(first)
    days = _two_days(words, today)
    return Unclear() if days is None else SetRamadan(Ramadan(*days))


def _day_with_name(words: list[str], today: date) -> Asked:
    """Part "20 Mei 2027 Hari jadi": the longest beginning that is a day, the rest its name."""
    for count in range(min(_DAY_WORDS, len(words)), 0, -1):
        on = read_day(" ".join(words[:count]), today)
        if on is not None:
            return Add(on, " ".join(words[count:])) if words[count:] else ShowDay(on)
    return Unclear()


def _two_days(words: list[str], today: date) -> tuple[date, date] | None:
    kept = [word for word in words if word.lower() not in _BETWEEN]
    if len(kept) > 2 * _DAY_WORDS:
        return None
    for count in range(1, len(kept)):
        first = read_day(" ".join(kept[:count]), today)
        second = read_day(" ".join(kept[count:]), today)
        if first is not None and second is not None:
            return first, second
    return None


def _year(words: list[str]) -> int | None:
    digits = words[0] if len(words) == 1 else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 4 else None


@callback("lc")
class OpenCalendar:
    """Back to the year ahead."""


@callback("ly")
class OpenYear:
    """Open a year, at a page."""

    year: int
    page: int


@callback("lp")
class PickDay:
    """`Ubah hari`: the days of a year as buttons."""

    year: int
    page: int


@callback("ld")
class OpenDay:
    """Open one day (ISO)."""

    on: str


@callback("la")
class ExplainAdding:
    """`Tambah libur`: say how."""


@callback("lx")
class TakeDay:
    """`Hapus`, `Jadikan hari kerja`."""

    on: str


@callback("lr")
class RestoreDay:
    """`Kembalikan ke daftar asal`."""

    on: str


@callback("lk")
class ConfirmYear:
    """`Pastikan kalender …`."""

    year: int


@callback("lm")
class DropRamadan:
    """`Hapus Ramadan`: the one that begins then (ISO)."""

    first: str


def read_iso(text: str) -> date | None:
    """Read the day that a button carries, None where it was forged."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
