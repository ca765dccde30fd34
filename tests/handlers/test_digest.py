"""The weekly digest: on the last working day at 15.00, once; nothing to tell, nothing sent."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from community.callback import pack
from community.menu import OpenBelow
from community.settings import SetZone
from handlers import digest
from tests.handlers.clockwork import counted, runs, said
from tests.handlers.driver import Stage
from tests.handlers.test_reminders import add_session, member

FRIDAY = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # 15.00 WIB
NEXT_THURSDAY = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)


async def test_who_asked_for_it_gets_one_digest(stage: Stage) -> None:
    """At 15.00 of each zone, also after a restart only once; others get none."""
    await member(stage, "Sari", 101, digest=True)
    await member(stage, "Budi", 102)
    await member(stage, "Wita", 103, digest=True, zone="Asia/Makassar")
    await member(stage, "Off", 104, digest=True, is_on=False)
    await member(stage, "Pause", 105, digest=True, paused_until="2026-11-27")
    await add_session(stage, NEXT_THURSDAY, "Krisis & isu")
    stage.now = FRIDAY - timedelta(hours=1)
    await runs(stage, digest.send)
    assert Counter({103: 1}) == await counted(stage)
    for minutes in (0, 1, 30):
        stage.now = FRIDAY + timedelta(minutes=minutes)
        await stage.reopen()
        await runs(stage, digest.send)
    assert Counter({101: 1, 103: 1}) == await counted(stage)
    (row,) = await said(stage, to=101)
    assert "Kamis, 3 Desember, pukul 09.00–11.00 WIB" in row.text
    assert "Krisis &amp; isu" in row.text
    assert ("Jadwal", "Pengaturan") == row.labels


async def test_who_moves_to_a_later_zone_gets_no_second_digest(stage: Stage) -> None:
    """It came at 15.00 in Makassar; in Surabaya it is 14.00 then."""
    sari = await member(stage, "Sari", 101, digest=True, zone="Asia/Makassar")
    await member(stage, "Budi", 102, digest=True)
    await add_session(stage, NEXT_THURSDAY)
    stage.now = FRIDAY - timedelta(hours=1)
    await runs(stage, digest.send)
    await sari.taps_data(pack(SetZone(zone="Asia/Jakarta")), 1)
    stage.now = FRIDAY
    await runs(stage, digest.send)
    assert Counter({101: 1, 102: 1}) == await counted(stage)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 26, 8, tzinfo=UTC), 0),  # Thursday, Friday is a working day
        (datetime(2026, 12, 23, 8, tzinfo=UTC), 1),  # Wednesday before two days off
        (datetime(2026, 12, 25, 8, tzinfo=UTC), 0),  # Natal
        (FRIDAY + timedelta(hours=4, seconds=1), 0),  # too late
    ],
)
async def test_only_the_last_working_day_counts(stage: Stage, now: datetime, expected: int) -> None:
    """Where Friday is off, the digest comes on the day before."""
    await member(stage, "Sari", 101, digest=True)
    for back in range(1, 12):
        await add_session(stage, now + timedelta(days=back))
    stage.now = now
    await runs(stage, digest.send)
    assert expected == len(await said(stage))


async def test_nothing_to_tell_nothing_sent(stage: Stage) -> None:
    """Without a session next week there is no digest, also not when one is added at 16.00."""
    await member(stage, "Sari", 101, digest=True)
    stage.now = FRIDAY
    await runs(stage, digest.send)
    await add_session(stage, NEXT_THURSDAY)
    stage.now += timedelta(hours=1)
    await runs(stage, digest.send)
    assert [] == await said(stage)


async def test_buttons_below_a_digest_leave_it_as_it_is(stage: Stage) -> None:
    """`Jadwal` opens in a new message."""
    sari = await stage.person("Sari", 101).joined()
    await sari.says("/menu")
    shown = len(sari.messages)
    await sari.taps_data(pack(OpenBelow(item="schedule")), 1)
    assert shown + 1 == len(sari.messages)
    assert "Jadwal pekan ini" in sari.screen.text
