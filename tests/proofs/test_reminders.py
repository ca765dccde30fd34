"""Months of reminders with restarts, kills and clock jumps: never two, never none without cause."""

import asyncio
import os
import re
import tempfile
from collections import Counter
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from community import calendar_changes
from community.callback import pack
from community.sessions import CARD, Attend, Session
from community.settings import EndPause, Pause, SetDay, SetHour, SetZone, SwitchReminders
from storage.unit import Unit
from tests.handlers.driver import Actor
from tests.proofs.reminder_house import House
from tests.proofs.reminder_model import GRACE, ONE_DAY, ZONES, Hour, Member, Model, Wish

T = TypeVar("T")
START = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)  # Monday, 2 March, 05.00 WIB
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
QUARTER = 15 * MINUTE
MOST_MEMBERS = 7
LONGEST_LAG = 25 * MINUTE  # without a tick while the bot is up
HOURS = ("", "05:00", "07:30", "09:00", "11:30", "12:00", "12:30", "13:00", "17:00")

anybody = st.integers(0, MOST_MEMBERS - 1)
hours = st.sampled_from(HOURS)


class Weeks(RuleBasedStateMachine):
    """The bot and its model, side by side."""

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

    @rule(steps=st.integers(1, 8), minutes=st.sampled_from([1, 5, 14, 29, 30, 31, 59, 170, 240]))
    def passes(self, steps: int, minutes: int) -> None:
        """Hours go by, with a tick every so often."""
        for _ in range(steps):
            self.moves(minutes * MINUTE)
            self.ticks()

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        """Days go by, with a tick every few hours."""
        for _ in range(days * 7):
            self.moves(timedelta(hours=3, minutes=26))
            self.ticks()

    def goes_on_until(self, moment: datetime) -> None:
        """Let time go by until a moment, with a tick every few hours and at its end."""
        while self.now < moment:
            self.moves(min(3 * HOUR, moment - self.now))
            self.ticks()

    @rule(seconds=st.sampled_from([1, 59, 600]))
    def lags(self, seconds: int) -> None:
        """The next tick is late, and people go on meanwhile."""
        self.moves(seconds * SECOND)
        if self.now - self.ticked_at > LONGEST_LAG:
            self.ticks()

    @rule(
        days=st.integers(0, 2),
        hour=hours,
        zone=st.sampled_from(ZONES),
        beside=st.sampled_from([-SECOND, 0 * SECOND, SECOND, GRACE, GRACE + SECOND]),
    )
    def comes_back_at_the_edge(self, days: int, hour: str, zone: str, beside: timedelta) -> None:
        """The bot was down until just before, at or after an hour or its grace."""
        edge = Hour(self.now.date() + days * ONE_DAY, zone, hour or "07:30").due + beside
        if edge > self.now:
            self.is_down(edge - self.now)

    @rule(hours=st.sampled_from([1, 3, 4, 5, 26, 100, 9 * 24]))
    def is_down_for(self, hours: int) -> None:
        """The bot is down for a while."""
        self.is_down(hours * HOUR)

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

    @rule(
        minutes=st.sampled_from([0, 1, 30, 150]),
        writes=st.integers(1, 40),
        commits=st.booleans(),
        down=st.sampled_from([0 * HOUR, MINUTE, 3 * HOUR, GRACE + SECOND, 30 * HOUR]),
    )
    def is_killed(self, minutes: int, writes: int, commits: bool, down: timedelta) -> None:
        """The process is killed in the middle of a tick, before or after a commit."""
        self.moves(minutes * MINUTE)
        self.dies(writes, commits=commits, down=down)

    @rule(who=anybody, writes=st.integers(1, 4), commits=st.booleans(), hour=hours)
    def is_killed_while_reminding(self, who: int, writes: int, commits: bool, hour: str) -> None:
        """The process is killed at one of the first writes of an hour that several chose."""
        for place in range(who, who + 3):
            zone = self.member(who).wish.zone or ZONES[0]
            self.chooses(place, SetZone(zone=zone), zone=zone)
            self.chooses(place, SetHour(hour=hour), hour=hour)
        wish = self.member(who).wish
        day = wish.local(self.now)
        while not self.model.works(day) or wish.hour_on(day).due <= self.now + SECOND:
            day += ONE_DAY
        due = wish.hour_on(day).due
        self.goes_on_until(due - SECOND)
        self.moves(SECOND)
        self.dies(writes, commits=commits, down=MINUTE)

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

    @rule(minutes=st.integers(-24 * 60, 24 * 60))
    def clock_jumps(self, minutes: int) -> None:
        """Somebody sets the clock, by a day at most."""
        self.moves(minutes * MINUTE)
        self.model.went_back |= minutes < 0
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
        self.does(self.actor(one).taps_data(pack(button)))
        one.is_reachable = True  # whoever writes can be written to
        one.history.append((self.now, replace(one.wish, **changes)))

    @precondition(lambda self: len(self.model.members) < MOST_MEMBERS)
    @rule()
    def joins(self) -> None:
        """Somebody joins, perhaps somebody whose data was deleted."""
        taken = {one.telegram_id for one in self.model.members.values()}
        number = next(one for one in range(101, 110) if one not in taken)
        actor = self.does(self.house.stage.person(f"Anggota {number}", number).joined())
        person = self.does(actor.known())
        today = Wish().local(self.now)
        self.model.members[person.id] = Member(
            person.id, number, [(self.now, Wish())], judged=today - ONE_DAY
        )

    @rule(who=anybody, on=st.booleans())
    def switches(self, who: int, on: bool) -> None:
        """`Matikan` or `Nyalakan`."""
        self.chooses(who, SwitchReminders(on=on), is_on=on)

    @rule(who=anybody, hour=hours)
    def chooses_hour(self, who: int, hour: str) -> None:
        """Another hour."""
        self.chooses(who, SetHour(hour=hour), hour=hour)

    @rule(who=anybody, zone=st.sampled_from(ZONES))
    def chooses_zone(self, who: int, zone: str) -> None:
        """Another zone."""
        self.chooses(who, SetZone(zone=zone), zone=zone)

    @rule(who=anybody, weekday=st.integers(1, 5), on=st.booleans())
    def chooses_day(self, who: int, weekday: int, on: bool) -> None:
        """A weekday more or less."""
        days = self.member(who).wish.days
        changed = days | {weekday} if on else days - {weekday}
        self.chooses(who, SetDay(weekday=weekday, on=on), days=changed)

    @rule(who=anybody, days=st.integers(0, 9))
    def pauses(self, who: int, days: int) -> None:
        """A pause until a day."""
        until = self.member(who).wish.local(self.now) + days * ONE_DAY
        self.chooses(who, Pause(until=until.isoformat()), paused_until=until)

    @rule(who=anybody)
    def ends_pause(self, who: int) -> None:
        """`Akhiri jeda`."""
        self.chooses(who, EndPause(), paused_until=None)

    @rule(who=anybody)
    def blocks(self, who: int) -> None:
        """Somebody blocks the bot."""
        one = self.member(who)

        async def unit(unit: Unit) -> None:
            await unit.people.mark_unreachable(one.person_id, self.now)

        self.does(self.house.stage.database.write(unit))
        one.is_reachable = False

    @rule(who=anybody)
    def comes_back(self, who: int) -> None:
        """`/start` wakes whoever blocked it."""
        one = self.member(who)
        self.does(self.actor(one).says("/start"))
        one.is_reachable = True

    @precondition(lambda self: len(self.model.members) > 2)
    @rule(who=anybody)
    def deletes_data(self, who: int) -> None:
        """Somebody has all their data deleted."""
        one = self.member(who)

        async def unit(unit: Unit) -> None:
            await unit.erasures.erase(one.person_id, with_posts=False, now=self.now)

        self.does(self.house.stage.database.write(unit))
        del self.model.members[one.person_id]
        self.coming = {key for key in self.coming if key[0] != one.telegram_id}
        self.linked = {k: at for k, at in self.linked.items() if k[0] != one.telegram_id}

    # --- calendar and sessions ------------------------------------------------------------

    @rule(ahead=st.integers(0, 5), what=st.sampled_from(["add", "take", "restore"]))
    def corrects_a_day(self, ahead: int, what: str) -> None:
        """An admin makes a day off, or a working day, or takes that back."""
        today = Wish().local(self.now)
        day = today + ahead * ONE_DAY
        if self.does(self.corrected(day, today, what)):
            self.model.corrections.pop(day, None)
            if what != "restore":
                self.model.corrections[day] = what == "add"

    async def corrected(self, day: date, today: date, what: str) -> bool:
        """Decide and write as `/libur` does; says whether anything changed."""

        async def unit(unit: Unit) -> bool:
            calendar = await unit.calendar.load()
            match what:
                case "add":
                    decision = calendar_changes.add(calendar, day, "Hari jadi", today)
                case "take":
                    decision = calendar_changes.take(calendar, day, today)
                case _:
                    decision = calendar_changes.restore(calendar, day, today)
            if not isinstance(decision, calendar_changes.Change):
                return False
            return await unit.calendar.apply(decision, 1, self.now)

        return await self.house.stage.database.write(unit)

    @rule(quarters=st.integers(1, 4 * 40), who=st.lists(anybody, max_size=5))
    def plans_session(self, quarters: int, who: list[int]) -> None:
        """A moderator plans a session of the next days, and people say yes at once."""
        number = self.totals["sessions"] = self.totals["sessions"] + 1
        begin = self.now.replace(minute=0, second=0, microsecond=0) + quarters * QUARTER
        self.does(self.house.add_session(begin, f"Sesi {number}"))
        for one in who:
            self.says_yes_or_no(one, -1, on=True)

    @rule(which=st.integers(0, 20), late=st.integers(0, 20))
    def waits_for_session(self, which: int, late: int) -> None:
        """Hours go by until a session is near, then minutes until it began."""
        one = self.session(which)
        if one is not None:
            self.goes_on_until(one.starts_at - 2 * HOUR)
            self.goes_on_until(one.starts_at - QUARTER + late * MINUTE)

    @rule(which=st.integers(0, 20), quarters=st.integers(1, 4 * 30))
    def moves_session(self, which: int, quarters: int) -> None:
        """A session begins later."""
        one = self.session(which)
        if one is not None:
            later = replace(
                one,
                starts_at=one.starts_at + quarters * QUARTER,
                ends_at=one.ends_at + quarters * QUARTER,
            )
            assert self.does(self.house.change_session(one, later))

    @rule(which=st.integers(0, 20))
    def cancels_session(self, which: int) -> None:
        """A session is cancelled."""
        one = self.session(which)
        if one is not None:
            assert self.does(self.house.change_session(one, replace(one, is_cancelled=True)))

    @rule(who=anybody, which=st.integers(0, 20), on=st.booleans())
    def says_yes_or_no(self, who: int, which: int, on: bool) -> None:
        """`Saya ikut` and `Batal ikut`."""
        one, session = self.member(who), self.session(which)
        if session is None:
            return
        self.does(self.actor(one).taps_data(pack(Attend(session=session.id, on=on, screen=CARD))))
        one.is_reachable = True
        key = (one.telegram_id, session.id)
        if not on:
            self.coming.discard(key)
            self.linked.pop(key, None)
        elif key not in self.coming:
            self.coming.add(key)
            if session.starts_at - QUARTER <= self.now:
                self.linked[key] = session.starts_at  # at once, or in the reminder above

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


def run(examples: int, steps: int) -> None:
    """Run so many examples of so many steps; print what happened in them."""
    Weeks.totals.clear()
    run_state_machine_as_test(
        Weeks,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"\nreminders: {dict(sorted(Weeks.totals.items()))}")


def test_weeks_of_reminders() -> None:
    """Never two, never none without a recorded cause, whatever happens: a short run."""
    run(examples=8, steps=40)


@pytest.mark.proof
def test_months_of_reminders() -> None:
    """The same, for months and thousands of steps in `make proofs`."""
    run(*((80, 60) if os.environ.get("PROOFS") else (2, 40)))
