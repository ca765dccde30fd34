"""Who the bot cannot reach, and what admins still have to decide."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.checks.finding import Finding, note, well
from bot.config import Settings
from community.calendar import Calendar
from community.warnings import unconfirmed_years
from storage import migrations
from storage.database import Unavailable
from storage.inspection import database_exists, inspecting
from storage.moderators import Moderator
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class People:
    """Who is on duty, as far as the tables can be read; whether a bot runs; what to tell."""

    moderators: int | None = None
    is_running: bool = False
    findings: tuple[Finding, ...] = ()


async def look(settings: Settings, now: datetime) -> People:
    """Name admins and moderators who get no messages, and years that nobody confirmed.

    The database was found in order before.
    """
    url = settings.database_url.reveal()
    if not database_exists(url):
        return People(moderators=0)
    try:
        async with inspecting(url) as inspection:
            if await inspection.revision() != migrations.HEAD:
                return People()
            is_running = await inspection.is_in_use(now)
            async with inspection.look() as unit:
                on_duty = await unit.moderators.list_active()
                found = [finding async for finding in _findings(unit, settings, now)]
    except Unavailable:
        return People()
    if is_running:
        found.insert(0, well("Bot sedang berjalan dengan basis data ini"))
    return People(len(on_duty), is_running, tuple(found))


async def _findings(unit: Unit, settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    async for finding in _admins(unit, settings):
        yield finding
    for finding in _moderators(await unit.moderators.list_active(), settings):
        yield finding
    for finding in _calendar(await unit.calendar.load(), settings, now):
        yield finding


async def _admins(unit: Unit, settings: Settings) -> AsyncIterator[Finding]:
    for number in settings.admin_ids:
        person = await unit.people.find(number)
        if person is None:
            words = f"Admin {number} belum pernah menyapa bot, sehingga tidak dapat diberi tahu"
            yield note(words, "Mintalah ia membuka bot dan menekan Mulai (/start).")
        elif not person.is_reachable:
            words = f"Admin {number} memblokir bot, sehingga tidak dapat diberi tahu"
            yield note(words, "Mintalah ia membuka blokir dan menulis /start.")


def _moderators(on_duty: Sequence[Moderator], settings: Settings) -> Iterator[Finding]:
    unreached = sum(not one.is_reachable for one in on_duty)
    if unreached and settings.moderator_chat_id is None:
        words = f"{unreached} dari {len(on_duty)} moderator memblokir bot dan tidak mendapat kartu"
        yield note(words, "Mintalah membuka blokir, atau isi MODERATOR_CHAT_ID.")
    if not on_duty:
        words = "Belum ada moderator; pertanyaan dan tulisan tidak ada yang menangani"
        yield note(words, "Angkat dengan /moderator di bot.")


def _calendar(calendar: Calendar, settings: Settings, now: datetime) -> Iterator[Finding]:
    today = now.astimezone(settings.timezone).date()
    workday = today if calendar.is_working_day(today) else calendar.working_day_after(today)
    for year in unconfirmed_years(workday, calendar):
        words = f"Hari libur {year} belum dipastikan"
        yield note(words, "Bandingkan dengan SKB, lalu pastikan di bot dengan /libur.")
