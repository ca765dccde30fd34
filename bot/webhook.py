"""The webhook: Telegram posts updates; they are committed before it hears 200."""

import asyncio
import hmac
import json
import logging
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.backoff import Backoff
from bot.clock import Clock
from bot.health_server import CannotListen
from bot.intake import MOST_WAITING, Intake, is_update
from bot.logs import describe
from storage.database import Unavailable

logger = logging.getLogger(__name__)

LARGEST_BODY = 4 * 1024 * 1024  # bytes; Telegram's own updates stay far below
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 # a header's name
RECOUNT_SECONDS = 1.0
STOP_SECONDS = 1.0  # for posts whose answer is decided already


class Webhook:
    """A small HTTP server that takes Telegram's posts.

    Posts that come in while a commit runs share the next one, so many chats cost few commits.
    """

    def __init__(
        self,
        *,
        intake: Intake,
        clock: Clock,
        url: str,
        listen: str,
        secret: str,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._intake = intake
        self._clock = clock
        self._path = urlsplit(url).path or "/"
        self._host, _, port = listen.rpartition(":")
        self._port = int(port)
        self._secret = secret.encode()
        self._runner: web.AppRunner | None = None
        self._arrived: list[tuple[dict[str, Any], asyncio.Future[bool]]] = []
        self._is_stopping = False
        self._has_arrived = asyncio.Event()
        self._storage = Backoff(clock, logger, "The database is away", first=0.1, most=5)
        self._most_waiting = most_waiting
        self._waiting = most_waiting  # not known yet: counted at the first post
        self._counted_at = -RECOUNT_SECONDS
        self._counting = asyncio.Lock()

    async def start(self) -> None:
        """Listen; raises `CannotListen`."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_post(self._path, self._post)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host or "127.0.0.1", self._port).start()
        except OSError as exc:
            await self._runner.cleanup()
            raise CannotListen("WEBHOOK_LISTEN") from exc

    async def stop(self) -> None:
        """Stop listening; what was not answered 200 Telegram sends again."""
        self._is_stopping = True
        _answer(self._arrived, is_kept=False)
        if self._runner is not None:
            await self._runner.cleanup()

    async def run(self) -> None:
        """Commit what arrives until cancelled."""
        while True:
            await self._has_arrived.wait()
            self._has_arrived.clear()
            batch, self._arrived = self._arrived, []
            if batch:
                await self._commit(batch)

    async def _commit(self, batch: list[tuple[dict[str, Any], asyncio.Future[bool]]]) -> None:
        try:
            await self._intake.accept([update for update, _ in batch])
        except Unavailable as exc:
            _answer(batch, is_kept=False)
            await self._storage.failed(describe(exc))
        else:
            _answer(batch, is_kept=True)
            self._storage.succeeded()
            self._waiting += len(batch)
        finally:
            _answer(batch, is_kept=False)  # cut off by a stop: nobody waits for ever

    async def _post(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            update = None
        if not is_update(update):
            # Telegram would send it for 24 hours and hold its chat back meanwhile.
            logger.error("a post with our secret was no update; let go")
            return web.Response()
        if self._is_stopping or await self._is_full():
            return web.Response(status=503, headers={"Retry-After": "5"})
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._arrived.append((update, answer))
        self._has_arrived.set()
        return web.Response(status=200 if await answer else 503)

    async def _is_full(self) -> bool:
        """Whether too much waits; counted anew at most once a second."""
        if self._waiting < self._most_waiting:
            return False
        async with self._counting:  # posts that come together after a start share one count
            now = self._clock.monotonic()
            if self._waiting >= self._most_waiting and now - self._counted_at >= RECOUNT_SECONDS:
                self._counted_at = now
                try:
                    self._waiting = await self._intake.count_waiting()
                except (Unavailable, TimeoutError):
                    return True
        return self._waiting >= self._most_waiting


def _answer(batch: list[tuple[dict[str, Any], asyncio.Future[bool]]], *, is_kept: bool) -> None:
    """Tell the posts of a batch what became of them, those that do not know yet."""
    for _, answer in batch:
        if not answer.done():
            answer.set_result(is_kept)
