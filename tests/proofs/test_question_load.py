"""Two hundred questions in ten minutes, asked of a whole bot: the moderators' group bears it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from community.profile import Profile
from community.roles import State
from simulator.clock import VirtualClock
from simulator.flood import FloodModel
from simulator.person import Person
from simulator.server import Simulator
from simulator.wire.dispatch import Exchange
from storage.database import Database
from storage.unit import Unit
from tests.crash.process import polling
from tests.fixtures_simulator import Watch
from tests.proofs.inside import bot_inside

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09.00 WIB, the office is open
QUESTIONS = 200
MINUTE = 60.0
ASKED_WITHIN, SENT_WITHIN = 10 * MINUTE, 20 * MINUTE
A_MINUTE = 20  # messages to a group
TAPS = 40
BETWEEN_TAPS = 9.0
PATIENCE = 10.0  # seconds within which 95 of 100 taps show what they did
STEP = ASKED_WITHIN / QUESTIONS  # in which an asker reads: all act at the same moments
_CARD = re.compile(r"<b>Pertanyaan #(\d+)</b>")


async def test_two_hundred_questions_in_ten_minutes(watch_simulator: Watch, tmp_path: Path) -> None:
    """20 messages a minute, all cards within 20 minutes, in order, none lost; taps p95 < 10 s."""
    clock = VirtualClock(MONDAY)
    simulator = watch_simulator(Simulator(seed=5, clock=clock, flood=FloodModel()))
    await simulator.start()
    askers = [simulator.person(f"Penanya {one}", started=True) for one in range(QUESTIONS)]
    budi = simulator.person("Budi", started=True)
    group = simulator.supergroup("Moderator CoP", [budi], bot="administrator")
    url = f"sqlite:///{tmp_path}/cop.db"
    await _are_members(url, [*askers, budi])
    seen = Seen(clock, group.id)
    simulator.observe_exchanges(seen.note)
    settings = polling(simulator, url, MODERATOR_CHAT_ID=str(group.id))
    async with bot_inside(settings, clock) as parts:
        busy = [lambda: parts.is_busy, lambda: simulator.in_flight > 0]
        people = asyncio.gather(
            *(_asks(clock, one, place) for place, one in enumerate(askers)),
            _takes(clock, budi.at(group), seen),
        )
        latest = clock.monotonic() + SENT_WITHIN + MINUTE
        await clock.play(
            until=lambda: people.done() and (seen.is_whole or clock.monotonic() > latest), busy=busy
        )
        await people

    _judge(simulator, seen)
    await simulator.stop()
    assert [] == simulator.complaints()


@dataclass
class Seen:
    """What the group was sent, and when."""

    clock: VirtualClock
    group: int
    begin: float = 0.0
    calls: list[float] = field(default_factory=list)
    cards: list[tuple[int, float]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    tapped: dict[int, float] = field(default_factory=dict)
    shown: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.begin = self.clock.monotonic()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing any more."""
        return len(self.cards) >= QUESTIONS and len(self.shown) >= len(self.tapped)

    def note(self, exchange: Exchange) -> None:
        """Note what was accepted for the group."""
        is_here = exchange.code == 200 and exchange.parameters.has("chat_id")
        if not is_here or exchange.parameters.integer("chat_id") != self.group:
            return
        at = self.clock.monotonic()
        if exchange.method not in ("sendMessage", "editMessageText"):
            return
        text = exchange.parameters.text("text")
        card = _CARD.match(text)
        self.calls.append(at)
        if exchange.method == "sendMessage" and card is not None:
            self.cards.append((int(card[1]), at))
        elif exchange.method == "sendMessage":
            self.lines.append(text)
        elif card is not None and "dipegang Budi" in text:
            self.shown.setdefault(int(card[1]), at)


async def _asks(clock: VirtualClock, asker: Person, place: int) -> None:
    """Ask one question through the form, each asker in their turn."""
    await clock.sleep(place * ASKED_WITHIN / QUESTIONS)
    await asker.says(f"/tanya Bagaimana menghitung angka kredit jenjang ahli muda ke-{place}?")
    await clock.sleep(STEP)
    await asker.taps("Selesai")
    await clock.sleep(STEP)
    topics = await asker.screen()
    assert topics is not None
    await asker.taps(topics.labels[0])
    await clock.sleep(STEP)
    await asker.taps("Kirim")


async def _takes(clock: VirtualClock, budi: Person, seen: Seen) -> None:
    """Take the newest question again and again, while cards flow."""
    await clock.sleep(MINUTE / 2)
    while len(seen.tapped) < TAPS:
        await clock.sleep(BETWEEN_TAPS)
        free = [one for one in await budi.transcript() if "Ambil" in one.labels]
        if not free:
            continue
        number = re.match(r"Pertanyaan #(\d+)", free[-1].text)
        assert number is not None
        seen.tapped[int(number[1])] = clock.monotonic()
        await budi.taps("Ambil")


def _judge(simulator: Simulator, seen: Seen) -> None:
    waits = sorted(seen.shown[number] - at for number, at in seen.tapped.items())
    p95 = waits[int(0.95 * len(waits)) - 1]
    last = seen.cards[-1][1] - seen.begin
    most = _most_within(seen.calls, MINUTE)
    follow = [one for one in seen.lines if "kartu menyusul" in one]
    print(
        f"\nload: {len(seen.cards)} cards within {last / MINUTE:.1f} virtual minutes, at most "
        f"{most} calls a minute to the group, {len(waits)} taps shown, p50 "
        f"{waits[len(waits) // 2]:.2f} s, p95 {p95:.2f} s, worst {waits[-1]:.2f} s, "
        f"{len(follow)} lines of cards that follow"
    )
    assert [*range(1, QUESTIONS + 1)] == [number for number, _ in seen.cards]
    assert last <= SENT_WITHIN
    assert most <= A_MINUTE
    assert 0 == simulator.flood.refused
    assert TAPS == len(waits)
    assert p95 < PATIENCE
    assert follow
    assert len(follow) <= SENT_WITHIN / (10 * MINUTE) + 1


def _most_within(moments: Sequence[float], span: float) -> int:
    """Count the most moments that lie within any stretch of time."""
    first, most = 0, 0
    for place, moment in enumerate(moments):
        while moments[first] <= moment - span:
            first += 1
        most = max(most, place - first + 1)
    return most


async def _are_members(url: str, people: Sequence[Person]) -> None:
    """Let people be members; the last of them is a moderator."""

    async def unit(unit: Unit) -> None:
        for one in people:
            person = await unit.people.meet(one.id, MONDAY)
            entry = Profile(name=one.name, area="35.10", level="ahli_muda")
            await unit.profiles.save(person.id, entry, MONDAY)
            await unit.consents.give(person.id, 1, MONDAY)
            await unit.people.change_state(
                person.id, was=tuple(State), becomes=State.MEMBER, now=MONDAY
            )
        await unit.moderators.appoint(person.id, 1, MONDAY)

    database = await Database.open(url)
    await database.write(unit)
    await database.close()
