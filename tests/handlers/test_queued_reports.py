"""Reported posts in `/antrean`, until somebody decides on them."""

import pytest

from community.callback import pack
from community.reporting import OpenReported
from tests.handlers.asker import GROUP, ask, on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.poster import TITLE, published
from tests.handlers.reporter import readers, report_cards, reports
from tests.handlers.reviewer import sends

TOPIC_NAME = "Media sosial dan kanal digital"


@pytest.fixture
async def sari(grouped: Stage) -> Actor:
    """Give an author of a community whose moderators share a group."""
    return await grouped.person("Sari", 11).joined()


@pytest.fixture
async def budi(grouped: Stage) -> Actor:
    """Give a moderator."""
    return await on_duty(grouped, "Budi", 13)


async def test_a_case_stands_among_the_rest_until_it_is_decided(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """By its first report; how many reported is told, never who."""
    post = await published(sari, "Judul <lama>")
    people = await readers(grouped, 2)
    for reader in people:
        await reports(reader, post)
    grouped.passes(hours=1)
    question = await ask(sari)
    grouped.passes(hours=1)

    await budi.says("/antrean")

    text = budi.screen.text
    line = f"🚩 <b>Laporan tulisan #{post.id}</b> {TOPIC_NAME} · 2 pelapor · 2 jam"
    assert f"{line}\nJudul &lt;lama&gt;" in text
    assert text.startswith("<b>Antrean pertanyaan dan tulisan</b> (3)")
    assert text.index(line) < text.index(f"<b>#{question.id}</b>")
    assert "Wati" not in text
    await budi.taps("Biarkan", chat=GROUP)
    await budi.says("/antrean")
    assert "Laporan tulisan" not in budi.screen.text


async def test_what_reports_hide_comes_first(grouped: Stage, sari: Actor, budi: Actor) -> None:
    """However long the rest waits: nobody may read it until it is decided."""
    question = await ask(sari)
    grouped.passes(hours=1)
    seen, hidden = await published(sari), await published(sari, "Judul yang hilang")
    people = await readers(grouped)
    await reports(people[0], seen)
    for reader in people:
        await reports(reader, hidden)

    await budi.says("/antrean")

    text = budi.screen.text
    first = f"❗ 🚩 <b>Laporan tulisan #{hidden.id}</b> {TOPIC_NAME} · 3 pelapor, disembunyikan"
    assert first in text.splitlines()[1]
    assert text.index(f"<b>#{question.id}</b>") < text.index(f"Laporan tulisan #{seen.id}")


async def test_the_filters_hold_for_cases_too(grouped: Stage, sari: Actor, budi: Actor) -> None:
    """`Tulisan` lists them, `Punya saya` does not, `Terlambat` and `Topik` those that fit."""
    late = await published(sari)
    [wati] = await readers(grouped, 1)
    await reports(wati, late)
    grouped.passes(days=2)
    new = await published(sari)
    await reports(wati, new)
    await sends(sari)
    await budi.says("/antrean")

    await budi.taps("Tulisan")
    assert budi.screen.text.startswith("<b>Antrean tulisan</b> (5)")
    await budi.taps("Punya saya")
    assert "Laporan" not in budi.screen.text
    await budi.taps("Terlambat")
    assert f"⏰ 🚩 <b>Laporan tulisan #{late.id}</b>" in budi.screen.text
    assert f"Laporan tulisan #{new.id}" not in budi.screen.text
    await budi.taps("Tulisan")
    await budi.taps("Topik")
    await budi.taps("Komunikasi krisis")
    assert "Laporan" not in budi.screen.text
    assert "menunggu tinjauan" in budi.screen.text


async def test_a_case_of_the_list_is_opened_as_its_card(
    grouped: Stage, sari: Actor, budi: Actor
) -> None:
    """Below the list; what is decided there shows on every card."""
    post = await published(sari)
    [wati] = await readers(grouped, 1)
    await reports(wati, post)
    await budi.says("/antrean", chat=GROUP)

    await budi.taps(f"🚩 #{post.id}", chat=GROUP)
    first, again = report_cards(grouped, GROUP.id)
    assert TITLE in again.message.text
    await budi.taps("Biarkan", chat=GROUP)

    assert "dibiarkan terbit" in first.message.text
    assert "dibiarkan terbit" in again.message.text


async def test_an_author_is_not_shown_reports_of_their_own_post(stage: Stage) -> None:
    """Neither in their private list nor by a button of somebody else's."""
    ratna, budi = await on_duty(stage, "Ratna", 15), await on_duty(stage, "Budi", 13)
    post = await published(ratna)
    [wati] = await readers(stage, 1)
    await reports(wati, post)

    await ratna.says("/antrean")
    assert "Laporan" not in ratna.screen.text
    await ratna.taps_data(pack(OpenReported(case=1)))
    assert "diputuskan moderator lain" in ratna.toast
    assert [] == report_cards(stage, ratna.telegram_id)
    await budi.says("/antrean")
    assert f"Laporan tulisan #{post.id}" in budi.screen.text


async def test_a_case_that_is_gone_says_so(stage: Stage) -> None:
    """A button of a list that was left lying about."""
    budi = await on_duty(stage, "Budi", 13)

    await budi.taps_data(pack(OpenReported(case=7)))

    assert "tidak ditemukan" in budi.toast
