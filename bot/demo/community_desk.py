"""What stands in chats when the demo begins: open cards, answers, what moderators keep at hand.

All of it is in the outbox, as if the bot had been stopped just before it was sent.
"""

from collections.abc import Iterator
from datetime import datetime

from bot import outgoing
from bot.demo.cast import Cast
from bot.demo.community_book import Book, Deed
from bot.demo.community_data import entries
from bot.demo.community_time import Almanac
from community.incoming import Chat, ChatKind, Incoming, Sender, Text
from community.publishing import State as Publishing
from community.questions import ANSWERED, OPEN, WAITING
from community.reply import SILENCE, Message, Reply, Say
from community.texts import publishing as publishing_texts
from community.texts import question_forms
from handlers import answer_screens, post_cards, question_cards, undelivered
from handlers.consenting import names_of
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question


def deeds(almanac: Almanac) -> Iterator[Deed]:
    """Tell what moderators keep at hand."""
    yield Deed(almanac.at("-15 14.10"), _keeps_templates)


async def _keeps_templates(book: Book, at: datetime) -> None:
    by = book.person_id("dewi")
    for entry in entries("templates"):
        await book.unit.templates.add(entry["title"], entry["text"], by, at)


async def lay_out(book: Book, now: datetime, cast: Cast) -> None:
    """Write down what is to be said when the bot begins: cards, and what concerns the cast."""
    played = {one.key for one in cast} & book.people.keys()
    reply = SILENCE
    for number in book.questions.values():
        question = await book.unit.questions.get(number)
        if question is None:
            continue
        asker = next(key for key, one in book.people.items() if one.person_id == question.person_id)
        request = await _request(book, asker, now)
        if question.state in OPEN:
            reply += await question_cards.announce(request, question)
        if asker in played:
            reply += await _told(request, question)
    for number in book.posts.values():
        post = await book.unit.posts.get(number)
        if post is not None and post.clock_from is not None:
            reply += await post_cards.announce(await _request(book, "tono", now), post)
    await book.unit.outbox.add(outgoing.rows(reply, now), now)


async def _request(book: Book, key: str, now: datetime) -> Request:
    """Return a request of somebody's, as if they had just written to the bot."""
    one = book.people[key]
    person = await book.unit.people.get(one.person_id)
    if person is None:
        raise LookupError(f"{key} is gone")
    sender = Sender(one.telegram_id, one.profile.name)
    chat = Chat(one.telegram_id, ChatKind.PRIVATE)
    return Request(
        Incoming(0, now, sender, chat, Text("", 0)), person, book.unit, now, book.charter
    )


async def _told(request: Request, question: Question) -> Reply:
    """Say what the asker can still do: explain, judge an answer, allow to publish it."""
    entries = await request.unit.question_entries.list_of(question.id)
    if question.state is WAITING:
        asked = [one for one in entries if one.kind is Kind.REQUEST][-1]
        words = question_forms.asked_to_explain(question.id, question.text, asked.text)
        return _say(request, words, undelivered.request_subject(asked.id))
    if question.state is not ANSWERED:
        return SILENCE
    answer = [one for one in entries if one.kind is Kind.ANSWER][-1]
    screen = await answer_screens.screen(request, question, answer)
    reply = _say(request, screen, answer_screens.subject(answer.id))
    seen = await request.unit.publications.get(question.id)
    if seen is None or seen.state is not Publishing.PROPOSED or seen.proposal is None:
        return reply
    names = await names_of(request.unit, question, seen.proposal)
    asked_for = publishing_texts.ask_consent(question.id, seen.version, seen.proposal, names=names)
    return reply + _say(request, asked_for, f"consent:{question.id}")


def _say(request: Request, message: Message, subject: str) -> Reply:
    say = Say(
        chat_id=request.chat.id, message=message, person_id=request.person.id, subject=subject
    )
    return Reply((say,))
