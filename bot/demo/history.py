"""The history of the demo's community, written into a database that no bot has opened yet."""

from datetime import datetime

import telegram

from bot import app
from bot.config import Settings
from bot.demo import community
from bot.demo.cast import CAST
from simulator.server import Simulator
from storage.database import Database


async def write(settings: Settings, simulator: Simulator, now: datetime) -> None:
    """Write it as if the bot had run for weeks."""
    community.introduce(simulator)
    charter = app.charter_of(settings, telegram.User(**simulator.world.bot.card))
    database = await Database.open(settings.database_url.reveal())
    try:
        await community.seed(database, now, CAST, charter)
    finally:
        await database.close()
