"""Moderated joining: cards, decisions, withdrawals."""

import pytest
from sqlalchemy import delete

from community.applications import REASONS, AcceptApplication, subject
from community.callback import pack
from community.incoming import Chat, ChatKind
from community.profile import Profile
from community.reply import Rewrite, Say
from community.roles import State
from handlers import applications
from handlers.request import Request
from storage.schema import message
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

GROUP = Chat(-500, ChatKind.SUPERGROUP)


@pytest.fixture
def moderated(stage: Stage) -> Stage:
    """Give a stage whose moderators sit in a group."""
    stage.runs_with(moderator_chat_id=GROUP.id, is_joining_moderated=True)
    return stage


async def on_duty(stage: Stage, name: str, telegram_id: int) -> Actor:
    """Return a moderator on duty."""
    actor = await stage.person(name, telegram_id).joined()
    admin = stage.person("Ani", 9001)
    await admin.says(f"/moderator {telegram_id}")
    await admin.taps("Lanjut")
    return actor


async def applies(actor: Actor, target: str = "", *, was: tuple[State, ...] = tuple(State)) -> int:
    """Finish the form of joining where moderators decide; returns the application's number."""
    stage = actor.stage

    async def unit(unit: Unit) -> int:
        person = await unit.people.meet(actor.telegram_id, stage.now)
        await unit.profiles.save(person.id, Profile(name=actor.name, area="35.10"), stage.now)
        await unit.people.change_state(person.id, was=was, becomes=State.PENDING, now=stage.now)
        number = await unit.applications.apply(person.id, target, stage.now)
        assert number is not None
        return number

    number = await stage.database.write(unit)
    person = await actor.known()

    async def announce(unit: Unit) -> list[Say]:
        incoming = None
        request = Request(incoming, person, unit, stage.now, stage.charter)  # type: ignore[arg-type] # announcing looks at no update
        reply = await applications.announce(request, number)
        return [say for say in reply.says if isinstance(say, Say)]

    for say in await stage.database.write(announce):
        message_id = stage.deliver(say)
        assert message_id is not None
        await stage.remember(say, message_id)
    return number


async def test_a_moderator_accepts_and_the_applicant_is_welcomed(moderated: Stage) -> None:
    """The card is decided in place, the applicant becomes a member with a menu."""
    budi = await on_duty(moderated, "Budi", 13)
    tamu = moderated.person("Tamu <b>", 12)
    await applies(tamu)
    card = moderated.chats[GROUP.id][-1]
    assert "Nama: Tamu &lt;b&gt;" in card.message.text
    assert "Instansi: Pemerintah Kabupaten Banyuwangi" in card.message.text

    await budi.taps("Setujui", chat=GROUP)

    person = await tamu.known()
    assert State.MEMBER is person.state
    assert "Disetujui oleh Budi." in card.message.text
    assert () == card.message.buttons
    assert "Pendaftaran Bapak/Ibu telah disetujui" in tamu.screen.text
    assert "Hari ini" == tamu.labels[0]
    async with moderated.database.snapshot() as unit:
        card_of = await unit.members.card(person.id)
        trail = [entry.action for entry in await unit.audit.list_about(person.id)]
    assert card_of is not None
    assert card_of.profile is not None
    assert moderated.now == card_of.profile.joined_at
    assert ["application_accepted"] == trail


async def test_a_deep_link_lands_after_the_decision(moderated: Stage) -> None:
    """Who came with a link gets it opened once let in."""
    budi = await on_duty(moderated, "Budi", 13)
    tamu = moderated.person("Tamu", 12)
    await applies(tamu, "q_12")

    await budi.taps("Setujui", chat=GROUP)

    assert "12" in tamu.screen.text
    assert 2 == len(tamu.messages)


async def test_of_two_moderators_one_wins(moderated: Stage) -> None:
    """The slower one reads who decided, and nothing happens twice."""
    budi = await on_duty(moderated, "Budi", 13)
    cici = await on_duty(moderated, "Cici", 15)
    tamu = moderated.person("Tamu", 12)
    number = await applies(tamu)
    card = moderated.chats[GROUP.id][-1]

    await budi.taps("Setujui", chat=GROUP)
    told = len(tamu.messages)
    await cici.taps_data(f"1ax:{number}:data", card.id, chat=GROUP)

    assert "Sudah diputuskan oleh Budi." == cici.toast
    assert "Disetujui oleh Budi." in card.message.text
    assert State.MEMBER is (await tamu.known()).state
    assert told == len(tamu.messages)


@pytest.mark.parametrize("reason", REASONS)
async def test_a_refusal_gives_a_reason_and_leaves_the_door_open(
    moderated: Stage, reason: str
) -> None:
    """Each reason of the list is told; the applicant may apply again."""
    budi = await on_duty(moderated, "Budi", 13)
    tamu = moderated.person("Tamu", 12)
    await applies(tamu)

    await budi.taps("Tolak", chat=GROUP)
    await budi.taps(REASONS[reason], chat=GROUP)

    assert State.REFUSED is (await tamu.known()).state
    assert REASONS[reason] in tamu.screen.text
    assert "Gabung" == tamu.labels[0]
    assert f"Ditolak oleh Budi. {REASONS[reason]}" in moderated.chats[GROUP.id][-1].message.text
    await applies(tamu, was=(State.REFUSED,))
    await budi.taps("Setujui", chat=GROUP)
    assert State.MEMBER is (await tamu.known()).state


async def test_an_applicant_takes_it_back(moderated: Stage) -> None:
    """`Tarik permohonan` in the menu edits the card and ends the wait; twice does nothing."""
    budi = await on_duty(moderated, "Budi", 13)
    tamu = moderated.person("Tamu", 12)
    number = await applies(tamu)
    await tamu.says("/menu")
    data = tamu.screen.buttons[0][0].data
    assert data is not None

    await tamu.taps("Tarik permohonan")

    assert State.LEFT is (await tamu.known()).state
    assert "Ditarik oleh pemohon." in moderated.chats[GROUP.id][-1].message.text
    await tamu.taps_data(data)
    assert "Tidak ada permohonan" in tamu.screen.text
    await budi.taps_data(pack(AcceptApplication(application=number)), chat=GROUP)
    assert State.LEFT is (await tamu.known()).state


async def test_without_a_group_each_moderator_gets_the_card(stage: Stage) -> None:
    """All copies show the one decision."""
    budi = await on_duty(stage, "Budi", 13)
    cici = await on_duty(stage, "Cici", 15)
    await applies(stage.person("Tamu", 12))
    assert "Setujui" in budi.labels
    assert "Setujui" in cici.labels

    await budi.taps("Setujui")

    assert "Disetujui oleh Budi." in budi.screen.text
    assert "Disetujui oleh Budi." in cici.screen.text


async def test_without_a_moderator_admins_decide(stage: Stage) -> None:
    """The cards go to the admins; another admin's application is not for its own applicant."""
    stage.runs_with(admin_ids=frozenset({9001, 9002}))
    ani, eko = stage.person("Ani", 9001), stage.person("Eko", 9002)
    await ani.says("/menu")
    await eko.says("/menu")
    number = await applies(eko)

    await eko.taps_data(pack(AcceptApplication(application=number)))
    assert State.PENDING is (await eko.known()).state
    assert "diputuskan oleh orang lain" in eko.toast
    await ani.taps("Setujui")

    assert State.MEMBER is (await eko.known()).state


async def test_a_sole_admin_may_decide_on_themselves_audited(stage: Stage) -> None:
    """There is nobody else; the trail says that it was their own."""
    ani = stage.person("Ani", 9001)
    await applies(ani)

    await ani.taps("Setujui")

    person = await ani.known()
    async with stage.database.snapshot() as unit:
        trail = await unit.audit.list_about(person.id)
    assert State.MEMBER is person.state
    assert [True] == [entry.details.get("own") for entry in trail]


async def test_who_was_removed_is_reviewed_by_admins(moderated: Stage) -> None:
    """Their card goes to the admins, and a moderator cannot decide it."""
    ani = moderated.person("Ani", 9001)
    budi = await on_duty(moderated, "Budi", 13)
    sari = await moderated.person("Sari", 11).joined()
    await budi.says("/anggota sari")
    for label in ("Sari", "Keluarkan", "Menyebarkan", "Ya, keluarkan"):
        await budi.taps(label)
    number = await applies(sari, was=(State.REMOVED,))

    await budi.taps_data(pack(AcceptApplication(application=number)), chat=GROUP)
    assert State.PENDING is (await sari.known()).state
    assert "diputuskan oleh admin" in budi.toast
    assert "pernah dikeluarkan" in ani.screen.text
    await ani.taps("Setujui")

    assert State.MEMBER is (await sari.known()).state


async def test_members_cannot_decide(moderated: Stage) -> None:
    """A member of the group who is no moderator is refused."""
    sari = await moderated.person("Sari", 11).joined()
    tamu = moderated.person("Tamu", 12)
    number = await applies(tamu)

    await sari.taps_data(pack(AcceptApplication(application=number)), chat=GROUP)

    assert State.PENDING is (await tamu.known()).state
    assert "khusus untuk Moderator CoP" in sari.toast
    assert "application:7" == subject(7)


async def test_who_was_removed_may_apply_again_once(moderated: Stage) -> None:
    """Refused after a removal, there is no third time; the person is told whom to ask."""
    sari = await moderated.person("Sari", 11).joined()
    await set_state(sari, State.REMOVED)
    await set_state(sari, State.REFUSED)

    await sari.says("/gabung")

    assert "belum dapat diterima" in sari.screen.text
    assert "humas@jatim.example" in sari.screen.text
    assert State.REFUSED is (await sari.known()).state


async def test_who_was_refused_without_a_removal_may_apply_again(moderated: Stage) -> None:
    """An ordinary refusal closes no door."""
    sari = await moderated.person("Sari", 11).joined()
    await set_state(sari, State.REFUSED)

    await sari.says("/gabung")

    assert "Pemberitahuan privasi" in sari.screen.text


async def set_state(actor: Actor, state: State) -> None:
    """Bring somebody into a state."""
    person = await actor.known()

    async def unit(unit: Unit) -> None:
        await unit.people.change_state(
            person.id, was=tuple(State), becomes=state, now=actor.stage.now
        )

    await actor.stage.database.write(unit)


async def _places(stage: Stage, number: int) -> list[tuple[int, tuple[int, ...]]]:
    async with stage.database.snapshot() as unit:
        said = await unit.messages.list_about(subject(number))
    return [(one.chat_id, one.message_ids) for one in said]


async def _unlearnt(stage: Stage, number: int) -> None:
    """Forget where a card is, as after a send whose answer never came."""

    async def forget(unit: Unit) -> None:
        await unit.connection.execute(delete(message).where(message.c.subject == subject(number)))

    await stage.database.write(forget)


async def test_a_card_whose_sending_was_never_confirmed_is_adopted(moderated: Stage) -> None:
    """A tap on it in the group tells its id, so that it is edited from then on; once."""
    budi = await on_duty(moderated, "Budi", 13)
    number = await applies(tamu := moderated.person("Tamu", 12))
    card = moderated.chats[GROUP.id][-1]
    await _unlearnt(moderated, number)

    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Kembali", chat=GROUP)

    assert [(GROUP.id, (card.id,))] == await _places(moderated, number)
    await tamu.says("/menu")
    await tamu.taps("Tarik permohonan")
    assert "Ditarik oleh pemohon." in card.message.text


async def test_a_private_copy_is_adopted_too(stage: Stage) -> None:
    """The copy of one moderator, never confirmed, shows what another decided."""
    budi = await on_duty(stage, "Budi", 13)
    cici = await on_duty(stage, "Cici", 15)
    number = await applies(stage.person("Tamu", 12))
    await _unlearnt(stage, number)

    await cici.taps("Tolak")
    await cici.taps("Kembali")
    await budi.taps("Setujui")

    assert {13, 15} == {chat_id for chat_id, _ in await _places(stage, number)}
    assert "Disetujui oleh Budi." in cici.screen.text


async def test_whoever_may_not_decide_adopts_nothing(moderated: Stage) -> None:
    """A member's forged tap teaches us no card."""
    sari = await moderated.person("Sari", 11).joined()
    number = await applies(moderated.person("Tamu", 12))
    await _unlearnt(moderated, number)

    await sari.taps_data(pack(AcceptApplication(application=number)), 77, chat=GROUP)

    assert [] == await _places(moderated, number)


async def test_without_an_active_moderator_the_group_and_the_admins_get_the_card(
    moderated: Stage,
) -> None:
    """Nobody in the group may decide, so the admins are told in private; all copies agree."""
    ani = moderated.person("Ani", 9001)
    await ani.says("/menu")
    await applies(moderated.person("Tamu", 12))
    card = moderated.chats[GROUP.id][-1]

    await ani.taps("Setujui")

    assert "Disetujui oleh Admin CoP." in ani.screen.text
    assert "Disetujui oleh Admin CoP." in card.message.text


async def test_taking_it_back_twice_leaves_the_way_on(moderated: Stage) -> None:
    """A double tap on `Tarik permohonan` still shows `Gabung`."""
    await on_duty(moderated, "Budi", 13)
    tamu = moderated.person("Tamu", 12)
    await applies(tamu)
    await tamu.says("/menu")
    data = tamu.screen.buttons[0][0].data
    assert data is not None

    await tamu.taps_data(data, moderated.chats[12][-1].id)
    await tamu.taps_data(data, moderated.chats[12][-1].id)

    assert "Gabung" in tamu.labels


async def test_an_applicant_who_wants_to_leave_is_shown_how(moderated: Stage) -> None:
    """`/keluar` of somebody who waits offers `Tarik permohonan`."""
    await on_duty(moderated, "Budi", 13)
    tamu = moderated.person("Tamu", 12)
    await applies(tamu)

    await tamu.says("/keluar")
    await tamu.taps("Tarik permohonan")

    assert State.LEFT is (await tamu.known()).state


async def test_a_card_left_in_an_upgraded_group_is_said_anew(moderated: Stage) -> None:
    """The supergroup reads what became of an application whose card stands in the old group."""
    await on_duty(moderated, "Budi", 13)
    tamu = moderated.person("Tamu", 12)
    await applies(tamu)
    await moderated.database.write(lambda unit: unit.messages.add_alias(GROUP.id, -100_500))
    await tamu.says("/menu")

    reply = await tamu.taps("Tarik permohonan")

    [edit] = [say for say in reply.says if isinstance(say, Rewrite) and say.chat_id < 0]
    assert (-100_500, None, True) == (edit.chat_id, edit.message_id, edit.else_say)
    assert "Ditarik oleh pemohon." in edit.message.text
