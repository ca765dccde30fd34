"""`/statistik`: figures on the screen, in the group, as chart and file, and pasted history."""

from pathlib import Path
from typing import Any

import pytest

from community.callback import pack
from community.incoming import Attachment, Chat, ChatKind
from community.picture import Picture
from community.reach import SendChart
from community.reply import File, InlineAnswer, Later, Message
from community.roles import State
from handlers import late, statistics
from storage.reach import ChannelReach
from storage.unit import Unit
from tests.handlers.driver import START, Actor, Stage
from tests.sessions import a_session, enter

SHIPPED = Path(__file__).resolve().parents[2] / "docs" / "riwayat-jangkauan.csv"
GROUP = Chat(-500, ChatKind.SUPERGROUP)


@pytest.fixture
async def admin(stage: Stage) -> Actor:
    """Give an admin who is a member."""
    return await stage.person("Ani", 9001).joined()


async def moderator(admin: Actor) -> Actor:
    """Return a moderator on duty."""
    budi = await admin.stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    await admin.taps("Lanjut")
    return budi


async def imported(actor: Actor, text: str) -> None:
    """Paste history and save it."""
    await actor.says("/statistik")
    await actor.taps("Impor riwayat")
    await actor.says(text)
    await actor.taps("Simpan")


async def a_past_session(stage: Stage) -> None:
    """Have a session of this year's ASN Belajar, ended, that reached 500."""

    async def unit(unit: Unit) -> None:
        ended = a_session(id=1, starts_at=START.replace(day=19), ends_at=START.replace(day=20))
        await enter(unit, ended)
        await unit.reach.record(1, ChannelReach("Zoom", 500), by=1, now=stage.now)

    await stage.database.write(unit)


async def made(stage: Stage, later: Later) -> File | Message | InlineAnswer | None:
    """Make late content as delivery does."""
    async with stage.database.snapshot() as unit:
        content = await late.MAKERS[later.kind](unit, later.args, later.person_id)
    return await content() if callable(content) else content


async def asked(actor: Actor, label: str, *, chat: Chat | None = None) -> Later:
    """Tap a button that sends something late."""
    reply = await actor.taps(label, chat=chat)
    return next(say for say in reply.says if isinstance(say, Later))


async def actions(stage: Stage) -> list[tuple[str, Any]]:
    """Return the trail of imports."""
    async with stage.database.snapshot() as unit:
        trail = await unit.audit.list_newest(50)
    return [(one.action, one.details) for one in trail if one.action == "reach_imported"]


async def test_the_history_is_pasted_seen_and_saved(stage: Stage, admin: Actor) -> None:
    """The preview sums up; after saving the figures of the source stand on the screen."""
    await admin.says("/statistik")
    assert "Belum ada seri" in admin.screen.text
    await admin.taps("Impor riwayat")
    await admin.says(SHIPPED.read_text())
    assert "4 baris, 115 seri, 1.541.489 jangkauan" in admin.screen.text
    await admin.taps("Simpan")
    assert "4 baru, 0 diganti, 0 sudah sama" in admin.screen.text
    await admin.taps("Seri dan jangkauan")

    assert "Jumlah: 100 seri, 1.529.584 jangkauan" in admin.screen.text
    details = {"lines": 4, "series": 115, "people": 1_541_489}
    assert [("reach_imported", details)] == await actions(stage)


async def test_importing_twice_changes_nothing(admin: Actor) -> None:
    """The second import says that all was the same."""
    await imported(admin, SHIPPED.read_text())
    await imported(admin, SHIPPED.read_text())

    assert "0 baru, 0 diganti, 4 sudah sama" in admin.screen.text


async def test_a_second_tap_on_simpan_saves_once(stage: Stage, admin: Actor) -> None:
    """The button under an old screen is answered, and nothing is written again."""
    await admin.says("/statistik")
    await admin.taps("Impor riwayat")
    await admin.says(SHIPPED.read_text())
    data = next(b.data for row in admin.screen.buttons for b in row if b.label == "Simpan")
    assert data is not None

    await admin.taps_data(data)
    await admin.taps_data(data)

    assert "sudah selesai" in admin.screen.text
    assert 1 == len(await actions(stage))


async def test_a_wrong_line_is_named_and_nothing_is_lost(stage: Stage, admin: Actor) -> None:
    """The form stays; a file is answered with what to do; long pastes are explained."""
    await admin.says("/statistik")
    await admin.taps("Impor riwayat")

    await admin.says("ASN Belajar,2022,,1,1,\nASN <b>,2023,,1,1,")
    assert "Baris 2: program tidak dikenal" in admin.screen.text
    await admin.does(Attachment("document", "x", "", 1))
    assert "salin isinya" in admin.screen.text
    await admin.says("ASN Belajar,2022,,1,1,\n" * 180)
    assert "terlalu panjang" in admin.screen.text
    assert "Paling panjang 3.900 karakter" in admin.screen.text
    assert [] == await actions(stage)


async def test_cancelling_saves_nothing(stage: Stage, admin: Actor) -> None:
    """`Batal` at the preview, tapped or typed."""
    for is_tapped in (True, False):
        await admin.says("/statistik")
        await admin.taps("Impor riwayat")
        await admin.says(SHIPPED.read_text())
        await (admin.taps("Batal") if is_tapped else admin.says("batal"))
        assert "dibatalkan" in admin.screen.text

    assert [] == await actions(stage)


async def test_sessions_and_history_stand_together(stage: Stage, admin: Actor) -> None:
    """This year's session and an imported part of the same year are added up."""
    await a_past_session(stage)
    await imported(admin, "Kamis,2026,Januari,2,100,BPSDM")
    await admin.says("/statistik")

    assert "2026: 3 seri, 600 jangkauan, rata-rata 200 per seri" in admin.screen.text


async def test_moderators_see_figures_and_import_nothing(admin: Actor) -> None:
    """The import is for admins."""
    budi = await moderator(admin)
    await imported(admin, SHIPPED.read_text())

    await budi.says("/statistik")

    assert ["Grafik", "Ekspor", "Waktu jawab", "Menu"] == budi.labels


async def test_the_moderators_group_sees_figures(stage: Stage, admin: Actor) -> None:
    """The chart goes where it was asked for; buttons of private chats are not shown."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    await imported(admin, SHIPPED.read_text())

    await admin.says("/statistik", chat=GROUP)
    later = await asked(admin, "Grafik", chat=GROUP)

    shown = stage.chats[GROUP.id][-1].message
    labels = [button.label for row in shown.buttons for button in row]
    assert ["Grafik", "Ekspor", "Waktu jawab"] == labels
    assert (GROUP.id, "reach_chart") == (later.chat_id, later.kind)


async def test_the_chart_is_a_photo_that_says_what_it_counts(stage: Stage, admin: Actor) -> None:
    """A moderator's tap ends in a PNG with its caption."""
    budi = await moderator(admin)
    await imported(admin, SHIPPED.read_text())
    await budi.says("/statistik")

    photo = await made(stage, await asked(budi, "Grafik"))

    assert isinstance(photo, File)
    assert photo.is_photo
    assert b"\x89PNG" == photo.content[:4]
    assert "Jumlah: 115 seri, 1.541.489 jangkauan" in photo.caption
    assert "bukan jumlah orang yang berbeda" in photo.caption


async def test_who_lost_the_duty_meanwhile_gets_nothing(stage: Stage, admin: Actor) -> None:
    """Rights are looked at again when chart and file are made."""
    budi = await moderator(admin)
    await imported(admin, SHIPPED.read_text())
    await budi.says("/statistik")
    wanted = [await asked(budi, label) for label in ("Grafik", "Ekspor")]
    person = await budi.known()

    async def ends(unit: Unit) -> None:
        await unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=State.LEFT, now=stage.now
        )

    await stage.database.write(ends)

    assert [None, None] == [await made(stage, later) for later in wanted]


async def test_a_chart_that_fails_is_told_kindly() -> None:
    """A process that cannot draw what it is given ends in words, not in silence."""
    undrawable = Picture(title="", subtitle="", bars=("2024",), above=(), stacks=(), note="")

    said = await statistics._draw(undrawable, ())

    assert isinstance(said, Message)
    assert "belum dapat dibuat" in said.text


async def test_an_export_can_be_imported_and_changes_nothing(stage: Stage, admin: Actor) -> None:
    """The file goes through the import; the bot's own sessions are not counted twice."""
    await a_past_session(stage)
    await imported(admin, SHIPPED.read_text())
    await admin.says("/statistik")
    before = admin.screen.text
    file = await made(stage, await asked(admin, "Ekspor"))
    assert isinstance(file, File)

    await admin.taps("Impor riwayat")
    await admin.says(file.content.decode())
    assert "1 baris “sesi di bot” dilewati" in admin.screen.text
    await admin.taps("Simpan")

    assert "0 baru, 0 diganti, 4 sudah sama" in admin.screen.text
    await admin.says("/statistik")
    assert before == admin.screen.text


async def test_a_chart_of_nothing_is_not_sent(admin: Actor) -> None:
    """An old button on an empty screen says that there are no figures."""
    reply = await admin.taps_data(pack(SendChart()))

    assert [] == [say for say in reply.says if isinstance(say, Later)]
    assert "Belum ada seri atau jangkauan yang tercatat." == admin.toast
