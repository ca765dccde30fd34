"""Delivery where other replicas write rows too, and another one may lead some day."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.news import News
from community.reply import Lane
from storage.outbox import NewRow
from tests.bot.delivery.post import Post, open_post, text


class Lease:
    """Whether this replica may send."""

    is_ours = True

    def __call__(self) -> bool:
        """Say it."""
        return self.is_ours


@pytest.fixture
def lease() -> Lease:
    """Give a lease that is ours."""
    return Lease()


@pytest.fixture
async def post(tmp_path: Path, lease: Lease) -> AsyncIterator[Post]:
    """Give a post office that shares its table, past its first second."""
    async with open_post(tmp_path, may_send=lease) as opened:
        await opened.quiet()
        yield opened


async def test_rows_of_others_keep_their_place(post: Post) -> None:
    """What another replica wrote for a chat goes before what this one wrote after it."""
    sari = post.simulator.person("Sari", started=True)
    first = await post.add(text(sari.id, "satu"))  # of another, whose word is still on its way

    second = await post.say(text(sari.id, "dua"))

    assert ["sent", "sent"] == await post.settle([*first, *second])
    assert ["satu", "dua"] == post.texts(sari.id)


async def test_what_is_heard_of_is_sent(post: Post) -> None:
    """Another replica says where rows wait: a reply, a later one, mass messages."""
    sari = post.simulator.person("Sari", started=True)
    budi = post.simulator.person("Budi", started=True)
    later = post.clock.now() + timedelta(seconds=30)
    rows = await post.add(
        text(sari.id, "sekarang"),
        text(budi.id, "nanti", not_before=later),
        text(sari.id, "siaran", lane=Lane.BULK),
    )

    post.delivery.hear(
        [
            News(sari.id, Lane.REPLY),
            News(budi.id, Lane.REPLY, later),
            News(sari.id, Lane.BULK),
        ]
    )

    assert {"sent"} == set(await post.settle(rows))
    assert later <= post.clock.now()
    assert ["nanti"] == post.texts(budi.id)


async def test_without_the_lease_nothing_leaves(post: Post, lease: Lease) -> None:
    """Rows stay pending while a renewal is overdue, and leave when it came."""
    sari = post.simulator.person("Sari", started=True)
    lease.is_ours = False
    rows = await post.say(text(sari.id, "satu"))
    await post.clock.advance(3.0, [lambda: post.delivery.is_busy])
    assert [] == post.texts()

    lease.is_ours = True

    assert ["sent"] == await post.settle(rows)
    assert [1] == [row["attempts"] for row in await post.stored(rows)]


async def test_a_tap_of_another_replica_is_left_to_it_for_a_while(post: Post) -> None:
    """Whoever handled a tap is answering it; only when they did not, the leader does."""
    rows = await post.add(
        NewRow(
            chat_id=None,
            lane=Lane.REPLY,
            kind="answerCallbackQuery",
            payload={"callback_query_id": "1"},
            expires_at=post.clock.now() + timedelta(seconds=15),
        )
    )
    post.delivery.wake()
    await post.quiet()
    assert ["pending"] == await post.states(rows)

    await post.clock.advance(2.5, [lambda: post.delivery.is_busy])
    post.delivery.wake()
    await post.quiet()

    assert "answerCallbackQuery" in [act.method for act in post.acts]
