"""HTTP to the Bot API on aiohttp, telling what was certainly not sent from what may have been.

The library's default client is the bottleneck of a bot (docs/performance.md). No error of this
module carries an address, because the token is part of every address.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

KEEP_ALIVE_SECONDS = 60
READ_SECONDS = 20.0
WRITE_SECONDS = 20.0
CONNECT_SECONDS = 5.0
POOL_SECONDS = 10.0
JSON_HEADERS = {"Content-Type": "application/json"}
NEVER_WRITTEN = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)


class NotSent(NetworkError):
    """Nothing was written: no connection, no name, no free place in the pool."""


class NoAnswer(TimedOut):
    """It was written, and nobody knows whether it was done."""


class ServerFailed(NetworkError):
    """The server, or whatever stands in front of it, failed."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The server answered {status}")
        self.status = status


class Flood(RetryAfter):
    """429: too much, come back after so many seconds.

    Does not call the parent, which warns of its own deprecation whenever it is made.
    """

    def __init__(self, seconds: int) -> None:
        TelegramError.__init__(self, f"Too many requests, retry after {seconds}")
        self.seconds = seconds

    @property
    def retry_after(self) -> int:
        """Return the seconds, without the parent's warning."""
        return self.seconds


class HttpRequest(BaseRequest):
    """One pool of connections to the Bot API."""

    def __init__(self, *, connections: int, read_timeout: float = READ_SECONDS) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Return how long an answer is waited for when nobody says otherwise."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool; connections are made when they are needed."""
        if self._session is not None:
            return
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            timeout=aiohttp.ClientTimeout(total=None),
            trust_env=False,
        )

    async def shutdown(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 # the library names the arguments
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request and return status and body, as `BaseRequest` asks for."""
        if self._session is None:
            raise RuntimeError("the request is used before initialize()")
        timeout = aiohttp.ClientTimeout(
            connect=_either(pool_timeout, POOL_SECONDS),
            sock_connect=_either(connect_timeout, CONNECT_SECONDS),
            sock_read=_either(read_timeout, self._read_timeout),
        )
        body = _body(request_data)
        try:
            async with (
                asyncio.timeout(_longest(timeout, _either(write_timeout, WRITE_SECONDS))),
                self._session.request(
                    method,
                    url,
                    data=body,
                    headers=_headers(body),
                    timeout=timeout,
                    allow_redirects=False,
                ) as answer,
            ):
                status, content = answer.status, await answer.read()
        except Exception as exc:  # whatever it is, its text may hold the address
            failure = _translated(exc)
        else:
            _refuse_pages(status, content, answer.headers)
            return status, content
        raise failure  # outside of the handler, so that the original is not dragged along

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; what cannot be read says nothing about what was done."""
        try:
            parsed = json.loads(payload)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise NoAnswer("the answer cannot be read") from None
        return parsed


def _either(given: Any, default: float | None) -> float | None:
    """Return a time-out as the library passes it: its own object stands for the default."""
    if given is BaseRequest.DEFAULT_NONE:
        return default
    return None if given is None else float(given)


def _longest(timeout: aiohttp.ClientTimeout, write: float | None) -> float | None:
    parts = (timeout.connect, timeout.sock_connect, write, timeout.sock_read)
    return None if None in parts else sum(part for part in parts if part is not None)


def _body(request_data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return json.dumps(request_data.parameters).encode()
    form = aiohttp.FormData(quote_fields=False)  # names of files may have any letters
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _headers(body: bytes | aiohttp.FormData | None) -> dict[str, str] | None:
    return JSON_HEADERS if isinstance(body, bytes) else None


def _translated(exc: Exception) -> TelegramError:
    name = type(exc).__name__
    if isinstance(exc, NEVER_WRITTEN):
        return NotSent(name)
    if isinstance(exc, aiohttp.ClientError | TimeoutError | OSError):
        return NoAnswer(name)
    return NetworkError(f"the request could not be made: {name}")


def _refuse_pages(status: int, content: bytes, headers: Mapping[str, str]) -> None:
    """Raise for whatever is not an answer of the Bot API itself, and for 429."""
    if 200 <= status <= 299:
        return
    if status >= 500 or status < 400:
        raise ServerFailed(status)
    try:
        answer = json.loads(content)
    except ValueError:
        answer = None
    if status == 429:
        raise Flood(_retry_after(answer, headers))
    if status == 413:
        raise BadRequest("Request Entity Too Large")
    if not isinstance(answer, dict):
        raise ServerFailed(status)


def _retry_after(answer: object, headers: Mapping[str, str]) -> int:
    parameters = answer.get("parameters") if isinstance(answer, dict) else None
    named = parameters.get("retry_after") if isinstance(parameters, dict) else None
    try:
        return max(1, int(named or headers.get("Retry-After", "1")))
    except ValueError:
        return 1
