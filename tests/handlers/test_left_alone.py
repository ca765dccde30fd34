"""Answers of somebody who is no moderator any more: an admin takes them back."""

import pytest

from community.appointing import EndDuty
from community.callback import pack
from community.incoming import BotStanding
from community.questions import State
from tests.handlers.asker import GROUP
from tests.handlers.desk import Desk
from tests.handlers.driver import Actor

ADMIN = 9001
WRONG = "Jawaban keliru"


@pytest.fixture
async def admin(desk: Desk) -> Actor:
    """An admin who is no moderator."""
    return await desk.stage.person("Ani", ADMIN).joined()


async def retracts(who: Actor) -> None:
    """Take the answer below the card back, if that is offered."""
    await who.taps("Tarik jawaban", chat=GROUP)
    await who.taps("Ya, tarik", chat=GROUP)


async def test_an_admin_takes_back_what_a_former_moderator_wrote(desk: Desk, admin: Actor) -> None:
    """The asker loses it, the question is everybody's again, and somebody else answers."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, WRONG)
    person = await desk.budi.known()
    await admin.taps_data(pack(EndDuty(person=person.id)))

    await retracts(admin)

    assert not [one for one in desk.sari.messages if WRONG in one.text]
    assert State.NEW is (await desk.question()).state
    await desk.cici.taps("Ambil", chat=GROUP)
    await desk.replies(desk.cici, "Jawaban baik")
    assert "Jawaban baik" in desk.sari.screen.text


async def test_what_a_moderator_stands_by_is_theirs(desk: Desk, admin: Actor) -> None:
    """Neither an admin nor another moderator takes it back, blocked bot or not."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, WRONG)
    await desk.budi.does(BotStanding("member", "kicked"))

    for who in (admin, desk.cici):
        await who.taps("Tarik jawaban", chat=GROUP)
        assert "Tidak ada jawaban Anda" in who.toast


async def test_another_moderator_takes_nothing_back(desk: Desk, admin: Actor) -> None:
    """That is the admins', also where the author is gone."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, WRONG)
    person = await desk.budi.known()
    await admin.taps_data(pack(EndDuty(person=person.id)))

    await desk.cici.taps("Tarik jawaban", chat=GROUP)

    assert "Tidak ada jawaban Anda" in desk.cici.toast
