"""`Jawab` in private, and `/templat`."""

from sqlalchemy import select

from community.callback import pack
from community.incoming import Attachment, Edited, Text
from community.question_card import AnswerPrivately
from community.questions import Event as Step
from community.questions import State
from community.reply import SendFiles
from storage.schema import metadata
from tests.handlers.asker import ask
from tests.handlers.desk import NIK, Desk
from tests.handlers.driver import Actor

JAWAB = pack(AnswerPrivately(1))


async def asks(who: Actor, words: str, message_id: int) -> None:
    """Ask by the form, in a message that can be edited."""
    await who.says("/tanya")
    await who.does(Text(words, message_id))
    await who.taps("Selesai")
    await who.taps(who.labels[0])
    await who.taps("Kirim")


async def test_an_answer_in_private_takes_a_template_and_files(desk: Desk) -> None:
    """The link of the card opens the form; a template, a file and `Kirim` make the answer."""
    await desk.claimed_by(desk.budi)
    await desk.budi.says("/templat")
    await desk.budi.taps("Tambah")
    await desk.budi.says("Batas waktu")
    await desk.budi.says("Batas waktu usulan adalah akhir bulan.")
    assert "Templat disimpan." in desk.budi.screen.text

    await desk.budi.says("/start jawab_1")
    await desk.budi.taps("Templat")
    await desk.budi.taps("Batas waktu")
    await desk.budi.does(Attachment("document", "f1", "", 7))
    reply = await desk.budi.taps("Kirim")

    assert "Batas waktu usulan adalah akhir bulan." in desk.sari.screen.text
    files = [say for say in reply.says if isinstance(say, SendFiles)]
    assert [(desk.sari.telegram_id, "f1")] == [(one.chat_id, one.files[0].file_id) for one in files]
    assert State.ANSWERED is (await desk.question()).state


async def test_templates_are_changed_and_removed(desk: Desk) -> None:
    """A moderator writes one anew and deletes it after a second tap."""
    await desk.budi.says("/templat")
    await desk.budi.taps("Tambah")
    await desk.budi.says("Judul lama")
    await desk.budi.says(f"NIK {NIK}")
    assert "Templat tidak boleh memuat NIK" in desk.budi.screen.text
    await desk.budi.says("Isi lama.")
    await desk.budi.taps("Judul lama")
    await desk.budi.taps("Ubah")
    await desk.budi.says("Judul baru")
    await desk.budi.says("Isi baru.")
    await desk.budi.taps("Judul baru")
    assert "Isi baru." in desk.budi.screen.text

    await desk.budi.taps("Hapus")
    await desk.budi.taps("Ya, hapus")

    assert "Belum ada templat." in desk.budi.screen.text


async def test_lengths_read_as_people_write_them(desk: Desk) -> None:
    """3.500, wherever it is asked for or refused."""
    await desk.claimed_by(desk.budi)
    await desk.budi.says("/templat")
    await desk.budi.taps("Tambah")
    await desk.budi.says("Judul")
    assert "paling banyak 3.500 karakter" in desk.budi.screen.text
    await desk.budi.says("a" * 3_600)
    assert "Mohon tulis 1–3.500 karakter; yang ini 3.600." in desk.budi.screen.text

    await desk.budi.says("/start jawab_1")
    await desk.budi.says("a" * 3_600)

    assert "paling banyak 3.500 karakter; yang ini 3.600." in desk.budi.screen.text


async def test_nobody_answers_their_own_question_in_private(desk: Desk) -> None:
    """The link of the card says why."""
    number = (await ask(desk.cici, is_anonymous=True)).id

    await desk.cici.says(f"/start jawab_{number}")

    assert f"Pertanyaan #{number} Bapak/Ibu ajukan sendiri" in desk.cici.screen.text


async def test_who_cannot_answer_reads_why_before_writing(desk: Desk) -> None:
    """Of a question that somebody holds, and of a number that is none; nothing was replied yet."""
    await desk.claimed_by(desk.budi)

    await desk.cici.taps_data(JAWAB)
    assert "Pertanyaan #1 sedang ditangani Budi." == desk.cici.screen.text
    await desk.cici.says("/start jawab_9")

    assert "Tombol ini sudah tidak berlaku" in desk.cici.screen.text
    assert ["Menu"] == desk.cici.labels


async def test_a_half_written_answer_is_kept(desk: Desk) -> None:
    """`Jawab` again shows it as it stands; `Jawab` of another question asks first."""
    other = await ask(desk.sari, "Pertanyaan dua?")
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.says("Jawaban panjang.")

    await desk.budi.taps_data(JAWAB)
    assert "Jawaban panjang." in desk.budi.screen.text
    await desk.budi.taps_data(pack(AnswerPrivately(other.id)))
    assert "Masih ada jawaban untuk #1 yang belum dikirim." in desk.budi.screen.text
    await desk.budi.taps("Lanjutkan draf")
    assert "Jawaban panjang." in desk.budi.screen.text
    await desk.budi.taps_data(pack(AnswerPrivately(other.id)))
    await desk.budi.taps("Tulis baru")
    await desk.budi.says("Jawaban dua.")
    await desk.budi.taps("Kirim")

    assert "<b>Jawaban untuk pertanyaan #2</b>" in desk.sari.screen.text
    assert "Jawaban dua." in desk.sari.screen.text


async def test_who_holds_the_question_by_now_is_named_and_the_answer_kept(desk: Desk) -> None:
    """The words can be copied, and go by a tap once the question is free again."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.says("Jawaban <panjang> Budi.")
    await desk.steps(Step.RELEASE, desk.budi, holder_id=None, claimed_at=None)
    await desk.claimed_by(desk.cici)

    await desk.budi.taps("Kirim")

    assert "Pertanyaan #1 sedang ditangani Cici." in desk.budi.screen.text
    assert "<code>Jawaban &lt;panjang&gt; Budi.</code>" in desk.budi.screen.text
    assert [] == desk.sari.messages
    await desk.steps(Step.RELEASE, desk.cici, holder_id=None, claimed_at=None)
    await desk.budi.taps("Kirim")
    assert "Jawaban &lt;panjang&gt; Budi." in desk.sari.screen.text


async def test_an_answer_to_a_withdrawn_question_is_given_back(desk: Desk) -> None:
    """It can never go: its words are shown to be copied, and there is no `Kirim` below."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.says("Jawaban panjang.")
    await desk.steps(Step.WITHDRAW, desk.sari)

    await desk.budi.taps("Kirim")

    assert "sudah ditarik penanya" in desk.budi.screen.text
    assert "<code>Jawaban panjang.</code>" in desk.budi.screen.text
    assert ["Menu"] == desk.budi.labels


async def test_no_answer_is_put_under_a_question_its_author_never_saw(desk: Desk) -> None:
    """The holder hears of an edit, and `Kirim` shows the new words before anything goes."""
    await asks(desk.sari, "Apakah boleh merekam rapat?", 700)
    number = 2
    await desk.budi.taps_data(pack(AnswerPrivately(number)))
    await desk.budi.says("Ya, boleh.")
    before = len(desk.sari.messages)

    await desk.sari.does(Edited("Apakah boleh menyebarkan rekaman rapat?", 700))
    assert "Penanya mengubah pertanyaannya." in desk.budi.screen.text
    said = len(desk.sari.messages)
    await desk.budi.taps("Kirim")

    assert "baru saja diubah penanya" in desk.budi.messages[-3].text
    assert "menyebarkan rekaman" in desk.budi.messages[-3].text
    assert before < said == len(desk.sari.messages)
    await desk.budi.taps("Kirim")
    assert "Ya, boleh." in desk.sari.screen.text
    assert "menyebarkan rekaman" in desk.sari.screen.text


async def test_what_is_masked_is_kept_nowhere(desk: Desk) -> None:
    """Neither the screen before `Samarkan` nor anything after it holds the number."""
    await desk.claimed_by(desk.budi)
    await desk.budi.taps_data(JAWAB)
    await desk.budi.says(f"NIK Bapak {NIK}")
    assert "NIK Bapak [NIK disamarkan]" in desk.budi.screen.text
    await desk.budi.taps("Kirim")

    await desk.budi.taps("Samarkan")

    assert "NIK Bapak [NIK disamarkan]" in desk.sari.screen.text
    async with desk.stage.database.snapshot() as unit:
        kept = [
            str(row)
            for table in metadata.sorted_tables
            for row in await unit.connection.execute(select(table))
        ]
    assert [] == [row for row in kept if NIK in row]


async def test_the_form_shows_what_was_said_last(desk: Desk) -> None:
    """A follow-up, or an explanation, is what is to be answered, below the question."""
    await desk.claimed_by(desk.budi)
    await desk.replies(desk.budi, "Begini.")
    await desk.sari.taps("Tanya lanjutan")
    await desk.sari.says("Kalau sangat baik?")

    await desk.budi.taps("Jawab")

    quoted = desk.budi.messages[-2].text
    assert "Bagaimana menghitung" in quoted
    assert "Kalau sangat baik?" in quoted
