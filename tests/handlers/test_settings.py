"""The reminder switch, leaving, blocking."""

from dataclasses import replace

from community.callback import pack
from community.incoming import BotStanding
from community.leaving import Leave
from community.programme_days import ALL
from community.reminder_choice import ReminderChoice
from community.reply import Button, Message, Say, ShowCommands
from community.roles import State
from community.sessions import SkipDay
from community.texts.settings import settings_button
from tests.handlers.asker import on_duty
from tests.handlers.driver import Actor, Stage

CHOICES = ["Hari: semua", "Jam: 07.30", "Zona waktu: WIB", "Jeda: tidak", "Rangkuman: mati"]


async def reminders_are_on(actor: Actor) -> bool:
    """Ask the storage."""
    person = await actor.known()
    async with actor.stage.database.snapshot() as unit:
        return await unit.reminder_settings.is_on(person.id)


async def test_off_and_on_again(stage: Stage) -> None:
    """`Matikan` and `Nyalakan` take each other's place on one screen: two taps from any message."""
    sari = await stage.person("Sari", 11).joined()
    await sari.says("/menu")
    await sari.taps("Pengaturan")

    await sari.taps("Matikan")
    assert "kabar perubahan sesi" in sari.screen.text
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


async def chosen_by(actor: Actor) -> ReminderChoice:
    """Ask the storage for the whole choice."""
    person = await actor.known()
    async with actor.stage.database.snapshot() as unit:
        return await unit.reminder_settings.choice(person.id)


async def test_every_setting_is_changed_in_place(stage: Stage) -> None:
    """A guest walks through all of it on one message; labels carry what holds."""
    tamu = stage.person("Tamu", 12)
    await tamu.says("/pengaturan")

    await tamu.taps("Hari: semua")
    assert ["✅ Rabu: ASN Mengaji"] == [label for label in tamu.labels if "Rabu" in label]
    await tamu.taps("Rabu")
    await tamu.taps("Kembali")
    await tamu.taps("Jam: 07.30")
    await tamu.taps("09.00")
    await tamu.taps("Zona waktu: WIB")
    await tamu.taps("WITA")
    await tamu.taps("Jeda: tidak")
    await tamu.taps("Satu minggu")
    await tamu.taps("Rangkuman: mati")
    await tamu.taps("Nyalakan")

    assert [
        "Hari: Senin, Selasa, Kamis, Jumat",
        "Jam: 09.00",
        "Zona waktu: WITA",
        "Jeda: sampai Senin, 30 November 2026",
        "Rangkuman: menyala",
        "Matikan",
        "Menu",
    ] == tamu.labels
    assert "dijeda" in tamu.screen.text
    assert 1 == len(tamu.messages)


async def test_back_to_the_default_hour_and_out_of_the_pause(stage: Stage) -> None:
    """`Bawaan` follows the community's hour again, `Akhiri jeda` ends the pause at once."""
    sari = await stage.person("Sari", 11).joined()
    await sari.says("/pengaturan")
    await sari.taps("Jam")
    await sari.taps("05.00")
    await sari.taps("Jeda")
    await sari.taps("Besok")
    stage.passes(minutes=5)

    await sari.taps("Jam: 05.00")
    await sari.taps("Bawaan (07.30)")
    await sari.taps("Jeda: sampai")
    await sari.taps("Akhiri jeda")

    assert ReminderChoice(is_on=True, since=stage.now) == await chosen_by(sari)


async def test_no_day_is_no_reminder_and_says_so(stage: Stage) -> None:
    """Without a day nothing is called on, and turning on asks for days."""
    sari = await stage.person("Sari", 11).joined()
    await sari.says("/pengaturan")
    await sari.taps("Hari")
    for day in ("Senin", "Selasa", "Rabu", "Kamis", "Jumat"):
        await sari.taps(day)
    await sari.taps("Kembali")
    assert "belum ada hari yang dipilih" in sari.screen.text
    assert "menyala" not in sari.screen.text
    await sari.says("/berhenti")

    await sari.taps("Nyalakan")

    assert "Belum ada hari yang dipilih" in sari.screen.text
    assert "⬜ Senin: Forum ASN Berbagi Ilmu" == sari.labels[0]


async def test_a_pause_is_typed(stage: Stage) -> None:
    """What is no day, is over or is too far costs nothing; another form that was open is kept."""
    tamu = stage.person("Tamu", 12)
    await tamu.says("/start")
    await tamu.taps("Gabung")
    await tamu.taps("Setuju")
    await tamu.says("/pengaturan")
    await tamu.taps("Jeda")
    await tamu.taps("Tanggal lain")

    for words, answer in (
        ("kapan-kapan", "belum kami pahami"),
        ("22-11-2026", "Minggu, 22 November 2026 sudah lewat"),
        ("25-11-2027", "paling lama satu tahun"),
        ("31-2-2027", "belum kami pahami"),
    ):
        await tamu.says(words)
        assert answer in tamu.screen.text
    await tamu.says("26 November 2026")

    assert "Jeda: sampai Kamis, 26 November 2026" in tamu.labels
    await tamu.says("/menu")
    assert "Lanjutkan draf" in tamu.labels


async def test_a_typed_pause_is_cancelled_in_both_ways(stage: Stage) -> None:
    """`Batal` and the typed word lead back to the settings, for guests too."""
    tamu = stage.person("Tamu", 12)
    await tamu.says("/pengaturan")
    for leave in (tamu.taps, tamu.says):
        await tamu.taps("Jeda")
        await tamu.taps("Tanggal lain")
        await leave("Batal")
        assert "<b>Pengaturan</b>" in tamu.screen.text

    assert (await chosen_by(tamu)).paused_until is None


async def test_an_old_pause_button_never_means_another_day(stage: Stage) -> None:
    """Once its day is over it says so, and the fresh choices stand there."""
    sari = await stage.person("Sari", 11).joined()
    await sari.says("/pengaturan")
    await sari.taps("Jeda")
    stage.passes(days=2)

    await sari.taps("Besok")

    assert "Tanggal itu sudah lewat." == sari.toast
    assert (await chosen_by(sari)).paused_until is None
    assert "Besok: Kamis, 26 November 2026" in sari.labels


async def test_settings_open_below_an_unasked_message(stage: Stage) -> None:
    """What the message says stays; inside the settings all happens in place."""
    sari = await stage.person("Sari", 11).joined()
    notice = Message("Sesi hari ini pukul 09.00 WIB", ((settings_button(),),))
    stage.deliver(Say(chat_id=11, message=notice))

    await sari.taps("Pengaturan")
    await sari.taps("Jam")
    await sari.taps("Kembali")

    assert notice == sari.messages[0]
    assert 2 == len(sari.messages)


async def test_wednesday_is_skipped_from_its_reminder(stage: Stage) -> None:
    """One tap takes the day off for good; the reminder stays, a second tap changes nothing."""
    sari = await stage.person("Sari", 11).joined()
    reminder = Message(
        "Rabu: ASN Mengaji", ((Button("Lewati hari Rabu", pack(SkipDay(weekday=3))),),)
    )
    stage.deliver(Say(chat_id=11, message=reminder))

    await sari.taps("Lewati hari Rabu")
    assert "Pengingat hari Rabu dimatikan." == sari.toast
    assert ["Pengaturan"] == sari.labels
    await sari.taps("Lewati hari Rabu")

    assert "Pengingat hari Rabu sudah mati." == sari.toast
    assert reminder == sari.messages[0]
    assert 2 == len(sari.messages)
    assert 0b11011 == (await chosen_by(sari)).days


async def test_stop_works_in_the_middle_of_a_form(stage: Stage) -> None:
    """The half-filled form is kept and said to be."""
    sari = await stage.person("Sari", 11).joined()
    await sari.says("/profil")
    await sari.taps("Nama")

    await sari.says("/berhenti")

    assert not await reminders_are_on(sari)
    assert "Isian profil tersimpan" in sari.screen.text


async def test_days_are_called_as_admins_called_them(stage: Stage) -> None:
    """Settings, profile and the form of joining show the names of now."""
    renamed = replace(ALL[2], name="Kajian <Rabu>")
    await stage.database.write(lambda unit: unit.programme_days.change(renamed, 1, stage.now))
    sari = await stage.person("Sari", 11).joined()

    await sari.says("/pengaturan")
    await sari.taps("Hari")
    assert "✅ Rabu: Kajian <Rabu>" in sari.labels
    await sari.says("/profil")
    await sari.taps("Hari pengingat")
    await sari.taps("Rabu: Kajian")

    assert "⬜ Rabu: Kajian <Rabu>" in sari.labels


async def test_who_is_on_duty_reads_what_a_pause_does(stage: Stage) -> None:
    """A moderator gives back what they hold; a member has nothing to give back."""
    words = "yang sedang dipegang kembali ke antrean"
    budi = await on_duty(stage, "Budi", 13)
    sari = await stage.person("Sari", 11).joined()

    for actor in (budi, sari):
        await actor.says("/pengaturan")
        await actor.taps("Jeda")

    assert words in budi.screen.text
    assert words not in sari.screen.text
