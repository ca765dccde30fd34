"""Appointing moderators and ending duties."""

from community import commands
from community.appointing import EndDuty
from community.callback import pack
from community.incoming import Chat, ChatKind
from community.reply import ShowCommands
from community.roles import Role
from tests.handlers.driver import Actor, Stage


async def appointed(stage: Stage) -> tuple[Actor, Actor]:
    """Let an admin appoint Budi with one topic."""
    admin = stage.person("Ani", 9001)
    budi = await stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    await admin.taps("Media sosial")
    await admin.taps("Lanjut")
    return admin, budi


async def test_an_admin_appoints_a_member_with_topics(stage: Stage) -> None:
    """The topics are kept, both are told, the commands are published, the trail knows."""
    _, budi = await appointed(stage)

    person = await budi.known()
    async with stage.database.snapshot() as unit:
        on_duty = await unit.moderators.list_active()
        trail = await unit.audit.list_about(person.id)
    published = [say for say in stage.said if isinstance(say, ShowCommands)]

    assert Role.MODERATOR is person.role
    assert [(person.id, 13, "Budi")] == [(m.person_id, m.telegram_id, m.name) for m in on_duty]
    assert 1 == len(on_duty[0].topics)
    assert "kini bertugas sebagai Moderator CoP" in budi.screen.text
    assert [(9001, commands.ADMINS), (13, commands.MODERATORS)] == [
        (say.chat_id, say.commands) for say in published
    ]
    assert ["appointed"] == [entry.action for entry in trail]


async def test_toggles_say_what_they_turn_to(stage: Stage) -> None:
    """A topic tapped twice is off again, and the same tap twice changes nothing more."""
    admin = stage.person("Ani", 9001)
    budi = await stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    first = admin.screen.buttons[0][0].data
    assert first is not None

    await admin.taps_data(first, 1)
    await admin.taps_data(first, 1)
    person = await budi.known()
    async with stage.database.snapshot() as unit:
        assert 1 == len(await unit.moderators.topics(person.id))
    label = admin.screen.buttons[0][0].label
    assert label.startswith("✅ ")
    await admin.taps(label)

    async with stage.database.snapshot() as unit:
        assert frozenset() == await unit.moderators.topics(person.id)


async def test_a_reply_in_the_moderators_group_appoints_too(stage: Stage) -> None:
    """`/moderator` as a reply is about the one who wrote the message."""
    stage.runs_with(moderator_chat_id=-500)
    admin = stage.person("Ani", 9001)
    await admin.says("/menu")
    budi = await stage.person("Budi", 13).joined()
    group = Chat(-500, ChatKind.SUPERGROUP)

    await admin.says("/moderator", chat=group, reply_to=budi.sender)
    await admin.taps("Lanjut", chat=group)

    assert Role.MODERATOR is (await budi.known()).role


async def test_only_members_can_be_appointed(stage: Stage) -> None:
    """A stranger, a guest and nonsense are each answered with what helps."""
    admin = stage.person("Ani", 9001)

    for number in ("999", "tamu", "-5", "²", "9" * 40):
        await admin.says(f"/moderator {number}")
        assert "Lanjut" not in admin.labels
    await admin.says("/moderator 999")
    assert "belum menjadi anggota" in admin.screen.text
    await admin.says("/moderator ²")

    assert "misalnya: /moderator 123456" in admin.screen.text


async def test_ending_a_duty_closes_its_buttons(stage: Stage) -> None:
    """`Akhiri tugas` tells both; what is still on the moderator's screen stops working."""
    admin, budi = await appointed(stage)
    await budi.says("/anggota")
    await admin.says("/moderator")
    button = next(label for label in admin.labels if label.startswith("Akhiri tugas"))
    assert "Akhiri tugas Budi" == button

    await admin.taps(button)

    person = await budi.known()
    assert Role.NONE is person.role
    assert "telah berakhir" in budi.screen.text
    await budi.taps("Budi")
    assert "khusus untuk Moderator CoP" in budi.screen.text
    await admin.taps_data(pack(EndDuty(person=person.id)))
    assert "Tugas ini sudah berakhir." == admin.toast


async def test_members_may_not_appoint(stage: Stage) -> None:
    """The command is the admins'."""
    sari = await stage.person("Sari", 11).joined()

    await sari.says("/moderator 11")

    assert "khusus untuk admin" in sari.screen.text
    assert Role.NONE is (await sari.known()).role


async def test_an_admin_who_writes_first_gets_the_admins_commands(stage: Stage) -> None:
    """At start Telegram refused a chat that nobody had opened; later words publish nothing."""
    admin = stage.person("Ani", 9001)

    await admin.says("halo")
    await admin.says("/menu")
    await stage.person("Tamu", 12).says("/start")

    published = [say for say in stage.said if isinstance(say, ShowCommands)]
    assert [(9001, commands.ADMINS)] == [(say.chat_id, say.commands) for say in published]


async def test_an_admin_in_a_group_is_not_published_to(stage: Stage) -> None:
    """Words in a group open no private chat: the list is published once that is started."""
    stage.runs_with(moderator_chat_id=-500)
    admin = stage.person("Ani", 9001)

    await admin.says("/bantuan", chat=Chat(-500, ChatKind.SUPERGROUP))
    assert [] == [say for say in stage.said if isinstance(say, ShowCommands)]
    await admin.says("/start")

    assert [9001] == [say.chat_id for say in stage.said if isinstance(say, ShowCommands)]


async def test_an_admin_may_act_in_the_group_before_writing_in_private(stage: Stage) -> None:
    """The settings say who is admin; `/moderator` in the group needs no private chat."""
    group = Chat(-500, ChatKind.SUPERGROUP)
    stage.runs_with(moderator_chat_id=group.id)
    admin = stage.person("Ani", 9001)
    budi = await stage.person("Budi", 13).joined()

    await admin.says("/moderator", chat=group, reply_to=budi.sender)
    await admin.taps("Lanjut", chat=group)

    assert Role.MODERATOR is (await budi.known()).role
    await admin.says("halo", chat=Chat(-600, ChatKind.GROUP))
    assert 1 == len(stage.chats[group.id])


async def test_topics_are_chosen_in_pages(stage: Stage) -> None:
    """A toggle keeps its page, and what was chosen on another one is kept."""
    admin = stage.person("Ani", 9001)
    budi = await stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    await admin.taps("Media sosial")
    await admin.taps("Berikutnya ›")
    await admin.taps("Literasi digital")

    assert "(2/3)" in admin.screen.text
    assert "Dipilih: 2." in admin.screen.text
    assert all(len(row) == 1 for row in admin.screen.buttons[:8])
    person = await budi.known()
    async with stage.database.snapshot() as unit:
        topics = await unit.moderators.topics(person.id)
    assert {"media_sosial", "literasi_digital"} == topics


async def test_an_admin_who_is_no_member_reads_what_to_do(stage: Stage) -> None:
    """Appointing oneself takes a membership, too."""
    admin = stage.person("Ani", 9001)

    await admin.says("/moderator 9001")
    assert "/gabung" in admin.screen.text
    await admin.joined()
    await admin.says("/moderator 9001")

    assert "Lanjut" in admin.labels
