"""Copies and forwards: content goes on, with or without who wrote it."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot

from simulator.person import Person
from tests.simulator.api import Api


@pytest.fixture
def sari(api: Api) -> Person:
    """Sari, who writes."""
    return api.simulator.person("Sari", started=True)


@pytest.fixture
def budi(api: Api) -> Person:
    """Budi, who gets it."""
    return api.simulator.person("Budi", started=True)


async def test_a_copy_is_the_bots_own(api: Api, sari: Person, budi: Person) -> None:
    """A copied document keeps file and caption, names nobody, and may get another caption."""
    sent = await sari.sends("document", name="a.pdf", caption="surat saya")
    place = {"chat_id": budi.id, "from_chat_id": sari.id, "message_id": sent.message_id}
    markup = {"inline_keyboard": [[{"text": "Baca", "callback_data": "b"}]]}

    await api.call("copyMessage", reply_markup=markup, **place)
    copy = await budi.sees("surat saya")
    other = await api.call("copyMessage", caption="<i>disamarkan</i>", parse_mode="HTML", **place)
    renamed = await budi.sees("disamarkan")

    assert ("document", "a.pdf", ["Baca"]) == (copy.kind, copy.file_name, copy.labels)
    assert {"message_id": renamed.message_id} == other.result
    assert copy.file_id == renamed.file_id == sent.file_id


async def test_a_forward_names_the_author(api: Api, sari: Person, budi: Person) -> None:
    """Origin: a person, a group behind which an admin hides, a channel; kept when passed on."""
    group = api.simulator.supergroup("Moderator", [sari])
    channel = api.simulator.channel("Kanal", [sari])
    texts = [
        await sari.says("dari Sari"),
        await sari.at(group, anonymous=True).says("dari grup"),
        await sari.at(channel).says("dari kanal"),
    ]

    origins = []
    for said in texts:
        place = {"from_chat_id": said.chat_id, "message_id": said.message_id}
        sent = await api.call("forwardMessage", chat_id=budi.id, **place)
        origins.append(sent.result["forward_origin"])
    again = await api.call(
        "forwardMessage",
        chat_id=group.id,
        from_chat_id=budi.id,
        message_id=sent.result["message_id"],
    )

    assert ["user", "chat", "channel"] == [origin["type"] for origin in origins]
    assert sari.id == origins[0]["sender_user"]["id"]
    assert group.id == origins[1]["sender_chat"]["id"]
    assert (channel.id, texts[2].message_id) == (origins[2]["chat"]["id"], origins[2]["message_id"])
    assert origins[2] == again.result["forward_origin"]


async def test_many_at_once_skip_what_is_gone(api: Api, sari: Person, budi: Person) -> None:
    """Albums stay together, missing messages are left out, captions go on request."""
    album = await sari.sends_album(["photo", "photo"], caption="berdua")
    text = await sari.says("sendiri")
    gone = await sari.says("dihapus")
    await sari.deletes(gone)
    numbers = [*album.message_ids, text.message_id, gone.message_id]
    place: dict[str, Any] = {"from_chat_id": sari.id, "message_ids": numbers, "chat_id": budi.id}

    forwarded = await api.call("forwardMessages", **place)
    seen = await budi.sees_album(2, "berdua")
    bare = await api.call("copyMessages", remove_caption=True, **place)
    shown = await budi.transcript()
    none = await api.call("copyMessages", **(place | {"message_ids": [gone.message_id]}))
    await api.call("copyMessages", **(place | {"message_ids": album.message_ids[:1]}))
    lone = (await budi.transcript())[-1]

    assert [3, 3] == [len(reply.result) for reply in (forwarded, bare)]
    assert ["berdua", "", "sendiri", "", "", "sendiri"] == [screen.text for screen in shown]
    assert {"photo"} == set(seen.kinds)
    assert [True, True, False] == [bool(screen.album) for screen in shown[3:]]
    assert seen.parts[0].album != shown[3].album
    assert [] == none.result
    assert ("photo", "") == (lone.kind, lone.album)


REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("copyMessage", {"message_id": 99}, "message to copy not found"),
    ("forwardMessage", {"message_id": 99}, "message to forward not found"),
    ("copyMessage", {"from_chat_id": 5, "message_id": 1}, "chat not found"),
    (
        "copyMessages",
        {"message_ids": [2, 1]},
        ORDER := "message identifiers must be in a strictly increasing order",
    ),
    ("forwardMessages", {"message_ids": [1, 1]}, ORDER),
    ("copyMessages", {"message_ids": []}, "message identifiers are not specified"),
    (
        "copyMessages",
        {"message_ids": list(range(1, 102))},
        "too many message identifiers specified",
    ),
]


@pytest.mark.parametrize(("method", "fields", "words"), REFUSALS)
async def test_refusals(
    api: Api, sari: Person, method: str, fields: dict[str, Any], words: str
) -> None:
    """What cannot be found or read is refused in the server's words."""
    api.simulator.complaints_expected = True
    await sari.says("satu")
    await sari.says("dua")

    refused = await api.call(method, **({"chat_id": sari.id, "from_chat_id": sari.id} | fields))

    assert (400, f"Bad Request: {words}") == refused.refusal


async def test_protected_and_service_messages_stay(api: Api, sari: Person, budi: Person) -> None:
    """Protected messages and service messages are neither copied nor forwarded."""
    group = api.simulator.supergroup("Moderator", [sari])
    hidden = await api.send(sari.id, "rahasia", protect_content=True)
    await group.adds(budi, sari)
    service = (await api.updates())[-1]["message"]["message_id"]

    words = [
        (await api.call(method, chat_id=budi.id, from_chat_id=place, message_id=number)).description
        for method in ("copyMessage", "forwardMessage")
        for place, number in ((sari.id, hidden), (group.id, service))
    ]

    assert ["Bad Request: the message can't be copied"] * 2 == words[:2]
    assert ["Bad Request: the message can't be forwarded"] * 2 == words[2:]


async def test_ptb_copies_and_forwards(api: Api, sari: Person, budi: Person) -> None:
    """python-telegram-bot reads ids and origins as its own objects."""
    said = await sari.says("halo")
    async with Bot(api.simulator.token, base_url=f"{api.simulator.url}/bot") as bot:
        copied = await bot.copy_message(budi.id, sari.id, said.message_id)
        forwarded = await bot.forward_message(budi.id, sari.id, said.message_id)
        many = await bot.forward_messages(budi.id, sari.id, [said.message_id])

    assert "user" == (forwarded.forward_origin.type if forwarded.forward_origin else None)
    assert [copied.message_id, forwarded.message_id, many[0].message_id] == [
        screen.message_id for screen in await budi.transcript()
    ]
