"""Floods, a refused token, a locked database, and people who talk while a campaign runs."""

import logging
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from community.reply import Lane
from simulator.faults import Fault, Refuse, too_many
from simulator.flood import FloodModel
from storage.outbox import NewRow
from tests.bot.delivery.post import Post, open_post, text

LOGGER = "bot.delivery"


def tap(post: Post, query_id: str) -> NewRow:
    """Make the answer to a tap."""
    return NewRow(
        chat_id=None,
        lane=Lane.REPLY,
        kind="answerCallbackQuery",
        payload={"callback_query_id": query_id},
        expires_at=post.clock.now() + timedelta(seconds=15),
    )


async def test_people_are_answered_while_a_campaign_runs(tmp_path: Path) -> None:
    """Nobody waits, nothing is refused, and bulk gets 95 % of what replies leave."""
    async with open_post(tmp_path, flood=FloodModel(rate=30)) as post:
        crowd = [post.simulator.person(f"Orang {number}", started=True) for number in range(400)]
        sari = post.simulator.person("Sari", started=True)
        rows = await post.add(*[text(one.id, "Siaran", lane=Lane.BULK) for one in crowd])
        post.delivery.wake()
        waits = []
        for number in range(10):
            await post.clock.advance(1.07, [lambda: post.delivery.is_busy])
            asked = post.clock.monotonic()
            answer = await post.say(text(sari.id, f"Jawaban {number}"))
            await post.settle(answer)
            waits.append(answered_at(post, f"Jawaban {number}") - asked)
        ended = post.clock.monotonic()
        bulk = len(post.texts()) - 10
        states = await post.settle(rows)

        assert 0 == post.simulator.flood.refused
        assert {"sent"} == set(states)
        assert max(waits[1:]) < 0.05
        assert bulk >= 0.95 * (30 * ended - 10) - 1


def answered_at(post: Post, words: str) -> float:
    """Say when a text arrived."""
    return next(call.at for call in post.simulator.calls if call.parameters.get("text") == words)


async def test_two_refused_chats_halt_all_but_taps(tmp_path: Path) -> None:
    """After two 429s nothing is sent before the deadline, but taps are answered."""
    async with open_post(tmp_path) as post:
        people = [post.simulator.person(f"Orang {number}", started=True) for number in range(3)]
        for one in people[:2]:
            post.simulator.faults.add(Fault(too_many(5), chat_id=one.id))
        post.simulator.complaints_expected = True
        await post.settle([])
        first = await post.say(text(people[0].id), text(people[1].id))
        await post.quiet()

        late = await post.say(text(people[2].id))
        (ack,) = await post.say(tap(post, "1"))
        await post.quiet()
        await post.clock.advance(0.1, [lambda: post.delivery.is_busy])
        before = (len(post.texts()), await post.states([ack]))
        await post.settle([*first, *late])

        assert (0, ["dropped"]) == before
        assert 3 == len(post.texts())
        assert 5 <= post.clock.monotonic() < 6


async def test_a_tap_is_not_answered_when_it_is_too_late(tmp_path: Path) -> None:
    """After 15 seconds without success it is given up."""
    async with open_post(tmp_path) as post:
        fault = Fault(
            Refuse(500, "Internal Server Error"), method="answerCallbackQuery", times=None
        )
        post.simulator.faults.add(fault)

        assert ["expired"] == await post.settle(await post.say(tap(post, "1")))
        assert 15 <= post.clock.monotonic() < 17


async def test_a_refused_token_pauses_and_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is lost while the token is refused; one line begins it, one ends it."""
    caplog.set_level(logging.INFO, LOGGER)
    async with open_post(tmp_path) as post:
        people = [post.simulator.person(f"Orang {number}", started=True) for number in range(5)]
        post.simulator.faults.add(
            Fault(Refuse(401, "Unauthorized"), method="sendMessage", times=12)
        )

        rows = await post.say(*[text(one.id) for one in people])
        states = await post.settle(rows)

        assert ["sent"] * 5 == states
        assert [1] * 5 == [one["attempts"] for one in await post.stored(rows)]
    said = [record.getMessage() for record in caplog.records if record.name.startswith(LOGGER)]
    assert ["nothing can be sent: the token is refused; trying again", "sending again"] == said


async def test_a_locked_database_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Outcomes are kept and recorded when the database is back; it is said once."""
    caplog.set_level(logging.INFO, LOGGER)
    async with open_post(tmp_path) as post:
        sari = post.simulator.person("Sari", started=True)
        rows = await post.add(text(sari.id, "satu"), text(sari.id, "dua"))
        other = sqlite3.connect(tmp_path / "cop.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        post.delivery.hand(rows)
        await post.quiet()
        at_first = post.texts()
        await post.pass_time()
        other.execute("ROLLBACK")
        other.close()

        assert [] == at_first
        assert ["sent", "sent"] == await post.settle(rows)
        assert ["satu", "dua"] == post.texts()
    said = [record.getMessage() for record in caplog.records if record.name.startswith(LOGGER)]
    assert 2 == len(said)
    assert said[0].startswith("The database is away")
    assert "The database is away: over" == said[1]


async def test_a_refusal_is_logged_without_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Row, method and Telegram's fixed phrase; no text, no chat."""
    async with open_post(tmp_path) as post:
        post.simulator.complaints_expected = True
        sari = post.simulator.person("Sari", started=True)

        (row,) = await post.say(text(sari.id, '<sari href="x">Rahasia</sari>'))
        states = await post.settle([row])

        assert ["refused"] == states
    (said,) = [record.getMessage() for record in caplog.records]
    assert f"refused: row={row.id} method=sendMessage: can't parse entities" == said
