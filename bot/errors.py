"""What went wrong, by kind: counted in the table `fault`, told to the admins once.

Whoever meets an error notes it here in passing. It is written down in a transaction of its own,
many of a kind at once, so that a storm of errors costs little and nobody waits for it.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.backoff import Backoff
from bot.clock import Clock
from bot.logs import describe, incident_number
from bot.post import OutboxPost
from community.charter import Charter
from community.faults import LONGEST_KIND, Part
from community.texts import faults as texts
from handlers import admins
from storage.database import Database, Unavailable
from storage.unit import Unit

logger = logging.getLogger(__name__)

MOST_KINDS = 100  # in memory between two commits; what is beyond counts as one kind
OTHER = "further kinds"
HOUR = timedelta(hours=1)
MOST_AN_HOUR = 6  # kinds that admins are told of: something broken below all of them is one story


@dataclass(slots=True)
class Noted:
    """Errors of a kind that are not written down yet."""

    part: Part
    incident: str
    times: int = 0


class Errors:
    """Counts errors and tells the admins; `met` hears of each one at once."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        charter: Charter,
        wake: Callable[[], None],
        met: Callable[[Part, str], None] = lambda _part, _kind: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._charter = charter
        self._post = OutboxPost(wake)
        self._met = met
        self._noted: dict[str, Noted] = {}
        self._has_news = asyncio.Event()
        self._storage = Backoff(clock, logger, "Errors cannot be noted", first=1, most=30)

    def note(self, part: Part, kind: str, incident: str = "") -> None:
        """Note an error; `kind` is its type and our line, `incident` its number in the log."""
        self._met(part, kind)
        kind = kind[:LONGEST_KIND]
        if kind not in self._noted and len(self._noted) >= MOST_KINDS:
            kind = OTHER
        one = self._noted.setdefault(kind, Noted(part, incident or incident_number()))
        one.times += 1
        self._has_news.set()

    async def run(self) -> None:
        """Write down what is noted, until cancelled."""
        while True:
            await self._has_news.wait()
            self._has_news.clear()
            await self._write_down()

    async def finish(self) -> None:
        """Write down what is left, if the database is there."""
        try:
            await self._commit(self._taken())
        except Exception as exc:  # the bot ends in any case, and the log has the error
            logger.warning("the last errors were not noted: %s", describe(exc))

    async def _write_down(self) -> None:
        noted = self._taken()
        while True:
            try:
                await self._commit(noted)
            except asyncio.CancelledError:
                self._give_back(noted)
                raise
            except Unavailable as exc:
                await self._storage.failed(describe(exc))
            except Exception as exc:  # counting errors must not be what brings the bot down
                logger.error("errors could not be noted: %s", describe(exc))
                return
            else:
                self._storage.succeeded()
                return

    def _taken(self) -> dict[str, Noted]:
        noted, self._noted = self._noted, {}
        return noted

    def _give_back(self, noted: dict[str, Noted]) -> None:
        """Leave what a stop cut off to `finish`."""
        for kind, one in noted.items():
            again = self._noted.setdefault(kind, Noted(one.part, one.incident))
            again.times += one.times

    async def _commit(self, noted: dict[str, Noted]) -> None:
        if not noted:
            return
        told: dict[str, str] = {}

        async def unit(unit: Unit) -> None:
            told.clear()
            for kind, one in noted.items():
                if await self._see(unit, kind, one):
                    told[kind] = one.incident

        await self._database.write(unit)
        for kind, incident in told.items():
            logger.warning("admins are told of: %s", kind, extra={"incident": incident})
        if told:
            self._post.wake()

    async def _see(self, unit: Unit, kind: str, one: Noted) -> bool:
        """Count a kind; says whether admins were told of it."""
        now = self._clock.now()
        fault = await unit.faults.see(kind, one.part, one.incident, one.times, now)
        if not fault.is_news or await unit.faults.count_told(now - HOUR) >= MOST_AN_HOUR:
            return False
        word = await admins.tell(unit, self._charter, texts.told(fault, self._charter.zone))
        if not word.says:
            return False
        await self._post.add(unit, word, now)
        await unit.faults.mark_told(fault, now)
        return True
