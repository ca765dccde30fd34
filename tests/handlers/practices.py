"""Practices on the stage, for tests: published, replicated, asked about."""

from community.callback import pack
from community.post_buttons import OpenPost
from community.posts import Content
from storage.posts import Post
from storage.replications import Replication
from storage.unit import Unit
from tests.handlers.driver import Actor

TOPIC = "kehumasan"


async def shares(author: Actor, title: str = "Klinik SKP", *, is_trusted: bool = True) -> Post:
    """Let a post be there: published, or waiting for review."""
    person, now = await author.known(), author.stage.now
    content = Content(topic=TOPIC, title=title, body="Setiap Selasa kami membuka klinik SKP.")

    async def add(unit: Unit) -> Post:
        profile = await unit.profiles.get(person.id)
        assert profile is not None
        area = profile.area or profile.agency
        return await unit.posts.add(person.id, content, area=area, is_trusted=is_trusted, now=now)

    return await author.stage.database.write(add)


async def opens(reader: Actor, post: Post) -> None:
    """Open a post."""
    await reader.taps_data(pack(OpenPost(post=post.id)), 0)


async def promises(reader: Actor, post: Post, where: str = "") -> None:
    """Say `Akan saya replikasi`, at one's own instansi or elsewhere."""
    await opens(reader, post)
    await reader.taps("Akan saya replikasi")
    if where:
        await reader.says(where)
    else:
        await reader.taps(reader.labels[0])


async def promise(reader: Actor, post: Post) -> Replication | None:
    """Return how a promise stands."""
    person = await reader.known()
    async with reader.stage.database.snapshot() as unit:
        return await unit.replications.get(post.id, person.id)
