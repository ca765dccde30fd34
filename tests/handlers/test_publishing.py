"""`Terbitkan`: proposed by a moderator, allowed by the asker, and taken back."""

import pytest

from community.callback import pack
from community.publishing import Consent, OpenPublished, Publish, Revoke, State
from community.question_card import ShowQuestion
from community.questions import Event
from handlers import publishing
from handlers.request import Request
from handlers.similar import Similar, similar
from storage.unit import Unit
from tests.handlers.asker import GROUP, on_duty, question_of
from tests.handlers.clockwork import tick
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

NIP = "198503152010011002"


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


async def test_what_the_asker_allows_is_open_to_members(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor
) -> None:
    """Before it nothing is found; afterwards list, link and search find it, without the name."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)
    assert "Permintaan izin" in budi.screen.text
    assert ["Izinkan", "Tidak, tetap pribadi"] == sari.labels
    assert [] == await finds(stage)
    await dewi.says(f"/start q_{question.id}")
    assert ANSWER not in dewi.screen.text

    await sari.taps("Izinkan")

    assert "Terima kasih" in sari.screen.text
    assert [question.id] == await finds(stage)
    await dewi.says(f"/start q_{question.id}")
    assert ANSWER in dewi.screen.text
    assert f"Sumber: {RULE}" in dewi.screen.text
    assert "Sari" not in dewi.screen.text
    assert "Cabut izin" not in dewi.labels


async def test_what_is_kept_private_is_not_asked_again(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """`Tidak, tetap pribadi` holds, and no text is kept."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)

    await sari.taps("Tidak, tetap pribadi")
    await budi.taps_data(pack(Publish(question=question.id)))

    assert "memilih pertanyaan ini tetap pribadi" in budi.screen.text
    stands = await publication(stage, question.id)
    assert (State.DECLINED, None, "") == (stands.state, stands.proposal, stands.content.answer)


async def test_a_permission_is_taken_back_at_any_time(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor
) -> None:
    """After the second tap nothing finds or opens it, and a second try says the same."""
    number = await published(sari, budi)
    await sari.taps("Cabut izin")
    assert [number] == await finds(stage)

    await sari.taps("Ya, cabut izin")

    assert [] == await finds(stage)
    await dewi.taps_data(pack(OpenPublished(question=number)))
    assert ANSWER not in dewi.screen.text
    await sari.taps_data(pack(Revoke(question=number, is_sure=True)))
    assert "Izin dicabut" in sari.screen.text


async def test_a_permission_is_taken_back_from_ones_own_question(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """`/pertanyaansaya` leads to it long after the consent message is lost; not before consent."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)
    await sari.says("/pertanyaansaya")
    await sari.taps("#1")
    assert "Cabut izin" not in sari.labels
    await sari.taps("Lihat permintaan izin")
    assert ["Izinkan", "Tidak, tetap pribadi"] == sari.labels
    await sari.taps("Izinkan")
    stage.passes(days=400)

    await sari.says("/pertanyaansaya")
    await sari.taps("#1")
    await sari.taps("Cabut izin")
    await sari.taps("Kembali")
    assert [question.id] == await finds(stage)
    await sari.taps("Cabut izin")
    await sari.taps("Ya, cabut izin")

    assert [] == await finds(stage)
    await sari.says("/pertanyaansaya")
    await sari.taps("#1")
    assert [] == [one for one in sari.labels if "izin" in one]


async def test_nobody_else_decides(stage: Stage, sari: Actor, budi: Actor, dewi: Actor) -> None:
    """Forged buttons of another member, or of the moderator, change nothing."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)

    for forger in (dewi, budi):
        await forger.taps_data(pack(Consent(question=question.id, version=1)))
        await forger.taps_data(pack(Revoke(question=question.id, is_sure=True)))

    assert State.PROPOSED is (await publication(stage, question.id)).state
    assert [] == await finds(stage)


async def test_only_what_was_shown_is_allowed(stage: Stage, sari: Actor, budi: Actor) -> None:
    """A button below an older text shows the newer one and publishes nothing."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)
    await proposes(budi, question.id, answer="Jawaban lain yang lebih lengkap.")

    await sari.taps_data(pack(Consent(question=question.id, version=1)))

    assert "Jawaban lain yang lebih lengkap." in sari.screen.text
    assert [] == await finds(stage)
    await sari.taps("Izinkan")
    assert [question.id] == await finds(stage)


@pytest.mark.parametrize("field", ["question", "answer", "source"])
async def test_no_nip_is_published(stage: Stage, sari: Actor, budi: Actor, field: str) -> None:
    """The form takes no text with a NIP, wherever it stands."""
    question = await answered(sari, budi)
    await budi.taps_data(pack(Publish(question=question.id)))

    for name, words in (("question", QUESTION), ("answer", ANSWER), ("source", RULE)):
        if name == field:
            await budi.says(f"{words}, NIP {NIP}")
            break
        await budi.says(words)

    assert "tidak boleh memuat NIK atau NIP" in budi.screen.text
    person = await budi.known()
    assert person.draft is not None
    assert field == person.draft.step


async def test_the_offered_text_is_masked(sari: Actor, budi: Actor) -> None:
    """What the form starts from holds no NIP."""
    question = await answered(sari, budi, f"Apakah NIP {NIP} saya benar adanya?")

    await budi.taps_data(pack(Publish(question=question.id)))

    assert "[NIP disamarkan]" in budi.screen.text
    assert NIP not in budi.screen.text


async def test_the_moderator_is_warned_of_a_name(sari: Actor, budi: Actor) -> None:
    """Where the asker is known, the preview says that the text names them."""
    question = await answered(sari, budi)
    await budi.taps_data(pack(Publish(question=question.id)))
    for words in (QUESTION, f"Bu Sari Wulandari, {ANSWER}", RULE):
        await budi.says(words)

    await budi.taps("1 tahun")

    assert "memuat nama atau instansi penanya" in budi.screen.text


@pytest.mark.parametrize("leak", ["Sari Wulandari", "Bagian Protokol Rumit", "Kab. Banyuwangi"])
async def test_what_names_an_anonymous_asker_cannot_be_allowed(
    stage: Stage, sari: Actor, budi: Actor, leak: str
) -> None:
    """The moderator's screens never tell whether the guess was right; the asker's say no."""
    screens = []
    for words in (leak, "Orang Lain Sekali"):
        question = await answered(sari, budi, is_anonymous=True)
        await budi.taps_data(pack(Publish(question=question.id)))
        for typed in (QUESTION, f"{ANSWER} {words}", RULE):
            await budi.says(typed)
        await budi.taps("1 tahun")
        screens.append(budi.screen.text.replace(words, "").replace(f"#{question.id} ", ""))
        await budi.taps("Kirim")
        if words == leak and not leak.startswith("Kab"):
            assert ["Tidak, tetap pribadi"] == sari.labels
            await sari.taps_data(pack(Consent(question=question.id, version=1)))
            assert [] == await finds(stage)

    assert screens[0] == screens[1]
    assert "Pertanyaan ini anonim" in screens[0]


async def test_silence_is_no(stage: Stage, sari: Actor, budi: Actor) -> None:
    """After 14 days, not before, the proposal is over; it happens once and may come again."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)
    stage.passes(days=13, hours=23)
    assert "" == await publishing.lapse_proposals(tick(stage))
    stage.passes(hours=1)

    assert "1 permintaan izin" in await publishing.lapse_proposals(tick(stage))
    assert "" == await publishing.lapse_proposals(tick(stage))

    await sari.taps("Izinkan")
    assert "sudah tidak berlaku" in sari.screen.text
    assert [] == await finds(stage)
    assert State.LAPSED is (await publication(stage, question.id)).state


async def test_a_changed_answer_is_allowed_anew(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor
) -> None:
    """Until then the old text stays; declined, it stays for good."""
    number = await published(sari, budi)
    await proposes(budi, number, answer="Jawaban yang sama sekali baru.")
    await dewi.says(f"/start q_{number}")
    assert ANSWER in dewi.screen.text

    await sari.taps("Izinkan")

    await dewi.says(f"/start q_{number}")
    assert "Jawaban yang sama sekali baru." in dewi.screen.text
    await proposes(budi, number, answer="Jawaban ketiga yang berbeda.")
    await sari.taps("Tidak, tetap pribadi")
    await dewi.says(f"/start q_{number}")
    assert "Jawaban yang sama sekali baru." in dewi.screen.text


async def test_another_source_is_published_at_once(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor
) -> None:
    """The asker allowed the words; where they are taken from is the moderators' to say."""
    number = await published(sari, budi)
    before = len(sari.messages)

    await proposes(budi, number, source="praktik")

    assert before == len(sari.messages)
    await dewi.says(f"/start q_{number}")
    assert "Sumber: Praktik" in dewi.screen.text


@pytest.mark.parametrize("event", [Event.WITHDRAW, Event.WITHDRAW_ANSWER])
async def test_what_is_withdrawn_is_unpublished(
    stage: Stage, sari: Actor, budi: Actor, event: Event
) -> None:
    """A question, or its only answer, that is taken back is found no more."""
    number = await published(sari, budi)
    question = await question_of(stage, number)

    async def withdraw(unit: Unit) -> None:
        assert await unit.questions.step(question, event, question.person_id, stage.now)

    await stage.database.write(withdraw)

    assert [] == await finds(stage)
    assert State.ENDED is (await publication(stage, number)).state


async def test_nobody_publishes_their_own(stage: Stage, budi: Actor) -> None:
    """A moderator who asked has to let others propose it."""
    cici = await on_duty(stage, "Cici", 15)
    question = await answered(budi, cici)

    await budi.taps_data(pack(Publish(question=question.id)))

    assert "ajukan sendiri" in budi.screen.text


async def test_similar_published_questions_are_offered(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor
) -> None:
    """Only what is published is offered to whoever asks nearly the same."""
    number = await published(sari, budi)

    async with stage.database.snapshot() as unit:
        offered = await similar(_request(unit), "Cara menghitung angka kredit jabatan fungsional")

    assert (Similar(number, QUESTION),) == offered


def _request(unit: Unit) -> Request:
    return Request(None, None, unit, None, None)  # type: ignore[arg-type] # only the unit is looked at


async def test_a_card_in_the_group_is_answered_in_private(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """`Terbitkan` stands on the answered card; the form opens where nobody else types."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    question = await answered(sari, budi)
    await budi.taps_data(pack(ShowQuestion(question=question.id)), chat=GROUP)

    await budi.taps("Terbitkan", chat=GROUP)

    assert f"Terbitkan #{question.id}" in budi.screen.text
    assert "obrolan pribadi" in budi.toast
    assert [] == [shown for shown in stage.chats[GROUP.id] if "Silakan ketik" in shown.message.text]
