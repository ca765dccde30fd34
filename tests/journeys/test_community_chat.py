"""The community's channel: the day once, with links, kept true, and nothing on a holiday."""

from simulator.channel import Channel
from simulator.person import Person
from tests.journeys.house import House, appoints, joins
from tests.journeys.programme import REMINDER, THURSDAY, TITLE, moves_session, plans


async def opens_with_channel(house: House, at: str) -> tuple[Channel, Person]:
    """Open a house whose community reads a channel; Budi is a moderator, Sari only reads."""
    channel = house.simulator.channel("Kanal CoP", [house.ratna], [house.sari])
    await house.opens(at=at, COMMUNITY_CHAT_ID=str(channel.id))
    await joins(house.ratna)
    await joins(house.budi)
    await appoints(house.ratna, house.budi)
    return channel, house.sari.at(channel)


async def posts(reader: Person) -> list[str]:
    """List what stands in the channel."""
    return [shown.text for shown in await reader.transcript()]


async def test_the_channel_is_told_of_the_day_once(house: House) -> None:
    """Its buttons are links; when the session moves the post is edited; a restart adds none."""
    _, reader = await opens_with_channel(house, "2026-11-25 10:00")
    await plans(house.budi)

    await house.moves_to("2026-11-26 07:30")
    post = await reader.sees(REMINDER, TITLE, "Pukul 09.00–10.30 WIB")
    assert ["Lihat sesi", "Zoom", "Buka bot"] == post.labels
    assert post.labels == list(post.urls)
    assert post.urls["Lihat sesi"].endswith("?start=s_1")
    await house.restarts()
    await house.moves_to("2026-11-26 08:00")
    await moves_session(house.budi, THURSDAY, "10.00", "11.30")
    await house.moves_to("2026-11-26 08:02")
    edited = await reader.sees(REMINDER, TITLE, "Pukul 10.00–11.30 WIB")
    assert (post.message_id, 1) == (edited.message_id, len(await posts(reader)))

    await house.sari.says("/start s_1")
    await house.sari.sees("Selamat datang")


async def test_the_channel_is_quiet_on_a_holiday(house: House) -> None:
    """A day off has no post; the working day after it has, silent without a session."""
    _, reader = await opens_with_channel(house, "2026-12-23 10:00")

    await house.moves_to("2026-12-24 07:30")
    await house.moves_to("2026-12-25 07:30")
    await house.moves_to("2026-12-26 07:30")
    await house.moves_to("2026-12-28 07:30")

    post = await reader.sees(REMINDER, "Senin, 28 Desember")
    assert post.is_silent
    assert [] == [text for text in await posts(reader) if "25 Desember" in text]
