"""What passed through: rows of the outbox, texts of mass messages, numbers of old reminders.

The newest row of a table always stays: SQLite would give its number away again, and delivery
remembers numbers.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, exists, func, null, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community import keeping
from community.sessions import reminder_subject
from storage.schema import campaign, message, outbox, reminder_text

FORGOTTEN = "forgotten"  # the kind of a campaign whose text is gone
_IS_OVER = outbox.c.state.not_in(("pending", "attempted"))
# An answer that did not arrive is said again when its asker comes back (storage/unreached.py).
_IS_LOST = text("outbox.state = 'unreachable' AND outbox.lane = 'reply' AND subject IS NOT NULL")
_ARRIVED = text(
    "NOT (outbox.state = 'unreachable' AND outbox.lane = 'reply' AND subject IS NOT NULL)"
)


async def drop_rows(
    connection: AsyncConnection, rule: keeping.Rule, before: datetime, after: int, most: int
) -> tuple[int, int | None]:
    """Remove final rows among the next `most` behind an id; their age follows their ids.

    Answers that did not arrive only lose their text, until their own rule lets go of them.
    """
    chunk = (
        select(outbox.c.id, outbox.c.created_at)
        .where(outbox.c.id > after)
        .order_by(outbox.c.id)
        .limit(most)
        .subquery()
    )
    last, oldest = (
        await connection.execute(select(func.max(chunk.c.id), func.min(chunk.c.created_at)))
    ).one()
    if last is None or oldest >= before:
        return 0, None
    which = [outbox.c.id > after, outbox.c.id <= last, outbox.c.created_at < before]
    if rule is keeping.UNREACHED:
        old = delete(outbox).where(*which, _IS_LOST, _is_not_newest(outbox))
        return (await connection.execute(old)).rowcount, last
    gone = await connection.execute(
        delete(outbox).where(*which, _IS_OVER, _ARRIVED, _is_not_newest(outbox))
    )
    left = update(outbox).where(*which, _IS_OVER, text("payload IS NOT NULL"))
    await connection.execute(left.values(payload=null()))
    return gone.rowcount, last


async def drop_campaigns(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Remove texts that no row carries any more; empty the others."""
    is_old = campaign.c.created_at < before
    await connection.execute(delete(reminder_text).where(reminder_text.c.day < before.date()))
    is_carried = exists().where(
        outbox.c.campaign_id == campaign.c.id, text("outbox.campaign_id IS NOT NULL")
    )
    is_named = exists().where(reminder_text.c.campaign_id == campaign.c.id)
    idle = (
        select(campaign.c.id)
        .where(is_old, ~is_carried, ~is_named, _is_not_newest(campaign))
        .limit(most)
    )
    gone = await connection.execute(delete(campaign).where(campaign.c.id.in_(idle)))
    told = select(campaign.c.id).where(is_old, campaign.c.kind != FORGOTTEN).limit(most)
    emptied = await connection.execute(
        update(campaign).where(campaign.c.id.in_(told)).values(payload={}, kind=FORGOTTEN)
    )
    return max(gone.rowcount, emptied.rowcount)


async def drop_reminder_messages(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Forget which messages were reminders of days long past; days sort as their names do."""
    column, last = message.c.subject, reminder_subject(before.date())
    first = reminder_subject(date.min)
    old = select(message.c.id).where(column >= first, column < last).limit(most)
    return (await connection.execute(delete(message).where(message.c.id.in_(old)))).rowcount


def _is_not_newest(table: Table) -> Any:
    newest = select(func.max(table.alias().c.id)).scalar_subquery()
    return table.c.id < newest
