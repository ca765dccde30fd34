"""Consents: who agreed to which version of the privacy notice, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import consent


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer to the privacy notice."""

    notice_version: int
    is_given: bool
    at: datetime


class Consents:
    """The answers to the privacy notice; rows are added, never changed."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def give(self, person_id: int, version: int, now: datetime) -> None:
        """Record that the person agrees; the same answer again adds nothing."""
        await self._answer(person_id, version, now, is_given=True)

    async def withdraw(self, person_id: int, version: int, now: datetime) -> None:
        """Record that the person does not agree; the same answer again adds nothing."""
        await self._answer(person_id, version, now, is_given=False)

    async def last(self, person_id: int) -> Consent | None:
        """Return the person's newest answer."""
        found = await self._connection.execute(
            select(consent.c.notice_version, consent.c.is_given, consent.c.at)
            .where(consent.c.person_id == person_id)
            .order_by(consent.c.id.desc())
            .limit(1)
        )
        row = found.first()
        return None if row is None else Consent(row.notice_version, bool(row.is_given), row.at)

    async def _answer(self, person_id: int, version: int, now: datetime, *, is_given: bool) -> None:
        last = await self.last(person_id)
        if last is not None and (last.notice_version, last.is_given) == (version, is_given):
            return
        await self._connection.execute(
            insert(consent),
            {"person_id": person_id, "notice_version": version, "is_given": is_given, "at": now},
        )
