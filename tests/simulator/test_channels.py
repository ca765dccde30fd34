"""Channels: admins and the bot post in the channel's name, subscribers read and tap."""

from __future__ import annotations

import pytest

from simulator.channel import Channel
from simulator.clock import VirtualClock
from simulator.flood import FloodModel
from simulator.people.talking import NotThere
from simulator.person import Person
from simulator.remote import Remote
from simulator.server import Simulator
from tests.fixtures_simulator import Watch
from tests.simulator.api import Api, api_of
from tests.simulator.channels import BUTTONS, POSTS, kinds


async def test_the_bot_posts_in_the_name_of_the_channel(api: Api, channel: Channel) -> None:
    """A post has the channel as sender and no author, and the bot hears nothing of its own."""
    reply = await api.call("sendMessage", chat_id=channel.id, text="Dahar Ngopi pukul 12.00")

    card = {"id": channel.id, "title": "Kanal CoP", "type": "channel"}
    assert (card, card) == (reply.result["sender_chat"], reply.result["chat"])
    assert "from" not in reply.result
    assert [] == await api.updates(allowed_updates=POSTS)


async def test_subscribers_see_what_changes(api: Api, ratna: Person, channel: Channel) -> None:
    """They see a post, its edit and its end; the name above it is the channel's."""
    budi = api.simulator.person("Budi")
    await channel.subscribe(budi)
    here = budi.at(channel)

    number = await api.send(channel.id, "Hari ini Berbagi", reply_markup=BUTTONS)
    seen = await here.sees("Berbagi")
    await api.call("editMessageText", chat_id=channel.id, message_id=number, text="Diliburkan")
    edited = await here.sees("Diliburkan")
    await api.call("deleteMessage", chat_id=channel.id, message_id=number)
    await here.loses(edited)
    await ratna.at(channel).says("Selamat pagi")
    posted = await here.sees("Selamat")

    assert ["Masuk", "Saya hadir"] == seen.labels
    assert {"Masuk": "https://zoom.us/j/1"} == seen.urls
    assert (True, []) == (edited.is_edited, edited.labels)
    assert ["Kanal CoP"] * 3 == [screen.sender for screen in (seen, edited, posted)]


async def test_only_who_reads_a_channel_sees_it(api: Api, ratna: Person, channel: Channel) -> None:
    """Strangers see nothing, former subscribers no longer, of a public channel everybody all."""
    budi = api.simulator.person("Budi")
    public = api.simulator.channel("Umum", [ratna], username="kanal_umum")
    await api.send(channel.id, "pengumuman")
    await api.send(public.id, "terbuka")

    with pytest.raises(NotThere, match="does not read"):
        await budi.at(channel).screen()
    await channel.subscribe(budi)
    assert "pengumuman" in (await budi.at(channel).transcript())[-1]
    await channel.unsubscribe(budi)
    with pytest.raises(NotThere, match="does not read"):
        await budi.at(channel).screen()
    assert "terbuka" in (await budi.at(public).transcript())[-1]


async def test_posts_of_admins_reach_the_bot_that_asks(
    api: Api, ratna: Person, channel: Channel
) -> None:
    """A post and its edit come as updates without an author, in an order of their own chat."""
    await api.updates(allowed_updates=POSTS)

    post = await ratna.at(channel).says("Selamat pagi")
    await ratna.at(channel).edits(post, "Selamat siang")
    await ratna.at(channel).sends("photo", caption="poster")
    updates = await api.updates(offset=-9)

    assert ["channel_post", "edited_channel_post", "channel_post"] == kinds(updates)
    first, second, third = (next(iter(tuple(update.values())[1:])) for update in updates)
    assert (channel.id, "Selamat pagi") == (first["sender_chat"]["id"], first["text"])
    assert "Selamat siang" == second["text"]
    assert second["message_id"] == post.message_id
    assert "poster" == third["caption"]
    assert all("from" not in told for told in (first, second, third))


async def test_posts_are_not_told_to_a_bot_that_does_not_ask(
    api: Api, ratna: Person, channel: Channel
) -> None:
    """Without channel_post in allowed_updates nothing comes."""
    await api.updates(allowed_updates=["message", "edited_message"])

    post = await ratna.at(channel).says("Selamat pagi")
    await ratna.at(channel).edits(post, "Selamat siang")

    assert [] == await api.updates(offset=-9)


async def test_subscribers_cannot_post(api: Api, ratna: Person, channel: Channel) -> None:
    """Neither readers nor admins without the right write in a channel or delete there."""
    budi, agus = api.simulator.person("Budi"), api.simulator.person("Agus")
    await channel.subscribe(budi, agus)
    rights = {"can_post_messages": False, "can_delete_messages": False}
    await channel.promotes(agus, by=ratna, rights=rights)
    number = await api.send(channel.id, "pengumuman")

    for person in (budi, agus):
        with pytest.raises(NotThere, match="may not post"):
            await person.at(channel).says("halo")
        with pytest.raises(NotThere, match="may not delete"):
            await person.at(channel).deletes(number)
    await ratna.at(channel).deletes(number)

    assert None is await ratna.at(channel).screen()


async def test_a_tap_in_a_channel_calls_the_bot(api: Api, channel: Channel) -> None:
    """A subscriber's tap arrives with the post and its chat, and is answered as everywhere."""
    budi, tono = api.simulator.person("Budi"), api.simulator.person("Tono")
    await channel.subscribe(budi)
    number = await api.send(channel.id, "Hari ini", reply_markup=BUTTONS)

    await budi.at(channel).taps("Saya hadir")
    query = (await api.updates(allowed_updates=POSTS))[-1]["callback_query"]
    await api.call("answerCallbackQuery", callback_query_id=query["id"], text="Tercatat")
    with pytest.raises(NotThere):
        await tono.at(channel).sends_data(number, "hadir")
    refused = await api.call("sendMessage", chat_id=budi.id, text="halo")

    assert ("hadir", budi.id) == (query["data"], query["from"]["id"])
    assert ("channel", number) == (query["message"]["chat"]["type"], query["message"]["message_id"])
    assert "from" not in query["message"]
    assert "Tercatat" == await budi.is_told("Tercatat")
    assert (403, "Forbidden: bot can't initiate conversation with a user") == refused.refusal


async def test_channels_take_inline_keyboards_only(api: Api, channel: Channel) -> None:
    """A keyboard under the text field has no place in a channel."""
    reply = await api.call(
        "sendMessage", chat_id=channel.id, text="a", reply_markup={"keyboard": [[{"text": "Ya"}]]}
    )

    assert (400, "Bad Request: inline keyboard expected") == reply.refusal


async def test_a_channel_counts_its_own_posts(api: Api, channel: Channel) -> None:
    """The message that tells of the channel's creation is the first, ours follow."""
    sari = api.simulator.person("Sari", started=True)

    numbers = [await api.send(chat) for chat in (channel.id, sari.id, channel.id)]

    assert [2, 1, 3] == numbers


async def test_a_channel_takes_twenty_a_minute(clock: VirtualClock, watch_simulator: Watch) -> None:
    """Posts and edits together fill the bucket; the next is told to wait."""
    flood = FloodModel(chat=False)
    server = watch_simulator(Simulator(clock=clock, seed=7, flood=flood))
    await server.start()
    channel = server.channel("Kanal", [server.person("Ratna")])
    async with api_of(server) as api:
        number = await api.send(channel.id, "0")
        for count in range(1, 20):
            where = {"chat_id": channel.id, "message_id": number}
            assert 200 == (await api.call("editMessageText", **where, text=str(count))).status
        refused = await api.call("sendMessage", chat_id=channel.id, text="a")
    await server.stop()

    assert (429, "Too Many Requests: retry after 3") == refused.refusal


async def test_channels_over_http(api: Api) -> None:
    """A simulator in another process makes and fills channels the same way."""
    async with Remote(api.simulator.url) as remote:
        ratna, budi = await remote.person("Ratna"), await remote.person("Budi")
        channel = await remote.channel("Kanal", [ratna])
        await channel.subscribe(budi)
        await api.send(channel.id, "pengumuman", disable_notification=True)
        seen = await budi.at(channel).sees("pengumuman")
        with pytest.raises(NotThere):
            await budi.at(channel).says("halo")

    assert seen.is_silent
