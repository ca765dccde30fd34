"""What journeys of questions have in common: who is there, and how somebody asks."""

from collections.abc import Sequence

from simulator.group import Group
from simulator.person import Person
from storage.database import Database
from storage.unit import Unit
from tests.crash.people import JOINED, join
from tests.journeys.house import House

MONDAY = "2026-11-23 13:05"  # later than the grace of the morning's reminders
TOPIC = "penilaian_kinerja_angka_kredit"
QUESTION = "Bagaimana menghitung angka kredit jenjang ahli muda?"


async def opens_for_questions(
    house: House,
    *,
    members: Sequence[Person],
    moderators: Sequence[Person],
    at: str = MONDAY,
    group: Group | None = None,
    **changes: str,
) -> None:
    """Open the house with people who joined already; without a group cards come in private."""
    await _settle(house.database_url, [house.ratna, *members, *moderators], moderators)
    if group is not None:
        house.moderators = group
        for moderator in moderators:
            await moderator.joins(group)
    await house.opens(with_group=group is not None, at=at, **changes)
    for person in (house.ratna, *members, *moderators):
        await person.says("/menu")
        await person.sees(person.name)


async def asks(asker: Person, number: int = 1, text: str = QUESTION) -> str:
    """Ask in words only; returns the topic that the asker picked."""
    await asker.says(f"/tanya {text}")
    await asker.sees("Masih ada tambahan?")
    await asker.taps("Selesai")
    topic = await picks_topic(asker)
    await asker.sees("Pratinjau pertanyaan", text)
    await sends(asker, number)
    return topic


async def picks_topic(asker: Person) -> str:
    """Take the likeliest topic."""
    offered = await asker.sees("Pertanyaan ini tentang apa?")
    await asker.taps(offered.labels[0])
    return offered.labels[0]


async def sends(asker: Person, number: int) -> None:
    """Send what the preview shows."""
    await asker.taps("Kirim")
    await asker.sees(f"Pertanyaan #{number} terkirim. Perkiraan dijawab paling lambat")


async def _settle(url: str, members: Sequence[Person], moderators: Sequence[Person]) -> None:
    """Let people be members, and some of them moderators who know the topic."""
    joined = await join(url, [one.id for one in members], {one.id: one.name for one in members})
    first = joined[members[0].id]

    async def appoint(unit: Unit) -> None:
        for moderator in moderators:
            await unit.moderators.appoint(joined[moderator.id], first, JOINED)
            await unit.moderators.set_expertise(joined[moderator.id], TOPIC, has=True)

    database = await Database.open(url)
    try:
        await database.write(appoint)
    finally:
        await database.close()
