"""The JSON around every answer, and the HTTP status that goes with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from simulator.errors import ApiError

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the client, before it becomes HTTP."""

    status: int
    body: str
    content_type: str = "application/json"
    retry_after: int | None = None

    def response(self) -> web.Response:
        """Make the HTTP response."""
        response = web.Response(status=self.status, text=self.body, content_type=self.content_type)
        if self.retry_after is not None:
            response.headers["Retry-After"] = str(self.retry_after)
        return response


@dataclass(frozen=True, slots=True)
class Described:
    """A result that brings a sentence with it, such as "Webhook was set"."""

    result: Any
    description: str


@dataclass(frozen=True, slots=True)
class RawResult:
    """A result that is JSON text already."""

    text: str


def success(result: Any) -> Answer:
    """Wrap a result."""
    if isinstance(result, RawResult):
        return Answer(200, f'{{"ok":true,"result":{result.text}}}')
    envelope = {"ok": True, "result": result}
    if isinstance(result, Described):
        envelope = {"ok": True, "result": result.result, "description": result.description}
    return Answer(200, encode(envelope))


def failure(error: ApiError) -> Answer:
    """Wrap a refusal; the HTTP status is its code."""
    envelope: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters:
        envelope["parameters"] = error.parameters
    retry_after = (error.parameters or {}).get("retry_after")
    return Answer(error.code, encode(envelope), retry_after=retry_after)


def encode(value: Any) -> str:
    """Write JSON as compactly as the server does."""
    return _ENCODER.encode(value)
