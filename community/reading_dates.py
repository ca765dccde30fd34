"""Days and hours as people type them: "26-11-2026", "26 Nov", "jum'at", "besok", "pukul 09.00 WIB".

What is no day or no hour (31-2-2026, 25.00) is None; whether it may be used is for others to say.
"""

import re
from datetime import date, time, timedelta

from community.folding import fold
from community.lines import clean
from community.texts.dates import MONTHS

_NEAR = {"hariini": 0, "besok": 1, "lusa": 2}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("senin senen", "selasa", "rabu rebo", "kamis kemis", "jumat", "sabtu", "minggu ahad")
    )
    for name in names.split()
}
_MONTHS = tuple(name.lower() for name in MONTHS)
_OTHER_MONTHS = {
    name: number
    for number, names in (
        (2, "pebruari peb"),
        (5, "may"),
        (8, "ags agt aug"),
        (9, "sept"),
        (10, "oct"),
        (11, "nopember nop"),
        (12, "dec"),
    )
    for name in names.split()
}
_LEAP_CYCLE = 8  # years that may part one 29 February from the next (1896 to 1904)
_WORDS_BEFORE = ("hari", "tanggal", "tgl")
_DAY = re.compile(r"(?P<day>\d{1,2}) (?:(?P<month>\d{1,2})|(?P<name>[a-z]+))(?: (?P<year>\d+))?")
_ISO = re.compile(r"(?P<year>\d{4}) (?P<month>\d{1,2}) (?P<day>\d{1,2})")
_HOUR = re.compile(
    r"(?:(?:pukul|jam|pkl|pk)\.? ?)?"
    r"(?:(\d{1,2})(?: ?[.:] ?(\d{2}))?|(\d{1,2})(\d{2}))"
    r"(?: ?([a-z]+))?",
    re.ASCII,
)


def read_day(text: str, today: date) -> date | None:
    """Read a day; without a year it is the next such day, today included."""
    folded = fold(text)
    if re.fullmatch(r"[a-z0-9 ]+", folded) is None:
        return None
    words = re.findall(r"[a-z]+|[0-9]+", folded)
    near = _NEAR.get("".join(words))
    if near is not None:
        return today + timedelta(days=near)
    weekday, rest = _leading_weekday(_without(words))
    rest = _without(rest)
    if weekday is None or not rest:
        return _read_date(rest, today) if weekday is None else _next_weekday(weekday, today)
    on = _read_date(rest, today)
    return on if on is not None and on.weekday() == weekday else None


def read_hour(text: str, zone_name: str = "WIB") -> time | None:
    """Read an hour of the day; another zone than the named one is no hour of this place."""
    found = _HOUR.fullmatch(clean(text).lower())
    if found is None or found[5] not in (None, zone_name.lower()):
        return None
    hour, minute = found[1] or found[3], found[2] or found[4] or "0"
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None


def _leading_weekday(words: list[str]) -> tuple[int | None, list[str]]:
    """Part "Kamis, 26 November" (or "jum'at", two words by now) into weekday and rest."""
    for count in (2, 1):
        weekday = _WEEKDAYS.get("".join(words[:count]))
        if weekday is not None:
            return weekday, words[count:]
    return None, words


def _without(words: list[str]) -> list[str]:
    """Drop words that say no more than that a day follows."""
    while words and words[0] in _WORDS_BEFORE:
        words = words[1:]
    return words


def _next_weekday(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _read_date(words: list[str], today: date) -> date | None:
    written = " ".join(words)
    found = _ISO.fullmatch(written) or _DAY.fullmatch(written)
    if found is None:
        return None
    parts = found.groupdict()
    month = int(parts["month"]) if parts["month"] else _month(parts["name"])
    if month is None:
        return None
    if parts["year"] is not None:
        return _date(_year(parts["year"]), month, int(parts["day"]))
    for year in range(today.year, today.year + _LEAP_CYCLE + 1):
        on = _date(year, month, int(parts["day"]))
        if on is not None and on >= today:
            return on
    return None


def _month(name: str) -> int | None:
    if name in _OTHER_MONTHS:
        return _OTHER_MONTHS[name]
    if len(name) < 3:
        return None
    begun = (number for number, month in enumerate(_MONTHS, 1) if month.startswith(name))
    return next(begun, None)


def _year(digits: str) -> int:
    """Read a year; two digits mean this century, any other length but four is no year."""
    if len(digits) == 2:
        return 2000 + int(digits)
    return int(digits) if len(digits) == 4 else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
