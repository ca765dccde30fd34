"""How long things are kept (product.md, section 8): what is too old goes, a chunk at a time."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, and_, delete, exists, or_, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.posts import State as Post
from community.roles import State
from storage.schema import (
    account,
    application,
    audit,
    campaign,
    citation,
    consent,
    draft,
    erasure,
    held_reply,
    inbox,
    kept_search,
    occasion,
    person,
    post,
    post_event,
    post_version,
    publication,
    question,
    question_entry,
    question_event,
    question_part,
    reminder_setting,
    reminder_slot,
    reminder_text,
)

GUESTS = timedelta(days=7)  # who never agreed to anything
DRAFTS = timedelta(days=14)
UNAGREED_DRAFTS = timedelta(days=7)
DOUBLES = timedelta(hours=48)  # update ids, against Telegram's repetitions
SET_ASIDE = timedelta(days=7)
TEXTS = timedelta(days=30)
REFUSED = timedelta(days=365)
TRAIL = timedelta(days=5 * 365)
LOGS = timedelta(days=365)  # what became of reminders, hour by hour
ONCE = timedelta(days=400)  # what happens once a year at most
FORGOTTEN = "forgotten"  # the kind of a campaign whose text is gone
_IS_FINAL = text("question.state IN ('refused', 'withdrawn')")  # of the partial index
KEPT_DAYS = 7  # of reminders: the rows that say who got one; how many stays in reminder_slot


def _has_agreed(person_id: Column[int]) -> ColumnElement[bool]:
    return exists().where(consent.c.person_id == person_id, consent.c.is_given == true())


class Retention:
    """Removes what has been kept long enough; each call removes at most `most` rows."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def list_outdated_people(
        self, now: datetime, *, but: Collection[int], most: int
    ) -> list[int]:
        """List people of whom nothing needs to be kept any more; `but` are Telegram ids.

        Guests who never agreed, those who agreed and never finished, and who was refused a year
        ago; whoever turned reminders on stays.
        """
        wants_reminders = exists().where(
            reminder_setting.c.person_id == person.c.id, reminder_setting.c.is_on == true()
        )
        has_draft = exists().where(draft.c.person_id == person.c.id)
        has_agreed = _has_agreed(person.c.id)
        outdated = or_(
            and_(person.c.state == State.GUEST, ~has_agreed, account.c.seen_at < now - GUESTS),
            and_(person.c.state == State.GUEST, ~has_draft, account.c.seen_at < now - DRAFTS),
            and_(person.c.state == State.REFUSED, person.c.state_at < now - REFUSED),
        )
        found = await self._connection.execute(
            select(person.c.id)
            .join(account, account.c.person_id == person.c.id)
            .where(outdated, ~wants_reminders, account.c.telegram_id.not_in(sorted(but)))
            .limit(most)
        )
        return list(found.scalars())

    async def drop_drafts(self, now: datetime, most: int) -> int:
        """Throw half-filled forms away that nobody went on with."""
        outdated = or_(
            draft.c.updated_at < now - DRAFTS,
            and_(draft.c.updated_at < now - UNAGREED_DRAFTS, ~_has_agreed(draft.c.person_id)),
        )
        chosen = select(draft.c.person_id, draft.c.form).where(outdated).limit(most)
        rows = (await self._connection.execute(chosen)).all()
        if rows:
            await self._connection.execute(
                delete(draft).where(
                    or_(
                        *(
                            and_(draft.c.person_id == row.person_id, draft.c.form == row.form)
                            for row in rows
                        )
                    ),
                    outdated,
                )
            )
        return len(rows)

    async def drop_held_replies(self, now: datetime, most: int) -> int:
        """Forget replies to cards whose authors never said whether they are the answer."""
        outdated = select(held_reply.c.id).where(held_reply.c.at < now - DRAFTS).limit(most)
        gone = await self._connection.execute(
            delete(held_reply).where(held_reply.c.id.in_(outdated))
        )
        return gone.rowcount

    async def drop_searches(self, now: datetime, most: int) -> int:
        """Forget what was searched for; the buttons below its results say so."""
        outdated = select(kept_search.c.id).where(kept_search.c.at < now - DRAFTS).limit(most)
        gone = await self._connection.execute(
            delete(kept_search).where(kept_search.c.id.in_(outdated))
        )
        return gone.rowcount

    async def drop_updates(self, now: datetime, most: int) -> int:
        """Forget the ids of handled updates, and those that were set aside with their text."""
        is_set_aside = inbox.c.raw.is_not(None)
        outdated = (
            select(inbox.c.seq)
            .where(
                inbox.c.handled_at < now - DOUBLES,
                or_(~is_set_aside, inbox.c.handled_at < now - SET_ASIDE),
            )
            .limit(most)
        )
        gone = await self._connection.execute(delete(inbox).where(inbox.c.seq.in_(outdated)))
        return gone.rowcount

    async def drop_applications(self, now: datetime, most: int) -> int:
        """Forget applications that were refused or taken back long ago."""
        outdated = (
            select(application.c.id)
            .where(
                application.c.state.in_(("refused", "withdrawn")),
                application.c.decided_at < now - REFUSED,
            )
            .limit(most)
        )
        gone = await self._connection.execute(
            delete(application).where(application.c.id.in_(outdated))
        )
        return gone.rowcount

    async def drop_questions(self, now: datetime, most: int) -> int:
        """Forget questions that were refused or withdrawn long ago, with all that was said."""
        outdated = (
            select(question.c.id)
            .where(_IS_FINAL, question.c.state_at < now - REFUSED)
            .order_by(question.c.state_at)
            .limit(most)
        )
        numbers = list(await self._connection.scalars(outdated))
        if not numbers:
            return 0
        for part in (citation, publication, held_reply, question_entry, question_part):
            await self._connection.execute(delete(part).where(part.c.question_id.in_(numbers)))
        await self._connection.execute(
            delete(question_event).where(question_event.c.question_id.in_(numbers))
        )
        await self._connection.execute(delete(question).where(question.c.id.in_(numbers)))
        return len(numbers)

    async def drop_refused_posts(self, now: datetime, most: int) -> int:
        """Forget posts that were refused long ago; nobody but their author ever read them."""
        chosen = (
            select(post.c.id)
            .where(post.c.state == Post.REFUSED, post.c.state_at < now - REFUSED)
            .order_by(post.c.id)
            .limit(most)
        )
        numbers = list((await self._connection.execute(chosen)).scalars())
        for table in (post_event, post_version):
            await self._connection.execute(delete(table).where(table.c.post_id.in_(numbers)))
        gone = await self._connection.execute(delete(post).where(post.c.id.in_(numbers)))
        return gone.rowcount

    async def drop_trail(self, now: datetime, most: int) -> int:
        """Forget the trail of long ago."""
        outdated = select(audit.c.id).where(audit.c.at < now - TRAIL).limit(most)
        gone = await self._connection.execute(delete(audit).where(audit.c.id.in_(outdated)))
        return gone.rowcount

    async def drop_erasures(self, now: datetime, most: int) -> int:
        """Forget that a deletion was finished."""
        outdated = (
            select(erasure.c.person_id).where(erasure.c.finished_at < now - TEXTS).limit(most)
        )
        gone = await self._connection.execute(
            delete(erasure).where(erasure.c.person_id.in_(outdated))
        )
        return gone.rowcount

    async def drop_reminder_logs(self, now: datetime, most: int) -> int:
        """Forget what became of the reminders of a year ago, and which text they had."""
        texts = (
            select(reminder_text.c.campaign_id)
            .where(reminder_text.c.day < (now - TEXTS).date())
            .limit(most)
        )
        gone = await self._connection.execute(
            delete(reminder_text).where(reminder_text.c.campaign_id.in_(texts))
        )
        await self._connection.execute(
            delete(reminder_slot).where(reminder_slot.c.day < (now - LOGS).date())
        )
        return gone.rowcount

    async def drop_occasions(self, now: datetime, most: int) -> int:
        """Forget what cannot happen a second time any more."""
        outdated = select(occasion.c.key).where(occasion.c.at < now - ONCE).limit(most)
        gone = await self._connection.execute(delete(occasion).where(occasion.c.key.in_(outdated)))
        return gone.rowcount

    async def forget_campaigns(self, now: datetime, most: int) -> int:
        """Empty the texts of mass messages, as long after as those of single ones."""
        outdated = (
            select(campaign.c.id)
            .where(campaign.c.created_at < now - TEXTS, campaign.c.kind != FORGOTTEN)
            .limit(most)
        )
        emptied = await self._connection.execute(
            update(campaign).where(campaign.c.id.in_(outdated)).values(payload={}, kind=FORGOTTEN)
        )
        return emptied.rowcount
