"""Rights in channels: what the bot may do there, and what it hears of who is in them."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.channel import Channel
from simulator.clock import VirtualClock
from simulator.person import Person
from tests.simulator.api import Api
from tests.simulator.channels import NO_LIST, NO_MEMBER, NO_RIGHT, POSTS, kinds


async def test_who_is_in_a_channel(api: Api, ratna: Person, channel: Channel) -> None:
    """An admin bot can look at the channel, its admins with their rights, and its members."""
    budi = api.simulator.person("Budi")
    await channel.subscribe(budi)
    me = api.simulator.world.bot.id

    chat = (await api.call("getChat", chat_id=channel.id)).result
    member = (await api.call("getChatMember", chat_id=channel.id, user_id=budi.id)).result
    own = (await api.call("getChatMember", chat_id=channel.id, user_id=me)).result
    admins = (await api.call("getChatAdministrators", chat_id=channel.id)).result
    count = (await api.call("getChatMemberCount", chat_id=channel.id)).result

    assert ("channel", "Kanal CoP") == (chat["type"], chat["title"])
    assert "permissions" not in chat
    assert ("member", "administrator", 3) == (member["status"], own["status"], count)
    assert [True] * 3 == [own[f"can_{act}_messages"] for act in ("post", "edit", "delete")]
    assert "can_pin_messages" not in own
    assert [ratna.id, me] == [admin["user"]["id"] for admin in admins]


async def test_the_bot_hears_of_its_standing(api: Api, ratna: Person) -> None:
    """Being made admin, changed, dismissed and put out comes as my_chat_member."""
    channel = api.simulator.channel("Kanal CoP", [ratna], bot="absent")
    await channel.promotes(None, by=ratna)
    await channel.promotes(None, by=ratna, rights={"can_post_messages": False})
    await channel.demotes(None, by=ratna)
    dismissed = await api.call("sendMessage", chat_id=channel.id, text="a")
    await channel.promotes(None, by=ratna)
    await channel.kicks(None, by=ratna)
    kicked = await api.call("deleteMessage", chat_id=channel.id, message_id=2)
    updates = await api.updates()

    changes = [update["my_chat_member"] for update in updates]
    statuses = [change["new_chat_member"]["status"] for change in changes]
    assert ["administrator", "administrator", "left", "administrator", "kicked"] == statuses
    assert ["left", True, False] == [
        changes[0]["old_chat_member"]["status"],
        changes[1]["old_chat_member"]["can_post_messages"],
        changes[1]["new_chat_member"]["can_post_messages"],
    ]
    assert {"channel"} == {change["chat"]["type"] for change in changes}
    assert NO_MEMBER == dismissed.refusal
    assert (403, "Forbidden: bot was kicked from the channel chat") == kicked.refusal


async def test_subscribers_come_and_go_without_a_word(api: Api, channel: Channel) -> None:
    """No service message; a bot that asks gets chat_member, and only then knows who it was."""
    budi, tono = api.simulator.person("Budi"), api.simulator.person("Tono")

    await channel.subscribe(budi)
    unknown = await api.call("sendMessage", chat_id=budi.id, text="halo")
    await api.updates(allowed_updates=POSTS)
    await channel.subscribe(tono)
    await channel.unsubscribe(tono)
    known = await api.call("sendMessage", chat_id=tono.id, text="halo")

    assert ["chat_member", "chat_member"] == kinds(await api.updates(offset=-9))
    assert None is await budi.at(channel).screen()
    assert (400, "Bad Request: chat not found") == unknown.refusal
    assert (403, "Forbidden: bot can't initiate conversation with a user") == known.refusal


async def test_a_bot_without_the_right_does_not_post(api: Api, ratna: Person) -> None:
    """Every kind of content is refused; the second attempt is careless."""
    simulator = api.simulator
    channel = simulator.channel("Kanal", [ratna], rights={"can_post_messages": False})

    refused = await api.call("sendMessage", chat_id=channel.id, text="a")
    first = list(simulator.complaints())
    again = await api.call("sendDocument", chat_id=channel.id, document=await a_file(api))
    second = [complaint.words for complaint in simulator.complaints()]
    simulator.complaints.clear()
    await channel.promotes(None, by=ratna)
    await api.send(channel.id, "boleh")

    assert [NO_RIGHT, NO_RIGHT] == [refused.refusal, again.refusal]
    assert ([], [f"the bot may not post in channel {channel.id}"]) == (first, second)


async def a_file(api: Api) -> str:
    """Let somebody send a document and give its id."""
    wati = api.simulator.person("Wati")
    await wati.sends("document", name="jadwal.ics")
    update = (await api.updates(offset=-1))[-1]
    return str(update["message"]["document"]["file_id"])


async def test_channels_the_bot_is_not_in(api: Api, ratna: Person) -> None:
    """A private one is unknown, a public one can be looked at; its members cannot."""
    private = api.simulator.channel("Rahasia", [ratna], bot="absent")
    public = api.simulator.channel("Umum", [ratna], bot="absent", username="kanal_umum")

    unknown = await api.call("getChat", chat_id=private.id)
    shown = await api.call("getChat", chat_id="@kanal_umum")
    members = await api.call("getChatAdministrators", chat_id=public.id)
    member = await api.call("getChatMember", chat_id=public.id, user_id=ratna.id)
    sent = await api.call("sendMessage", chat_id=public.id, text="a")

    assert (400, "Bad Request: chat not found") == unknown.refusal
    assert public.id == shown.result["id"]
    assert [NO_LIST, NO_LIST, NO_MEMBER] == [reply.refusal for reply in (members, member, sent)]


async def test_edits_and_deletions_follow_the_rights(
    api: Api, ratna: Person, channel: Channel
) -> None:
    """Own posts need the right to post, posts of admins their own rights."""
    own = await api.send(channel.id, "milik bot")
    other = (await ratna.at(channel).says("milik Ratna")).message_id
    meek = {"can_edit_messages": False, "can_delete_messages": False}

    async def rewrite(number: int, text: str) -> tuple[int, str]:
        where = {"chat_id": channel.id, "message_id": number}
        reply = await api.call("editMessageText", **where, text=text)
        return reply.status, str(reply.body.get("description"))

    async def delete(number: int) -> tuple[int, str]:
        reply = await api.call("deleteMessage", chat_id=channel.id, message_id=number)
        return reply.status, str(reply.body.get("description"))

    await channel.promotes(None, by=ratna, rights=meek)
    meek_acts = [await rewrite(own, "a"), await rewrite(other, "a"), await delete(other)]
    await channel.promotes(None, by=ratna, rights={**meek, "can_post_messages": False})
    mute_acts = [await rewrite(own, "b"), await delete(own)]
    await channel.promotes(None, by=ratna)
    free_acts = [await rewrite(other, "b"), await delete(other), await delete(own)]

    edit, gone = "Bad Request: message can't be edited", "Bad Request: message can't be deleted"
    assert [(200, "None"), (400, edit), (400, gone)] == meek_acts
    assert [(400, edit), (400, f"{gone} for everyone")] == mute_acts
    assert [(200, "None")] * 3 == free_acts


async def test_old_posts_stay(still: Api, clock: VirtualClock) -> None:
    """After 48 hours a bot cannot delete a post, whatever its rights; it still may edit it."""
    channel = still.simulator.channel("Kanal", [still.simulator.person("Ratna")])
    number = await still.send(channel.id, "lama")
    where = {"chat_id": channel.id, "message_id": number}

    await clock.advance(48 * 3600)
    deleted = await still.call("deleteMessage", **where)
    edited = await still.call("editMessageText", **where, text="ralat")

    assert (400, "Bad Request: message can't be deleted for everyone") == deleted.refusal
    assert 200 == edited.status


async def test_pins_need_the_right_to_edit(api: Api, ratna: Person, channel: Channel) -> None:
    """A pin leaves a service post; without can_edit_messages there is none."""
    number = await api.send(channel.id, "penting")
    where = {"chat_id": channel.id, "message_id": number}

    await api.call("pinChatMessage", **where)
    chat = await api.call("getChat", chat_id=channel.id)
    await channel.promotes(None, by=ratna, rights={"can_edit_messages": False})
    refused = await api.call("unpinChatMessage", **where)
    updates = await api.updates()

    assert number == chat.result["pinned_message"]["message_id"]
    assert number == updates[0]["channel_post"]["pinned_message"]["message_id"]
    words = "Bad Request: not enough rights to manage pinned messages in the chat"
    assert (400, words) == refused.refusal


@pytest.mark.parametrize(
    "details", [{"rights": {"can_pin_messages": True}}, {"bot": "member"}], ids=str
)
def test_impossible_channels_are_not_made(api: Api, details: dict[str, Any]) -> None:
    """Rights of groups and bots as plain members do not exist in channels."""
    with pytest.raises(ValueError, match="channel"):
        api.simulator.channel("Kanal", [api.simulator.person("Ratna")], **details)
