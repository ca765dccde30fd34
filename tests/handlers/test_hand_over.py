"""`Alihkan`: everybody in the list has a label of their own."""

import asyncio

from community.questions import State
from community.reply import Message
from handlers.question_clock import watch
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Actor, Stage


def labels(message: Message) -> list[str]:
    """Return the buttons of a message."""
    return [button.label for row in message.buttons for button in row]


async def test_nobody_in_the_list_is_mistaken_for_another(stage: Stage) -> None:
    """Of one name the instansi is told, then a number; admins without a profile are admins."""
    stage.runs_with(moderator_chat_id=GROUP.id, admin_ids=frozenset({9001, 9002}))
    for admin in (9001, 9002):
        await stage.person("Tanpa Profil", admin).says("/menu")
    budi = await on_duty(stage, "Budi", 13)
    await on_duty(stage, "Cici", 15)
    for number, area in ((16, "35.10"), (17, "35.78"), (18, "35.78")):
        await on_duty(stage, "Dedi", number)
        await stage.person("Dedi", number).joined(area=area)
    question = await ask(await stage.person("Sari", 12).joined())
    await budi.taps("Ambil", chat=GROUP)

    await budi.taps("Alihkan", chat=GROUP)

    shown = labels(stage.chats[GROUP.id][-1].message)
    assert [
        "Cici",
        "Dedi, Pemerintah Kabupaten Banyuwangi",
        "Dedi, Pemerintah Kota Surabaya · 1",
        "Dedi, Pemerintah Kota Surabaya · 2",
        "Admin CoP · 1",
        "Admin CoP · 2",
        "Kembali",
    ] == shown
    await budi.taps("Admin CoP · 2", chat=GROUP)
    taker = await stage.person("Tanpa Profil", 9002).known()
    assert taker.id == (await question_of(stage, question.id)).holder_id


async def test_whoever_pauses_right_after_a_hand_over_gives_the_question_back(stage: Stage) -> None:
    """Nothing stays with somebody who is away: it is free again, and the group reads so."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    budi = await on_duty(stage, "Budi", 13)
    cici = await on_duty(stage, "Cici", 15)
    question = await ask(await stage.person("Sari", 12).joined())
    await budi.taps("Ambil", chat=GROUP)
    await budi.taps("Alihkan", chat=GROUP)
    await asyncio.gather(budi.taps("Cici", chat=GROUP), pauses(cici))
    taken = await question_of(stage, question.id)

    await runs(stage, watch)

    free = await question_of(stage, question.id)
    assert (State.NEW, None) == (free.state, free.holder_id)
    lines = [row.text for row in await said(stage, to=GROUP.id)]
    assert (taken.holder_id == (await cici.known()).id) == any("Kembali" in one for one in lines)


async def pauses(who: Actor) -> None:
    """Pause until tomorrow."""
    await who.says("/pengaturan")
    await who.taps("Jeda")
    await who.taps("Besok")
