"""The nightly job that keeps nothing longer than promised (community/keeping.py)."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from community import keeping
from community.charter import Charter
from storage.database import Database, Unavailable
from storage.lease import Deposed
from storage.outdated_people import RULES as OF_PEOPLE
from storage.retention import Pass
from storage.unit import Unit

CHUNK = 1_000  # rows in one transaction, so that nobody waits long for the database
PEOPLE = 10  # whole people in one transaction: each is a dozen statements

Chunk = Callable[..., Awaitable[Pass]]
"""Removes a chunk in a unit, behind the id `after`."""


async def tidy(database: Database, now: datetime, charter: Charter) -> int:
    """Remove all that is too old; returns how many rows and people went.

    A rule that fails keeps none of the others from being obeyed; the first failure is raised then.
    """
    removed, failures = 0, []
    for rule in keeping.RULES:
        chunk = _people(rule, now, charter) if rule in OF_PEOPLE else _rows(rule, now)
        try:
            removed += await _until_done(database, chunk)
        except (Unavailable, Deposed):
            raise
        except Exception as exc:  # a mistake of ours in one rule
            failures.append(exc)
    if failures:
        raise failures[0]
    return removed


async def _until_done(database: Database, chunk: Chunk) -> int:
    removed, passed = 0, Pass(0, 0)
    while passed.after is not None:
        passed = await database.write(partial(chunk, after=passed.after))
        removed += passed.gone
    return removed


def _rows(rule: keeping.Rule, now: datetime) -> Chunk:
    async def chunk(unit: Unit, after: int) -> Pass:
        return await unit.retention.drop(rule, now, CHUNK, after)

    return chunk


def _people(rule: keeping.Rule, now: datetime, charter: Charter) -> Chunk:
    """Delete people as thoroughly as those who ask for it."""

    async def chunk(unit: Unit, after: int) -> Pass:
        del after
        people = await unit.outdated_people.list(rule, now, but=charter.admin_ids, most=PEOPLE)
        for person_id in people:
            await unit.erasures.erase(person_id, with_posts=False, now=now)
        return Pass(len(people), 0 if len(people) == PEOPLE else None)

    return chunk
