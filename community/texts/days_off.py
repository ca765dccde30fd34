"""The days off as a list: by month, each with its kind and with what is uncertain or corrected."""

from collections.abc import Sequence
from datetime import date

from community.calendar import ListedDay, OffKind, Ramadan
from community.texts import dates
from community.texts.common import escape

ROOM = 3_000  # characters of a list; Telegram takes 4,096 with all that stands around it
BESIDE = 90  # characters of a line apart from the names in it, its month's heading among them
KINDS = {
    OffKind.NATIONAL: "libur nasional",
    OffKind.COLLECTIVE: "cuti bersama",
    OffKind.ADDED: "tambahan",
    OffKind.WEEKEND: "akhir pekan",
}


def pages(entries: Sequence[ListedDay]) -> list[list[ListedDay]]:
    """Part a list into screens that Telegram takes; an empty list is one empty screen."""
    parts: list[list[ListedDay]] = [[]]
    room = ROOM
    for entry in entries:
        length = BESIDE + len(entry.name) + len(entry.instead_of or "")
        if length > room:
            parts.append([])
            room = ROOM
        parts[-1].append(entry)
        room -= length
    return parts


def by_month(entries: Sequence[ListedDay]) -> str:
    """List days off under their months."""
    lines: list[str] = []
    month = (0, 0)
    for entry in entries:
        if month != (entry.day.year, entry.day.month):
            month = (entry.day.year, entry.day.month)
            lines.append(f"\n<b>{dates.MONTHS[entry.day.month - 1]} {entry.day.year}</b>")
        weekday = dates.DAYS[entry.day.weekday()]
        lines.append(f"• {weekday} {entry.day.day}: {described(entry)}")
    return "\n".join(lines) or "\nBelum ada."


def described(entry: ListedDay) -> str:
    """Name a day off, its kind, and what is not certain or was corrected."""
    name = escape(entry.name)
    if entry.is_worked:
        return f"<s>{name}</s>, ✏️ hari kerja (dikoreksi)"
    # "Cuti Bersama Hari Raya Natal" names its kind already.
    is_told = entry.name.casefold().startswith(KINDS[entry.kind])
    text = name if is_told else f"{name}, {KINDS[entry.kind]}"
    if entry.kind is OffKind.ADDED:
        instead = "" if entry.instead_of is None else f", semula {escape(entry.instead_of)}"
        return f"{text} ✏️{instead}"
    return f"{text} (perkiraan)" if entry.is_estimated else text


def spans(months: Sequence[Ramadan]) -> str:
    """Write months of fasting, one after another."""
    return "; ".join(span(month) for month in months)


def span(month: Ramadan) -> str:
    """Write a month of fasting from its first to its last day."""
    return f"{_plain(month.first)} s.d. {_plain(month.last)}"


def _plain(on: date) -> str:
    return f"{on.day} {dates.MONTHS[on.month - 1]} {on.year}"
