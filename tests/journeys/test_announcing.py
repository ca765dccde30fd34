"""The community's channel hears of posts: announced, corrected, and RALAT where that fails."""

import asyncio

import pytest

from simulator.channel import Channel
from simulator.person import Person
from simulator.wire.dispatch import Exchange
from tests.journeys.asking import opens_for_questions
from tests.journeys.house import House
from tests.journeys.test_sharing import begins, reaches_preview

MONDAY = "2026-11-23 13:05"
TITLE = "Layanan informasi keliling di pasar desa"
PATIENCE = 10.0  # seconds
GONE = "Tulisan ini tidak lagi tersedia."


async def opens(house: House, at: str = MONDAY) -> tuple[Channel, Person]:
    """Open a house with a channel; Sari writes, Budi moderates, both read the channel."""
    channel = house.simulator.channel("Kanal CoP", [house.ratna], [house.sari])
    await opens_for_questions(
        house,
        members=[house.sari],
        moderators=[house.budi],
        group=house.moderators,
        at=at,
        COMMUNITY_CHAT_ID=str(channel.id),
    )
    return channel, house.sari.at(channel)


async def shares(author: Person, number: int = 1, title: str = TITLE) -> None:
    """Write a post with the form and send it."""
    await begins(author, title)
    await reaches_preview(author)
    await author.sees("Pratinjau tulisan", title)
    await author.taps("Kirim")
    await author.sees(f"Tulisan #{number} terkirim")


async def approved(house: House, number: int = 1) -> None:
    """Let a post be approved in the moderators' group."""
    here = house.budi.at(house.moderators)
    await here.sees(f"Tulisan #{number}", "menunggu tinjauan")
    await here.taps("Setujui")
    await here.sees(f"Tulisan #{number}", "terbit")


async def takes_back(author: Person, number: int = 1) -> None:
    """Withdraw a post."""
    await author.says("/tulisansaya")
    await author.sees("Tulisan saya")
    await author.taps(f"#{number} ")
    await author.sees(f"Tulisan #{number}", "Keadaan: terbit")
    await author.taps("Tarik tulisan")
    await author.sees(f"Tarik tulisan #{number}?")
    await author.taps("Ya, tarik tulisan")
    await author.sees("Tulisan sudah ditarik")


async def test_announced_and_taken_back(house: House) -> None:
    """The channel reads title, author and topic; after the withdrawal the same message is empty."""
    _, reader = await opens(house)
    await shares(house.sari)
    await approved(house)
    post = await reader.sees("Tulisan baru", TITLE, "Sari Wulandari")
    assert post.is_silent
    assert post.urls["Baca"].endswith("?start=p_1")

    await takes_back(house.sari)

    gone = await reader.sees(GONE)
    assert (post.message_id, []) == (gone.message_id, gone.labels)
    assert 1 == len(await reader.transcript())


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_where_the_message_was_deleted_ralat_is_said(
    house: House, is_restarted: bool
) -> None:
    """An admin deleted it: a new message corrects what people may remember, without its words."""
    channel, reader = await opens(house)
    await shares(house.sari)
    await approved(house)
    post = await reader.sees("Tulisan baru", TITLE)
    await house.ratna.at(channel).deletes(post)
    if is_restarted:
        await house.restarts()

    await takes_back(house.sari)

    correction = await reader.sees("RALAT", "Tulisan #1", "tidak lagi tersedia")
    assert correction.message_id != post.message_id
    assert correction.is_silent
    assert TITLE not in correction.text


async def test_where_the_bot_may_not_edit_ralat_answers(house: House) -> None:
    """Its rights were taken: once it may speak again, the correction answers the announcement."""
    channel, reader = await opens(house)
    await shares(house.sari)
    await approved(house)
    post = await reader.sees("Tulisan baru", TITLE)
    mute = {"can_post_messages": False, "can_edit_messages": False}
    await channel.promotes(None, by=house.ratna, rights=mute)
    refused = asyncio.Event()

    def note(exchange: Exchange) -> None:
        is_here = exchange.parameters.integer("chat_id") == channel.id
        if is_here and exchange.method == "sendMessage" and exchange.code != 200:
            refused.set()

    house.simulator.observe_exchanges(note)
    await takes_back(house.sari)
    async with asyncio.timeout(PATIENCE):
        await refused.wait()
    await channel.promotes(None, by=house.ratna)
    await house.restarts()

    correction = await reader.sees("RALAT", "Tulisan #1", "tidak lagi tersedia")
    assert post.message_id == correction.reply_to


async def test_the_rest_of_a_day_is_listed_at_half_past_three(house: House) -> None:
    """Three at once, two in the list; one that is withdrawn loses its line."""
    _, reader = await opens(house)
    for number in range(1, 6):
        await shares(house.sari, number, f"Praktik humas nomor {number}")
        await approved(house, number)
    assert 3 == len(await reader.transcript())

    await house.moves_to("2026-11-23 15:30")
    listed = await reader.sees("Senin, 23 November 2026", "nomor 4", "nomor 5")
    assert listed.is_silent
    await takes_back(house.sari, 5)

    corrected = await reader.sees("nomor 4", f"2. {GONE}")
    assert listed.message_id == corrected.message_id
    await house.restarts()
    await house.moves_to("2026-11-23 16:30")
    assert 4 == len(await reader.transcript())
