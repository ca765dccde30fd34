"""A question that somebody holds is withdrawn: they hear it where the card stands."""

import pytest

from community.reply import Say
from tests.handlers.asker import GROUP, ask, on_duty
from tests.handlers.driver import Actor, Stage


async def withdraws(asker: Actor) -> None:
    """Withdraw the newest question."""
    await asker.says("/pertanyaansaya")
    await asker.taps("#")
    await asker.taps("Tarik pertanyaan")
    await asker.taps("Ya, tarik pertanyaan")


def told(stage: Stage) -> list[Say]:
    """Return what was said of withdrawals to moderators."""
    return [
        say
        for say in stage.said
        if isinstance(say, Say) and "ditarik penanya, sehingga" in say.message.text
    ]


@pytest.mark.parametrize("is_anonymous", [False, True])
async def test_the_holder_is_mentioned_below_the_card(stage: Stage, *, is_anonymous: bool) -> None:
    """In the group the line answers the card; who asked stands nowhere in it."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    budi = await on_duty(stage, "Budi", 13)
    sari = await stage.person("Sari", 12).joined()
    question = await ask(sari, is_anonymous=is_anonymous)
    await budi.taps("Ambil", chat=GROUP)

    await withdraws(sari)

    (line,) = told(stage)
    assert GROUP.id == line.chat_id
    assert f"question:{question.id}" == line.reply_to_subject
    assert question.topic == line.thread_topic
    assert line.message.text.startswith('<a href="tg://user?id=13">Budi</a>: ')
    assert "Sari" not in line.message.text
    card = next(one for one in stage.chats[GROUP.id] if one.subject == f"question:{question.id}")
    assert "<b>ditarik</b>" in card.message.text
    assert "dipegang" not in card.message.text


async def test_without_a_group_the_holder_alone_is_told(stage: Stage) -> None:
    """In their private chat, as an answer to their card; the others only see theirs change."""
    budi = await on_duty(stage, "Budi", 13)
    await on_duty(stage, "Cici", 15)
    sari = await stage.person("Sari", 12).joined()
    question = await ask(sari)
    await budi.taps("Ambil")

    await withdraws(sari)

    assert [(13, f"question:{question.id}")] == [
        (line.chat_id, line.reply_to_subject) for line in told(stage)
    ]


async def test_what_nobody_holds_is_withdrawn_in_silence(stage: Stage) -> None:
    """The card alone says so."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    await on_duty(stage, "Budi", 13)
    sari = await stage.person("Sari", 12).joined()
    await ask(sari)

    await withdraws(sari)

    assert [] == told(stage)


async def test_deleted_data_withdraw_a_held_question_aloud(stage: Stage) -> None:
    """Who holds it learns it there, too; it was answered for nobody else."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    budi = await on_duty(stage, "Budi", 13)
    sari = await stage.person("Sari", 12).joined()
    await ask(sari)
    held = await ask(sari)
    await budi.taps("Ambil", chat=GROUP)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus")

    assert [f"question:{held.id}"] == [line.reply_to_subject for line in told(stage)]
