"""Publishing when things cross: two at once, taken back meanwhile, away, too late."""

import pytest

from community.callback import pack
from community.incoming import BotStanding
from community.publishing import Consent, Publish, Revoke, State
from tests.handlers.asker import on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.publisher import (
    ANSWER,
    QUESTION,
    RULE,
    answered,
    finds,
    proposes,
    publication,
    published,
)


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator."""
    return await on_duty(stage, "Budi", 13)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member who asks."""
    return await stage.person("Sari Wulandari", 11).joined(unit="Bagian Protokol Rumit")


@pytest.fixture
async def dewi(stage: Stage) -> Actor:
    """A member who reads."""
    return await stage.person("Dewi", 12).joined()


async def test_a_text_of_which_two_were_proposed_is_the_newer_one(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Two moderators at once: the asker is asked twice, and only the newer text can be allowed."""
    cici = await on_duty(stage, "Cici", 15)
    question = await answered(sari, budi)
    await budi.taps_data(pack(Publish(question=question.id)))
    await proposes(cici, question.id, answer="Jawaban dari Cici.")
    for words in (QUESTION, "Jawaban dari Budi.", RULE):
        await budi.says(words)
    await budi.taps("1 tahun")
    await budi.taps("Kirim")

    await sari.taps_data(pack(Consent(question=question.id, version=1)))
    assert "Jawaban dari Budi." in sari.screen.text
    assert [] == await finds(stage)
    await sari.taps("Izinkan")

    stands = await publication(stage, question.id)
    assert (State.PUBLISHED, "Jawaban dari Budi.") == (stands.state, stands.content.answer)


async def test_a_permission_taken_back_ends_what_a_moderator_was_writing(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """The form that was open meanwhile publishes nothing and asks nothing."""
    number = await published(sari, budi)
    await budi.taps_data(pack(Publish(question=number)))
    for words in (QUESTION, "Versi baru jawabannya.", RULE):
        await budi.says(words)
    await budi.taps("1 tahun")
    await sari.taps_data(pack(Revoke(question=number, is_sure=True)))
    before = len(sari.messages)

    await budi.taps("Kirim")

    assert "memilih pertanyaan ini tetap pribadi" in budi.screen.text
    assert before == len(sari.messages)
    assert State.REVOKED is (await publication(stage, number)).state


async def test_a_permission_taken_back_ends_a_newer_proposal_too(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """`Izinkan` below the newer text comes too late."""
    number = await published(sari, budi)
    await proposes(budi, number, answer="Versi baru jawabannya.")
    await sari.taps_data(pack(Revoke(question=number, is_sure=True)))

    await sari.taps_data(pack(Consent(question=number, version=2)))

    assert "Izin dicabut" in sari.screen.text
    assert [] == await finds(stage)


async def test_an_asker_who_blocked_the_bot_is_asked_when_they_come_back(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Nothing is published without them; the request is found on their question afterwards."""
    question = await answered(sari, budi)
    await sari.does(BotStanding("member", "kicked"))
    await proposes(budi, question.id)
    stage.passes(days=3)

    await sari.does(BotStanding("kicked", "member"))
    await sari.says("/pertanyaansaya")
    await sari.taps(f"#{question.id}")
    assert [] == await finds(stage)
    await sari.taps("Lihat permintaan izin")
    await sari.taps("Izinkan")

    assert [question.id] == await finds(stage)


async def test_who_left_the_community_can_still_take_it_back(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """The button below the consent message works in every state."""
    await published(sari, budi)
    await sari.says("/keluar")
    await sari.taps("Ya, keluar")

    await sari.taps("Cabut izin")
    await sari.taps("Ya, cabut izin")

    assert [] == await finds(stage)


@pytest.mark.parametrize(
    "typed",
    [
        "23 November 2026",
        "besok",
        "1 Januari 2020",
        "30 Februari 2027",
        "1 Januari 2040",
        "kapan-kapan",
    ],
)
async def test_a_review_has_to_lie_ahead(sari: Actor, budi: Actor, typed: str) -> None:
    """Today, tomorrow, the past, a day that is none, and one beyond five years are refused."""
    question = await answered(sari, budi)
    await budi.taps_data(pack(Publish(question=question.id)))
    for words in (QUESTION, ANSWER, RULE):
        await budi.says(words)

    await budi.says(typed)
    assert "tanggal" in budi.screen.text.lower().partition("<b>tanggal peninjauan")[0]

    await budi.says("1 Juni 2027")
    assert "Ditinjau: Selasa, 1 Juni 2027" in budi.screen.text


async def test_ones_own_published_question_is_offered_as_similar(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Asked again by its own asker, it is offered like any other; what is unpublished is not."""
    await published(sari, budi)
    await sari.says(f"/tanya {QUESTION}")
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Ini sudah menjawab")
    assert ANSWER in sari.screen.text
    assert "Cabut izin" in sari.labels
    await sari.taps("Cabut izin")
    await sari.taps("Ya, cabut izin")
    await sari.taps("Lihat pertanyaan")

    await sari.says("/menu")
    await sari.taps("Hapus draf")
    await sari.says(f"/tanya {QUESTION}")
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])

    assert "Kirim" == sari.labels[0]
