"""Posts before moderators, for tests: sent without the form, their cards delivered as ever."""

from collections.abc import Awaitable, Callable
from typing import Any

from community.incoming import Incoming, Sender, Text
from community.posts import Content, Event
from community.reply import Message, Reply, Say
from handlers import post_cards
from handlers.request import Request
from storage.posts import Post
from storage.unit import Unit
from tests.handlers.asker import GROUP
from tests.handlers.driver import Actor, Shown, Stage

TOPIC = "komunikasi_krisis"
BODY = "Setiap pagi kami memantau percakapan warga dan menyiapkan jawaban sebelum pukul sembilan."


def content(title: str = "Siaga isu pagi hari", body: str = BODY, **more: Any) -> Content:
    """Make what a post says."""
    return Content(**{"topic": TOPIC, "title": title, "body": body, **more})


async def sends(author: Actor, said: Content | None = None, *, is_trusted: bool = False) -> Post:
    """Send a post as the form does at its end; its cards are delivered."""
    person = await author.known()

    async def add(request: Request) -> Post:
        return await request.unit.posts.add(
            person.id, said or content(), area="35.10", is_trusted=is_trusted, now=request.now
        )

    return await _announced(author, add)


async def revises(author: Actor, number: int, said: Content, *, is_trusted: bool = False) -> Post:
    """Hand another version in; its cards are delivered."""
    person = await author.known()

    async def revise(request: Request) -> Post:
        seen = await request.unit.posts.get(number)
        assert seen is not None
        revised = await request.unit.post_steps.revise(
            seen, said, person.id, request.now, is_trusted=is_trusted
        )
        assert revised is not None
        return revised

    return await _announced(author, revise)


async def _announced(author: Actor, work: Callable[[Request], Awaitable[Post]]) -> Post:
    stage, person = author.stage, await author.known()

    async def unit(unit: Unit) -> tuple[Post, Reply]:
        sender = Sender(author.telegram_id, author.name)
        incoming = Incoming(1, stage.now, sender, author.chat, Text("x", 1))
        request = Request(incoming, person, unit, stage.now, stage.charter)
        post = await work(request)
        return post, await post_cards.announce(request, post)

    post, reply = await stage.database.write(unit)
    stage.said += reply.says
    for say in reply.says:
        message_id = stage.deliver(say)
        if isinstance(say, Say) and message_id is not None:
            await stage.remember(say, message_id)
    return post


async def post_of(stage: Stage, number: int) -> Post:
    """Return a post as it stands, which must be there."""
    async with stage.database.snapshot() as unit:
        post = await unit.posts.get(number)
    assert post is not None
    return post


async def events_of(stage: Stage, number: int) -> list[Event]:
    """Return what happened to a post."""
    async with stage.database.snapshot() as unit:
        return [one.event for one in await unit.post_queue.history(number, 50)]


def shown_card(stage: Stage, number: int, chat_id: int = GROUP.id) -> Shown:
    """Return the newest card of a post in a chat."""
    cards = [one for one in stage.chats[chat_id] if one.subject == f"post:{number}"]
    return cards[-1]


def card_of(stage: Stage, number: int, chat_id: int = GROUP.id) -> Message:
    """Return what the newest card of a post in a chat says."""
    return shown_card(stage, number, chat_id).message


def told(author: Actor, words: str) -> int:
    """Count the messages in somebody's private chat that hold some words."""
    return sum(words in message.text for message in author.messages)
