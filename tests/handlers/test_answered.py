"""What askers do with an answer: accept it, miss something, ask on, rate it."""

from datetime import timedelta

from community.incoming import Edited, Text
from community.questions import Event as Step
from community.questions import State
from storage.unit import Unit
from tests.handlers.desk import NIK, Desk


async def test_a_solved_question_is_closed_and_rated(desk: Desk) -> None:
    """`Sudah terjawab` closes; a rating can be changed and stands below the answer."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")

    await desk.sari.taps("Sudah terjawab")

    assert State.CLOSED is (await desk.question()).state
    await desk.sari.taps("3")
    await desk.sari.taps("5")
    question = await desk.question()
    assert 5 == question.rating
    labels = [one.label for row in desk.sari.messages[0].buttons for one in row]
    assert ["Belum terjawab", "Tanya lanjutan", "1", "2", "3", "4", "✅ 5"] == labels
    assert not any("5" in (line or "") for line in desk.group_words())


async def test_what_was_missed_goes_back_to_the_holder(desk: Desk) -> None:
    """`Belum terjawab` opens the question at once; what is missing follows."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    desk.stage.passes(hours=3)

    await desk.sari.taps("Belum terjawab")

    question = await desk.question()
    assert State.CLAIMED is question.state
    assert desk.stage.now == question.clock_from
    assert "Penanya menandai belum terjawab" in desk.budi.screen.text

    await desk.sari.says("Bagian lampirannya belum.")

    assert "Sudah disampaikan kepada Moderator CoP" in desk.sari.screen.text
    assert "Bagian lampirannya belum." in desk.budi.screen.text
    assert State.CLAIMED is (await desk.question()).state


async def test_a_holder_who_is_gone_does_not_keep_a_question(desk: Desk) -> None:
    """Back at somebody who is no moderator any more, it is released for all."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    budi = await desk.budi.known()

    async def end(unit: Unit) -> None:
        await unit.moderators.end(budi.id)

    await desk.stage.database.write(end)
    await desk.sari.taps("Belum terjawab")

    question = await desk.question()
    assert (State.NEW, None) == (question.state, question.holder_id)


async def test_a_follow_up_is_guarded_and_reopens(desk: Desk) -> None:
    """`Tanya lanjutan` masks what is personal; the question is open again."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Tanya lanjutan")

    await desk.sari.says(f"NIK saya {NIK}, bagaimana?")
    assert "memuat NIK" in desk.sari.screen.text
    await desk.sari.taps("Samarkan")

    assert State.CLAIMED is (await desk.question()).state
    assert "NIK saya [NIK disamarkan], bagaimana?" in desk.budi.screen.text
    await desk.budi.taps("Jawab")
    await desk.budi.says("Sama saja.")
    await desk.budi.taps("Kirim")
    assert "Sama saja." in desk.sari.screen.text
    assert State.ANSWERED is (await desk.question()).state


async def test_nobody_else_acts_for_the_asker(desk: Desk) -> None:
    """A forged tap on the asker's buttons changes nothing."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    for data in ("1va:1", "1vb:1", "1vf:1:0", "1vr:1:1"):
        await desk.cici.taps_data(data)
        assert "Tombol ini milik penanya." == desk.cici.toast

    question = await desk.question()
    assert (State.ANSWERED, None) == (question.state, question.rating)


async def test_free_text_after_an_answer_offers_to_go_on(desk: Desk) -> None:
    """Within seven days the answered question comes first, with what was typed."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")

    await desk.sari.says("Kalau untuk PPPK bagaimana?")
    assert "Lanjutan #1" == desk.sari.labels[0]
    await desk.sari.taps("Lanjutan #1")

    assert "Kalau untuk PPPK bagaimana?" in desk.budi.screen.text
    desk.stage.passes(days=8)
    await desk.sari.says("Halo?")
    assert "Lanjutan #1" not in desk.sari.labels


async def test_ratings_are_told_only_of_five_or_more(desk: Desk) -> None:
    """Four ratings make no average; five do."""
    asker = await desk.sari.known()
    now = desk.stage.now

    async def rated(unit: Unit, count: int) -> None:
        for stars in range(1, count + 1):
            question = await unit.questions.add(
                asker.id, "Apa?", "angka-kredit", is_anonymous=False, now=now
            )
            changes = {"rating": stars, "state": "closed"}
            assert await unit.questions.step(question, Step.CLAIM, asker.id, now, changes=changes)

    await desk.stage.database.write(lambda unit: rated(unit, 4))
    async with desk.stage.database.snapshot() as unit:
        assert await unit.ratings.average(now, now + timedelta(days=1)) is None
    await desk.stage.database.write(lambda unit: rated(unit, 1))
    async with desk.stage.database.snapshot() as unit:
        found = await unit.ratings.average(now, now + timedelta(days=1))

    assert (5, 2.2) == (None if found is None else (found.count, found.average))


async def test_a_follow_up_has_its_limits(desk: Desk) -> None:
    """What is too short or too long is refused with the count, and the form stays."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Tanya lanjutan")

    for words, length in (("ya", "2"), ("a" * 3_001, "3.001")):
        await desk.sari.says(words)
        assert f"Mohon tulis 3–3.000 karakter; yang ini {length}." in desk.sari.screen.text

    assert State.ANSWERED is (await desk.question()).state
    await desk.sari.says("Untuk PPPK?")
    assert State.CLAIMED is (await desk.question()).state


async def test_the_guard_lets_a_follow_up_be_typed_anew(desk: Desk) -> None:
    """`Ubah`, or typing at once: only the clean text reaches the holder."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Tanya lanjutan")
    await desk.sari.says(f"NIK saya {NIK}?")
    await desk.sari.taps("Ubah")
    await desk.sari.says(f"Tetap {NIK}?")
    assert "memuat NIK" in desk.sari.screen.text

    await desk.sari.says("Apa syaratnya?")

    assert "Apa syaratnya?" in desk.budi.screen.text
    said = [one.message.text for chat in desk.stage.chats.values() for one in chat]
    assert not any(NIK in text for text in said)


async def test_who_leaves_the_form_of_what_is_missing_reads_where_the_question_is(
    desk: Desk,
) -> None:
    """`Batal` takes nothing back: the question is with the moderators again."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    for leave in (desk.sari.taps("Batal"), desk.sari.says("/batal"), desk.sari.says("batal")):
        await desk.sari.taps_data("1vb:1")
        await leave
        expected = "Baik. Pertanyaan #1 tetap dikembalikan kepada Moderator CoP."
        assert expected == desk.sari.screen.text
        await desk.replies(desk.budi, "Begitu.")
    await desk.sari.taps("Tanya lanjutan")

    await desk.sari.taps("Batal")

    assert "Baik, tidak ada yang ditambahkan." == desk.sari.screen.text


async def test_a_rating_shows_on_whatever_screen_it_was_tapped(desk: Desk) -> None:
    """Also below one's own question; an answer to what was missing is rated anew."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("4")
    assert "✅ 4" in desk.sari.labels
    await desk.sari.says("/pertanyaansaya")
    await desk.sari.taps("#1")

    await desk.sari.taps("5")

    assert "✅ 5" in desk.sari.labels
    assert "Begini." in desk.sari.screen.text
    await desk.sari.taps("Belum terjawab")
    await desk.replies(desk.budi, "Begitu.")
    assert "Begitu." in desk.sari.screen.text
    assert "✅" not in "".join(desk.sari.labels)
    assert (await desk.question()).rating is None


async def test_a_follow_up_is_edited_before_it_is_sent(desk: Desk) -> None:
    """While the guard asks, the edit is what was meant."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Tanya lanjutan")
    await desk.sari.does(Text(f"NIK saya {NIK}, bagaimana?", 660))

    await desk.sari.does(Edited("Kalau saya bagaimana?", 660))

    assert "Sudah disampaikan" in desk.sari.screen.text
    assert "Kalau saya bagaimana?" in desk.budi.screen.text


async def test_what_comes_too_late_can_be_asked_anew(desk: Desk) -> None:
    """Nothing is added to what was withdrawn; `Bertanya` carries the words."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Tanya lanjutan")
    await desk.steps(Step.WITHDRAW, desk.sari)
    await desk.sari.does(Text("Kalau cuti bagaimana?", 660))
    assert "sudah ditarik" in desk.sari.screen.text

    await desk.sari.taps("Bertanya")

    assert "Kalau cuti bagaimana?" in desk.sari.screen.text
