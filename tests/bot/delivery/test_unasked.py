"""Unasked messages: Friday's pause, the night, and people who want to hear nothing."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.delivery import Maker
from community.reply import Lane, Message
from simulator.faults import Drop, Fault
from simulator.wire.parameters import Parameters
from storage.outbox import NewRow, Row
from storage.schema import reminder_setting
from storage.unit import Unit
from tests.bot.delivery.post import Post, announce, meet, open_post, rows_of, text

WIB, WITA = "Asia/Jakarta", "Asia/Makassar"
QUARTER_TO_NOON = datetime(2026, 3, 6, 4, 45, tzinfo=UTC)  # Friday 11.45 WIB, 12.45 WITA
END_OF_PAUSE = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)  # 13.00 WIB
EVENING = datetime(2026, 3, 3, 10, 30, tzinfo=UTC)  # 17.30 WIB
ZONES = (WIB, WITA)
UNASKED = [Lane.NOTICE, Lane.BULK]


@pytest.fixture
async def friday(tmp_path: Path) -> AsyncIterator[Post]:
    """Give a post office that opens in the middle of the pause."""
    async with open_post(tmp_path, start=QUARTER_TO_NOON) as opened:
        yield opened


@pytest.mark.parametrize("lane", UNASKED)
async def test_what_is_unasked_waits_for_the_end_of_the_pause(friday: Post, lane: Lane) -> None:
    """It leaves at 13.00 on the dot; answers and later notices of the same chat do not wait."""
    sari = friday.simulator.person("Sari", started=True)

    rows = await friday.say(
        text(sari.id, "pengingat", lane=lane, zone=WIB),
        text(sari.id, "jawaban"),
        text(sari.id, "kabar", lane=Lane.NOTICE),
    )
    await friday.settle(rows[1:])
    (held,) = await friday.stored(rows[:1])
    at_first = friday.texts()
    await friday.settle(rows)

    assert ["jawaban", "kabar"] == at_first
    assert ("pending", 0, END_OF_PAUSE) == (held["state"], held["attempts"], held["not_before"])
    assert ["jawaban", "kabar", "pengingat"] == friday.texts()
    assert timedelta(0) <= friday.clock.now() - END_OF_PAUSE < timedelta(seconds=1)


async def test_each_zone_has_its_own_pause(friday: Post) -> None:
    """In Makassar it ends an hour earlier than in Jakarta."""
    sari = friday.simulator.person("Sari", started=True)

    rows = await friday.say(*[text(sari.id, zone, lane=Lane.NOTICE, zone=zone) for zone in ZONES])
    await friday.settle(rows[1:])
    earlier = friday.clock.now()
    await friday.settle(rows)

    assert [WITA, WIB] == friday.texts()
    assert timedelta(hours=1) > END_OF_PAUSE - earlier > timedelta(minutes=59)


@pytest.mark.parametrize("lane", UNASKED)
async def test_more_than_memory_holds_waits_and_leaves_once(tmp_path: Path, lane: Lane) -> None:
    """All rows are put off without any time passing, and all are found when they are due."""
    # All leave at once: on a busy machine the last is answered late, and would be sent again.
    async with open_post(tmp_path, rate=0, start=QUARTER_TO_NOON, read_seconds=60) as post:
        people = [post.simulator.person(f"Orang {number}", started=True) for number in range(1_200)]
        rows = await post.add(*[text(one.id, lane=lane, zone=WIB) for one in people])
        post.delivery.wake()
        await post.until(lambda: _is_all_put_off(tmp_path, len(rows)))
        put_off_at = post.clock.now()

        assert {"sent"} == set(await post.settle(rows))

        assert timedelta(seconds=1) > put_off_at - QUARTER_TO_NOON
        assert {one.id for one in people} == {act.result["chat"]["id"] for act in post.acts}
        assert len(people) == len(post.acts)
        assert post.clock.now() >= END_OF_PAUSE


def _is_all_put_off(folder: Path, count: int) -> bool:
    with closing(sqlite3.connect(folder / "cop.db")) as connection:
        found = connection.execute(
            "SELECT count(*) FROM outbox WHERE state = 'pending' AND not_before IS NOT NULL"
        ).fetchone()
    return bool(found[0] == count)


async def test_a_restart_in_the_pause_forgets_nothing(tmp_path: Path) -> None:
    """What was put off by one run is sent once by the next, when the pause is over."""
    rows: list[Row] = []
    async with open_post(tmp_path, start=QUARTER_TO_NOON) as post:
        sari = post.simulator.person("Sari", id=5_001, started=True)
        rows += await post.say(
            *[text(sari.id, lane, lane=Lane(lane), zone=WIB) for lane in UNASKED]
        )
        await post.quiet()
    later = QUARTER_TO_NOON + timedelta(minutes=30)
    async with open_post(tmp_path, start=later) as post:
        post.simulator.person("Sari", id=5_001, started=True)
        await post.quiet()
        at_first = post.texts()

        assert ["sent", "sent"] == await post.settle(rows)
        assert [] == at_first
        assert {"notice", "bulk"} == set(post.texts())
        assert post.clock.now() >= END_OF_PAUSE


async def test_what_expires_in_the_pause_is_never_sent(friday: Post) -> None:
    """Also when the moment is the end of the pause itself."""
    sari = friday.simulator.person("Sari", started=True)

    rows = await friday.say(
        text(sari.id, lane=Lane.NOTICE, zone=WIB, expires_at=END_OF_PAUSE),
        text(sari.id, lane=Lane.BULK, zone=WIB, expires_at=END_OF_PAUSE - timedelta(minutes=10)),
    )

    assert ["expired", "expired"] == await friday.settle(rows)
    assert [] == friday.texts()


async def test_the_pause_begins_for_what_was_claimed_before(tmp_path: Path) -> None:
    """A row that would leave a moment too late is held with all others."""
    start = datetime(2026, 3, 6, 4, 29, 59, 900_000, tzinfo=UTC)
    async with open_post(tmp_path, rate=5, start=start) as post:
        people = [post.simulator.person(f"Orang {number}", started=True) for number in range(3)]

        rows = await post.say(*[text(one.id, lane=Lane.NOTICE, zone=WIB) for one in people])

        assert ["sent"] * 3 == await post.settle(rows)
        assert [1, 1, 1] == [row["attempts"] for row in await post.stored(rows)]
        first, *others = [act.result["date"] for act in post.acts]
        assert int(start.timestamp()) == first
        assert min(others) >= END_OF_PAUSE.timestamp()


async def test_a_zone_that_does_not_exist_stops_nothing(friday: Post) -> None:
    """Such a row is sent like an answer."""
    sari = friday.simulator.person("Sari", started=True)

    rows = await friday.say(text(sari.id, lane=Lane.NOTICE, zone="Asia/Atlantis"))

    assert ["sent"] == await friday.settle(rows)


async def test_at_night_what_is_unasked_makes_no_sound(tmp_path: Path) -> None:
    """Whatever its text says, made early or late; an answer sounds, an edit has no sound."""

    async def make(unit: Unit, args: dict[str, Any], person_id: int | None) -> Message:
        return Message("grafik")

    makers: dict[str, Maker] = {"chart": make}
    async with open_post(tmp_path, start=EVENING, makers=makers) as post:
        sari = post.simulator.person("Sari", started=True)
        rows = await post.say(
            text(sari.id, "pengingat", lane=Lane.NOTICE, zone=WIB, subject="reminder:1"),
            NewRow(chat_id=sari.id, lane=Lane.NOTICE, kind="later:chart", payload={}, zone=WIB),
            text(sari.id, "kabar", lane=Lane.NOTICE),
            NewRow(
                chat_id=sari.id,
                lane=Lane.NOTICE,
                kind="editMessageText",
                payload={"text": "pengingat baru"},
                edits_message="reminder:1",
                zone=WIB,
            ),
        )

        assert ["sent"] * 4 == await post.settle(rows)
        assert [True, True, False, False] == [_is_silent(act.parameters) for act in post.acts]


async def test_by_day_what_is_unasked_sounds_as_it_says(tmp_path: Path) -> None:
    """06.00 is day again, and a silent text stays silent."""
    start = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    async with open_post(tmp_path, start=start) as post:
        sari = post.simulator.person("Sari", started=True)

        rows = await post.say(
            text(sari.id, "pengingat", lane=Lane.NOTICE, zone=WIB),
            text(sari.id, "pelan", zone=WIB, more={"disable_notification": True}),
        )

        assert ["sent", "sent"] == await post.settle(rows)
        assert [False, True] == [_is_silent(act.parameters) for act in post.acts]


def _is_silent(parameters: Parameters) -> bool:
    return parameters.boolean("disable_notification")


SETTINGS: dict[int, dict[str, Any]] = {
    101: {"is_on": True},
    102: {"is_on": False},
    103: {"is_on": True, "paused_until": "2026-03-02"},  # today, in the zone of the rows
    104: {"is_on": True, "paused_until": "2026-03-01"},
    # 105 never chose anything
}


async def _choose(unit: Unit) -> None:
    for person_id, setting in SETTINGS.items():
        await unit.connection.execute(
            insert(reminder_setting).values(person_id=person_id, **setting)
        )


@pytest.mark.parametrize(
    ("lane", "zone", "dropped"),
    [(Lane.BULK, WIB, {102, 103}), (Lane.BULK, None, set()), (Lane.NOTICE, WIB, {102, 103})],
)
async def test_who_switched_off_meanwhile_is_left_alone(
    tmp_path: Path, lane: Lane, zone: str | None, dropped: set[int]
) -> None:
    """Unasked mass messages are dropped for who switched off or pauses, in whatever lane."""
    async with open_post(tmp_path) as post:
        for number in range(101, 106):
            sari = post.simulator.person(f"Orang {number}", started=True)
            await meet(post, sari.id, number)
        await post.run(_choose)

        rows = await rows_of(post, await announce(post, "sendMessage", "!", lane=lane, zone=zone))
        states = await post.settle(rows)
        stored = await post.stored(rows)

        assert dropped == {row["person_id"] for row in stored if row["state"] == "dropped"}
        assert {"switched off"} >= {row["error"] for row in stored if row["error"]}
        assert 5 - len(dropped) == states.count("sent") == len(post.texts())


async def test_the_answer_of_somebody_who_switched_off_arrives(tmp_path: Path) -> None:
    """Replies and messages to nobody we know are never dropped."""
    async with open_post(tmp_path) as post:
        sari = post.simulator.person("Sari", started=True)
        await meet(post, sari.id, 102)
        await post.run(_choose_off)

        rows = await post.say(
            text(sari.id, "jawaban", person_id=102, zone=WIB),
            text(sari.id, "siaran", lane=Lane.BULK, zone=WIB),
        )

        assert ["sent", "sent"] == await post.settle(rows)


async def _choose_off(unit: Unit) -> None:
    await unit.connection.execute(insert(reminder_setting).values(person_id=102, is_on=False))


@pytest.mark.parametrize("lane", UNASKED)
async def test_a_mass_message_without_an_answer_is_never_repeated(
    tmp_path: Path, lane: Lane
) -> None:
    """In the lane of notices too: one send, and nobody knows whether it arrived."""
    async with open_post(tmp_path) as post:
        sari = post.simulator.person("Sari", started=True)
        await meet(post, sari.id, 77)
        post.simulator.faults.add(Fault(Drop(after_act=True), chat_id=sari.id))

        rows = await rows_of(post, await announce(post, "sendMessage", "15 menit", lane=lane))

        assert ["unknown"] == await post.settle(rows)
        assert ["15 menit"] == post.texts()
