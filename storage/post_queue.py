"""What moderators see of posts: those that wait or are reported, what happened to each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.post_review import Task, task
from community.posts import HIDDEN, Event
from storage.posts import COLUMNS, Post, Posts
from storage.reports import Case, ReportCases
from storage.schema import post, post_event, post_version

_IS_WAITING = text("clock_from IS NOT NULL")  # the words of the partial index


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a post; `actor_id` None is the clock."""

    at: datetime
    event: Event
    actor_id: int | None
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reported:
    """A post with the reports of it that are to be decided; it goes by the post's number."""

    post: Post
    case: Case

    @property
    def id(self) -> int:
        """The number of the post: moderators know a case by it."""
        return self.post.id

    @property
    def person_id(self) -> int | None:
        """Who wrote the post, and so decides nothing; None once their data are deleted."""
        return self.post.person_id

    @property
    def is_urgent(self) -> bool:
        """Whether nobody may read the post until it is decided."""
        return self.post.state is HIDDEN


class PostQueue:
    """Reads posts as moderators look for them, and keeps what was told of them."""

    __slots__ = ("_cases", "_connection", "_posts")

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._posts = Posts(connection)
        self._cases = ReportCases(connection)

    async def list_waiting(self, *, topic: str = "") -> list[Post]:
        """List the posts with which moderators have something to do, oldest first."""
        query = select(*COLUMNS).where(_IS_WAITING).order_by(post.c.clock_from, post.c.id)
        if topic:
            query = query.where(post.c.topic == topic)
        found = await self._posts.list_where(query)
        return [one for one in found if task(one) is not Task.NOTHING]

    async def list_reported(self, *, topic: str = "") -> list[Reported]:
        """List the posts on whose reports moderators are to decide, by the first report of each."""
        cases = {one.post_id: one for one in await self._cases.list_open()}
        query = select(*COLUMNS).where(post.c.id.in_(sorted(cases)))
        if topic:
            query = query.where(post.c.topic == topic)
        found = {one.id: one for one in await self._posts.list_where(query)}
        return [Reported(found[number], one) for number, one in cases.items() if number in found]

    async def titles(self, posts: Collection[Post]) -> dict[int, str]:
        """Return the titles of what moderators look at."""
        return await self._titles({one.id: one.proposed or one.version for one in posts})

    async def read_titles(self, posts: Collection[Post]) -> dict[int, str]:
        """Return the titles of what everybody reads, or read until it was hidden."""
        return await self._titles({one.id: one.version for one in posts})

    async def _titles(self, wanted: Mapping[int, int | None]) -> dict[int, str]:
        found = await self._connection.execute(
            select(post_version.c.post_id, post_version.c.version, post_version.c.title).where(
                post_version.c.post_id.in_(sorted(wanted))
            )
        )
        return {number: title for number, version, title in found if wanted[number] == version}

    async def history(self, post_id: int, most: int) -> list[Happened]:
        """Return what happened last, oldest first; reports stand on a card of their own."""
        column = post_event.c
        found = await self._connection.execute(
            select(column.at, column.event, column.actor_id, column.details)
            .where(column.post_id == post_id, column.event != Event.REPORT)
            .order_by(column.id.desc())
            .limit(most)
        )
        return [Happened(at, Event(event), *rest) for at, event, *rest in found][::-1]

    async def nudge(self, seen: Post, told: Collection[str]) -> bool:
        """Keep what is told now; False when the post moved on, or it was told before."""
        if not told or set(told) & set(seen.nudges):
            return False
        changed = await self._connection.execute(
            update(post)
            .where(
                post.c.id == seen.id,
                post.c.state == seen.state,
                post.c.proposed.is_not_distinct_from(seen.proposed),
                post.c.is_returned == seen.is_returned,
                post.c.clock_from == seen.clock_from,
                post.c.nudges == list(seen.nudges),
            )
            .values(nudges=[*seen.nudges, *told])
        )
        return changed.rowcount > 0
