"""What authors and moderators do with a post: the step and what it means for its versions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from community.posts import PUBLISHED, RETURNED, REVIEW, Content, Event, Outcome
from storage.post_versions import PostVersions
from storage.posts import Post, Posts

_NOBODY_WAITS: Mapping[str, Any] = {"clock_from": None, "nudges": []}


class PostSteps:
    """Changes posts together with their versions.

    Each returns the post afterwards, or None when it cannot happen there (any more). Who may is
    the caller's to ask (community.posts.may).
    """

    __slots__ = ("_posts", "_versions")

    def __init__(self, connection: AsyncConnection) -> None:
        self._posts = Posts(connection)
        self._versions = PostVersions(connection)

    async def revise(
        self, seen: Post, content: Content, author_id: int, now: datetime, *, is_trusted: bool
    ) -> Post | None:
        """Hand in another version, in place of one that nobody decided about yet."""
        number = await self._versions.newest(seen.id) + 1
        if seen.state in (REVIEW, RETURNED):
            event = Event.RESUBMIT
        else:
            is_direct = is_trusted and seen.state is PUBLISHED
            event = Event.REVISE_TRUSTED if is_direct else Event.REVISE
        changes: dict[str, Any] = {"is_returned": False, "clock_from": now, "nudges": []}
        if event is Event.REVISE_TRUSTED:
            changes |= {"version": number, "proposed": None, "topic": content.topic}
            changes["is_direct"] = True
        else:
            changes["proposed"] = number
        if seen.version is None:
            changes["topic"] = content.topic
        outcome = Outcome.APPROVED if event is Event.REVISE_TRUSTED else Outcome.WAITING
        await self._versions.add(seen.id, number, content, outcome, now)
        becomes = await self._posts.step(seen, event, author_id, now, changes=changes)
        if becomes is not None and seen.proposed is not None and not seen.is_returned:
            await self._versions.decide(seen.id, seen.proposed, Outcome.DROPPED, now, by=None)
        return becomes

    async def approve(self, seen: Post, moderator_id: int, now: datetime) -> Post | None:
        """`Setujui`: everybody reads the proposed version from now on."""
        version = await self._versions.get(seen.id, seen.proposed)
        if version is None or seen.is_returned:
            return None
        changes = {
            **_NOBODY_WAITS,
            "version": version.number,
            "proposed": None,
            "is_direct": False,
            "topic": version.content.topic,
            "published_at": seen.published_at or now,
        }
        event = Event.APPROVE if seen.state is REVIEW else Event.APPROVE_REVISION
        return await self._decided(seen, event, Outcome.APPROVED, changes, by=moderator_id, now=now)

    async def send_back(
        self, seen: Post, moderator_id: int, now: datetime, comment: str
    ) -> Post | None:
        """`Minta perbaikan`: the author is to improve the proposed version."""
        if seen.proposed is None or seen.is_returned:
            return None
        changes = {**_left_to_do(seen), "is_returned": True}
        event = Event.RETURN if seen.state is REVIEW else Event.RETURN_REVISION
        return await self._decided(
            seen, event, Outcome.RETURNED, changes, by=moderator_id, now=now, comment=comment
        )

    async def refuse(
        self, seen: Post, moderator_id: int, now: datetime, reason: str, text: str
    ) -> Post | None:
        """`Tolak`: the proposed version will not be published; what is published stays."""
        if seen.proposed is None or seen.is_returned:
            return None
        changes: dict[str, Any] = {**_left_to_do(seen), "proposed": None}
        event = Event.REFUSE_REVISION
        if seen.state is REVIEW:
            event = Event.REFUSE
            changes |= {"reason": reason, "reason_text": text}
        return await self._decided(
            seen, event, Outcome.REFUSED, changes, by=moderator_id, now=now, comment=text
        )

    async def drop_revision(self, seen: Post, author_id: int, now: datetime) -> Post | None:
        """Take a proposed version back; what is published stays."""
        if seen.proposed is None:
            return None
        changes = {**_left_to_do(seen), "proposed": None, "is_returned": False}
        return await self._decided(
            seen, Event.DROP_REVISION, Outcome.DROPPED, changes, by=author_id, now=now
        )

    async def look_over(self, seen: Post, moderator_id: int, now: datetime) -> Post | None:
        """Find that what a trusted author published is fine."""
        if not seen.is_direct:
            return None
        changes = {"is_direct": False}
        if seen.proposed is None:
            changes |= _NOBODY_WAITS
        return await self._posts.step(seen, Event.LOOK_OVER, moderator_id, now, changes=changes)

    async def end(
        self, seen: Post, event: Event, actor_id: int | None, now: datetime, **changes: object
    ) -> Post | None:
        """Withdraw or remove a post: nobody is waited for any more."""
        ended = {**_NOBODY_WAITS, "proposed": None, "is_returned": False, "is_direct": False}
        becomes = await self._posts.step(seen, event, actor_id, now, changes={**ended, **changes})
        if becomes is not None and seen.proposed is not None and not seen.is_returned:
            await self._versions.decide(seen.id, seen.proposed, Outcome.DROPPED, now, by=None)
        return becomes

    async def _decided(
        self,
        seen: Post,
        event: Event,
        outcome: Outcome,
        changes: Mapping[str, Any],
        *,
        by: int,
        now: datetime,
        comment: str = "",
    ) -> Post | None:
        becomes = await self._posts.step(seen, event, by, now, changes=changes)
        if becomes is not None:
            await self._versions.decide(
                seen.id, seen.proposed, outcome, now, by=by, comment=comment
            )
        return becomes


def _left_to_do(seen: Post) -> Mapping[str, Any]:
    """Return until when moderators are waited for once nothing is proposed any more.

    What was published at once is to be looked over still: it stays in the queue.
    """
    return {} if seen.is_direct else _NOBODY_WAITS
