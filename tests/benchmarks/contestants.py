"""The bots that are measured, each started with its database filled."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import population, processes, workload
from tests.benchmarks.processes import BotProcess, FakeApiProcess


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a run asks of a bot: how fast it may send, and who is in its database."""

    send_rate: int = 0
    talkers: int = workload.PEOPLE
    listeners: int = 0


Start = Callable[[FakeApiProcess, Path, Terms], contextlib.AbstractContextManager[BotProcess]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A bot, and what people write to it."""

    name: str
    start: Start
    text: str = workload.COMMAND
    is_sequential: bool = False
    writes_once: bool = False  # a form takes one answer of each person


def _stock(module: str) -> Start:
    @contextlib.contextmanager
    def start(api: FakeApiProcess, folder: Path, terms: Terms) -> Iterator[BotProcess]:
        del terms  # plain bots keep no list of whom to tell
        command = ["-m", f"tests.benchmarks.{module}", api.url, str(folder)]
        with processes.bot(api, command, folder=folder) as running:
            yield running

    return start


def _ours(*options: str, fill: Callable[[Path, int], None]) -> Start:
    @contextlib.contextmanager
    def start(api: FakeApiProcess, folder: Path, terms: Terms) -> Iterator[BotProcess]:
        path = folder / "ours.sqlite3"
        url = population.create(path)
        fill(path, terms.talkers)
        population.add_listeners(path, terms.listeners)
        command = ["-m", "tests.benchmarks.ours", *options]
        environment = environment_of(api, url, terms.send_rate)
        with processes.bot(api, command, folder=folder, environment=environment) as running:
            yield running

    return start


def environment_of(api: FakeApiProcess, database_url: str, send_rate: int) -> dict[str, str]:
    """Return the settings of our bot."""
    return {
        "BOT_TOKEN": workload.TOKEN,
        "ADMIN_IDS": "1",
        "TELEGRAM_API_URL": api.url,
        "DATABASE_URL": database_url,
        "SEND_RATE": str(send_rate),
        "PAID_BROADCAST": "on" if send_rate > 30 else "off",
    }


WEBHOOK_SECRET = "rahasia-ukur"


def webhook_environment(api_url: str, database_url: str, port: int) -> dict[str, str]:
    """Return the settings of a replica that listens for updates."""
    return {
        "BOT_TOKEN": workload.TOKEN,
        "ADMIN_IDS": "1",
        "TELEGRAM_API_URL": api_url,
        "DATABASE_URL": database_url,
        "SEND_RATE": "0",
        "WEBHOOK_URL": "http://127.0.0.1/telegram",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": WEBHOOK_SECRET,
    }


PTB = Contestant(name="plain python-telegram-bot", start=_stock("stock_ptb"), is_sequential=True)
AIOGRAM = Contestant(name="plain aiogram", start=_stock("stock_aiogram"))
OURS = Contestant(name="ours, same work", start=_ours("--simple", fill=population.add_talkers))
OURS_JOINING = Contestant(
    name="ours, a step of joining",
    start=_ours(fill=population.add_joiners),
    text="Sari Wulandari",
    writes_once=True,
)
