"""The moderators' desk: who is there, and how all of them are told something at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from community.charter import Charter
from community.person import Person
from community.question_card import subject
from community.reply import Lane, Message, Reply, Say
from community.roles import Access, Role, allows
from storage.questions import Question
from storage.unit import Unit

LONG_STUCK = timedelta(hours=1)
"""After so long, moderators are told in private what their group does not take."""
A_UNIT = 50
"""Questions that the clock handles in one unit; the rest follows with the next tick."""
_SUPERGROUP = "-100"  # what the id of a supergroup begins with; the rest stands in links


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A moderator or admin as the clock knows them; `paused_until` is None without a pause."""

    person_id: int
    telegram_id: int
    zone: ZoneInfo
    paused_until: str | None
    is_reachable: bool

    @property
    def is_awake(self) -> bool:
        """Whether they can be told something."""
        return self.paused_until is None and self.is_reachable

    def says(self, message: Message, *, reply_to: int | None = None) -> Say:
        """Tell them something unasked."""
        return Say(
            chat_id=self.telegram_id,
            message=message,
            lane=Lane.NOTICE,
            person_id=self.person_id,
            reply_to=reply_to,
            zone=self.zone.key,
        )


async def on_duty(unit: Unit, charter: Charter, person_id: int, now: datetime) -> OnDuty | None:
    """Return somebody who may answer questions, None for anybody else."""
    person = await unit.people.get(person_id)
    if person is None or not allows(Access.MODERATOR, person.state, _role(person, charter)):
        return None
    choice = await unit.reminder_settings.choice(person_id)
    zone = choice.zone_of(charter.zone)
    is_paused = choice.is_paused(now.astimezone(zone).date())
    until = choice.paused_until.isoformat() if is_paused and choice.paused_until else None
    return OnDuty(person_id, person.telegram_id, zone, until, person.is_reachable)


def _role(person: Person, charter: Charter) -> Role:
    return Role.ADMIN if person.telegram_id in charter.admin_ids else person.role


async def awake_holder(
    unit: Unit, charter: Charter, question: Question, now: datetime
) -> OnDuty | None:
    """Return who holds a question, if they can be told something."""
    if question.holder_id is None:
        return None
    holder = await on_duty(unit, charter, question.holder_id, now)
    return holder if holder is not None and holder.is_awake else None


async def moderators(unit: Unit, charter: Charter, now: datetime) -> list[OnDuty]:
    """List the moderators, those who pause among them."""
    found = [
        await on_duty(unit, charter, one.person_id, now)
        for one in await unit.moderators.list_active()
    ]
    return [one for one in found if one is not None]


async def admins(unit: Unit, charter: Charter, now: datetime) -> list[OnDuty]:
    """List the admins who ever wrote to the bot."""
    contacts = await unit.members.contacts(charter.admin_ids)
    found = [await on_duty(unit, charter, one.person_id, now) for one in contacts]
    return [one for one in found if one is not None]


class Matter(Protocol):
    """What is to be done: a question, a post."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def person_id(self) -> int | None:
        """Who sent it in; None once their data are deleted."""
        ...


About = Callable[[int], str]
"""Names the card of a number."""


async def group_of(unit: Unit, charter: Charter, now: datetime) -> int | None:
    """Return the moderators' group; None as well when it took nothing from us for an hour."""
    if charter.moderator_chat_id is None:
        return None
    chat_id = await unit.messages.present_id(charter.moderator_chat_id)
    since = await unit.outbox.stuck_since(chat_id)
    return chat_id if since is None or now - since < LONG_STUCK else None


async def links(
    unit: Unit, charter: Charter, questions: Collection[int], about: About = subject
) -> dict[int, str]:
    """Return the addresses of cards in the moderators' group; only supergroups have any."""
    if charter.moderator_chat_id is None:
        return {}
    chat_id = await unit.messages.present_id(charter.moderator_chat_id)
    if not str(chat_id).startswith(_SUPERGROUP):
        return {}
    inside = str(chat_id).removeprefix(_SUPERGROUP)
    newest = await unit.messages.newest([(about(one), chat_id) for one in questions])
    found = {one: newest.get((about(one), chat_id)) for one in questions}
    return {one: f"https://t.me/c/{inside}/{at}" for one, at in found.items() if at is not None}


class Words(Protocol):
    """What is said of some questions."""

    def __call__(
        self, questions: Sequence[int], links: Mapping[int, str], /, *, is_private: bool
    ) -> Message:
        """Write it."""
        ...


async def tell(
    unit: Unit,
    charter: Charter,
    now: datetime,
    questions: Sequence[Matter],
    words: Words,
    *,
    about: About = subject,
) -> Reply:
    """Say one line about some questions: in the group, else to each moderator, else to admins.

    Nobody is asked to answer their own question, unless nobody else is there: that is decided
    for each question.
    """
    if not questions:
        return Reply()
    ids = [one.id for one in questions]
    found = await links(unit, charter, ids, about)
    group = await group_of(unit, charter, now)
    if group is not None:
        say = Say(
            chat_id=group,
            message=words(ids, found, is_private=False),
            lane=Lane.NOTICE,
            zone=charter.zone.key,
        )
        return Reply((say,))
    awake = [one for one in await moderators(unit, charter, now) if one.is_awake]
    reachable = [one for one in await admins(unit, charter, now) if one.is_reachable]
    told: dict[int, list[int]] = {}
    for question in questions:
        for one in _tellable(question, awake, reachable):
            told.setdefault(one.person_id, []).append(question.id)
    people = {one.person_id: one for one in (*reachable, *awake)}
    says = (people[one].says(words(numbers, {}, is_private=True)) for one, numbers in told.items())
    return Reply(tuple(says))


def _tellable(
    question: Matter, awake: Sequence[OnDuty], admins: Sequence[OnDuty]
) -> Sequence[OnDuty]:
    """Say who is told of a question: who did not ask it, moderators before admins."""
    asker = question.person_id
    return (
        [one for one in awake if one.person_id != asker]
        or [one for one in admins if one.person_id != asker]
        or admins
    )
