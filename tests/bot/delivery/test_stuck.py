"""Groups that take nothing from us: what is for them waits, and nothing else does."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.stuck import Stuck
from community.reply import Lane
from simulator.person import Group, Person
from storage.outbox import StuckChat
from tests.bot.delivery.post import Post, open_post, text

MINUTE = 60.0


def moderators(post: Post) -> tuple[Group, Person]:
    """Give a moderator chat and its admin."""
    ratna = post.simulator.person("Ratna", started=True)
    post.simulator.complaints_expected = True  # trying again is what this is about
    return post.simulator.supergroup("Moderator CoP", [ratna], bot="member"), ratna


async def wait(post: Post, seconds: float) -> None:
    """Let time pass."""
    await post.clock.advance(
        seconds, [lambda: post.delivery.is_busy, lambda: post.database.is_busy]
    )


async def stuck_chats(post: Post) -> list[StuckChat]:
    """Ask for the groups that take nothing."""
    async with post.database.snapshot() as unit:
        return await unit.outbox.stuck_chats()


async def test_a_muted_group_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its cards wait in order, people are answered meanwhile, and it is logged once."""
    caplog.set_level(logging.WARNING, "bot.delivery")
    async with open_post(tmp_path) as post:
        chat, ratna = moderators(post)
        await chat.restricts_bot(ratna, {"can_send_messages": False})

        began = post.clock.now()
        cards = await post.say(*[text(chat.id, f"Kartu {n}", lane=Lane.NOTICE) for n in range(3)])
        answer = await post.say(text(ratna.id, "Jawaban"))
        answered = await post.settle(answer)
        await wait(post, 200)
        waiting = await post.states(cards)
        found = await stuck_chats(post)
        await chat.restricts_bot(ratna, {"can_send_messages": True})
        states = await post.settle(cards)

        reason = "not enough rights"
        assert (["sent"], ["pending"] * 3) == (answered, waiting)
        assert [StuckChat(chat.id, cards[0].id, reason, 3, began)] == found
        assert (["sent"] * 3, []) == (states, await stuck_chats(post))
        assert ["Kartu 0", "Kartu 1", "Kartu 2"] == post.texts(chat.id)
        assert 1 == sum("a group takes nothing" in words for words in caplog.messages)
        assert 1 == sum("a group takes messages again" in words for words in caplog.messages)


async def test_what_expires_meanwhile_is_not_sent(tmp_path: Path) -> None:
    """A row that is worth nothing any more expires, the others go on."""
    async with open_post(tmp_path) as post:
        chat, ratna = moderators(post)
        await chat.kicks(None, ratna)
        soon = post.clock.now() + timedelta(seconds=30)

        rows = await post.say(text(chat.id, "Baris", expires_at=soon), text(chat.id, "Kartu"))
        await wait(post, 3 * MINUTE)
        states = await post.states(rows)

        assert ["expired", "pending"] == states
        assert [1] == [one.waiting for one in await stuck_chats(post)]


async def test_a_group_is_tried_after_a_minute(tmp_path: Path) -> None:
    """What waited is sent by itself once the group takes it."""
    async with open_post(tmp_path) as post:
        chat, ratna = moderators(post)
        await chat.restricts_bot(ratna, {"can_send_messages": False})
        rows = await post.say(text(chat.id, "Kartu"))
        await post.quiet()
        await chat.restricts_bot(ratna, {"can_send_messages": True})
        before = await post.states(rows)

        await wait(post, 61)

        assert ["pending"] == before
        assert ["sent"] == await post.states(rows)


async def test_a_group_is_tried_when_somebody_acts_in_it(tmp_path: Path) -> None:
    """An answer to a tap does not wait for the pause to end, nor do cards once it got through."""
    async with open_post(tmp_path) as post:
        chat, ratna = moderators(post)
        await chat.restricts_bot(ratna, {"can_send_messages": False})
        cards = await post.say(text(chat.id, "Kartu", lane=Lane.NOTICE))
        await wait(post, 100)
        await chat.restricts_bot(ratna, {"can_send_messages": True})

        answers = await post.say(text(chat.id, "Antrean"))
        await wait(post, 3)

        assert ["sent", "sent"] == await post.states([*cards, *answers])
        assert ["Antrean", "Kartu"] == post.texts(chat.id)


def test_the_pause_grows_to_an_hour() -> None:
    """A minute, then twice as long each time, an hour at most; what lands meanwhile counts once."""
    stuck = Stuck()
    now = 0.0
    pauses = []
    for _ in range(8):
        until = stuck.refused(-5, "muted", now)
        assert until == stuck.refused(-5, "muted", now + 1)
        pauses.append(until - now)
        now = until

    assert [60, 120, 240, 480, 960, 1_920, 3_600, 3_600] == pauses
    assert -5 in stuck
    stuck.accepted(-5)
    assert -5 not in stuck
