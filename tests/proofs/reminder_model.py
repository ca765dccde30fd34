"""What the contract says about reminders, in plain Python: the judge of the state machine.

It shares no code with the bot: hours, zones, holidays and the meaning of every choice are read
from the contract anew.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

USUAL_HOUR, USUAL_ZONE = "07:30", "Asia/Jakarta"
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
HOURS = tuple(f"{half // 2:02}:{half % 2 * 30:02}" for half in range(10, 35))
GRACE = timedelta(hours=4)
ONE_DAY = timedelta(days=1)
LOOKED_BACK = 7 * ONE_DAY  # what a bot that was away for longer counts
# SKB 3 Menteri 1497/2/5 of 2025, from March on.
FEASTS = {
    *(date(2026, 3, day) for day in (18, 19, 20, 23, 24)),
    date(2026, 4, 3),
    *(date(2026, 5, day) for day in (1, 14, 15, 27, 28)),
    *(date(2026, 6, day) for day in (1, 16)),
    *(date(2026, 8, day) for day in (17, 25)),
    *(date(2026, 12, day) for day in (24, 25)),
}


@dataclass(frozen=True, slots=True, order=True)
class Hour:
    """An hour of a day in a zone."""

    day: date
    zone: str
    hour: str

    @property
    def chosen(self) -> datetime:
        """The moment by the member's clock."""
        at = datetime.combine(self.day, time.fromisoformat(self.hour), ZoneInfo(self.zone))
        return at.astimezone(UTC)

    @property
    def due(self) -> datetime:
        """The moment it is sent: after Friday prayer if it falls into it."""
        if self.day.isoweekday() == 5 and "11:30" <= self.hour < "13:00":
            return Hour(self.day, self.zone, "13:00").due
        return self.chosen

    def is_late(self, now: datetime) -> bool:
        """Say whether the grace is over, or the day."""
        return now > self.due + GRACE or now.astimezone(ZoneInfo(self.zone)).date() > self.day


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member chose; empty hour and zone follow the community."""

    is_on: bool = True
    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    hour: str = ""
    zone: str = ""
    paused_until: date | None = None

    def local(self, now: datetime) -> date:
        """Return the day that it is for the member."""
        return now.astimezone(ZoneInfo(self.zone or USUAL_ZONE)).date()

    def hour_on(self, day: date) -> Hour:
        """Return the member's hour of a day."""
        return Hour(day, self.zone or USUAL_ZONE, self.hour or USUAL_HOUR)

    def refusal(self, day: date) -> str:
        """Say why none is wanted on a working day, empty if one is."""
        if not self.is_on:
            return "off"
        if day.isoweekday() not in self.days:
            return "day not chosen"
        is_paused = self.paused_until is not None and day <= self.paused_until
        return "paused" if is_paused else ""

    def wants(self, hour: Hour) -> bool:
        """Say whether a reminder at exactly this hour is wanted."""
        return self.hour_on(hour.day) == hour and not self.refusal(hour.day)


@dataclass
class Member:
    """A member, and all that they ever chose."""

    person_id: int
    telegram_id: int
    history: list[tuple[datetime, Wish]]
    judged: date  # the last day that was explained
    is_reachable: bool = True

    @property
    def wish(self) -> Wish:
        """What they chose last."""
        return self.history[-1][1]

    def stands_since(self, hour: Hour) -> datetime | None:
        """Return when they began to want this hour's reminder, None when they do not."""
        since: datetime | None = None
        for at, wish in self.history:
            if not wish.wants(hour):
                since = None
            elif since is None:
                since = at
        return since

    def is_due(self, hour: Hour) -> bool:
        """Say whether they chose this hour before it came."""
        since = self.stands_since(hour)
        return since is not None and since <= hour.chosen


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of an hour now: these people are reminded, or it is too late for them."""

    hour: Hour
    is_late: bool
    people: frozenset[int]
    unreached: frozenset[int]


@dataclass
class Model:
    """All members, all hours, and what must have become of them."""

    members: dict[int, Member] = field(default_factory=dict)
    corrections: dict[date, bool] = field(default_factory=dict)  # True: off
    closed: set[Hour] = field(default_factory=set)
    promises: dict[tuple[date, int], datetime] = field(default_factory=dict)
    made: Counter[Hour] = field(default_factory=Counter)
    missed: Counter[Hour] = field(default_factory=Counter)
    reasons: dict[tuple[date, int], str] = field(default_factory=dict)
    causes: Counter[str] = field(default_factory=Counter)
    went_back: bool = False
    forgiven: set[date] = field(default_factory=set)  # away for longer than anybody looks back

    def works(self, day: date) -> bool:
        """Say whether people work on a day."""
        if day.isoweekday() > 5:
            return False
        return not self.corrections.get(day, day in FEASTS)

    def due(self, now: datetime) -> list[Plan]:
        """List the hours that have come and were not dealt with, the earliest first."""
        newest = max((hour.day for hour in self.closed | self.made.keys()), default=None)
        hours = []
        for zone in ZONES:
            today = now.astimezone(ZoneInfo(zone)).date()
            day = today if newest is None else min(today, max(newest, today - LOOKED_BACK))
            while day <= today:
                if self.works(day):
                    hours += [Hour(day, zone, hour) for hour in HOURS]
                day += ONE_DAY
        open_ones = (hour for hour in hours if hour not in self.closed and hour.due <= now)
        return [self._plan(hour, now) for hour in sorted(open_ones, key=lambda one: one.due)]

    def _plan(self, hour: Hour, now: datetime) -> Plan:
        due = {
            member.person_id: member.is_reachable
            for member in self.members.values()
            if member.is_due(hour) and (hour.day, member.person_id) not in self.promises
        }
        reached = frozenset(person for person, is_reachable in due.items() if is_reachable)
        return Plan(hour, hour.is_late(now), reached, frozenset(due) - reached)

    def happens(self, plan: Plan, now: datetime) -> None:
        """Note that an hour was dealt with."""
        self.closed.add(plan.hour)
        for person in plan.unreached:
            self.reasons[plan.hour.day, person] = "unreachable"
        if plan.is_late:
            self.missed[plan.hour] += len(plan.people)
            for person in plan.people:
                self.reasons[plan.hour.day, person] = "missed"
            return
        self.promise(plan.hour, plan.people, now)

    def promise(self, hour: Hour, people: frozenset[int], now: datetime) -> None:
        """Note that people were reminded, perhaps not all of an hour."""
        self.made[hour] += len(people)
        for person in people:
            assert (hour.day, person) not in self.promises
            self.promises[hour.day, person] = now

    def explain(self, now: datetime) -> None:
        """Demand for every member and every working day that is over one reminder, or a cause."""
        for member in self.members.values():
            yesterday = member.wish.local(now) - ONE_DAY
            while member.judged < yesterday:
                member.judged += ONE_DAY
                if self.works(member.judged):
                    self.causes[self.cause(member, member.judged)] += 1

    def cause(self, member: Member, day: date) -> str:
        """Say what became of a member's day; raises when nothing explains it."""
        key = (day, member.person_id)
        if key in self.promises:
            return "reminded"
        refusal = member.wish.refusal(day)
        if refusal:
            return refusal
        if not member.is_due(member.wish.hour_on(day)):
            return "chosen after the hour"
        if key in self.reasons:
            return self.reasons[key]
        if self.went_back and member.wish.hour_on(day) in self.closed:
            return "hour was over before the clock went back"
        if day in self.forgiven:
            return "away for more than a week"
        raise AssertionError(f"no reminder and no cause: {member} on {day}")
