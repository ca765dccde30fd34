"""A database of ours with people in it, made before the bot that is measured starts."""

import asyncio
import json
import sqlite3
from pathlib import Path

from community import joining
from storage.database import Database
from tests.benchmarks.traffic import BULK_CHAT, FIRST_CHAT

MOMENT = "2026-11-02 00:30:00.000000"

PERSON = "INSERT INTO person (id, state, created_at, state_at) VALUES (?, ?, ?, ?)"
ACCOUNT = "INSERT INTO account (telegram_id, person_id, seen_at) VALUES (?, ?, ?)"
DRAFT = (
    "INSERT INTO draft (person_id, form, step, answers, view, is_open, created_at, updated_at)"
    " VALUES (?, ?, ?, ?, ?, 1, ?, ?)"
)


def create(path: Path) -> str:
    """Make the tables of the bot and return the URL of the database."""
    url = f"sqlite:///{path}"

    async def make() -> None:
        await (await Database.open(url)).close()

    asyncio.run(make())
    return url


def add_people(path: Path, first: int, count: int, state: str = "member") -> None:
    """Add people whose Telegram id is their number too."""
    numbers = range(first, first + count)
    with sqlite3.connect(path) as connection:
        connection.executemany(PERSON, ((one, state, MOMENT, MOMENT) for one in numbers))
        connection.executemany(ACCOUNT, ((one, one, MOMENT) for one in numbers))
    connection.close()


def add_talkers(path: Path, count: int) -> None:
    """Add members who write to the bot."""
    add_people(path, FIRST_CHAT, count)


def add_listeners(path: Path, count: int) -> None:
    """Add members who are only told something."""
    add_people(path, BULK_CHAT, count)


def add_joiners(path: Path, count: int) -> None:
    """Add guests who were just asked for their name."""
    add_people(path, FIRST_CHAT, count, state="guest")
    draft = joining.JOIN.name, "name", json.dumps({}), json.dumps({})
    numbers = range(FIRST_CHAT, FIRST_CHAT + count)
    with sqlite3.connect(path) as connection:
        connection.executemany(DRAFT, ((one, *draft, MOMENT, MOMENT) for one in numbers))
    connection.close()


def add_outbox(path: Path, count: int) -> None:
    """Add a campaign whose rows all wait."""
    rows = ((BULK_CHAT + number, BULK_CHAT + number, MOMENT) for number in range(count))
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO campaign (id, kind, payload, created_at) VALUES (1, 'sendMessage', ?, ?)",
            (json.dumps({"text": "Selamat pagi."}), MOMENT),
        )
        connection.executemany(
            "INSERT INTO outbox (chat_id, person_id, lane, kind, campaign_id, created_at)"
            " VALUES (?, ?, 'bulk', 'sendMessage', 1, ?)",
            rows,
        )
    connection.close()
