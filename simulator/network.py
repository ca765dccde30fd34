"""The bot's way here: an address of its own, which refuses connections while it is broken."""

from __future__ import annotations

import asyncio
import socket

from aiohttp import web

BACKLOG = 1024


class Network:
    """Carries the bot's requests; people are on another one.

    A break is a cut cable: what is under way gets no answer, and what comes afterwards finds
    nobody, so that the bot knows that it was not sent.
    """

    def __init__(self) -> None:
        self.is_broken = False
        self.port = 0
        self._host = ""
        self._application: web.Server | None = None
        self._bound: socket.socket | None = None  # keeps the port while nobody listens
        self._listening: asyncio.Server | None = None

    async def opens(self, application: web.Server, host: str) -> None:
        """Serve the bot at an address of its own, from now on."""
        self._application, self._host = application, host
        self._bound = _bind(host, self.port)
        self.port = self._bound.getsockname()[1]
        await self.mends()

    def breaks(self) -> None:
        """Cut what is under way, long polls too, and refuse what comes from now on."""
        if self._application is None:
            raise RuntimeError("the bot has no network of its own")
        self.is_broken = True
        if self._listening is None:
            return
        self._listening.close()
        self._listening = None
        for connection in self._application.connections:
            self._cut(connection.transport)
        self._bound = _bind(self._host, self.port)

    async def mends(self) -> None:
        """Let everything pass again."""
        self.is_broken = False
        if self._application is None or self._bound is None:
            return
        bound, self._bound = self._bound, None
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(
            self._application, sock=bound, backlog=BACKLOG, start_serving=False
        )
        await self._listening.start_serving()

    def shuts(self) -> None:
        """Serve the bot no longer."""
        for one in (self._listening, self._bound):
            if one is not None:
                one.close()
        self._application = self._listening = self._bound = None

    def _cut(self, transport: asyncio.BaseTransport | None) -> None:
        if not isinstance(transport, asyncio.WriteTransport):
            return
        if transport.get_extra_info("sockname")[1] == self.port:
            transport.abort()


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    return bound
