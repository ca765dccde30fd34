"""Published posts on the stage, for tests of reading and searching."""

from sqlalchemy import insert

from community.posts import Content, Event
from storage.posts import Post
from storage.schema import post_mark
from storage.unit import Unit
from tests.handlers.driver import Actor
from tests.handlers.inliner import BODY, TOPIC

OTHER_TOPIC = "media_sosial"
BANYUWANGI, SURABAYA = "35.10", "35.78"


async def publishes(
    author: Actor,
    title: str,
    *,
    body: str = BODY,
    topic: str = TOPIC,
    area: str | None = BANYUWANGI,
    minutes: float = 1,
) -> Post:
    """Let a post be published, some time after what was there before."""
    author.stage.passes(minutes=minutes)
    person, now = await author.known(), author.stage.now
    said = Content(topic=topic, title=title, body=body)

    async def add(unit: Unit) -> Post:
        return await unit.posts.add(person.id, said, area=area, is_trusted=True, now=now)

    return await author.stage.database.write(add)


async def takes_back(author: Actor, post: Post) -> None:
    """Let an author withdraw a post."""
    person, now = await author.known(), author.stage.now

    async def act(unit: Unit) -> None:
        seen = await unit.posts.get(post.id)
        assert seen is not None
        assert await unit.posts.step(seen, Event.WITHDRAW, person.id, now)

    await author.stage.database.write(act)


async def saves(reader: Actor, post: Post) -> None:
    """Let a reader save a post, some time after the one before."""
    reader.stage.passes(minutes=1)
    person, now = await reader.known(), reader.stage.now

    async def act(unit: Unit) -> None:
        await unit.connection.execute(
            insert(post_mark).values(post_id=post.id, kind="saved", person_id=person.id, at=now)
        )

    await reader.stage.database.write(act)


def shown(actor: Actor) -> list[str]:
    """List the numbered titles on the screen."""
    lines = actor.screen.text.splitlines()
    return [line for line in lines if line[:1].isdigit() and ". <b>" in line]


def title(actor: Actor) -> str:
    """Return the title of the post on the screen."""
    return actor.screen.text.splitlines()[0].removeprefix("<b>").removesuffix("</b>")
