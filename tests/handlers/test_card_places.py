"""Without a group: cards go to those who can be reached, decided for each question."""

import pytest

from community.incoming import BotStanding
from community.reply import Say
from tests.handlers.asker import ask, on_duty
from tests.handlers.driver import Actor, Stage

BUDI, CICI, ADMIN = 13, 15, 9001


async def cards(asker: Actor) -> list[int]:
    """Return the chats in which the card of a new question is put."""
    stage = asker.stage
    question = await ask(asker)
    return [
        say.chat_id
        for say in stage.said
        if isinstance(say, Say) and say.subject == f"question:{question.id}"
    ]


@pytest.mark.parametrize(
    ("blocked", "expected"),
    [
        ((), [BUDI, CICI]),
        ((BUDI,), [CICI]),
        ((BUDI, CICI), [ADMIN]),
        ((BUDI, CICI, ADMIN), [BUDI, CICI]),  # nobody: as ever, the clock tells whoever returns
    ],
)
async def test_a_card_goes_where_it_is_read(
    stage: Stage, blocked: tuple[int, ...], expected: list[int]
) -> None:
    """Moderators who block the bot are passed over; without any the admins stand in."""
    sari = await stage.person("Sari", 11).joined()
    people = {BUDI: await on_duty(stage, "Budi", BUDI), CICI: await on_duty(stage, "Cici", CICI)}
    people[ADMIN] = await stage.person("Ani", ADMIN).joined()
    for one in blocked:
        await people[one].does(BotStanding("member", "kicked"))

    assert expected == await cards(sari)


async def test_a_moderators_own_question_goes_past_who_cannot_be_reached(stage: Stage) -> None:
    """Budi asks and Cici blocks the bot: the admin gets the card."""
    budi, cici = await on_duty(stage, "Budi", BUDI), await on_duty(stage, "Cici", CICI)
    await stage.person("Ani", ADMIN).joined()
    await cici.does(BotStanding("member", "kicked"))

    assert [ADMIN] == await cards(budi)
