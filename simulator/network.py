"""The bot's way to the server: whole, or broken, so that nothing passes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from aiohttp import web

from simulator.faults import Drop, Fault, Faults


class Network:
    """Carries the bot's requests; people are on another one."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._fault: Fault | None = None
        self._open: set[asyncio.Transport] = set()

    @property
    def is_broken(self) -> bool:
        """Tell whether nothing passes."""
        return self._fault is not None

    def breaks(self) -> None:
        """Drop what is under way, long polls too, and every request from now on."""
        if self._fault is None:
            self._fault = self._faults.add(Fault(Drop(), times=None))
        for transport in tuple(self._open):
            transport.abort()

    def mends(self) -> None:
        """Let everything pass again."""
        if self._fault is not None:
            with suppress(ValueError):  # somebody lifted all faults meanwhile
                self._faults.remove(self._fault)
        self._fault = None

    @contextmanager
    def carries(self, request: web.Request) -> Iterator[None]:
        """Hold the connection of a request, to cut it when the network breaks."""
        transport = request.transport
        if transport is None:
            yield
            return
        self._open.add(transport)
        try:
            yield
        finally:
            self._open.discard(transport)
