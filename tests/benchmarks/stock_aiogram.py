"""Plain aiogram: Dispatcher with default polling, one aiosqlite connection."""

import asyncio
from datetime import UTC, datetime

import aiosqlite
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from tests.benchmarks import workload
from tests.benchmarks.workload import Place


class Handlers:
    """The handlers and broadcasts of a bot as the examples of the library write them."""

    def __init__(self, bot: Bot, database: aiosqlite.Connection) -> None:
        self._bot = bot
        self._database = database

    async def measure(self, message: Message, command: CommandObject) -> None:
        """One read, one write, one answer."""
        assert message.from_user is not None
        number = command.args or "?"
        who = message.from_user.id
        async with self._database.execute(workload.READ, (who,)) as cursor:
            await cursor.fetchone()
        at = datetime.now(UTC).isoformat()
        await self._database.execute(workload.WRITE, (who, number, at))
        await self._database.commit()
        await message.answer(workload.ANSWER.format(number=number))

    async def other(self, message: Message) -> None:
        """Answer what is not measured."""
        await message.answer("Maaf?")

    async def broadcast(self, count: int, rate: float) -> None:
        """Send in bulk: paced in batches, or as an outbox row by row."""
        if rate:
            await workload.send_in_batches(count, rate, self.send)
            return
        await workload.send_at_most(count, workload.IN_FLIGHT, self.send_and_mark)

    async def send(self, chat_id: int) -> None:
        """Send one message of a broadcast."""
        await self._bot.send_message(chat_id, workload.BULK_TEXT)

    async def send_and_mark(self, chat_id: int) -> None:
        """Send one message and mark its row."""
        await self.send(chat_id)
        await self._database.execute(workload.MARK, (chat_id,))
        await self._database.commit()


async def run(place: Place) -> None:
    """Run the bot until it is told to stop."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(place.api_url))
    bot = Bot(workload.TOKEN, session=session)
    async with aiosqlite.connect(place.database) as database:
        await database.execute("PRAGMA journal_mode = WAL")
        handlers = Handlers(bot, database)
        dispatcher = Dispatcher()
        for name in workload.OTHER_COMMANDS:
            dispatcher.message.register(handlers.other, Command(name))
        dispatcher.message.register(handlers.measure, Command("ukur"))
        dispatcher.message.register(handlers.other)
        orders = asyncio.create_task(workload.obey(handlers.broadcast))
        await dispatcher.start_polling(bot)
        orders.cancel()


def main() -> None:
    """Prepare the database and run the bot."""
    place = workload.asked_place()
    workload.prepare_stock(place)
    asyncio.run(run(place))


if __name__ == "__main__":
    main()
