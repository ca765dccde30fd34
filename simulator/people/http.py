"""The people API over HTTP: POST /sim/<operation> with a JSON object."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from simulator.people.operations import People
from simulator.people.talking import NotThere
from simulator.wire.envelope import encode

Json = dict[str, Any]


class PeopleApi:
    """Serves the operations of people, and those of the stage hands in `extra`."""

    def __init__(self, people: People, extra: Mapping[str, Callable[..., Any]]) -> None:
        self._people = people
        self._extra = extra

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Carry out one operation."""
        name = request.path.removeprefix("/sim/")
        try:
            arguments = await _arguments(request)
            operation = self._extra.get(name) or self._people.operation(name)
            inspect.signature(operation).bind(**arguments)
            result = operation(**arguments)
            if inspect.isawaitable(result):
                result = await result
        except NotThere as absence:
            return _answer(404, {"ok": False, "error": str(absence)})
        except (TypeError, ValueError) as mistake:
            return _answer(400, {"ok": False, "error": str(mistake)})
        return _answer(200, {"ok": True, "result": result})


async def _arguments(request: web.Request) -> Json:
    body = await request.read()
    if not body:
        return dict(request.query)
    found = json.loads(body)
    if not isinstance(found, dict):
        raise TypeError("a JSON object is expected")
    return found


def _answer(status: int, body: Json) -> web.Response:
    return web.Response(status=status, text=encode(body), content_type="application/json")
