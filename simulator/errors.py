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


def bad_request(words: str, parameters: dict[str, Any] | None = None) -> ApiError:
    """Make the usual 400."""
    return ApiError(400, f"Bad Request: {words}", parameters)


def forbidden(words: str) -> ApiError:
    """Make a 403."""
    return ApiError(403, f"Forbidden: {words}")


def conflict(words: str) -> ApiError:
    """Make a 409."""
    return ApiError(409, f"Conflict: {words}")


def too_many_requests(seconds: int) -> ApiError:
    """Make a 429 whose waiting time also goes into the Retry-After header."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
