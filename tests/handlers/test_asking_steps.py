"""Topics of a question, albums on their way, similar answers, the way from the reminder."""

import pytest
from sqlalchemy import select

from community.incoming import Attachment
from community.reply import Message, Say
from handlers import reminders
from storage import schema
from tests.handlers.asker import ask, on_duty
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Actor, Stage
from tests.handlers.publisher import QUESTION as PUBLISHED
from tests.handlers.publisher import published
from tests.handlers.questioner import QUESTION, questions_of, to_preview
from tests.handlers.test_reminders import member


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give a member."""
    return await stage.person("Sari", 11).joined()


async def test_a_chosen_topic_stays_until_another_is_wanted(sari: Actor) -> None:
    """`Ubah` asks for the text only; `Ganti topik` asks for the topic again."""
    await to_preview(sari)
    first = (await sari.known()).draft
    assert first is not None
    await sari.taps("Ubah")
    await sari.says("Bagaimana merawat akun Instagram dinas?")
    assert "Ganti topik" in sari.labels
    await sari.taps("Selesai")
    assert "Kirim" == sari.labels[0]
    second = (await sari.known()).draft
    assert second is not None
    assert first.answers["topic"] == second.answers["topic"]

    await sari.taps("Ubah")
    await sari.taps("Ganti topik")
    assert "tentang apa?" in sari.screen.text
    await sari.taps("Media sosial")
    await sari.taps("Kirim")

    assert ["media_sosial"] == [one.topic for one in await questions_of(sari)]


async def test_where_no_topic_fits_lainnya_is_among_the_three(sari: Actor) -> None:
    """A fast tap files nothing under a topic that has nothing to do with it."""
    await sari.says("/tanya Singkat saja?")
    await sari.taps("Selesai")
    assert "Lainnya" == sari.labels[0]
    assert 5 == len(sari.labels)
    await sari.taps("Batal")
    await ask(sari, topic="media_sosial")

    await sari.says("/tanya Singkat saja?")
    await sari.taps("Selesai")

    assert ["Media sosial dan kanal digital", "Lainnya"] == sari.labels[:2]
    assert ["Topik lain", "Batal"] == sari.labels[3:]


async def test_what_comes_after_an_album_takes_the_place_of_its_screen(
    stage: Stage, sari: Actor
) -> None:
    """`Selesai`, or a voice note, at once after an album: no older screen comes below."""
    await sari.says(f"/tanya {QUESTION}")
    stage.delivers = False
    for number in (1, 2):
        await sari.does(Attachment("photo", f"foto{number}", "", 20 + number, "album"))
    await sari.does(Attachment("voice", "suara", "", 23))
    await sari.taps("Selesai")

    [waiting] = [one for one in await said(stage, to=11) if one.state == "pending"][-1:]
    texts = [one.text for one in await said(stage, to=11) if one.state == "pending"]

    assert "tentang apa?" in waiting.text
    assert [] == [one for one in texts if "Lampiran" in one]


async def test_who_is_helped_by_a_published_answer_says_so(stage: Stage, sari: Actor) -> None:
    """`Ini sudah menjawab` opens it; `Ya, terjawab` ends the question, `Tetap kirim` goes on."""
    budi = await on_duty(stage, "Budi", 13)
    dewi = await stage.person("Dewi", 12).joined()
    number = await published(dewi, budi)
    await to_preview(sari, PUBLISHED)
    await sari.taps("Ini sudah menjawab")
    assert f"#{number}" in sari.screen.text
    assert ["Ya, terjawab", "Tetap kirim"] == sari.labels[:2]

    await sari.taps("Ya, terjawab")

    assert "tidak dikirim" in sari.screen.text
    assert (await sari.known()).draft is None
    await to_preview(sari, PUBLISHED)
    await sari.taps("Ini sudah menjawab")
    await sari.taps("Tetap kirim")
    await sari.taps("Kirim")
    assert [PUBLISHED] == [one.text for one in await questions_of(sari)]


# --- from the reminder --------------------------------------------------------------------


async def test_tuesdays_reminder_leads_to_a_sent_question(stage: Stage) -> None:
    """From the reminder that the clock sends to the receipt, button by button."""
    stage.now = stage.now.replace(day=24, hour=0, minute=30)  # Tuesday, 07.30 WIB
    sari = await member(stage, "Sari", 11)
    await runs(stage, reminders.make_due)
    [reminder] = await said(stage, to=11)
    async with stage.database.snapshot() as unit:
        [sent] = (await unit.connection.execute(select(schema.campaign.c.payload))).scalars()
    rows = sent["reply_markup"]["inline_keyboard"]
    [data] = [one["callback_data"] for row in rows for one in row if one["text"] == "Bertanya"]
    shown = stage.deliver(Say(chat_id=11, message=Message(reminder.text)))
    assert shown is not None

    await sari.taps_data(data, shown)
    await sari.says(QUESTION)
    await sari.taps("Selesai")
    await sari.taps(sari.labels[0])
    await sari.taps("Kirim")

    assert "Pertanyaan #1 terkirim" in sari.screen.text
    assert [QUESTION] == [one.text for one in await questions_of(sari)]
