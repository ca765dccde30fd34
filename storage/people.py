"""People: who somebody is, found by Telegram id in one statement; their standing changes here."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, insert, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.form import Draft
from community.person import Person
from community.roles import Role, State
from storage import schema
from storage.schema import UtcDateTime

_agreed_version = (
    select(case((schema.consent.c.is_given == true(), schema.consent.c.notice_version)))
    .where(schema.consent.c.person_id == schema.person.c.id)
    .order_by(schema.consent.c.id.desc())
    .limit(1)
    .scalar_subquery()
)

# The hot path of every update: built once, one statement.
_PERSON: Select[Any] = (
    select(
        schema.person.c.id,
        schema.account.c.telegram_id,
        schema.person.c.state,
        schema.account.c.is_reachable,
        schema.profile.c.name,
        schema.moderator.c.person_id,
        _agreed_version,
        schema.draft.c.form,
        schema.draft.c.step,
        schema.draft.c.answers,
        schema.draft.c.view,
    )
    .select_from(schema.account)
    .join(schema.person, schema.person.c.id == schema.account.c.person_id)
    .outerjoin(schema.profile, schema.profile.c.person_id == schema.person.c.id)
    .outerjoin(schema.moderator, schema.moderator.c.person_id == schema.person.c.id)
    .outerjoin(
        schema.draft,
        and_(schema.draft.c.person_id == schema.person.c.id, schema.draft.c.is_open),
    )
)
_BY_TELEGRAM_ID = _PERSON.where(schema.account.c.telegram_id == bindparam("telegram_id"))
_BY_ID = _PERSON.where(schema.account.c.person_id == bindparam("person_id"))

_ADD_PERSON = insert(schema.person)
# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_ADD_ACCOUNT = text(
    "INSERT INTO account (telegram_id, person_id, seen_at) "
    "VALUES (:telegram_id, :person_id, :now) ON CONFLICT (telegram_id) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime()))
_DROP_PERSON = schema.person.delete().where(schema.person.c.id == bindparam("unused_id"))


class People:
    """The people who ever wrote to the bot in private."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, telegram_id: int) -> Person | None:
        """Return who has this Telegram id, with role, open draft and the notice agreed to."""
        found = await self._connection.execute(_BY_TELEGRAM_ID, {"telegram_id": telegram_id})
        row = found.first()
        return None if row is None else _person(row)

    async def get(self, person_id: int) -> Person | None:
        """Return the person of that id of ours; None once their data is deleted."""
        found = await self._connection.execute(_BY_ID, {"person_id": person_id})
        row = found.first()
        return None if row is None else _person(row)

    async def meet(self, telegram_id: int, now: datetime) -> Person:
        """Remember somebody new, by their id only; whoever met them first wins."""
        person_id = secrets.randbits(53) or 1
        await self._connection.execute(
            _ADD_PERSON,
            {"id": person_id, "state": State.GUEST.value, "created_at": now, "state_at": now},
        )
        added = await self._connection.execute(
            _ADD_ACCOUNT, {"telegram_id": telegram_id, "person_id": person_id, "now": now}
        )
        if added.rowcount == 0:  # another unit met them at the same moment
            await self._connection.execute(_DROP_PERSON, {"unused_id": person_id})
        person = await self.find(telegram_id)
        if person is None:
            raise LookupError("a person who was just met is gone")
        return person

    async def change_state(
        self, person_id: int, *, was: Collection[State], becomes: State, now: datetime
    ) -> bool:
        """Move a person from one of these states to another; False when they stand elsewhere.

        Who becomes a member gets the date of joining and their reminders; who is removed is
        marked for good, so that a new application is always reviewed.
        """
        values: dict[str, Any] = {"state": becomes.value, "state_at": now}
        if becomes is State.REMOVED:
            values["removed_before"] = True
        changed = await self._connection.execute(
            update(schema.person)
            .where(schema.person.c.id == person_id)
            .where(schema.person.c.state.in_([state.value for state in was]))
            .values(values)
        )
        if changed.rowcount == 0:
            return False
        if becomes is State.MEMBER:
            await self._start_membership(person_id, now)
        return True

    async def _start_membership(self, person_id: int, now: datetime) -> None:
        await self._connection.execute(
            update(schema.profile)
            .where(schema.profile.c.person_id == person_id)
            .values(joined_at=now)
        )
        await self._connection.execute(
            update(schema.reminder_setting)
            .where(schema.reminder_setting.c.person_id == person_id)
            .values(
                is_on=and_(
                    schema.reminder_setting.c.days != 0,
                    schema.reminder_setting.c.wants_off.is_(False),
                ),
                since=now,
            )
        )

    async def was_removed(self, person_id: int) -> bool:
        """Say whether the person was ever removed: their application is always reviewed."""
        found = await self._connection.execute(
            select(schema.person.c.removed_before).where(schema.person.c.id == person_id)
        )
        return bool(found.scalar())

    async def mark_reachable(self, person_id: int) -> bool:
        """Note that messages reach the person again; False when they did already."""
        changed = await self._connection.execute(
            update(schema.account)
            .where(schema.account.c.person_id == person_id)
            .where(~schema.account.c.is_reachable)
            .values(is_reachable=True, unreachable_at=None)
        )
        return changed.rowcount > 0

    async def mark_unreachable(self, person_id: int, now: datetime) -> bool:
        """Note that the person blocked the bot; False when that was known already."""
        changed = await self._connection.execute(
            update(schema.account)
            .where(schema.account.c.person_id == person_id)
            .where(schema.account.c.is_reachable)
            .values(is_reachable=False, unreachable_at=now)
        )
        return changed.rowcount > 0


def _person(row: Sequence[Any]) -> Person:
    (
        person_id,
        telegram_id,
        state,
        is_reachable,
        name,
        moderator_id,
        version,
        form,
        step,
        answers,
        view,
    ) = row
    return Person(
        id=person_id,
        telegram_id=telegram_id,
        state=State(state),
        role=Role.NONE if moderator_id is None else Role.MODERATOR,
        name=name,
        notice_version=version,
        is_reachable=bool(is_reachable),
        draft=None if form is None else Draft(form, step, answers, view),
    )
