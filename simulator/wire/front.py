"""The HTTP front: paths, tokens, faults, files, the page; knows no method."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from aiohttp import web

from simulator.clock import Clock
from simulator.errors import ApiError
from simulator.faults import Delay, Drop, Faults, RawAnswer, Refuse, SlowBody
from simulator.page import is_page, serve_page
from simulator.state.files import Files
from simulator.wire import envelope
from simulator.wire.dispatch import Dispatch
from simulator.wire.envelope import Answer
from simulator.wire.gate import Gate
from simulator.wire.parameters import Parameters
from simulator.wire.request import read_parameters

NOT_FOUND = envelope.failure(ApiError(404, "Not Found"))
UNAUTHORIZED = envelope.failure(ApiError(401, "Unauthorized"))
BAD_TOKEN = envelope.failure(ApiError(401, "Unauthorized: invalid token specified"))
NOT_IMPLEMENTED = envelope.failure(ApiError(501, "Not Implemented"))

PeopleHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Front:
    """Takes HTTP requests apart and answers them."""

    def __init__(
        self, token: str, clock: Clock, dispatch: Dispatch, faults: Faults, files: Files
    ) -> None:
        self._token = token
        self._clock = clock
        self._dispatch = dispatch
        self._faults = faults
        self._files = files
        self.in_flight = 0
        self.gate = Gate()
        self.people: PeopleHandler | None = None  # serves /sim/*

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        path = request.path
        if path.startswith("/sim/") or is_page(path):
            return await self._people(request, path)
        self.in_flight += 1
        try:
            if path.startswith("/file/bot"):
                return self._download(path)
            if path.startswith("/bot"):
                return await self._method(request, path)
            return NOT_FOUND.response()
        finally:
            self.in_flight -= 1

    async def _people(self, request: web.Request, path: str) -> web.StreamResponse:
        refusal = self.gate.refusal(request)
        if refusal is not None:
            body = envelope.encode({"ok": False, "error": refusal})
            return web.Response(status=403, text=body, content_type="application/json")
        if is_page(path):
            return serve_page(request)
        if self.people is None:
            return NOT_FOUND.response()
        return await self.people(request)

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Not count a request that only waits for time to pass."""
        self.in_flight -= 1
        try:
            yield
        finally:
            self.in_flight += 1

    async def _method(self, request: web.Request, path: str) -> web.StreamResponse:
        token, slash, name = path.removeprefix("/bot").partition("/")
        if not slash:
            return NOT_FOUND.response()
        refusal = self._check_token(token)
        if refusal is not None:
            return refusal.response()
        if request.method not in {"GET", "POST"}:
            return NOT_IMPLEMENTED.response()
        try:
            parameters = await read_parameters(request)
        except ApiError as error:
            return envelope.failure(error).response()
        return await self._act(request, name, parameters)

    async def _act(
        self, request: web.Request, name: str, parameters: Parameters
    ) -> web.StreamResponse:
        fault = self._faults.find(name, parameters)
        if fault is None:
            return (await self._dispatch.run(name, parameters)).response()
        known = self._dispatch.name(name)
        if isinstance(fault, Drop):
            return await self._drop(request, known, parameters, fault)
        if isinstance(fault, Delay):
            return await self._delay(name, parameters, fault)
        if isinstance(fault, SlowBody):
            answer = await self._dispatch.run(name, parameters)
            return await self._trickle(request, answer, fault.seconds)
        if isinstance(fault, Refuse | RawAnswer):
            return await self._refuse(known, parameters, fault)
        raise TypeError(fault)

    async def _refuse(
        self, name: str, parameters: Parameters, fault: Refuse | RawAnswer
    ) -> web.StreamResponse:
        if fault.after_act:
            await self._dispatch.run(name, parameters)
        if isinstance(fault, RawAnswer):
            self._dispatch.note(name, parameters, fault.status, "fault")
            return Answer(fault.status, fault.body, fault.content_type).response()
        self._dispatch.note(name, parameters, fault.code, fault.description)
        error = ApiError(fault.code, fault.description, fault.parameters)
        return envelope.failure(error).response()

    async def _delay(self, name: str, parameters: Parameters, fault: Delay) -> web.StreamResponse:
        answer = None
        if fault.after_act:
            answer = await self._dispatch.run(name, parameters)
        with self.idle():
            await self._clock.sleep(fault.seconds)
        return (answer or await self._dispatch.run(name, parameters)).response()

    async def _drop(
        self, request: web.Request, name: str, parameters: Parameters, fault: Drop
    ) -> web.StreamResponse:
        if fault.after_act:
            await self._dispatch.run(name, parameters)
        else:
            self._dispatch.note(name, parameters, 0, "dropped")
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _trickle(
        self, request: web.Request, answer: Answer, seconds: float
    ) -> web.StreamResponse:
        body = answer.body.encode()
        response = web.StreamResponse(status=answer.status)
        response.content_type = answer.content_type
        response.content_length = len(body)
        half = len(body) // 2
        try:
            await response.prepare(request)
            await response.write(body[:half])
            with self.idle():
                await self._clock.sleep(seconds)
            await response.write(body[half:])
        except (ConnectionError, asyncio.CancelledError):
            if request.transport is not None:
                raise
        return response

    def _download(self, path: str) -> web.StreamResponse:
        token, _, place = path.removeprefix("/file/bot").partition("/")
        refusal = self._check_token(token)
        if refusal is not None:
            return refusal.response()
        file = self._files.at(place)
        if file is None:
            return NOT_FOUND.response()
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _check_token(self, token: str) -> Answer | None:
        if token == self._token:
            return None
        number, colon, secret = token.partition(":")
        if not colon or not number.isdigit() or not secret:
            return BAD_TOKEN
        return UNAUTHORIZED
