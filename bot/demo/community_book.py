"""The history of the demo's community while it is written: deeds in order, and who is who."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from community.charter import Charter
from community.profile import Profile
from community.working_time import WorkingTime
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has joined."""

    person_id: int
    telegram_id: int
    profile: Profile


@dataclass(frozen=True, slots=True)
class Book:
    """A unit that writes history; the keys are those of the data."""

    unit: Unit
    charter: Charter
    office: WorkingTime
    today: date
    people: dict[str, Known] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)

    def person_id(self, key: str) -> int:
        """Return who somebody is; only those who joined before can do anything."""
        return self.people[key].person_id


Does = Callable[[Book, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happened, and when."""

    at: datetime
    does: Does


class NotPossible(ValueError):
    """The data tell of something that the rules of the community do not allow."""
