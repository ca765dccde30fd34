"""Posts in `/antrean`, among the questions."""

from tests.handlers.asker import GROUP, ask, on_duty
from tests.handlers.driver import Stage
from tests.handlers.reviewer import card_of, content, revises, sends, shown_card


async def test_posts_stand_among_questions_oldest_first(grouped: Stage) -> None:
    """What waits longest comes first, whatever it is; decided posts are gone."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari, content("Tulisan <lama>"))
    grouped.passes(hours=1)
    question = await ask(sari, "Pertanyaan baru", topic="komunikasi_krisis")
    grouped.passes(hours=1)
    gone = await sends(sari)
    await budi.taps("Setujui", chat=GROUP)

    await budi.says("/antrean")

    text = budi.screen.text
    assert text.startswith("<b>Antrean pertanyaan dan tulisan</b> (2)")
    line = f"📝 <b>Tulisan #{post.id}</b> Komunikasi krisis dan isu · menunggu tinjauan · 2 jam"
    assert f"{line}\nTulisan &lt;lama&gt;" in text
    assert text.index(line) < text.index(f"<b>#{question.id}</b>")
    assert f"Tulisan #{gone.id}" not in text


async def test_the_filters_hold_for_posts_too(grouped: Stage) -> None:
    """`Tulisan` lists posts only, `Punya saya` none, `Terlambat` and `Topik` those that fit."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    late = await sends(sari, content("Tulisan lama"))
    grouped.passes(days=2)
    await sends(sari, content("Tulisan baru", topic="media_sosial"))
    await ask(sari, "Pertanyaan baru")
    await budi.says("/antrean")

    await budi.taps("Tulisan")
    assert budi.screen.text.startswith("<b>Antrean tulisan</b> (2)")
    assert "Pertanyaan baru" not in budi.screen.text
    await budi.taps("Punya saya")
    assert "Tidak ada pertanyaan yang Bapak/Ibu pegang di sini." in budi.screen.text
    await budi.taps("Terlambat")
    assert f"⏰ 📝 <b>Tulisan #{late.id}</b>" in budi.screen.text
    assert "Tulisan baru" not in budi.screen.text
    await budi.taps("Tulisan")
    await budi.taps("Topik")
    await budi.taps("Media sosial")
    assert "Tulisan baru" in budi.screen.text
    assert "Tulisan lama" not in budi.screen.text


async def test_a_post_of_the_list_is_opened_as_its_card(grouped: Stage) -> None:
    """From then on that is the card there; what is decided shows on all of them."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    first = shown_card(grouped, post.id)
    await budi.says("/antrean", chat=GROUP)

    await budi.taps(f"#{post.id}", chat=GROUP)
    assert first.id != shown_card(grouped, post.id).id
    await budi.taps("Setujui", chat=GROUP)

    for card in (first.message, card_of(grouped, post.id)):
        assert "disetujui oleh Budi" in card.text
        assert () == card.buttons


async def test_a_revision_that_waits_is_listed_as_one(grouped: Stage) -> None:
    """With the title that moderators are to look at."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    await budi.taps("Setujui", chat=GROUP)
    await revises(sari, post.id, content("Judul yang baru"))

    await budi.says("/antrean")

    assert "perubahan menunggu tinjauan" in budi.screen.text
    assert "Judul yang baru" in budi.screen.text
