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
from bot.delivery.relay import Relay
from bot.intake import Intake, Refused, seconds_of
from bot.leader import Leader
from bot.logs import describe
from bot.monitoring import Monitoring
from bot.office import OfficeMaker, watch
from bot.replicas import compare_webhook, look_again
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
    leader: Leader
    workers: list[Worker]
    charter: Charter
    failed: asyncio.Task[Any]
    monitoring: Monitoring

    @property
    def is_busy(self) -> bool:
        """Whether anything is being handled or sent; virtual clocks stand still meanwhile."""
        return (
            self.database.is_busy
            or self.leader.is_busy
            or any(worker.is_busy for worker in self.workers)
        )

    @property
    def delivery(self) -> Delivery:
        """Return what sends; raises `NotLeading` while another replica does."""
        return self.leader.office.delivery

    @property
    def timetable(self) -> Timetable:
        """Return what looks at the clock; raises `NotLeading` as above."""
        return self.leader.office.timetable


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
        url = settings.database_url.reveal()
        # first: a second bot with the same settings hears of this, not of a port that is taken
        alone = await _patiently(clock, lambda: SoleUse.take(url))
        stack.callback(alone.release)
        monitoring = Monitoring(settings, clock)
        await monitoring.start(stack)
        database = await _patiently(clock, lambda: Database.open(url))
        stack.push_async_callback(database.close)
        await _patiently(clock, lambda: database.write(_renew_search))
        api = Api(token.reveal(), settings.telegram_api_url)
        await api.start()
        stack.push_async_callback(api.stop)
        me = await _introduce(api, clock)
        charter = charter_of(settings, me)

        workers: list[Worker] = []

        def wake() -> None:
            for worker in workers:
                worker.wake()

        intake = Intake(database, clock, wake, monitoring.metrics.received)
        leader = Leader(
            database=database,
            make_office=OfficeMaker(
                settings=settings,
                api=api,
                clock=clock,
                charter=charter,
                intake=intake,
                monitoring=monitoring,
            ),
            changed=lambda office: watch(monitoring.health, office),
        )
        relay = Relay(
            database=database,
            api=api,
            clock=clock,
            makers=MAKERS,
            tell=leader.tell,
            ended=monitoring.ended,
        )
        leader.meanwhile(relay.hand)
        await monitoring.tell_errors(database, charter, leader.wake, stack)
        workers += [
            Worker(
                database=database,
                clock=clock,
                charter=charter,
                bot=me,
                hand=leader.hand,
                recovered=leader.wake,
                answer=answer,
                metrics=monitoring.metrics,
                note=monitoring.note,
            )
            for _ in range(1 if database.takes_turns else POSTGRES_WORKERS)
        ]

        stack.push_async_callback(leader.stop, STOP_SECONDS)
        relay.start()
        stack.push_async_callback(relay.stop)
        await leader.start()
        tasks = [asyncio.create_task(worker.run(), name="worker") for worker in workers]
        stack.push_async_callback(_stop_workers, workers, tasks)
        stack.push_async_callback(leader.rest)
        if not database.takes_turns:
            tasks.append(asyncio.create_task(look_again(workers[0].wake), name="look again"))
            stack.push_async_callback(_cancel, tasks[-1])
        if settings.webhook_url is not None and settings.webhook_secret is not None:
            await _patiently(clock, lambda: compare_webhook(database, settings))
            tasks.append(await _webhook(settings, intake, api, clock, stack))
        published = asyncio.create_task(_publish(api, clock, charter), name="commands")
        stack.push_async_callback(_cancel, published)
        failed = asyncio.create_task(_first_failure([*tasks, leader.task]), name="watch")
        stack.push_async_callback(_cancel, failed)
        health = monitoring.health
        health.goes_on("worker", lambda: tasks)
        health.watches(database, lambda now: now.astimezone(charter.zone).date())
        logger.info("ready as @%s", me.username)
        yield Parts(database, api, leader, workers, charter, failed, monitoring)


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


async def _webhook(
    settings: Settings, intake: Intake, api: Api, clock: Clock, stack: contextlib.AsyncExitStack
) -> asyncio.Task[None]:
    """Take what Telegram posts; every replica says the same to it, which does no harm twice."""
    assert settings.webhook_url is not None  # noqa: S101 # the caller has looked
    assert settings.webhook_secret is not None  # noqa: S101 # as above
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
