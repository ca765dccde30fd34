"""The menu, help, free text, drafts and what comes later."""

from community.callback import pack
from community.commands import ADMINS
from community.form import Draft
from community.incoming import Attachment, Chat, ChatKind, Unsupported
from community.menu import OpenMenu
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

MEMBER_ITEMS = [
    "Hari ini",
    "Bertanya",
    "Berbagi",
    "Cari",
    "Pertanyaan saya",
    "Tulisan saya",
    "Jadwal",
    "Profil",
    "Pengaturan",
    "Bantuan",
]


async def test_a_member_sees_the_ten_items(stage: Stage) -> None:
    """The menu of members is the contract's, in its order."""
    sari = await stage.person("Sari", 11).joined()

    await sari.says("/menu")

    assert MEMBER_ITEMS == sari.labels


async def test_a_guest_is_offered_to_join_first(stage: Stage) -> None:
    """Who has not joined sees `Gabung` and what is open to guests."""
    tamu = stage.person("Tamu", 12)

    await tamu.says("/menu")

    assert ["Gabung", "Hari ini", "Jadwal", "Pengaturan", "Bantuan"] == tamu.labels


async def test_items_open_in_place(stage: Stage) -> None:
    """Tapping an item edits the menu: one screen is one message."""
    sari = await stage.person("Sari", 11).joined()
    await sari.says("/menu")

    await sari.taps("Berbagi")

    assert 1 == len(sari.messages)
    assert "Silakan ketik judulnya" in sari.screen.text


async def test_items_check_state_when_they_are_tapped(stage: Stage) -> None:
    """An item for members is closed to a guest who taps an old screen."""
    tamu = stage.person("Tamu", 12)
    await tamu.says("/menu")

    await tamu.taps_data(pack(OpenMenu(item="ask")))

    assert "Fitur ini untuk anggota" in tamu.screen.text


async def test_help_names_what_a_role_may(stage: Stage) -> None:
    """Help of a guest has no member's commands, help of an admin has all."""
    tamu = stage.person("Tamu", 12)
    await tamu.says("/bantuan")
    admin = await stage.person("Ani", 9001).joined()
    await admin.says("/bantuan")

    assert "/gabung" in tamu.screen.text
    assert "/tanya" not in tamu.screen.text
    assert "/anggota" not in tamu.screen.text
    published = {f"/{name} –" for name, _ in ADMINS if name not in ("start", "bantuan")}
    assert set() == {line for line in published if line not in admin.screen.text}
    assert "/berhenti – matikan pengingat" in tamu.screen.text
    assert "/tulisansaya –" not in tamu.screen.text
    assert "/tulisansaya – " in admin.screen.text
    assert "/antrean – pertanyaan, tulisan, dan laporan" in admin.screen.text


async def test_free_text_and_foreign_content_get_a_kind_answer(stage: Stage) -> None:
    """Text offers the menu, files what they may be meant for; stickers are unsupported."""
    sari = await stage.person("Sari", 11).joined()

    await sari.says("halo <b>semua</b>")
    assert ["Cari", "Bertanya", "Berbagi", "Menu"] == sari.labels
    await sari.does(Unsupported("sticker", 5))
    assert "belum didukung" in sari.screen.text
    await sari.does(Attachment("photo", "f", "", 6))
    assert ["Bertanya", "Berbagi", "Menu"] == sari.labels


async def test_groups_hear_nothing(stage: Stage) -> None:
    """Talk and foreign commands in a group are not answered."""
    sari = await stage.person("Sari", 11).joined()
    group = Chat(-100, ChatKind.SUPERGROUP)

    await sari.says("halo", chat=group)
    await sari.says("/menu", chat=group)
    await sari.says("/entahapa", chat=group)
    await sari.does(Unsupported("sticker", 5), chat=group)

    assert {} == stage.chats


async def keep_draft(actor: Actor, draft: Draft) -> None:
    """Leave a half-filled form behind."""

    async def unit(unit: Unit) -> None:
        person = await unit.people.meet(actor.telegram_id, actor.stage.now)
        await unit.drafts.open(person.id, draft, actor.stage.now)
        await unit.drafts.set_aside(person.id, actor.stage.now)

    await actor.stage.database.write(unit)


async def test_a_kept_draft_is_offered_in_the_menu_and_thrown_away_once(stage: Stage) -> None:
    """`Hapus draf` deletes it; the second tap, from an old message, says that it is gone."""
    tamu = stage.person("Tamu", 12)
    await keep_draft(tamu, Draft("join", "name", {}, {}))

    await tamu.says("/menu")
    assert ["Lanjutkan draf", "Hapus draf"] == tamu.labels[:2]
    old = tamu.screen.buttons[0][1].data
    assert old is not None
    await tamu.taps("Hapus draf")

    assert "Draf dihapus." == tamu.toast
    assert "Gabung" == tamu.labels[0]
    await tamu.taps_data(old)
    assert "Draf ini sudah tidak ada." == tamu.toast


async def test_a_draft_of_a_form_that_is_gone_is_dropped_kindly(stage: Stage) -> None:
    """`Lanjutkan draf` of an unknown form shows the menu instead of failing."""
    tamu = stage.person("Tamu", 12)
    await keep_draft(tamu, Draft("join", "name", {}, {}))
    await tamu.says("/menu")
    resume = tamu.screen.buttons[0][0].data
    assert resume is not None
    await keep_draft(tamu, Draft("antik", "satu", {}, {}))
    stage.passes(minutes=1)

    await tamu.taps_data(resume.replace("join", "antik"))

    assert "Draf ini sudah tidak ada." == tamu.toast
    assert "<b>Menu</b>" in tamu.screen.text
    async with stage.database.snapshot() as unit:
        kept = await unit.drafts.list_kept((await tamu.known()).id)
    assert ["join"] == [one.draft.form for one in kept]


async def test_foreign_content_in_a_form_asks_its_step_on_one_screen(stage: Stage) -> None:
    """What is not supported is said above the step, which stays."""
    tamu = stage.person("Tamu", 12)
    await tamu.says("/gabung")
    await tamu.taps("Setuju")
    before = len(tamu.messages)

    await tamu.does(Unsupported("sticker", 5))

    assert before + 1 == len(tamu.messages)
    assert "belum didukung" in tamu.screen.text
    assert "Langkah 1/7" in tamu.screen.text


async def test_a_refusal_in_the_moderators_group_has_no_private_buttons(stage: Stage) -> None:
    """`Menu` would do nothing there."""
    group = Chat(-500, ChatKind.SUPERGROUP)
    stage.runs_with(moderator_chat_id=group.id)
    sari = await stage.person("Sari", 11).joined()

    await sari.says("/moderator", chat=group)

    shown = stage.chats[group.id][-1].message
    assert "khusus untuk admin" in shown.text
    assert () == shown.buttons
