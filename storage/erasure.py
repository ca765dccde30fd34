"""Deleting all that is held about a person, table by table, in one unit."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Executable,
    String,
    Table,
    TextClause,
    and_,
    case,
    cast,
    delete,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from community.applications import subject
from community.publishing_form import FORM as PUBLISHING
from community.question_card import files_subject
from community.question_card import subject as question_subject
from community.roles import State
from storage import schema
from storage.outbox import IS_WAITING
from storage.retention import KEPT_DAYS

PASSING = timedelta(minutes=1)  # what was said in the same breath as the deletion


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Who is deleted; `pseudonym` takes the place of their number where a trace has to stay."""

    person_id: int
    telegram_id: int
    pseudonym: int
    applications: tuple[int, ...]
    questions: tuple[int, ...]
    with_posts: bool
    now: datetime


Statement = Callable[[Goodbye], Executable]


def _rows_of(table: Table) -> Statement:
    """Delete the person's rows of a table."""
    return lambda goodbye: delete(table).where(table.c.person_id == goodbye.person_id)


def _pseudonym(column: str, table: Table) -> Statement:
    """Put the random number where the person's number stood."""

    def statement(goodbye: Goodbye) -> Executable:
        return (
            update(table)
            .where(table.c[column] == goodbye.person_id)
            .values({column: goodbye.pseudonym})
        )

    return statement


_EMPTY = {
    "payload": null(),
    "chat_id": None,
    "subject": None,
    "edits_message": None,
    "replace_key": None,
}
_WAITS = schema.outbox.c.state.in_(("pending", "attempted"))
_DROPPED = case((_WAITS, "dropped"), else_=schema.outbox.c.state)


def _emptied(*which: ColumnElement[bool] | TextClause) -> Executable:
    return update(schema.outbox).where(*which).values(state=_DROPPED, **_EMPTY)


def _own_outbox_rows(goodbye: Goodbye) -> Executable:
    column = schema.outbox.c
    return _emptied(
        column.person_id == goodbye.person_id,
        column.person_id.is_not(None),
        column.campaign_id.is_(None),
    )


def _nameless_outbox_rows(goodbye: Goodbye) -> Executable:
    column = schema.outbox.c
    return _emptied(
        column.chat_id == goodbye.telegram_id,
        column.person_id.is_(None),
        column.campaign_id.is_(None),
    )


def _campaign_rows(goodbye: Goodbye) -> Executable:
    column = schema.outbox.c
    campaigns = select(schema.campaign.c.id)
    return _emptied(
        column.campaign_id.is_not(None),
        column.campaign_id.in_(campaigns),
        column.person_id == goodbye.person_id,
    )


def _reminders(goodbye: Goodbye) -> Executable:
    # The key begins with the day: named days find the rows of a person without a scan.
    newest = goodbye.now.date() + timedelta(days=1)
    days = [newest - timedelta(days=back) for back in range(KEPT_DAYS + 3)]
    column = schema.reminder.c
    return delete(schema.reminder).where(
        column.day.in_(days), column.person_id == goodbye.person_id
    )


def _waiting_cards(goodbye: Goodbye) -> Executable:
    column = schema.outbox.c
    cards = [subject(number) for number in goodbye.applications]
    cards += [question_subject(number) for number in goodbye.questions]
    cards += [files_subject(number) for number in goodbye.questions]
    return _emptied(IS_WAITING, or_(column.subject.in_(cards), column.edits_message.in_(cards)))


def _own_questions(goodbye: Goodbye) -> Executable:
    """Take the asker off, and what they wrote: only what they allowed to be published may stay."""
    return (
        update(schema.question)
        .where(schema.question.c.person_id == goodbye.person_id)
        .values(person_id=None, text="", reason_text=None)
    )


def _own_words(goodbye: Goodbye) -> Executable:
    column = schema.question_entry.c
    return (
        update(schema.question_entry)
        .where(column.author_id == goodbye.person_id, column.question_id.in_(goodbye.questions))
        .values(author_id=goodbye.pseudonym)
    )


def _words_about(goodbye: Goodbye) -> Executable:
    """Forget what was said about the person's questions: answers and notes name who asked."""
    return (
        update(schema.question_entry)
        .where(schema.question_entry.c.question_id.in_(goodbye.questions))
        .values(text="", attachments=[], chat_id=None, message_id=None)
    )


def _reasons(goodbye: Goodbye) -> Executable:
    """Forget why an admin looked up who asked, and the like."""
    column = schema.question_event.c.question_id
    return update(schema.question_event).where(column.in_(goodbye.questions)).values(details={})


def _held_about(goodbye: Goodbye) -> Executable:
    column = schema.held_reply.c.question_id
    return delete(schema.held_reply).where(column.in_(goodbye.questions))


def _drafts_about(goodbye: Goodbye) -> Executable:
    """Delete what moderators had begun to write about the person's questions."""
    column = schema.draft.c
    numbers = [str(number) for number in goodbye.questions]
    is_answer = cast(column.answers["question"].as_string(), String).in_(numbers)
    is_publishing = cast(column.answers["number"].as_string(), String).in_(numbers)
    return delete(schema.draft).where(
        or_(is_answer, and_(column.form == PUBLISHING.name, is_publishing))
    )


def _parts(goodbye: Goodbye) -> Executable:
    column = schema.question_part.c.question_id
    return delete(schema.question_part).where(column.in_(goodbye.questions))


def _words_on_duty(goodbye: Goodbye) -> Executable:
    """Let answers stay as those of Moderator CoP."""
    return (
        update(schema.question_entry)
        .where(schema.question_entry.c.author_id == goodbye.person_id)
        .values(author_id=goodbye.pseudonym, chat_id=None, message_id=None)
    )


def _citations(goodbye: Goodbye) -> Executable:
    return delete(schema.citation).where(
        schema.citation.c.question_id.in_(goodbye.questions if goodbye.with_posts else ())
    )


def _publications(goodbye: Goodbye) -> Executable:
    """Unpublish what was asked, where its asker said so; it was anonymous before."""
    return delete(schema.publication).where(
        schema.publication.c.question_id.in_(goodbye.questions if goodbye.with_posts else ())
    )


def _set_aside_updates(goodbye: Goodbye) -> Executable:
    column = schema.inbox.c
    # An update in a group names the person only inside its text.
    names = column.raw.contains(str(goodbye.telegram_id), autoescape=True)
    return (
        update(schema.inbox)
        .where(column.handled_at.is_not(None), column.raw.is_not(None))
        .where(or_(column.order_key == goodbye.telegram_id, names))
        .values(raw=None, order_key=None)
    )


def _leave_number(goodbye: Goodbye) -> Executable:
    return (
        update(schema.person)
        .where(schema.person.c.id == goodbye.person_id)
        .values(state=State.ERASED, state_at=goodbye.now, removed_before=False)
    )


ERASERS: tuple[tuple[Table, tuple[Statement, ...]], ...] = (
    (schema.draft, (_rows_of(schema.draft), _drafts_about)),
    (
        schema.publication,
        (_citations, _publications, _pseudonym("proposed_by", schema.publication)),
    ),
    (schema.held_reply, (_rows_of(schema.held_reply), _held_about)),
    (schema.question_entry, (_own_words, _words_about, _words_on_duty)),
    (schema.question_part, (_parts,)),
    (schema.question_event, (_pseudonym("actor_id", schema.question_event), _reasons)),
    (schema.question, (_own_questions, _pseudonym("holder_id", schema.question))),
    (schema.template, (_pseudonym("changed_by", schema.template),)),
    (schema.topic_edit, (_pseudonym("changed_by", schema.topic_edit),)),
    (schema.rule, (_pseudonym("changed_by", schema.rule),)),
    (schema.interest, (_rows_of(schema.interest),)),
    (schema.reminder_setting, (_rows_of(schema.reminder_setting),)),
    (schema.attendance, (_rows_of(schema.attendance),)),
    (schema.reminder, (_reminders,)),
    (schema.session, (_pseudonym("created_by", schema.session),)),
    (schema.session_reach, (_pseudonym("recorded_by", schema.session_reach),)),
    (schema.reach_history, (_pseudonym("imported_by", schema.reach_history),)),
    (schema.programme_day, (_pseudonym("changed_by", schema.programme_day),)),
    (schema.day_correction, (_pseudonym("changed_by", schema.day_correction),)),
    (schema.ramadan, (_pseudonym("changed_by", schema.ramadan),)),
    (schema.confirmed_year, (_pseudonym("confirmed_by", schema.confirmed_year),)),
    (schema.consent, (_rows_of(schema.consent),)),
    (schema.expertise, (_rows_of(schema.expertise),)),
    (
        schema.moderator,
        (_rows_of(schema.moderator), _pseudonym("appointed_by", schema.moderator)),
    ),
    (
        schema.application,
        (_rows_of(schema.application), _pseudonym("decided_by", schema.application)),
    ),
    (schema.profile, (_rows_of(schema.profile),)),
    (schema.account, (_rows_of(schema.account),)),
    (
        schema.audit,
        (_pseudonym("actor", schema.audit), _pseudonym("subject", schema.audit)),
    ),
    (schema.message, (_rows_of(schema.message),)),
    (schema.inbox, (_set_aside_updates,)),
    (
        schema.outbox,
        (_own_outbox_rows, _nameless_outbox_rows, _campaign_rows, _waiting_cards),
    ),
    (schema.person, (_leave_number,)),
)
"""What happens in each table; whoever adds a table with people in it adds a line."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A deletion whose traces are not all gone yet."""

    person_id: int
    asked_at: datetime


class Erasures:
    """Deletes people's data, and knows which deletions still have traces."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def erase(self, person_id: int, *, with_posts: bool, now: datetime) -> bool:
        """Delete all that is held about a person; False when it is gone already."""
        connection = self._connection
        telegram_id = (
            await connection.execute(
                select(schema.account.c.telegram_id).where(schema.account.c.person_id == person_id)
            )
        ).scalar()
        if telegram_id is None:
            return False
        numbers = await connection.execute(
            select(schema.application.c.id).where(schema.application.c.person_id == person_id)
        )
        asked = await connection.execute(
            select(schema.question.c.id).where(schema.question.c.person_id == person_id)
        )
        goodbye = Goodbye(
            person_id=person_id,
            telegram_id=telegram_id,
            pseudonym=secrets.randbits(53) or 1,
            applications=tuple(numbers.scalars()),
            questions=tuple(asked.scalars()),
            with_posts=with_posts,
            now=now,
        )
        for _, statements in ERASERS:
            for statement in statements:
                await connection.execute(statement(goodbye))
        await connection.execute(schema.erasure.insert(), {"person_id": person_id, "asked_at": now})
        return True

    async def list_unfinished(self, limit: int) -> list[Unfinished]:
        """List deletions whose traces are not all gone, oldest first."""
        rows = await self._connection.execute(
            select(schema.erasure.c.person_id, schema.erasure.c.asked_at)
            .where(schema.erasure.c.finished_at.is_(None))
            .order_by(schema.erasure.c.asked_at, schema.erasure.c.person_id)
            .limit(limit)
        )
        return [Unfinished(*row) for row in rows]

    async def sweep(self, unfinished: Unfinished, now: datetime) -> bool:
        """Remove what was still on its way at the deletion; says whether all of it is gone.

        The farewell is a row of its own that must be sent first. What was said to others before
        the deletion may name the person: its texts are of no use once sent.
        """
        column = schema.outbox.c
        own = and_(
            column.person_id == unfinished.person_id,
            column.person_id.is_not(None),
            column.campaign_id.is_(None),
        )
        await self._connection.execute(update(schema.outbox).where(own, ~_WAITS).values(_EMPTY))
        await self._connection.execute(
            delete(schema.message).where(schema.message.c.person_id == unfinished.person_id)
        )
        until = unfinished.asked_at + PASSING
        due = or_(column.not_before.is_(None), column.not_before <= now)
        waiting = await self._connection.execute(
            select(func.count())
            .select_from(schema.outbox)
            .where(IS_WAITING, column.campaign_id.is_(None))
            .where(or_(own, and_(column.created_at <= until, due)))
        )
        return waiting.scalar_one() == 0

    async def mark_finished(self, person_id: int, now: datetime) -> None:
        """Note that nothing is left."""
        await self._connection.execute(
            update(schema.erasure)
            .where(schema.erasure.c.person_id == person_id)
            .values(finished_at=now)
        )
