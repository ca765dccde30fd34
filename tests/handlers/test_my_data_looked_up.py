"""What `/datasaya` tells who asked anonymously: that an admin looked, when and why."""

from community.callback import pack
from community.question_card import LookUpAsker
from tests.handlers.asker import ask
from tests.handlers.driver import Stage
from tests.handlers.test_my_data import file_of


async def test_a_look_stands_in_the_summary_and_thefile_of(stage: Stage) -> None:
    """Of which question, on which day, and the reason that the admin gave."""
    sari = await stage.person("Sari", 11).joined()
    ani = stage.person("Ani", 9001)
    await ani.says("/menu")
    question = await ask(sari, is_anonymous=True)
    await file_of(sari)
    assert "Identitas" not in sari.screen.text
    await ani.taps_data(pack(LookUpAsker(question=question.id)))
    await ani.says("Ada ancaman dalam pertanyaan")

    held = await file_of(sari)

    assert (
        "Identitas pada pertanyaan anonim dilihat admin: 1 kali "
        f"(#{question.id}, Senin, 23 November 2026)"
    ) in sari.screen.text
    [look] = held["identitas_dilihat_admin"]
    assert "Ada ancaman dalam pertanyaan" == look["alasan_melihat"]
    assert question.id == look["nomor_pertanyaan"]


async def test_the_file_tells_codes_in_words(stage: Stage) -> None:
    """Steps and what was written are named in Indonesian, not by the codes of the database."""
    sari = await stage.person("Sari", 11).joined()
    await ask(sari)

    held = await file_of(sari)

    assert ["bertanya"] == [one["peristiwa"] for one in held["langkah_pertanyaan"]]
    written = held["yang_ditulis_tentang_pertanyaan"]
    assert ["pertanyaan"] == [one["jenis"] for one in written]


async def test_nobody_elses_look_is_shown(stage: Stage) -> None:
    """A member reads of their own questions only."""
    sari = await stage.person("Sari", 11).joined()
    dewi = await stage.person("Dewi", 12).joined()
    ani = stage.person("Ani", 9001)
    await ani.says("/menu")
    question = await ask(sari, is_anonymous=True)
    await ani.taps_data(pack(LookUpAsker(question=question.id)))
    await ani.says("Ada ancaman dalam pertanyaan")

    held = await file_of(dewi)

    assert [] == held["identitas_dilihat_admin"]
    assert "Identitas" not in dewi.screen.text
