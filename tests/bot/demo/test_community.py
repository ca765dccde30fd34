"""What people find in the demo's community: lists with something in them, nothing too early."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.demo.cast import CAST, Player
from bot.demo.community_data import entries
from handlers import digest
from storage.search import FAQ, POST
from tests.bot.demo.seeded import original, played, town
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Stage

__all__ = ["original", "town"]

FRIDAY = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # 15.00 WIB

SCREENS: tuple[tuple[Player, str, tuple[str, ...]], ...] = (
    (CAST.lina, "/hariini", ("Rilis pers dalam 30 menit", "09.00")),
    (CAST.lina, "/jadwal", ("Keterbukaan informasi: tanya PPID", "Jalan sehat bersama")),
    (CAST.lina, "/faq", ("Penilaian kinerja dan angka kredit", "Komunikasi krisis dan isu")),
    (CAST.lina, "/terbaru", ("Ringkasan pantauan media tiga baris",)),
    (CAST.lina, "/cari press release", ("Siaran pers terbit 30 menit setelah acara",)),
    (CAST.lina, "/cari keterbukaan informasi", ("Meja PPID lima pertanyaan",)),
    (CAST.lina, "/cari hoax", ("Grup tanggap hoaks",)),
    (CAST.lina, "/pertanyaansaya", ("Berapa JP", "Peralatan apa")),
    (CAST.lina, "/tulisansaya", ("Siaran pers terbit 30 menit",)),
    (CAST.budi, "/pertanyaansaya", ("Wartawan meminta konfirmasi",)),
    (CAST.tono, "/antrean", ("#20", "#26", "terlambat")),
    (CAST.tono, "/templat", ("Arahkan ke PPID",)),
    (CAST.tono, "/statistik", ("ASN Belajar", "949.080", "13.322")),
    (CAST.tono, "/dampak", ("Siaran pers terbit 30 menit", "6")),
    (CAST.tono, "/program", ("Menulis berita yang dibaca warga",)),
    (CAST.tono, "/aturan", ("Permenkomdigi 9/2025",)),
    (CAST.tono, "/anggota mega", ("Mega Lestiana", "Malang")),
    (CAST.ratna, "/moderator", ("Tono Wijaya", "Dewi Anggraini")),
    (CAST.ratna, "/libur", ("contoh untuk demo",)),
    (CAST.ratna, "/audit", ("jangkauan",)),
)


@pytest.mark.parametrize(("player", "command", "words"), SCREENS)
async def test_every_list_has_something(
    town: Stage, player: Player, command: str, words: tuple[str, ...]
) -> None:
    """What the demo's page offers to look at is not empty."""
    person = played(town, player)

    await person.says(command)

    missing = [word for word in words if word not in person.screen.text + " ".join(person.labels)]
    assert [] == missing, person.screen.text


async def test_the_digest_has_something_to_tell(town: Stage) -> None:
    """On Friday at three it names posts, answers and next week's sessions."""
    town.now = FRIDAY
    await runs(town, digest.send)

    told = [row.text for row in await said(town, to=CAST.lina.id) if row.lane == "bulk"]

    assert 1 == len(told)
    assert "Mengelola aduan di media sosial" in told[0]


async def test_what_is_published_is_found_by_its_title(town: Stage) -> None:
    """Each post and each answer is the first that the search gives for its own words."""
    posts, answers = await published_posts(town), await published_answers(town)
    async with town.database.snapshot() as unit:
        for kind, titles in ((POST, posts), (FAQ, answers)):
            for number, title in titles.items():
                found = await unit.search.find(title, kinds=(kind,))
                assert [number] == [hit.number for hit in found[:1]], title


async def test_only_what_was_approved_is_visible(town: Stage) -> None:
    """Posts that were approved and answers that were allowed, and neither more nor less."""
    approved = {one["title"] for one in entries("posts") if one["steps"][-1]["do"] == "approve"}
    allowed = [one for one in entries("questions") if _is_allowed(one)]

    assert approved == set((await published_posts(town)).values())
    assert len(allowed) == len(await published_answers(town))
    assert 16 == len(approved)
    assert 12 == len(allowed)


async def test_nothing_unpublished_is_found_or_opened(town: Stage) -> None:
    """Not by a search for its own words, and not by a link with its number."""
    posts, answers = await published_posts(town), await published_answers(town)
    budi = played(town, CAST.budi)
    async with town.database.snapshot() as unit:
        hidden = [
            (POST, "p", one.post_id, one.content.title)
            for number in range(1, len(entries("posts")) + 1)
            for one in (await unit.post_versions.list_of(number))[:1]
            if number not in posts
        ]
        hidden += [
            (FAQ, "q", one.id, one.text)
            for number in range(1, len(entries("questions")) + 1)
            if number not in answers and (one := await unit.questions.get(number)) is not None
        ]
        assert 3 + 14 == len(hidden)
        for kind, _, number, words in hidden:
            found = await unit.search.find(words, kinds=(kind,), limit=50)
            assert number not in [hit.number for hit in found], words
    for _, letter, number, words in hidden:
        if "Wartawan meminta" not in words:  # his own
            await budi.says(f"/start {letter}_{number}")
            assert words not in budi.screen.text


async def test_the_index_is_up_to_date(town: Stage) -> None:
    """It need not be made anew when the bot starts."""
    async with town.database.snapshot() as unit:
        assert not await unit.search.is_outdated()


async def published_posts(town: Stage) -> dict[int, str]:
    """Return the titles of what everybody may read, by number."""
    async with town.database.snapshot() as unit:
        seen = [await unit.posts.visible(one.id) for one in await unit.posts.list_visible(limit=99)]
    return {one[0].id: one[1].content.title for one in seen if one is not None}


async def published_answers(town: Stage) -> dict[int, str]:
    """Return the questions whose answers everybody may read, by number."""
    async with town.database.snapshot() as unit:
        found = [
            one
            for topic in await unit.publications.list_topics()
            for one in await unit.publications.list_of_topic(topic, limit=99, offset=0)
        ]
    return {one.number: one.content.question for one in found}


def _is_allowed(question: dict[str, Any]) -> bool:
    return any(step["do"] == "consent" for step in question["steps"])
