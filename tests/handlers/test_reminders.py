"""Reminders made by the clock: who gets one, when, and never two."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from community.callback import pack
from community.reminding import Slot
from community.reply import Rewrite
from community.sessions import REMINDER, Attend
from handlers import community_post, reminders, session_news, session_notices
from storage.messages import Said
from storage.schema import (
    day_correction,
    outbox,
    reminder_setting,
    session,
)
from storage.unit import Unit
from tests.handlers.clockwork import counted, runs, said
from tests.handlers.driver import Actor, Stage

MONDAY = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # 07.30 WIB
SECOND = timedelta(seconds=1)


async def member(stage: Stage, name: str, telegram_id: int, **choice: Any) -> Actor:
    """Return a member who joined long ago, with these settings."""
    actor = await stage.person(name, telegram_id).joined()
    person = await actor.known()

    async def unit(unit: Unit) -> None:
        await unit.connection.execute(
            update(reminder_setting)
            .where(reminder_setting.c.person_id == person.id)
            .values(since=None, **choice)
        )

    await stage.database.write(unit)
    return actor


async def add_session(stage: Stage, begin: datetime, title: str = "Menulis rilis") -> int:
    """Add a session of two hours."""

    async def unit(unit: Unit) -> int:
        added = await unit.connection.execute(
            insert(session)
            .values(
                starts_at=begin,
                ends_at=begin + timedelta(hours=2),
                programme=begin.isoweekday(),
                year=begin.year,
                title=title,
                speaker="Dr. Rini",
                links=["https://zoom.us/j/123"],
                created_at=stage.now,
                changed_at=stage.now,
            )
            .returning(session.c.id)
        )
        return int(added.scalar_one())

    return await stage.database.write(unit)


async def comes(stage: Stage, actor: Actor, number: int) -> None:
    """Let somebody say `Saya ikut`."""
    person = await actor.known()
    await stage.database.write(lambda unit: unit.attendances.add(number, person.id, stage.now))


async def slots(stage: Stage) -> list[Any]:
    """Return the log of slots in which something happened."""

    async def unit(unit: Unit) -> list[Any]:
        return list(await unit.reminder_slots.list_log(MONDAY.date() - timedelta(days=30)))

    return await stage.database.write(unit)


async def test_the_hour_makes_one_reminder_each(stage: Stage) -> None:
    """A second before the hour nothing, at the hour one, afterwards no other."""
    await member(stage, "Sari", 101)
    await member(stage, "Budi", 102)
    stage.now = MONDAY - SECOND
    await runs(stage, reminders.make_due)
    assert Counter() == await counted(stage)

    stage.now = MONDAY
    assert "2 pengingat dibuat" == await runs(stage, reminders.make_due)
    for _ in range(3):
        stage.now += timedelta(minutes=20)
        assert "" == await runs(stage, reminders.make_due)

    assert Counter({101: 1, 102: 1}) == await counted(stage)
    (first, _) = await said(stage)
    assert "Forum ASN Berbagi Ilmu" in first.text
    assert first.is_silent
    assert ("Berbagi", "Pengaturan") == first.labels
    assert len(first.text.splitlines()) <= 4


async def test_everybody_at_their_own_hour_and_in_their_zone(stage: Stage) -> None:
    """07.30 in Jayapura is 05.30 in Surabaya; a chosen hour is kept."""
    await member(stage, "Sari", 101)
    await member(stage, "Wit", 102, zone="Asia/Jayapura")
    await member(stage, "Wita", 103, zone="Asia/Makassar", hour="09:00")
    await member(stage, "Late", 104, hour="17:00")
    came: dict[int, list[str]] = {}
    stage.now = MONDAY - timedelta(hours=4)
    for _ in range(60):
        stage.now += timedelta(minutes=15)
        before = await counted(stage)
        await runs(stage, reminders.make_due)
        for chat_id in await counted(stage) - before:
            came.setdefault(chat_id, []).append(f"{stage.now:%H:%M}")
    assert {101: ["00:30"], 102: ["22:30"], 103: ["01:00"], 104: ["10:00"]} == came


async def test_who_wants_none_gets_none(stage: Stage) -> None:
    """Off, another day, a pause to this very day, a choice made later, an account out of reach."""
    await member(stage, "Off", 101, is_on=False)
    await member(stage, "Day", 102, days=0b11110)
    await member(stage, "Pause", 103, paused_until="2026-11-23")
    await member(stage, "Later", 104)
    blocked = await member(stage, "Blocked", 105)
    later = await stage.person("Later", 104).known()

    async def unit(unit: Unit) -> None:
        await unit.connection.execute(
            update(reminder_setting)
            .where(reminder_setting.c.person_id == later.id)
            .values(since=MONDAY + SECOND)
        )
        await unit.people.mark_unreachable((await blocked.known()).id, stage.now)

    await stage.database.write(unit)
    stage.now = MONDAY + timedelta(minutes=5)
    await runs(stage, reminders.make_due)
    assert Counter() == await counted(stage)

    stage.now += timedelta(days=1)
    await runs(stage, reminders.make_due)
    assert Counter({102: 1, 103: 1, 104: 1}) == await counted(stage)


async def test_grace_is_inclusive_and_what_is_later_counts_as_missed(stage: Stage) -> None:
    """Four hours to the second; a second more, and the day is in the log, and admins are told."""
    await stage.person("Ratna", 9001).joined()
    await member(stage, "Ratna", 9001)
    stage.now = MONDAY + timedelta(hours=4)
    await runs(stage, reminders.make_due)
    assert Counter({9001: 1}) == await counted(stage)

    stage.now = MONDAY + timedelta(days=1, hours=4, seconds=1)
    assert "1 terlewat" == await runs(stage, reminders.make_due)
    await runs(stage, reminders.make_due)
    told = [row for row in await said(stage, to=9001) if row.lane == "notice"]
    assert ["1 pengingat terlewat" in row.text for row in told] == [True]
    assert [(0, 1), (1, 0)] == [(log.made, log.missed) for log in await slots(stage)]


async def test_days_that_a_bot_slept_through_are_in_the_log(stage: Stage) -> None:
    """Down from Monday to Thursday: two days missed, nothing of yesterday is sent."""
    await member(stage, "Sari", 101)
    stage.now = MONDAY
    await runs(stage, reminders.make_due)
    stage.now = MONDAY + timedelta(days=3)
    await runs(stage, reminders.make_due)
    assert Counter({101: 2}) == await counted(stage)
    assert [26, 25, 24, 23] == [log.day.day for log in await slots(stage)]
    assert [0, 1, 1, 0] == [log.missed for log in await slots(stage)]


async def test_a_clock_that_ran_ahead_hides_no_missed_day(stage: Stage) -> None:
    """A year ahead for one run, then right again: the days slept through are in the log."""
    await member(stage, "Sari", 101)
    for away in (timedelta(), timedelta(days=364), timedelta(days=3)):
        stage.now = MONDAY + away
        await runs(stage, reminders.make_due)
    missed = [row.day for row in await slots(stage) if row.missed and row.day.year == 2026]
    assert [MONDAY.date() + timedelta(days=days) for days in (2, 1)] == missed


@pytest.mark.parametrize(
    ("begun", "outcome"),
    [(timedelta(hours=-1), (1, 0)), (timedelta(hours=3), (0, 1))],  # 06.30 and 10.30
)
async def test_an_earlier_reminder_time_leaves_nobody_without(
    stage: Stage, begun: timedelta, outcome: tuple[int, int]
) -> None:
    """The hour is over when the community moves to it: made within the grace, else missed."""
    await member(stage, "Sari", 101)
    await member(stage, "Budi", 102, hour="06:00")
    stage.runs_with(reminder_time=time(11))
    for half in range(-6, begun // timedelta(minutes=30)):
        stage.now = MONDAY + timedelta(minutes=30) * half
        await runs(stage, reminders.make_due)
    stage.runs_with(reminder_time=time(6))
    for half in range(20):
        stage.now = MONDAY + begun + timedelta(minutes=30) * half
        await runs(stage, reminders.make_due)
    made, missed = outcome
    assert Counter({101: made, 102: 1}) == Counter({101: 0}) | await counted(stage)
    assert [("06:00", 1 + made, missed)] == [
        (row.hour, row.made, row.missed) for row in await slots(stage)
    ]


async def test_a_day_off_has_no_reminder(stage: Stage) -> None:
    """Natal, and a day that an admin added; the corrected day is a working day again."""
    await member(stage, "Sari", 101)
    for day in (24, 25):
        stage.now = datetime(2026, 12, day, 1, 0, tzinfo=UTC)
        await runs(stage, reminders.make_due)
    assert Counter() == await counted(stage)

    async def unit(unit: Unit) -> None:
        await unit.connection.execute(
            insert(day_correction).values(
                day=stage.now.date(), is_off=False, name="Masuk", at=stage.now
            )
        )

    await stage.database.write(unit)
    await runs(stage, reminders.make_due)
    assert Counter({101: 1}) == await counted(stage)


async def test_friday_noon_is_held_until_one(stage: Stage) -> None:
    """Who chose 12.00 on a Friday is reminded at 13.00."""
    await member(stage, "Sari", 101, hour="12:00")
    friday = datetime(2026, 11, 27, 5, 0, tzinfo=UTC)
    for minutes, expected in ((0, 0), (59, 0), (60, 1), (90, 1)):
        stage.now = friday + timedelta(minutes=minutes)
        await runs(stage, reminders.make_due)
        assert expected == (await counted(stage))[101], minutes


async def test_a_choice_made_in_the_friday_pause_is_after_its_hour(stage: Stage) -> None:
    """Who chooses 12.00 at 12.30 is not reminded at 13.00, when the others of that hour are."""
    friday = datetime(2026, 11, 27, 5, 0, tzinfo=UTC)  # 12.00 WIB
    await member(stage, "Sari", 101, hour="12:00")
    budi = await member(stage, "Budi", 102, hour="12:00")
    budi_id = (await budi.known()).id

    async def choose(unit: Unit) -> None:
        await unit.connection.execute(
            update(reminder_setting)
            .where(reminder_setting.c.person_id == budi_id)
            .values(since=friday + timedelta(minutes=30))
        )

    await stage.database.write(choose)
    stage.now = friday + timedelta(hours=1)
    await runs(stage, reminders.make_due)
    assert Counter({101: 1}) == await counted(stage)


async def test_who_said_yes_sees_so_in_the_reminder(stage: Stage) -> None:
    """Two sessions: each with its button, as it stands for each person."""
    sari = await member(stage, "Sari", 101)
    await member(stage, "Budi", 102)
    first = await add_session(stage, MONDAY + timedelta(hours=2))
    await add_session(stage, MONDAY + timedelta(hours=5), "Foto <b>jurnalistik</b>")
    await comes(stage, sari, first)
    stage.now = MONDAY
    await runs(stage, reminders.make_due)

    (of_sari,) = await said(stage, to=101)
    (of_budi,) = await said(stage, to=102)
    assert "Batal ikut: Menulis rilis" in of_sari.labels
    assert "Saya ikut: Foto <b>jurnalistik</b>" in of_sari.labels
    assert "Saya ikut: Menulis rilis" in of_budi.labels
    assert "Foto &lt;b&gt;jurnalistik&lt;/b&gt;" in of_budi.text
    assert "Pukul 09.30–11.30 WIB" in of_budi.text
    assert not of_budi.is_silent


async def test_a_change_edits_what_was_sent_and_reaches_who_comes(stage: Stage) -> None:
    """The reminder is edited silently for all, attendees are told what is different, once."""
    sari = await member(stage, "Sari", 101)
    await member(stage, "Budi", 102)
    number = await add_session(stage, MONDAY + timedelta(hours=5))
    await comes(stage, sari, number)
    stage.now = MONDAY
    await runs(stage, reminders.make_due)

    async def move(unit: Unit) -> None:
        found = await unit.sessions.get(number)
        assert found is not None
        await unit.connection.execute(
            update(session)
            .where(session.c.id == number)
            .values(
                starts_at=found.starts_at + timedelta(hours=1),
                ends_at=found.ends_at + timedelta(hours=1),
                sequence=1,
                news_at=stage.now,
                told={
                    "title": found.title,
                    "speaker": found.speaker,
                    "starts_at": found.starts_at.isoformat(),
                    "ends_at": found.ends_at.isoformat(),
                    "links": list(found.links),
                    "is_cancelled": False,
                },
            )
        )

    await stage.database.write(move)
    assert "1 perubahan sesi, 1 orang dikabari" == await runs(stage, session_news.tell)
    assert "" == await runs(stage, session_news.tell)

    rows = await said(stage, to=101)
    assert ["bulk", "notice", "bulk"] == [row.lane for row in rows]
    assert "Waktu semula: Senin, 23 November 2026, pukul 12.30–14.30 WIB" in rows[1].text
    assert "Waktu baru: Senin, 23 November 2026, pukul 13.30–15.30 WIB" in rows[1].text
    assert "Pengaturan" in rows[1].labels
    assert "reminder:2026-11-23" == rows[2].edits
    assert "Batal ikut" in rows[2].labels
    assert "Pukul 13.30" in rows[2].text
    of_budi = await said(stage, to=102)
    assert ["sendMessage", "editMessageText"] == [row.kind for row in of_budi]
    assert "Saya ikut" in of_budi[1].labels


async def test_the_link_comes_a_quarter_of_an_hour_before_once(stage: Stage) -> None:
    """Not to who turned off, not beside the reminder, and only once."""
    sari = await member(stage, "Sari", 101)
    budi = await member(stage, "Budi", 102, is_on=False)
    late = await member(stage, "Late", 103, hour="09:00")
    number = await add_session(stage, MONDAY + timedelta(hours=2))  # 09.30
    stage.now = MONDAY
    for actor in (sari, budi, late):
        await comes(stage, actor, number)
    stage.now = MONDAY
    await runs(stage, reminders.make_due)
    stage.now = MONDAY + timedelta(hours=1, minutes=30)
    await runs(stage, reminders.make_due)
    stage.now = MONDAY + timedelta(hours=1, minutes=44)
    assert "" == await runs(stage, session_notices.send)
    stage.now += timedelta(minutes=1)
    assert "1 orang dikirimi tautan" == await runs(stage, session_notices.send)
    for _ in range(3):
        stage.now += timedelta(minutes=4)
        assert "" == await runs(stage, session_notices.send)

    notices = [row for row in await said(stage) if row.lane == "notice"]
    assert [101] == [row.chat_id for row in notices]
    assert "Sebentar lagi" in notices[0].text
    assert "Zoom" in notices[0].labels


async def test_a_link_that_comes_late_does_not_say_soon(stage: Stage) -> None:
    """Down before the start and back five minutes after it: the words fit the moment."""
    sari = await member(stage, "Sari", 101)
    number = await add_session(stage, MONDAY + timedelta(hours=2))
    await comes(stage, sari, number)
    stage.now = MONDAY + timedelta(hours=2, minutes=5)
    await runs(stage, session_notices.send)
    (row,) = await said(stage, to=101)
    assert row.text.startswith("Sudah dimulai: Forum ASN Berbagi Ilmu")


async def test_the_community_chat_gets_the_day_once(stage: Stage) -> None:
    """One post a working day, with links to the bot; after a restart none more."""
    stage.runs_with(community_chat_id=-1007)
    number = await add_session(stage, MONDAY + timedelta(hours=2))
    for minutes in (-1, 0, 1, 300, 24 * 60):
        stage.now = MONDAY + timedelta(minutes=minutes)
        await runs(stage, community_post.post)
    posts = await said(stage, to=-1007)
    assert [True, False] == ["Menulis rilis" in row.text for row in posts]
    assert "Buka bot" in posts[0].labels
    async with stage.database.snapshot() as unit:
        payload = (
            await unit.connection.execute(select(outbox.c.payload).where(outbox.c.chat_id == -1007))
        ).scalars()
        urls = [
            button.get("url")
            for row in next(iter(payload))["reply_markup"]["inline_keyboard"]
            for button in row
        ]
    assert f"https://t.me/cop_humas_jatim_bot?start=s_{number}" in urls


async def test_a_tap_never_turns_a_reminder_into_another_days(stage: Stage) -> None:
    """The session moved from Monday to Thursday: Monday's reminder stays Monday's."""
    sari = await member(stage, "Sari", 101)
    number = await add_session(stage, MONDAY + timedelta(hours=2))
    stage.now = MONDAY
    await runs(stage, reminders.make_due)
    monday = Said(
        subject="reminder:2026-11-23",
        chat_id=101,
        message_ids=(77,),
        person_id=(await sari.known()).id,
    )
    moved = MONDAY + timedelta(days=3, hours=2)

    async def unit(unit: Unit) -> None:
        await unit.messages.add([monday], stage.now)
        await unit.connection.execute(
            update(session).values(starts_at=moved, ends_at=moved + timedelta(hours=2))
        )

    await stage.database.write(unit)
    yes = pack(Attend(session=number, on=True, screen=REMINDER))
    reply = await sari.taps_data(yes, 77)
    assert [] == [say for say in reply.says if isinstance(say, Rewrite)]
    assert "Tercatat" in sari.screen.text or "ikut" in sari.screen.text

    unlearnt = await sari.taps_data(yes, 78)
    (rewritten,) = [say for say in unlearnt.says if isinstance(say, Rewrite)]
    assert "Kamis, 26 November" in rewritten.message.text
    async with stage.database.snapshot() as known:
        places = [("reminder:2026-11-26", 101)]
        assert {places[0]: 78} == await known.messages.newest(places)


async def test_a_new_bot_that_sleeps_at_once_still_says_what_was_missed(stage: Stage) -> None:
    """Begun on Friday night, down over Monday, back on Tuesday: Monday is in the log, no more."""
    await member(stage, "Sari", 101)
    stage.now = MONDAY - timedelta(days=2, hours=12)
    await runs(stage, reminders.make_due)
    stage.now = MONDAY + timedelta(days=1)
    await runs(stage, reminders.make_due)
    assert {23: 1, 24: 0} == {log.day.day: log.missed for log in await slots(stage)}


async def test_a_kill_before_the_admins_are_told_loses_nothing(stage: Stage) -> None:
    """The next look finds in the log what was missed, and tells it once."""
    await stage.person("Ratna", 9001).joined()
    await member(stage, "Sari", 101)
    stage.now = MONDAY + timedelta(hours=5)
    slot = Slot(MONDAY.date(), stage.charter.zone, stage.charter.reminder_time)

    async def miss(unit: Unit) -> None:
        await unit.reminder_slots.note(slot, missed=1, reason="lewat batas waktu")
        await unit.reminder_slots.close(slot, stage.now)

    await stage.database.write(miss)
    for _ in range(2):
        stage.now += timedelta(minutes=30)
        await runs(stage, reminders.make_due)
    told = [row.text for row in await said(stage, to=9001) if row.lane == "notice"]
    assert 1 == len(told)
    assert "terlewat" in told[0]
