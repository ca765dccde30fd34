"""The machine of the months of reminders: the bot beside its model, and how they are compared."""

import asyncio
import re
import tempfile
from collections import Counter
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from community.callback import pack
from community.sessions import Session
from community.settings import SetZone
from tests.handlers.driver import Actor
from tests.proofs.reminder_house import House
from tests.proofs.reminder_model import ONE_DAY, ZONES, Member, Model, Wish

T = TypeVar("T")
START = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)  # Monday, 2 March, 05.00 WIB
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
INSTANT = timedelta(microseconds=1)  # nobody taps at the very moment of a tick
QUARTER = 15 * MINUTE
MOST_MEMBERS = 7
LONGEST_LAG = 25 * MINUTE  # without a tick while the bot is up
HOURS = ("", "05:00", "07:30", "09:00", "11:30", "12:00", "12:30", "13:00", "17:00")

anybody = st.integers(0, MOST_MEMBERS - 1)
hours = st.sampled_from(HOURS)


class Bot(RuleBasedStateMachine):
    """The bot and its model, side by side; what happens to them stands in test_reminders.py."""

    totals: ClassVar[Counter[str]] = Counter()  # over all examples, for the report

    @initialize()
    def opens(self) -> None:
        """Begin with four members, in all zones."""
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.runner = asyncio.Runner()
        self.house = self.does(House.open(Path(self.folder.name) / "cop.db", START))
        self.model = Model()
        self.ticked_at = START
        self.last_row = 0
        self.coming: set[tuple[int, int]] = set()  # chat, session
        self.linked: dict[tuple[int, int], datetime] = {}  # for which start the link was sent
        self.judged: set[tuple[int, datetime]] = set()
        for place, zone in enumerate((*ZONES, ZONES[0])):
            self.joins()
            self.chooses_zone(place, zone)
        self.ticks()  # what a bot misses is counted from the first hour on that it dealt with

    def teardown(self) -> None:
        """Add the figures up, close everything."""
        if not hasattr(self, "house"):
            return
        spent = (self.now - START).days
        self.totals.update(self.model.causes, days=max(spent, 0), examples=1)
        self.totals["missed of all"] += sum(self.model.missed.values())
        self.does(self.house.stage.database.close())
        self.runner.close()
        self.folder.cleanup()

    def does(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something on the machine's own loop."""
        return self.runner.run(work)

    @property
    def now(self) -> datetime:
        """The bot's present."""
        return self.house.stage.now

    # --- time -----------------------------------------------------------------------------

    def moves(self, span: timedelta) -> None:
        """Let time go by, with no tick."""
        self.house.stage.now += span

    def ticks(self) -> None:
        """Let the clock's jobs run, in the bot and in the model."""
        plans = self.model.due(self.now)
        self.does(self.house.tick())
        for plan in plans:
            self.model.happens(plan, self.now)
        self.ticked()

    def ticked(self) -> None:
        """Judge what a whole tick left."""
        self.ticked_at = self.now
        self.totals["ticks"] += 1
        self.model.explain(self.now)
        self.judge_post()
        self.judge_notices()

    def goes_on_until(self, moment: datetime) -> None:
        """Let time go by until a moment, with a tick every few hours and at its end."""
        while self.now < moment:
            self.moves(min(3 * HOUR, moment - self.now))
            self.ticks()

    def is_down(self, span: timedelta) -> None:
        """Stop, let time go by, and start."""
        before = self.now.date()
        self.moves(span)
        day = before
        while day < self.now.date() - 6 * ONE_DAY:
            self.model.forgiven.add(day)
            day += ONE_DAY
        self.does(self.house.stage.reopen())
        self.ticks()

    def dies(self, writes: int, *, commits: bool, down: timedelta) -> None:
        """Die at a write; the model learns how far the bot came, and checks that it may have."""
        plans = self.model.due(self.now)
        if not self.does(self.house.dies(writes, commits=commits)):
            for plan in plans:
                self.model.happens(plan, self.now)
            self.ticked()
            return
        self.totals["kills"] += 1
        closed, promises = self.does(self.house.closed()), self.does(self.house.promises())
        for plan in plans:
            if plan.hour in closed:
                self.model.happens(plan, self.now)
                continue
            made = frozenset(one for one in plan.people if (plan.hour.day, one) in promises)
            assert not (made and plan.is_late)
            if made:
                self.totals["kills inside an hour"] += 1
                self.model.promise(plan.hour, made, self.now)
        self.judged |= {(one.id, one.starts_at) for one in self.near()}
        self.agrees()
        self.moves(down)
        self.ticks()

    # --- people ---------------------------------------------------------------------------

    def member(self, place: int) -> Member:
        """Return one of the members."""
        members = list(self.model.members.values())
        return members[place % len(members)]

    def actor(self, one: Member) -> Actor:
        """Return a member as they talk to the bot."""
        return self.house.stage.person(f"Anggota {one.telegram_id}", one.telegram_id)

    def chooses(self, place: int, button: object, **changes: Any) -> None:
        """Tap a button of the settings; what the member wants changes so."""
        one = self.member(place)
        self.moves(INSTANT)
        self.does(self.actor(one).taps_data(pack(button)))
        one.is_reachable = True  # whoever writes can be written to
        one.history.append((self.now, replace(one.wish, **changes)))

    @precondition(lambda self: len(self.model.members) < MOST_MEMBERS)
    @rule()
    def joins(self) -> None:
        """Somebody joins, perhaps somebody whose data was deleted."""
        self.moves(INSTANT)
        taken = {one.telegram_id for one in self.model.members.values()}
        number = next(one for one in range(101, 110) if one not in taken)
        actor = self.does(self.house.stage.person(f"Anggota {number}", number).joined())
        person = self.does(actor.known())
        today = Wish().local(self.now)
        self.model.members[person.id] = Member(
            person.id, number, [(self.now, Wish())], judged=today - ONE_DAY
        )

    @rule(who=anybody, zone=st.sampled_from(ZONES))
    def chooses_zone(self, who: int, zone: str) -> None:
        """Another zone."""
        self.chooses(who, SetZone(zone=zone), zone=zone)

    # --- sessions -------------------------------------------------------------------------

    def session(self, which: int) -> Session | None:
        """Return one of the sessions to come."""
        found = self.does(self.house.sessions())
        return found[which % len(found)] if found else None

    def near(self) -> list[Session]:
        """Return the sessions whose link goes out now."""
        found = self.does(self.house.sessions())
        return [one for one in found if one.starts_at - QUARTER <= self.now]

    # --- judgement ------------------------------------------------------------------------

    @invariant()
    def agrees(self) -> None:
        """Promises, messages and the log of hours are what the model says, and never two."""
        if not hasattr(self, "house"):
            return
        living = self.model.members
        expected = {key: at for key, at in self.model.promises.items() if key[1] in living}
        assert expected == self.does(self.house.promises())
        assert Counter(expected.keys()) == self.does(self.house.messages())
        hours = self.model.made.keys() | self.model.missed.keys()
        counted = {hour: (self.model.made[hour], self.model.missed[hour]) for hour in hours}
        logged = self.does(self.house.slots())
        assert {hour: found for hour, found in counted.items() if any(found)} == logged
        assert set(self.does(self.house.posts()).values()) <= {1}

    def judge_post(self) -> None:
        """The community has today's post once its hour is there, on a working day."""
        hour = Wish().hour_on(Wish().local(self.now))
        if self.model.works(hour.day) and hour.due <= self.now and not hour.is_late(self.now):
            assert 1 == self.does(self.house.posts())[f"reminder:{hour.day.isoformat()}"]

    def judge_notices(self) -> None:
        """The link came once a start, not beside the reminder, to all who wait for it."""
        by_chat = {one.telegram_id: one for one in self.model.members.values()}
        begun = {
            f"Sesi {one.title.split()[-1]}": one for one in self.does(self.house.all_sessions())
        }
        for row, chat_id, text in self.does(self.house.notices(self.last_row)):
            self.last_row = row
            if not text.startswith("Sebentar lagi"):
                continue
            found = re.search(r"<b>(Sesi \d+)</b>", text)
            assert found is not None
            session, key = begun[found[1]], (chat_id, begun[found[1]].id)
            assert session.starts_at != self.linked.get(key)
            assert not self.reminded_beside(by_chat[chat_id])
            self.linked[key] = session.starts_at
            self.totals["notices"] += 1
        for session in self.near():
            if (session.id, session.starts_at) in self.judged:
                continue
            self.judged.add((session.id, session.starts_at))
            for chat_id in [chat for chat, number in self.coming if number == session.id]:
                if self.waits_for_link(by_chat[chat_id]):
                    assert session.starts_at == self.linked.get((chat_id, session.id))

    def waits_for_link(self, one: Member) -> bool:
        """Say whether a member is to have the link by now."""
        today = one.wish.local(self.now)
        is_paused = one.wish.paused_until is not None and today <= one.wish.paused_until
        if not one.is_reachable or not one.wish.is_on or is_paused or self.reminded_beside(one):
            return False
        hour = one.wish.hour_on(today)
        comes = self.model.works(today) and one.is_due(hour) and hour not in self.model.closed
        is_near = self.now < hour.due <= self.now + 30 * MINUTE
        return not (comes and is_near and (today, one.person_id) not in self.model.promises)

    def reminded_beside(self, one: Member) -> bool:
        """Say whether a member's reminder of today came within half an hour."""
        at = self.model.promises.get((one.wish.local(self.now), one.person_id))
        return at is not None and at > self.now - 30 * MINUTE
