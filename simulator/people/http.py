"""The people API over HTTP: POST /sim/<operation> with a JSON object, GET /sim/files/<id>."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from simulator.people.downloads import serve_file
from simulator.people.operations import People
from simulator.people.talking import NotThere
from simulator.state.files import Files
from simulator.wire.envelope import encode

Json = dict[str, Any]
Operation = Callable[..., Any]

FILES = "/sim/files/"
# What operations raise when they are given something else than they take.
MISTAKES = (TypeError, ValueError, AttributeError, LookupError, OverflowError, RecursionError)


class PeopleApi:
    """Serves the operations of people, those of stage hands, and the host's own."""

    def __init__(self, people: People, files: Files, stage: dict[str, Operation]) -> None:
        self._people = people
        self._files = files
        self._hands = dict(stage)

    def add_hand(self, name: str, operation: Operation) -> None:
        """Serve one more operation; what exists is not replaced."""
        if self._find(name) is not None:
            raise ValueError(f"there is an operation {name!r} already")
        self._hands[name] = operation

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Carry out one operation, or hand a file out."""
        if request.path.startswith(FILES) and request.method in {"GET", "HEAD"}:
            return serve_file(request, self._files, request.path.removeprefix(FILES))
        if request.method != "POST":  # a picture on some page must not be able to act
            return _answer(405, {"ok": False, "error": "operations are asked for by POST"})
        name = request.path.removeprefix("/sim/")
        operation = self._find(name)
        if operation is None:
            return _answer(404, {"ok": False, "error": f"no operation {name!r}"})
        try:
            result = await _carry_out(operation, await _arguments(request))
        except NotThere as absence:
            return _answer(404, {"ok": False, "error": str(absence)})
        except MISTAKES as mistake:
            return _answer(400, {"ok": False, "error": str(mistake) or type(mistake).__name__})
        return _answer(200, {"ok": True, "result": result})

    def _find(self, name: str) -> Operation | None:
        return self._hands.get(name) or self._people.find(name)


async def _carry_out(operation: Operation, arguments: Json) -> Any:
    inspect.signature(operation).bind(**arguments)
    result = operation(**arguments)
    return await result if inspect.isawaitable(result) else result


async def _arguments(request: web.Request) -> Json:
    body = (await request.read()).decode()
    found = json.loads(body, parse_constant=_refuse) if body else {}
    if not isinstance(found, dict):
        raise TypeError("a JSON object is expected")
    if "\\u" in body:  # half a character would make all answers with it unreadable
        encode(found).encode()
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _answer(status: int, body: Json) -> web.Response:
    return web.Response(status=status, text=encode(body), content_type="application/json")
