"""What stage hands do over HTTP: faults, time, and a look at the logs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator import faults
from simulator.calls import Calls
from simulator.clock import Clock, VirtualClock
from simulator.faults import Fault, Faults
from simulator.people.call_log import USUAL_LIMIT, list_calls
from simulator.people.talking import NotThere
from simulator.state.world import World

Json = dict[str, Any]

ACTS: dict[str, Callable[..., faults.Act]] = {
    "refuse": faults.Refuse,
    "raw": faults.RawAnswer,
    "delay": faults.Delay,
    "drop": faults.Drop,
    "slow_body": faults.SlowBody,
    "repeat": faults.Repeat,
}


class Stage:
    """The operations that are not a person's."""

    def __init__(
        self, token: str, clock: Clock, world: World, injected: Faults, calls: Calls
    ) -> None:
        self._token = token
        self._clock = clock
        self._world = world
        self._faults = injected
        self._calls = calls

    def operations(self) -> dict[str, Callable[..., Any]]:
        """List the operations by name."""
        return {
            "bot": self.bot,
            "fault": self.fault,
            "clear_faults": self._faults.clear,
            "now": self.now,
            "advance": self.advance,
            "calls": self.calls,
            "complaints": self.complaints,
            "pending": self.pending,
        }

    def bot(self) -> Json:
        """Tell who the bot is and with which token it calls."""
        return {**self._world.bot.card, "token": self._token}

    def fault(self, act: str, *, details: Json | None = None, **matcher: Any) -> None:
        """Put a fault in force, such as act=refuse, details={code, description}, method=..."""
        if act not in ACTS:
            raise NotThere(f"no fault {act!r}")
        self._faults.add(Fault(ACTS[act](**(details or {})), **matcher))

    def now(self) -> str:
        """Tell the time."""
        return self._clock.now().isoformat()

    async def advance(self, seconds: float) -> str:
        """Move a virtual clock on."""
        if not isinstance(self._clock, VirtualClock):
            raise NotThere("this simulator runs on real time")
        await self._clock.advance(seconds)
        return self.now()

    def calls(self, *, since: int = 0, limit: int = USUAL_LIMIT, method: str | None = None) -> Json:
        """List the requests of the bot after a number, of one method or of all."""
        return list_calls(self._calls, since=since, limit=limit, method=method)

    def complaints(self) -> list[Json]:
        """List what a careful bot should not do."""
        return [
            {"method": complaint.method, "words": complaint.words}
            for complaint in self._world.complaints()
        ]

    def pending(self) -> int:
        """Count the updates the bot has not confirmed."""
        return len(self._world.updates)
