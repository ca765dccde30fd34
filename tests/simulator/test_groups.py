"""Groups: who is in them, what the bot hears, how they move and end."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.clock import VirtualClock
from simulator.server import Simulator
from tests.simulator.api import Api


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    """Name the kind of each update, and of service messages their field."""
    service = ("migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member")
    names = []
    for update in updates:
        kind = next(name for name in update if name != "update_id")
        fields = [name for name in service if name in update[kind]]
        names.append(fields[0] if fields else kind)
    return names


async def test_blocking_is_told_and_refused(api: Api) -> None:
    """A block comes as my_chat_member, then sends are 403; speaking again lifts it."""
    sari = api.simulator.person("Sari")
    await sari.says("/start")
    await sari.blocks()

    refused = await api.call("sendMessage", chat_id=sari.id, text="a")
    await sari.says("/start")
    await api.send(sari.id)
    updates = await api.updates()

    assert (403, "Forbidden: bot was blocked by the user") == refused.refusal
    assert ["message", "my_chat_member", "my_chat_member", "message"] == kinds(updates)
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in updates
        if "my_chat_member" in update
    ]
    assert ["kicked", "member"] == statuses


async def test_privacy_mode_hides_small_talk(api: Api) -> None:
    """A plain member bot hears commands, mentions and answers to itself, an admin bot all."""
    sari = api.simulator.person("Sari")
    group = api.simulator.supergroup("Humas", [sari], bot="member")
    here = sari.at(group)
    own = await api.send(group.id, "kartu")

    await here.says("obrolan")
    await here.says("/antrean")
    await here.says("/antrean@other_bot")
    await here.says("@cop_humas_jatim_bot tolong")
    await here.replies(own, "jawaban")
    heard = [update["message"]["text"] for update in await api.updates()]
    await group.promotes(None, by=sari)
    await here.says("obrolan lagi")
    last = (await api.updates(offset=-1))[-1]

    assert ["/antrean", "@cop_humas_jatim_bot tolong", "jawaban"] == heard
    assert "obrolan lagi" == last["message"]["text"]


async def test_a_group_that_is_upgraded_names_its_new_id(api: Api) -> None:
    """Both chats say it, and sends to the old id carry migrate_to_chat_id."""
    sari = api.simulator.person("Sari")
    group = api.simulator.group("Humas", [sari])

    new = await group.upgrades(sari)
    updates = await api.updates()
    refused = await api.call("sendMessage", chat_id=group.id, text="a")
    await api.send(new.id)

    assert ["migrate_to_chat_id", "migrate_from_chat_id"] == kinds(updates)
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    assert (400, words) == refused.refusal
    assert {"migrate_to_chat_id": new.id} == refused.body["parameters"]


async def test_join_requests_are_asked_and_granted(api: Api) -> None:
    """A request comes as an update; approving lets the person in, once."""
    sari = api.simulator.person("Sari")
    budi = api.simulator.person("Budi")
    group = api.simulator.supergroup("Humas", [sari], join_by_request=True)

    await budi.asks_to_join(group)
    request = (await api.updates())[-1]["chat_join_request"]
    await api.send(request["user_chat_id"], "Silakan bergabung dahulu")
    await budi.sees("Silakan")
    where = {"chat_id": group.id, "user_id": budi.id}
    approved = await api.call("approveChatJoinRequest", **where)
    member = await api.call("getChatMember", **where)
    again = await api.call("approveChatJoinRequest", **where)

    assert (True, "member") == (approved.result, member.result["status"])
    assert (400, "Bad Request: USER_ALREADY_PARTICIPANT") == again.refusal


async def test_join_requests_can_be_declined(api: Api) -> None:
    """Declining ends the request; a request that is not there cannot be declined."""
    sari = api.simulator.person("Sari")
    budi = api.simulator.person("Budi")
    group = api.simulator.supergroup("Humas", [sari], join_by_request=True)
    await budi.asks_to_join(group)
    where = {"chat_id": group.id, "user_id": budi.id}

    declined = await api.call("declineChatJoinRequest", **where)
    again = await api.call("declineChatJoinRequest", **where)

    assert True is declined.result
    assert (400, "Bad Request: HIDE_REQUESTER_MISSING") == again.refusal


async def test_the_window_of_a_join_request_closes(still: Api, clock: VirtualClock) -> None:
    """Who only asked to join can be written to for five minutes."""
    sari = still.simulator.person("Sari")
    budi = still.simulator.person("Budi")
    group = still.simulator.supergroup("Humas", [sari])
    await budi.asks_to_join(group)

    await clock.advance(301)
    reply = await still.call("sendMessage", chat_id=budi.id, text="a")

    words = "Forbidden: bot can't initiate conversation with a user"
    assert (403, words) == reply.refusal


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_the_bot_is_put_out_and_told(api: Api, kind: str) -> None:
    """Being kicked comes as my_chat_member, and only groups show the service message."""
    sari = api.simulator.person("Sari")
    group = api.simulator.people.create_group("Humas", kind=kind, members=[sari.id])

    api.simulator.people.kick(api.simulator.people.bot_id(), group["id"], by=sari.id)
    updates = await api.updates()
    refused = await api.call("sendMessage", chat_id=group["id"], text="a")

    told = ["my_chat_member"] if kind == "supergroup" else ["left_chat_member", "my_chat_member"]
    assert told == kinds(updates)
    assert (403, f"Forbidden: bot was kicked from the {kind} chat") == refused.refusal


async def test_others_come_and_go(api: Api) -> None:
    """An admin bot that asks for chat_member hears of joins and leaves of others."""
    sari = api.simulator.person("Sari")
    budi = api.simulator.person("Budi")
    group = api.simulator.supergroup("Humas", [sari])
    await api.updates(allowed_updates=["message", "chat_member"])

    await budi.joins(group)
    await budi.leaves(group)
    updates = await api.updates(offset=-10)

    expected = ["chat_member", "new_chat_members", "left_chat_member", "chat_member"]
    assert expected == kinds(updates)


async def test_leaving_and_coming_back(api: Api) -> None:
    """leaveChat ends membership; later calls are refused."""
    sari = api.simulator.person("Sari")
    group = api.simulator.supergroup("Humas", [sari])

    left = await api.call("leaveChat", chat_id=group.id)
    refused = await api.call("getChatMemberCount", chat_id=group.id)

    words = "Forbidden: bot is not a member of the supergroup chat"
    assert True is left.result
    assert (403, words) == refused.refusal


async def test_message_numbers(simulator: Simulator, api: Api) -> None:
    """Supergroups count their own messages; private chats and groups share one sequence."""
    sari = simulator.person("Sari", started=True)
    budi = simulator.person("Budi", started=True)
    group = simulator.supergroup("Humas", [sari])

    numbers = [await api.send(chat) for chat in (sari.id, budi.id, group.id, sari.id, group.id)]

    assert [1, 2, 1, 3, 2] == numbers


async def test_anonymous_admins_write_as_the_group(api: Api) -> None:
    """An anonymous admin shows as GroupAnonymousBot with the group as sender."""
    sari = api.simulator.person("Sari")
    group = api.simulator.supergroup("Humas", [sari])

    await sari.at(group).says("jawaban", anonymous=True)
    message = (await api.updates())[-1]["message"]

    assert "GroupAnonymousBot" == message["from"]["username"]
    assert group.id == message["sender_chat"]["id"]


async def test_pins_leave_a_service_message(api: Api) -> None:
    """A pin is shown in getChat and told to the bot."""
    sari = api.simulator.person("Sari")
    group = api.simulator.supergroup("Humas", [sari])
    number = await api.send(group.id, "penting")

    await api.call("pinChatMessage", chat_id=group.id, message_id=number)
    chat = await api.call("getChat", chat_id=group.id)
    updates = await api.updates()
    await api.call("unpinChatMessage", chat_id=group.id)

    assert number == chat.result["pinned_message"]["message_id"]
    assert number == updates[-1]["message"]["pinned_message"]["message_id"]


async def test_edits_and_replies_of_people(api: Api) -> None:
    """People's edits come as edited_message, their replies with the message they answer."""
    sari = api.simulator.person("Sari", started=True)
    own = await api.send(sari.id, "kartu")

    said = await sari.replies(own, "jawaban")
    await sari.edits(said, "jawaban baru")
    updates = await api.updates()

    assert ["message", "edited_message"] == kinds(updates)
    assert own == updates[0]["message"]["reply_to_message"]["message_id"]
    assert "jawaban baru" == updates[1]["edited_message"]["text"]


async def test_long_pastes_are_split(api: Api) -> None:
    """What is longer than a message arrives as several, like from an app."""
    sari = api.simulator.person("Sari")

    await sari.says("a" * 5000)

    lengths = [len(update["message"]["text"]) for update in await api.updates()]
    assert [4096, 904] == lengths
