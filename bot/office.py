"""What one replica at a time does: delivery, the timetable and, without a webhook, polling."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.api import Api
from bot.clock import Clock
from bot.config import Settings
from bot.delivery import Delivery
from bot.health import INTAKE_SECONDS, TICK_SECONDS, Health
from bot.intake import Intake, Polling
from bot.monitoring import Monitoring
from bot.timetable import Timetable
from community.charter import Charter
from handlers.late import MAKERS
from storage.database import Database

MaySend = Callable[[], bool]
"""Asked before each request leaves; None where nobody else could lead."""


class Office:
    """These parts from the moment that this replica leads until it does no more."""

    def __init__(self, delivery: Delivery, timetable: Timetable, polling: Polling | None) -> None:
        self.delivery = delivery
        self.timetable = timetable
        self.polling = polling
        self._source: asyncio.Task[None] | None = None

    @property
    def tasks(self) -> Sequence[asyncio.Task[None]]:
        """Return what runs; none of it ends by itself while all is well."""
        return [*self.delivery.loops, *([] if self._source is None else [self._source])]

    async def open(self) -> None:
        """Begin: judge what the one before left in doubt, send what waits, look at the clock."""
        await self.delivery.start()
        await self.timetable.start()
        if self.polling is not None:
            self._source = asyncio.create_task(self.polling.run(), name="polling")

    async def rest(self) -> None:
        """Take nothing new: neither updates nor jobs of the clock."""
        self.timetable.stop()
        if self._source is not None:
            self._source.cancel()
            await asyncio.gather(self._source, return_exceptions=True)
            self._source = None

    async def close(self, seconds: float) -> None:
        """End; what is in flight has so many seconds left."""
        await self.rest()
        await self.delivery.stop(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMaker:
    """Makes the parts, new ones each time that this replica leads."""

    settings: Settings
    api: Api
    clock: Clock
    charter: Charter
    intake: Intake
    monitoring: Monitoring

    def __call__(self, fenced: Database, may_send: MaySend | None) -> Office:
        """Make them on a database that refuses whoever leads no more."""
        delivery = Delivery(
            database=fenced,
            api=self.api,
            clock=self.clock,
            rate=self.settings.send_rate,
            is_paid=self.settings.paid_broadcast,
            makers=MAKERS,
            ended=self.monitoring.ended,
            may_send=may_send,
        )
        timetable = Timetable(
            database=fenced,
            clock=self.clock,
            charter=self.charter,
            wake=delivery.wake,
            metrics=self.monitoring.metrics,
        )
        has_webhook = self.settings.webhook_url is not None
        polling = None if has_webhook else Polling(self.intake, self.api, self.clock)
        return Office(delivery, timetable, polling)


def watch(health: Health, office: Office | None) -> None:
    """Let delivery, the timetable and polling be judged where they run, and only there."""
    if office is None:
        for part in ("delivery", "timetable", "intake"):
            health.ends(part)
        return
    health.goes_on("delivery", lambda: office.delivery.loops)
    health.beats("timetable", TICK_SECONDS, lambda: office.timetable.looked_at)
    polling = office.polling
    if polling is not None:
        health.beats("intake", INTAKE_SECONDS, lambda: polling.heard_at)
