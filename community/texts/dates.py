"""Dates and hours as people read them: "Senin, 23 November 2026 pukul 07.30 WIB"."""

from datetime import date, datetime
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
    name = _ZONES.get(zone.key, there.strftime("UTC%z"))
    return f"{day(there.date())} pukul {there:%H.%M} {name}"
