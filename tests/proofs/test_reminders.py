"""Months of reminders with restarts, kills and clock jumps: never two, never none without cause."""

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
    run_state_machine_as_test,
)

from community import calendar_changes
from community.callback import pack
from community.sessions import CARD, Attend
from community.settings import EndPause, Pause, SetDay, SetHour, SetZone, SwitchReminders
from storage.unit import Unit
from tests.proofs.reminder_machine import (
    HOUR,
    LONGEST_LAG,
    MINUTE,
    QUARTER,
    SECOND,
    Bot,
    anybody,
    hours,
)
from tests.proofs.reminder_model import GRACE, ONE_DAY, ZONES, Hour, Wish


class Weeks(Bot):
    """What happens in the months of reminders."""

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

    @rule(minutes=st.integers(-24 * 60, 24 * 60))
    def clock_jumps(self, minutes: int) -> None:
        """Somebody sets the clock, by a day at most."""
        self.moves(minutes * MINUTE)
        self.model.went_back |= minutes < 0
        self.ticks()

    @rule(which=st.integers(0, 20), late=st.integers(0, 20))
    def waits_for_session(self, which: int, late: int) -> None:
        """Hours go by until a session is near, then minutes until it began."""
        one = self.session(which)
        if one is not None:
            self.goes_on_until(one.starts_at - 2 * HOUR)
            self.goes_on_until(one.starts_at - QUARTER + late * MINUTE)

    # --- people ---------------------------------------------------------------------------

    @rule(who=anybody, on=st.booleans())
    def switches(self, who: int, on: bool) -> None:
        """`Matikan` or `Nyalakan`."""
        self.chooses(who, SwitchReminders(on=on), is_on=on)

    @rule(who=anybody, hour=hours)
    def chooses_hour(self, who: int, hour: str) -> None:
        """Another hour."""
        self.chooses(who, SetHour(hour=hour), hour=hour)

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
    run(examples=6, steps=30)


@pytest.mark.proof
def test_months_of_reminders() -> None:
    """The same, for months and thousands of steps in `make proofs`."""
    run(*((80, 60) if os.environ.get("PROOFS") else (2, 40)))
