"""When a job of the clock is due: pure rules over the moment and the job's last run."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from community.charter import Charter

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class Due(Protocol):
    """A rule; `last` is when the job last ran to its end, None before its first run."""

    def is_due(self, now: datetime, last: datetime | None, charter: Charter) -> bool:
        """Say whether the job is to run now."""
        ...

    def next_after(self, now: datetime, last: datetime | None, charter: Charter) -> datetime:
        """Return when the job is due next; `now` when it is due already."""
        ...


@dataclass(frozen=True, slots=True)
class Every:
    """Due when the last run is at least that long ago, or lies ahead: the clock was set back."""

    pause: timedelta

    def is_due(self, now: datetime, last: datetime | None, charter: Charter) -> bool:
        """Say whether the pause is over."""
        del charter
        return last is None or last > now or now - last >= self.pause

    def next_after(self, now: datetime, last: datetime | None, charter: Charter) -> datetime:
        """Return the end of the pause."""
        if last is None or self.is_due(now, last, charter):
            return now
        return last + self.pause


@dataclass(frozen=True, slots=True)
class Daily:
    """Due once a day from that hour on in the community's zone; after `within` the day is lost."""

    hour: time
    within: timedelta = DAY

    def is_due(self, now: datetime, last: datetime | None, charter: Charter) -> bool:
        """Say whether today's run (or yesterday's, if it may be so late) is still to come."""
        newest = self._newest(now, charter)
        if now - newest >= self.within:
            return False
        # A last run more than a day ahead is from a clock that was far wrong and is set right.
        return last is None or last < newest or last - now > DAY

    def next_after(self, now: datetime, last: datetime | None, charter: Charter) -> datetime:
        """Return that hour of today or of another day."""
        if self.is_due(now, last, charter):
            return now
        done = now if last is None or last - now > DAY else max(now, last)
        return self._newest(done, charter) + DAY  # wall time: the same hour of the next day

    def _newest(self, now: datetime, charter: Charter) -> datetime:
        """Return the last time that this hour came."""
        there = now.astimezone(charter.zone)
        newest = datetime.combine(there.date(), self.hour, charter.zone)
        return newest if newest <= there else newest - DAY


@dataclass(frozen=True, slots=True)
class HalfHours:
    """Due when a half hour, or REMINDER_TIME, has struck since the last run, to the second.

    People's zones are whole hours apart, so REMINDER_TIME strikes once an hour somewhere.
    """

    def is_due(self, now: datetime, last: datetime | None, charter: Charter) -> bool:
        """Say whether it struck since the last run, or the clock was set back."""
        return last is None or last > now or last < self._strikes(now, charter)[0]

    def next_after(self, now: datetime, last: datetime | None, charter: Charter) -> datetime:
        """Return when it strikes next."""
        return now if self.is_due(now, last, charter) else self._strikes(now, charter)[1]

    @staticmethod
    def _strikes(now: datetime, charter: Charter) -> tuple[datetime, datetime]:
        """Return the last time that it struck, and the next one."""
        hour = now.astimezone(charter.zone).replace(minute=0, second=0, microsecond=0)
        minutes = sorted({0, 30, charter.reminder_time.minute})
        strikes = [hour + timedelta(minutes=minute) for minute in minutes]
        past = [strike for strike in strikes if strike <= now]
        ahead = [strike for strike in strikes if strike > now]
        return past[-1], ahead[0] if ahead else hour + HOUR
