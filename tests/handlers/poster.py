"""Posts on the stage, for tests: written without the form, published, reported, announced."""

from collections.abc import Awaitable, Callable

from community.incoming import Chat, ChatKind, Incoming, Sender, Text
from community.posts import Content
from community.reply import Message, Reply, Say
from handlers import announcing, post_cards
from handlers.request import Request
from storage.posts import Post
from storage.schema import outbox
from storage.unit import Unit
from tests.handlers.clockwork import said
from tests.handlers.driver import Actor, Stage

COMMUNITY = Chat(-600, ChatKind.SUPERGROUP)
TOPIC = "media_sosial"
TITLE = "Layanan informasi keliling di pasar desa"
BODY = "Setiap Sabtu kami membuka meja layanan informasi di pasar dan mencatat pertanyaan warga."

Act = Callable[[Request], Awaitable[tuple[Post, Reply]]]


def content(title: str = TITLE, body: str = BODY) -> Content:
    """Return what a version says."""
    return Content(topic=TOPIC, title=title, body=body)


async def acts(actor: Actor, act: Act) -> Post:
    """Let somebody do something in one unit; what is said is delivered as ever."""
    stage, person = actor.stage, await actor.known()
    incoming = Incoming(
        1, stage.now, Sender(actor.telegram_id, actor.name), actor.chat, Text("", 1)
    )

    async def unit(unit: Unit) -> tuple[Post, Reply]:
        request = Request(incoming, person, unit, stage.now, stage.charter)
        return await act(request)

    return await stage.says(unit)


async def shared(actor: Actor, title: str = TITLE, body: str = BODY) -> Post:
    """Hand in a post, with its cards."""

    async def act(request: Request) -> tuple[Post, Reply]:
        post = await request.unit.posts.add(
            request.person.id,
            content(title, body),
            area="35.10",
            is_trusted=False,
            now=request.now,
        )
        return post, await post_cards.announce(request, post)

    return await acts(actor, act)


async def published(author: Actor, title: str = TITLE, body: str = BODY) -> Post:
    """Let a post be published at once, and announced in its turn."""

    async def act(request: Request) -> tuple[Post, Reply]:
        post = await request.unit.posts.add(
            request.person.id,
            content(title, body),
            area="35.10",
            is_trusted=True,
            now=request.now,
        )
        return post, await announcing.published(request, post)

    return await acts(author, act)


async def revised(author: Actor, post: Post, title: str, *, is_trusted: bool = True) -> Post:
    """Let an author hand in another version, published at once where they are trusted."""

    async def act(request: Request) -> tuple[Post, Reply]:
        becomes = await request.unit.post_steps.revise(
            post, content(title), request.person.id, request.now, is_trusted=is_trusted
        )
        assert becomes is not None
        return becomes, await announcing.changed(request, becomes)

    return await acts(author, act)


async def stands(stage: Stage, number: int) -> Post:
    """Return a post as it stands."""
    async with stage.database.snapshot() as unit:
        post = await unit.posts.get(number)
    assert post is not None
    return post


async def finds(stage: Stage, words: str = "layanan keliling pasar") -> list[int]:
    """Return the posts that a search finds."""
    async with stage.database.snapshot() as unit:
        return [hit.number for hit in await unit.search.find(words)]


def community(stage: Stage) -> list[Message]:
    """Return what stands in the community chat."""
    return [shown.message for shown in stage.chats.get(COMMUNITY.id, [])]


def announced(stage: Stage) -> list[str]:
    """Return what the community chat reads."""
    return [message.text for message in community(stage)]


async def waiting(stage: Stage) -> list[str]:
    """Return what is still to be sent to the community chat."""
    rows = await said(stage, to=COMMUNITY.id)
    return [row.text for row in rows if row.state == "pending"]


def told(stage: Stage, to: Actor) -> list[str]:
    """Return all that one person was told, in order."""
    return [
        say.message.text
        for say in stage.said
        if isinstance(say, Say) and say.chat_id == to.telegram_id
    ]


async def all_sent(stage: Stage) -> None:
    """Let everything that waits be sent, the clock's words too."""

    async def unit(unit: Unit) -> None:
        is_waiting = outbox.c.state == "pending"
        await unit.connection.execute(outbox.update().where(is_waiting).values(state="sent"))

    await stage.database.write(unit)
