"""From a method's name and parameters to an answer: lookup, act, log, observers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.calls import Call, Calls
from simulator.errors import ApiError
from simulator.methods.registry import Method
from simulator.state.world import World
from simulator.wire.envelope import Answer, Described, failure, success
from simulator.wire.parameters import Parameters

# What clients still send by its old name, or send to every method.
OLD_FIELDS = frozenset(
    {"reply_to_message_id", "allow_sending_without_reply", "disable_web_page_preview", "method"}
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its answer, for observers."""

    method: str
    parameters: Parameters
    code: int
    result: Any


class Dispatch:
    """Executes methods."""

    def __init__(self, world: World, methods: dict[str, Method], calls: Calls) -> None:
        self._world = world
        self._methods = methods
        self._calls = calls
        self.observers: list[Callable[[Exchange], None]] = []

    def name(self, name: str) -> str:
        """Spell a method as the reference does."""
        method = self._methods.get(name.lower())
        return method.name if method else name

    async def run(self, name: str, parameters: Parameters) -> Answer:
        """Execute a method and wrap what it says."""
        method = self._methods.get(name.lower())
        if method is None:
            self._world.complaints.add(name, "unknown method")
            error = ApiError(404, "Not Found: method not found")
            self.note(name, parameters, error.code, error.description)
            return failure(error)
        self._complain_of_unknown_fields(method, parameters)
        try:
            result = method.act(self._world, parameters)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            self._complain_of_refusal(method.name, parameters, error)
            self.note(method.name, parameters, error.code, error.description)
            self._observe(method.name, parameters, error.code, error.description)
            return failure(error)
        self.note(method.name, parameters, 200)
        self._observe(method.name, parameters, 200, result)
        return success(result)

    def note(self, name: str, parameters: Parameters, code: int, description: str = "") -> None:
        """Log a call."""
        clock = self._world.clock
        call = Call(
            name,
            parameters.values,
            clock.monotonic(),
            code,
            description,
            number=self._calls.next_number(),
            timestamp=clock.now().timestamp(),
        )
        self._calls.add(call)
        if name != "getUpdates":  # a bot that only listens changes nothing
            self._world.changes.bump()

    def _observe(self, name: str, parameters: Parameters, code: int, result: Any) -> None:
        if isinstance(result, Described):
            result = result.result
        for observe in self.observers:
            observe(Exchange(name, parameters, code, result))

    def _complain_of_unknown_fields(self, method: Method, parameters: Parameters) -> None:
        for field in parameters.values:
            if field not in method.fields and field not in OLD_FIELDS:
                self._world.complaints.add(method.name, f"unknown parameter {field!r}")

    def _complain_of_refusal(self, name: str, parameters: Parameters, error: ApiError) -> None:
        if "can't parse" in error.description:
            self._world.complaints.add(name, error.description)
        if error.code != 403 or not name.startswith("send"):
            return
        # Nobody can know before the first 403; sending on after it is careless.
        chat_id = parameters.integer("chat_id")
        if chat_id in self._world.refusing:
            self._world.complaints.add(name, f"sent again to chat {chat_id}: {error.description}")
        self._world.refusing.add(chat_id)
