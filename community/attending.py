"""Who looks at a session, whether they come, and what `Saya ikut` is answered with."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from community.reminder_choice import ReminderChoice
from community.roles import State
from community.schedule import Phase, phase
from community.sessions import NOTICE, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody before a screen with sessions; `attends` are those to which they come."""

    state: State
    zone: ZoneInfo
    now: datetime
    choice: ReminderChoice
    attends: frozenset[int]

    @property
    def today(self) -> date:
        """The day where they are."""
        return self.now.astimezone(self.zone).date()

    @property
    def is_member(self) -> bool:
        """Whether they may say `Saya ikut`."""
        return self.state is State.MEMBER

    @property
    def may_join(self) -> bool:
        """Whether `Gabung` is offered; whoever waits for a decision has done that."""
        return self.state not in (State.MEMBER, State.PENDING)

    def at(self, sessions: frozenset[int]) -> "Viewer":
        """Return them with the sessions to which they come."""
        return replace(self, attends=sessions)

    def phase(self, session: Session) -> Phase:
        """Say where a session stands now."""
        return phase(session, self.now)

    def comes(self, session: Session) -> bool:
        """Say whether they come to a session."""
        return session.id in self.attends

    def is_sent_link(self, session: Session) -> bool:
        """Say whether the link reaches them unasked before a session begins."""
        return self.choice.is_on and not self.choice.is_paused(session.day(self.zone))


class Answer(StrEnum):
    """What became of a tap on `Saya ikut` or `Batal ikut`."""

    COMES = "comes"
    STAYS_AWAY = "stays_away"
    CANCELLED = "cancelled"
    ENDED = "ended"


def answer(session: Session, now: datetime, *, on: bool) -> Answer:
    """Say what a tap means at this moment; said twice it means the same."""
    match phase(session, now):
        case Phase.CANCELLED:
            return Answer.CANCELLED
        case Phase.ENDED:
            return Answer.ENDED
        case _:
            return Answer.COMES if on else Answer.STAYS_AWAY


def is_link_due(session: Session, now: datetime) -> bool:
    """Say whether who says yes now is sent the link at once."""
    return bool(session.links) and session.starts_at - NOTICE <= now < session.ends_at
