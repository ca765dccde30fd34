"""Typing behind the bot's name on the stage, for tests."""

from typing import Any

from community.incoming import InlineAsked
from community.posts import Content
from community.reply import AnswerInline, InlineAnswer, SearchInline
from handlers import inline
from storage.posts import Post
from storage.unit import Unit
from tests.handlers.driver import Actor

BODY = "Kami menyusun usulan penetapan angka kredit bersama seluruh pranata humas di daerah."
TOPIC = "penilaian_kinerja_angka_kredit"


def content(title: str = "Menyusun SKP bersama", body: str = BODY, **more: Any) -> Content:
    """Make what a post says."""
    return Content(topic=TOPIC, title=title, body=body, **more)


async def writes(author: Actor, said: Content | None = None, *, is_trusted: bool = True) -> Post:
    """Let a post be there: published, or waiting for review."""
    person, now = await author.known(), author.stage.now

    async def add(unit: Unit) -> Post:
        return await unit.posts.add(
            person.id, said or content(), area=None, is_trusted=is_trusted, now=now
        )

    return await author.stage.database.write(add)


async def asks(actor: Actor, query: str = "", offset: str = "") -> InlineAnswer:
    """Type behind the bot's name; what is to be searched for is made as delivery makes it."""
    event = InlineAsked("q1", query, offset)
    reply = await actor.stage.happens(event, actor.sender, None)
    (said,) = reply.says
    if isinstance(said, AnswerInline):
        return said.answer
    assert isinstance(said, SearchInline)
    return await makes(actor, said)


async def makes(actor: Actor, said: SearchInline) -> InlineAnswer:
    """Search, on a snapshot."""
    async with actor.stage.database.snapshot() as unit:
        return await inline.make(unit, {"inline_query_id": "q1", **said.args}, said.person_id)


def titles(answer: InlineAnswer) -> list[str]:
    """List the titles."""
    return [result.title for result in answer.results]
