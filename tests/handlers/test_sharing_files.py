"""The files of a post: albums kept whole and in order, captions, what is too much."""

import random

import pytest

from community.reply import Attached, Say
from community.texts.inline import excess
from tests.handlers.driver import Stage
from tests.handlers.sharer import BODY, TITLE, Sharer

KINDS = ("photo", "video")


@pytest.fixture
async def sari(stage: Stage) -> Sharer:
    """Give a member."""
    return await Sharer.joined(stage)


async def finishes(sharer: Sharer) -> None:
    """Go from the body to the receipt."""
    await sharer.taps("Selesai")
    await sharer.picks_topic()
    await sharer.taps("Lewati")
    await sharer.taps("Kirim")


async def test_two_albums_of_ten_stay_whole_and_in_order(stage: Stage, sari: Sharer) -> None:
    """Mixed kinds, parts out of order, another person's in between, a restart in the middle."""
    budi = await Sharer.joined(stage, "Budi", 12)
    for sharer in (sari, budi):
        await sharer.types("/berbagi")
        await sharer.types(TITLE)
        await sharer.types(BODY)
    stage.delivers = False
    parts = [
        (sharer, place) for sharer, album in ((sari, "a1"), (budi, "b1")) for place in range(10)
    ]
    random.Random(5).shuffle(parts)
    for arrived, (sharer, place) in enumerate(parts):
        if arrived == len(parts) // 2:
            await stage.reopen()
        album = "a1" if sharer is sari else "b1"
        await sharer.sends(
            KINDS[place % 2],
            f"{album}-{place}",
            f"Gambar {place}",
            album=album,
            number=5_000 + place,
        )
    shown = [say for say in stage.said if isinstance(say, Say) and say.replace_key]
    assert 2 == len({say.replace_key for say in shown})
    assert 20 == len(shown)
    stage.delivers = True

    for sharer, album in ((sari, "a1"), (budi, "b1")):
        await finishes(sharer)
        expected = tuple(
            Attached(KINDS[place % 2], f"{album}-{place}", f"Gambar {place}", album)
            for place in range(10)
        )
        content = (await sharer.version()).content
        assert (BODY, expected) == (content.body, content.media)


async def test_the_files_of_the_preview_can_be_looked_at(sari: Sharer) -> None:
    """`Lampiran n` sends them as readers will get them; the preview stays."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.types(BODY)
    await sari.sends("photo", "satu", "Meja", album="a")
    await sari.sends("video", "dua", album="a")
    await sari.sends("document", "tiga")
    await sari.sends("voice", "empat")
    assert "Lampiran: 1 foto, 1 video, 1 dokumen, 1 pesan suara" in sari.text
    await sari.taps("Selesai")
    await sari.picks_topic()
    await sari.taps("Lewati")
    assert ["Lampiran 4", "Kirim", "Ubah", "Batal"] == sari.labels

    await sari.taps("Lampiran 4")

    [sent] = sari.files_sent()
    assert ["satu", "dua", "tiga", "empat"] == [one.file_id for one in sent.files]
    assert ["a", "a", None, None] == [one.album for one in sent.files]
    await sari.taps("Kirim")
    assert sent.files == (await sari.version()).content.media


async def test_the_caption_of_the_first_album_opens_the_body(sari: Sharer) -> None:
    """It is said once; words that follow are added to it; later captions stay with their files."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.sends("photo", "satu", album="a")
    await sari.sends("photo", "dua", BODY, album="a")
    assert f"{len(BODY)} dari 3.500" in sari.text
    await sari.types("Ditutup dengan evaluasi.")
    await sari.sends("document", "tiga", "Laporan")
    await finishes(sari)

    content = (await sari.version()).content
    assert f"{BODY}\n\nDitutup dengan evaluasi." == content.body
    assert ["", "", "Laporan"] == [one.caption for one in content.media]


async def test_a_long_caption_is_refused_and_its_file_kept(sari: Sharer) -> None:
    """The count is said, also when the rest of the album comes after it."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.types(BODY)
    photo = await sari.sends("photo", "satu", "a" * 901, album="a")
    await sari.sends("photo", "dua", album="a")
    assert "paling panjang 900 karakter; pada lampiran ke-1 901" in sari.text
    assert "tersimpan tanpa keterangan" in sari.text
    await sari.edits(photo, "b" * 901)
    assert "pada lampiran ke-1 901" in sari.text
    await sari.edits(photo, "b" * 900)
    await finishes(sari)

    content = (await sari.version()).content
    assert ["b" * 900, ""] == [one.caption for one in content.media]


async def test_ten_files_are_enough(sari: Sharer) -> None:
    """The eleventh is refused; `Hapus lampiran` takes them off, the words stay."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.sends("document", "berkas0", BODY)
    for number in range(1, 10):
        await sari.sends("document", f"berkas{number}")
    await sari.sends("document", "sebelas")
    assert "paling banyak 10" in sari.text
    assert "Lampiran: 10 dokumen" in sari.text

    await sari.taps("Hapus lampiran")

    assert "Lampiran:" not in sari.text
    assert BODY in sari.text


async def test_words_are_asked_for_and_replaced_without_their_files(sari: Sharer) -> None:
    """Files alone are no post; `Tulis ulang` takes the words off, those of the caption too."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.sends("photo", "satu")
    await sari.taps("Selesai")
    assert "sekarang baru 0" in sari.text
    await sari.taps("Hapus lampiran")
    await sari.sends("photo", "satu", "Teks yang akan diganti seluruhnya.")
    await sari.taps("Tulis ulang")
    await sari.types(BODY)
    await finishes(sari)

    content = (await sari.version()).content
    assert (BODY, (Attached("photo", "satu"),)) == (content.body, content.media)


async def test_a_file_is_kept_at_whatever_step_it_comes(sari: Sharer) -> None:
    """Before the title, at the topic, at the link and at the preview; the step stays."""
    await sari.types("/berbagi")
    await sari.sends("photo", "judul", BODY)
    assert "Lampiran: 1 foto" in sari.text
    await sari.types(TITLE)
    await sari.taps("Selesai")
    await sari.sends("photo", "topik")
    assert "Lampiran tersimpan: 2 foto" in sari.text
    assert "Tulisan ini tentang apa?" in sari.text
    await sari.picks_topic()
    await sari.sends("photo", "tautan")
    assert "Adakah tautan" in sari.text
    await sari.taps("Lewati")
    await sari.sends("photo", "pratinjau", "Penutup")
    assert "📎 4 foto" in sari.text
    await sari.taps("Kirim")

    content = (await sari.version()).content
    assert BODY == content.body
    assert ["judul", "topik", "tautan", "pratinjau"] == [one.file_id for one in content.media]
    assert "Penutup" == content.media[-1].caption


async def test_many_refused_captions_above_a_long_body_fit_one_message(sari: Sharer) -> None:
    """What was refused is read in any case; the question below it goes where there is no room."""
    await sari.to_preview("Layanan keliling", "b" * 3_500)
    assert "b" * 3_500 in sari.text

    for number in range(10):
        await sari.sends("photo", f"f{number}", "c" * (901 + number), album="long")

    assert excess(sari.text) <= 0
    assert "910" in sari.text
    assert "Kirim" in sari.labels
