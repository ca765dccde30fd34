"""The log of the bot's calls, as the page shows it while it grows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from simulator.calls import Call, Calls
from simulator.wire.envelope import encode

Json = dict[str, Any]

USUAL_LIMIT = 200
LONGEST_VALUE = 120


def list_calls(
    calls: Calls, *, since: int = 0, limit: int = USUAL_LIMIT, method: str | None = None
) -> Json:
    """List the newest calls after a number, oldest first, their values shortened."""
    newer = calls.after(since, limit if method is None else len(calls))
    shown = [call for call in newer if method is None or call.method.lower() == method.lower()]
    return {"version": calls.count, "items": [_view(call) for call in shown[-limit:]]}


def _view(call: Call) -> Json:
    return {
        "number": call.number,
        "method": call.method,
        "parameters": {name: _shortened(value) for name, value in call.parameters.items()},
        "at": datetime.fromtimestamp(call.timestamp, UTC).isoformat(),
        "code": call.code,
        "description": call.description,
    }


def _shortened(value: Any) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return value
    words = value if isinstance(value, str) else encode(value)
    return words if len(words) <= LONGEST_VALUE else f"{words[: LONGEST_VALUE - 1]}…"
