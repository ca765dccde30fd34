"""The clock's jobs on the stage of the handlers' tests: they run, and what they said is read."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.post import OutboxPost
from handlers.tick import Tick
from storage.schema import campaign, outbox
from storage.unit import Unit
from tests.handlers.driver import Stage


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outbox, with its campaign's text."""

    chat_id: int
    lane: str
    kind: str
    state: str
    text: str
    labels: tuple[str, ...]
    is_silent: bool
    edits: str | None


def tick(stage: Stage) -> Tick:
    """Return what a job is given at the stage's present moment."""
    return Tick(stage.now, stage.charter, stage.database, OutboxPost(lambda: None))


async def runs(stage: Stage, job: Callable[[Tick], Awaitable[str]]) -> str:
    """Run a job once."""
    return await job(tick(stage))


async def said(stage: Stage, *, to: int | None = None) -> list[Row]:
    """Return all that is in the outbox, in order."""

    async def unit(unit: Unit) -> list[Row]:
        query = select(outbox, campaign.c.payload.label("shared")).outerjoin(
            campaign, campaign.c.id == outbox.c.campaign_id
        )
        found = await unit.connection.execute(query.order_by(outbox.c.id))
        return [_row(dict(row)) for row in found.mappings()]

    rows = await stage.database.write(unit)
    return rows if to is None else [row for row in rows if row.chat_id == to]


async def counted(stage: Stage) -> Counter[int]:
    """Count the mass messages of each chat."""
    return Counter(row.chat_id for row in await said(stage) if row.lane == "bulk")


def _row(row: dict[str, Any]) -> Row:
    payload = row["payload"] or row["shared"] or {}
    keyboard = payload.get("reply_markup", {}).get("inline_keyboard", [])
    return Row(
        row["chat_id"],
        row["lane"],
        row["kind"],
        row["state"],
        payload.get("text", ""),
        tuple(button["text"] for line in keyboard for button in line),
        bool(payload.get("disable_notification")),
        row["edits_message"],
    )
