"""What a restored database must not do again: say what was due, and know whom it forgot."""

from datetime import datetime

from sqlalchemy import or_, select, update

from storage.backup_file import Deletions
from storage.outbox import IS_WAITING, State
from storage.schema import erasure, outbox, post, question
from storage.unit import Unit

RESTORED = "restored"
"""The `error` of a row that a restore let expire."""


async def erase_again(unit: Unit, known: Deletions, now: datetime) -> int:
    """Delete the data of people who had it deleted since the backup; says how many."""
    erased = 0
    for person_id in known.people:
        posts = select(post.c.id).where(post.c.person_id == person_id)
        asked = select(question.c.id).where(question.c.person_id == person_id)
        stayed = known.posts.intersection((await unit.connection.scalars(posts)).all())
        stayed |= known.answers.intersection((await unit.connection.scalars(asked)).all())
        erased += await unit.erasures.erase(person_id, with_posts=not stayed, now=now)
    await _remember(unit, known, now)
    return erased


async def _remember(unit: Unit, known: Deletions, now: datetime) -> None:
    """Note whom the backup does not know yet: another one, restored next, may know them."""
    noted = set(await unit.connection.scalars(select(erasure.c.person_id)))
    rows = [
        {"person_id": person_id, "asked_at": now, "finished_at": now}
        for person_id in known.people
        if person_id not in noted
    ]
    if rows:
        await unit.connection.execute(erasure.insert(), rows)


async def expire_due(unit: Unit, now: datetime) -> int:
    """Let everything expire that was to be said before now; says how many rows.

    The bot went on after the backup was made: what was due has been said, as far as anybody
    knows, and to say it again is worse than to leave it out. What comes of age later stays.
    """
    is_due = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now)
    expired = await unit.connection.execute(
        update(outbox)
        .where(IS_WAITING, is_due)
        .values(state=State.EXPIRED.value, error=RESTORED, replace_key=None)
    )
    return expired.rowcount
