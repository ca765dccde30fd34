"""`/antrean`: what is still to be answered; `/catatan`: notes among moderators."""

from community import privacy_guard, question_time, topics
from community.incoming import Command
from community.lines import has_letters
from community.moderator_words import OWN_WORDS
from community.paging import Page, page
from community.question_card import ChooseQueueTopic, ListQueue, OpenQueued
from community.question_forms import read_number
from community.questions import Event, may
from community.reply import Message, Reply
from community.texts import question_steps as step_texts
from community.texts import queue as texts
from handlers import question_cards, queued_posts, queued_reports
from handlers.answers import standing_of
from handlers.question_steps import write_down
from handlers.question_writing import names_of, office_of, topics_of
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question

A_PAGE = 8
FRONT = ListQueue(only="all", topic="", page=0)


async def open_queue(request: Request) -> Reply:
    """Show what is open, or the card of the number behind the command."""
    event = request.incoming.event
    number = read_number(event.argument) if isinstance(event, Command) else None
    if number is not None:
        return await _open(request, number)
    return request.show(await _screen(request, FRONT))


async def list_queue(request: Request, data: ListQueue) -> Reply:
    """Turn a page, set a filter."""
    return request.show(await _screen(request, data))


async def choose_topic(request: Request, data: ChooseQueueTopic) -> Reply:
    """Ask by which topic to filter."""
    known = await topics_of(request.unit)
    return request.show(texts.choose_topic(data, page(known, data.page, topics.A_PAGE)))


async def open_queued(request: Request, data: OpenQueued) -> Reply:
    """Say the card of a question anew, below the list."""
    return await _open(request, data.question)


async def add_note(request: Request) -> Reply:
    """`/catatan 12 …`: keep a note that only moderators read."""
    event = request.incoming.event
    argument = event.argument if isinstance(event, Command) else ""
    number, words = _read_note(argument)
    if number is None:
        problem = texts.NOTE_WITHOUT_NUMBER if argument.strip() else ""
        return request.say(texts.how_to_note(problem))
    question = await request.unit.questions.get(number)
    if question is None:
        return request.say(texts.no_such(number))
    problem = _problem_of_note(number, words)
    if problem:
        return request.say(texts.how_to_note(problem))
    if not may(question.state, Event.NOTE, standing_of(request, question)):
        return request.say(Message(step_texts.OWN))
    after = await write_down(request, question, Event.NOTE)
    if after is None:
        return request.say(Message(step_texts.CHANGED))
    await request.unit.question_entries.add(
        number, Kind.NOTE, request.person.id, privacy_guard.mask(words), now=request.now
    )
    cards = await question_cards.refresh(request.unit, request.charter, after, request.now)
    return request.say(texts.noted(number)) + cards


def _read_note(argument: str) -> tuple[int | None, str]:
    """Read a number and the words behind it, whatever stands between them."""
    first, *rest = argument.split(maxsplit=1) or [""]
    return read_number(first.rstrip(":,.;")), rest[0].strip() if rest else ""


def _problem_of_note(number: int, words: str) -> str:
    least, most = OWN_WORDS
    if not words:
        return texts.empty_note(number)
    if not least <= len(words) <= most:
        return texts.bad_note_length(least, most, len(words))
    return "" if has_letters(words) else texts.empty_note(number)


async def _open(request: Request, number: int) -> Reply:
    question = await request.unit.questions.get(number)
    if question is None:
        return request.toast(step_texts.GONE) + request.below.say(texts.no_such(number))
    return await question_cards.say_card(request, question)


async def _screen(request: Request, wanted: ListQueue) -> Message:
    """List what the filter leaves; people see their own questions in `/pertanyaansaya`."""
    unit, charter, now = request.unit, request.charter, request.now
    holder = request.person.id if wanted.only == "mine" else None
    found = await unit.queue.list_open(topic=wanted.topic, holder_id=holder)
    if wanted.only == "posts":
        found = []
    office, limit = await office_of(unit, charter), question_time.limits(charter).answer
    late = {one.id for one in found if question_time.is_late(one, office, limit, now)}
    if wanted.only == "late":
        found = [one for one in found if one.id in late]
    posts = await queued_posts.waiting(request, wanted)
    reports = await queued_reports.waiting(request, wanted)
    everything = queued_posts.together(found, posts, reports)
    turned = page(everything, wanted.page, A_PAGE)
    asked = tuple(one for one in turned.items if isinstance(one, Question))
    shown = Page(asked, turned.number, turned.count)
    named = {one.code: one for one in await topics_of(unit)}
    holders = {one.holder_id for one in shown.items if one.holder_id is not None}
    names = await names_of(unit, charter, holders)

    def waiting(one: Question) -> texts.Waiting:
        return texts.Waiting(
            one.id,
            one.state,
            named[one.topic].name if one.topic in named else one.topic,
            one.text,
            None if one.holder_id is None else names[one.holder_id],
            one.asked_at,
            one.id in late,
            one.is_urgent,
        )

    lines = (waiting(one) if isinstance(one, Question) else one for one in turned.items)
    screen = Page(tuple(lines), turned.number, turned.count)
    return texts.queue(screen, wanted, named.get(wanted.topic), len(everything), now)
