"""Files and words that come before anybody asked for them, carried into a question."""

from datetime import timedelta

import pytest

from community.incoming import Attachment, Edited, Text
from community.reply import Attached, Say
from tests.handlers.driver import Actor, Stage
from tests.handlers.questioner import QUESTION, entries_of


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give a member."""
    return await stage.person("Sari", 11).joined()


async def test_a_file_outside_a_form_is_carried_into_the_question(sari: Actor) -> None:
    """The photographed letter comes first, `Bertanya` takes it and its words."""
    await sari.does(Attachment("photo", "surat", QUESTION, 801))
    assert "Lampiran diterima" in sari.screen.text
    assert ["Bertanya", "Berbagi", "Menu"] == sari.labels

    await sari.taps("Bertanya")
    assert "Lampiran: 1 foto" in sari.screen.text
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Kirim")

    [entry] = await entries_of(sari)
    assert (QUESTION, (Attached("photo", "surat"),)) == (entry.text, entry.attachments)


async def test_files_and_words_that_follow_each_other_are_one_question(
    stage: Stage, sari: Actor
) -> None:
    """An album, a document and a sentence, each a message of its own; a minute later is another."""
    await sari.does(Attachment("photo", "lama", "", 700))
    stage.passes(seconds=61)
    stage.delivers = False
    for number in (1, 2):
        await sari.does(Attachment("photo", f"foto{number}", "", 800 + number, "album"))
    says = [say for say in stage.said if isinstance(say, Say) and say.replace_key]
    assert 1 == len({say.replace_key for say in says})
    assert {stage.now + timedelta(seconds=1.5)} == {say.not_before for say in says}
    stage.delivers = True
    await sari.does(Attachment("document", "berkas", "Dengan lampirannya.", 803))
    stage.passes(seconds=50)
    await sari.does(Text(QUESTION, 804))

    await sari.taps("Bertanya")

    assert "Lampiran: 2 foto, 1 dokumen" in sari.screen.text
    assert f"Dengan lampirannya.\n\n{QUESTION}" in sari.screen.text
    await sari.does(Edited("Dengan semua lampirannya.", 803))
    assert "Dengan semua lampirannya." in sari.screen.text


async def test_tanya_in_a_caption_asks(sari: Actor) -> None:
    """The command is no part of the question; the rest of the album joins it."""
    await sari.does(Attachment("photo", "foto1", f"/tanya {QUESTION}", 801, "album"))
    await sari.does(Attachment("photo", "foto2", "", 802, "album"))

    assert "Lampiran: 2 foto" in sari.screen.text
    assert "/tanya" not in sari.screen.text
    assert QUESTION in sari.screen.text


async def test_tanya_in_a_caption_keeps_another_form(sari: Actor) -> None:
    """A form that takes no files is kept, and the way back is offered."""
    await sari.says("/profil")
    await sari.taps("Nama")

    await sari.does(Attachment("photo", "foto1", "/tanya", 801))

    assert "Lampiran: 1 foto" in sari.screen.text
    assert "Lanjutkan draf" in sari.labels


async def test_a_caption_that_is_too_long_keeps_its_file(sari: Actor) -> None:
    """The words are refused with their count, the file stays in the form."""
    await sari.does(Attachment("photo", "foto1", "a" * 3_001, 801))

    await sari.taps("Bertanya")

    assert "yang dikirim 3.001" in sari.screen.text
    assert "Lampiran: 1 foto" in sari.screen.text


async def test_a_guest_is_told_that_files_are_for_members(stage: Stage) -> None:
    """Of people who did not join nothing is carried."""
    guest = stage.person("Tamu", 99)

    await guest.does(Attachment("photo", "foto1", f"/tanya {QUESTION}", 801))
    assert "Gabung" in guest.labels
    await guest.does(Attachment("photo", "foto1", "", 802))

    async with stage.database.snapshot() as unit:
        assert await unit.drafts.carried((await guest.known()).id, 802) is None
