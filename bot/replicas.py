"""What replicas on one PostgreSQL database do for each other beside leading."""

import asyncio
import hmac
import logging
from collections.abc import Callable

from bot.config import Settings
from storage.database import Database
from storage.lease import Lease
from storage.unit import Unit

LOOK_SECONDS = 2.0
WEBHOOK = "webhook"

logger = logging.getLogger(__name__)


async def look_again(wake: Callable[[], None]) -> None:
    """Look now and then for updates of replicas that died before they handled them."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)  # of real time: the others live in it
        wake()


async def compare_webhook(database: Database, settings: Settings) -> None:
    """Warn when the replica that started before has another address or secret.

    Telegram knows one of each: the replicas with another secret would refuse what it posts.
    """
    token, secret = settings.bot_token, settings.webhook_secret
    if database.takes_turns or token is None or secret is None:
        return
    words = f"{settings.webhook_url}\n{secret.reveal()}".encode()
    seal = hmac.new(token.reveal().encode(), words, "sha256").hexdigest()

    async def unit(unit: Unit) -> tuple[str | None, str | None]:
        before = await Lease(unit.connection, WEBHOOK).declare(seal)
        return before, await Lease(unit.connection).holder()

    before, leader = await database.write(unit)
    if before not in (None, seal) and leader is not None:
        logger.warning(
            "WEBHOOK_URL or WEBHOOK_SECRET was another one on the replica that started before:"
            " all must have the same (fine while they are being changed one by one)"
        )
