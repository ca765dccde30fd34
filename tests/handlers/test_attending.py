"""`Saya ikut` and `Batal ikut`: on every screen, at every moment, said twice."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from community.callback import pack
from community.reply import Lane, Message, Reply, Rewrite, Say
from community.roles import State
from community.sessions import Attend, Session, reminder_subject
from community.texts import reminders as reminder_texts
from handlers import agendas
from storage import schema
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage
from tests.sessions import a_session, at, enter

THANKS = "Terima kasih, Bapak/Ibu tercatat ikut."
OFF = "Pengingat Bapak/Ibu mati, jadi tautannya tidak terkirim dengan sendirinya."
LINK = "Silakan masuk melalui tombol berikut."


async def given(stage: Stage, *sessions: Session) -> None:
    """Let there be sessions."""

    async def unit(unit: Unit) -> None:
        for session in sessions:
            await enter(unit, session)

    await stage.database.write(unit)


async def turned_on(actor: Actor, *, paused_until: str | None = None) -> None:
    """Let somebody get reminders, from the day after a pause on."""
    person = await actor.known()
    table = schema.reminder_setting

    async def unit(unit: Unit) -> None:
        chosen = update(table).where(table.c.person_id == person.id)
        await unit.connection.execute(chosen.values(is_on=True, paused_until=paused_until))

    await actor.stage.database.write(unit)


async def attended(stage: Stage) -> list[tuple[int, datetime | None]]:
    """Return who comes to session 56, by the start for which they have the link."""
    table = schema.attendance

    async def unit(unit: Unit) -> list[tuple[int, datetime | None]]:
        found = await unit.connection.execute(
            select(table.c.person_id, table.c.notified_for).where(table.c.session_id == 56)
        )
        return [(row.person_id, row.notified_for) for row in found]

    return await stage.database.write(unit)


def links(reply: Reply) -> list[Message]:
    """Return the new messages that hand out a link."""
    return [say.message for say in reply.says if isinstance(say, Say) and LINK in say.message.text]


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member with reminders, on the morning of a session at nine."""
    stage.now = at(26, 8)
    await given(stage, a_session())
    sari = await stage.person("Sari", 11).joined()
    await turned_on(sari)
    return sari


@pytest.mark.parametrize("opening", ["/hariini", "/start s_56"])
async def test_yes_and_no_turn_the_button_in_place(stage: Stage, sari: Actor, opening: str) -> None:
    """What the toast says stands under the session, once; the screen stays the one tapped."""
    await sari.says(opening)
    title = "<b>Kamis" if opening == "/hariini" else "ASN Belajar"

    await sari.taps("Saya ikut")

    assert THANKS == sari.toast
    assert sari.screen.text.startswith(title)
    assert "Bapak/Ibu ikut. Tautannya kami kirim sebelum sesi dimulai." in sari.screen.text
    assert "Batal ikut" in sari.labels
    assert [((await sari.known()).id, None)] == await attended(stage)

    await sari.taps("Batal ikut")
    assert "Bapak/Ibu tidak tercatat ikut." == sari.toast
    assert sari.screen.text.startswith(title)
    assert "Bapak/Ibu ikut" not in sari.screen.text
    assert "Saya ikut" in sari.labels
    assert [] == await attended(stage)
    assert 1 == len(sari.messages)


async def test_saying_it_twice_changes_nothing(stage: Stage, sari: Actor) -> None:
    """A double tap, an old button, two devices: one row, the same answer."""
    for _ in range(2):
        await sari.taps_data(pack(Attend(session=56, on=True, screen="s")))
        assert THANKS == sari.toast
        assert 1 == len(await attended(stage))
    for _ in range(2):
        await sari.taps_data(pack(Attend(session=56, on=False, screen="t")))
        assert "Bapak/Ibu tidak tercatat ikut." == sari.toast
        assert [] == await attended(stage)


@pytest.mark.parametrize("screen", ["t", "s", "r"])
@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize(
    ("changes", "now", "words"),
    [
        ({"is_cancelled": True}, at(26, 8), "Mohon maaf, sesi ini dibatalkan."),
        ({}, at(26, 11), "Sesi ini sudah selesai."),
    ],
)
async def test_what_is_over_gets_a_kind_answer(  # one case a dimension of the table
    stage: Stage, screen: str, changes: dict[str, bool], now: datetime, words: str, *, on: bool
) -> None:
    """Nothing is changed then, neither yes nor no, and the answer can be read in the chat."""
    stage.now = at(26, 7)
    await given(stage, a_session())
    sari = await stage.person("Sari", 11).joined()
    if not on:
        await sari.taps_data(pack(Attend(session=56, on=True, screen="s")))
    before = await attended(stage)
    table = schema.session
    stage.now = now
    if changes:
        changed = update(table).values(**changes)
        await stage.database.write(lambda unit: unit.connection.execute(changed))

    await sari.taps_data(pack(Attend(session=56, on=on, screen=screen)))

    assert words == sari.toast
    assert words in sari.screen.text
    assert before == await attended(stage)


@pytest.mark.parametrize("screen", ["t", "s", "r", "x", ""])
async def test_a_session_that_never_was_gets_a_kind_answer(sari: Actor, screen: str) -> None:
    """A forged button changes nothing."""
    await sari.taps_data(pack(Attend(session=99, on=True, screen=screen)))

    assert "Sesi ini tidak ditemukan" in sari.screen.text
    assert [] == await attended(sari.stage)


@pytest.mark.parametrize("state", [State.GUEST, State.PENDING, State.LEFT, State.REMOVED])
async def test_only_members_are_noted(stage: Stage, sari: Actor, state: State) -> None:
    """Whoever is none reads why."""
    person = await sari.known()
    await stage.database.write(
        lambda unit: unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=state, now=stage.now
        )
    )

    await sari.taps_data(pack(Attend(session=56, on=True, screen="t")))

    assert [] == await attended(stage)


# --- the link at once ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "is_due", "words"),
    [
        (at(26, 8, 44), False, ""),
        (at(26, 8, 45), True, "segera dimulai (pukul 09.00–11.00 WIB)"),
        (at(26, 9, 30), True, "sedang berlangsung (pukul 09.00–11.00 WIB)"),
        (at(26, 10, 59), True, "sedang berlangsung"),
    ],
)
async def test_who_says_yes_late_gets_the_link_at_once(
    stage: Stage, sari: Actor, now: datetime, words: str, *, is_due: bool
) -> None:
    """From 15 minutes before the start until the end; the clock's notice is done with it."""
    stage.now = now
    await sari.says("/hariini")

    reply = await sari.taps("Saya ikut")

    assert ([a_session().starts_at] if is_due else [None]) == [
        start for _, start in await attended(stage)
    ]
    assert is_due == bool(links(reply))
    assert is_due is not ("kami kirim sebelum" in sari.messages[0].text)  # it was just kept
    if is_due:
        assert words in sari.screen.text
        assert ["Zoom"] == sari.labels
        assert [Lane.REPLY] == [say.lane for say in reply.says if isinstance(say, Say)]


async def test_the_link_is_handed_out_once(stage: Stage, sari: Actor) -> None:
    """A second tap on an old button says thanks and sends no second link."""
    stage.now = at(26, 8, 50)
    yes = pack(Attend(session=56, on=True, screen="s"))

    first = await sari.taps_data(yes)
    second = await sari.taps_data(yes)

    assert [1, 0] == [len(links(reply)) for reply in (first, second)]


async def test_a_moved_session_hands_out_its_link_again(stage: Stage, sari: Actor) -> None:
    """The link was for the start that was; before the new one it counts as not sent."""
    stage.now = at(26, 8, 50)
    yes = pack(Attend(session=56, on=True, screen="s"))
    await sari.taps_data(yes)
    moved = update(schema.session).values(starts_at=at(26, 13), ends_at=at(26, 15))
    await stage.database.write(lambda unit: unit.connection.execute(moved))
    stage.now = at(26, 12, 50)

    assert 1 == len(links(await sari.taps_data(yes)))


async def test_no_link_follows_a_fresh_reminder(stage: Stage, sari: Actor) -> None:
    """The reminder of less than 30 minutes ago has the link already."""
    person = await sari.known()
    stage.now = at(26, 8, 50)
    reminded = schema.reminder.insert().values(
        day=date(2026, 11, 26),
        person_id=person.id,
        campaign_id=1,
        at=stage.now - timedelta(minutes=29),
    )
    await stage.database.write(lambda unit: unit.connection.execute(reminded))
    yes = pack(Attend(session=56, on=True, screen="s"))

    assert [] == links(await sari.taps_data(yes))
    stage.passes(minutes=1)
    assert 1 == len(links(await sari.taps_data(yes)))


async def test_a_session_without_links_hands_out_none(stage: Stage, sari: Actor) -> None:
    """What is not known yet cannot be sent; the clock may still do it."""
    without = update(schema.session).values(links=[])
    await stage.database.write(lambda unit: unit.connection.execute(without))
    stage.now = at(26, 8, 50)
    await sari.says("/hariini")

    reply = await sari.taps("Saya ikut")

    assert [] == links(reply)
    assert [None] == [start for _, start in await attended(stage)]
    assert "Tautannya menyusul." in sari.screen.text


# --- honest about reminders that are off --------------------------------------------------


async def test_who_has_reminders_off_is_told_that_no_link_comes(stage: Stage, sari: Actor) -> None:
    """The toast and the screen say it, with the way to the settings."""
    await sari.says("/berhenti")
    await sari.says("/hariini")

    await sari.taps("Saya ikut")

    assert f"{THANKS} {OFF}" == sari.toast
    assert f"Bapak/Ibu ikut. {OFF}" in sari.screen.text
    assert "Pengaturan" in sari.labels
    await sari.says("/start s_56")
    assert "Pengaturan" in sari.labels
    assert 1 == len(await attended(stage))


@pytest.mark.parametrize(
    ("paused_until", "words"),
    [
        ("2026-11-26", "Pengingat Bapak/Ibu dijeda sampai Kamis, 26 November 2026, jadi"),
        ("2026-11-25", "Tautannya kami kirim sebelum sesi dimulai."),
    ],
)
async def test_a_pause_counts_when_it_covers_the_session(
    stage: Stage, sari: Actor, paused_until: str, words: str
) -> None:
    """A pause that ends before keeps the link coming."""
    stage.now = at(25, 8)
    await turned_on(sari, paused_until=paused_until)
    await sari.says("/start s_56")

    await sari.taps("Saya ikut")

    assert words in sari.screen.text


async def test_whoever_is_handed_the_link_is_not_warned(stage: Stage, sari: Actor) -> None:
    """Who asks within 15 minutes has it, reminders or not."""
    await sari.says("/berhenti")
    stage.now = at(26, 8, 50)
    await sari.says("/start s_56")

    reply = await sari.taps("Saya ikut")

    assert THANKS == sari.toast
    assert 1 == len(links(reply))


# --- below a reminder ---------------------------------------------------------------------


async def reminded(stage: Stage, actor: Actor) -> None:
    """Let the day's reminder stand in somebody's chat."""
    person = await actor.known()
    zone = stage.charter.zone
    day = stage.now.astimezone(zone).date()

    async def unit(unit: Unit) -> Message:
        agenda = await agendas.of_day(unit, day, zone)
        assert agenda is not None
        return reminder_texts.reminder(agenda, zone)

    say = Say(
        chat_id=actor.telegram_id,
        message=await stage.database.write(unit),
        person_id=person.id,
        subject=reminder_subject(day),
    )
    message_id = stage.deliver(say)
    assert message_id is not None
    await stage.remember(say, message_id)


async def test_the_reminder_stays_a_reminder(stage: Stage, sari: Actor) -> None:
    """`Saya ikut` below it becomes `Batal ikut`; nothing else is said."""
    await reminded(stage, sari)
    before = sari.screen.text

    await sari.taps("Saya ikut")

    assert THANKS == sari.toast
    assert before == sari.screen.text
    assert "Batal ikut" in sari.labels
    assert 1 == len(sari.messages)


async def test_what_does_not_stand_on_a_reminder_is_said_beside_it(
    stage: Stage, sari: Actor
) -> None:
    """That reminders are off can be read in a message of its own, with `Pengaturan`."""
    await sari.says("/berhenti")
    await reminded(stage, sari)

    reply = await sari.taps("Saya ikut")

    assert [1, 1] == [
        len([say for say in reply.says if isinstance(say, kind)]) for kind in (Rewrite, Say)
    ]
    assert f"{THANKS} {OFF}" == sari.screen.text
    assert ["Pengaturan", "Menu"] == sari.labels


async def test_a_reminder_whose_session_moved_to_a_saturday_is_left_as_it_is(
    stage: Stage, sari: Actor
) -> None:
    """The yes counts; it is answered beside the reminder."""
    await reminded(stage, sari)
    before = sari.screen.text
    moved = update(schema.session).values(starts_at=at(28, 9), ends_at=at(28, 11))
    await stage.database.write(lambda unit: unit.connection.execute(moved))

    await sari.taps("Saya ikut")

    assert before == sari.messages[-2].text
    assert THANKS == sari.screen.text
    assert 1 == len(await attended(stage))
