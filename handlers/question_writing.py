"""What the cards of a question say, and who may read them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from community import question_refusals, question_time, topics, workplace
from community.charter import Charter
from community.publishing import KEPT_PRIVATE
from community.question_card import ANSWER_LINK
from community.question_refusals import Needs
from community.questions import FINAL, Event, after
from community.reply import Attached, Message, Rows
from community.texts import answering
from community.texts import question_card as texts
from community.texts.publishing import publish_rows
from community.texts.question_steps import ADMIN
from community.topics import Topic
from community.working_time import WorkingTime
from handlers import undelivered
from storage.members import Contact
from storage.messages import Said
from storage.publication import Publication
from storage.question_entries import Entry, Kind
from storage.questions import Question
from storage.queue import Happened
from storage.unit import Unit

HISTORY = 5
_BY_ASKER = frozenset(
    {Event.ASK, Event.EDIT, Event.EXPLAIN, Event.WITHDRAW, Event.ACCEPT, Event.NOT_ANSWERED}
    | {Event.FOLLOW_UP, Event.RATE, Event.CONSENT, Event.DECLINE, Event.REVOKE}
)
_OF_ASKER = frozenset({Kind.EXPLANATION, Kind.FOLLOW_UP})
_CHANGE_HOLDER = frozenset({Event.CLAIM, Event.RELEASE, Event.LAPSE, Event.HAND_OVER})
_IN_HEAD = frozenset({Kind.QUESTION, Kind.VERSION})

Chats = Mapping[int, int | None]
"""Chats that hold a card, with the person whose private chat it is."""


class Owned(Protocol):
    """What somebody sent in: a question, a post."""

    @property
    def person_id(self) -> int | None:
        """Who; None once their data are deleted."""
        ...


@dataclass(frozen=True, slots=True)
class Viewers:
    """Who may see cards now."""

    moderators: tuple[Contact, ...]
    admins: tuple[Contact, ...]
    group: int | None  # by the id that it has now
    former: frozenset[int] = frozenset()  # the ids that it had before it became a supergroup

    def is_group(self, chat_id: int) -> bool:
        """Say whether a chat is the moderators' group, by its old or its new id."""
        return chat_id == self.group or chat_id in self.former

    def is_former(self, chat_id: int) -> bool:
        """Say whether a chat is what the moderators' group was: nothing can be edited there."""
        return chat_id in self.former

    def may_see(self, said: Said) -> bool:
        """Say whether a message with a card stands where it may still be read."""
        if said.person_id is None:
            return self.is_group(said.chat_id)
        return any(one.person_id == said.person_id for one in (*self.moderators, *self.admins))

    def all_chats(self) -> frozenset[int]:
        """Return all chats in which a card may be asked for."""
        people = {one.telegram_id for one in (*self.moderators, *self.admins)}
        groups = {one for one in (self.group, *self.former) if one is not None}
        return frozenset(people | groups)

    def is_admin(self, chat_id: int) -> bool:
        """Say whether a chat is an admin's own."""
        return any(one.telegram_id == chat_id for one in self.admins)

    def chats(self, question: Owned) -> Chats:
        """Say in which chats a question is to be answered; nobody answers their own.

        In the group; else by each moderator in private; without a moderator whom messages reach
        by the admins.
        """
        asker = question.person_id
        moderators = [one for one in self.moderators if one.person_id != asker]
        admins = [one for one in self.admins if one.person_id != asker] or self.admins
        if self.group is None:
            return _private(_reachable(moderators) or _reachable(admins) or moderators or admins)
        group: dict[int, int | None] = {self.group: None}
        return group if self.moderators else {**group, **_private(admins)}


@dataclass(frozen=True, slots=True)
class Writing:
    """What a card says, ready to be written for each chat."""

    card: texts.Card
    charter: Charter
    viewers: Viewers
    more: Rows

    def message(self, chat_id: int, experts: Sequence[texts.Expert] = ()) -> Message:
        """Return the card as it is for a chat, with a word to those who know the topic."""
        is_group = self.viewers.is_group(chat_id)
        link = self.charter.deep_link(f"{ANSWER_LINK}_{self.card.number}") if is_group else None
        looks_up = is_group or self.viewers.is_admin(chat_id)
        return texts.card(
            self.card, self.more, answer_link=link, looks_up=looks_up, experts=experts
        )


async def viewers_of(unit: Unit, charter: Charter) -> Viewers:
    """Return who may see cards now."""
    on_duty = await unit.moderators.list_active()
    group = charter.moderator_chat_id
    if group is not None:
        group = await unit.messages.present_id(group)
    return Viewers(
        tuple(
            Contact(one.person_id, one.telegram_id, one.name, one.is_reachable) for one in on_duty
        ),
        tuple(await unit.members.contacts(charter.admin_ids)),
        group,
        frozenset() if group is None else await unit.messages.former_ids(group),
    )


async def office_of(unit: Unit, charter: Charter) -> WorkingTime:
    """Return the office hours as the calendar has them now."""
    return WorkingTime(await unit.calendar.load(), charter.zone)


async def topics_of(unit: Unit) -> tuple[Topic, ...]:
    """Return the topics as admins edited them, also those that are no longer offered."""
    return await unit.topic_edits.load(is_offered=False)


async def topic_name(unit: Unit, code: str) -> str:
    """Return what a topic is called now."""
    topic = topics.by_code(code, await topics_of(unit))
    return code if topic is None else topic.name


async def files_of(unit: Unit, question_id: int) -> tuple[Attached, ...]:
    """Return the files that came with a question."""
    entries = await unit.question_entries.list_of(question_id)
    return tuple(file for one in entries if one.kind is Kind.QUESTION for file in one.attachments)


async def write(unit: Unit, charter: Charter, question: Question, now: datetime) -> Writing:
    """Gather what the cards of a question say."""
    office = await office_of(unit, charter)
    history = await unit.queue.history(question.id, HISTORY)
    entries = [
        one for one in await unit.question_entries.list_of(question.id) if one.withdrawn_at is None
    ]
    names = await _names(unit, charter, question, history, entries)
    limit = question_time.limits(charter).answer
    card = texts.Card(
        number=question.id,
        state=question.state,
        topic=await topic_name(unit, question.topic),
        asker=await _asker(unit, question),
        text=question.text,
        files=sum(len(one.attachments) for one in entries if one.kind is Kind.QUESTION),
        is_urgent=question.is_urgent,
        holder=_holder(question, names),
        asked_at=question.asked_at,
        due_at=question_time.answer_due(question, office, limit),
        is_late=question_time.is_late(question, office, limit, now),
        remarks=[
            *(_remark(names, one) for one in entries if one.kind not in _IN_HEAD),
            *await _unreached(unit, question),
        ],
        history=_lines(question, names, history),
        reason=_reason(question),
        zone=charter.zone,
    )
    more = _more(question, entries, await unit.publications.get(question.id))
    return Writing(card, charter, await viewers_of(unit, charter), more)


def _more(question: Question, entries: Sequence[Entry], seen: Publication | None) -> Rows:
    """Return what can be done with an answer."""
    if question.person_id is None or not any(one.kind is Kind.ANSWER for one in entries):
        return ()
    if after(question.state, Event.CORRECT) is None:
        return ()
    is_kept_private = seen is not None and seen.state in KEPT_PRIVATE
    published = publish_rows(question, is_kept_private=is_kept_private)
    return (answering.retract_row(question.id), *published)


def _holder(question: Question, names: Mapping[int, str]) -> str | None:
    """Name the holder; nobody holds what was refused or withdrawn."""
    if question.holder_id is None or question.state in FINAL:
        return None
    return names[question.holder_id]


async def name_of(unit: Unit, charter: Charter, person_id: int) -> str:
    """Return what somebody on duty is called among moderators."""
    return (await names_of(unit, charter, [person_id]))[person_id]


async def names_of(unit: Unit, charter: Charter, people: Collection[int]) -> dict[int, str]:
    """Return what people on duty are called; only an admin may have no name of their own."""
    known = await unit.queue.names(people)
    if len(known) < len(people):
        admins = {one.person_id for one in await unit.members.contacts(charter.admin_ids)}
        known = {**dict.fromkeys(admins, ADMIN), **known}
    return {one: known.get(one, texts.MODERATOR) for one in people}


async def last_of_asker(unit: Unit, question_id: int) -> str:
    """Return the words that an asker added last to a question; empty where there are none."""
    entries = await unit.question_entries.list_of(question_id)
    said = [one.text for one in entries if one.kind in _OF_ASKER and one.withdrawn_at is None]
    return said[-1] if said else ""


async def _asker(unit: Unit, question: Question) -> str | None:
    """Name the asker; empty for an anonymous one, None once data are deleted."""
    if question.person_id is None:
        return None
    if question.is_anonymous:
        return ""
    card = await unit.members.card(question.person_id)
    if card is None or card.profile is None:
        return "–"
    return f"{card.profile.name}, {workplace.name(card.profile)}"


async def _names(
    unit: Unit,
    charter: Charter,
    question: Question,
    history: Sequence[Happened],
    entries: Sequence[Entry],
) -> Mapping[int, str]:
    """Name those on duty; whoever asked is never named, in whatever role they appear."""
    people = {question.holder_id, *(one.actor_id for one in history)}
    people |= {one.author_id for one in entries}
    wanted = {one for one in people if one is not None}
    hidden = {question.person_id} if question.is_anonymous else set()
    known = await names_of(unit, charter, wanted - hidden)
    return {one: known.get(one, texts.MODERATOR) for one in wanted}


def _lines(
    question: Question, names: Mapping[int, str], history: Sequence[Happened]
) -> list[texts.Line]:
    """Tell what happened; of the last hand-over it is known to whom: they hold it still."""
    lines = [_line(names, one) for one in history]
    moves = [place for place, one in enumerate(history) if one.event in _CHANGE_HOLDER]
    if moves and question.holder_id is not None:
        last = moves[-1]
        if history[last].event is Event.HAND_OVER:
            lines[last] = replace(lines[last], to=names[question.holder_id])
    return lines


def _line(names: Mapping[int, str], one: Happened) -> texts.Line:
    is_named = one.actor_id is not None and one.event not in _BY_ASKER
    by = names[one.actor_id or 0] if is_named else None
    return texts.Line(one.at, one.event, by, is_unasked=bool(one.details.get("is_unasked")))


async def _unreached(unit: Unit, question: Question) -> list[texts.Remark]:
    """Note what did not arrive: an answer, a request for an explanation."""
    kinds = {one.kind for one in await undelivered.list_of(unit, question)}
    words = {Kind.ANSWER: answering.UNREACHED, Kind.REQUEST: answering.REQUEST_UNREACHED}
    return [
        texts.Remark(Kind.NOTE.value, answering.SYSTEM, said, 0)
        for kind, said in words.items()
        if kind in kinds
    ]


def _remark(names: Mapping[int, str], one: Entry) -> texts.Remark:
    by = None if one.kind in _OF_ASKER or one.author_id is None else names[one.author_id]
    return texts.Remark(one.kind.value, by, one.text, len(one.attachments))


def _reason(question: Question) -> str:
    reason = question_refusals.by_code(question.reason or "")
    if reason is None:
        return ""
    if question.duplicate_of is not None:
        return f"{reason.label}: #{question.duplicate_of}."
    if reason.needs is Needs.TEXT and question.reason_text:
        return question.reason_text
    return f"{reason.label}: {question.reason_text}" if question.reason_text else f"{reason.label}."


def _reachable(contacts: Iterable[Contact]) -> list[Contact]:
    return [one for one in contacts if one.is_reachable]


def _private(contacts: Iterable[Contact]) -> dict[int, int | None]:
    return {one.telegram_id: one.person_id for one in contacts}
