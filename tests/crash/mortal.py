"""A house whose bot is a real process that is killed over what people do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from simulator.person import Person
from simulator.server import Simulator
from tests.crash import ledger
from tests.crash.people import judge_manners
from tests.crash.process import BotProcess
from tests.crash.reaper import Plan, Reaper
from tests.crash.shifted import OFFSET
from tests.journeys.house import House


class MortalHouse(House):
    """The community of the journeys; `plan` says when its bot dies."""

    def __init__(self, simulator: Simulator, folder: Path, plan: Plan) -> None:
        self.reaper = Reaper(simulator, plan, self._looks)
        self.in_doubt: list[tuple[int, str]] = []  # chat and words of sends that a kill cut off
        self._copy = folder / "copy"
        self._home = folder / "home"
        self._home.mkdir()
        super().__init__(simulator, folder)

    def person(self, name: str) -> Person:
        """Let somebody exist over whose acts the bot may die."""
        return Person(self.reaper, self.simulator.person(name).id, name)

    async def closes(self) -> None:
        """Stop the bot, if it was opened; whatever happened, it had manners."""
        bot = self.reaper.bot
        if bot is None:
            return
        await self.reaper.spares()
        self.reaper.bot = None
        code = await bot.stop()
        assert 0 == code
        judge_manners(self.simulator)

    async def breaks(self) -> None:
        """End the bot however it stands; for the end of a test."""
        if self.reaper.bot is not None:
            await self.reaper.bot.close()

    async def _looks(self) -> None:
        """Note what was on its way; of a file only a copy is touched."""
        self.in_doubt += await ledger.sends_in_flight(self.database_url, self._copy)

    async def _start(self) -> None:
        offset = (self.clock.now() - datetime.now(UTC)).total_seconds()
        settings = {**self.environment, OFFSET: str(offset)}
        bot = BotProcess(self._home, settings, module="tests.crash.shifted")
        await bot.start_and_wait()
        self.reaper.bot = bot
