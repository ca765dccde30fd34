"""Half-filled forms: at most one is open, the others are kept and offered again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from community.carrying import Carried
from community.form import Answers, Draft
from community.reply import Attached
from storage.schema import Json, UtcDateTime, draft

# ON CONFLICT reads the same on SQLite and PostgreSQL, so plain text needs no dialect.
_INSERT = (
    "INSERT INTO draft (person_id, form, step, answers, view, is_open, created_at, updated_at) "
    "VALUES (:person_id, :form, :step, :answers, :view, {is_open}, :now, :now) "
    "ON CONFLICT (person_id, form) DO UPDATE SET step = excluded.step, "
    "answers = excluded.answers, view = excluded.view, is_open = {is_open}, "
    "created_at = excluded.created_at, updated_at = excluded.updated_at"
)
_TYPES = (
    bindparam("answers", type_=Json),
    bindparam("view", type_=Json),
    bindparam("now", type_=UtcDateTime()),
)
_OPEN = text(_INSERT.format(is_open="true")).bindparams(*_TYPES)
_KEEP = text(_INSERT.format(is_open="false")).bindparams(*_TYPES)

_SAVE = (
    update(draft)
    .where(draft.c.person_id == bindparam("whose"))
    .where(draft.c.form == bindparam("which"))
    .where(draft.c.step == bindparam("was_at"))
    .where(draft.c.is_open)
    .values(
        step=bindparam("step"),
        answers=bindparam("answers"),
        view=bindparam("view"),
        updated_at=bindparam("now"),
    )
)


CARRIED = "typed"
"""Words and files that no form asked for yet: they wait for the form that a button opens."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that waits, and since when."""

    draft: Draft
    updated_at: datetime


class Drafts:
    """The half-filled forms of people."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, person_id: int, new: Draft, now: datetime) -> None:
        """Begin a form, in place of an older draft of it; another open one is set aside."""
        await self.set_aside(person_id, now)
        await self._connection.execute(
            _OPEN,
            {
                "person_id": person_id,
                "form": new.form,
                "step": new.step,
                "answers": dict(new.answers),
                "view": dict(new.view),
                "now": now,
            },
        )

    async def save(self, person_id: int, was: Draft, becomes: Draft, now: datetime) -> bool:
        """Move an open draft on; False when it no longer stands at the step of `was`."""
        saved = await self._connection.execute(
            _SAVE,
            {
                "whose": person_id,
                "which": was.form,
                "was_at": was.step,
                "step": becomes.step,
                "answers": dict(becomes.answers),
                "view": dict(becomes.view),
                "now": now,
            },
        )
        return saved.rowcount > 0

    async def set_aside(self, person_id: int, now: datetime) -> None:
        """Keep the open draft, if any, for later."""
        await self._connection.execute(
            update(draft)
            .where(draft.c.person_id == person_id)
            .where(draft.c.is_open)
            .values(is_open=False, updated_at=now)
        )

    async def resume(self, person_id: int, form: str, now: datetime) -> Draft | None:
        """Open a kept draft again and return it; without a form's name the newest one."""
        kept = [one.draft for one in await self.list_kept(person_id)]
        wanted = next((one for one in kept if form in ("", one.form)), None)
        if wanted is None:
            return await self._open_one(person_id, form)
        await self.set_aside(person_id, now)
        await self._connection.execute(
            update(draft)
            .where(draft.c.person_id == person_id)
            .where(draft.c.form == wanted.form)
            .values(is_open=True, updated_at=now)
        )
        return Draft(wanted.form, wanted.step, wanted.answers, wanted.view)

    async def _open_one(self, person_id: int, form: str) -> Draft | None:
        """Return the draft that is open already (a second tap on `Lanjutkan draf`)."""
        found = await self._connection.execute(
            select(draft).where(draft.c.person_id == person_id).where(draft.c.is_open)
        )
        row = found.mappings().first()
        return _draft(row) if row is not None and form in ("", row["form"]) else None

    async def discard(self, person_id: int, form: str) -> bool:
        """Throw a draft away, open or kept; False when there was none: somebody was faster."""
        gone = await self._connection.execute(
            delete(draft).where(draft.c.person_id == person_id).where(draft.c.form == form)
        )
        return gone.rowcount > 0

    async def list_kept(self, person_id: int) -> list[KeptDraft]:
        """Return the drafts that were set aside, newest first."""
        found = await self._connection.execute(
            select(draft)
            .where(draft.c.person_id == person_id)
            .where(~draft.c.is_open, draft.c.form != CARRIED)
            .order_by(draft.c.updated_at.desc(), draft.c.form)
        )
        return [KeptDraft(_draft(row), row["updated_at"]) for row in found.mappings()]

    async def keep(self, person_id: int, new: Draft, now: datetime) -> None:
        """Keep a form for later, in place of an older draft of it; another open one stays open."""
        kept = {"person_id": person_id, "form": new.form, "step": new.step, "now": now}
        values = {"answers": dict(new.answers), "view": dict(new.view)}
        await self._connection.execute(_KEEP, {**kept, **values})

    async def carry(self, person_id: int, carried: Carried, now: datetime) -> None:
        """Keep what somebody sent outside a form, in place of what they sent before."""
        answers: Answers = {
            "messages": [number for number, _ in carried.parts],
            "parts": [words for _, words in carried.parts],
            "files": [one.as_json() for one in carried.files],
        }
        await self.keep(person_id, Draft(CARRIED, "", answers, {}), now)

    async def carried(self, person_id: int, message_id: int) -> Carried | None:
        """Return what was sent with that message; None when it is not kept any more."""
        found = await self._connection.execute(
            select(draft.c.answers).where(draft.c.person_id == person_id, draft.c.form == CARRIED)
        )
        carried = _carried(found.scalar())
        return carried if carried is not None and carried.holds(message_id) else None

    async def carried_since(self, person_id: int, moment: datetime) -> Carried | None:
        """Return what was sent last, if that was not before a moment."""
        found = await self._connection.execute(
            select(draft.c.answers)
            .where(draft.c.person_id == person_id, draft.c.form == CARRIED)
            .where(draft.c.updated_at >= moment)
        )
        return _carried(found.scalar())

    async def drop_carried(self, person_id: int) -> None:
        """Forget what was sent: it stands in a form now."""
        await self.discard(person_id, CARRIED)


def _carried(answers: Any) -> Carried | None:
    if not isinstance(answers, Mapping):
        return None
    if "text" in answers:  # as it was kept before files were carried
        return Carried(((answers["message"], answers["text"]),))
    files = tuple(Attached(**one) for one in answers["files"])
    return Carried(tuple(zip(answers["messages"], answers["parts"], strict=True)), files)


def _draft(row: Mapping[Any, Any]) -> Draft:
    return Draft(row["form"], row["step"], row["answers"], row["view"], bool(row["is_open"]))
