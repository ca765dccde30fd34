"""The composition: every part is made and started here, in one readable order."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import telegram
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import edge, outgoing
from bot.api import Api
from bot.backoff import Backoff
from bot.clock import Clock
from bot.config import JoinApproval, Settings
from bot.delivery import Delivery
from bot.health import INTAKE_SECONDS, TICK_SECONDS, Health
from bot.intake import Intake, Polling, Refused, seconds_of
from bot.logs import describe
from bot.monitoring import Monitoring
from bot.timetable import Timetable
from bot.webhook import Webhook
from bot.worker import Answer, Worker
from community import commands
from community.charter import Charter
from handlers import dispatch
from handlers.late import MAKERS
from storage.database import Database, Unavailable
from storage.sole_use import SoleUse
from storage.unit import Unit

logger = logging.getLogger(__name__)

POSTGRES_WORKERS = 2
STOP_SECONDS = 4  # for the worker, then as long for delivery: within the 10 s of a stop
WEBHOOK_CONNECTIONS = 40

T = TypeVar("T")


@dataclass(slots=True)
class Parts:
    """The running bot, for whoever drives it (the command line, the demo, tests)."""

    database: Database
    api: Api
    delivery: Delivery
    workers: list[Worker]
    timetable: Timetable
    charter: Charter
    failed: asyncio.Task[Any]
    monitoring: Monitoring

    @property
    def is_busy(self) -> bool:
        """Whether anything is being handled or sent; virtual clocks stand still meanwhile."""
        return (
            self.database.is_busy
            or self.delivery.is_busy
            or any(worker.is_busy for worker in self.workers)
        )


@contextlib.asynccontextmanager
async def running(
    settings: Settings, clock: Clock, answer: Answer = dispatch.answer
) -> AsyncIterator[Parts]:
    """Start the bot, yield its parts, and stop it with nothing lost.

    Raises `Refused` when Telegram refuses the token, `InUse` when another bot has the database.
    `answer` is another one in benchmarks only.
    """
    token = settings.bot_token
    if token is None:
        raise Refused("no token")
    async with contextlib.AsyncExitStack() as stack:
        monitoring = Monitoring(settings, clock)
        await monitoring.start(stack)
        url = settings.database_url.reveal()
        alone = await _patiently(clock, lambda: SoleUse.take(url))
        stack.callback(alone.release)
        database = await _patiently(clock, lambda: Database.open(url))
        stack.push_async_callback(database.close)
        await _patiently(clock, lambda: database.write(_renew_search))
        api = Api(token.reveal(), settings.telegram_api_url)
        await api.start()
        stack.push_async_callback(api.stop)
        me = await _introduce(api, clock)
        charter = charter_of(settings, me)

        delivery = Delivery(
            database=database,
            api=api,
            clock=clock,
            rate=settings.send_rate,
            is_paid=settings.paid_broadcast,
            makers=MAKERS,
            ended=monitoring.ended,
        )
        await monitoring.tell_errors(database, charter, delivery.wake, stack)
        workers = [
            Worker(
                database=database,
                clock=clock,
                charter=charter,
                bot=me,
                hand=delivery.hand,
                recovered=delivery.wake,
                answer=answer,
                metrics=monitoring.metrics,
                note=monitoring.note,
            )
            for _ in range(1 if database.takes_turns else POSTGRES_WORKERS)
        ]

        def wake() -> None:
            for worker in workers:
                worker.wake()

        intake = Intake(database, clock, wake, monitoring.metrics.received)
        timetable = Timetable(
            database=database,
            clock=clock,
            charter=charter,
            wake=delivery.wake,
            metrics=monitoring.metrics,
        )

        await delivery.start()
        stack.push_async_callback(delivery.stop, STOP_SECONDS)
        tasks = [asyncio.create_task(worker.run(), name="worker") for worker in workers]
        stack.push_async_callback(_stop_workers, workers, tasks)
        await timetable.start()
        stack.callback(timetable.stop)
        source = await _source(settings, intake, api, clock, stack, health=monitoring.health)
        tasks.append(source)
        published = asyncio.create_task(_publish(api, clock, charter), name="commands")
        stack.push_async_callback(_cancel, published)
        watched = [*tasks, *delivery.loops]
        failed = asyncio.create_task(_first_failure(watched), name="watch")
        stack.push_async_callback(_cancel, failed)
        health = monitoring.health
        health.goes_on("worker", lambda: tasks)
        health.goes_on("delivery", lambda: delivery.loops)
        health.beats("timetable", TICK_SECONDS, lambda: timetable.looked_at)
        health.watches(database, lambda now: now.astimezone(charter.zone).date())
        logger.info("ready as @%s", me.username)
        yield Parts(database, api, delivery, workers, timetable, charter, failed, monitoring)


async def run(settings: Settings, clock: Clock, stop: asyncio.Event) -> None:
    """Run the bot until `stop` is set; raises what ended it otherwise."""
    async with contextlib.AsyncExitStack() as stack:
        waiting = asyncio.create_task(stop.wait())
        stack.push_async_callback(_cancel, waiting)
        # A start may wait for the network or the database for hours: it can be stopped as well.
        starting = asyncio.create_task(stack.enter_async_context(running(settings, clock)))
        stack.push_async_callback(_cancel, starting)
        await asyncio.wait({waiting, starting}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            logger.info("stopping before the start was over")
            return
        parts = starting.result()
        spare_collector()
        await asyncio.wait({waiting, parts.failed}, return_when=asyncio.FIRST_COMPLETED)
        if parts.failed.done():
            parts.monitoring.note_failure(parts.failed)
            parts.failed.result()
        logger.info("stopping")


def spare_collector() -> None:
    """Let the collector pass over what lives as long as the bot: 7 % less CPU, no long pauses."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


async def _patiently(clock: Clock, act: Callable[[], Awaitable[T]]) -> T:
    """Open the database, waiting for one that is not there yet."""
    away = Backoff(clock, logger, "The database is away", first=0.5, most=10)
    while True:
        try:
            result = await act()
        except Unavailable as exc:
            await away.failed(describe(exc))
        else:
            away.succeeded()
            return result


async def _renew_search(unit: Unit) -> None:
    """Make the index anew when it was made by a program that cut words differently."""
    if await unit.search.is_outdated():
        await unit.search.rebuild()


async def _introduce(api: Api, clock: Clock) -> telegram.User:
    """Ask Telegram who we are; waits for the network, gives up on a refused token."""
    network = Backoff(clock, logger, "Telegram cannot be reached", first=0.5, most=30)
    while True:
        try:
            me = telegram.User.de_json(await api.call("getMe", {}, pool="replies"), None)
        except InvalidToken as exc:
            raise Refused from exc
        except RetryAfter as exc:
            await clock.sleep(seconds_of(exc))
        except (NetworkError, TelegramError) as exc:
            await network.failed(describe(exc))
        else:
            network.succeeded()
            return me


def charter_of(settings: Settings, me: telegram.User) -> Charter:
    """Gather what handlers may know of the settings."""
    return Charter(
        bot_username=me.username or "",
        admin_ids=frozenset(settings.admin_ids),
        controller_name=settings.controller_name,
        controller_contact=settings.controller_contact,
        moderator_chat_id=settings.moderator_chat_id,
        community_chat_id=settings.community_chat_id,
        is_joining_moderated=settings.join_approval is JoinApproval.MODERATED,
        zone=settings.timezone,
        reminder_time=settings.reminder_time,
        reminder_grace=settings.reminder_grace,
        backup_nights=settings.backup_keep,
        backup_folder=settings.backup_dir,
        sla_hours=settings.sla_hours,
        claim_hours=settings.claim_hours,
        max_questions_a_day=settings.max_questions_per_day,
        max_posts_a_day=settings.max_posts_per_day,
    )


async def _source(
    settings: Settings,
    intake: Intake,
    api: Api,
    clock: Clock,
    stack: contextlib.AsyncExitStack,
    *,
    health: Health,
) -> asyncio.Task[None]:
    """Start where updates come from: long polling, or the webhook."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        poller = Polling(intake, api, clock)
        polling = asyncio.create_task(poller.run(), name="polling")
        stack.push_async_callback(_cancel, polling)
        health.beats("intake", INTAKE_SECONDS, lambda: poller.heard_at)
        return polling
    secret = settings.webhook_secret.reveal()
    webhook = Webhook(
        intake=intake,
        clock=clock,
        url=settings.webhook_url,
        listen=str(settings.webhook_listen),
        secret=secret,
    )
    await webhook.start()
    stack.push_async_callback(webhook.stop)
    serving = asyncio.create_task(webhook.run(), name="webhook")
    stack.push_async_callback(_cancel, serving)
    parameters = {
        "url": settings.webhook_url,
        "secret_token": secret,
        "allowed_updates": list(edge.ALLOWED_UPDATES),
        "max_connections": WEBHOOK_CONNECTIONS,
    }
    await _insist(api, clock, "setWebhook", parameters)
    return serving


async def _publish(api: Api, clock: Clock, charter: Charter) -> None:
    """Publish the command lists, each for its scope."""
    for scope, listed in commands.scopes(charter):
        parameters = {"commands": outgoing.commands(listed), "scope": scope}
        await _insist(api, clock, "setMyCommands", parameters)


async def _insist(api: Api, clock: Clock, method: str, parameters: dict[str, Any]) -> None:
    """Call until Telegram answers; a refusal is logged and left."""
    network = Backoff(clock, logger, "Telegram cannot be reached", first=0.5, most=30)
    while True:
        try:
            await api.call(method, parameters, pool="replies")
        except RetryAfter as exc:
            await clock.sleep(seconds_of(exc))
        except (telegram.error.BadRequest, telegram.error.Forbidden) as exc:
            # A group that is not there, an admin who never wrote or blocked the bot: `check` says.
            logger.info("%s was refused: %s", method, describe(exc))
            return
        except (NetworkError, TelegramError) as exc:
            await network.failed(describe(exc))
        else:
            network.succeeded()
            return


async def _first_failure(tasks: list[asyncio.Task[None]]) -> None:
    """End with the first task that ends; none should while the bot runs."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


async def _stop_workers(workers: list[Worker], tasks: list[asyncio.Task[None]]) -> None:
    """Let the workers finish their group; what takes longer is undone and comes again."""
    for worker in workers:
        worker.stop()
    running = tasks[: len(workers)]
    _, late = await asyncio.wait(running, timeout=STOP_SECONDS)
    for task in late:
        await _cancel(task)


async def _cancel(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
