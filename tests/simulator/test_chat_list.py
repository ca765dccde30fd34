"""The list of chats, and the cast whose chats they are."""

from __future__ import annotations

from typing import Any

from simulator.person import Person
from simulator.remote import Remote
from tests.simulator.api import Api


async def chats(api: Api, person: Person) -> list[dict[str, Any]]:
    """List a person's chats over HTTP."""
    async with Remote(api.simulator.url) as remote:
        found: list[dict[str, Any]] = await remote.call("chats", user=person.id)
        return found


async def test_the_cast_in_the_order_of_the_host(api: Api) -> None:
    """Only who was named is listed, with role and note, and whether they blocked the bot."""
    sari = api.simulator.person("Sari Dewi", id=11)
    budi = api.simulator.person("Budi", id=12)
    api.simulator.person("Somebody else")
    api.simulator.cast_of(budi, "Anggota", "Kota Kediri")
    api.simulator.cast_of(sari, "Tamu")
    api.simulator.cast_of(budi, "Moderator", "Kota Kediri")
    await sari.blocks()

    async with Remote(api.simulator.url) as remote:
        cast = await remote.call("cast")

    assert [
        {
            "id": 12,
            "name": "Budi",
            "role": "Moderator",
            "about": "Kota Kediri",
            "is_blocked": False,
        },
        {"id": 11, "name": "Sari Dewi", "role": "Tamu", "about": "", "is_blocked": True},
    ] == cast


async def test_a_new_person_has_the_chat_with_the_bot(api: Api) -> None:
    """The bot's chat is there before anything was said, with what the bot says of itself."""
    sari = api.simulator.person("Sari")
    await api.call("setMyDescription", description="Selamat datang di CoP.")
    commands = [{"command": "mulai", "description": "Mulai"}]
    await api.call("setMyCommands", commands=commands)

    (found,) = await chats(api, sari)

    assert (sari.id, "private", None, 0) == tuple(
        found[key] for key in ("id", "kind", "last", "unread")
    )
    assert ("CoP Pranata Humas Jatim", "cop_humas_jatim_bot") == (found["title"], found["username"])
    assert ("Selamat datang di CoP.", commands) == (found["about"], found["menu"])
    assert (False, False, True) == tuple(
        found[key] for key in ("is_started", "is_blocked", "is_writable")
    )


async def test_only_chats_one_is_in_newest_first(api: Api) -> None:
    """Groups and channels of others, deleted and upgraded groups are not listed."""
    sari, budi = api.simulator.person("Sari"), api.simulator.person("Budi")
    group = api.simulator.group("Grup", [sari, budi])
    channel = api.simulator.channel("Kanal", [budi], [sari])
    api.simulator.group("Grup lain", [budi])
    left = api.simulator.group("Ditinggalkan", [budi, sari])
    await sari.leaves(left)
    old = api.simulator.group("Lama", [sari])
    new = await old.upgrades(sari)
    api.simulator.people.delete_group(api.simulator.group("Bubar", [sari]).id)
    await sari.says("/start")
    await sari.at(group).says("halo")
    await api.send(channel.id, "kabar")

    found = await chats(api, sari)

    assert [channel.id, group.id, sari.id, new.id] == [chat["id"] for chat in found]
    assert ["channel", "group", "private", "supergroup"] == [chat["kind"] for chat in found]
    assert [False, True, True, True] == [chat["is_writable"] for chat in found]
    assert ["kabar", "halo", "/start"] == [chat["last"]["text"] for chat in found[:3]]
    assert (3, 3) == (found[0]["members"], found[1]["members"])


async def test_topics_of_a_forum(api: Api) -> None:
    """A forum lists its topics with colour, news, and whether one may write there."""
    ratna, tono = api.simulator.person("Ratna"), api.simulator.person("Tono")
    forum = api.simulator.forum("Moderator", [ratna, tono])
    forums = api.simulator.people.forums
    card = forums.begin_topic(forum.id, by=ratna.id, name="Antrean")
    topic = await forum.topic("Antrean")
    await ratna.at(forum).says("umum")
    await ratna.at(forum, topic=topic).says("kartu")
    forums.close_topic(forum.id, topic.id, by=ratna.id)

    found = next(chat for chat in await chats(api, tono) if chat["id"] == forum.id)

    assert "forum" == found["kind"]
    assert [(1, "General", "umum", 1), (card["id"], "Antrean", "Ratna menutup topik", 3)] == [
        (t["thread"], t["name"], t["last"]["text"] or t["last"]["service"], t["unread"])
        for t in found["topics"]
    ]
    assert [True, False] == [t["is_writable"] for t in found["topics"]]
    assert ["#6fb9f0", "#6fb9f0"] == [t["icon_color"] for t in found["topics"]]


async def test_where_plain_members_may_not_write(api: Api) -> None:
    """A group that is closed to members is closed on the page, too, but not to its owner."""
    ratna, tono = api.simulator.person("Ratna"), api.simulator.person("Tono")
    group = api.simulator.supergroup("Grup", [ratna, tono])
    api.simulator.people.allow(group.id, permissions={"can_send_messages": False})

    writable = [
        next(chat for chat in await chats(api, person) if chat["id"] == group.id)["is_writable"]
        for person in (ratna, tono)
    ]

    assert [True, False] == writable


async def test_the_keyboard_below_the_chat(api: Api) -> None:
    """The last keyboard stays until the bot takes it away."""
    sari = api.simulator.person("Sari", started=True)
    shown = []
    for markup in (
        {"keyboard": [[{"text": "Ya"}, {"text": "Tidak"}]], "one_time_keyboard": True},
        None,
        {"remove_keyboard": True},
    ):
        await api.send(sari.id, "Setuju?", **({"reply_markup": markup} if markup else {}))
        (chat,) = await chats(api, sari)
        shown.append(chat["keyboard"])

    assert [["Ya", "Tidak"]] == shown[0]["rows"]
    assert shown[0]["is_one_time"]
    assert shown[0] == shown[1]
    assert None is shown[2]
