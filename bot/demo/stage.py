"""The stage of the demo: a simulator with its people, and the real bot beside it."""

import asyncio
import contextlib
import tempfile
from datetime import datetime
from pathlib import Path
from types import TracebackType

from bot import app, logs
from bot.config import Settings, load
from bot.demo import prepared
from bot.demo.clock import DemoClock, stops
from simulator.channel import Channel
from simulator.person import Group, Person
from simulator.server import Simulator

SARI, BUDI, RATNA, LINA, TONO = range(700_000_001, 700_000_006)


class Stage:
    """Simulator and bot in one process, with a database that is thrown away afterwards."""

    def __init__(self) -> None:
        self.simulator = Simulator()
        self.sari: Person = self.simulator.person("Sari Wulandari", id=SARI)
        self.budi: Person = self.simulator.person("Budi Santoso", id=BUDI)
        self.ratna: Person = self.simulator.person("Ratna Dewi", id=RATNA)
        self.lina: Person = self.simulator.person("Lina Hartati", id=LINA)
        self.tono: Person = self.simulator.person("Tono Wijaya", id=TONO)
        self.moderators: Group = self.simulator.supergroup("Moderator CoP", [self.ratna, self.tono])
        self.channel: Channel = self.simulator.channel(
            "Kanal CoP Jatim", [self.ratna], [self.sari, self.budi, self.lina]
        )
        self.clock = DemoClock()
        self._parts: app.Parts | None = None
        self._stack = contextlib.AsyncExitStack()
        self._bot = contextlib.AsyncExitStack()
        self._settings: Settings | None = None

    async def __aenter__(self) -> "Stage":
        await self.simulator.start()
        self._stack.push_async_callback(self.simulator.stop)
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="cop-humas-"))
        self._settings = self._configure(Path(folder))
        logs.set_up(self._settings)
        asyncio.get_running_loop().set_exception_handler(logs.log_loop_problem)
        await self.start_bot()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._bot.aclose()
        await self._stack.aclose()

    def _configure(self, folder: Path) -> Settings:
        return load(
            {
                "BOT_TOKEN": self.simulator.token,
                "ADMIN_IDS": str(RATNA),
                "MODERATOR_CHAT_ID": str(self.moderators.id),
                "COMMUNITY_CHAT_ID": str(self.channel.id),
                "CONTROLLER_NAME": "BPSDM Provinsi Jawa Timur (contoh)",
                "CONTROLLER_CONTACT": "humas@contoh.go.id",
                "DATABASE_URL": f"sqlite:///{folder}/demo.db",
                "BACKUP_DIR": str(folder / "backups"),
                "TELEGRAM_API_URL": self.simulator.url,
                "SEND_RATE": "0",  # nobody waits for a pace that is kept for Telegram's sake
                "LOG_LEVEL": "WARNING",
            }
        )

    async def start_bot(self) -> None:
        """Start the bot on the database that is there."""
        if self._settings is None:
            raise RuntimeError("the stage is not set")
        self._parts = await self._bot.enter_async_context(app.running(self._settings, self.clock))

    async def restart_bot(self) -> None:
        """Stop the bot in the middle of things, and start it again."""
        await self._bot.aclose()
        await self.start_bot()

    async def prepare(self) -> None:
        """Let Ratna, Lina and Tono be members, Tono a moderator, and let there be sessions."""
        await asyncio.gather(
            prepared.join(self.ratna, "Kota Surabaya"),
            prepared.join(self.lina, "Kabupaten Pacitan"),
            prepared.join(self.tono, "Kota Malang"),
        )
        await prepared.appoint(self._running.database, TONO, RATNA, self.clock.now())
        await prepared.plan(self._running.database, RATNA, self.clock.now())

    async def moves_to(self, at: datetime) -> None:
        """Move the clock, with a look at every job at each half hour on the way."""
        for stop in stops(self.clock.now(), at):
            self.clock.moves_to(stop)
            await self._running.timetable.look_all()
            self._running.delivery.wake()
            while self._running.is_busy:  # noqa: ASYNC110 # a state of several parts, no event
                await asyncio.sleep(0.005)

    @property
    def _running(self) -> app.Parts:
        if self._parts is None:
            raise RuntimeError("the bot does not run")
        return self._parts
