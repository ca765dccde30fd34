"""What is too old goes, a chunk at a time; how long things are kept stands in community/keeping."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, and_, delete, exists, or_, select, text, true
from sqlalchemy.ext.asyncio import AsyncConnection

from community import keeping
from community.applications import subject as application_subject
from community.post_buttons import announced_subject, card_subject, own_subject, shown_subject
from community.post_card import files_subject as post_files_subject
from community.posts import State as Post
from community.question_card import asker_subject, files_subject
from community.question_card import subject as question_subject
from storage import passing
from storage.schema import (
    announcement,
    application,
    audit,
    citation,
    consent,
    draft,
    erasure,
    fault,
    held_reply,
    inbox,
    kept_search,
    message,
    occasion,
    post,
    post_event,
    post_version,
    publication,
    question,
    question_entry,
    question_event,
    question_part,
    reminder,
    reminder_slot,
)


@dataclass(frozen=True, slots=True)
class Pass:
    """How many rows a chunk removed, and behind which id the next one begins; None: it was all."""

    gone: int
    after: int | None


Drop = Callable[[AsyncConnection, datetime, int], Awaitable[int]]
"""Removes at most so many rows older than a moment, and says how many."""

_IS_FINAL = text("question.state IN ('refused', 'withdrawn')")  # the words of the partial index


class Retention:
    """Removes what has been kept long enough."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def drop(self, rule: keeping.Rule, now: datetime, most: int, after: int = 0) -> Pass:
        """Remove at most `most` rows that a rule lets go of; `after` goes on with the last pass."""
        before = now - rule.span
        if rule is keeping.MESSAGES_OUT or rule is keeping.UNREACHED:
            gone, last = await passing.drop_rows(self._connection, rule, before, after, most)
            return Pass(gone, last)
        gone = await _DROPS[rule.name](self._connection, before, most)
        return Pass(gone, 0 if gone == most else None)


def _rows(
    table: Table, key: Column[int] | Column[str], at: Column[datetime], *which: ColumnElement[bool]
) -> Drop:
    """Remove rows by the moment that a column holds."""

    async def drop(connection: AsyncConnection, before: datetime, most: int) -> int:
        limit: object = before.date() if str(at.type) == "DATE" else before
        outdated = select(key).where(at < limit, *which).limit(most)
        return (await connection.execute(delete(table).where(key.in_(outdated)))).rowcount

    return drop


def has_agreed(person_id: Column[int]) -> ColumnElement[bool]:
    """Say whether somebody ever agreed to the privacy notice."""
    return exists().where(consent.c.person_id == person_id, consent.c.is_given == true())


def _drafts(*which: ColumnElement[bool]) -> Drop:
    """Throw half-filled forms away that nobody went on with."""

    async def drop(connection: AsyncConnection, before: datetime, most: int) -> int:
        outdated = and_(draft.c.updated_at < before, *which)
        chosen = select(draft.c.person_id, draft.c.form).where(outdated).limit(most)
        keys = [
            and_(draft.c.person_id == row.person_id, draft.c.form == row.form)
            for row in await connection.execute(chosen)
        ]
        for some in (keys[start : start + 200] for start in range(0, len(keys), 200)):
            await connection.execute(delete(draft).where(or_(*some), outdated))
        return len(keys)

    return drop


async def _held_replies(connection: AsyncConnection, before: datetime, most: int) -> int:
    chosen = select(held_reply.c.id).where(held_reply.c.at < before).limit(most)
    numbers = list(await connection.scalars(chosen))
    await connection.execute(delete(held_reply).where(held_reply.c.id.in_(numbers)))
    await _forget_messages(connection, [f"held:{number}" for number in numbers])
    return len(numbers)


async def _applications(connection: AsyncConnection, before: datetime, most: int) -> int:
    is_over = application.c.state.in_(("refused", "withdrawn"))
    chosen = select(application.c.id).where(is_over, application.c.decided_at < before).limit(most)
    numbers = list(await connection.scalars(chosen))
    await connection.execute(delete(application).where(application.c.id.in_(numbers)))
    await _forget_messages(connection, [application_subject(number) for number in numbers])
    return len(numbers)


async def _questions(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Forget questions with all that was said about them."""
    chosen = (
        select(question.c.id)
        .where(_IS_FINAL, question.c.state_at < before)
        .order_by(question.c.state_at)
        .limit(most)
    )
    numbers = list(await connection.scalars(chosen))
    if not numbers:
        return 0
    entries = list(
        await connection.scalars(
            select(question_entry.c.id).where(question_entry.c.question_id.in_(numbers))
        )
    )
    await _forget_messages(connection, _about_questions(numbers, entries))
    for part in (citation, publication, held_reply, question_entry, question_part, question_event):
        await connection.execute(delete(part).where(part.c.question_id.in_(numbers)))
    await connection.execute(delete(question).where(question.c.id.in_(numbers)))
    return len(numbers)


def _about_questions(numbers: list[int], entries: list[int]) -> list[str]:
    names = [f"{kind}:{number}" for number in numbers for kind in ("consent", "told", "line")]
    for number in numbers:
        names += [question_subject(number), files_subject(number), asker_subject(number)]
    kinds = ("answer", "answer_files", "request")
    return names + [f"{kind}:{entry}" for entry in entries for kind in kinds]


async def _posts(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Forget posts that were refused; nobody but their author and moderators ever read them."""
    chosen = (
        select(post.c.id)
        .where(post.c.state == Post.REFUSED, post.c.state_at < before)
        .order_by(post.c.id)
        .limit(most)
    )
    numbers = list(await connection.scalars(chosen))
    names = (card_subject, own_subject, announced_subject, shown_subject, post_files_subject)
    await _forget_messages(connection, [name(number) for number in numbers for name in names])
    for part in (post_event, post_version, announcement):
        await connection.execute(delete(part).where(part.c.post_id.in_(numbers)))
    await connection.execute(delete(post).where(post.c.id.in_(numbers)))
    return len(numbers)


async def _forget_messages(connection: AsyncConnection, subjects: list[str]) -> None:
    """Forget where things were shown that are no more."""
    for start in range(0, len(subjects), 500):
        some = subjects[start : start + 500]
        await connection.execute(delete(message).where(message.c.subject.in_(some)))


async def _reminded(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Forget who was reminded; how many there were stays in `reminder_slot`."""
    chosen = (
        select(reminder.c.day, reminder.c.person_id)
        .where(reminder.c.day < before.date())
        .order_by(reminder.c.day, reminder.c.person_id)
        .limit(most)
    )
    found = (await connection.execute(chosen)).all()
    if not found:
        return 0
    day, last = found[-1]
    until = and_(reminder.c.day == day, reminder.c.person_id <= last)
    is_old = and_(reminder.c.day >= found[0].day, or_(reminder.c.day < day, until))
    await connection.execute(delete(reminder).where(is_old))
    return len(found)


async def _reminder_log(connection: AsyncConnection, before: datetime, most: int) -> int:
    del most  # some dozens a day at most
    old = delete(reminder_slot).where(reminder_slot.c.day < before.date())
    await connection.execute(old)
    return 0


_DROPS: Mapping[str, Drop] = {
    keeping.DRAFTS.name: _drafts(),
    keeping.GUEST_DRAFTS.name: _drafts(~has_agreed(draft.c.person_id)),
    keeping.HELD_REPLIES.name: _held_replies,
    keeping.SEARCHES.name: _rows(kept_search, kept_search.c.id, kept_search.c.at),
    keeping.UPDATE_IDS.name: _rows(inbox, inbox.c.seq, inbox.c.handled_at, inbox.c.raw.is_(None)),
    keeping.SET_ASIDE.name: _rows(inbox, inbox.c.seq, inbox.c.handled_at),
    keeping.MASS_TEXTS.name: passing.drop_campaigns,
    keeping.REMINDED_MESSAGES.name: passing.drop_reminder_messages,
    keeping.REMINDED.name: _reminded,
    keeping.REMINDER_LOG.name: _reminder_log,
    keeping.APPLICATIONS.name: _applications,
    keeping.QUESTIONS.name: _questions,
    keeping.POSTS.name: _posts,
    keeping.TRAIL.name: _rows(audit, audit.c.id, audit.c.at),
    keeping.ERASURES.name: _rows(erasure, erasure.c.person_id, erasure.c.finished_at),
    keeping.OCCASIONS.name: _rows(occasion, occasion.c.key, occasion.c.at),
    keeping.FAULTS.name: _rows(fault, fault.c.kind, fault.c.seen_at),
}
"""What removes the rows of each rule; the outbox is walked, and people are erased whole."""
