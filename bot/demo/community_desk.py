"""What stands in chats when the demo begins: open cards, answers, what moderators keep at hand.

All of it is in the outbox, as if the bot had been stopped just before it was sent.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from bot import outgoing
from bot.demo.cast import Cast
from bot.demo.community_book import Book, Deed
from bot.demo.community_data import entries
from bot.demo.community_time import Almanac
from community import commands
from community.incoming import Chat, ChatKind, Incoming, Sender, Text
from community.publishing import State as Publishing
from community.questions import ANSWERED, OPEN, WAITING
from community.reply import SILENCE, Message, Reply, Say, ShowCommands
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
    played = {book.people[one.key].person_id for one in cast if one.key in book.people}
    said = await _menus(book)
    for number in book.questions.values():
        said += await _of_question(book, number, now, played)
    for number in book.posts.values():
        said += await _of_post(book, number, now)
    await book.unit.outbox.add(outgoing.rows(said, now), now)


async def _menus(book: Book) -> Reply:
    """Show the moderators their commands, as their appointment did."""
    return Reply(
        tuple(
            ShowCommands(
                chat_id=one.telegram_id, commands=commands.MODERATORS, person_id=one.person_id
            )
            for one in await book.unit.moderators.list_active()
        )
    )


async def _of_question(book: Book, number: int, now: datetime, played: Collection[int]) -> Reply:
    """Put the card of an open question before moderators; tell its asker, if they are played."""
    question = await book.unit.questions.get(number)
    if question is None or question.person_id is None:
        return SILENCE
    request = await _request(book, question.person_id, now)
    said = SILENCE
    if question.state in OPEN:
        said = await question_cards.announce(request, question)
    return said + await _told(request, question) if question.person_id in played else said


async def _of_post(book: Book, number: int, now: datetime) -> Reply:
    """Put the card of a post that waits before moderators."""
    post = await book.unit.posts.get(number)
    if post is None or post.person_id is None or post.clock_from is None:
        return SILENCE
    return await post_cards.announce(await _request(book, post.person_id, now), post)


async def _request(book: Book, person_id: int, now: datetime) -> Request:
    """Return a request of somebody's, as if they had just written to the bot."""
    person = await book.unit.people.get(person_id)
    if person is None:
        raise LookupError("somebody of the demo's community is gone")
    sender = Sender(person.telegram_id, person.name or "")
    chat = Chat(person.telegram_id, ChatKind.PRIVATE)
    incoming = Incoming(0, now, sender, chat, Text("", 0))
    return Request(incoming, person, book.unit, now, book.charter)


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
