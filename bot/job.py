"""A job of the clock; all of them stand on the page bot/timetable.py."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.due import Due
from handlers.tick import Tick

Work = Callable[[Tick], Awaitable[str]]  # says what was done, "" for nothing


@dataclass(frozen=True, slots=True)
class Job:
    """How often a job is looked at, when it is due, what it does, how late it may be.

    What people call it stands in community/texts/jobs.py under its name. `grace` is for people
    too; None means that it does as much good later.
    """

    name: str
    tick: timedelta
    due: Due
    work: Work
    grace: str | None = None
