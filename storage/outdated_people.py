"""People of whom nothing needs to be kept any more (community/keeping.py)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from community import keeping
from community.questions import FINAL
from community.questions import State as Question
from community.roles import State
from storage.retention import has_agreed
from storage.schema import account, draft, person, question, reminder_setting

RULES = (
    keeping.GUESTS,
    keeping.UNFINISHED,
    keeping.LEFT,
    keeping.REMOVED,
    keeping.REFUSED,
)


class OutdatedPeople:
    """Finds them; who turned reminders on, or is filling in a form, uses the bot and stays."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list(
        self, rule: keeping.Rule, now: datetime, *, but: Collection[int], most: int
    ) -> list[int]:
        """List at most `most` of those whom a rule lets go of; `but` are Telegram ids."""
        wants_reminders = exists().where(
            reminder_setting.c.person_id == person.c.id, reminder_setting.c.is_on == true()
        )
        found = await self._connection.execute(
            select(person.c.id)
            .join(account, account.c.person_id == person.c.id)
            .where(_outdated(rule, now - rule.span), ~wants_reminders)
            .where(account.c.telegram_id.not_in(sorted(but)))
            .limit(most)
        )
        return list(found.scalars())


def _outdated(rule: keeping.Rule, before: datetime) -> ColumnElement[bool]:
    is_guest = and_(person.c.state == State.GUEST, account.c.seen_at < before)
    if rule is keeping.GUESTS:
        return and_(is_guest, ~has_agreed(person.c.id))
    is_filling = exists().where(draft.c.person_id == person.c.id)  # to join again, perhaps
    if rule is keeping.UNFINISHED:
        return and_(is_guest, ~is_filling)
    if rule is keeping.LEFT:
        return and_(_stands(State.LEFT, before), ~_asks(), ~is_filling)
    state = State.REMOVED if rule is keeping.REMOVED else State.REFUSED
    return and_(_stands(state, before), ~is_filling)


def _stands(state: State, before: datetime) -> ColumnElement[bool]:
    return and_(person.c.state == state, person.c.state_at < before)


def _asks() -> ColumnElement[bool]:
    """Whether a question of theirs is not closed: deleting would take it or its answer back."""
    is_open = question.c.state.not_in(sorted(FINAL | {Question.CLOSED}))
    return exists().where(question.c.person_id == person.c.id, is_open)
