"""A thin caller of Bot API methods: plain parameters in, plain JSON out, no Message objects."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from telegram import InputFile
from telegram.request import RequestData

# The library offers no public way to fill RequestData; its constructor is all that is used here.
from telegram.request._requestparameter import RequestParameter

from bot.http import HttpRequest
from bot.secret import Secret

POLL_CONNECTIONS = 2  # a poll, and getMe or deleteWebhook beside it
CONNECTIONS = 256


class Pool(Enum):
    """Connections are kept apart, so that mass messages never hold up an answer."""

    POLLING = "polling"
    REPLIES = "replies"
    BULK = "bulk"


class Api:
    """The Bot API at one address, for one bot."""

    def __init__(self, token: Secret, base_url: str, *, read_timeout: float = 20.0) -> None:
        self._token = token
        self._base_url = base_url.rstrip("/")
        self._requests = {
            Pool.POLLING: HttpRequest(connections=POLL_CONNECTIONS, read_timeout=read_timeout),
            Pool.REPLIES: HttpRequest(connections=CONNECTIONS, read_timeout=read_timeout),
            Pool.BULK: HttpRequest(connections=CONNECTIONS, read_timeout=read_timeout),
        }

    async def __aenter__(self) -> "Api":
        """Open the pools."""
        for request in self._requests.values():
            await request.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the pools."""
        for request in self._requests.values():
            await request.shutdown()

    async def call(
        self,
        method: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        pool: Pool = Pool.REPLIES,
        read_timeout: float | None = None,
    ) -> Any:
        """Call a method and return its result; `files` are name and content of each parameter.

        Raises the library's errors, and those of `bot.http`.
        """
        data = [RequestParameter(name, value, None) for name, value in (parameters or {}).items()]
        for name, (filename, content) in (files or {}).items():
            data.append(RequestParameter(name, None, [InputFile(content, filename=filename)]))
        request = self._requests[pool]
        return await request.post(
            f"{self._base_url}/bot{self._token.reveal()}/{method}",
            RequestData(data),
            read_timeout=request.DEFAULT_NONE if read_timeout is None else read_timeout,
        )
