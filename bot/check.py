"""`cop-humas check`: what is wrong with settings, database, token and chats, and its mend.

Nothing is changed: the database is read as it is, Telegram is only asked.
"""

import asyncio
from collections.abc import AsyncIterator

from telegram.error import InvalidToken, TelegramError

from bot.api import Api
from bot.checks import chats, database, disk, people, updates
from bot.checks import clock as clocks
from bot.checks import settings as filled
from bot.checks.finding import Finding, Grade, well, wrong
from bot.checks.people import People
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.logs import describe

PATIENCE = 5  # seconds in which another poller would be heard: one that was cut off waits for three


async def check(settings: Settings, *, patience: int = PATIENCE) -> int:
    """Print one line a finding; 0 when nothing is wrong, 1 otherwise."""
    grades = []
    async for finding in findings(settings, SystemClock(), patience=patience):
        print(finding, flush=True)
        grades.append(finding.grade)
    wrongs, notes = grades.count(Grade.WRONG), grades.count(Grade.NOTE)
    noted = f" {notes} hal perlu diketahui." if notes else ""
    print(f"\n{wrongs} hal perlu diperbaiki.{noted}" if wrongs else f"\nSemua siap.{noted}")
    return 1 if wrongs else 0


async def findings(
    settings: Settings, clock: Clock, *, patience: int = PATIENCE
) -> AsyncIterator[Finding]:
    """Look at everything, one part after another."""
    for finding in filled.look(settings):
        yield finding
    known = People()
    stored = [finding async for finding in database.look(settings)]
    if all(finding.is_well for finding in stored):
        known = await people.look(settings, clock.now())
    for finding in (*stored, *known.findings):
        yield finding
    for finding in await asyncio.to_thread(disk.look, settings, clock.now()):
        yield finding
    for finding in await clocks.look(settings, clock):
        yield finding
    async for finding in _telegram(settings, clock, known, patience):
        yield finding


async def _telegram(
    settings: Settings, clock: Clock, known: People, patience: int
) -> AsyncIterator[Finding]:
    if settings.bot_token is None:
        yield wrong("BOT_TOKEN belum diisi", "Salin token dari @BotFather ke .env.")
        return
    api = Api(settings.bot_token.reveal(), settings.telegram_api_url)
    await api.start()
    try:
        me = await api.call("getMe")
        yield well(f"Token diterima: @{me.get('username')}")
        if not me.get("supports_inline_queries"):
            mend = "Kirim /setinline kepada @BotFather, misalnya dengan teks “cari tulisan …”."
            yield wrong("Pencarian inline belum aktif", mend)
        async for finding in updates.look(
            settings, api, clock.now(), is_running=known.is_running, patience=patience
        ):
            yield finding
        for name, chat_id in (
            (chats.MODERATORS, settings.moderator_chat_id),
            (chats.COMMUNITY, settings.community_chat_id),
        ):
            if chat_id is not None:
                yield await chats.look(api, name, chat_id, int(me["id"]), known)
    except InvalidToken:
        yield wrong("BOT_TOKEN ditolak Telegram", "Salin ulang token dari @BotFather.")
    except TelegramError as exc:
        mend = "Periksa sambungan internet dan TELEGRAM_API_URL, lalu jalankan lagi."
        yield wrong(f"Telegram tidak dapat dihubungi ({describe(exc)})", mend)
    finally:
        await api.stop()
