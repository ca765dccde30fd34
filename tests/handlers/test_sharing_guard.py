"""The privacy guard on posts, and hostile words in every field."""

import pytest

from tests.handlers.driver import Stage
from tests.handlers.sharer import BODY, TITLE, Sharer

NIK = "3578011203900001"
PHONE = "0812-3456-7890"


@pytest.fixture
async def sari(stage: Stage) -> Sharer:
    """Give a member."""
    return await Sharer.joined(stage)


async def drafts_hold(stage: Stage, words: str) -> bool:
    """Say whether words stand anywhere in the database file or in what was said."""
    said = any(words in str(say) for say in stage.said)
    async with stage.database.snapshot() as unit:
        rows = await unit.connection.exec_driver_sql("SELECT answers, view FROM draft")
        return said or any(words in str(row) for row in rows)


@pytest.mark.parametrize("where", ["title", "body", "caption", "link"])
async def test_an_identity_number_is_never_published(
    stage: Stage, sari: Sharer, where: str
) -> None:
    """Wherever a NIK stands, `Kirim apa adanya` is not offered; masked it goes."""
    await sari.types("/berbagi")
    await sari.types(f"Data warga {NIK}" if where == "title" else TITLE)
    await sari.types(f"{BODY} NIK {NIK}" if where == "body" else BODY)
    await sari.sends("photo", "foto", f"NIK {NIK}" if where == "caption" else "Meja")
    await sari.taps("Selesai")
    await sari.picks_topic()
    await sari.types(f"https://situs.go.id/?nik={NIK}" if where == "link" else "Lewati")
    assert ["Samarkan", "Ubah", "Batal"] == sari.labels
    assert "tidak dapat diterbitkan" in sari.text
    await sari.types("Kirim apa adanya")
    assert "Ada data pribadi" in sari.text

    await sari.taps("Samarkan")

    assert ["Lampiran 1", "Kirim", "Ubah", "Batal"] == sari.labels
    assert not await drafts_hold(stage, NIK)
    await sari.taps("Kirim")
    content = (await sari.version()).content
    assert NIK not in str(content)
    if where == "link":
        assert "" == content.link
    else:
        assert "[NIK disamarkan]" in str(content)


async def test_other_personal_data_may_go_when_their_author_says_so(sari: Sharer) -> None:
    """An office's number may be wanted; any change asks again."""
    await sari.to_preview(body=f"{BODY} Hubungi {PHONE}.")
    assert ["Samarkan", "Kirim apa adanya", "Ubah", "Batal"] == sari.labels
    assert PHONE not in sari.text
    await sari.taps("Kirim apa adanya")
    assert PHONE in sari.text
    await sari.taps("Ubah")
    await sari.taps("Judul")
    await sari.types("Judul yang lain")
    assert "Ada data pribadi" in sari.text
    await sari.taps("Kirim apa adanya")
    await sari.taps("Kirim")

    assert PHONE in (await sari.version()).content.body


async def test_a_number_in_two_messages_is_found(sari: Sharer) -> None:
    """What is read as one is masked as one."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.types(f"{BODY} NIK 35780112")
    await sari.types("03900001 itu contoh")
    await sari.taps("Selesai")
    await sari.picks_topic()
    await sari.taps("Lewati")
    await sari.taps("Samarkan")
    await sari.taps("Kirim")

    body = (await sari.version()).content.body
    assert "[NIK disamarkan]" in body
    assert "03900001" not in body


async def test_an_edit_at_the_preview_passes_the_guard(sari: Sharer) -> None:
    """A number that comes by an edit, or with a late file, is asked about."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    body = await sari.types(BODY)
    await sari.taps("Selesai")
    await sari.picks_topic()
    await sari.taps("Lewati")

    await sari.edits(body, f"{BODY} NIK {NIK}")
    assert ["Samarkan", "Ubah", "Batal"] == sari.labels
    await sari.taps("Samarkan")
    await sari.sends("photo", "foto", f"NIK {NIK}")
    assert ["Samarkan", "Ubah", "Batal"] == sari.labels
    await sari.taps("Samarkan")
    await sari.taps("Kirim")

    content = (await sari.version()).content
    assert f"{BODY} NIK [NIK disamarkan]" == content.body
    assert "NIK [NIK disamarkan]" == content.media[0].caption


async def test_masks_that_make_a_title_too_long_are_told(sari: Sharer) -> None:
    """Nothing is cut; the author changes it."""
    title = f"{'Judul panjang ' * 10}a@b.co"
    await sari.to_preview(title=title)
    await sari.taps("Samarkan")

    assert "yang dikirim 165" in sari.text
    await sari.taps("Ubah")
    await sari.taps("Judul")
    await sari.types(TITLE)
    await sari.taps("Kirim")
    assert TITLE == (await sari.version()).content.title


# --- hostile words ------------------------------------------------------------------------

HOSTILE = {
    "html": '<b>tebal</b> <a href="tg://user?id=1">x</a> &amp; </blockquote>',
    "rtl": "teks \u202egnatnal\u202c terbalik dan \u2066isolasi\u2069 lagi",
    "zero width": "kata\u200btersembunyi\u200d di sini\ufeff semua",
    "fts": 'a" OR NEAR(b*) AND ^c: {title body} - (x)',
    "sql": "'; DROP TABLE post; -- \" ) selesai",
    "emoji": "🙂" * 58 + " ok",
    "surrogates": "batas \U0001f9d1\u200d\U0001f4bb \x00 \x07 akhir",
    "marks": "z" + "\u0300" * 60 + " menara tanda",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_words_are_words_in_every_field(sari: Sharer, words: str) -> None:
    """They are kept as text without what cannot be seen, and break neither screen nor search."""
    await sari.is_trusted()
    await sari.types("/berbagi")
    await sari.types(words)
    await sari.types(f"{words} {BODY}")
    await sari.sends("photo", "foto", words)
    await sari.taps("Selesai")
    await sari.types(words)
    assert "Mohon ketuk salah satu topik" in sari.text
    await sari.picks_topic()
    await sari.types(words)
    assert "satu alamat web yang utuh" in sari.text
    await sari.taps("Lewati")
    await sari.types(words)
    await sari.taps("Kirim")

    content = (await sari.version()).content
    for hidden in "\u202e\u2066\u200b\ufeff\x00\x07":
        assert hidden not in f"{content.title}{content.body}{content.media[0].caption}"
    await sari.types("/start p_1")
    shown = sari.text
    assert "<b>tebal" not in shown
    assert shown.count("<b>") == shown.count("</b>")


@pytest.mark.parametrize("words", ["   ", "\u200b\u200b\u200b\u200b\u200b\u200b", "\u2800" * 30])
async def test_nothing_to_see_is_nothing(sari: Sharer, words: str) -> None:
    """Spaces and signs that are not seen are neither title nor body."""
    await sari.types("/berbagi")
    await sari.types(words)
    assert "yang dikirim 0" in sari.text
    await sari.types(TITLE)
    await sari.types(words)

    assert "Mohon kirim isinya" in sari.text
    assert ["Batal"] == sari.labels


async def test_a_body_of_personal_data_fits_its_screens(sari: Sharer) -> None:
    """Masks are longer than what they hide: every screen still fits a message."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.types(" ".join(["a@b.co"] * 480))
    assert len(sari.text) < 4_096
    await sari.taps("Selesai")
    await sari.picks_topic()
    await sari.taps("Lewati")
    assert len(sari.text) < 4_096
    await sari.taps("Samarkan")

    assert "menjadi 12." in sari.text
