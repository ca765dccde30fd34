"""Faults that tests inject between the wire and the world."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.wire.parameters import Parameters

TERMINATED_BY_OTHER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    "</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True)
class Refuse:
    """Answer with an error envelope, before the act or, as fronts do, after it."""

    code: int
    description: str
    parameters: dict[str, Any] | None = None
    after_act: bool = False


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """Answer with a body of one's own, such as a front's HTML page."""

    status: int = 502
    body: str = BAD_GATEWAY
    content_type: str = "text/html"
    after_act: bool = False


@dataclass(frozen=True, slots=True)
class Delay:
    """Wait, by the injected clock, then act, or act and then wait."""

    seconds: float
    after_act: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """Close the connection without an answer."""

    after_act: bool = False


@dataclass(frozen=True, slots=True)
class SlowBody:
    """Act and send the headers at once, then half the body, a pause, and the rest."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """Hand updates over a second time although they were confirmed."""


Act = Refuse | RawAnswer | Delay | Drop | SlowBody | Repeat


def too_many(seconds: int) -> Refuse:
    """Make a 429."""
    words = f"Too Many Requests: retry after {seconds}"
    return Refuse(429, words, {"retry_after": seconds})


def other_poller() -> Refuse:
    """Make the 409 of a second poller."""
    return Refuse(409, TERMINATED_BY_OTHER)


@dataclass(slots=True)
class Fault:
    """What goes wrong, and for which requests."""

    act: Act
    method: str | None = None
    chat_id: int | None = None
    nth: int | None = None  # only the nth request that matches, counted from 1
    times: int | None = 1  # how often; None is for ever
    probability: float = 1.0
    when: Callable[[str, Parameters], bool] | None = None
    hits: int = field(default=0, init=False)
    seen: int = field(default=0, init=False)

    def strikes(self, method: str, parameters: Parameters, rng: random.Random) -> bool:
        """Decide whether this request is hit."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.method is not None and self.method.lower() != method.lower():
            return False
        if self.chat_id is not None and parameters.integer("chat_id") != self.chat_id:
            return False
        if self.when is not None and not self.when(method, parameters):
            return False
        self.seen += 1
        if self.nth is not None and self.seen != self.nth:
            return False
        if self.probability < 1.0 and rng.random() >= self.probability:
            return False
        self.hits += 1
        return True


class Faults:
    """The faults in force; the first that matches strikes."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._list: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force."""
        self._list.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Lift one fault."""
        self._list.remove(fault)

    def clear(self) -> None:
        """Lift all faults."""
        self._list.clear()

    def find(self, method: str, parameters: Parameters) -> Act | None:
        """Find what goes wrong with this request, if anything."""
        for fault in self._list:
            if isinstance(fault.act, Repeat):
                continue
            if fault.strikes(method, parameters, self._rng):
                return fault.act
        return None

    def repeats(self) -> bool:
        """Decide whether the update that goes out now will come a second time."""
        nothing = Parameters()
        return any(
            isinstance(fault.act, Repeat) and fault.strikes("getUpdates", nothing, self._rng)
            for fault in self._list
        )
