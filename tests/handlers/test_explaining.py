"""Explaining: by the button, in reply to the request, with what was typed or sent before."""

import pytest

from community.callback import pack
from community.incoming import Attachment, Edited, Event, Replied, Text, Unsupported
from community.own_questions import OpenOwn
from community.questions import State
from community.reply import Attached
from handlers.question_clock import watch
from storage.question_entries import Entry, Kind
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.clockwork import runs, said
from tests.handlers.desk import BOT
from tests.handlers.driver import Actor, Stage


@pytest.fixture
async def budi(grouped: Stage) -> Actor:
    """A moderator."""
    return await on_duty(grouped, "Budi", 13)


@pytest.fixture
async def sari(grouped: Stage) -> Actor:
    """A member who asks."""
    return await grouped.person("Sari", 11).joined()


async def waiting(
    sari: Actor, budi: Actor, words: str = "Tahun berapa?", *, is_anonymous: bool = False
) -> int:
    """Let a question wait for its asker; returns its number."""
    question = await ask(sari, is_anonymous=is_anonymous)
    await budi.taps("Ambil", chat=GROUP)
    await budi.taps("Minta penjelasan", chat=GROUP)
    await budi.says(words)
    assert State.WAITING is (await question_of(sari.stage, question.id)).state
    return question.id


async def explained(stage: Stage, number: int) -> list[Entry]:
    """Return what was explained."""
    async with stage.database.snapshot() as unit:
        entries = await unit.question_entries.list_of(number)
    return [one for one in entries if one.kind is Kind.EXPLANATION]


def to_request(sari: Actor) -> Replied:
    """Return the newest request, to reply to."""
    shown = [one for one in sari.stage.chats[sari.telegram_id] if "request:" in (one.subject or "")]
    return Replied(shown[-1].id, BOT, is_ours=True)


async def test_a_reply_to_the_request_is_the_explanation(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """One message, no button; editing it afterwards tells the holder what it says now."""
    number = await waiting(sari, budi)

    await sari.does(Text("Tahun 2025.", 901, to_request(sari)))

    assert State.CLAIMED is (await question_of(grouped, number)).state
    assert ["Tahun 2025."] == [one.text for one in await explained(grouped, number)]
    assert "sudah diteruskan" in sari.screen.text
    assert "Tahun 2025." in budi.screen.text
    await sari.does(Edited("Tahun 2026.", 901))
    assert "Tahun 2026." in budi.screen.text


async def test_the_newest_of_two_requests_is_not_mixed_up_with_the_other(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """A reply to the first request explains the first question."""
    first = await waiting(sari, budi)
    replied = to_request(sari)
    second = await waiting(sari, budi, "Instansi mana?")

    await sari.does(Text("Tahun 2025.", 901, replied))

    assert ["Tahun 2025."] == [one.text for one in await explained(grouped, first)]
    assert State.WAITING is (await question_of(grouped, second)).state


async def test_a_reply_with_personal_data_passes_the_guard(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """It waits for `Samarkan`, like words typed in the form."""
    number = await waiting(sari, budi)

    await sari.does(Text("NIK saya 3578011203850001", 901, to_request(sari)))
    assert [] == await explained(grouped, number)
    await sari.taps("Samarkan")

    assert ["NIK saya [NIK disamarkan]"] == [one.text for one in await explained(grouped, number)]


async def test_a_reply_leaves_another_form_open(grouped: Stage, sari: Actor, budi: Actor) -> None:
    """What is being written meanwhile goes on."""
    number = await waiting(sari, budi)
    await sari.says("/tanya Pertanyaan lain yang sedang ditulis?")

    await sari.does(Text("Tahun 2025.", 901, to_request(sari)))

    assert 1 == len(await explained(grouped, number))
    draft = (await sari.known()).draft
    assert draft is not None
    assert "question" == draft.form


async def test_a_file_in_reply_opens_the_form_with_it(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """Its caption counts, and what is typed below is added, not put in its place."""
    number = await waiting(sari, budi)

    await sari.does(Attachment("photo", "f1", "Ini suratnya.", 901, None, to_request(sari)))
    assert "Lampiran: 1 berkas" in sari.screen.text
    await sari.says("Halaman dua.")

    [entry] = await explained(grouped, number)
    assert ("Ini suratnya.\n\nHalaman dua.", (Attached("photo", "f1", source="901:"),)) == (
        entry.text,
        entry.attachments,
    )


async def test_a_sticker_in_reply_is_said_to_be_of_no_use(sari: Actor, budi: Actor) -> None:
    """Nothing is taken, nothing is silent."""
    await waiting(sari, budi)

    await sari.does(Unsupported("content", 901, to_request(sari)))

    assert "belum didukung" in sari.screen.text


async def test_a_reply_after_the_answer_is_no_lost_word(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """Nobody waits any more: a refused question says so."""
    number = await waiting(sari, budi)
    replied = to_request(sari)
    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Bukan ranah CoP", chat=GROUP)

    await sari.does(Text("Tahun 2025.", 901, replied))

    assert State.REFUSED is (await question_of(grouped, number)).state
    assert "tidak ada penjelasan yang ditunggu" in sari.screen.text


async def test_free_text_offers_what_is_waited_for_first(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """`Jawab penjelasan #1` takes what was typed, in one tap."""
    number = await waiting(sari, budi)
    await sari.says("Tahun 2025.")
    assert f"Jawab penjelasan #{number}" == sari.labels[0]

    await sari.taps(f"Jawab penjelasan #{number}")

    assert ["Tahun 2025."] == [one.text for one in await explained(grouped, number)]
    await sari.says("Terima kasih")
    assert "Jawab penjelasan #1" not in sari.labels


@pytest.mark.parametrize("event", [Text("Untuk siapa?", 1), Attachment("photo", "f1", "", 1)])
async def test_who_left_can_still_explain(
    grouped: Stage, sari: Actor, budi: Actor, event: Event
) -> None:
    """What a former member sends is offered as the explanation that we wait for."""
    number = await waiting(sari, budi)
    await sari.says("/keluar")
    await sari.taps("Ya, keluar")

    await sari.does(event)
    await sari.taps(f"Jawab penjelasan #{number}")
    if isinstance(event, Attachment):
        await sari.taps("Kirim")

    assert 1 == len(await explained(grouped, number))


async def test_ones_own_question_leads_to_the_form(sari: Actor, budi: Actor) -> None:
    """`/pertanyaansaya` says who is waited for, and has the button."""
    number = await waiting(sari, budi)

    await sari.says("/pertanyaansaya")
    assert f"#{number} · menunggu penjelasan Bapak/Ibu" in sari.labels[0]
    await sari.taps(f"#{number}")
    assert "Keadaan: <b>menunggu penjelasan Bapak/Ibu</b>" in sari.screen.text
    await sari.taps("Jawab penjelasan")

    assert f"Penjelasan #{number}" in sari.screen.text
    await sari.says("Tahun 2025.")
    await sari.taps_data(pack(OpenOwn(question=number)))
    assert "Jawab penjelasan" not in sari.labels
    assert "Keadaan: <b>sedang ditangani</b>" in sari.screen.text


async def test_the_button_tapped_again_shows_what_was_begun(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """A half-filled explanation is not wiped by its own button."""
    number = await waiting(sari, budi)
    await sari.taps("Jawab penjelasan")
    await sari.does(Attachment("photo", "f1", "ini fotonya", 800))
    await sari.says("/menu")

    await sari.taps("Jawab penjelasan")
    assert "ini fotonya" in sari.screen.text
    await sari.taps("Kirim")

    [entry] = await explained(grouped, number)
    assert (Attached("photo", "f1"),) == entry.attachments


async def test_what_was_begun_for_another_question_is_offered_first(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """`Lanjutkan draf` goes on with it, `Tulis baru` takes what was typed for the other."""
    first = await waiting(sari, budi)
    await sari.taps("Jawab penjelasan")
    await sari.does(Attachment("photo", "f1", "foto untuk yang pertama", 800))
    second = await waiting(sari, budi, "Instansi mana?")

    await sari.does(Text("Dinas Kominfo.", 901, to_request(sari)))
    assert f"penjelasan #{first}" in sari.screen.text
    assert ["Lanjutkan draf", "Hapus draf", f"Tulis baru #{second}", "Menu"] == sari.labels
    assert [] == await explained(grouped, second)
    await sari.taps("Lanjutkan draf")
    assert "foto untuk yang pertama" in sari.screen.text
    await sari.says("/menu")
    await sari.does(Text("Dinas Kominfo.", 902, to_request(sari)))
    await sari.taps("Tulis baru")

    assert ["Dinas Kominfo."] == [one.text for one in await explained(grouped, second)]


async def test_an_anonymous_asker_is_asked_for_words_only(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """Files are not offered; one that comes is refused, and the form stays open."""
    number = await waiting(sari, budi, is_anonymous=True)
    await sari.taps("Jawab penjelasan")
    assert "kirim lampiran" not in sari.screen.text

    await sari.does(Attachment("photo", "f1", "", 800))
    assert "tanpa lampiran" in sari.screen.text
    assert "Batal" in sari.labels
    await sari.says("Tahun 2025.")

    [entry] = await explained(grouped, number)
    assert () == entry.attachments


async def test_who_does_not_explain_is_reminded_once(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """After SLA_HOURS of work, in office hours, once for each request; a reply explains."""
    number = await waiting(sari, budi)
    grouped.passes(hours=24)  # Tuesday 08.00: seven and a half hours of work
    await runs(grouped, watch)
    assert "masih menunggu" not in sari.screen.text
    grouped.passes(hours=1)

    await runs(grouped, watch)
    await runs(grouped, watch)

    words = f"#{number} masih menunggu penjelasan Bapak/Ibu:\n\nTahun berapa?"
    [reminder] = [one for one in await said(grouped, to=11) if words in one.text]
    assert ("Jawab penjelasan", "Lihat pertanyaan", "Pengaturan") == reminder.labels
    grouped.passes(days=3)
    await runs(grouped, watch)
    assert 1 == len([one for one in await said(grouped, to=11) if "masih menunggu" in one.text])
