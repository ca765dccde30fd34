"""Who has read what: badges of unread messages, and ticks."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.person import Person
from tests.simulator.api import Api


@pytest.fixture
def sari(api: Api) -> Person:
    """Sari, who has started the bot."""
    return api.simulator.person("Sari", started=True)


async def chat(api: Api, person: Person, number: int | None = None) -> dict[str, Any]:
    """Show one chat in a person's list."""
    wanted = person.id if number is None else number
    listed = await api.simulator.people.call("chats", user=person.id)
    return next(found for found in listed if found["id"] == wanted)


async def test_unread_until_it_was_read(api: Api, sari: Person) -> None:
    """What the bot says is unread until the person looks; reading does not go back."""
    first = await api.send(sari.id, "satu")
    last = await api.send(sari.id, "dua")
    counts = [(await chat(api, sari))["unread"]]
    for number in (first, last, first):
        await api.simulator.people.call("read", user=sari.id, message_id=number)
        counts.append((await chat(api, sari))["unread"])

    assert [2, 1, 0, 0] == counts


async def test_who_writes_has_read(api: Api, sari: Person) -> None:
    """One's own messages are no news, and to write one has to look."""
    await api.send(sari.id, "satu")
    await sari.says("halo")

    assert 0 == (await chat(api, sari))["unread"]


async def test_the_bot_has_read_what_it_confirmed(api: Api, sari: Person) -> None:
    """The ticks come with the confirmation, and `changed` tells of them."""
    said = await sari.says("halo")
    updates = await api.updates()
    before = await api.simulator.people.call("transcript", user=sari.id)
    version = api.simulator.people.version()
    await api.updates(offset=updates[-1]["update_id"] + 1)

    changed = await api.simulator.people.call("changed", user=sari.id, since=version)

    assert [(False, False)] == [(one["read_by_bot"], one["is_read"]) for one in before]
    assert [(said.message_id, True, True)] == [
        (one["message_id"], one["read_by_bot"], one["is_read"]) for one in changed
    ]
    assert changed[0]["version"] > version


async def test_ticks_are_no_news_for_who_waits(api: Api, sari: Person) -> None:
    """Asked without marks, `changed` lists no message whose ticks alone changed."""
    await sari.says("halo")
    version = api.simulator.people.version()
    updates = await api.updates()
    await api.updates(offset=updates[-1]["update_id"] + 1)

    changed = await api.simulator.people.call("changed", user=sari.id, since=version, marks=False)

    assert [] == changed


async def test_others_in_a_group_have_read(api: Api, sari: Person) -> None:
    """A message the bot does not see gets its ticks when somebody in the group reads it."""
    budi = api.simulator.person("Budi")
    group = api.simulator.supergroup("Grup", [sari, budi], bot="absent")
    said = await sari.at(group).says("halo")
    version = api.simulator.people.version()
    own = {"user": sari.id, "chat": group.id}

    assert 1 == (await chat(api, budi, group.id))["unread"]
    await api.simulator.people.call("read", user=budi.id, chat=group.id, message_id=said.message_id)

    changed = await api.simulator.people.call("changed", since=version, **own)
    assert [(True, False)] == [(one["is_read"], one["read_by_bot"]) for one in changed]
    assert 0 == (await chat(api, budi, group.id))["unread"]


async def test_topics_are_read_one_by_one(api: Api, sari: Person) -> None:
    """Reading one topic of a forum leaves the others unread."""
    budi = api.simulator.person("Budi")
    forum = api.simulator.forum("Forum", [sari, budi])
    api.simulator.people.forums.begin_topic(forum.id, by=sari.id, name="Antrean")
    topic = await forum.topic("Antrean")
    await sari.at(forum).says("umum")
    said = await sari.at(forum, topic=topic).says("kartu")

    await api.simulator.people.call("read", user=budi.id, chat=forum.id, message_id=said.message_id)

    found = await chat(api, budi, forum.id)
    assert [1, 0] == [one["unread"] for one in found["topics"]]
    assert 1 == found["unread"]
