"""People in forums: they see one topic or the whole, and switch topics on and off."""

from __future__ import annotations

import pytest

from simulator.forum import GENERAL_TOPIC, Forum, becomes_forum
from simulator.people.talking import NotThere
from simulator.person import Person
from simulator.remote import Remote
from tests.simulator.api import Api

BUTTON = {"inline_keyboard": [[{"text": "Ambil", "callback_data": "ambil"}]]}


@pytest.fixture
def wira(api: Api) -> Person:
    """Wira, a plain member."""
    return api.simulator.person("Wira")


@pytest.fixture
def forum(api: Api, ratna: Person, wira: Person) -> Forum:
    """A forum that Ratna owns."""
    return api.simulator.forum("Moderator CoP", [ratna, wira])


async def test_a_topic_shows_its_own_messages(api: Api, forum: Forum, ratna: Person) -> None:
    """In a topic one sees and taps what stands there; at the forum, everything."""
    queue = await forum.begins_topic("Antrean", by=ratna)
    done = await forum.begins_topic("Selesai", by=ratna)
    numbers = [
        await api.send(forum.id, words, message_thread_id=thread, reply_markup=BUTTON)
        for words, thread in (("satu", queue.id), ("dua", done.id), ("tiga", 0))
    ]
    here = ratna.at(forum)

    news = await ratna.at(forum, topic=done).sees()
    tapped = await here.in_topic(queue).taps("Ambil")
    newest = await here.taps("Ambil")
    shown = {
        topic.name: [screen.text for screen in await here.in_topic(topic).transcript()][-1:]
        for topic in (queue, done, GENERAL_TOPIC)
    }
    await here.in_topic(GENERAL_TOPIC).says("halo umum")
    for query in (tapped, newest):
        await api.call("answerCallbackQuery", callback_query_id=query["query_id"])

    assert (numbers[0], numbers[2]) == (tapped["message_id"], newest["message_id"])
    assert "dua" == news.text
    assert {"Antrean": ["satu"], "Selesai": ["dua"], "General": ["tiga"]} == shown
    assert 0 == (await here.transcript())[-1].thread


async def test_members_keep_to_open_topics(forum: Forum, ratna: Person, wira: Person) -> None:
    """A closed topic takes words of those who manage topics only; a deleted one of nobody."""
    topic = await forum.begins_topic("Antrean", by=ratna)
    await forum.closes_topic(topic, by=ratna)

    with pytest.raises(NotThere, match="closed"):
        await wira.at(forum, topic=topic).says("boleh?")
    await ratna.at(forum, topic=topic).says("boleh")
    with pytest.raises(NotThere, match="no right"):
        await forum.reopens_topic(topic, by=wira)
    renamed = await forum.renames_topic(topic, "Arsip", by=ratna)
    await forum.deletes_topic(renamed, by=ratna)
    with pytest.raises(NotThere, match="no topic"):
        await ratna.at(forum, topic=topic).says("masih ada?")


async def test_a_topic_deleted_by_an_admin_is_gone_for_the_bot(
    api: Api, forum: Forum, ratna: Person
) -> None:
    """The bot is not told; its next message and its next edit are refused."""
    topic = await forum.begins_topic("Antrean", by=ratna)
    card = await api.send(forum.id, "kartu", message_thread_id=topic.id)
    before = api.simulator.pending_updates

    await forum.deletes_topic(topic, by=ratna)
    sent = await api.call("sendMessage", chat_id=forum.id, text="kartu", message_thread_id=topic.id)
    edited = await api.call("editMessageText", chat_id=forum.id, message_id=card, text="baru")

    assert before == api.simulator.pending_updates
    assert (400, "Bad Request: message thread not found") == sent.refusal
    assert (400, "Bad Request: message to edit not found") == edited.refusal


async def test_topics_are_switched_off_and_on(api: Api, forum: Forum, ratna: Person) -> None:
    """Without topics their numbers are ignored; back on, they are where they were."""
    topic = await forum.begins_topic("Antrean", by=ratna)
    place = {"chat_id": forum.id, "message_thread_id": topic.id, "text": "kartu"}

    group = await forum.becomes_group(by=ratna)
    plain = await api.call("sendMessage", **place)
    refused = await api.call("closeForumTopic", chat_id=forum.id, message_thread_id=topic.id)
    again = await becomes_forum(group, by=ratna)
    inside = await api.call("sendMessage", **place)

    assert "is_forum" not in plain.result["chat"]
    assert "message_thread_id" not in plain.result
    assert (400, "Bad Request: the chat is not a forum") == refused.refusal
    assert (forum.id, topic.id) == (again.id, inside.result["message_thread_id"])


async def test_a_basic_group_becomes_a_forum_by_an_upgrade(api: Api, ratna: Person) -> None:
    """Topics need a supergroup: the old number is told to have moved, the new one is a forum."""
    group = api.simulator.group("Moderator", [ratna])

    forum = await becomes_forum(group, by=ratna)
    moved = await api.call("sendMessage", chat_id=group.id, text="kartu")
    topic = await forum.begins_topic("Antrean", by=ratna)
    sent = await api.call("sendMessage", chat_id=forum.id, text="kartu", message_thread_id=topic.id)
    told = [update["message"] for update in await api.updates()]

    assert {"migrate_to_chat_id": forum.id} == moved.body["parameters"]
    assert forum.id == told[0]["migrate_to_chat_id"]
    assert sent.result["is_topic_message"]


async def test_albums_of_people_stand_in_topics(forum: Forum, ratna: Person, api: Api) -> None:
    """An album goes into the topic as a whole."""
    topic = await forum.begins_topic("Antrean", by=ratna)

    album = await ratna.at(forum, topic=topic).sends_album(["photo", "photo"], caption="dua")
    told = [update["message"] for update in await api.updates()][1:]

    assert [topic.id] * 2 == [part.thread for part in album.parts]
    assert [(topic.id, album.parts[0].album)] * 2 == [
        (message["message_thread_id"], message["media_group_id"]) for message in told
    ]


async def test_forums_over_http(api: Api) -> None:
    """The same words drive a forum of a simulator in another process."""
    async with Remote(api.simulator.url) as remote:
        ratna = await remote.person("Ratna")
        forum = await remote.forum("Moderator", [ratna])
        topic = await forum.begins_topic("Antrean", by=ratna)
        said = await ratna.at(forum, topic=topic).says("halo")
        names = [found.name for found in await forum.topics()]

    assert topic.id == said.thread
    assert ["General", "Antrean"] == names
