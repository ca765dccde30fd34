"""Writing a post, from `/berbagi` to the receipt."""

import pytest

from community.callback import pack
from community.incoming import Unsupported
from community.menu import FormPick
from community.posts import Content, State
from community.reply import Message, Say
from community.texts.menu import item_below
from storage.unit import Unit
from tests.handlers.driver import Stage
from tests.handlers.sharer import BODY, TITLE, Sharer

LINK = "https://ppid.banyuwangikab.go.id/pasar"


@pytest.fixture
async def sari(stage: Stage) -> Sharer:
    """Give a member."""
    return await Sharer.joined(stage)


async def test_a_post_goes_from_the_command_to_the_receipt(stage: Stage, sari: Sharer) -> None:
    """Title, body, topic, link, preview, receipt with the hour by which it is looked at."""
    await sari.types("/berbagi")
    assert "5–150 karakter" in sari.text
    await sari.types(TITLE)
    await sari.types(BODY)
    assert f"{len(BODY)} dari 3.500 karakter" in sari.text
    await sari.taps("Selesai")
    assert "Topik lain" == sari.labels[3]
    topic = await sari.picks_topic()
    await sari.types(LINK)
    assert topic in sari.text
    assert ["Kirim", "Ubah", "Batal"] == sari.labels

    await sari.taps("Kirim")

    # Monday 08.00 and eight hours of work: seven on Monday, one on Tuesday from 07.30.
    assert (
        "Tulisan #1 terkirim. Moderator CoP meninjaunya paling lambat "
        "Selasa, 24 November 2026 pukul 08.30 WIB."
    ) in sari.text
    [post] = await sari.posts()
    content = (await sari.version()).content
    assert (State.REVIEW, "35.10", 1) == (post.state, post.area, post.proposed)
    assert (TITLE, BODY, LINK) == (content.title, content.body, content.link)


async def test_the_preview_is_what_everybody_will_read(stage: Stage, sari: Sharer) -> None:
    """Below its head stands the post word for word, with name, instansi, day, never the jenjang."""
    await sari.to_preview()
    [_, shown] = sari.text.split("\n\n", 1)

    await sari.is_trusted()
    await sari.taps("Kirim")
    await sari.types("/start p_1")

    assert sari.text.startswith(shown)  # what readers made of it stands below
    assert "Sari, Pemerintah Kabupaten Banyuwangi" in shown
    assert "Senin, 23 November 2026" in shown
    assert "Ahli" not in shown


async def test_what_is_no_title_is_refused_with_its_count(sari: Sharer) -> None:
    """Too short, too long, without letters; the step stays."""
    await sari.types("/berbagi")
    for wrong, count in (("Abc", "3"), ("a" * 151, "151"), ("12345 67890", "11")):
        await sari.types(wrong)
        assert f"yang dikirim {count}" in sari.text

    await sari.types(TITLE)

    assert "Silakan ketik isinya" in sari.text


async def test_a_body_in_several_messages_is_one(sari: Sharer) -> None:
    """Messages are joined; what is too long is refused with the count, what was there stays."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.types("Terlalu pendek")
    await sari.taps("Selesai")
    assert "sekarang baru 14" in sari.text
    await sari.types(BODY)
    await sari.types("a" * 3_490)
    together = 14 + 2 + len(BODY) + 2 + 3_490
    assert f"menjadi 3.{together - 3_000}" in sari.text
    assert f"{14 + 2 + len(BODY)} dari 3.500 karakter" in sari.text
    await sari.types("selesai")
    await sari.picks_topic()
    await sari.types("lewati")
    await sari.types("kirim")

    assert f"Terlalu pendek\n\n{BODY}" == (await sari.version()).content.body


async def test_a_split_paste_is_one_text_and_too_long(stage: Stage, sari: Sharer) -> None:
    """Both parts are counted together; the rest is no text of its own."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.types("a" * 4_096)
    stage.passes(seconds=1)
    await sari.types("sisa tempelan")

    assert "terlalu panjang: 4.109 karakter" in sari.text
    stage.passes(seconds=4)
    await sari.types(BODY)
    assert f"{len(BODY)} dari 3.500" in sari.text


async def test_free_text_is_carried_into_the_body(stage: Stage, sari: Sharer) -> None:
    """`Berbagi` below free text takes it along, also after a restart; so does the command."""
    await sari.types(BODY)
    await stage.reopen()
    await sari.taps("Berbagi")
    assert BODY in sari.text
    await sari.types(TITLE)
    assert BODY in sari.text
    assert "Selesai" == sari.labels[0]
    await sari.taps("Batal")

    await sari.actor.says(f"/berbagi {BODY}")

    assert "Isi tulisan sudah kami simpan" in sari.text


async def test_only_whole_web_addresses_are_links(sari: Sharer) -> None:
    """Odd schemes, passwords, several and signs are refused; a missing https:// is completed."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.types(BODY)
    await sari.taps("Selesai")
    await sari.picks_topic()
    for wrong in (
        "javascript:alert(1)",
        "https://a:b@situs.id",
        "https://satu.id\nhttps://dua.id",
        "https://situs.id/<b>",
        "bukan tautan",
        "http://127.0.0.1/",
    ):
        await sari.types(wrong)
        assert "satu alamat web yang utuh" in sari.text, wrong

    await sari.types("ppid.banyuwangikab.go.id/pasar")
    await sari.taps("Kirim")

    assert LINK == (await sari.version()).content.link


async def test_every_field_can_be_changed_and_leads_back(sari: Sharer) -> None:
    """`Ubah` asks which; after it stands the preview again; nothing else is asked anew."""
    await sari.to_preview()
    await sari.taps("Ubah")
    assert ["Judul", "Isi", "Topik", "Tautan", "Kembali", "Batal"] == sari.labels
    await sari.taps("Judul")
    await sari.types("Meja layanan di pasar")
    assert "Kirim" in sari.labels
    await sari.taps("Ubah")
    await sari.taps("Isi")
    await sari.types(f"{BODY} Bersama kader.")
    await sari.types("Hasilnya dicatat.")
    await sari.taps("Selesai")
    await sari.taps("Ubah")
    await sari.taps("Topik")
    await sari.taps(sari.labels[1])
    await sari.types("ubah")
    await sari.types("tautan")
    await sari.types(LINK)
    await sari.taps("Ubah")
    await sari.taps("Kembali")

    await sari.taps("Kirim")

    content = (await sari.version()).content
    assert ("Meja layanan di pasar", LINK) == (content.title, content.link)
    assert f"{BODY} Bersama kader.\n\nHasilnya dicatat." == content.body


async def test_edits_of_what_was_sent_change_the_draft(sari: Sharer) -> None:
    """Title, body, caption and link follow their messages until `Kirim`, and not after it."""
    await sari.types("/berbagi")
    title = await sari.types(TITLE)
    body = await sari.types(BODY)
    photo = await sari.sends("photo", "foto", "Meja di pasar")
    await sari.edits(body, f"{BODY} Ya.")
    assert f"{BODY} Ya." in sari.text
    await sari.taps("Selesai")
    await sari.picks_topic()
    link = await sari.types(LINK)
    await sari.edits(title, "Layanan di pasar desa")
    await sari.edits(photo, "Meja layanan")
    await sari.edits(link, "https://lain.id")
    assert "Layanan di pasar desa" in sari.text
    await sari.edits(title, "Abc")
    assert "yang dikirim 3" in sari.text
    await sari.taps("Kirim")
    await sari.edits(title, "Terlambat diubah")

    content = (await sari.version()).content
    assert ("Layanan di pasar desa", f"{BODY} Ya.") == (content.title, content.body)
    assert ("https://lain.id", ["Meja layanan"]) == (
        content.link,
        [one.caption for one in content.media],
    )


async def test_an_edit_reaches_a_draft_that_was_left(sari: Sharer) -> None:
    """A kept post is opened by an edit of its message, with the change."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    body = await sari.types(BODY)
    await sari.types("/menu")

    await sari.edits(body, "Isi yang sudah disunting di luar isian.")

    assert "Isi yang sudah disunting di luar isian." in sari.text
    assert "Selesai" == sari.labels[0]


async def test_unsupported_content_says_so_and_the_step_stays(sari: Sharer) -> None:
    """A sticker is no part of a post."""
    await sari.types("/berbagi")
    await sari.types(TITLE)

    await sari.actor.does(Unsupported("sticker", 77))

    assert "belum didukung" in sari.text
    assert "Silakan ketik isinya" in sari.text


# --- drafts, limits, doubles --------------------------------------------------------------


async def test_a_draft_survives_a_restart_at_every_step(stage: Stage, sari: Sharer) -> None:
    """Each step goes on in a new process."""
    await stage.reopen()
    await sari.types("/berbagi")
    await stage.reopen()
    await sari.types(TITLE)
    await stage.reopen()
    await sari.types(BODY)
    await stage.reopen()
    await sari.taps("Selesai")
    await stage.reopen()
    await sari.picks_topic()
    await stage.reopen()
    await sari.types(LINK)
    await stage.reopen()
    await sari.taps("Ubah")
    await stage.reopen()
    await sari.taps("Kembali")
    await stage.reopen()
    await sari.taps("Kirim")

    assert 1 == len(await sari.posts())


async def test_a_begun_post_is_offered_before_another(sari: Sharer) -> None:
    """Nothing that was written is lost by a second `/berbagi`."""
    await sari.types("/berbagi")
    await sari.types(TITLE)
    await sari.types("/profil")
    assert "Isian tulisan tersimpan" in sari.text
    await sari.actor.says("/berbagi Ini isi tulisan yang lain lagi.")
    assert ["Lanjutkan draf", "Hapus draf", "Tulis baru", "Menu"] == sari.labels

    await sari.taps("Tulis baru")

    assert "Ini isi tulisan yang lain lagi." in sari.text


async def test_a_double_tap_sends_once(sari: Sharer) -> None:
    """The second tap on `Kirim` reads that it was sent."""
    await sari.to_preview()
    send = pack(FormPick(form="post", step="preview", value="send"))
    await sari.taps("Kirim")

    await sari.actor.taps_data(send, message_id=999)

    assert 1 == len(await sari.posts())
    assert "sudah terkirim" in sari.text


@pytest.mark.parametrize("seconds", [0, 1])
async def test_five_posts_a_day_up_to_the_last_second(
    stage: Stage, sari: Sharer, seconds: int
) -> None:
    """The sixth waits until 00.00 WIB and not a second less; its draft is kept."""
    stage.now = stage.now.replace(hour=16, minute=59, second=59)  # 23.59.59 WIB
    await sari.to_preview("Tulisan yang keenam")
    await sari.types("/menu")
    stage.runs_with(max_posts_a_day=5)
    person = await sari.actor.known()
    for number in range(5):
        await _add(stage, person.id, number)
    await sari.types("/berbagi")
    await sari.taps("Lanjutkan draf")
    await sari.taps("Kirim")
    assert "sudah mengirim 5 tulisan hari ini" in sari.text
    assert "Selasa, 24 November 2026 pukul 00.00 WIB" in sari.text

    stage.passes(seconds=seconds)
    await sari.taps("Lanjutkan draf")
    await sari.taps("Kirim")

    assert 5 + seconds == len(await sari.posts())


async def _add(stage: Stage, person_id: int, number: int) -> None:
    async def add(unit: Unit) -> None:
        content = Content(topic="media_sosial", title=f"Tulisan {number}", body=BODY)
        await unit.posts.add(person_id, content, area=None, is_trusted=False, now=stage.now)

    await stage.database.write(add)


async def test_the_limit_keeps_what_was_typed(stage: Stage, sari: Sharer) -> None:
    """Free text that comes when the day is full waits as a draft."""
    stage.runs_with(max_posts_a_day=1)
    await sari.shares()

    await sari.actor.says("/berbagi Ini isi tulisan yang lain lagi.")

    assert "Isian Bapak/Ibu tersimpan" in sari.text
    await sari.taps("Lanjutkan draf")
    assert "Ini isi tulisan yang lain lagi." in sari.text


async def test_a_trusted_author_is_published_at_once(stage: Stage, sari: Sharer) -> None:
    """No review first; everybody can read it."""
    await sari.is_trusted()

    await sari.shares()

    assert "Tulisan #1 sudah terbit." in sari.text
    budi = await Sharer.joined(stage, "Budi", 12)
    await budi.types("/start p_1")
    assert TITLE in budi.text


# --- ways in ------------------------------------------------------------------------------


async def test_the_reminder_leads_here_with_its_prompt(stage: Stage, sari: Sharer) -> None:
    """`Berbagi` of Monday's reminder opens the form below it, on whatever day it is tapped."""
    stage.passes(days=1)
    stage.deliver(Say(chat_id=11, message=Message("Senin", ((item_below("Berbagi", "share"),),))))
    async with stage.database.snapshot() as unit:
        monday = (await unit.programme_days.load())[0]
    asked = monday.call.rpartition("?")[0]

    await sari.taps("Berbagi")

    assert asked
    assert f"{asked}?" in sari.text
    assert "Senin" == sari.actor.messages[-2].text
    await sari.types("Abc")
    assert asked in sari.text
    await sari.taps("Batal")
    await sari.types("/berbagi")
    assert monday.call not in sari.text


async def test_a_link_opens_the_form_for_members(stage: Stage, sari: Sharer) -> None:
    """`?start=berbagi`; guests join first."""
    await sari.types("/start berbagi")
    assert "Silakan ketik judulnya" in sari.text

    guest = stage.person("Tamu", 99)
    await guest.says("/start berbagi")

    assert "Gabung" in guest.labels


async def test_a_post_that_fits_no_message_with_its_byline_is_told(stage: Stage) -> None:
    """The longest of everything: how much to leave out is said, and then it goes."""
    long = await Sharer.joined(stage, "N" * 100, 14)
    await long.to_preview("J" * 150, "a " * 1_700 + "🙂" * 100)
    assert "tidak muat dalam satu pesan" not in long.text
    await long.taps("Batal")

    await long.to_preview("J" * 150, "🙂" * 3_480 + " Halo semua")

    assert "tidak muat dalam satu pesan" in long.text
    await long.taps("Tulis ulang")
    await long.types(BODY)
    await long.taps("Selesai")
    await long.taps("Kirim")
    assert BODY == (await long.version()).content.body
