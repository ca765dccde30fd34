"""Two who decide on one post in the same instant, on both databases: one decision, told once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from community.callback import pack
from community.incoming import Tap
from community.post_card import ApprovePost, LookOverPost, RefusePost, TakePostDown
from community.posts import NAMES, Event, State, after
from community.reply import Say
from handlers.post_clock import watch
from storage.database import Database
from storage.posts import Post
from storage.schema import outbox
from storage.search import POST
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.clockwork import runs
from tests.handlers.driver import Actor, Stage, charter
from tests.handlers.reviewer import content, events_of, post_of, revises, sends, shown_card

ROUNDS = 6


@dataclass
class Desk:
    """A moderators' group with two moderators; Sari writes."""

    stage: Stage
    budi: Actor
    cici: Actor
    sari: Actor

    async def taps(self, who: Actor, data: Any) -> None:
        """Tap a button of the card."""
        packed = pack(data)
        card = shown_card(self.stage, data.post).id
        await who.does(Tap(f"{who.name}:{packed}", packed, card), chat=GROUP)

    def toast(self, who: Actor, data: Any) -> str:
        """Return what somebody's tap was answered with."""
        return self.stage.toasts[f"{who.name}:{pack(data)}"]

    async def is_whole(self, number: int) -> Post:
        """Check that history, state, search, card and what the author heard agree."""
        post, events = await post_of(self.stage, number), await events_of(self.stage, number)
        state: State | None = None
        for event in events:
            state = after(state, event)
            assert state is not None, events
        assert post.state is state, events
        title = f"#{number})"
        told = [
            say.message.text
            for say in self.stage.said
            if isinstance(say, Say) and say.chat_id == self.sari.telegram_id
        ]
        published = [one for one in told if "sudah terbit" in one and title in one]
        assert events.count(Event.APPROVE) == len(published)
        refused = f"Belum dapat diterbitkan: tulisan #{number}<"
        assert events.count(Event.REFUSE) == sum(refused in one for one in told)
        async with self.stage.database.snapshot() as unit:
            found = await unit.search.find(f"siaga{number}", limit=5)
        hits = [one.number for one in found if one.kind == POST]
        assert ([number] if post.is_visible else []) == hits
        assert f"Status: <b>{NAMES[post.state]}</b>" in await self._shown(number)
        return post

    async def _shown(self, number: int) -> str:
        """Return what the card says once all is sent, in the order of the outbox."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.connection.scalars(
                select(outbox.c.payload)
                .where(outbox.c.chat_id == GROUP.id, outbox.c.payload.is_not(None))
                .order_by(outbox.c.id)
            )
            texts = [str(payload.get("text", "")) for payload in found]
        return [one for one in texts if f"<b>Tulisan #{number}</b>" in one][-1]


@pytest.fixture(params=["sqlite", "postgresql"])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    """Give the desk on a database of each dialect."""
    url = f"sqlite:///{tmp_path}/cop.db"
    if request.param == "postgresql":
        create: Callable[[], str] = request.getfixturevalue("postgres").create_database
        url = create()
    database = await Database.open(url)
    stage = Stage(database, tmp_path, charter(moderator_chat_id=GROUP.id))
    yield Desk(
        stage,
        budi=await on_duty(stage, "Budi", 13),
        cici=await on_duty(stage, "Cici", 15),
        sari=await stage.person("Sari", 12).joined(),
    )
    await database.close()


async def _sent(desk: Desk, *, is_trusted: bool = False) -> int:
    """Return a post whose title is its own word."""
    number = (await sends(desk.sari, is_trusted=is_trusted)).id
    if not is_trusted:
        await revises(desk.sari, number, content(f"Judul siaga{number}"))
    return number


async def test_two_approve_at_once(desk: Desk) -> None:
    """It is published once; the other reads who did it."""
    for _ in range(ROUNDS):
        number = await _sent(desk)
        data = ApprovePost(post=number, version=2)
        await asyncio.gather(desk.taps(desk.budi, data), desk.taps(desk.cici, data))

        events = await events_of(desk.stage, number)
        assert [Event.SUBMIT, Event.RESUBMIT, Event.APPROVE] == events
        toasts = sorted(desk.toast(who, data) for who in (desk.budi, desk.cici))
        assert "" == toasts[0]
        assert f"Tulisan #{number}: disetujui" in toasts[1]
        await desk.is_whole(number)


async def test_one_approves_while_another_refuses(desk: Desk) -> None:
    """One decision stands, and only that one is told."""
    for _ in range(ROUNDS):
        number = await _sent(desk)
        yes = ApprovePost(post=number, version=2)
        no = RefusePost(post=number, version=2, reason="hoaks")
        await asyncio.gather(desk.taps(desk.budi, yes), desk.taps(desk.cici, no))

        decision = (await events_of(desk.stage, number))[2:]
        assert decision in ([Event.APPROVE], [Event.REFUSE])
        loser = (desk.cici, no) if Event.APPROVE in decision else (desk.budi, yes)
        assert f"Tulisan #{number}: " in desk.toast(*loser)
        await desk.is_whole(number)


async def test_the_author_changes_it_while_somebody_approves(desk: Desk) -> None:
    """What is published was read: the version that was tapped, or none."""
    for _ in range(ROUNDS):
        number = await _sent(desk)
        changed = content(f"Judul siaga{number} yang belum dibaca")
        tapped, _ = await asyncio.gather(
            desk.taps(desk.budi, ApprovePost(post=number, version=2)),
            revises(desk.sari, number, changed),
            return_exceptions=True,  # the test's author does not try again, as the form does
        )

        assert not isinstance(tapped, BaseException)
        post = await desk.is_whole(number)
        assert post.version in (None, 2)


async def test_one_looks_over_what_another_takes_down(desk: Desk) -> None:
    """It stays or it goes; the trail has one decision."""
    for _ in range(ROUNDS):
        number = (await sends(desk.sari, is_trusted=True)).id
        fine = LookOverPost(post=number, version=1)
        down = TakePostDown(post=number, version=1, reason="hoaks")
        await asyncio.gather(desk.taps(desk.budi, fine), desk.taps(desk.cici, down))

        events = await events_of(desk.stage, number)
        assert events[1:] in ([Event.LOOK_OVER], [Event.REMOVE])
        post = await post_of(desk.stage, number)
        assert post.is_visible == (events[1:] == [Event.LOOK_OVER])


async def test_two_processes_nudge_at_once(desk: Desk) -> None:
    """Whoever is second says nothing."""
    number = await _sent(desk)
    desk.stage.passes(days=1, hours=2)

    await asyncio.gather(*(runs(desk.stage, watch) for _ in range(4)))

    async with desk.stage.database.snapshot() as unit:
        found = await unit.connection.scalars(select(outbox.c.payload))
        texts = [str((payload or {}).get("text", "")) for payload in found]
    assert 1 == sum("Belum ditinjau" in one for one in texts)
    assert ("sla",) == (await post_of(desk.stage, number)).nudges
