"""Our bot, whole, as `cop-humas run` composes it; the harness may ask for broadcasts.

`--simple` puts the work that the stock bots do (one read, one write, one answer) in the place of
the handlers; everything else is what runs in earnest.
"""

import argparse
import asyncio
import os
import signal
from datetime import datetime

from sqlalchemy import select

from bot import app, config, logs
from bot.clock import SystemClock
from bot.worker import Answer
from community.charter import Charter
from community.incoming import Command, Incoming
from community.reply import SILENCE, Lane, Message, Reply, Say
from handlers import dispatch
from storage.campaigns import CHUNK, LOWEST_PERSON, Campaigns
from storage.schema import account
from storage.unit import Unit
from tests.benchmarks import workload
from tests.benchmarks.traffic import BULK_CHAT


async def simple(incoming: Incoming, unit: Unit, now: datetime, charter: Charter) -> Reply:
    """One read, one write, one answer."""
    del charter
    if incoming.sender is None or incoming.chat is None:
        return SILENCE
    if not isinstance(incoming.event, Command):
        return SILENCE
    person = await unit.people.find(incoming.sender.telegram_id)
    if person is None:
        return SILENCE
    await unit.audit.note("measured", person.id, None, {}, now)
    text = workload.ANSWER.format(number=incoming.event.argument)
    return Reply((Say(chat_id=incoming.chat.id, message=Message(text), person_id=person.id),))


class Broadcasts:
    """Mass messages as the bot makes them."""

    def __init__(self, parts: app.Parts) -> None:
        self._parts = parts

    async def start(self, count: int, rate: float) -> None:
        """Make a campaign for so many people; SEND_RATE paces it."""
        del rate
        database, now = self._parts.database, SystemClock().now()
        campaign_id = await database.write(
            lambda unit: Campaigns(unit.connection).add(
                "sendMessage", {"text": workload.BULK_TEXT}, now
            )
        )
        to = select(
            account.c.telegram_id.label("chat_id"), account.c.person_id.label("person_id")
        ).where(account.c.telegram_id >= BULK_CHAT, account.c.telegram_id < BULK_CHAT + count)
        after = LOWEST_PERSON
        while True:

            async def chunk(unit: Unit, after: int = after) -> int:
                made = await Campaigns(unit.connection).fan_out(
                    campaign_id, lane=Lane.BULK, to=to, after_person_id=after, limit=CHUNK, now=now
                )
                return made.last_person_id if made.count else 0

            after = await database.write(chunk)
            if not after:
                break
        self._parts.delivery.wake()


async def run(answer: Answer) -> None:
    """Run the bot until SIGTERM."""
    settings = config.load(os.environ)
    logs.set_up(settings)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with app.running(settings, SystemClock(), answer) as parts:
        app.spare_collector()
        orders = asyncio.create_task(workload.obey(Broadcasts(parts).start))
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({waiting, parts.failed}, return_when=asyncio.FIRST_COMPLETED)
        for task in (orders, waiting):
            task.cancel()


def main() -> None:
    """Run with the settings of the environment."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--simple", action="store_true")
    asked = parser.parse_args()
    asyncio.run(run(simple if asked.simple else dispatch.answer))


if __name__ == "__main__":
    main()
