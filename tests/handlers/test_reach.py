"""`Catat jangkauan`: channels, numbers, corrections, and sessions that have none."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from community.callback import pack
from community.reply import Reply
from community.sessions import RecordReach
from storage.reach import ChannelReach
from storage.unit import Unit
from tests.handlers.driver import START, Actor, Stage
from tests.sessions import a_session, enter

HOUR = timedelta(hours=1)


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """Give a moderator, and a session that runs since an hour."""
    admin = stage.person("Ani", 9001)
    actor = await stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    await admin.taps("Lanjut")
    await entered(stage)
    return actor


async def entered(stage: Stage, **changes: Any) -> None:
    """Have a session."""
    usual = {"id": 1, "title": "Rilis <b>", "starts_at": START - HOUR, "ends_at": START + HOUR}
    await stage.database.write(lambda unit: enter(unit, a_session(**{**usual, **changes})))


async def opens(actor: Actor, session: int = 1) -> Reply:
    """Tap `Catat jangkauan` under a session."""
    return await actor.taps_data(pack(RecordReach(session=session)))


async def recorded(stage: Stage) -> list[ChannelReach]:
    """Return what stands in the table."""
    async with stage.database.snapshot() as unit:
        return await unit.reach.list_of(1)


async def test_channel_after_channel_with_a_total(stage: Stage, budi: Actor) -> None:
    """Each number is kept at once; the total and the trail follow."""
    await opens(budi)
    assert "<b>Rilis &lt;b&gt;</b>\nASN Belajar" in budi.screen.text
    await budi.taps("Zoom")
    await budi.says("1.234")
    assert "Tercatat: Zoom 1.234." in budi.screen.text
    await budi.taps("YouTube")
    await budi.says("2,000")
    await budi.taps("Lainnya")
    await budi.says("Facebook Live")
    await budi.says("66")
    await budi.taps("Selesai")

    assert "Jumlah: 3.300" in budi.screen.text
    assert await recorded(stage) == [
        ChannelReach("Facebook Live", 66),
        ChannelReach("YouTube", 2000),
        ChannelReach("Zoom", 1234),
    ]
    person = await budi.known()
    async with stage.database.snapshot() as unit:
        trail = await unit.audit.list_about(person.id)
    noted = [entry.details for entry in trail if entry.action == "reach_recorded"]
    assert noted == [
        {"session": 1, "channel": "Zoom", "number": 1234},
        {"session": 1, "channel": "YouTube", "number": 2000},
        {"session": 1, "channel": "Lainnya", "number": 66},
    ]


async def test_a_correction_replaces_the_number(stage: Stage, budi: Actor) -> None:
    """The button shows what stands; typing a known name in any case means the same channel."""
    await opens(budi)
    await budi.says("facebook")
    await budi.says("10")
    await budi.taps("facebook: 10")
    assert "Tercatat 10; angka baru menggantikannya." in budi.screen.text
    await budi.says("20")
    await budi.says("FACEBOOK")
    await budi.says("0")

    assert [ChannelReach("facebook", 0)] == await recorded(stage)


@pytest.mark.parametrize(
    "wrong", ["seribu", "-1", "1.5", "100.000.001", "", "9" * 3000, "<b>", "1234; DROP TABLE"]
)
async def test_a_wrong_number_costs_nothing(stage: Stage, budi: Actor, wrong: str) -> None:
    """What is accepted is said, and the question stands."""
    await opens(budi)
    await budi.taps("Zoom")
    await budi.says(wrong)
    assert "angka bulat 0 sampai 100.000.000" in budi.screen.text
    await budi.says("100.000.000")

    assert [ChannelReach("Zoom", 100_000_000)] == await recorded(stage)


@pytest.mark.parametrize("wrong", ["x", "1234", "\u202e\u200b", "k" * 41, "🎥🎥", "Lainnya"])
async def test_a_wrong_channel_is_no_channel(stage: Stage, budi: Actor, wrong: str) -> None:
    """A name has letters and 2 to 40 characters."""
    await opens(budi)
    await budi.taps("Lainnya")
    await budi.says(wrong)

    assert "Mohon ketik nama kanalnya" in budi.screen.text
    assert [] == await recorded(stage)


async def test_a_session_has_twenty_channels_at_most(stage: Stage, budi: Actor) -> None:
    """One more is refused; those that stand can still be corrected."""

    async def many(unit: Unit) -> None:
        for number in range(20):
            reached = ChannelReach(f"Kanal {'&' * 30} {number}", 1)
            await unit.reach.record(1, reached, by=1, now=stage.now)

    await stage.database.write(many)
    await opens(budi)
    assert len(budi.screen.text) <= 4096
    await budi.says("Satu lagi")

    assert "paling banyak 20 kanal" in budi.screen.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": 2, "starts_at": START + HOUR, "ends_at": START + 2 * HOUR}, "belum dimulai"),
        ({"id": 2, "is_cancelled": True}, "dibatalkan"),
        ({"id": 3}, "sudah tidak ada"),
    ],
)
async def test_a_session_without_reach_is_told(
    stage: Stage, budi: Actor, changes: dict[str, Any], words: str
) -> None:
    """Only sessions that have begun and were not cancelled are recorded."""
    await entered(stage, **changes)

    await opens(budi, 2)

    assert words in budi.screen.text


async def test_a_session_cancelled_meanwhile_takes_no_number(stage: Stage, budi: Actor) -> None:
    """The form ends and says why."""
    await opens(budi)
    await budi.taps("Zoom")
    await cancelled(stage)
    await budi.says("5")

    assert "dibatalkan" in budi.screen.text
    assert [] == await recorded(stage)
    assert (await budi.known()).draft is None


async def cancelled(stage: Stage) -> None:
    """Cancel the session, as another moderator would."""

    async def unit(unit: Unit) -> None:
        session = await unit.sessions.get(1)
        assert session is not None
        after = replace(session, is_cancelled=True)
        assert await unit.sessions.change(session, after, stage.charter.zone, stage.now)

    await stage.database.write(unit)


async def test_leaving_keeps_what_was_recorded(stage: Stage, budi: Actor) -> None:
    """`Batal` leaves the form; the numbers before it stay, and it says so."""
    await opens(budi)
    await budi.taps("Zoom")
    await budi.says("5")
    await opens(budi)
    await budi.taps("Batal")
    assert "tetap tersimpan" in budi.screen.text
    for typed in ("batal", "/batal"):
        await opens(budi)
        await budi.says(typed)
        assert "tetap tersimpan" in budi.screen.text

    assert [ChannelReach("Zoom", 5)] == await recorded(stage)


async def test_the_form_outlives_a_restart(stage: Stage, budi: Actor) -> None:
    """The channel that was chosen is remembered; `Kanal lain` goes back."""
    await opens(budi)
    await budi.taps("Zoom")
    await stage.reopen()
    await budi.taps("Kanal lain")
    await budi.taps("TikTok")
    await stage.reopen()
    await budi.says("7")

    assert [ChannelReach("TikTok", 7)] == await recorded(stage)


async def test_old_buttons_are_answered(stage: Stage, budi: Actor) -> None:
    """A tap on a step that is over, or on a form that is gone, records nothing."""
    await opens(budi)
    rows = budi.screen.buttons
    zoom = next(one.data for row in rows for one in row if one.label == "Zoom")
    assert zoom is not None
    await budi.taps_data(zoom)
    await budi.taps_data(zoom)
    assert "Berapa jangkauan <b>Zoom</b>?" in budi.screen.text
    await budi.says("/batal")
    await budi.taps_data(zoom)

    assert "sudah selesai" in budi.screen.text
    assert [] == await recorded(stage)
