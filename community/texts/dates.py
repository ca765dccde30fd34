"""Dates and hours as people read them: "Senin, 23 November 2026 pukul 07.30 WIB"."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def day(on: date) -> str:
    """Write a day with its weekday."""
    return f"{DAYS[on.weekday()]}, {on.day} {MONTHS[on.month - 1]} {on.year}"


def local_day(at: datetime, zone: ZoneInfo) -> str:
    """Write the day on which a moment falls."""
    return day(at.astimezone(zone).date())


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment with day, hour and zone."""
    there = at.astimezone(zone)
    return f"{day(there.date())} pukul {there:%H.%M} {zone_name(at, zone)}"


def short_day(on: date) -> str:
    """Write a day without its year: "Senin, 23 November"."""
    return f"{DAYS[on.weekday()]}, {on.day} {MONTHS[on.month - 1]}"


def hours(begin: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Write from when to when: "pukul 09.00–11.00 WIB"; another last day is named."""
    there, until = begin.astimezone(zone), end.astimezone(zone)
    name = zone_name(begin, zone)
    if until.date() != there.date():
        return f"pukul {there:%H.%M} {name} s.d. {moment(end, zone)}"
    return f"pukul {there:%H.%M}–{until:%H.%M} {name}"


def hour(at: time) -> str:
    """Write an hour of the day: "07.30"."""
    return f"{at:%H.%M}"


def zone_name(at: datetime, zone: ZoneInfo) -> str:
    """Name a zone as people do: WIB, WITA, WIT."""
    return _ZONES.get(zone.key, at.astimezone(zone).strftime("UTC%z"))
