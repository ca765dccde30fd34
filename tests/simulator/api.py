"""A bare HTTP client: sends exactly what a test says, reads exactly what the server says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from simulator.server import Simulator


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def result(self) -> Any:
        """The result of a success."""
        return self.body["result"]

    @property
    def description(self) -> str:
        """The words of a refusal."""
        return str(self.body["description"])

    @property
    def refusal(self) -> tuple[int, str]:
        """Code and words of a refusal, checked against each other."""
        assert self.body["ok"] is False
        assert self.status == self.body["error_code"]
        return self.status, self.description


class Api:
    """Calls methods with JSON bodies."""

    def __init__(self, simulator: Simulator, session: aiohttp.ClientSession) -> None:
        self.simulator = simulator
        self.session = session

    async def call(self, method: str, **parameters: Any) -> Reply:
        """Call a method."""
        url = f"{self.simulator.url}/bot{self.simulator.token}/{method}"
        async with self.session.post(url, json=parameters) as response:
            return Reply(response.status, await response.json(), dict(response.headers))

    async def send(self, chat_id: int, text: str = "halo", **parameters: Any) -> int:
        """Send a text and give its message id."""
        reply = await self.call("sendMessage", chat_id=chat_id, text=text, **parameters)
        assert reply.status == 200, reply.body
        return int(reply.result["message_id"])

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """Ask for updates."""
        reply = await self.call("getUpdates", **parameters)
        assert reply.status == 200, reply.body
        return list(reply.result)


@asynccontextmanager
async def api_of(simulator: Simulator) -> AsyncIterator[Api]:
    """Open a client for a simulator."""
    async with aiohttp.ClientSession() as session:
        yield Api(simulator, session)
