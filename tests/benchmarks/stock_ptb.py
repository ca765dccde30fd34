"""Plain python-telegram-bot: Application with default settings, one aiosqlite connection."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiosqlite
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from tests.benchmarks import workload
from tests.benchmarks.workload import Place


class Bot:
    """The handlers and broadcasts of a bot as the examples of the library write them."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._database: aiosqlite.Connection
        self._app: Any  # Application has six type parameters, none of them of interest here

    async def start(self, app: Any) -> None:
        """Open the database and listen to the harness."""
        self._app = app
        self._database = await aiosqlite.connect(self._place.database)
        await self._database.execute("PRAGMA journal_mode = WAL")
        self._orders = asyncio.create_task(workload.obey(self.broadcast))

    async def stop(self, _: Any) -> None:
        """Close the database, whose thread would keep the process alive."""
        self._orders.cancel()
        await self._database.close()

    async def measure(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """One read, one write, one answer."""
        assert update.effective_user is not None
        assert update.message is not None
        number = (context.args or ["?"])[0]
        who = update.effective_user.id
        async with self._database.execute(workload.READ, (who,)) as cursor:
            await cursor.fetchone()
        at = datetime.now(UTC).isoformat()
        await self._database.execute(workload.WRITE, (who, number, at))
        await self._database.commit()
        await update.message.reply_text(workload.ANSWER.format(number=number))

    async def other(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what is not measured."""
        assert update.message is not None
        await update.message.reply_text("Maaf?")

    async def broadcast(self, count: int, rate: float) -> None:
        """Send in bulk: paced in batches, or as an outbox row by row."""
        if rate:
            await workload.send_in_batches(count, rate, self.send)
            return
        await workload.send_at_most(count, workload.IN_FLIGHT, self.send_and_mark)

    async def send(self, chat_id: int) -> None:
        """Send one message of a broadcast."""
        await self._app.bot.send_message(chat_id, workload.BULK_TEXT)

    async def send_and_mark(self, chat_id: int) -> None:
        """Send one message and mark its row."""
        await self.send(chat_id)
        await self._database.execute(workload.MARK, (chat_id,))
        await self._database.commit()


def main() -> None:
    """Run the bot until it is told to stop."""
    place = workload.asked_place()
    workload.prepare_stock(place)
    bot = Bot(place)
    app = (
        Application.builder()
        .token(workload.TOKEN)
        .base_url(f"{place.api_url}/bot")
        .post_init(bot.start)
        .post_shutdown(bot.stop)
        .build()
    )
    for name in workload.OTHER_COMMANDS:
        app.add_handler(CommandHandler(name, bot.other))
    app.add_handler(CommandHandler("ukur", bot.measure))
    app.add_handler(MessageHandler(filters.TEXT, bot.other))
    app.run_polling()


if __name__ == "__main__":
    main()
