"""What moderators do with a card: take it, let go, hand it over, mark it."""

import asyncio

from community.callback import pack
from community.question_card import (
    ClaimQuestion,
    HandOver,
    Prioritise,
    RefuseQuestion,
    ReleaseQuestion,
)
from community.questions import Event, State
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.cards import card_of, events_of, labels
from tests.handlers.driver import Stage


async def test_of_two_taps_one_wins(grouped: Stage) -> None:
    """The slower one reads who holds the question, and nothing changes."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    question = await ask(await grouped.person("Sari", 12).joined())
    data = pack(ClaimQuestion(question=question.id))
    card = card_of(grouped, question.id)

    await asyncio.gather(
        budi.taps_data(data, card.id, chat=GROUP), cici.taps_data(data, card.id, chat=GROUP)
    )

    after = await question_of(grouped, question.id)
    winner, loser = (budi, cici) if after.holder_id == (await budi.known()).id else (cici, budi)
    assert State.CLAIMED is after.state
    assert f"Pertanyaan #{question.id} sudah diambil {winner.name}." == loser.toast
    assert f"dipegang {winner.name}" in card.message.text
    assert [Event.ASK, Event.CLAIM] == await events_of(grouped, question.id)


async def test_a_claimed_card_shows_what_can_be_done(grouped: Stage) -> None:
    """`Jawab` leads from the group to the private chat."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(await grouped.person("Sari", 12).joined())

    await budi.taps("Ambil", chat=GROUP)

    message = card_of(grouped, question.id).message
    assert [
        "Jawab",
        "Lepaskan",
        "Alihkan",
        "Minta penjelasan",
        "Tolak",
        "Penting: tidak",
    ] == labels(message)
    assert message.buttons[0][0].url is not None
    assert message.buttons[0][0].url.endswith(f"?start=jawab_{question.id}")
    assert "diambil, Budi" in message.text


async def test_only_the_holder_or_an_admin_lets_go(grouped: Stage) -> None:
    """Another moderator reads whose it is; an admin may free it."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    question = await ask(await grouped.person("Sari", 12).joined())
    await budi.taps("Ambil", chat=GROUP)

    await cici.taps("Lepaskan", chat=GROUP)
    assert "sudah diambil Budi" in cici.toast
    await grouped.person("Ani", 9001).taps("Lepaskan", chat=GROUP)

    after = await question_of(grouped, question.id)
    assert (State.NEW, None) == (after.state, after.holder_id)
    assert "Ambil" in labels(card_of(grouped, question.id).message)


async def test_nobody_takes_their_own_question(grouped: Stage) -> None:
    """The asker, a moderator, is told so; the card tells nobody."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(budi, is_anonymous=True)
    before = card_of(grouped, question.id).message

    for data in (
        ClaimQuestion(question=question.id),
        Prioritise(question=question.id, is_urgent=True),
        RefuseQuestion(question=question.id, reason="ranah"),
    ):
        await budi.taps_data(pack(data), card_of(grouped, question.id).id, chat=GROUP)
        assert "Pertanyaan sendiri dijawab oleh orang lain." == budi.toast

    assert State.NEW is (await question_of(grouped, question.id)).state
    assert before.text.split("\n\nMohon")[0] == card_of(grouped, question.id).message.text


async def test_a_sole_admin_takes_their_own_question_audited(stage: Stage) -> None:
    """There is nobody else; the trail says that it was their own."""
    ani = await stage.person("Ani", 9001).joined()
    question = await ask(ani)

    await ani.taps("Ambil")

    assert State.CLAIMED is (await question_of(stage, question.id)).state
    async with stage.database.snapshot() as unit:
        newest = (await unit.audit.list_newest(1))[0]
    assert "question_claim" == newest.action
    assert {"question": question.id, "own": True} == newest.details


async def test_a_question_is_marked_as_urgent(grouped: Stage) -> None:
    """`Penting` is a toggle that stands in the head of the card."""
    budi = await on_duty(grouped, "Budi", 13)
    question = await ask(await grouped.person("Sari", 12).joined())

    await budi.taps("Penting", chat=GROUP)
    assert "❗ Penting" in card_of(grouped, question.id).message.text
    await budi.taps("Penting", chat=GROUP)

    assert not (await question_of(grouped, question.id)).is_urgent


async def test_a_question_is_handed_over_and_the_new_holder_told(grouped: Stage) -> None:
    """The list leaves out the holder and the asker; the claim's clock begins anew."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    dedi = await on_duty(grouped, "Dedi", 16)
    question = await ask(dedi)
    await budi.taps("Ambil", chat=GROUP)
    grouped.passes(hours=1)

    await budi.taps("Alihkan", chat=GROUP)
    assert ["Cici", "Kembali"] == labels(card_of(grouped, question.id).message)
    await budi.taps("Cici", chat=GROUP)

    after = await question_of(grouped, question.id)
    assert (await cici.known()).id == after.holder_id
    assert grouped.now == after.claimed_at
    assert f"Budi mengalihkan pertanyaan #{question.id}" in cici.screen.text
    assert "Jawab" in cici.labels


async def test_handing_over_does_not_tell_who_asked_anonymously(grouped: Stage) -> None:
    """The asker stands in the list and is refused in the words for somebody who pauses."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    question = await ask(cici, is_anonymous=True)
    await budi.taps("Ambil", chat=GROUP)

    await budi.taps("Alihkan", chat=GROUP)
    assert "Cici" in labels(card_of(grouped, question.id).message)
    await budi.taps("Cici", chat=GROUP)

    assert "sedang tidak dapat menerima" in budi.toast
    assert (await budi.known()).id == (await question_of(grouped, question.id)).holder_id


async def test_a_forged_new_holder_is_refused(grouped: Stage) -> None:
    """Only people on duty are handed a question."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    eve = await grouped.person("Eve", 66).joined()
    question = await ask(sari)
    await budi.taps("Ambil", chat=GROUP)

    data = pack(HandOver(question=question.id, person=(await eve.known()).id))
    await budi.taps_data(data, card_of(grouped, question.id).id, chat=GROUP)

    assert (await budi.known()).id == (await question_of(grouped, question.id)).holder_id


async def test_a_duty_that_ends_releases_its_claims(grouped: Stage) -> None:
    """The card is free again for everybody."""
    budi = await on_duty(grouped, "Budi", 13)
    await on_duty(grouped, "Cici", 15)
    question = await ask(await grouped.person("Sari", 12).joined())
    await budi.taps("Ambil", chat=GROUP)

    await budi.says("/keluar")
    await budi.taps("Ya, keluar")

    assert State.NEW is (await question_of(grouped, question.id)).state
    assert "Ambil" in labels(card_of(grouped, question.id).message)


async def test_an_admin_whose_duty_ends_keeps_their_claims(grouped: Stage) -> None:
    """They may go on answering as an admin."""
    ani = await on_duty(grouped, "Ani", 9001)
    question = await ask(await grouped.person("Sari", 12).joined())
    await ani.taps("Ambil", chat=GROUP)

    await ani.says("/moderator")
    await ani.taps("Akhiri tugas")

    assert State.CLAIMED is (await question_of(grouped, question.id)).state


async def test_who_is_no_moderator_any_more_loses_the_buttons(stage: Stage) -> None:
    """A private card of theirs tells nothing new."""
    budi = await on_duty(stage, "Budi", 13)
    cici = await on_duty(stage, "Cici", 15)
    question = await ask(await stage.person("Sari", 12).joined())
    person = await cici.known()
    await stage.database.write(lambda unit: unit.moderators.end(person.id))

    await budi.taps("Ambil")

    assert () == card_of(stage, question.id, 15).message.buttons
    assert "dipegang" not in card_of(stage, question.id, 15).message.text
    await cici.taps_data(pack(ReleaseQuestion(question=question.id)))
    assert State.CLAIMED is (await question_of(stage, question.id)).state
