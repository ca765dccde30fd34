"""The reminder switch, leaving, blocking."""

from community.callback import pack
from community.incoming import BotStanding
from community.leaving import Leave
from community.reply import ShowCommands
from community.roles import State
from tests.handlers.driver import Actor, Stage

CHOICES = ["Hari: semua", "Jam: 07.30", "Zona waktu: WIB", "Jeda: tidak", "Rangkuman: mati"]


async def reminders_are_on(actor: Actor) -> bool:
    """Ask the storage."""
    person = await actor.known()
    async with actor.stage.database.snapshot() as unit:
        return await unit.reminder_settings.is_on(person.id)


async def test_off_and_on_again(stage: Stage) -> None:
    """`Matikan` and `Nyalakan` take each other's place on one screen; off asks once more."""
    sari = await stage.person("Sari", 11).joined()
    await sari.says("/menu")
    await sari.taps("Pengaturan")

    await sari.taps("Matikan")
    assert await reminders_are_on(sari)
    assert "kabar perubahan sesi" in sari.screen.text
    await sari.taps("Matikan")
    assert not await reminders_are_on(sari)
    assert [*CHOICES, "Nyalakan", "Menu"] == sari.labels
    await sari.taps("Nyalakan")

    assert await reminders_are_on(sari)
    assert [*CHOICES, "Matikan", "Menu"] == sari.labels
    assert 1 == len(sari.messages)


async def test_guests_have_them_off_until_they_turn_them_on(stage: Stage) -> None:
    """A guest gets no reminders unasked, and may have them."""
    tamu = stage.person("Tamu", 12)

    await tamu.says("/pengaturan")
    assert [*CHOICES, "Nyalakan", "Menu"] == tamu.labels
    await tamu.taps("Nyalakan")
    await tamu.taps_data(pack_switch(on=True))

    assert await reminders_are_on(tamu)


async def test_stop_is_off_at_once_in_every_state(stage: Stage) -> None:
    """`/berhenti` turns reminders off without a question."""
    sari = await stage.person("Sari", 11).joined()

    await sari.says("/berhenti")

    assert not await reminders_are_on(sari)
    assert "Nyalakan" in sari.labels


async def test_who_says_off_while_waiting_stays_off_when_accepted(stage: Stage) -> None:
    """Off is off in every state: being accepted turns nothing on that was turned off."""
    for number, says_off in ((11, True), (12, False)):
        tamu = stage.person("Tamu", number)
        await tamu.says("/start")
        await choose_all_days(tamu)
        await become(tamu, State.PENDING)
        if says_off:
            await tamu.says("/berhenti")
        await become(tamu, State.MEMBER)

        assert await reminders_are_on(tamu) is not says_off


async def choose_all_days(actor: Actor) -> None:
    """Choose days, as the form of joining does."""
    person = await actor.known()
    await actor.stage.database.write(
        lambda unit: unit.reminder_settings.choose_days(
            person.id, 31, now=actor.stage.now, zone=actor.stage.charter.zone
        )
    )


async def become(actor: Actor, state: State) -> None:
    """Bring somebody into a state."""
    person = await actor.known()
    await actor.stage.database.write(
        lambda unit: unit.people.change_state(
            person.id, was=tuple(State), becomes=state, now=actor.stage.now
        )
    )


async def test_leaving_takes_two_taps_and_happens_once(stage: Stage) -> None:
    """A member leaves, reminders stop, and a second tap finds it done."""
    sari = await stage.person("Sari", 11).joined()

    await sari.says("/keluar")
    assert State.MEMBER is (await sari.known()).state
    await sari.taps("Ya, keluar")
    assert State.LEFT is (await sari.known()).state
    assert not await reminders_are_on(sari)
    assert ["Gabung", "Data saya"] == sari.labels
    await sari.taps_data(pack(Leave()))

    assert ["Gabung", "Data saya"] == sari.labels
    assert "telah keluar dari komunitas" in sari.screen.text


async def test_a_moderator_who_leaves_is_off_duty(stage: Stage) -> None:
    """The duty ends with the membership, and the command list is the plain one again."""
    admin = stage.person("Ani", 9001)
    budi = await stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    await admin.taps("Lanjut")

    await budi.says("/keluar")
    reply = await budi.taps("Ya, keluar")

    assert [13] == [say.chat_id for say in reply.says if isinstance(say, ShowCommands)]
    await budi.says("/anggota")
    assert "khusus untuk Moderator CoP" in budi.screen.text


async def test_blocking_and_coming_back(stage: Stage) -> None:
    """Who blocks the bot is not written to; an unblock or any word wakes them."""
    sari = await stage.person("Sari", 11).joined()

    await sari.does(BotStanding("member", "kicked"))
    assert not (await sari.known()).is_reachable
    await sari.does(BotStanding("kicked", "member"))
    assert (await sari.known()).is_reachable
    await sari.does(BotStanding("member", "kicked"))
    await sari.says("halo")

    assert (await sari.known()).is_reachable


async def test_blocking_remembers_nobody_new(stage: Stage) -> None:
    """Somebody unknown who blocks the bot stays unknown."""
    siapa = stage.person("Siapa", 14)

    await siapa.does(BotStanding("member", "kicked"))

    assert await siapa.found() is None
    assert {} == stage.chats


def pack_switch(*, on: bool) -> str:
    """Return an old button's data."""
    return f"1sr:{int(on)}"
