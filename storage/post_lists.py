"""Lists of what everybody may read: the newest, by topic, area or author, and what one saved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.posts import COLUMNS, Post, of_row
from storage.schema import post, post_mark
from storage.visible import IS_VISIBLE

SAVED = "saved"
"""The kind of the mark behind `Simpan`."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Which list: its kind, the topic, area or post that it is about, and whose if it is saved."""

    kind: str
    of: str
    reader_id: int


class PostLists:
    """Reads lists of posts and walks along them."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(self, listed: Listed, *, limit: int, offset: int) -> list[Post]:
        """Return a part of a list, the newest first."""
        at, number = _order(listed)
        query = _all(listed).order_by(at.desc(), number.desc()).limit(limit).offset(offset)
        return [of_row(row) for row in await self._connection.execute(query)]

    async def count(self, listed: Listed) -> int:
        """Count a list."""
        counted = _all(listed).with_only_columns(func.count()).order_by(None)
        return int(await self._connection.scalar(counted) or 0)

    async def after(self, listed: Listed, post_id: int, place: int) -> int | None:
        """Return the post that follows another one, also where that one is no longer listed."""
        return await self._beside(listed, post_id, place, is_after=True)

    async def before(self, listed: Listed, post_id: int, place: int) -> int | None:
        """Return the post that stands before another one."""
        return await self._beside(listed, post_id, place - 1, is_after=False)

    async def topics(self) -> dict[str, int]:
        """Return the topics in which something can be read, with how much."""
        return await self._counted(post.c.topic)

    async def areas(self) -> dict[str, int]:
        """Return the areas and agencies from which something can be read, with how much."""
        return await self._counted(post.c.area)

    async def _counted(self, column: ColumnElement[Any]) -> dict[str, int]:
        # By the state alone, so that the index of the column answers: what is published has a
        # version.
        is_published = post.c.state == literal_column("'published'")
        query = select(column, func.count()).where(is_published, column.is_not(None))
        found = await self._connection.execute(query.group_by(column))
        return {row[0]: row[1] for row in found}

    async def _beside(
        self, listed: Listed, post_id: int, place: int, *, is_after: bool
    ) -> int | None:
        """Walk on from where a post stands; from its place where the list has forgotten it."""
        moment = await self._moment(listed, post_id)
        if moment is None:
            found = await self.page(listed, limit=1, offset=place) if place >= 0 else []
            return found[0].id if found else None
        at, number = _order(listed)
        if is_after:
            # The range of moments stands for itself, so that an index leads there.
            beyond = and_(at <= moment, or_(at < moment, number < post_id))
            query = _all(listed).where(beyond).order_by(at.desc(), number.desc())
        else:
            beyond = and_(at >= moment, or_(at > moment, number > post_id))
            query = _all(listed).where(beyond).order_by(at, number)
        return await self._connection.scalar(query.with_only_columns(post.c.id).limit(1))

    async def _moment(self, listed: Listed, post_id: int) -> datetime | None:
        """Return the moment by which a post stands in a list."""
        if listed.kind == SAVED:
            query = select(post_mark.c.at).where(_is_saved(listed), post_mark.c.post_id == post_id)
        else:
            query = select(post.c.published_at).where(post.c.id == post_id)
        return await self._connection.scalar(query)


def _order(listed: Listed) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    if listed.kind == SAVED:
        return post_mark.c.at, post_mark.c.post_id
    return post.c.published_at, post.c.id


def _all(listed: Listed) -> Select[Any]:
    return _NARROWED[listed.kind](select(*COLUMNS).where(IS_VISIBLE), listed)


def _of_author(query: Select[Any], listed: Listed) -> Select[Any]:
    """Narrow to the author of a post; posts without a name have none in common.

    Of what was never published nobody learns the author, whatever number a button is forged with.
    """
    other = post.alias()
    was_read = and_(other.c.id == int(listed.of), other.c.version.is_not(None))
    author = select(other.c.person_id).where(was_read).scalar_subquery()
    return query.where(post.c.person_id == author)


def _saved(query: Select[Any], listed: Listed) -> Select[Any]:
    return query.join(post_mark, post_mark.c.post_id == post.c.id).where(_is_saved(listed))


def _is_saved(listed: Listed) -> ColumnElement[bool]:
    return and_(post_mark.c.person_id == listed.reader_id, post_mark.c.kind == SAVED)


_NARROWED: dict[str, Callable[[Select[Any], Listed], Select[Any]]] = {
    "newest": lambda query, _listed: query,
    "topic": lambda query, listed: query.where(post.c.topic == listed.of),
    "area": lambda query, listed: query.where(post.c.area == listed.of),
    "author": _of_author,
    "saved": _saved,
}
KINDS = frozenset(_NARROWED)
