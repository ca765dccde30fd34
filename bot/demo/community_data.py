"""The packaged texts of the demo's community; `data/*.json`, one file a noun."""

import json
from importlib.resources import files
from typing import Any

HISTORY = "riwayat-jangkauan.csv"
"""The reach from before the bot: the same lines as in docs/."""


def entries(name: str) -> list[dict[str, Any]]:
    """Return the entries of `data/<name>.json`."""
    found: list[dict[str, Any]] = json.loads(text(f"{name}.json"))
    return found


def text(name: str) -> str:
    """Return a packaged file as it is."""
    return files("bot.demo").joinpath("data", name).read_text("utf-8")


def paragraphs(lines: list[str] | str) -> str:
    """Return a text that the data may tell line by line."""
    return lines if isinstance(lines, str) else "\n".join(lines)
