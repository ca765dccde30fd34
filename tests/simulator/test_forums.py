"""Forums: topics begun, renamed, closed and deleted by the bot, and what is sent into them."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot, InputMediaPhoto

from simulator.forum import Forum
from simulator.person import Person
from tests.simulator.api import Api
from tests.simulator.pictures import png

NOT_FOUND = "Bad Request: message thread not found"


@pytest.fixture
def forum(api: Api, ratna: Person) -> Forum:
    """A forum that Ratna owns, with the bot as admin."""
    return api.simulator.forum("Moderator CoP", [ratna])


async def begin(api: Api, forum: Forum, name: str = "Antrean") -> int:
    """Let the bot begin a topic and give its number."""
    reply = await api.call("createForumTopic", chat_id=forum.id, name=name)
    assert reply.status == 200, reply.body
    return int(reply.result["message_thread_id"])


async def test_a_topic_begins_with_a_service_message(api: Api, forum: Forum) -> None:
    """The topic's number is that of the message that began it; the bot is told of its own."""
    reply = await api.call(
        "createForumTopic", chat_id=forum.id, name=" Antrean ", icon_color=0xFFD67E
    )
    message = (await api.updates())[-1]["message"]

    number = reply.result["message_thread_id"]
    assert {"message_thread_id": number, "name": "Antrean", "icon_color": 0xFFD67E} == reply.result
    assert {"name": "Antrean", "icon_color": 0xFFD67E} == message["forum_topic_created"]
    assert (number, number, True) == (
        message["message_id"],
        message["message_thread_id"],
        message["is_topic_message"],
    )
    assert "reply_to_message" not in message
    assert message["chat"]["is_forum"]


async def test_what_stands_in_a_topic(api: Api, forum: Forum, ratna: Person) -> None:
    """Messages of both sides carry the thread and name its beginning as what they answer."""
    number = await begin(api, forum)
    topic = await forum.topic("Antrean")
    card = await api.call("sendMessage", chat_id=forum.id, text="kartu", message_thread_id=number)
    here = ratna.at(forum).in_topic(topic)
    seen = await here.sees("kartu")
    await here.replies(seen, "jawaban")
    await here.says("obrolan")
    reply, plain = [update["message"] for update in await api.updates()][-2:]

    assert (number, True) == (card.result["message_thread_id"], card.result["is_topic_message"])
    assert number == card.result["reply_to_message"]["message_id"]
    assert "Antrean" == plain["reply_to_message"]["forum_topic_created"]["name"]
    assert seen.message_id == reply["reply_to_message"]["message_id"]
    assert [number] * 2 == [message["message_thread_id"] for message in (reply, plain)]
    assert "reply_to_message" not in reply["reply_to_message"]


async def test_general_carries_no_thread(api: Api, forum: Forum, ratna: Person) -> None:
    """General is written to without a number; its own number 1 is refused."""
    api.simulator.complaints_expected = True

    sent = await api.call("sendMessage", chat_id=forum.id, text="umum")
    await ratna.at(forum).says("umum juga")
    heard = (await api.updates())[-1]["message"]
    refused = await api.call("sendMessage", chat_id=forum.id, text="umum", message_thread_id=1)

    for message in (sent.result, heard):
        assert not {"message_thread_id", "is_topic_message", "reply_to_message"} & set(message)
    assert NOT_FOUND == refused.description


async def test_answers_stay_in_their_topic(api: Api, forum: Forum, ratna: Person) -> None:
    """An answer without a thread goes where the question stands; another thread wins over it."""
    first, second = await begin(api, forum, "Satu"), await begin(api, forum, "Dua")
    said = await ratna.at(forum, topic=await forum.topic("Satu")).says("tanya")
    reply = {"reply_parameters": {"message_id": said.message_id}}

    inside = await api.call("sendMessage", chat_id=forum.id, text="jawab", **reply)
    across = await api.call(
        "sendMessage", chat_id=forum.id, text="jawab", message_thread_id=second, **reply
    )

    assert first == inside.result["message_thread_id"]
    assert said.message_id == inside.result["reply_to_message"]["message_id"]
    assert second == across.result["message_thread_id"]
    assert second == across.result["reply_to_message"]["message_id"]


async def test_everything_can_be_sent_into_a_topic(api: Api, forum: Forum, ratna: Person) -> None:
    """Albums, files, copies, forwards, pins and "is typing" mind the thread."""
    number = await begin(api, forum)
    here = ratna.at(forum, topic=await forum.topic("Antrean"))
    photo = (await here.sends("photo", body=png(9, 9))).file_id
    text = await ratna.at(forum).says("dari umum")
    place = {"chat_id": forum.id, "message_thread_id": number}
    origin = {"from_chat_id": forum.id, "message_id": text.message_id}

    album = await api.call("sendMediaGroup", media=[{"type": "photo", "media": photo}] * 2, **place)
    single = await api.call("sendPhoto", photo=photo, **place)
    copied = await api.call("copyMessage", **origin, **place)
    forwarded = await api.call("forwardMessage", **origin, **place)
    typing = await api.call("sendChatAction", action="typing", **place)
    await api.call("pinChatMessage", chat_id=forum.id, message_id=single.result["message_id"])
    pin = (await api.updates())[-1]["message"]
    unpinned = await api.call("unpinAllForumTopicMessages", **place)
    chat = await api.call("getChat", chat_id=forum.id)

    threads = [message["message_thread_id"] for message in (*album.result, single.result)]
    assert [number] * 5 == [
        *threads,
        forwarded.result["message_thread_id"],
        pin["message_thread_id"],
    ]
    assert copied.result["message_id"] in {shown.message_id for shown in await here.transcript()}
    assert (True, True) == (typing.result, unpinned.result)
    assert "pinned_message" not in chat.result


async def test_topics_change_and_end(api: Api, forum: Forum, ratna: Person) -> None:
    """Renamed, closed, opened: each leaves a service message; deleted: everything goes."""
    api.simulator.complaints_expected = True
    number = await begin(api, forum)
    place = {"chat_id": forum.id, "message_thread_id": number}
    card = (await api.call("sendMessage", text="kartu", **place)).result["message_id"]

    for method, more in (
        ("editForumTopic", {"name": "Antrean baru"}),
        ("closeForumTopic", {}),
        ("reopenForumTopic", {}),
    ):
        done = await api.call(method, **place, **more)
        again = await api.call(method, **place, **more)
        assert (True, "Bad Request: TOPIC_NOT_MODIFIED") == (done.result, again.description)
    told = [update["message"] for update in await api.updates()][-3:]
    await api.call("deleteForumTopic", **place)
    lost = await api.call("sendMessage", text="kartu", **place)
    edited = await api.call("editMessageText", chat_id=forum.id, message_id=card, text="kartu baru")

    assert {"name": "Antrean baru"} == told[0]["forum_topic_edited"]
    assert [{}, {}] == [told[1]["forum_topic_closed"], told[2]["forum_topic_reopened"]]
    assert [number] * 3 == [message["message_thread_id"] for message in told]
    assert NOT_FOUND == lost.description
    assert "Bad Request: message to edit not found" == edited.description
    assert [] == await ratna.at(forum).transcript()
    assert ["General"] == [topic.name for topic in await forum.topics()]


async def test_general_is_renamed_closed_and_hidden(api: Api, forum: Forum) -> None:
    """General has methods of its own; hiding it closes it, opening it shows it."""
    await api.call("editGeneralForumTopic", chat_id=forum.id, name="Umum")
    for method in ("closeGeneralForumTopic", "reopenGeneralForumTopic", "hideGeneralForumTopic"):
        await api.call(method, chat_id=forum.id)
    await api.call("unhideGeneralForumTopic", chat_id=forum.id)
    await api.call("reopenGeneralForumTopic", chat_id=forum.id)
    number = await api.send(forum.id, "tersemat")
    await api.call("pinChatMessage", chat_id=forum.id, message_id=number)
    await api.call("unpinAllGeneralForumTopicMessages", chat_id=forum.id)
    told = [update["message"] for update in await api.updates()]

    kinds = [
        next(name for name in message if "forum_topic" in name)
        for message in told
        if "pinned_message" not in message
    ]
    assert [
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "forum_topic_closed",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "forum_topic_reopened",
    ] == kinds
    assert not any("message_thread_id" in message for message in told)
    assert ["Umum"] == [topic.name for topic in await forum.topics()]


RIGHTLESS = {"can_manage_topics": False, "can_delete_messages": False}
REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("createForumTopic", {"name": "Baru"}, "not enough rights to create a topic"),
    ("editForumTopic", {"name": "Baru"}, "not enough rights to edit the topic"),
    ("closeForumTopic", {}, "not enough rights to close or open the topic"),
    ("deleteForumTopic", {}, "not enough rights to delete the topic"),
    ("closeGeneralForumTopic", {}, "not enough rights to close or open the topic"),
    ("editGeneralForumTopic", {"name": "Baru"}, "not enough rights to edit the topic"),
]


@pytest.mark.parametrize(("method", "fields", "words"), REFUSALS)
async def test_rights(
    api: Api, ratna: Person, method: str, fields: dict[str, Any], words: str
) -> None:
    """Without can_manage_topics the bot begins and changes no topic of others."""
    api.simulator.complaints_expected = True
    forum = api.simulator.forum("Moderator", [ratna], rights=RIGHTLESS)
    topic = await forum.begins_topic("Ratna", by=ratna)
    if "General" not in method and method != "createForumTopic":
        fields = fields | {"message_thread_id": topic.id}

    refused = await api.call(method, chat_id=forum.id, **fields)

    assert (400, f"Bad Request: {words}") == refused.refusal


async def test_wrong_topics_and_chats(api: Api, forum: Forum, ratna: Person) -> None:
    """No forum, no such topic, no number, no name, no color: refused, each in its words."""
    api.simulator.complaints_expected = True
    group = api.simulator.supergroup("Biasa", [ratna])
    sari = api.simulator.person("Sari", started=True)

    async def words(method: str, chat: int, **fields: Any) -> str:
        return (await api.call(method, chat_id=chat, **fields)).description

    assert "Bad Request: the chat is not a forum" == await words(
        "createForumTopic", group.id, name="a"
    )
    assert "Bad Request: the chat is not a forum" == await words(
        "createForumTopic", sari.id, name="a"
    )
    assert "Bad Request: TOPIC_ID_INVALID" == await words(
        "closeForumTopic", forum.id, message_thread_id=77
    )
    assert "Bad Request: invalid forum topic identifier specified" == await words(
        "closeForumTopic", forum.id
    )
    assert "Bad Request: name must be non-empty" == await words(
        "createForumTopic", forum.id, name="  "
    )
    assert "Bad Request: invalid icon color specified" == await words(
        "createForumTopic", forum.id, name="a", icon_color=-1
    )
    assert NOT_FOUND == await words("sendMessage", forum.id, text="a", message_thread_id=77)
    assert NOT_FOUND == await words("sendMessage", sari.id, text="a", message_thread_id=77)


async def test_groups_without_topics_ignore_the_thread(api: Api, ratna: Person) -> None:
    """A thread sent to a plain group is ignored; answers there carry the thread of answers."""
    group = api.simulator.supergroup("Biasa", [ratna])
    sent = await api.call("sendMessage", chat_id=group.id, text="kartu", message_thread_id=77)
    number = sent.result["message_id"]
    said = await ratna.at(group).replies(number, "jawab")
    await ratna.at(group).replies(said, "jawab lagi")
    heard = [update["message"] for update in await api.updates()]

    assert "message_thread_id" not in sent.result
    assert [number, number] == [message["message_thread_id"] for message in heard]
    assert not any("is_topic_message" in message for message in heard)


async def test_closed_topics_take_nothing(api: Api, ratna: Person) -> None:
    """A closed topic refuses a bot that does not manage topics, until it is opened."""
    api.simulator.complaints_expected = True
    forum = api.simulator.forum("Moderator", [ratna], rights=RIGHTLESS)
    topic = await forum.begins_topic("Antrean", by=ratna)
    place = {"chat_id": forum.id, "message_thread_id": topic.id, "text": "kartu"}

    await forum.closes_topic(topic, by=ratna)
    closed = await api.call("sendMessage", **place)
    await forum.reopens_topic(topic, by=ratna)
    opened = await api.call("sendMessage", **place)

    assert (400, "Bad Request: TOPIC_CLOSED") == closed.refusal
    assert 200 == opened.status


async def test_members_with_the_permission_begin_topics(api: Api, ratna: Person) -> None:
    """A bot that is a plain member begins topics where members may, and keeps its own."""
    forum = api.simulator.forum("Moderator", [ratna], bot="member")
    await forum.allows({"can_manage_topics": True})

    number = await begin(api, forum)
    renamed = await api.call(
        "editForumTopic", chat_id=forum.id, message_thread_id=number, name="Baru"
    )

    assert renamed.result is True


async def test_ptb_and_aiogram_use_topics(api: Api, forum: Forum, ratna: Person) -> None:
    """Both libraries begin a topic, send an album into it and read what people write there."""
    async with Bot(api.simulator.token, base_url=f"{api.simulator.url}/bot") as bot:
        made = await bot.create_forum_topic(forum.id, "Antrean")
        album = await bot.send_media_group(
            forum.id,
            [InputMediaPhoto(png(9, 9)), InputMediaPhoto(png(9, 9))],
            message_thread_id=made.message_thread_id,
        )
        here = ratna.at(forum, topic=await forum.topic("Antrean"))
        await here.replies(album[0].message_id, "jawaban")
        read = (await bot.get_updates())[-1].message
        chat = await bot.get_chat(forum.id)
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.simulator.url))
    async with AiogramBot(api.simulator.token, session=session) as other:
        second = await other.create_forum_topic(forum.id, "Selesai")
        sent = await other.send_message(
            forum.id, "tutup", message_thread_id=second.message_thread_id
        )

    assert read is not None
    assert read.reply_to_message is not None
    assert (made.message_thread_id, album[0].message_id) == (
        read.message_thread_id,
        read.reply_to_message.message_id,
    )
    assert chat.is_forum
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.forum_topic_created is not None
