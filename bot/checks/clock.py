"""Whether this computer's clock is right, by the clock of Telegram's server."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.checks.finding import Finding, well, wrong
from bot.clock import Clock
from bot.config import Settings
from community.texts.backups import age

SECONDS = 10  # for an answer
MOST_OFF = 30
"""Seconds. The header counts whole ones and its way takes a few; a clock that is kept by NTP is off
by less than one. Beyond half a minute reminders and deadlines are visibly early or late."""


async def look(settings: Settings, clock: Clock) -> list[Finding]:
    """Compare with the `Date` of an answer; nothing when the server sends none or is away."""
    before = clock.now()
    there = await _date(settings.telegram_api_url)
    if there is None:
        return []
    here = before + (clock.now() - before) / 2
    off = abs(here - there)
    if off.total_seconds() <= MOST_OFF:
        return [well("Jam komputer cocok dengan jam Telegram")]
    way = "lebih cepat" if here > there else "terlambat"
    shown = age(off) if off.total_seconds() >= 60 else f"{off.seconds} detik"
    mend = "Nyalakan NTP, misalnya `timedatectl set-ntp true`."
    return [wrong(f"Jam komputer {way} {shown}", mend)]


async def _date(url: str) -> datetime | None:
    """Ask for the server's front page: that address holds no token."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=False) as session,
            session.get(f"{url.rstrip('/')}/", allow_redirects=False) as answer,
        ):
            said = answer.headers.get("Date")
            return None if said is None else parsedate_to_datetime(said).astimezone(UTC)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return None
