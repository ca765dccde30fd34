"""What the database says after a kill and at the end, beside what Telegram was asked to do."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from simulator.calls import Call
from storage.database import Database
from storage.unit import Unit

SAYING = ("sendMessage", "editMessageText")
NOT_MODIFIED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said to a chat: a row of the outbox, or a request that Telegram accepted."""

    kind: str
    text: str
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The tables that tell whether everything happened once."""

    rows: dict[int, list[Said]]  # of each chat, in order
    states: Counter[str]
    updates: int
    unhandled: int
    errors: list[str]
    corrections: Counter[int]  # by person id
    units: dict[int, str]  # by person id


async def in_flight(url: str, folder: Path) -> Counter[int]:
    """Count, by chat, the sends that a killed bot had on their way; touches nothing of it."""
    copy = copy_of(url, folder)
    database = await Database.open(copy)
    try:
        return await database.write(_attempted)
    finally:
        await database.close()


async def sends_in_flight(url: str, folder: Path) -> list[tuple[int, str]]:
    """List chat and words of the new messages that a killed bot had on their way."""

    async def sends(unit: Unit) -> list[tuple[int, str]]:
        found = await unit.connection.execute(
            text(
                "SELECT chat_id, payload FROM outbox"
                " WHERE state = 'attempted' AND kind = 'sendMessage'"
            )
        )
        return [(chat_id, str(_content(payload).get("text", ""))) for chat_id, payload in found]

    database = await Database.open(copy_of(url, folder))
    try:
        return await database.write(sends)
    finally:
        await database.close()


async def read(url: str) -> Ledger:
    """Read everything at the end."""
    database = await Database.open(url)
    try:
        return await database.write(_read)
    finally:
        await database.close()


def doubled(rows: Sequence[Said], calls: Sequence[Said]) -> int:
    """Count how many calls repeat the row before; fails on any other difference.

    Rows leave in order, so calls are the rows, some of them several times in a row.
    """
    place, repeats = 0, 0
    for call in calls:
        if place < len(rows) and call == rows[place]:
            place += 1
        elif place and call == rows[place - 1]:
            repeats += 1
        else:
            raise AssertionError(f"out of order: {call}\n{list(rows)}\n{list(calls)}")
    assert place == len(rows), f"never said: {rows[place:]}"
    return repeats


def accepted(calls: Sequence[Call], chat_id: int) -> list[Said]:
    """List what Telegram took for a chat, in order."""
    return [
        _said(call.method, call.parameters)
        for call in calls
        if call.chat_id == chat_id
        and call.method in SAYING
        and (call.code == 200 or NOT_MODIFIED in call.description)
    ]


def _said(kind: str, parameters: dict[str, Any]) -> Said:
    number = parameters.get("message_id")
    return Said(kind, str(parameters["text"]), None if number is None else int(number))


def _content(payload: Any) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(payload) if isinstance(payload, str) else payload
    return content


def copy_of(url: str, folder: Path) -> str:
    """Copy a SQLite database as a power cut left it, so that only the bot repairs the real one."""
    if not url.startswith("sqlite:"):
        return url
    path = Path(url.removeprefix("sqlite:///"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for suffix in ("", "-wal"):
        source = path.with_name(path.name + suffix)
        if source.exists():
            shutil.copyfile(source, folder / source.name)
    return f"sqlite:///{folder / path.name}"


async def _attempted(unit: Unit) -> Counter[int]:
    found = await unit.connection.execute(
        text(
            "SELECT chat_id, count(*) FROM outbox WHERE state = 'attempted'"
            " AND kind <> 'answerCallbackQuery' GROUP BY chat_id"
        )
    )
    return Counter(dict([tuple(row) for row in found]))


async def _read(unit: Unit) -> Ledger:
    async def rows(statement: str) -> list[Any]:
        return list(await unit.connection.execute(text(statement)))

    said: dict[int, list[Said]] = {}
    states: Counter[str] = Counter()
    for chat_id, kind, payload, state in await rows(
        "SELECT chat_id, kind, payload, state FROM outbox"
        " WHERE kind <> 'answerCallbackQuery' ORDER BY id"
    ):
        states[state] += 1
        said.setdefault(chat_id, []).append(_said(kind, _content(payload)))
    waiting = await rows("SELECT count(*) FROM inbox WHERE handled_at IS NULL")
    counted = await rows(
        "SELECT actor, count(*) FROM audit WHERE action = 'profile_corrected' GROUP BY actor"
    )
    profiles = await rows("SELECT person_id, unit FROM profile")
    return Ledger(
        rows=said,
        states=states,
        updates=(await rows("SELECT count(*) FROM inbox"))[0][0],
        unhandled=waiting[0][0],
        errors=[one for (one,) in await rows("SELECT error FROM inbox WHERE error IS NOT NULL")],
        corrections=Counter(dict([tuple(row) for row in counted])),
        units=dict([tuple(row) for row in profiles]),
    )
