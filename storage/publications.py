"""What is published of questions, and what askers are asked to allow; the search goes with it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.publishing import Content, State
from storage.publication import ALL, Publication, as_json, with_rules
from storage.schema import citation, publication, question, rule
from storage.search import FAQ, Search

_IS_PUBLISHED = publication.c.state == State.PUBLISHED
_NOTHING = {"question": "", "answer": "", "source": "", "review_on": None}
"""Of what is not published (any more) no text is kept."""


class Publications:
    """Reads and changes the table `publication`; what it publishes can be found, nothing else."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, number: int) -> Publication | None:
        """Return how a question stands; None when it was never to be published."""
        found = await self._connection.execute(ALL.where(publication.c.question_id == number))
        row = found.first()
        return None if row is None else (await with_rules(self._connection, [row]))[0]

    async def published(self, number: int) -> Publication | None:
        """Return a published question, None for every other number."""
        found = await self.get(number)
        return found if found is not None and found.state is State.PUBLISHED else None

    async def propose(self, number: int, content: Content, by: int, now: datetime) -> int:
        """Keep what the asker is asked about; returns its version, which their answer names."""
        seen = await self.get(number)
        values: dict[str, Any] = {
            "revision": as_json(content),
            "proposed_by": by,
            "proposed_at": now,
        }
        if seen is None:
            first = {"question_id": number, "state": State.PROPOSED, "version": 1, **_NOTHING}
            await self._connection.execute(insert(publication).values(**first, **values))
            return 1
        if seen.state is not State.PUBLISHED:
            values["state"] = State.PROPOSED
        changed = await self._connection.execute(
            update(publication)
            .where(publication.c.question_id == number)
            .values(**values, version=publication.c.version + 1)
            .returning(publication.c.version)
        )
        version: int = changed.scalar_one()
        return version

    async def accept(self, seen: Publication, now: datetime) -> bool:
        """Publish what the asker allows; False when they were asked about something else since."""
        if seen.proposal is None:
            return False
        changed = await self._connection.execute(
            update(publication)
            .where(_is_asked(seen))
            .values(state=State.PUBLISHED, revision=null(), decided_at=now)
        )
        if changed.rowcount == 0:
            return False
        await self._publish(seen.number, seen.topic, seen.proposal)
        return True

    async def change(self, seen: Publication, content: Content, now: datetime) -> bool:
        """Change what is published without asking; False when it was unpublished meanwhile."""
        changed = await self._connection.execute(
            update(publication)
            .where(publication.c.question_id == seen.number, _IS_PUBLISHED)
            .values(decided_at=now)
        )
        if changed.rowcount == 0:
            return False
        await self._publish(seen.number, seen.topic, content)
        return True

    async def refuse(self, seen: Publication, becomes: State, now: datetime) -> bool:
        """End a proposal: what was published before it stays."""
        stays = seen.state is State.PUBLISHED
        values: dict[str, Any] = {} if stays else {"state": becomes, "decided_at": now}
        changed = await self._connection.execute(
            update(publication).where(_is_asked(seen)).values(revision=null(), **values)
        )
        return changed.rowcount > 0

    async def confirm(self, number: int, review_on: date) -> bool:
        """Note that what is published still holds, and when to look again."""
        changed = await self._connection.execute(
            update(publication)
            .where(publication.c.question_id == number, _IS_PUBLISHED)
            .values(is_under_review=False, review_on=review_on)
        )
        return changed.rowcount > 0

    async def end(self, number: int, becomes: State, now: datetime) -> bool:
        """Unpublish a question, or no longer ask for it; False when neither was the case."""
        changed = await self._connection.execute(
            update(publication)
            .where(publication.c.question_id == number)
            .where(publication.c.state.in_([State.PROPOSED, State.PUBLISHED]))
            .values(
                state=becomes, revision=null(), is_under_review=False, decided_at=now, **_NOTHING
            )
        )
        if changed.rowcount == 0:
            return False
        await self._cite(number, ())
        await Search(self._connection).remove(FAQ, number)
        return True

    async def forget_asker(self, person_id: int, now: datetime, *, with_posts: bool) -> None:
        """Do what a deletion asks for: what is published stays without its asker, or goes, too."""
        found = await self._connection.execute(
            select(publication.c.question_id, publication.c.state)
            .join(question, question.c.id == publication.c.question_id)
            .where(question.c.person_id == person_id)
        )
        for number, state in found.all():
            if with_posts or state != State.PUBLISHED:
                await self.end(number, State.REVOKED, now)
            await self._connection.execute(
                update(publication)
                .where(publication.c.question_id == number)
                .values(revision=null())  # nobody is left to allow it
            )

    async def list_topics(self) -> dict[str, int]:
        """Return the topics in which something is published, with how much."""
        found = await self._connection.execute(
            select(question.c.topic, func.count())
            .join(publication, publication.c.question_id == question.c.id)
            .where(_IS_PUBLISHED)
            .group_by(question.c.topic)
        )
        return {row[0]: row[1] for row in found}

    async def list_of_topic(self, topic: str, *, limit: int, offset: int) -> list[Publication]:
        """List what is published in a topic, newest first."""
        return await self._list(_of_topic(topic), limit, offset)

    async def count_of_topic(self, topic: str) -> int:
        """Count what is published in a topic."""
        return await self._count(_of_topic(topic))

    async def list_review(self, today: date, *, limit: int, offset: int) -> list[Publication]:
        """List what has to be looked at again, the oldest question first."""
        return await self._list(_to_review(today), limit, offset, newest_first=False)

    async def count_review(self, today: date) -> int:
        """Count what has to be looked at again."""
        return await self._count(_to_review(today))

    async def list_unanswered(self, before: datetime, limit: int) -> list[Publication]:
        """List what askers have not answered since a moment."""
        is_asked = and_(publication.c.revision.is_not(None), publication.c.proposed_at <= before)
        return await self._list(is_asked, limit, 0, newest_first=False)

    async def _list(
        self, which: Any, limit: int, offset: int, *, newest_first: bool = True
    ) -> list[Publication]:
        column = publication.c.question_id
        order = column.desc() if newest_first else column
        statement = ALL.where(which).order_by(order).limit(limit).offset(offset)
        return await with_rules(self._connection, (await self._connection.execute(statement)).all())

    async def _count(self, which: Any) -> int:
        counted = await self._connection.scalar(
            select(func.count())
            .select_from(publication)
            .join(question, question.c.id == publication.c.question_id)
            .where(which)
        )
        return int(counted or 0)

    async def _publish(self, number: int, topic: str, content: Content) -> None:
        """Put a text before everybody: the row, what it cites, and the search."""
        cited = await self._cite(number, content.rules)
        await self._connection.execute(
            update(publication)
            .where(publication.c.question_id == number)
            .values(
                question=content.question,
                answer=content.answer,
                source=content.source,
                review_on=content.review_on,
                is_under_review=cited,
            )
        )
        await Search(self._connection).put(
            FAQ, number, title=content.question, body=content.answer, topic=topic
        )

    async def _cite(self, number: int, rules: Sequence[int]) -> bool:
        """Write down which rules a text cites; True when one of them was replaced."""
        await self._connection.execute(delete(citation).where(citation.c.question_id == number))
        if not rules:
            return False
        known = await self._connection.execute(
            select(rule.c.id, rule.c.replaced_at).where(rule.c.id.in_(rules))
        )
        found = known.all()
        if found:
            await self._connection.execute(
                insert(citation), [{"question_id": number, "rule_id": row.id} for row in found]
            )
        return any(row.replaced_at is not None for row in found)


def _of_topic(topic: str) -> Any:
    return and_(_IS_PUBLISHED, question.c.topic == topic)


def _to_review(today: date) -> Any:
    due = or_(publication.c.is_under_review, publication.c.review_on <= today)
    return and_(_IS_PUBLISHED, due)


def _is_asked(seen: Publication) -> Any:
    return and_(
        publication.c.question_id == seen.number,
        publication.c.version == seen.version,
        publication.c.revision.is_not(None),
        publication.c.state.in_([State.PROPOSED, State.PUBLISHED]),
    )
