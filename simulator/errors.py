"""The one exception a Bot API method raises: what the client reads as `ok: false`."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refusal with the code, the words and the parameters that go on the wire."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class BadRequest(ApiError):
    """A 400 that still knows its words as they were before their first letter was lowered."""

    def __init__(self, words: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(400, f"Bad Request: {_lowered(words)}", parameters)
        self.original = words


def bad_request(words: str, parameters: dict[str, Any] | None = None) -> BadRequest:
    """Make the usual 400; the first letter is lowered unless it begins an acronym."""
    return BadRequest(words, parameters)


def forbidden(words: str) -> ApiError:
    """Make a 403."""
    return ApiError(403, f"Forbidden: {words}")


def conflict(words: str) -> ApiError:
    """Make a 409."""
    return ApiError(409, f"Conflict: {words}")


def too_many_requests(seconds: int) -> ApiError:
    """Make a 429 whose waiting time also goes into the Retry-After header."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def _lowered(words: str) -> str:
    if len(words) > 1 and (words[1] == "_" or words[1].isupper()):
        return words
    return words[:1].lower() + words[1:]
