"""Messages as the page draws them: quotes, service lines, buttons, pages of a long chat."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.clock import VirtualClock
from simulator.people.talking import NotThere
from simulator.person import Person
from tests.simulator.api import Api


@pytest.fixture
def sari(api: Api) -> Person:
    """Sari, who has started the bot."""
    return api.simulator.person("Sari", started=True)


async def transcript(api: Api, person: Person, **more: Any) -> list[dict[str, Any]]:
    """Show a chat as plain data."""
    found: list[dict[str, Any]] = await api.simulator.people.call(
        "transcript", user=person.id, **more
    )
    return found


async def test_a_reply_shows_what_it_answers(api: Api, sari: Person) -> None:
    """A bubble quotes the words it answers, those the bot chose, and says when they are gone."""
    asked = await sari.says("Bagaimana cara menulis siaran pers?")
    reply = {"message_id": asked.message_id}
    await api.send(sari.id, "Begini", reply_parameters=reply)
    await api.send(sari.id, "Pers?", reply_parameters=reply | {"quote": "siaran pers"})
    quotes = [shown["reply_quote"] for shown in await transcript(api, sari)]
    await sari.deletes(asked)

    assert None is quotes[0]
    assert {
        "message_id": asked.message_id,
        "from": "Sari",
        "kind": "text",
        "text": "Bagaimana cara menulis siaran pers?",
        "is_deleted": False,
    } == quotes[1]
    assert "siaran pers" == quotes[2]["text"]
    assert [True, True] == [
        shown["reply_quote"]["is_deleted"] for shown in await transcript(api, sari)
    ]


async def test_service_messages_in_words(api: Api, sari: Person) -> None:
    """Who came and went, what was pinned and which topic began is told in words."""
    ratna = api.simulator.person("Ratna Dewi")
    forum = api.simulator.forum("Forum", [ratna])
    forums = api.simulator.people.forums
    await sari.joins(forum)
    said = await sari.at(forum).says("halo, semua")
    await api.call("pinChatMessage", chat_id=forum.id, message_id=said.message_id)
    topic = forums.begin_topic(forum.id, by=ratna.id, name="Antrean")["id"]
    forums.rename_topic(forum.id, topic, by=ratna.id, name="Tanya")
    forums.close_topic(forum.id, topic, by=ratna.id)
    forums.reopen_topic(forum.id, topic, by=ratna.id)
    await sari.leaves(forum)
    await forum.adds(sari, by=ratna)
    api.simulator.people.kick(sari.id, forum.id, by=ratna.id)

    shown = await transcript(api, ratna, chat=forum.id)

    assert [
        "Sari bergabung",
        "",
        "CoP Pranata Humas Jatim menyematkan “halo, semua”",
        "Ratna Dewi membuat topik “Antrean”",
        "Ratna Dewi mengganti nama topik menjadi “Tanya”",
        "Ratna Dewi menutup topik",
        "Ratna Dewi membuka kembali topik",
        "Sari keluar dari grup",
        "Ratna Dewi menambahkan Sari",
        "Ratna Dewi mengeluarkan Sari",
    ] == [one["service"] for one in shown]
    assert [said.message_id] == [one["message_id"] for one in shown if one["is_pinned"]]
    assert (False, True) == (shown[0]["may_edit"], shown[1]["may_delete"])


async def test_pins_are_marks(api: Api, sari: Person) -> None:
    """The pinned message itself is among what changed, when it is pinned and when it is not."""
    number = await api.send(sari.id, "penting")
    seen = []
    for method, details in (
        ("pinChatMessage", {"message_id": number}),
        ("unpinChatMessage", {}),
        ("pinChatMessage", {"message_id": number}),
        ("unpinAllChatMessages", {}),
    ):
        version = api.simulator.people.version()
        await api.call(method, chat_id=sari.id, **details)
        changed = await api.simulator.people.call("changed", user=sari.id, since=version)
        seen.append([one["is_pinned"] for one in changed if one["message_id"] == number])

    assert [[True], [False], [True], [False]] == seen


async def test_what_one_may_do(api: Api, sari: Person) -> None:
    """One edits one's own words; others' are deleted in private chats and by who has the right."""
    budi = api.simulator.person("Budi")
    group = api.simulator.supergroup("Grup", [budi, sari])
    await sari.at(group).says("halo")
    await sari.at(group).sends("sticker")

    rights = [
        [(one["is_own"], one["may_edit"], one["may_delete"]) for one in shown]
        for shown in [await transcript(api, one, chat=group.id) for one in (sari, budi)]
    ]

    assert [(True, True, True), (True, False, True)] == rights[0]
    assert [(False, False, True), (False, False, True)] == rights[1]


async def test_a_post_is_its_writers_own(api: Api) -> None:
    """In a channel everybody reads the channel's name; who wrote it may still change it."""
    ratna, tono = api.simulator.person("Ratna"), api.simulator.person("Tono")
    channel = api.simulator.channel("Kanal", [ratna], [tono])
    await ratna.at(channel).says("kabar")

    shown = [(await transcript(api, one, chat=channel.id))[0] for one in (ratna, tono)]

    assert [("Kanal", True, True), ("Kanal", False, False)] == [
        (one["from"], one["is_own"], one["may_edit"]) for one in shown
    ]


async def test_a_long_chat_page_by_page(api: Api, sari: Person) -> None:
    """The newest messages come first, older ones by the number they stand before."""
    numbers = [await api.send(sari.id, str(place)) for place in range(7)]
    newest = await transcript(api, sari, limit=3)
    older = await transcript(api, sari, limit=3, before=newest[0]["message_id"])
    oldest = await transcript(api, sari, limit=3, before=older[0]["message_id"])

    pages = [[one["message_id"] for one in page] for page in (newest, older, oldest)]

    assert [numbers[4:], numbers[1:4], numbers[:1]] == pages


async def test_buttons_that_do_not_call_the_bot(api: Api, sari: Person) -> None:
    """Links, texts to copy and inline searches stand on buttons, too."""
    rows = [
        [
            {"text": "Buka", "url": "https://example.org/"},
            {"text": "Salin", "copy_text": {"text": "JATIM"}},
            {"text": "Cari", "switch_inline_query_current_chat": "skp"},
            {"text": "Bagikan", "switch_inline_query": "pos 1"},
        ]
    ]
    await api.send(sari.id, reply_markup={"inline_keyboard": rows})

    (row,) = (await transcript(api, sari))[0]["buttons"]

    assert ["https://example.org/", None, None, None] == [one["url"] for one in row]
    assert [None, "JATIM", None, None] == [one["copy"] for one in row]
    assert [
        None,
        None,
        {"query": "skp", "is_here": True},
        {"query": "pos 1", "is_here": False},
    ] == [one["inline"] for one in row]


async def test_the_button_of_one_message(api: Api, sari: Person) -> None:
    """A tap by label and message means this message, though a newer one has the label, too."""
    keyboards = [{"inline_keyboard": [[{"text": "Pilih", "callback_data": data}]]} for data in "ab"]
    first, _ = [await api.send(sari.id, reply_markup=markup) for markup in keyboards]
    api.simulator.complaints_expected = True  # nobody answers the tap

    tapped = await api.simulator.people.call("tap", user=sari.id, label="Pilih", message_id=first)

    assert first == tapped["message_id"]
    assert "a" == (await api.updates())[-1]["callback_query"]["data"]


async def test_a_link_to_the_bot(api: Api, sari: Person) -> None:
    """A deep link in a text says /start with its payload; other links are left to the browser."""
    people = api.simulator.people
    other = await people.call("follow", user=sari.id, url="https://example.org/")
    start = "https://t.me/cop_humas_jatim_bot?start=p_7"
    followed = await people.call("follow", user=sari.id, url=start)

    assert {"url": "https://example.org/"} == other
    assert ["/start p_7"] == [one["text"] for one in followed["said"]]


async def test_typing_until_it_is_over(still: Api, clock: VirtualClock) -> None:
    """What the bot is doing shows for five seconds, or until it says something."""
    sari = still.simulator.person("Sari", started=True)
    seen = []

    async def look() -> None:
        seen.append(await still.simulator.people.call("typing", user=sari.id))

    await look()
    await still.call("sendChatAction", chat_id=sari.id, action="typing")
    await look()
    await clock.advance(4)
    await look()
    await clock.advance(1)
    await look()
    await still.call("sendChatAction", chat_id=sari.id, action="upload_document")
    await still.send(sari.id, "ini")
    await look()

    until = clock.now().isoformat()
    assert [
        None,
        {"action": "typing", "until": until, "seconds": 5.0},
        {"action": "typing", "until": until, "seconds": 1.0},
        None,
        None,
    ] == seen


async def test_typing_in_one_topic(api: Api) -> None:
    """In a forum the bot types in one topic, not in the others."""
    ratna = api.simulator.person("Ratna")
    forum = api.simulator.forum("Forum", [ratna])
    number = api.simulator.people.forums.begin_topic(forum.id, by=ratna.id, name="A")["id"]
    await api.call("sendChatAction", chat_id=forum.id, message_thread_id=number, action="typing")

    seen = [
        await api.simulator.people.call("typing", user=ratna.id, chat=forum.id, thread=thread)
        for thread in (number, 1, 0)
    ]

    assert [True, False, False] == [found is not None for found in seen]


async def test_a_private_channel_shows_itself_to_readers_only(api: Api, sari: Person) -> None:
    """Who does not read a channel neither sees it nor reacts nor reads in it."""
    ratna = api.simulator.person("Ratna")
    channel = api.simulator.channel("Kanal", [ratna])
    number = await api.send(channel.id)

    for operation in ("transcript", "changed", "typing", "read", "react"):
        details = {"message_id": number} if operation in {"read", "react"} else {}
        with pytest.raises(NotThere, match="does not read"):
            await api.simulator.people.call(operation, user=sari.id, chat=channel.id, **details)
