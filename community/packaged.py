"""Data that comes with the program: one JSON file a noun, each naming its source."""

import json
from importlib.resources import files
from typing import Any


def entries(name: str) -> list[dict[str, Any]]:
    """Return the entries of `data/<name>.json`."""
    text = files("community").joinpath("data", f"{name}.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)["entries"]
    return found
