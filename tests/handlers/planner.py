"""A moderator who plans sessions, for tests."""

from collections.abc import Mapping

from sqlalchemy import select

from community.sessions import Session
from storage.schema import session
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

ANSWERS: Mapping[str, str] = {
    "date": "26-11-2026",
    "programme": "ASN Belajar",
    "number": "12",
    "title": "Menulis Siaran Pers",
    "speaker": "Dr. Siti",
    "start": "09.00",
    "jp": "3",
    "end": "11.15",
    "links": "https://zoom.us/j/1\nhttps://youtu.be/x",
    "notes": "Bawa naskah",
}


async def moderator(stage: Stage, name: str = "Budi", number: int = 13) -> Actor:
    """Return a moderator on duty."""
    admin = stage.person("Ani", 9001)
    actor = await stage.person(name, number).joined()
    await admin.says(f"/moderator {number}")
    await admin.taps("Lanjut")
    return actor


async def fill_in(actor: Actor, **changes: str) -> None:
    """Fill in the form of a new session by typing, up to the preview."""
    await actor.says("/program")
    await actor.taps("Tambah sesi")
    for answer in {**ANSWERS, **changes}.values():
        await actor.says(answer)


async def plan(actor: Actor, **changes: str) -> int:
    """Add a session and return its id."""
    await fill_in(actor, **changes)
    await actor.taps("Simpan")
    return (await sessions(actor.stage))[-1].id


async def sessions(stage: Stage) -> list[Session]:
    """Return all sessions, in the order in which they were added."""
    async with stage.database.snapshot() as unit:
        found = await unit.connection.execute(select(session.c.id).order_by(session.c.id))
        listed = [await unit.sessions.get(one) for one in found.scalars()]
    return [one for one in listed if one is not None]


async def one(stage: Stage, session_id: int) -> Session:
    """Return a session, which must be there."""
    async with stage.database.snapshot() as unit:
        found = await unit.sessions.get(session_id)
    assert found is not None
    return found


async def news(stage: Stage, session_id: int) -> tuple[object, object]:
    """Return when those who come are told of changes, and what they were told before."""
    async with stage.database.snapshot() as unit:
        found = await unit.connection.execute(
            select(session.c.news_at, session.c.told).where(session.c.id == session_id)
        )
        row = found.one()
    return row[0], row[1]


async def comes(stage: Stage, number: int, session_id: int, name: str = "Sari") -> Actor:
    """Return a member who said `Saya ikut`."""
    actor = await stage.person(name, number).joined()
    person = await actor.known()

    async def unit(unit: Unit) -> None:
        await unit.attendances.add(session_id, person.id, stage.now)

    await stage.database.write(unit)
    return actor


async def trail(stage: Stage, actor: Actor) -> list[tuple[str, dict[str, object]]]:
    """Return what the audit says that somebody did to sessions."""
    person = await actor.known()
    async with stage.database.snapshot() as unit:
        entries = await unit.audit.list_about(person.id)
    return [
        (entry.action, dict(entry.details))
        for entry in entries
        if entry.action.startswith(("session_", "participants_"))
    ]
