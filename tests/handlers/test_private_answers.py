"""`Jawab` in private, and `/templat`."""

from community.incoming import Attachment
from community.questions import State
from community.reply import SendFiles
from tests.handlers.asker import ask
from tests.handlers.desk import NIK, Desk


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
