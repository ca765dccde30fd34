"""The driver of people, inside the process and over HTTP."""

from __future__ import annotations

import asyncio

import pytest

from simulator import person
from simulator.people.talking import NotThere
from simulator.person import NotSeenError
from simulator.remote import Remote
from tests.simulator.api import Api

KEYBOARD = {"inline_keyboard": [[{"text": "Gabung", "callback_data": "g"}]]}


async def test_the_same_driver_over_http(api: Api) -> None:
    """A person in another process says, taps, sees and is told like one in this process."""
    async with Remote(api.simulator.url) as remote:
        sari = await remote.person("Sari Dewi", id=4711)
        await sari.says("/start")
        await api.send(sari.id, "Selamat datang", reply_markup=KEYBOARD)
        shown = await sari.sees("Selamat")
        await sari.taps("Gabung")
        query = (await api.updates())[-1]["callback_query"]
        await api.call("answerCallbackQuery", callback_query_id=query["id"], text="Siap")
        toast = await sari.is_told("Siap")
        sent = await sari.sends("document", body=b"surat", name="surat.pdf")
        group = await remote.group("Humas", [sari], kind="supergroup")
        await sari.at(group).says("halo")
        body = await sari.downloads(sent)
        with pytest.raises(NotThere):
            await remote.call("say", user=999, text="x")
        with pytest.raises(NotThere):
            await remote.call("dance")
        with pytest.raises(ValueError, match="unexpected"):
            await remote.call("say", user=sari.id, text="x", loud=True)

    assert ("Selamat datang", ["Gabung"], "Siap") == (shown.text, shown.labels, toast)
    assert b"surat" == body
    updates = await api.updates(offset=-9)
    assert ["Sari", "Dewi"] == [updates[0]["message"]["from"][key] for key in _NAMES]
    assert group.id == updates[-1]["message"]["chat"]["id"]


_NAMES = ("first_name", "last_name")


async def test_stage_hands_over_http(api: Api) -> None:
    """Faults, calls, complaints, the bot's token and pending updates are within reach."""
    api.simulator.complaints_expected = True
    async with Remote(api.simulator.url) as remote:
        bot = await remote.call("bot")
        await remote.call(
            "fault", act="refuse", details={"code": 500, "description": "x: y"}, method="getMe"
        )
        refused = await api.call("getMe")
        await remote.call("clear_faults")
        await api.call("getMe", odd=1)
        calls = await remote.call("calls", method="getMe")
        complaints = await remote.call("complaints")
        pending = await remote.call("pending")

    assert api.simulator.token == bot["token"]
    assert 500 == refused.status
    assert [500, 200] == [call["code"] for call in calls["items"]]
    assert [{"method": "getMe", "words": "unknown parameter 'odd'"}] == complaints
    assert 0 == pending


async def test_sees_waits_for_what_comes(api: Api) -> None:
    """Somebody who looks before the message is there sees it when it comes."""
    sari = api.simulator.person("Sari", started=True)

    looking = asyncio.create_task(sari.sees("halo"))
    await asyncio.sleep(0)
    await api.send(sari.id, "halo")

    assert "halo" == (await looking).text


async def test_sees_takes_each_change_once(api: Api) -> None:
    """A message seen before counts again only after it changed."""
    sari = api.simulator.person("Sari", started=True)
    number = await api.send(sari.id, "Langkah 1")
    first = await sari.sees("Langkah")

    await api.call("editMessageText", chat_id=sari.id, message_id=number, text="Langkah 2")
    second = await sari.sees("Langkah")

    assert ("Langkah 1", "Langkah 2") == (first.text, second.text)
    assert (False, True) == (first.is_edited, second.is_edited)


async def test_what_does_not_come_prints_the_transcript(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure shows what stood on the screen instead."""
    monkeypatch.setattr(person, "GUARD", 0.05)
    sari = api.simulator.person("Sari", started=True)
    await api.send(sari.id, "sesuatu yang lain")

    with pytest.raises(NotSeenError, match="sesuatu yang lain"):
        await sari.sees("Langkah 3/7")


async def test_deletions_are_seen(api: Api) -> None:
    """A message that the bot deletes leaves the screen."""
    sari = api.simulator.person("Sari", started=True)
    await api.send(sari.id, "sebentar")
    shown = await sari.sees("sebentar")

    await api.call("deleteMessages", chat_id=sari.id, message_ids=[shown.message_id, 999])
    await sari.loses(shown)

    assert None is await sari.screen()


async def test_commands_by_scope_and_language(api: Api) -> None:
    """People see the list of the narrowest scope, in their language."""
    sari = api.simulator.person("Sari", started=True)
    group = api.simulator.supergroup("Moderator", [sari])

    async def publish(name: str, **where: object) -> None:
        commands = [{"command": name, "description": "x"}]
        await api.call("setMyCommands", commands=commands, **where)

    await publish("start")
    await publish("umum", scope={"type": "all_private_chats"})
    await publish("general", scope={"type": "all_private_chats"}, language_code="en")
    in_private = await sari.commands()
    await publish("admin", scope={"type": "chat", "chat_id": sari.id})
    for_sari = await sari.commands()
    in_group = await sari.at(group).commands()
    await publish("antrean", scope={"type": "chat_administrators", "chat_id": group.id})
    for_admins = await sari.at(group).commands()
    await api.call("deleteMyCommands", scope={"type": "chat", "chat_id": sari.id})
    listed = await api.call("getMyCommands", scope={"type": "chat", "chat_id": sari.id})

    assert [["umum"], ["admin"], ["start"], ["antrean"]] == [
        in_private,
        for_sari,
        in_group,
        for_admins,
    ]
    assert [] == listed.result


async def test_big_files_cannot_be_fetched(api: Api) -> None:
    """More than 20 MB is too big for getFile; what is there comes byte by byte."""
    sari = api.simulator.person("Sari")
    await sari.sends("video", size=21 << 20)
    await sari.sends("photo", body=b"gambar")
    big, small = (update["message"] for update in await api.updates())

    refused = await api.call("getFile", file_id=big["video"]["file_id"])
    found = await api.call("getFile", file_id=small["photo"][-1]["file_id"])
    url = f"{api.simulator.url}/file/bot{api.simulator.token}/{found.result['file_path']}"
    async with api.session.get(url) as response:
        body = await response.read()

    assert (400, "Bad Request: file is too big") == refused.refusal
    assert b"gambar" == body


async def test_files_can_be_sent_again_by_id(api: Api) -> None:
    """A file id goes where its kind goes."""
    api.simulator.complaints_expected = True
    sari = api.simulator.person("Sari")
    await sari.sends("document", name="a.pdf")
    file_id = (await api.updates())[0]["message"]["document"]["file_id"]

    sent = await api.call("sendDocument", chat_id=sari.id, document=file_id, caption="ini")
    wrong = await api.call("sendPhoto", chat_id=sari.id, photo=file_id)
    unknown = await api.call("sendDocument", chat_id=sari.id, document="xyz")

    assert "a.pdf" == sent.result["document"]["file_name"]
    assert "Bad Request: can't use file of type Document as Photo" == wrong.description
    assert "wrong remote file identifier specified" in unknown.description
