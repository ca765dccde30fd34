"""Two who act on one question in the same instant, on both databases: one wins, nothing is torn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from community.callback import pack
from community.incoming import Replied, Sender, Tap, Text
from community.question_card import (
    ClaimQuestion,
    HandOver,
    RefuseQuestion,
    ReleaseQuestion,
)
from community.questions import FINAL, NAMES, NEW, Event, State, after
from community.reply import Reply, Say
from handlers.question_clock import watch
from storage.database import Database
from storage.questions import Question
from storage.schema import outbox
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.clockwork import runs
from tests.handlers.driver import Actor, Stage, charter

ROUNDS = 6
BOT = Sender(1, "CoP", is_bot=True)


@dataclass
class Desk:
    """A moderators' group with two moderators and an admin; Sari asks."""

    stage: Stage
    budi: Actor
    cici: Actor
    dedi: Actor
    ani: Actor
    sari: Actor

    async def asked(self, *, is_held: bool) -> Question:
        """Let Sari ask, and Budi take it where it is to be held."""
        question = await ask(self.sari)
        if is_held:
            await self.taps(self.budi, ClaimQuestion(question=question.id))
        return await question_of(self.stage, question.id)

    def card(self, number: int) -> Any:
        """Return the card of a question."""
        cards = self.stage.chats[GROUP.id]
        return next(one for one in reversed(cards) if one.subject == f"question:{number}")

    async def taps(self, who: Actor, data: Any) -> Reply:
        """Tap a button of the card."""
        query = f"{who.name}:{pack(data)}"
        return await who.does(Tap(query, pack(data), self.card(data.question).id), chat=GROUP)

    async def replies(self, who: Actor, number: int) -> Reply:
        """Reply to the card: the holder's answer."""
        card = Replied(self.card(number).id, BOT, is_ours=True)
        return await who.does(Text("Silakan lihat Permenpan.", 77, card), chat=GROUP)

    def toast(self, who: Actor, data: Any) -> str:
        """Return what somebody's tap was answered with."""
        return self.stage.toasts[f"{who.name}:{pack(data)}"]

    async def events(self, number: int) -> list[Event]:
        """Return what happened to a question."""
        async with self.stage.database.snapshot() as unit:
            return [one.event for one in await unit.queue.history(number, 50)]

    async def is_whole(self, number: int) -> None:
        """Check that the history leads to the state, and the card and the asker agree with it."""
        question, events = await question_of(self.stage, number), await self.events(number)
        state = NEW
        for event in events[1:]:
            then = after(state, event)
            assert then is not None, events
            state = then
        assert question.state is state, events
        if state not in FINAL:
            assert (question.holder_id is None) == (state is NEW)
        told = [
            say.message.text
            for say in self.stage.said
            if isinstance(say, Say) and say.chat_id == self.sari.telegram_id
        ]
        refused = sum(f"Belum dapat diproses: pertanyaan #{number}<" in words for words in told)
        answered = sum("Permenpan" in words and f"#{number}" in words for words in told)
        assert events.count(Event.REFUSE) == refused
        assert events.count(Event.ANSWER) == answered
        assert f"<b>{NAMES[state]}</b>" in await self._shown(number)

    async def _shown(self, number: int) -> str:
        """Return what the card says once all is sent, in the order of the outbox."""
        async with self.stage.database.snapshot() as unit:
            found = await unit.connection.scalars(
                select(outbox.c.payload)
                .where(outbox.c.chat_id == GROUP.id, outbox.c.payload.is_not(None))
                .order_by(outbox.c.id)
            )
            texts = [str(payload.get("text", "")) for payload in found]
        return [one for one in texts if f"<b>Pertanyaan #{number}</b>" in one][-1]


@pytest.fixture(params=["sqlite", "postgresql"])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    """Give the desk on a database of each dialect."""
    url = f"sqlite:///{tmp_path}/cop.db"
    if request.param == "postgresql":
        create: Callable[[], str] = request.getfixturevalue("postgres").create_database
        url = create()
    database = await Database.open(url)
    stage = Stage(database, tmp_path, charter(moderator_chat_id=GROUP.id))
    ani = stage.person("Ani", 9001)
    await ani.says("/menu")
    yield Desk(
        stage,
        budi=await on_duty(stage, "Budi", 13),
        cici=await on_duty(stage, "Cici", 15),
        dedi=await on_duty(stage, "Dedi", 16),
        ani=ani,
        sari=await stage.person("Sari", 12).joined(),
    )
    await database.close()


async def test_two_take_at_once(desk: Desk) -> None:
    """One holds it; the other reads who."""
    for _ in range(ROUNDS):
        number = (await desk.asked(is_held=False)).id
        data = ClaimQuestion(question=number)
        await asyncio.gather(desk.taps(desk.budi, data), desk.taps(desk.cici, data))

        assert [Event.ASK, Event.CLAIM] == await desk.events(number)
        toasts = sorted(desk.toast(who, data) for who in (desk.budi, desk.cici))
        assert "" == toasts[0]
        assert f"Pertanyaan #{number} sudah diambil" in toasts[1]
        await desk.is_whole(number)


async def test_one_takes_while_another_refuses(desk: Desk) -> None:
    """Whoever was first is right; a refusal after a claim is none."""
    for _ in range(ROUNDS):
        number = (await desk.asked(is_held=False)).id
        take = ClaimQuestion(question=number)
        refuse = RefuseQuestion(question=number, reason="ranah")
        await asyncio.gather(desk.taps(desk.budi, take), desk.taps(desk.cici, refuse))

        events = await desk.events(number)
        assert events in ([Event.ASK, Event.CLAIM], [Event.ASK, Event.REFUSE])
        loser, data = (desk.cici, refuse) if Event.CLAIM in events else (desk.budi, take)
        assert desk.toast(loser, data)
        await desk.is_whole(number)


async def test_two_refuse_at_once(desk: Desk) -> None:
    """The asker hears one reason."""
    for _ in range(ROUNDS):
        number = (await desk.asked(is_held=False)).id
        reasons = [RefuseQuestion(question=number, reason=one) for one in ("ranah", "jelas")]
        await asyncio.gather(desk.taps(desk.budi, reasons[0]), desk.taps(desk.cici, reasons[1]))

        assert [Event.ASK, Event.REFUSE] == await desk.events(number)
        await desk.is_whole(number)


async def test_a_question_is_handed_over_twice_at_once(desk: Desk) -> None:
    """From two devices: one new holder, and only that one is told."""
    for _ in range(ROUNDS):
        number = (await desk.asked(is_held=True)).id
        takers = {(await one.known()).id: one for one in (desk.cici, desk.dedi)}
        await asyncio.gather(
            *(desk.taps(desk.budi, HandOver(question=number, person=one)) for one in takers),
        )

        assert [Event.ASK, Event.CLAIM, Event.HAND_OVER] == await desk.events(number)
        holder = (await question_of(desk.stage, number)).holder_id
        told = {
            one: any(f"pertanyaan #{number} kepada" in words.text for words in who.messages)
            for one, who in takers.items()
        }
        assert {one: one == holder for one in takers} == told
        await desk.is_whole(number)


async def test_an_admin_lets_go_while_the_holder_answers(desk: Desk) -> None:
    """It is answered, or free again: never both, and never an answer that nobody knows of."""
    for _ in range(ROUNDS):
        number = (await desk.asked(is_held=True)).id
        await asyncio.gather(
            desk.replies(desk.budi, number),
            desk.taps(desk.ani, ReleaseQuestion(question=number)),
        )

        state = (await question_of(desk.stage, number)).state
        assert state in (State.ANSWERED, State.NEW)
        await desk.is_whole(number)


async def test_a_claim_lapses_in_the_second_of_its_answer(desk: Desk) -> None:
    """The answer stands, or the question is free and the reply is held: nothing is lost."""
    for _ in range(ROUNDS):
        number = (await desk.asked(is_held=True)).id
        desk.stage.passes(days=7)
        await asyncio.gather(desk.replies(desk.budi, number), runs(desk.stage, watch))

        events = await desk.events(number)
        if Event.ANSWER in events:
            assert Event.LAPSE not in events
        else:
            assert Event.LAPSE in events
            words = [one.message.text for one in desk.stage.chats[GROUP.id]]
            assert f"Kirim sebagai jawaban #{number}?" in words
        await desk.is_whole(number)
        desk.stage.now += timedelta(seconds=1)


async def test_a_note_never_hides_what_happened_meanwhile(desk: Desk) -> None:
    """A note that comes while a claim is not committed yet waits for it: the card shows both."""
    for _ in range(ROUNDS):
        number = (await desk.asked(is_held=False)).id
        await asyncio.gather(
            desk.taps(desk.budi, ClaimQuestion(question=number)),
            desk.cici.says(f"/catatan {number} tunggu BKD", chat=GROUP),
        )

        assert {Event.ASK, Event.CLAIM, Event.NOTE} == set(await desk.events(number))
        await desk.is_whole(number)
