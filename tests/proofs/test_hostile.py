"""Hostile updates reach a running bot, which stays calm and goes on answering."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text

from bot import app
from bot.clock import SystemClock
from bot.config import load
from simulator.person import Person
from simulator.server import Simulator
from storage.unit import Unit
from tests.crash.people import join
from tests.crash.process import ADMIN, WEBHOOK_SECRET, webhook
from tests.proofs.hostile_updates import updates
from tests.proofs.inside import Noted, quiet

EXAMPLES = 5_000 if os.environ.get("PROOFS") else 250
MEMBER, MODERATOR, GUEST = 101, 102, 103
MODERATOR_CHAT = -100_500_500


class Ward:
    """A running bot, one honest person beside the hostile ones, and what the logs said."""

    def __init__(self, database_url: str) -> None:
        self.simulator = Simulator(seed=3, lenient_webhooks=True)
        self.database_url = database_url
        self.noted = Noted()
        self.honest: Person = self.simulator.person("Sari")
        self.group = self.simulator.supergroup("Moderator", id=MODERATOR_CHAT)
        for number, name in ((MEMBER, "A"), (MODERATOR, "B"), (GUEST, "C"), (ADMIN, "D")):
            self.simulator.person(name, id=number)
        self._numbers = itertools.count(1_000)
        self._rounds = itertools.count(1)
        self._stop = asyncio.Event()

    async def start(self) -> None:
        """Start simulator and bot; people have joined."""
        await self.simulator.start()
        named = webhook(
            self.simulator,
            self.database_url,
            SEND_RATE="0",
            MODERATOR_CHAT_ID=str(MODERATOR_CHAT),
        )
        self._url = named["WEBHOOK_URL"]
        await join(self.database_url, [MEMBER, MODERATOR])
        self._running = app.running(load(named), SystemClock())
        self.parts = await self._running.__aenter__()
        self._session = aiohttp.ClientSession(headers={_HEADER: WEBHOOK_SECRET})

    async def stop(self) -> None:
        """Stop both."""
        await self._session.close()
        await self._running.__aexit__(None, None, None)
        await self.simulator.stop()

    async def suffers(self, update: Any) -> None:
        """Take one hostile update, then answer an honest person."""
        if isinstance(update, dict):
            update = {"update_id": next(self._numbers), **update}
        async with self._session.post(self._url, data=json.dumps(update)) as answer:
            assert 200 == answer.status
        word = f"/putaran{next(self._rounds)}"
        await self.honest.says(word)
        await self.honest.sees(f"{word} ")
        await quiet(self.parts, self.simulator)

    async def judge(self) -> None:
        """Fail when anything broke."""
        assert not self.parts.failed.done()
        assert [] == [record.getMessage() for record in self.noted.records if not _is_fine(record)]
        assert [] == self.simulator.complaints()
        assert [] == await self.parts.database.write(_broken)


_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def _is_fine(record: logging.LogRecord) -> bool:
    """Set-aside updates, the notice of them, and posts that are none are said in one line each."""
    words = record.getMessage()
    unreadable = "set aside" in words and "Unreadable" in words
    one_by_one = "one by one" in words and "Unreadable" in words
    told = words.startswith("admins are told of: Unreadable ")
    refused = record.levelno < logging.ERROR and "refused" in words
    return unreadable or one_by_one or told or refused or "was no update" in words


async def _broken(unit: Unit) -> list[str]:
    """List the errors of updates that could be read and still failed."""
    found = await unit.connection.execute(text("SELECT error FROM inbox WHERE error IS NOT NULL"))
    return [error for error in found.scalars() if "Unreadable" not in error]


@pytest.mark.proof
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_hostile_updates_change_nothing_for_others(
    dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Whatever arrives, nothing breaks, nothing improper is sent, and /menu still answers."""
    url = f"sqlite:///{tmp_path}/cop.db"
    if dialect == "postgresql":
        create: Callable[[], str] = request.getfixturevalue("postgres").create_database
        url = create()
    with asyncio.Runner() as runner:
        ward = runner.run(_admit(url))
        logging.getLogger().addHandler(ward.noted)
        runner.get_loop().set_exception_handler(ward_handler(ward))
        try:
            _attack(runner, ward, EXAMPLES if dialect == "sqlite" else EXAMPLES // 3)
            runner.run(ward.honest.says("/menu"))
            runner.run(ward.honest.sees("Menu"))
        finally:
            logging.getLogger().removeHandler(ward.noted)
            runner.run(ward.stop())


async def _admit(url: str) -> Ward:
    ward = Ward(url)
    await ward.start()
    return ward


def _attack(runner: asyncio.Runner, ward: Ward, examples: int) -> None:
    people = [MEMBER, MODERATOR, GUEST, ADMIN]

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=not os.environ.get("PROOFS"),
        suppress_health_check=list(HealthCheck),
    )
    @given(updates(people, [MODERATOR_CHAT]))
    def attack(update: Any) -> None:
        runner.run(ward.suffers(update))
        try:
            runner.run(ward.judge())
        finally:
            ward.noted.records.clear()

    attack()


def ward_handler(ward: Ward) -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """Make what the event loop complains of count as a break."""

    def note(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        words = f"event loop: {context.get('message')} {context.get('exception')!r}"
        ward.noted.emit(logging.LogRecord("loop", logging.ERROR, "", 0, words, None, None))

    return note
