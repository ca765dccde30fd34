"""Whoever carries out what people do, and kills the bot over it at a chosen instant."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Any

from simulator.faults import Delay, Fault, Repeat
from simulator.group import Backend
from simulator.server import Simulator
from simulator.wire.dispatch import Exchange
from simulator.wire.parameters import Parameters
from tests.crash.process import BotProcess

ACTS = frozenset({"say", "send", "send_album", "edit", "tap"})


class Instant(Enum):
    """When after an act the bot is killed."""

    HANDED_OVER = "the update is on its way to the bot"
    CONFIRMED = "the update is committed, and hardly handled"
    ASKED = "a request has reached Telegram, which did nothing yet"
    DONE = "Telegram did it, and the bot has not heard of it"


Plan = Callable[[], tuple[Instant, int] | None]
"""Says over an act at which instant, and at the how many-th, the bot dies; None lets it live."""


class Reaper:
    """Stands between the people and their world."""

    def __init__(
        self, simulator: Simulator, plan: Plan, looks: Callable[[], Awaitable[None]]
    ) -> None:
        self.kills: list[Instant] = []
        self.bot: BotProcess | None = None
        self._people: Backend = simulator.people
        self._plan = plan
        self._looks = looks  # at what the dead left behind
        self._instant: Instant | None = None
        self._left = 0
        self._is_sparing = False
        self._rising: asyncio.Task[None] | None = None
        # Two of these faults never strike: they only watch; a request that is held does nothing.
        faults = simulator.faults
        faults.add(Fault(Repeat(), times=None, when=self._hands_over))
        faults.add(Fault(Delay(0), method="getUpdates", times=None, when=self._confirms))
        faults.add(Fault(Delay(3600), times=None, when=self._asks))
        simulator.observe_exchanges(self._does)

    async def call(self, operation: str, **arguments: Any) -> Any:
        """Do one thing by its name; over what people do the bot may die."""
        if operation in ACTS:
            await self.rests()
            self._arms()
        return await self._people.call(operation, **arguments)

    async def rests(self) -> None:
        """Return when the bot that was killed is up again."""
        if self._rising is not None:
            await self._rising
            self._rising = None

    async def spares(self) -> None:
        """Kill no more."""
        self._is_sparing = True
        self._instant = None
        await self.rests()

    def _arms(self) -> None:
        if self.bot is None or self._instant is not None or self._is_sparing:
            return
        planned = self._plan()
        if planned is not None:
            self._instant, self._left = planned

    def _hands_over(self, _method: str, _parameters: Parameters) -> bool:
        self._strikes(Instant.HANDED_OVER)
        return False

    def _confirms(self, _method: str, parameters: Parameters) -> bool:
        if parameters.integer("offset") > 0:
            self._strikes(Instant.CONFIRMED)
        return False

    def _asks(self, method: str, _parameters: Parameters) -> bool:
        return _is_said(method) and self._strikes(Instant.ASKED)

    def _does(self, exchange: Exchange) -> None:
        if _is_said(exchange.method):
            self._strikes(Instant.DONE)

    def _strikes(self, instant: Instant) -> bool:
        if instant is not self._instant or self.bot is None:
            return False
        self._left -= 1
        if self._left > 0:
            return False
        self.bot.shoot()
        self._instant = None
        self.kills.append(instant)
        self._rising = asyncio.create_task(self._raise(self.bot))
        return True

    async def _raise(self, bot: BotProcess) -> None:
        await bot.kill()
        await self._looks()
        await bot.start_and_wait()


def _is_said(method: str) -> bool:
    return method.startswith(("send", "edit", "delete", "createForumTopic", "answerCallback"))
