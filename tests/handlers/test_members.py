"""`/anggota`: finding, seeing and removing members."""

from community.callback import pack
from community.incoming import Chat, ChatKind
from community.removing import OpenMember, Remove
from community.roles import State
from tests.handlers.driver import Actor, Stage


async def moderator(stage: Stage) -> Actor:
    """Return a moderator on duty."""
    admin = stage.person("Ani", 9001)
    budi = await stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    await admin.taps("Lanjut")
    return budi


async def test_members_are_found_by_part_of_a_name_and_paged(stage: Stage) -> None:
    """Twenty members make three pages; a part of a name narrows them, blind to case."""
    budi = await moderator(stage)
    for number in range(19):
        await stage.person(f"Warga {number:02} <i>", 100 + number).joined()

    await budi.says("/anggota")
    assert "20 orang, halaman 1/3" in budi.screen.text
    await budi.taps("Berikutnya ›")
    await budi.taps("Berikutnya ›")
    assert "halaman 3/3" in budi.screen.text
    await budi.taps("‹ Sebelumnya")
    assert "halaman 2/3" in budi.screen.text
    await budi.says("/anggota WARGA 07")

    assert "1 orang" in budi.screen.text
    assert "Warga 07 &lt;i&gt;" in budi.screen.text
    await budi.says("/anggota 100%")
    assert "Belum ada anggota" in budi.screen.text


async def test_opening_a_card_is_written_down(stage: Stage) -> None:
    """The card shows what moderators may see, and the look is in the trail of both."""
    budi = await moderator(stage)
    sari = await stage.person("Sari", 11).joined(unit="Humas & Protokol")

    await budi.says("/anggota sari")
    await budi.taps("Sari")

    assert "Unit kerja: Humas &amp; Protokol" in budi.screen.text
    assert "Jenjang: Ahli Muda" in budi.screen.text
    assert "Bergabung: Senin, 23 November 2026" in budi.screen.text
    subject, actor = await sari.known(), await budi.known()
    async with stage.database.snapshot() as unit:
        trail = await unit.audit.list_about(subject.id)
    assert [("member_seen", actor.id, subject.id)] == [
        (entry.action, entry.actor, entry.subject) for entry in trail
    ]


async def test_removal_takes_a_reason_and_a_second_tap(stage: Stage) -> None:
    """The member is told kindly, and it happens once."""
    budi = await moderator(stage)
    sari = await stage.person("Sari", 11).joined()
    await budi.says("/anggota sari")
    await budi.taps("Sari")

    await budi.taps("Keluarkan")
    await budi.taps("Tidak lagi bertugas")
    assert State.MEMBER is (await sari.known()).state
    await budi.taps("Ya, keluarkan")

    person = await sari.known()
    assert State.REMOVED is person.state
    assert "Alasan: Tidak lagi bertugas di bidang kehumasan" in sari.screen.text
    before = len(sari.messages)
    await budi.taps_data(pack(Remove(person=person.id, reason="pindah")))
    assert before == len(sari.messages)
    async with stage.database.snapshot() as unit:
        actions = [entry.action for entry in await unit.audit.list_about(person.id)]
        assert not await unit.reminder_settings.is_on(person.id)
    assert ["member_seen", "removed"] == actions


async def test_nobody_removes_themselves_an_admin_or_a_fellow_moderator(stage: Stage) -> None:
    """Forged taps change nothing; the button is not shown either."""
    budi = await moderator(stage)
    ani = await stage.person("Ani", 9001).joined()
    cici = await stage.person("Cici", 15).joined()
    await ani.says("/moderator 15")
    await ani.taps("Lanjut")

    for somebody in (budi, ani, cici):
        person = await somebody.known()
        await budi.says("/menu")
        await budi.taps_data(pack(OpenMember(person=person.id)))
        assert "Keluarkan" not in budi.labels
        await budi.taps_data(pack(Remove(person=person.id, reason="pindah")))
        assert State.MEMBER is (await somebody.known()).state
    person = await cici.known()
    await ani.taps_data(pack(Remove(person=person.id, reason="pindah")))

    assert State.REMOVED is (await cici.known()).state


async def test_forged_and_old_data_are_answered_kindly(stage: Stage) -> None:
    """Unknown people, reasons and pages neither fail nor act."""
    budi = await moderator(stage)
    sari = await stage.person("Sari", 11).joined()
    person = await sari.known()
    await budi.says("/anggota")

    for data in (
        "1ak:5",
        "1kx:5",
        "1al:99999:sari",
        "1al:-4:x:y",
        f"1kz:{person.id}:apa",
        f"1ky:{person.id}:",
    ):
        await budi.taps_data(data)

    assert State.MEMBER is (await sari.known()).state


async def test_in_the_group_members_are_not_shown(stage: Stage) -> None:
    """Names and numbers of members are opened in private only."""
    stage.runs_with(moderator_chat_id=-500)
    budi = await moderator(stage)

    await budi.says("/anggota", chat=Chat(-500, ChatKind.SUPERGROUP))

    assert "obrolan pribadi" in stage.chats[-500][-1].message.text


async def test_removing_twice_reads_the_same(stage: Stage) -> None:
    """The second tap of a double tap does not take the confirmation away."""
    budi = await moderator(stage)
    sari = await stage.person("Sari", 11).joined()
    person = await sari.known()
    told = len(sari.messages)
    for _ in range(2):
        await budi.taps_data(pack(Remove(person=person.id, reason="pindah")))

    assert "Sari telah dikeluarkan" in budi.screen.text
    assert told + 1 == len(sari.messages)
