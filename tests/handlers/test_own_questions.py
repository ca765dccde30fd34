"""One's own questions: the list, one of them, its withdrawal, and edits of what was sent."""

import pytest

from community.callback import pack
from community.incoming import Attachment, Command, Edited, Text
from community.own_questions import OpenOwn, Withdraw
from community.questions import CLAIMED, NEW, WITHDRAWN, Event
from storage.question_entries import Kind
from storage.questions import Question
from storage.unit import Unit
from tests.handlers.asker import GROUP, ask, on_duty
from tests.handlers.driver import Actor, Stage

TEXT = "Bagaimana menghitung angka kredit?"


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give a member of a community whose moderators share a group."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    return await stage.person("Sari", 11).joined()


async def asked(actor: Actor, text: str = TEXT, message_id: int = 70) -> Question:
    """Ask with the form, in a message of that number."""
    await actor.does(Command("tanya", text, message_id))
    await actor.taps("Selesai")
    await actor.taps(actor.labels[0])
    await actor.taps("Kirim")
    async with actor.stage.database.snapshot() as unit:
        return (await unit.questions.list_of((await actor.known()).id, limit=1, offset=0))[0]


async def stands(stage: Stage, number: int) -> Question:
    """Return a question as it stands now."""
    async with stage.database.snapshot() as unit:
        found = await unit.questions.get(number)
    assert found is not None
    return found


async def kinds(stage: Stage, number: int) -> list[Kind]:
    """Return what sorts of things were said about a question."""
    async with stage.database.snapshot() as unit:
        return [one.kind for one in await unit.question_entries.list_of(number)]


async def moved(stage: Stage, number: int, *events: Event, holder: int = 77) -> None:
    """Let a holder do things to a question."""

    async def unit(unit: Unit) -> None:
        for event in events:
            question = await unit.questions.get(number)
            assert question is not None
            changes = {"holder_id": holder} if event is Event.CLAIM else None
            assert await unit.questions.step(question, event, holder, stage.now, changes=changes)

    await stage.database.write(unit)


def card(stage: Stage) -> str:
    """Return the newest card in the moderators' group."""
    return stage.chats[GROUP.id][-1].message.text


async def test_the_list_shows_states_in_words_newest_first(stage: Stage, sari: Actor) -> None:
    """Seven questions are two pages; each button leads to its question."""
    await sari.says("/pertanyaansaya")
    assert "belum pernah bertanya" in sari.screen.text
    for number in range(7):
        await ask(sari, f"Pertanyaan nomor {number}?")
    await moved(stage, 7, Event.CLAIM)

    await sari.says("/pertanyaanku")
    assert ["#7 · sedang ditangani · Pertanyaan nomor 6?", "#6 · baru · Pertanyaan nomor 5?"] == (
        sari.labels[:2]
    )
    await sari.taps("Berikutnya")
    assert ["#1 · baru · Pertanyaan nomor 0?", "‹ Sebelumnya"] == sari.labels[:2]
    await sari.taps("#1")

    assert "<b>Pertanyaan #1</b>" in sari.screen.text
    assert "Keadaan: <b>baru</b>" in sari.screen.text


async def test_nobody_opens_or_withdraws_what_others_asked(stage: Stage, sari: Actor) -> None:
    """A forged number shows one's own list."""
    question = await asked(sari)
    budi = await stage.person("Budi", 12).joined()

    await budi.taps_data(pack(OpenOwn(question=question.id)))
    assert TEXT not in budi.screen.text
    await budi.taps_data(pack(Withdraw(question=question.id)))

    assert NEW is (await stands(stage, question.id)).state


async def test_withdrawing_takes_two_taps_and_the_card_says_so(stage: Stage, sari: Actor) -> None:
    """The first tap asks; the second withdraws; a third finds it done."""
    question = await asked(sari)
    await sari.says("/pertanyaansaya")
    await sari.taps("#1")
    await sari.taps("Tarik pertanyaan")
    assert NEW is (await stands(stage, question.id)).state
    sure = sari.screen.buttons[0][0].data
    assert sure is not None

    await sari.taps("Ya, tarik pertanyaan")

    assert WITHDRAWN is (await stands(stage, question.id)).state
    assert "Keadaan: <b>ditarik</b>" in sari.screen.text
    assert "Tarik pertanyaan" not in sari.labels
    assert "ditarik" in card(stage)
    await sari.taps_data(sure, message_id=900)
    assert "Keadaan: <b>ditarik</b>" in sari.screen.text


async def test_an_edit_before_the_answer_is_a_new_version(stage: Stage, sari: Actor) -> None:
    """The card reads as edited, versions are kept, personal data are masked unasked."""
    question = await asked(sari)

    await sari.does(Edited(f"/tanya {TEXT} Hubungi 0812-3456-7890", 70))

    edited = await stands(stage, question.id)
    assert f"{TEXT} Hubungi [nomor telepon disamarkan]" == edited.text
    assert (NEW, 2) == (edited.state, edited.version)
    assert [Kind.QUESTION, Kind.VERSION] == await kinds(stage, question.id)
    assert "[nomor telepon disamarkan]" in card(stage)
    assert "disamarkan" in sari.screen.text
    await sari.does(Edited("Versi ketiga?", 70))
    assert 3 == (await stands(stage, question.id)).version


async def test_an_edit_while_an_explanation_is_awaited_is_the_explanation(
    stage: Stage, sari: Actor
) -> None:
    """The question goes back to its holder, who is told."""
    question = await asked(sari)
    ratna = await on_duty(stage, "Ratna", 21)
    holder = (await ratna.known()).id
    await moved(stage, question.id, Event.CLAIM, Event.ASK_EXPLANATION, holder=holder)

    await sari.does(Edited("Angka kredit untuk kenaikan pangkat?", 70))

    assert CLAIMED is (await stands(stage, question.id)).state
    assert [Kind.QUESTION, Kind.EXPLANATION] == await kinds(stage, question.id)
    assert "sebagai penjelasan" in sari.screen.text
    assert "Angka kredit untuk kenaikan pangkat?" in ratna.screen.text
    assert "Sari" not in ratna.screen.text
    await sari.taps_data(pack(OpenOwn(question=question.id)))
    assert "Penjelasan Bapak/Ibu" in sari.screen.text
    assert "bukan keputusan resmi" not in sari.screen.text  # nothing was answered


async def test_an_edit_after_the_answer_is_a_follow_up(stage: Stage, sari: Actor) -> None:
    """What was answered keeps its words; later edits of it go on as follow-ups."""
    question = await asked(sari)
    holder = (await (await on_duty(stage, "Ratna", 21)).known()).id
    await moved(stage, question.id, Event.CLAIM, Event.ANSWER, holder=holder)

    await sari.does(Edited("Dan bagi yang baru diangkat?", 70))
    await sari.does(Edited("Dan bagi yang baru dilantik?", 70))

    after = await stands(stage, question.id)
    assert (TEXT, CLAIMED, holder) == (after.text, after.state, after.holder_id)
    assert [Kind.QUESTION, Kind.FOLLOW_UP, Kind.FOLLOW_UP] == await kinds(stage, question.id)
    assert "pertanyaan lanjutan" in sari.screen.text


async def test_an_edit_changes_nothing_where_it_cannot(stage: Stage, sari: Actor) -> None:
    """Too long, the same words, or a question that is over: said, or silent, and kept."""
    question = await asked(sari)
    before = len(sari.messages)
    await sari.does(Edited(f"/tanya {TEXT}", 70))
    assert before == len(sari.messages)
    await sari.does(Edited("a" * 3_001, 70))
    assert "tetap seperti semula" in sari.screen.text
    await moved(stage, question.id, Event.WITHDRAW)
    await sari.does(Edited("Masih bisa?", 70))

    assert "sudah selesai" in sari.screen.text
    assert TEXT == (await stands(stage, question.id)).text


async def test_an_edit_of_an_unsent_question_changes_its_draft(stage: Stage, sari: Actor) -> None:
    """Before `Kirim` an edited message is simply the new text."""
    await sari.does(Command("tanya", TEXT, 70))
    await sari.taps("Selesai")

    await sari.does(Edited("/tanya Apa itu PPID?", 70))

    assert "Apa itu PPID?" in sari.screen.text
    assert TEXT not in sari.screen.text
    assert "Selesai" == sari.labels[0]


async def test_each_message_of_a_question_can_be_edited(stage: Stage, sari: Actor) -> None:
    """Typed in three messages, one a caption: every one changes its part, whichever comes first."""
    await sari.does(Command("tanya", TEXT, 70))
    await sari.does(Text("Saya pranata humas.", 72))
    await sari.does(Attachment("photo", "f", "Lihat foto ini.", 74))
    await sari.does(Attachment("photo", "g", "", 76))
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Kirim")

    await sari.does(Edited("Lihat tangkapan layar ini.", 74))
    await sari.does(Edited("Saya pranata humas ahli muda.", 72))
    await sari.does(Edited("Ini formulirnya.", 76))
    await sari.does(Edited("/tanya Apa itu angka kredit?", 70))
    said = len(sari.messages)
    await sari.does(Edited("Saya pranata humas ahli muda.", 72))

    expected = (
        "Apa itu angka kredit?\n\nSaya pranata humas ahli muda.\n\nLihat tangkapan layar ini."
        "\n\nIni formulirnya."
    )
    after = await stands(stage, 1)
    assert (expected, 5) == (after.text, after.version)
    assert expected in card(stage)
    assert said == len(sari.messages)  # the same words again


async def test_a_part_cannot_make_a_question_too_long(stage: Stage, sari: Actor) -> None:
    """The whole question counts, not the message that was edited."""
    await sari.does(Command("tanya", TEXT, 70))
    await sari.does(Text("b" * 2_000, 72))
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Kirim")

    await sari.does(Edited("a" * 1_000, 70))

    assert "yang dikirim 3.002" in sari.screen.text
    assert "tetap seperti semula" in sari.screen.text
    assert TEXT in (await stands(stage, 1)).text


async def test_a_number_in_two_messages_is_masked_and_both_stay_editable(
    stage: Stage, sari: Actor
) -> None:
    """A NIP that is split over an edit and its neighbour is seen; the parts stay apart."""
    await sari.does(Command("tanya", "Mohon info, NIP 19850315", 70))
    await sari.does(Text("apa artinya?", 72))
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Kirim")

    await sari.does(Edited("2010011002 apa artinya?", 72))

    after = await stands(stage, 1)
    assert "Mohon info, NIP [NIP disamarkan]\n\n apa artinya?" == after.text
    await sari.does(Edited("Apa arti kartu ini?", 70))
    assert "Apa arti kartu ini?\n\n apa artinya?" == (await stands(stage, 1)).text


async def test_a_part_edited_after_the_answer_is_a_follow_up(stage: Stage, sari: Actor) -> None:
    """What was answered keeps its words; the holder reads what the message says now."""
    await sari.does(Command("tanya", TEXT, 70))
    await sari.does(Text("Saya pranata humas.", 72))
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Kirim")
    before = (await stands(stage, 1)).text
    holder = (await (await on_duty(stage, "Ratna", 21)).known()).id
    await moved(stage, 1, Event.CLAIM, Event.ANSWER, holder=holder)

    await sari.does(Edited("Saya pranata humas ahli muda.", 72))

    after = await stands(stage, 1)
    assert (before, CLAIMED) == (after.text, after.state)
    async with stage.database.snapshot() as unit:
        newest = (await unit.question_entries.list_of(1))[-1]
    assert (Kind.FOLLOW_UP, "Saya pranata humas ahli muda.") == (newest.kind, newest.text)


async def test_the_words_of_moderators_among_themselves_are_not_shown(
    stage: Stage, sari: Actor
) -> None:
    """The asker sees answers as those of Moderator CoP, and no note."""
    question = await asked(sari)
    ratna = await on_duty(stage, "Ratna", 21)
    person = await ratna.known()
    await moved(stage, question.id, Event.CLAIM, Event.ANSWER)

    async def say(unit: Unit) -> None:
        entries = unit.question_entries
        await entries.add(question.id, Kind.NOTE, person.id, "catatan dalam", now=stage.now)
        await entries.add(question.id, Kind.ANSWER, person.id, "a" * 3_500, now=stage.now)

    await stage.database.write(say)
    await sari.taps_data(pack(OpenOwn(question=question.id)))

    assert "<b>Jawaban Moderator CoP</b>" in sari.screen.text
    assert "bukan keputusan resmi" in sari.screen.text
    assert "catatan dalam" not in sari.screen.text
    assert "Ratna" not in sari.screen.text
    assert len(sari.screen.text) <= 4_096
    assert "Sudah terjawab" == sari.labels[0]


async def test_an_edit_does_not_wait_for_somebody_who_left_duty(stage: Stage, sari: Actor) -> None:
    """Opened again at a holder who is no moderator any more, the question is free to take."""
    question = await asked(sari)
    await moved(stage, question.id, Event.CLAIM, Event.ANSWER)

    await sari.does(Edited("Dan bagi yang baru diangkat?", 70))

    after = await stands(stage, question.id)
    assert (NEW, None) == (after.state, after.holder_id)
