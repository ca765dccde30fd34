"""People who have joined already, put there directly: the proofs begin after joining."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from community import privacy
from community.profile import Profile
from community.roles import State
from simulator.person import GUARD, NotSeenError, Person
from simulator.server import Simulator
from storage.database import Database
from storage.unit import Unit

JOINED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
SURABAYA = "35.78"


async def join(
    database_url: str, telegram_ids: Sequence[int], names: Mapping[int, str] | None = None
) -> dict[int, int]:
    """Make these people members; gives their person ids by Telegram id."""
    database = await Database.open(database_url)
    try:
        return await database.write(lambda unit: _join(unit, telegram_ids, names or {}))
    finally:
        await database.close()


async def _join(
    unit: Unit, telegram_ids: Sequence[int], names: Mapping[int, str]
) -> dict[int, int]:
    joined = {}
    for telegram_id in telegram_ids:
        person = await unit.people.meet(telegram_id, JOINED)
        joined[telegram_id] = person.id
        name = names.get(telegram_id, f"Anggota {telegram_id}")
        entry = Profile(name=name, area=SURABAYA, level="ahli_pertama")
        await unit.consents.give(person.id, privacy.NOTICE_VERSION, JOINED)
        await unit.profiles.save(person.id, entry, JOINED)
        await unit.reminder_settings.choose_days(
            person.id, 31, now=JOINED, zone=ZoneInfo("Asia/Jakarta")
        )
        await unit.people.change_state(
            person.id, was=[State.GUEST], becomes=State.MEMBER, now=JOINED
        )
    return joined


async def shows(person: Person, words: str) -> None:
    """Wait until the person's chat shows these words, whenever they came."""
    version = await person.backend.call("version")
    deadline = asyncio.get_running_loop().time() + GUARD
    while not any(words in screen.text for screen in await person.transcript()):
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            raise NotSeenError(f"{person.name} never saw {words!r}")
        version = await person.backend.call("wait", version=version, limit=left)


def judge_manners(simulator: Simulator) -> None:
    """A killed bot may answer a tap twice, or late; it does nothing else that is improper."""
    simulator.complaints_expected = True
    forgiven = ("a tap was answered twice", "was not answered within 15 s")
    improper = [one for one in simulator.complaints() if not one.words.endswith(forgiven)]
    assert [] == improper
