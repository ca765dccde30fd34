"""Knowledge posts: where each stands, changed only as somebody saw it; the search goes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.posts import VISIBLE, Content, Event, Outcome, State, after
from storage.post_versions import PostVersions, Version
from storage.schema import post, post_event
from storage.search import POST, Search
from storage.visible import IS_VISIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post as it stands; `person_id` is None where it is kept without a name."""

    id: int
    person_id: int | None
    state: State
    topic: str
    version: int | None
    proposed: int | None
    is_returned: bool
    area: str | None
    submitted_at: datetime
    state_at: datetime
    clock_from: datetime | None
    nudges: tuple[str, ...]
    published_at: datetime | None
    is_direct: bool
    reason: str | None
    reason_text: str | None

    @property
    def is_visible(self) -> bool:
        """Whether everybody may read it."""
        return self.state in VISIBLE and self.version is not None


COLUMNS = [post.c[field.name] for field in fields(Post)]


class Posts:
    """Reads and changes the table `post`; what it publishes can be found, nothing else."""

    __slots__ = ("_connection", "_search", "_versions")

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._versions = PostVersions(connection)
        self._search = Search(connection)

    async def add(
        self, person_id: int, content: Content, *, area: str | None, is_trusted: bool, now: datetime
    ) -> Post:
        """Write a new post down: to be reviewed, or published at once and looked at afterwards."""
        event = Event.SUBMIT_TRUSTED if is_trusted else Event.SUBMIT
        state = after(None, event)
        added = await self._connection.execute(
            insert(post)
            .values(
                person_id=person_id,
                state=state,
                topic=content.topic,
                version=1 if is_trusted else None,
                proposed=None if is_trusted else 1,
                area=area,
                submitted_at=now,
                state_at=now,
                clock_from=now,
                nudges=[],
                published_at=now if is_trusted else None,
                is_direct=is_trusted,
            )
            .returning(*COLUMNS)
        )
        new = of_row(added.one())
        outcome = Outcome.APPROVED if is_trusted else Outcome.WAITING
        await self._versions.add(new.id, 1, content, outcome, now)
        await self.note(new.id, event, person_id, now)
        await self._index(new)
        return new

    async def get(self, post_id: int) -> Post | None:
        """Return a post, whatever its state: for its author and for moderators."""
        found = await self._connection.execute(select(*COLUMNS).where(post.c.id == post_id))
        row = found.first()
        return None if row is None else of_row(row)

    async def lock(self, post_id: int) -> Post | None:
        """Return a post for this unit alone: whoever changes it meanwhile waits (PostgreSQL).

        What is locked besides, a case of reports, is locked after it.
        """
        found = await self._connection.execute(
            update(post)
            .where(post.c.id == post_id)
            .values(state_at=post.c.state_at)
            .returning(*COLUMNS)
        )
        row = found.first()
        return None if row is None else of_row(row)

    async def visible(self, post_id: int) -> tuple[Post, Version] | None:
        """Return a post with what everybody reads of it; None for every other number."""
        found = await self.get(post_id)
        if found is None or not found.is_visible or found.version is None:
            return None
        version = await self._versions.get(post_id, found.version)
        return None if version is None else (found, version)

    async def step(
        self,
        seen: Post,
        event: Event,
        actor_id: int | None,
        now: datetime,
        *,
        changes: Mapping[str, Any] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> Post | None:
        """Let something happen to a post as it was seen; the search follows.

        Returns the post afterwards; None when it cannot happen there, or when somebody else
        changed the post meanwhile. Who may is the caller's to ask (community.posts.may); what
        becomes of a version is written by `PostVersions`.
        """
        then = after(seen.state, event)
        if then is None:
            return None
        values: dict[str, Any] = dict(changes or {})
        if then is not seen.state or event is Event.RESUBMIT:
            values |= {"state": then, "state_at": now}
        changed = await self._connection.execute(
            update(post)
            .where(
                post.c.id == seen.id,
                post.c.state == seen.state,
                post.c.state_at == seen.state_at,
                post.c.version.is_not_distinct_from(seen.version),
                post.c.proposed.is_not_distinct_from(seen.proposed),
                post.c.is_returned == seen.is_returned,
                post.c.is_direct == seen.is_direct,
            )
            .values(**(values or {"state_at": post.c.state_at}))
            .returning(*COLUMNS)
        )
        row = changed.first()
        if row is None:
            return None
        await self.note(seen.id, event, actor_id, now, details)
        becomes = of_row(row)
        if (becomes.is_visible, becomes.version) != (seen.is_visible, seen.version):
            await self._index(becomes)
        return becomes

    async def note(
        self,
        post_id: int,
        event: Event,
        actor_id: int | None,
        now: datetime,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write down that something happened (`actor_id` None: the clock)."""
        await self._connection.execute(
            insert(post_event).values(
                post_id=post_id,
                at=now,
                event=event,
                actor_id=actor_id,
                details=dict(details or {}),
            )
        )

    async def list_where(self, query: Select[Any]) -> list[Post]:
        """Return the posts of a query over `COLUMNS`."""
        return [of_row(row) for row in await self._connection.execute(query)]

    async def list_of(self, person_id: int, *, limit: int, offset: int) -> list[Post]:
        """List somebody's own posts, newest first, in whatever state."""
        query = select(*COLUMNS).where(post.c.person_id == person_id)
        return await self.list_where(query.order_by(post.c.id.desc()).limit(limit).offset(offset))

    async def numbers_of(self, person_id: int) -> list[int]:
        """Return the numbers of somebody's posts, oldest first."""
        query = select(post.c.id).where(post.c.person_id == person_id).order_by(post.c.id)
        return list((await self._connection.execute(query)).scalars())

    async def list_visible(
        self, *, topic: str | None = None, area: str | None = None, limit: int, offset: int = 0
    ) -> list[Post]:
        """List what everybody may read, newest first."""
        query = select(*COLUMNS).where(IS_VISIBLE)
        if topic is not None:
            query = query.where(post.c.topic == topic)
        if area is not None:
            query = query.where(post.c.area == area)
        newest = query.order_by(post.c.published_at.desc(), post.c.id.desc())
        return await self.list_where(newest.limit(limit).offset(offset))

    async def count_since(self, person_id: int, since: datetime) -> int:
        """Count what somebody sent in since a moment."""
        query = select(func.count()).where(
            post.c.person_id == person_id, post.c.submitted_at >= since
        )
        return int(await self._connection.scalar(query) or 0)

    async def count_approved(self, person_id: int) -> int:
        """Count somebody's posts that everybody may read."""
        query = select(func.count()).where(post.c.person_id == person_id, IS_VISIBLE)
        return int(await self._connection.scalar(query) or 0)

    async def _index(self, becomes: Post) -> None:
        """Let the search know what everybody may read of a post now."""
        version = None
        if becomes.is_visible and becomes.version is not None:
            version = await self._versions.get(becomes.id, becomes.version)
        if version is None:
            await self._search.remove(POST, becomes.id)
            return
        content = version.content
        await self._search.put(
            POST, becomes.id, title=content.title, body=content.body, topic=content.topic
        )


def of_row(row: Row[Any] | Sequence[Any]) -> Post:
    """Return the post of a row of `COLUMNS`."""
    values: dict[str, Any] = dict(zip((field.name for field in fields(Post)), row, strict=True))
    state, nudges = State(values["state"]), tuple(values["nudges"])
    return Post(**{**values, "state": state, "nudges": nudges})
