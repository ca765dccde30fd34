"""What the card of a post says, however long or hostile the post is."""

import re
from html import unescape

from community.reply import Attached, Message, OpenThread, Say, SendFiles
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.cards import labels
from tests.handlers.driver import Stage
from tests.handlers.reviewer import TOPIC, card_of, content, revises, sends, shown_card


def _length(message: Message) -> int:
    """Count as Telegram does."""
    return len(unescape(re.sub(r"<[^>]*>", "", message.text)).encode("utf-16-le")) // 2


async def test_a_card_shows_the_post_as_it_will_appear(grouped: Stage) -> None:
    """Number, author, deadline, then the post itself; the jenjang is nowhere."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari <b>", 12).joined()

    post = await sends(sari, content("Kabar & <i>cepat</i>", link="https://kominfo.jatim.go.id/a"))

    text = card_of(grouped, post.id).text
    assert text.startswith(f"<b>Tulisan #{post.id}</b>\nStatus: <b>menunggu tinjauan</b>\n")
    assert "Penulis: Sari &lt;b&gt;, Pemerintah Kabupaten Banyuwangi\n" in text
    assert "Batas tinjau: Selasa, 24 November 2026 pukul 08.30 WIB" in text
    assert (
        "<b>Kabar &amp; &lt;i&gt;cepat&lt;/i&gt;</b>\n"
        "<i>Sari &lt;b&gt;, Pemerintah Kabupaten Banyuwangi</i>\n"
        "<i>Komunikasi krisis dan isu · Senin, 23 November 2026</i>\n\n"
    ) in text
    assert '<a href="https://kominfo.jatim.go.id/a">' in text
    assert "Muda" not in text


async def test_files_follow_below_in_the_thread_of_the_topic(grouped: Stage) -> None:
    """An album stays whole and in order, without a card's buttons in between."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    files = tuple(Attached("photo", f"f{place}", album="a") for place in range(10))

    post = await sends(sari, content(media=files))

    thread, card, below = grouped.said[-3:]
    assert isinstance(thread, OpenThread)
    assert isinstance(card, Say)
    assert isinstance(below, SendFiles)
    assert TOPIC == thread.topic == card.thread_topic == below.thread_topic
    assert (f"post:{post.id}", f"post:{post.id}:files") == (card.subject, below.subject)
    assert (card.subject, files) == (below.reply_to_subject, below.files)


async def test_the_longest_post_has_room_or_can_be_read_whole(grouped: Stage) -> None:
    """A card is never longer than Telegram takes; `Baca utuh` says what it had no room for."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("S" * 100, 12).joined()
    for place, body in enumerate(("x" * 3_500, "&<" * 1_750, "😀" * 1_750, "kata " * 700)):
        post = await sends(sari, content("J" * 150, body, link="https://example.org/" + "l" * 400))

        card = card_of(grouped, post.id)
        assert _length(card) <= 4_096, place
        assert "Setujui" in labels(card)
        if "Baca utuh" in labels(card):
            await budi.taps("Baca utuh", chat=GROUP)
            whole = grouped.chats[GROUP.id][-1].message
            assert unescape(whole.text).count(body.strip()) == 1
            assert _length(whole) <= 4_096


async def test_hostile_words_stay_words(grouped: Stage) -> None:
    """Markup, direction marks and zero width in every field, in versions and reasons."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    hostile = "<a href='tg://user?id=1'>\u202e</b>\u200b&amp;'; DROP TABLE post; --</a>"
    post = await sends(sari, content(hostile, hostile * 3))
    await budi.taps("Minta perbaikan", chat=GROUP)
    await budi.says(hostile)

    await revises(sari, post.id, content("Judul baru", hostile * 4))

    text = card_of(grouped, post.id).text
    assert "<a href='tg" not in text
    assert text.count("&lt;a href='tg://user?id=1'&gt;") >= 6
    assert "Judul sebelumnya: &lt;a" in text


async def test_outside_office_hours_a_card_is_silent(grouped: Stage) -> None:
    """Nobody is woken on a Sunday."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    grouped.passes(days=-1)

    post = await sends(sari)

    assert shown_card(grouped, post.id).message.silent


async def test_without_a_moderator_the_admins_get_the_card(stage: Stage) -> None:
    """An admin who wrote to the bot once is asked."""
    ani = stage.person("Ani", 9001)
    await ani.says("/menu")
    sari = await stage.person("Sari", 12).joined()

    post = await sends(sari)

    assert f"<b>Tulisan #{post.id}</b>" in ani.screen.text
