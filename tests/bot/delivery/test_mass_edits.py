"""Edits of mass messages: they never overtake what they edit."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.faults import Drop, Fault, RawAnswer, too_many
from simulator.person import Person
from tests.bot.delivery.post import Post, announce, meet, open_post, rows_of, text

SUBJECT = "reminder:2026-03-02"
WIB = "Asia/Jakarta"
COUNT = 6
WORDS = ("Pengingat", "Diubah", "Batal")


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    """Give an open post office."""
    async with open_post(tmp_path) as opened:
        yield opened


async def settle(post: Post, *campaigns: int) -> list[list[str]]:
    """Let campaigns come to their end; return the states of their rows."""
    rows = [await rows_of(post, campaign) for campaign in campaigns]
    await post.settle([row for some in rows for row in some])
    return [await post.states(some) for some in rows]


async def gather(post: Post, count: int) -> list[Person]:
    """Give people with accounts, in the order of a campaign's rows."""
    people = [post.simulator.person(f"Orang {number}", started=True) for number in range(count)]
    people.sort(key=lambda one: one.id)
    for number, one in enumerate(people):
        await meet(post, one.id, 100 + number)
    return people


async def shown(people: list[Person]) -> list[list[str]]:
    """Return what stands in each chat from the bot."""
    return [
        [one.text for one in await person.transcript() if one.text in WORDS] for person in people
    ]


async def test_edits_at_once_wait_for_their_messages(post: Post) -> None:
    """Sends and two edits made together: everybody ends with one message, the last version."""
    people = await gather(post, COUNT)
    # One chat is flooded, one server answer is a page: their edits must wait longer.
    post.simulator.faults.add(Fault(too_many(5), chat_id=people[1].id))
    post.simulator.faults.add(Fault(RawAnswer(), chat_id=people[2].id, times=3))

    sends = await announce(post, "sendMessage", "Pengingat", subject=SUBJECT)
    edits = [
        await announce(post, "editMessageText", words, subject=SUBJECT, edits_message=SUBJECT)
        for words in ("Diubah", "Batal")
    ]
    states = await settle(post, sends, *edits)

    assert [["sent"] * COUNT] * 3 == states
    assert [["Batal"]] * COUNT == await shown(people)


async def test_an_edit_of_an_unknown_message_is_dropped_in_the_end(post: Post) -> None:
    """Nobody knows which message it would be."""
    people = await gather(post, 2)
    post.simulator.faults.add(Fault(Drop(after_act=True), chat_id=people[0].id))

    sends = await announce(post, "sendMessage", "Pengingat", subject=SUBJECT)
    edits = await announce(post, "editMessageText", "Batal", edits_message=SUBJECT)
    states = await settle(post, sends, edits)

    assert [["unknown", "sent"], ["dropped", "sent"]] == states
    stored = await post.stored(await rows_of(post, edits))
    assert ["no message", None] == [row["error"] for row in stored]


async def test_an_edit_waits_as_long_as_its_message_is_put_off(tmp_path: Path) -> None:
    """Friday holds the reminder; the edit is not tried every second until then."""
    noon = datetime(2026, 3, 6, 4, 45, tzinfo=UTC)
    async with open_post(tmp_path, start=noon) as post:
        people = await gather(post, 2)

        sends = await announce(post, "sendMessage", "Pengingat", subject=SUBJECT, zone=WIB)
        await post.quiet()
        edits = await announce(post, "editMessageText", "Batal", edits_message=SUBJECT)
        await post.quiet()
        waiting = await post.stored(await rows_of(post, edits))
        states = await settle(post, sends, edits)

        end = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
        assert [("pending", end)] * 2 == [(row["state"], row["not_before"]) for row in waiting]
        assert [["sent"] * 2] * 2 == states
        assert [["Batal"]] * 2 == await shown(people)


async def test_an_edit_is_of_the_message_that_is_still_to_come(post: Post) -> None:
    """An older message about the same is known, a newer one waits: the newer one is edited."""
    (sari,) = await gather(post, 1)
    old = await post.say(text(sari.id, "Diubah", subject=SUBJECT))
    await post.settle(old)

    soon = post.clock.now() + timedelta(seconds=30)
    sends = await announce(post, "sendMessage", "Pengingat", subject=SUBJECT, not_before=soon)
    edits = await announce(post, "editMessageText", "Batal", edits_message=SUBJECT)
    states = await settle(post, sends, edits)

    assert [["sent"], ["sent"]] == states
    assert [["Diubah", "Batal"]] == await shown([sari])


async def test_an_edit_does_not_wait_for_what_comes_after_it(post: Post) -> None:
    """A later message about the same waits for next week; the edit of today's leaves at once."""
    (sari,) = await gather(post, 1)
    old = await post.say(text(sari.id, "Pengingat", subject=SUBJECT))
    await post.settle(old)

    edits = await announce(post, "editMessageText", "Batal", edits_message=SUBJECT)
    next_week = post.clock.now() + timedelta(days=7)
    await announce(post, "sendMessage", "Diubah", subject=SUBJECT, not_before=next_week)

    assert [["sent"]] == await settle(post, edits)
    assert [["Batal"]] == await shown([sari])
    assert post.clock.now() < next_week - timedelta(days=6)
