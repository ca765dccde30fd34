"""How fast reminders leave within their limit, and what their zone and subject cost."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from community import quiet
from community.reminder_choice import ZONES
from tests.benchmarks import mornings, processes
from tests.benchmarks.broadcast import DELAY, FREE, PAID, PATIENCE_SECONDS
from tests.benchmarks.contestants import environment_of
from tests.benchmarks.processes import ApiModel, BotProcess, FakeApiProcess
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Table

ROWS = (
    "INSERT INTO outbox (chat_id, person_id, lane, kind, campaign_id, created_at, expires_at,"
    " subject, zone)"
    " SELECT telegram_id, person_id, 'bulk', 'sendMessage', 1, ?, ?, ?, ? FROM account"
    " ORDER BY person_id"
)
PAYLOAD = {"text": "Tiada Hari Tanpa Pengembangan Kompetensi", "parse_mode": "HTML"}


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of a plain broadcast, or reminders: with a subject, a zone and an end."""

    name: str
    is_reminder: bool


PLAIN, REMINDER = Kind("plain mass messages", False), Kind("reminders", True)


def measure(scale: Scale) -> list[Table]:
    """Send both kinds at the free rate, at the paid one, and as fast as it goes."""
    sizes = (
        (FREE, scale.free_messages),
        (PAID, scale.paid_messages),
        (0, scale.pipeline_messages),
    )
    rows = [_row(kind, rate, count) for rate, count in sizes for kind in (PLAIN, REMINDER)]
    columns = (
        "rows",
        "allowed/s",
        "messages",
        "sent/s",
        "of what is allowed",
        "most in any second",
        "429s",
        "lost/doubled",
        "CPU us/message",
    )
    return [Table("Reminders on their way", columns, rows)]


def _row(kind: Kind, rate: int, count: int) -> tuple[object, ...]:
    model = ApiModel(delay=DELAY, jitter=DELAY / 6, limit=rate)
    with processes.folder() as folder, processes.fake_api(model) as api:
        path = folder / "ours.sqlite3"
        url = mornings.fill(path, count)
        _add_rows(path, kind)
        environment = environment_of(api, url, rate)
        command = ["-m", "tests.benchmarks.ours"]
        with processes.bot(api, command, folder=folder, environment=environment) as bot:
            microseconds = _drain(api, bot, rate, count)
            report = api.order("report")
    sent = report["bulk_per_second"]
    return (
        kind.name,
        rate or "no limit",
        f"{count:,}",
        f"{sent:,.1f}",
        f"{sent / rate:.1%}" if rate else "",
        int(report["bulk_most_in_a_second"]) if rate else "",
        int(report["refused"]),
        f"{count - int(report['bulk'])}/{int(report['bulk_doubled'])}",
        f"{microseconds:,.0f}",
    )


def _drain(api: FakeApiProcess, bot: BotProcess, rate: int, count: int) -> float:
    """Wait until all are sent; says the processor time of each, the start left out."""
    api.wait("bulk", PATIENCE_SECONDS, bulk=1)
    before = bot.cpu_seconds()
    begun = int(api.order("report")["bulk"])
    api.wait("bulk", PATIENCE_SECONDS / 2 + (2 * count / rate if rate else 0), bulk=count)
    return 1e6 * (bot.cpu_seconds() - before) / max(1, count - begun)


def _add_rows(path: Path, kind: Kind) -> None:
    now = datetime.now(UTC)
    expires_at = _written(now + timedelta(hours=4))
    details = (expires_at, "reminder:2026-11-23", _awake(now)) if kind.is_reminder else (None,) * 3
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO campaign (id, kind, payload, created_at) VALUES (1, 'sendMessage', ?, ?)",
            (json.dumps(PAYLOAD), _written(now)),
        )
        connection.execute(ROWS, (_written(now), *details))
    connection.close()


def _awake(now: datetime) -> str:
    """Choose a zone in which it is not the Friday pause: two hours apart one always is."""
    zones = (zone.key for zone in ZONES if quiet.held_until(now, zone) is None)
    return next(zones)


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"
