"""What watches a running bot: its metrics, its health and its errors, made in one place."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from bot.clock import Clock
from bot.config import Settings
from bot.delivery.ending import Ending
from bot.errors import Errors
from bot.health import Health
from bot.health_server import HealthServer
from bot.intake import Refused, cancelled
from bot.logs import describe, incident_number
from bot.metrics import Metrics
from community.charter import Charter
from community.faults import Part
from storage.database import Database


class Monitoring:
    """Hears what happens and passes it on to whoever counts, judges or tells."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._clock = clock
        self._listen = settings.health_listen
        self.metrics = Metrics()
        self.health = Health(clock, settings.backup_dir)
        self._errors: Errors | None = None

    async def start(self, stack: contextlib.AsyncExitStack) -> None:
        """Listen, if that is wished; until the bot has started it answers 503."""
        if self._listen is None:
            return
        server = HealthServer(listen=self._listen, health=self.health, metrics=self.metrics)
        await server.start()
        stack.push_async_callback(server.stop)

    async def tell_errors(
        self,
        database: Database,
        charter: Charter,
        wake: Callable[[], None],
        stack: contextlib.AsyncExitStack,
    ) -> None:
        """Begin to write errors down; the last ones when all that could fail has stopped."""
        self._errors = Errors(
            database=database,
            clock=self._clock,
            charter=charter,
            wake=wake,
            met=self.metrics.met,
        )
        stack.push_async_callback(self._errors.finish)
        writing = asyncio.create_task(self._errors.run(), name="errors")
        stack.push_async_callback(cancelled, writing)

    def note(self, part: Part, kind: str, incident: str) -> None:
        """Hear of an error."""
        if self._errors is not None:
            self._errors.note(part, kind, incident)

    def ended(self, ending: Ending) -> None:
        """Hear what became of a row of the outbox."""
        self.metrics.ended(ending, self._clock.now())
        if ending.fault is not None:
            self.note(Part.DELIVERY, ending.fault, incident_number())

    def note_failure(self, failed: asyncio.Task[Any]) -> None:
        """Hear what brings the bot down; admins read of it after its next start."""
        error = None if failed.cancelled() else failed.exception()
        if isinstance(error, Refused):  # nobody can be told without a token
            return
        kind = "a loop ended" if error is None else describe(error)
        self.note(Part.PROGRAM, kind, incident_number())
