"""Answers follow the edits of what they were written in: words, captions, files."""

from community.incoming import Attachment, Edited, Text
from community.questions import Event as Step
from community.reply import Remove, SendFiles
from storage.messages import Said
from tests.handlers.asker import GROUP
from tests.handlers.desk import NIK, Desk
from tests.handlers.test_private_answers import JAWAB


def _files(says: tuple[object, ...]) -> list[list[str]]:
    return [[file.file_id for file in one.files] for one in says if isinstance(one, SendFiles)]


async def test_a_private_answer_follows_edits_before_and_after_it_is_sent(desk: Desk) -> None:
    """What the asker reads is what the message says, whenever it was edited."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.does(Text("Jawaban salah.", 777))
    await desk.budi.does(Edited("Jawaban betul.", 777))
    assert "Jawaban betul." in desk.budi.screen.text
    await desk.budi.taps("Kirim")
    assert "Jawaban betul." in desk.sari.screen.text
    assert "sunting pesan Anda" in desk.budi.screen.text

    await desk.budi.does(Edited("Jawaban betul sekali.", 777))

    assert "Jawaban betul sekali." in desk.sari.screen.text
    assert 1 == len(desk.sari.messages)
    await desk.budi.taps("Tarik jawaban")
    await desk.budi.taps("Ya, tarik")
    assert "akan diganti" in desk.sari.screen.text


async def test_each_message_of_a_private_answer_is_edited_alone(desk: Desk) -> None:
    """Words and the caption of a file are sent as one text."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.does(Text("Ketentuannya begini.", 777))
    await desk.budi.does(Attachment("document", "f", "Lihat pasal 4.", 778, unique_id="u"))
    await desk.budi.does(Edited("Lihat pasal 5.", 778))
    await desk.budi.taps("Kirim")
    assert "Ketentuannya begini.\n\nLihat pasal 5." in desk.sari.screen.text

    await desk.budi.does(Edited("Ketentuannya begitu.", 777))
    reply = await desk.budi.does(Edited("Lihat pasal 6.", 778))

    assert "Ketentuannya begitu.\n\nLihat pasal 6." in desk.sari.screen.text
    assert [] == _files(reply.says)


async def test_a_kept_draft_follows_edits_too(desk: Desk) -> None:
    """It is open again: whoever edits it goes on with it."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.does(Text("Jawaban salah.", 777))
    await desk.budi.says("/antrean")

    await desk.budi.does(Edited("Jawaban betul.", 777))
    await desk.budi.taps("Kirim")

    assert "Jawaban betul." in desk.sari.screen.text


async def test_an_edited_draft_is_guarded_and_measured(desk: Desk) -> None:
    """An edit at the guard is looked at anew and sends nothing by itself."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.does(Text(f"NIK {NIK}.", 777))
    await desk.budi.does(Edited("a" * 3_600, 777))
    assert "paling banyak 3.500 karakter" in desk.budi.screen.text
    await desk.budi.taps("Kirim")
    assert "memuat NIK" in desk.budi.messages[-2].text

    await desk.budi.does(Edited("Tanpa nomor.", 777))

    assert [] == desk.sari.messages
    await desk.budi.taps("Kirim")
    assert "Tanpa nomor." in desk.sari.screen.text


async def test_masks_reach_captions_too(desk: Desk) -> None:
    """After `Samarkan` the caption of the file can still be edited alone."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.does(Text("Ketentuannya begini.", 777))
    await desk.budi.does(Attachment("document", "f", f"NIK {NIK}", 778, unique_id="u"))
    await desk.budi.taps("Kirim")
    await desk.budi.taps("Samarkan")
    assert "Ketentuannya begini.\n\nNIK [NIK disamarkan]" in desk.sari.screen.text

    await desk.budi.does(Edited("Lihat lampiran.", 778))

    assert "Ketentuannya begini.\n\nLihat lampiran." in desk.sari.screen.text


async def test_the_second_part_of_an_album_is_edited_alone(desk: Desk) -> None:
    """In the group, too: whichever part holds the words."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Satu.", kind="photo", file="a", album="x")
    first = desk.next_id
    await desk.replies(desk.budi, "Dua.", kind="photo", file="b", album="x")

    await desk.edits(desk.budi, "Dua, diperbaiki.")
    assert "Satu.\n\nDua, diperbaiki." in desk.sari.screen.text
    await desk.edits(desk.budi, "Satu, diperbaiki.", first)

    assert "Satu, diperbaiki.\n\nDua, diperbaiki." in desk.sari.screen.text


async def test_a_replaced_file_reaches_the_asker(desk: Desk) -> None:
    """The old one goes, the new one comes with a word; a caption alone moves no file."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.does(Attachment("document", "lama", "SK.", 778, unique_id="u1"))
    await desk.budi.taps("Kirim")
    sent = Said(
        subject="answer_files:2",
        chat_id=desk.sari.telegram_id,
        message_ids=(4321,),
        person_id=(await desk.sari.known()).id,
    )
    await desk.stage.database.write(lambda unit: unit.messages.add([sent], desk.stage.now))
    same = Attachment("document", "lama-2", "SK.", 778, unique_id="u1")
    assert () == (await desk.budi.does(Edited("SK.", 778, same))).says
    new = Attachment("document", "baru", "SK.", 778, unique_id="u2")

    reply = await desk.budi.does(Edited("SK.", 778, new))

    assert [["baru"]] == _files(reply.says)
    assert [4321] == [one.message_id for one in reply.says if isinstance(one, Remove)]
    assert "Lampiran jawaban untuk pertanyaan #1 diganti" in desk.sari.screen.text
    assert "Jawaban #1 diperbaiki." == desk.budi.screen.text
    assert Step.CORRECT is (await desk.events())[-1]


async def test_a_replaced_file_of_an_album_keeps_its_place(desk: Desk) -> None:
    """All parts are sent anew, in order."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    for number, name in enumerate("abc"):
        file = Attachment("photo", name, "", 800 + number, "x", unique_id=name)
        await desk.budi.does(file)
    await desk.budi.taps("Kirim")
    new = Attachment("photo", "B", "", 801, "x", unique_id="B")

    reply = await desk.budi.does(Edited("", 801, new))

    assert [["a", "B", "c"]] == _files(reply.says)


async def test_a_file_replaced_before_it_is_sent_goes_as_it_is_now(desk: Desk) -> None:
    """In a draft, and in a reply that waits for its author's word."""
    await desk.budi.does(
        Attachment("document", "lama", "SK.", 900, None, desk.to_card(), "u1"), chat=GROUP
    )
    new = Attachment("document", "baru", "SK.", 900, unique_id="u2")
    await desk.budi.does(Edited("SK.", 900, new), chat=GROUP)

    reply = await desk.budi.taps("Kirim jawaban", chat=GROUP)

    assert [["baru"]] == _files(reply.says)
