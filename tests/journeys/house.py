"""The simulator and the real bot in one process, with the people most journeys need."""

import contextlib
from pathlib import Path

from bot import app
from bot.clock import Clock
from bot.config import Settings, load
from simulator.person import Group, Person
from simulator.server import Simulator
from tests.movable_clock import MovableClock


class House:
    """A community with its bot; `ratna` is the admin, `moderators` the moderators' group."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator = simulator
        self.database_url = f"sqlite:///{folder}/cop.db"
        self.backups = folder / "backups"
        self.ratna = self.person("Ratna Dewi")
        self.sari = self.person("Sari Wulandari")
        self.budi = self.person("Budi Santoso")
        self.moderators: Group = simulator.supergroup("Moderator CoP", [self.ratna])
        self.community: Group = simulator.supergroup(
            "Komunitas", [self.ratna], join_by_request=True
        )
        self.settings: Settings | None = None
        self.environment: dict[str, str] = {}
        self.parts: app.Parts | None = None
        # A Sunday: nothing of the clock's falls into a journey that is about something else.
        self._clock: Clock = MovableClock("2026-11-22 10:00")
        self._bot = contextlib.AsyncExitStack()

    def person(self, name: str) -> Person:
        """Let somebody exist."""
        return self.simulator.person(name)

    @property
    def clock(self) -> Clock:
        """The bot's clock."""
        return self._clock

    async def opens(
        self, *, with_group: bool = True, at: str | None = None, **changes: str
    ) -> None:
        """Start the bot with these settings; `at` ("2026-11-23 07:29") on a clock that is moved."""
        if at is not None:
            self._clock = MovableClock(at)
        group = {"MODERATOR_CHAT_ID": str(self.moderators.id)} if with_group else {}
        self.environment = {
            "BOT_TOKEN": self.simulator.token,
            "ADMIN_IDS": str(self.ratna.id),
            "COMMUNITY_CHAT_ID": str(self.community.id),
            "CONTROLLER_NAME": "BPSDM Jawa Timur",
            "CONTROLLER_CONTACT": "humas@jatim.example",
            "DATABASE_URL": self.database_url,
            "BACKUP_DIR": str(self.backups),
            "TELEGRAM_API_URL": self.simulator.url,
            "SEND_RATE": "0",  # journeys are about words, not about pace
            **group,
            **changes,
        }
        self.settings = load(self.environment)
        await self._start()

    async def restarts(self) -> None:
        """Stop the bot as a whole, and start it again on the same database."""
        await self.closes()
        await self._start()

    async def closes(self) -> None:
        """Stop the bot."""
        await self._bot.aclose()
        self.parts = None

    async def moves_to(self, at: str) -> None:
        """Move the bot's clock and let it do all that is due then.

        While the bot is closed only the clock moves: it finds out when it starts again.
        """
        assert isinstance(self._clock, MovableClock), "opens(at=...) gives a clock to move"
        self._clock.moves_to(at)
        if self.parts is not None:
            await self.parts.timetable.look_all()
            self.parts.delivery.wake()

    async def _start(self) -> None:
        assert self.settings is not None
        self.parts = await self._bot.enter_async_context(app.running(self.settings, self._clock))


async def reaches_commitments(person: Person, start: str = "/start") -> None:
    """Answer everything from the welcome up to the commitments."""
    await person.says(start)
    await person.sees("Selamat datang", "CoP")
    await person.taps("Gabung")
    await person.sees("Pemberitahuan privasi", "UU 27/2022")
    await person.taps("Setuju")
    await person.sees("Langkah 1/7")
    await person.taps(f"Pakai: {person.name}")
    await person.sees("Langkah 2/7")
    await person.taps("Kabupaten/Kota")
    await person.sees("Langkah 3/7")
    await person.says("banyu")
    await person.sees("Langkah 3/7", "Yang cocok")
    await person.taps("Kabupaten Banyuwangi")
    await person.sees("Langkah 4/7")
    await person.taps("Lewati")
    await person.sees("Langkah 5/7")
    await person.taps("Ahli Muda")
    await person.sees("Langkah 6/7")
    await person.taps("Lanjut")
    await person.sees("Langkah 7/7")


async def joins(person: Person, start: str = "/start") -> None:
    """Become a member."""
    await reaches_commitments(person, start)
    await person.taps("Saya berkomitmen")
    await person.sees("Selamat datang", person.name)


async def appoints(admin: Person, member: Person) -> None:
    """Let an admin put a member on duty, who is told."""
    await admin.says(f"/moderator {member.id}")
    await admin.sees("Bidang keahlian", member.name)
    await admin.taps("Lanjut")
    await admin.sees(f"{member.name} kini bertugas")
    await member.sees("kini bertugas sebagai Moderator CoP")
