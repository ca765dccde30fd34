"""A thin caller of Bot API methods: plain parameters in, plain JSON out, no Message objects."""

from collections.abc import Mapping
from typing import Any, Literal

from telegram import InputFile
from telegram.request import RequestData

# The library offers no public way to fill RequestData; its constructor is all that is used here.
from telegram.request._requestparameter import RequestParameter

from bot.http import HttpRequest, NoAnswer

POLL_CONNECTIONS = 2  # a poll, and getMe or deleteWebhook beside it
CONNECTIONS = 256


Pool = Literal["polling", "replies", "bulk"]
"""Connections are kept apart, so that mass messages never hold up an answer."""


class Api:
    """The Bot API at one address, for one bot."""

    def __init__(self, token: str, base_url: str, *, read_timeout: float = 20.0) -> None:
        self._address = f"{base_url.rstrip('/')}/bot{token}"
        self._requests: dict[Pool, HttpRequest] = {
            "polling": HttpRequest(connections=POLL_CONNECTIONS, read_timeout=read_timeout),
            "replies": HttpRequest(connections=CONNECTIONS, read_timeout=read_timeout),
            "bulk": HttpRequest(connections=CONNECTIONS, read_timeout=read_timeout),
        }

    async def start(self) -> None:
        """Open the pools."""
        for request in self._requests.values():
            await request.initialize()

    async def stop(self) -> None:
        """Close the pools."""
        for request in self._requests.values():
            await request.shutdown()

    async def call(
        self,
        method: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        pool: Pool = "replies",
        read_timeout: float | None = None,
    ) -> Any:
        """Call a method and return its result; `files` are name and content of each parameter.

        Raises the library's errors, and those of `bot.http`.
        """
        data = [RequestParameter(name, value, None) for name, value in (parameters or {}).items()]
        for name, (filename, content) in (files or {}).items():
            data.append(RequestParameter(name, None, [InputFile(content, filename=filename)]))
        request = self._requests[pool]
        try:
            return await request.post(
                f"{self._address}/{method}",
                RequestData(data),
                read_timeout=request.DEFAULT_NONE if read_timeout is None else read_timeout,
            )
        except KeyError:  # JSON without a result: not Telegram's, but of something in between
            raise NoAnswer("an answer without a result") from None
