"""The work that every bot does for an update, so that all of them do the same."""

import argparse
import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.traffic import BULK_CHAT, FIRST_CHAT

TOKEN = "123456789:" + "A" * 35
PEOPLE = 5_000  # chats that write to the bot
COMMAND = "/ukur {number}"
OTHER_COMMANDS = ("start", "daftar", "profil", "menu", "tanya", "jawab", "berkas", "cari", "agenda")
ANSWER = "Tercatat: {number}"
BULK_TEXT = "Bapak/Ibu, mohon mengisi laporan harian humas hari ini."
IN_FLIGHT = 32  # the best of plain httpx (performance figures of the issue)

TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE person (telegram_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, telegram_id INTEGER NOT NULL, number TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE outgoing (chat_id INTEGER PRIMARY KEY, is_sent INTEGER NOT NULL DEFAULT 0);
"""
READ = "SELECT name FROM person WHERE telegram_id = ?"
WRITE = "INSERT INTO entry (telegram_id, number, at) VALUES (?, ?, ?)"
MARK = "UPDATE outgoing SET is_sent = 1 WHERE chat_id = ?"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bot finds its server and keeps its database."""

    api_url: str
    folder: Path

    @property
    def database(self) -> Path:
        """Return the database file."""
        return self.folder / "stock.sqlite3"


def asked_place() -> Place:
    """Read the command line of a bot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("api_url")
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    return Place(asked.api_url, asked.folder)


def prepare_stock(place: Place) -> None:
    """Make the tables of the stock bots and the people in them."""
    with sqlite3.connect(place.database) as connection:
        connection.executescript(TABLES)
        connection.executemany(
            "INSERT INTO person VALUES (?, 'Sari Wulandari')",
            [(FIRST_CHAT + number,) for number in range(PEOPLE)],
        )
    connection.close()


async def obey(broadcast: Callable[[int, float], Awaitable[None]]) -> None:
    """Read orders from standard input: `broadcast <count> <rate>`, rate 0 is unpaced."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        _, count, rate = line.split()
        await broadcast(int(count), float(rate))


async def send_in_batches(
    count: int, rate: float, send: Callable[[int], Awaitable[object]]
) -> None:
    """Broadcast as tutorials do: gather a second's worth, sleep one second."""
    for first in range(0, count, int(rate)):
        chats = range(BULK_CHAT + first, BULK_CHAT + min(count, first + int(rate)))
        await asyncio.gather(*map(send, chats), return_exceptions=True)
        await asyncio.sleep(1)


async def send_at_most(
    count: int, in_flight: int, send: Callable[[int], Awaitable[object]]
) -> None:
    """Send without pacing, so many at a time."""
    chats = iter(range(BULK_CHAT, BULK_CHAT + count))

    async def lane() -> None:
        for chat_id in chats:
            await send(chat_id)

    await asyncio.gather(*(lane() for _ in range(in_flight)))
