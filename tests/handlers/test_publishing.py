"""`Terbitkan`: proposed by a moderator, allowed by the asker, and taken back."""

import pytest
from sqlalchemy import select

from community.callback import pack
from community.incoming import BotStanding
from community.publishing import Consent, OpenPublished, Publish, Revoke, State
from community.question_card import ShowQuestion
from community.questions import Event
from community.ruling import Unpublish
from handlers import publishing
from handlers.request import Request
from handlers.similar import Similar, similar
from storage import schema
from storage.question_entries import Kind
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


@pytest.mark.parametrize("way", ["Hapus, tulisan tetap tanpa nama", "Hapus beserta tulisan"])
@pytest.mark.parametrize(
    "then", [(), (Event.CLOSE,), (Event.NOT_ANSWERED,), (Event.NOT_ANSWERED, Event.RELEASE)]
)
async def test_a_deletion_keeps_or_takes_what_was_published(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor, *, way: str, then: tuple[Event, ...]
) -> None:
    """As the asker chooses, wherever the question stands: answered, closed, or open again."""
    stays = way.endswith("tanpa nama")
    number = await published(sari, budi)

    async def moves(unit: Unit) -> None:
        for event in then:
            seen = await unit.questions.get(number)
            assert seen is not None
            assert await unit.questions.step(seen, event, None, stage.now)

    await stage.database.write(moves)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps(way)
    expected = "terbit tetap ada tanpa nama" if stays else "terbit ikut dihapus"
    assert expected in sari.screen.text
    await sari.taps("Ya, hapus data saya")

    await dewi.says(f"/start q_{number}")
    assert stays == (ANSWER in dewi.screen.text)
    assert ([number] if stays else []) == await finds(stage)


async def test_of_a_deleted_askers_questions_only_what_is_published_stays(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Neither question, answer, note, reason, draft nor held reply may name who asked."""
    number = await published(sari, budi)
    other = await answered(sari, budi, "Saya Sari Wulandari, bagaimana SKP saya?")
    await budi.taps_data(pack(Publish(question=other.id)))
    holder = (await budi.known()).id

    async def about(unit: Unit) -> None:
        words = "Bu Sari Wulandari"
        for kind in (Kind.ANSWER, Kind.NOTE):
            await unit.question_entries.add(other.id, kind, holder, words, now=stage.now)
        await unit.questions.note(other.id, Event.LOOK_UP, holder, stage.now, {"reason": words})
        await unit.held_replies.add(other.id, holder, words, (), (13, 5), now=stage.now)

    await stage.database.write(about)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus data saya")

    tables = (
        schema.question,
        schema.question_entry,
        schema.question_event,
        schema.question_part,
        schema.held_reply,
        schema.draft,
        schema.publication,
    )
    async with stage.database.snapshot() as unit:
        rows = [str((await unit.connection.execute(select(one))).all()) for one in tables]
    assert [] == [row for row in rows if "Sari" in row]
    assert [number] == await finds(stage)


async def test_what_stays_without_its_asker_can_be_put_right_and_taken_down(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor
) -> None:
    """There is nobody left to ask, so that a correction is published at once."""
    number = await published(sari, budi)

    async def reopens(unit: Unit) -> None:
        seen = await unit.questions.get(number)
        assert seen is not None
        assert await unit.questions.step(seen, Event.NOT_ANSWERED, None, stage.now)

    await stage.database.write(reopens)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus data saya")

    await proposes(budi, number, answer="Jawaban yang diperbaiki.")
    await dewi.says(f"/start q_{number}")
    assert "Jawaban yang diperbaiki." in dewi.screen.text

    await budi.taps_data(pack(Unpublish(question=number, is_sure=True)))
    await dewi.says(f"/start q_{number}")
    assert "diperbaiki" not in dewi.screen.text
    assert [] == await finds(stage)


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
    ["23 November 2026", "1 Januari 2020", "30 Februari 2027", "1 Januari 2040", "kapan-kapan"],
)
async def test_a_review_has_to_lie_ahead(sari: Actor, budi: Actor, typed: str) -> None:
    """Today, the past, a day that is none, and one beyond five years are refused."""
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
