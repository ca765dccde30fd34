"""`Terbitkan` where something is on its way: half-filled forms, requests, what came of them."""

from datetime import timedelta

import pytest

from community.callback import pack
from community.publishing import Publish, State
from community.question_card import ShowQuestion
from handlers import publishing
from tests.handlers.asker import on_duty
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Actor, Stage
from tests.handlers.publisher import (
    ANSWER,
    QUESTION,
    answered,
    finds,
    proposes,
    publication,
)


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator."""
    return await on_duty(stage, "Budi", 13)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member who asks."""
    return await stage.person("Sari Wulandari", 11).joined()


async def test_another_source_of_an_anonymous_question_is_asked_anew(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """A source can tell who asked: nothing of it is published without their word."""
    question = await answered(sari, budi, is_anonymous=True)
    await proposes(budi, question.id)
    await sari.taps("Izinkan")

    await proposes(budi, question.id, source="Praktik di Kabupaten Banyuwangi")

    assert "Banyuwangi" not in (await publication(stage, question.id)).content.source
    assert "Praktik di Kabupaten Banyuwangi" in sari.screen.text
    await sari.taps("Tidak, tetap pribadi")
    stands = await publication(stage, question.id)
    assert State.PUBLISHED is stands.state
    assert "Banyuwangi" not in stands.content.source


async def test_a_later_review_of_an_anonymous_question_asks_nobody(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Where every word is the same, nobody is bothered."""
    question = await answered(sari, budi, is_anonymous=True)
    await proposes(budi, question.id)
    await sari.taps("Izinkan")
    before = len(sari.messages)
    first = (await publication(stage, question.id)).content.review_on
    stage.passes(days=30)

    await proposes(budi, question.id)

    assert before == len(sari.messages)
    later = (await publication(stage, question.id)).content.review_on
    assert first is not None
    assert first + timedelta(days=30) == later


async def test_what_was_begun_for_another_question_is_offered_first(
    sari: Actor, budi: Actor
) -> None:
    """Half an hour's work is not wiped by one tap: both ways are offered."""
    first, second = await answered(sari, budi), await answered(sari, budi, "Lain sama sekali?")
    await budi.taps_data(pack(Publish(question=first.id)))
    await budi.says("Pertanyaan yang disusun rapi oleh moderator?")

    await budi.taps_data(pack(Publish(question=second.id)))
    assert ["Lanjutkan draf", "Hapus draf", f"Tulis baru #{second.id}", "Menu"] == budi.labels
    await budi.taps("Lanjutkan draf")
    await budi.says("Jawaban yang disunting setengah jam lamanya.")
    await budi.says("Praktik")
    await budi.taps("1 tahun")
    assert "Pertanyaan yang disusun rapi oleh moderator?" in budi.screen.text
    await budi.taps_data(pack(Publish(question=second.id)))
    await budi.taps("Tulis baru")

    assert f"Terbitkan #{second.id}: pertanyaan" in budi.screen.text


async def test_terbitkan_again_shows_the_form_as_it_stands(sari: Actor, budi: Actor) -> None:
    """A second tap below the same card wipes nothing."""
    question = await answered(sari, budi)
    await budi.taps_data(pack(Publish(question=question.id)))
    await budi.says("Pertanyaan yang disusun rapi oleh moderator?")
    await budi.says("/menu")

    await budi.taps_data(pack(Publish(question=question.id)))

    assert "<b>Jawaban</b>" in budi.screen.text
    await budi.says(ANSWER)
    assert "<b>Sumber</b>" in budi.screen.text


async def test_a_request_that_waits_is_shown(stage: Stage, sari: Actor, budi: Actor) -> None:
    """Since when, with its text; `Tulis ulang` begins from that text."""
    question = await answered(sari, budi)
    await proposes(budi, question.id, answer="Jawaban yang ditawarkan kemarin.")
    stage.passes(days=1)

    await budi.taps_data(pack(Publish(question=question.id)))

    assert "sedang diminta sejak Senin, 23 November 2026" in budi.screen.text
    assert "Jawaban yang ditawarkan kemarin." in budi.screen.text
    await budi.taps("Tulis ulang")
    await budi.taps("Pakai teks ini")
    assert "Jawaban yang ditawarkan kemarin." in budi.screen.text


@pytest.mark.parametrize(
    ("label", "told"),
    [("Izinkan", "Penanya mengizinkan"), ("Tidak, tetap pribadi", "tidak mengizinkan")],
)
async def test_who_proposed_hears_what_became_of_it(
    sari: Actor, budi: Actor, label: str, told: str
) -> None:
    """One line, without a name, and no second one for a second tap."""
    question = await answered(sari, budi, is_anonymous=True)
    await proposes(budi, question.id)

    await sari.taps(label)

    assert told in budi.screen.text
    assert f"#{question.id}" in budi.screen.text
    assert "Sari" not in budi.screen.text
    before = len(budi.messages)
    await sari.taps_data(pack(Publish(question=question.id)))
    assert before == len(budi.messages)


async def test_who_proposed_hears_of_silence(stage: Stage, sari: Actor, budi: Actor) -> None:
    """After fourteen days the moderator knows that nothing came of it."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)
    stage.passes(days=14)

    await runs(stage, publishing.lapse_proposals)

    words = "tidak dijawab dalam 14 hari"
    assert 1 == len([one for one in await said(stage, to=13) if words in one.text])


async def test_a_former_moderator_hears_nothing(stage: Stage, sari: Actor, budi: Actor) -> None:
    """What is decided on duty is for those on duty."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)
    person = await budi.known()
    await stage.database.write(lambda unit: unit.moderators.end(person.id))
    before = len(budi.messages)

    await sari.taps("Izinkan")

    assert before == len(budi.messages)
    assert [question.id] == await finds(stage)


@pytest.mark.parametrize("label", ["Tidak, tetap pribadi", "Izinkan"])
async def test_a_card_offers_terbitkan_only_where_it_leads_somewhere(
    sari: Actor, budi: Actor, label: str
) -> None:
    """Whoever said no, or took the permission back, is not asked again: the button is gone."""
    question = await answered(sari, budi)
    await budi.taps_data(pack(ShowQuestion(question=question.id)))
    assert "Terbitkan" in budi.labels
    await proposes(budi, question.id, question=QUESTION)
    await sari.taps(label)
    if label == "Izinkan":
        await sari.taps("Cabut izin")
        await sari.taps("Ya, cabut izin")

    await budi.taps_data(pack(ShowQuestion(question=question.id)))

    assert "Terbitkan" not in budi.labels
