"""Several replicas of the bot on one database, behind a small round-robin load balancer."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Mapping
from itertools import count
from pathlib import Path

import aiohttp
from aiohttp import web

from simulator.server import Simulator
from tests.crash.process import WEBHOOK_SECRET, BotProcess, polling
from tests.fixtures_postgres import free_port

LEADS = "this replica leads"
FOLLOWS = "another replica leads"
PATH = "/telegram"
ANSWER_SECONDS = 5.0  # of a replica, before the balancer gives up


class Balancer:
    """Posts each update to the next replica; to another one when nobody listens there."""

    def __init__(self, ports: list[int]) -> None:
        self.port = free_port()
        self.posted = 0
        self._ports = ports
        self._turns = count()
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    @property
    def url(self) -> str:
        """Tell where updates are to be posted."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def start(self) -> None:
        """Listen."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS),
        )
        application = web.Application()
        application.router.add_post(PATH, self._post)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        """End."""
        assert self._runner is not None
        assert self._session is not None
        await self._runner.cleanup()
        await self._session.close()

    async def _post(self, request: web.Request) -> web.Response:
        assert self._session is not None
        body = await request.read()
        for _ in self._ports:
            port = self._ports[next(self._turns) % len(self._ports)]
            try:
                async with self._session.post(
                    f"http://127.0.0.1:{port}{PATH}", data=body, headers=request.headers
                ) as answer:
                    self.posted += answer.status == 200
                    return web.Response(status=answer.status)
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError):
                return web.Response(status=502)
        return web.Response(status=502)


class Fleet:
    """Replicas that are started, killed, frozen and asked who leads."""

    def __init__(self, replicas: list[BotProcess]) -> None:
        self.replicas = replicas

    async def start(self) -> None:
        """Start all; returns when all are ready and one leads."""
        await asyncio.gather(*(one.start_and_wait() for one in self.replicas))
        await self.next_leader()

    @property
    def leaders(self) -> list[BotProcess]:
        """Tell which living ones say that they lead, frozen ones among them."""
        return [one for one in self.replicas if one.is_running and _leads(one)]

    async def next_leader(self, *others: BotProcess) -> BotProcess:
        """Return who leads, as soon as somebody does who is none of these."""
        asked = [
            asyncio.create_task(_begins_to_lead(one))
            for one in self.replicas
            if one not in others and one.is_running
        ]
        try:
            done, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
            return done.pop().result()
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)

    async def stop(self) -> None:
        """Ask all to stop, one after another."""
        for one in self.replicas:
            if one.is_running:
                assert 0 == await one.stop(), one.story()


def freeze(process: BotProcess) -> None:
    """Let no instruction of it run any more, as a paused machine."""
    os.kill(process.pid, signal.SIGSTOP)


def thaw(process: BotProcess) -> None:
    """Let it go on."""
    os.kill(process.pid, signal.SIGCONT)


@contextlib.asynccontextmanager
async def fleet(
    simulator: Simulator,
    folder: Path,
    url: str,
    *,
    size: int = 3,
    module: str = "bot",
    is_posted: bool = True,
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[Fleet]:
    """Give replicas that are not started yet; by webhook, or polling."""
    ports = [free_port() for _ in range(size)]
    balancer = Balancer(ports)
    await balancer.start()
    replicas = []
    try:
        for number, port in enumerate(ports):
            home = folder / f"replica{number}"
            home.mkdir()
            posted: Mapping[str, str] = {
                "WEBHOOK_URL": balancer.url,
                "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
                "WEBHOOK_SECRET": WEBHOOK_SECRET,
            }
            named = polling(simulator, url, **(posted if is_posted else {}), **(settings or {}))
            replicas.append(BotProcess(home, named, module=module))
        yield Fleet(replicas)
    finally:
        for one in replicas:
            await one.close()
        await balancer.stop()


def _leads(process: BotProcess) -> bool:
    said = [line for line in process.said("lead") if LEADS in line or FOLLOWS in line]
    return bool(said) and LEADS in said[-1]


async def _begins_to_lead(process: BotProcess) -> BotProcess:
    await process.logs(LEADS)
    return process
