"""The stage of the demo: a simulator with its people here, the real bot in a process beside it."""

import asyncio
import contextlib
import logging
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from bot import logs
from bot.config import Settings, load
from bot.demo.cast import CAST, Player
from bot.demo.clock import BEGINS, read_moment, stops
from bot.demo.process import BotProcess
from simulator.clock import SteerableClock
from simulator.person import NotSeenError, Person
from simulator.server import Simulator

CALLS_KEPT = 2_000  # in the log; the demo may run for days


logger = logging.getLogger(__name__)


class NoBot(Exception):
    """The bot's process ended before it took updates; it said why."""


class Stage:
    """Simulator and bot, with a folder for its database that is thrown away afterwards.

    With `is_lived_in` there is a community with a history; otherwise nobody ever came.
    """

    def __init__(self, port: int = 0, *, is_lived_in: bool = False) -> None:
        self._port = port
        self._is_lived_in = is_lived_in
        self.clock = SteerableClock(BEGINS)
        self.simulator = Simulator(clock=self.clock, calls_kept=CALLS_KEPT)
        self.people: dict[str, Person] = {one.key: self._appear(one) for one in CAST}
        people = self.people
        self.sari, self.budi, self.lina = people["sari"], people["budi"], people["lina"]
        self.tono, self.dewi, self.ratna = people["tono"], people["dewi"], people["ratna"]
        self.moderators = self.simulator.forum("Moderator CoP", [self.ratna, self.tono, self.dewi])
        self.channel = self.simulator.channel(
            "Kanal CoP Jatim", [self.ratna], [people[one.key] for one in CAST if one != CAST.ratna]
        )
        self.bot: BotProcess | None = None
        self.bot_began_at: datetime | None = None
        self.on_bot_end: list[Callable[[int], None]] = []
        self._turn = asyncio.Lock()  # one thing at a time happens to bot and clock
        self._mending: asyncio.Task[None] | None = None
        self._stack = contextlib.AsyncExitStack()

    async def __aenter__(self) -> "Stage":
        try:
            await self._set_up()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def _set_up(self) -> None:
        await self._serve()
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="cop-humas-"))
        written = self._write_settings(Path(folder), await self.simulator.open_network())
        settings = load(written)
        logs.set_up(settings)
        asyncio.get_running_loop().set_exception_handler(logs.log_loop_problem)
        self.bot = BotProcess(
            Path(folder),
            written,
            lambda: self.clock.hands,
            ready=self._tell,
            ended=self._bot_ended,
        )
        self._stack.push_async_callback(self.bot.kill)
        self._stack.callback(self._forget_mending)
        await self.bot.launch()  # it gets ready to begin while the history is written
        if self._is_lived_in:
            await self._seed(settings)
        await self.start_bot()
        if not self.bot.is_running:
            raise NoBot
        if self._is_lived_in:
            await self._play()

    async def _seed(self, settings: Settings) -> None:
        """Write the community's history, as if the bot had run for weeks."""
        from bot.demo import history  # noqa: PLC0415 # an empty stage need not wait for imports

        await history.write(settings, self.simulator, self.clock.now())

    async def _play(self) -> None:
        """Let people ask and share; on a computer that is too slow for it, the demo has less."""
        from bot.demo.community_play import play  # noqa: PLC0415 # as in `_seed`

        try:
            await play(self)
        except NotSeenError as exc:
            logger.warning("not all of the community could be played: %s", logs.describe(exc))

    async def _serve(self) -> None:
        """Serve the simulator on the wanted port, or on any when that one is taken."""
        self._stack.push_async_callback(self.simulator.stop)
        try:
            await self.simulator.start(port=self._port)
        except OSError:
            await self.simulator.stop()
            await self.simulator.start()

    def _write_settings(self, folder: Path, address: str) -> dict[str, str]:
        return {
            "BOT_TOKEN": self.simulator.token,
            "ADMIN_IDS": str(CAST.ratna.id),
            "MODERATOR_CHAT_ID": str(self.moderators.id),
            "COMMUNITY_CHAT_ID": str(self.channel.id),
            "CONTROLLER_NAME": "BPSDM Provinsi Jawa Timur (contoh)",
            "CONTROLLER_CONTACT": "humas@contoh.go.id",
            "DATABASE_URL": f"sqlite:///{folder}/demo.db",
            "BACKUP_DIR": f"{folder}/backups",
            "TELEGRAM_API_URL": address,
            "SEND_RATE": "0",  # nobody waits for a pace that is kept for Telegram's sake
            "LOG_LEVEL": "WARNING",
        }

    def _appear(self, player: Player) -> Person:
        has_talked = self._is_lived_in and player != CAST.sari
        person = self.simulator.person(player.name, id=player.id, started=has_talked)
        self.simulator.cast_of(person, role=player.role, about=player.place)
        return person

    async def start_bot(self) -> None:
        """Start the bot on the database that is there, unless it runs."""
        async with self._turn:
            await self._start()

    async def stop_bot(self) -> None:
        """Let the bot finish what it does, and end."""
        await self._bot.stop()  # not in its turn: a jump may wait for a bot that hangs
        async with self._turn:
            await self._bot.stop()
            self._tell()

    async def restart_bot(self) -> None:
        """Kill the bot in the middle of things, also of a jump, and start it again."""
        await self._bot.kill()
        async with self._turn:
            await self._bot.kill()
            self._tell()
            await self._start()

    async def moves_to(self, at: datetime) -> None:
        """Move the clock, with a look at every job at each half hour on the way."""
        async with self._turn:
            await self._move(at)

    async def moves_by(self, words: str) -> bool:
        """Move the clock as somebody typed it; False when that is no moment ahead."""
        async with self._turn:
            at = read_moment(words, self.clock.now())
            if at is not None:
                await self._move(at)
            return at is not None

    async def runs_at(self, rate: float) -> None:
        """Let the clock run so many times as fast."""
        async with self._turn:
            self.clock.runs_at(rate)
            self._tell_time()

    def break_network(self, seconds: float) -> None:
        """Keep the bot from Telegram for so many real seconds from now on."""
        self._forget_mending()
        self.simulator.network.breaks()
        self._mending = asyncio.create_task(self._mend_after(seconds))
        self._tell()

    async def mend_network(self) -> None:
        """Let the bot reach Telegram again."""
        self._forget_mending()
        await self._mend_after(0)

    async def _mend_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.simulator.network.mends()
        self._tell()

    def _forget_mending(self) -> None:
        if self._mending is not None:
            self._mending.cancel()
            self._mending = None

    @property
    def _bot(self) -> BotProcess:
        if self.bot is None:
            raise RuntimeError("the stage is not set")
        return self.bot

    async def _start(self) -> None:
        if not self._bot.is_begun:
            self.bot_began_at = self.clock.now()
        if self.simulator.network.is_broken:  # it becomes ready once the network is whole
            await self._bot.start(patience=0)
        else:
            await self._bot.start()
        self._tell()

    async def _move(self, at: datetime) -> None:
        rate = self.clock.hands.rate
        self.clock.runs_at(1)  # the stops on the way are looked at one by one
        try:
            for stop in stops(self.clock.now(), at) if self._bot.is_ready else (at,):
                self.clock.moves_to(stop)
                self._tell_time()
                await self._bot.look()
        finally:
            self.clock.runs_at(rate)
            self._tell_time()

    def _tell_time(self) -> None:
        self._bot.tell_time()
        self._tell()

    def _bot_ended(self, code: int) -> None:
        self._tell()
        for hear in self.on_bot_end:
            hear(code)

    def _tell(self) -> None:
        """Wake who waits for news of the simulator."""
        self.simulator.world.changes.bump()
