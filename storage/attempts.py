"""Attempts at saying what is in the outbox: marked before the request leaves, then judged."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.forum_threads import ForumThreads, Thread
from storage.messages import Messages, Place, Said
from storage.outbox import IS_PENDING, IS_WAITING, State
from storage.schema import UtcDateTime, account, outbox, reminder_setting

About = tuple[str, int]
"""A subject and the person to whom something about it is said."""

UNKNOWN_ONCE = "unknown"
"""The `error` of a row that is said a second time because nobody answered the first."""

MOST_ATTEMPTS = 10
"""An answer outlives that many kills: it must arrive at least once, however often the bot dies.

There is an end to it, because the row may be what brings the bot down.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one attempt.

    With state pending the row is tried again: `kind` and `payload` are then its new content, if it
    has any, and an attempt that does not count leaves no trace.
    """

    row_id: int
    state: State
    error: str | None = None
    said: Said | None = None
    lost_chat: int | None = None  # a private chat that cannot be reached any more
    new_chat: tuple[int, int] | None = None  # a group that became a supergroup: old and new id
    is_counted: bool = True
    kind: str | None = None
    payload: Mapping[str, Any] | None = None
    thread: Thread | None = None  # what became of one that was to be made
    lost_thread: tuple[int, int] | None = None  # chat and id of one that was deleted
    forgets: bool = False  # its text is of no use any more: kept no longer


@dataclass(frozen=True, slots=True)
class Recovery:
    """How many attempts of an earlier run nobody answered: said again, and left alone."""

    again: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Listener:
    """A person whom messages reach, and what they want to hear unasked."""

    is_off: bool = False  # said so; somebody who never chose anything is not off
    paused_until: str | None = None  # last day of a pause, ISO


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A row that may still be sent."""

    row_id: int
    not_before: datetime | None


_IS_ATTEMPTED: ColumnElement[bool] = literal_column("outbox.state = 'attempted'")
_newer = outbox.alias("newer")
_IS_REPLACED: ColumnElement[bool] = and_(
    outbox.c.replace_key.is_not(None),
    exists(
        select(1).where(
            _newer.c.replace_key == outbox.c.replace_key,
            literal_column("newer.state = 'pending' AND newer.replace_key IS NOT NULL"),
            _newer.c.id != outbox.c.id,
        )
    ),
)
_PENDING_OR_REPLACED = case((_IS_REPLACED, "replaced"), else_="pending")
_IDS = outbox.c.id.in_(bindparam("ids", expanding=True))
_ID = outbox.c.id == bindparam("row_id")

_AT = bindparam("at", type_=UtcDateTime())
# Marked at that very moment: by this transaction, run again because its commit was not answered.
_IS_OURS: ColumnElement[bool] = and_(_IS_ATTEMPTED, outbox.c.attempted_at == _AT)
_MARK = (
    update(outbox)
    .where(_IDS, or_(IS_PENDING, _IS_OURS))
    .values(
        state="attempted",
        attempts=outbox.c.attempts + case((IS_PENDING, 1), else_=0),
        attempted_at=_AT,
    )
    .returning(outbox.c.id)
)
_POSTPONE = update(outbox).where(_IDS, IS_PENDING).values(not_before=bindparam("until"))
_SENT = (
    update(outbox).where(_IDS, IS_WAITING).values(state="sent", error=None).returning(outbox.c.id)
)
_FINISH = (
    update(outbox)
    .where(_ID, IS_WAITING)
    .values(state=bindparam("new_state"), error=bindparam("new_error"))
)
_FORGET = update(outbox).where(_IDS).values(payload=null())
_AGAIN = (
    update(outbox)
    .where(_ID, IS_WAITING)
    .values(
        state=_PENDING_OR_REPLACED,
        attempts=outbox.c.attempts - bindparam("uncounted"),
        attempted_at=None,
        error=func.coalesce(bindparam("new_error"), outbox.c.error),
    )
)
_SAY_DIFFERENTLY = (
    update(outbox)
    .where(_ID, IS_WAITING)
    .values(
        state=_PENDING_OR_REPLACED,
        attempted_at=None,
        kind=bindparam("new_kind"),
        payload=bindparam("new_payload"),
        edits_message=None,
    )
)
_LOST = (
    update(account)
    .where(account.c.telegram_id.in_(bindparam("chats", expanding=True)), account.c.is_reachable)
    .values(is_reachable=False, unreachable_at=bindparam("at"))
)
_LISTENERS = (
    select(account.c.person_id, reminder_setting.c.is_on, reminder_setting.c.paused_until)
    .outerjoin(reminder_setting, reminder_setting.c.person_id == account.c.person_id)
    .where(account.c.person_id.in_(bindparam("people", expanding=True)), account.c.is_reachable)
)
_UNFINISHED = select(outbox.c.id, outbox.c.subject, outbox.c.person_id, outbox.c.not_before).where(
    tuple_(outbox.c.person_id, outbox.c.subject).in_(bindparam("places", expanding=True)),
    IS_WAITING,
    text("subject IS NOT NULL"),  # the words of the partial index
)
_UNFINISHED_TALK = select(
    outbox.c.id, outbox.c.subject, outbox.c.chat_id, outbox.c.not_before
).where(
    tuple_(outbox.c.chat_id, outbox.c.subject).in_(bindparam("places", expanding=True)),
    IS_WAITING,
    text("lane <> 'bulk'"),  # the words of the partial index
)
_IS_REPEATABLE = outbox.c.kind.in_(bindparam("repeatable", expanding=True))
_MAY_BE_REPEATED = or_(  # an answer once more, of mass messages only what does no harm twice
    and_(
        outbox.c.campaign_id.is_(None),
        outbox.c.lane != "bulk",
        or_(outbox.c.attempts < MOST_ATTEMPTS, _IS_REPEATABLE),
    ),
    and_(outbox.c.campaign_id.is_not(None), _IS_REPEATABLE),
)
_RECOVER = (
    update(outbox)
    .where(_IS_ATTEMPTED, _MAY_BE_REPEATED)
    .values(state=_PENDING_OR_REPLACED, attempted_at=None, error=UNKNOWN_ONCE)
)
_GIVE_UP = update(outbox).where(_IS_ATTEMPTED).values(state="unknown", error=UNKNOWN_ONCE)


class Attempts:
    """The table `outbox` as delivery changes it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def recover(self, repeatable: Collection[str]) -> Recovery:
        """Judge what the last run left without an outcome; `repeatable` kinds do no harm twice."""
        again = await self._connection.execute(_RECOVER, {"repeatable": list(repeatable)})
        unknown = await self._connection.execute(_GIVE_UP)
        return Recovery(again.rowcount, unknown.rowcount)

    async def mark(self, ids: Sequence[int], at: datetime) -> set[int]:
        """Mark rows as attempted at a moment; says which of them are ours to send."""
        if not ids:
            return set()
        marked = await self._connection.execute(_MARK, {"ids": list(ids), "at": at})
        return set(marked.scalars())

    async def postpone(self, ids: Sequence[int], until: datetime) -> None:
        """Let rows that are pending wait until some time."""
        await self._connection.execute(_POSTPONE, {"ids": list(ids), "until": until})

    async def listeners(self, people: Collection[int]) -> dict[int, Listener]:
        """Return those of these people who have an account that messages reach."""
        if not people:
            return {}
        found = await self._connection.execute(_LISTENERS, {"people": list(people)})
        return {
            person_id: Listener(is_off=is_on is not None and not is_on, paused_until=paused_until)
            for person_id, is_on, paused_until in found
        }

    async def unfinished(self, about: Collection[About]) -> dict[About, list[Unfinished]]:
        """Return what is still to be said about subjects to people."""
        if not about:
            return {}
        asked = [(person_id, subject) for subject, person_id in about]
        rows: dict[About, list[Unfinished]] = {}
        for row in await self._connection.execute(_UNFINISHED, {"places": asked}):
            rows.setdefault((row.subject, row.person_id), []).append(
                Unfinished(row.id, row.not_before)
            )
        return rows

    async def unfinished_talk(self, places: Collection[Place]) -> dict[Place, list[Unfinished]]:
        """Return what is still to be said about subjects in chats, mass messages aside."""
        if not places:
            return {}
        asked = [(chat_id, subject) for subject, chat_id in places]
        rows: dict[Place, list[Unfinished]] = {}
        for row in await self._connection.execute(_UNFINISHED_TALK, {"places": asked}):
            rows.setdefault((row.subject, row.chat_id), []).append(
                Unfinished(row.id, row.not_before)
            )
        return rows

    async def record(self, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Write down what became of attempts, and what follows from it."""
        sent = [one for one in outcomes if one.state is State.SENT]
        again = [one for one in outcomes if one.state is State.PENDING]
        other = [one for one in outcomes if one.state not in (State.SENT, State.PENDING)]
        if sent:
            await self._record_sent(sent, at)
        if again:
            await self._record_again(again)
        if other:
            await self._connection.execute(
                _FINISH,
                [
                    {"row_id": one.row_id, "new_state": one.state.value, "new_error": one.error}
                    for one in other
                ],
            )
        forgotten = [one.row_id for one in outcomes if one.forgets]
        if forgotten:
            await self._connection.execute(_FORGET, {"ids": forgotten})
        await self._record_threads(outcomes, at)
        lost = [one.lost_chat for one in other if one.lost_chat is not None]
        if lost:
            await self._connection.execute(_LOST, {"chats": lost, "at": at})

    async def _record_threads(self, outcomes: Sequence[Outcome], at: datetime) -> None:
        threads = ForumThreads(self._connection)
        for one in outcomes:
            if one.thread is not None:
                await threads.put(one.thread, at)
            if one.lost_thread is not None:
                await threads.forget(*one.lost_thread, at)

    async def _record_sent(self, sent: Sequence[Outcome], at: datetime) -> None:
        recorded = await self._connection.execute(_SENT, {"ids": [one.row_id for one in sent]})
        ids = set(recorded.scalars())
        # A person whose data was deleted meanwhile must not come back by a message of theirs.
        said = [one.said for one in sent if one.said is not None and one.row_id in ids]
        await Messages(self._connection).add(said, at)

    async def _record_again(self, again: Sequence[Outcome]) -> None:
        same = [one for one in again if one.kind is None]
        different = [one for one in again if one.kind is not None]
        if same:
            await self._connection.execute(
                _AGAIN,
                [
                    {
                        "row_id": one.row_id,
                        "uncounted": 0 if one.is_counted else 1,
                        "new_error": one.error,
                    }
                    for one in same
                ],
            )
        if different:
            await self._connection.execute(
                _SAY_DIFFERENTLY,
                [
                    {"row_id": one.row_id, "new_kind": one.kind, "new_payload": one.payload}
                    for one in different
                ],
            )
        for one in again:
            if one.new_chat is not None:
                await Messages(self._connection).add_alias(*one.new_chat)
