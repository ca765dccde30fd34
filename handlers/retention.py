"""The nightly job that keeps nothing longer than promised."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from community.charter import Charter
from storage.database import Database
from storage.retention import KEPT_DAYS, TEXTS
from storage.unit import Unit

CHUNK = 2_000  # rows in one transaction, so that nobody waits long for the database
PEOPLE = 10  # whole people in one transaction: each is a dozen statements

REMINDERS = timedelta(days=KEPT_DAYS)

Chore = Callable[[Unit, datetime], Awaitable[int]]

CHORES: tuple[Chore, ...] = (
    lambda unit, now: unit.retention.drop_drafts(now, CHUNK),
    lambda unit, now: unit.retention.drop_held_replies(now, CHUNK),
    lambda unit, now: unit.retention.drop_searches(now, CHUNK),
    lambda unit, now: unit.retention.drop_updates(now, CHUNK),
    lambda unit, now: unit.retention.drop_applications(now, CHUNK),
    lambda unit, now: unit.retention.drop_questions(now, CHUNK),
    lambda unit, now: unit.retention.drop_refused_posts(now, CHUNK),
    lambda unit, now: unit.retention.drop_trail(now, CHUNK),
    lambda unit, now: unit.retention.drop_erasures(now, CHUNK),
    lambda unit, now: unit.retention.drop_reminder_logs(now, CHUNK),
    lambda unit, now: unit.retention.drop_occasions(now, CHUNK),
    lambda unit, now: unit.retention.forget_campaigns(now, CHUNK),
    lambda unit, now: unit.reminders.forget_before((now - REMINDERS).date(), CHUNK),
)
"""Each removes at most a chunk and says how much it removed; later features add theirs."""


async def tidy(database: Database, now: datetime, charter: Charter) -> int:
    """Remove all that is too old; returns how many rows and people went."""
    removed = 0
    for chore in CHORES:
        gone = CHUNK
        while gone == CHUNK:
            gone = await database.write(partial(_do, chore=chore, now=now))
            removed += gone
    gone = PEOPLE
    while gone == PEOPLE:
        gone = await database.write(partial(_forget_people, now=now, charter=charter))
        removed += gone
    after: int | None = 0
    while after is not None:
        after = await database.write(partial(_forget_texts, now=now, after=after))
    return removed


async def _do(unit: Unit, *, chore: Chore, now: datetime) -> int:
    return await chore(unit, now)


async def _forget_people(unit: Unit, *, now: datetime, charter: Charter) -> int:
    """Delete guests who never came back, as thoroughly as those who ask for it."""
    people = await unit.retention.list_outdated_people(now, but=charter.admin_ids, most=PEOPLE)
    for person_id in people:
        await unit.erasures.erase(person_id, with_posts=False, now=now)
    return len(people)


async def _forget_texts(unit: Unit, *, now: datetime, after: int) -> int | None:
    return await unit.outbox.forget_texts(now - TEXTS, after, CHUNK)
