"""What a deletion means for posts, before their author's name goes: which end, which stay."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.posts import FINAL, HIDDEN, PUBLISHED, Event, Outcome
from storage.post_steps import PostSteps
from storage.post_versions import PostVersions
from storage.posts import COLUMNS, Post, Posts
from storage.schema import post

OUT = (PUBLISHED, HIDDEN)
"""What everybody may read, or may once it is decided: it can stay without a name."""


class PostErasure:
    """Ends the posts of somebody whose data are deleted; the search goes with them."""

    __slots__ = ("_posts", "_steps", "_versions")

    def __init__(self, connection: AsyncConnection) -> None:
        self._posts = Posts(connection)
        self._steps = PostSteps(connection)
        self._versions = PostVersions(connection)

    async def end(self, person_id: int, *, with_posts: bool, now: datetime) -> None:
        """Withdraw what is not published, or all; what stays has no version that waits."""
        is_theirs = post.c.person_id == person_id
        living = select(*COLUMNS).where(is_theirs, post.c.state.not_in(sorted(FINAL)))
        for seen in await self._posts.list_where(living.order_by(post.c.id)):
            if with_posts or seen.state not in OUT:
                await self._withdraw(seen, person_id, now)
            elif seen.proposed is not None:
                await self._steps.drop_revision(seen, person_id, now)

    async def _withdraw(self, seen: Post, person_id: int, now: datetime) -> None:
        await self._steps.end(seen, Event.WITHDRAW, person_id, now)
        if seen.is_returned:
            await self._versions.decide(seen.id, seen.proposed, Outcome.DROPPED, now, by=None)
