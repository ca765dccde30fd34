"""What becomes of published questions when their asker's data are deleted."""

import pytest
from sqlalchemy import select

from community.callback import pack
from community.publishing import Publish
from community.questions import Event
from community.ruling import Unpublish
from storage import schema
from storage.question_entries import Kind
from storage.unit import Unit
from tests.handlers.asker import on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.publisher import (
    ANSWER,
    answered,
    finds,
    proposes,
    published,
)


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator."""
    return await on_duty(stage, "Budi", 13)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member who asks."""
    return await stage.person("Sari Wulandari", 11).joined(unit="Bagian Protokol Rumit")


@pytest.fixture
async def dewi(stage: Stage) -> Actor:
    """A member who reads."""
    return await stage.person("Dewi", 12).joined()


@pytest.mark.parametrize("way", ["Hapus, tulisan tetap tanpa nama", "Hapus beserta tulisan"])
@pytest.mark.parametrize(
    "then", [(), (Event.CLOSE,), (Event.NOT_ANSWERED,), (Event.NOT_ANSWERED, Event.RELEASE)]
)
async def test_a_deletion_keeps_or_takes_what_was_published(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor, *, way: str, then: tuple[Event, ...]
) -> None:
    """As the asker chooses, wherever the question stands: answered, closed, or open again."""
    stays = way.endswith("tanpa nama")
    number = await published(sari, budi)

    async def moves(unit: Unit) -> None:
        for event in then:
            seen = await unit.questions.get(number)
            assert seen is not None
            assert await unit.questions.step(seen, event, None, stage.now)

    await stage.database.write(moves)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps(way)
    expected = "terbit tetap ada tanpa nama" if stays else "terbit ikut dihapus"
    assert expected in sari.screen.text
    await sari.taps("Ya, hapus data saya")

    await dewi.says(f"/start q_{number}")
    assert stays == (ANSWER in dewi.screen.text)
    assert ([number] if stays else []) == await finds(stage)


async def test_of_a_deleted_askers_questions_only_what_is_published_stays(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Neither question, answer, note, reason, draft nor held reply may name who asked."""
    number = await published(sari, budi)
    other = await answered(sari, budi, "Saya Sari Wulandari, bagaimana SKP saya?")
    await budi.taps_data(pack(Publish(question=other.id)))
    holder = (await budi.known()).id

    async def about(unit: Unit) -> None:
        words = "Bu Sari Wulandari"
        for kind in (Kind.ANSWER, Kind.NOTE):
            await unit.question_entries.add(other.id, kind, holder, words, now=stage.now)
        await unit.questions.note(other.id, Event.LOOK_UP, holder, stage.now, {"reason": words})
        await unit.held_replies.add(other.id, holder, words, (), (13, 5), now=stage.now)

    await stage.database.write(about)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus data saya")

    tables = (
        schema.question,
        schema.question_entry,
        schema.question_event,
        schema.question_part,
        schema.held_reply,
        schema.draft,
        schema.publication,
    )
    async with stage.database.snapshot() as unit:
        rows = [str((await unit.connection.execute(select(one))).all()) for one in tables]
    assert [] == [row for row in rows if "Sari" in row]
    assert [number] == await finds(stage)


async def test_what_stays_without_its_asker_can_be_put_right_and_taken_down(
    stage: Stage, sari: Actor, budi: Actor, dewi: Actor
) -> None:
    """There is nobody left to ask, so that a correction is published at once."""
    number = await published(sari, budi)

    async def reopens(unit: Unit) -> None:
        seen = await unit.questions.get(number)
        assert seen is not None
        assert await unit.questions.step(seen, Event.NOT_ANSWERED, None, stage.now)

    await stage.database.write(reopens)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus, tulisan tetap tanpa nama")
    await sari.taps("Ya, hapus data saya")

    await proposes(budi, number, answer="Jawaban yang diperbaiki.")
    await dewi.says(f"/start q_{number}")
    assert "Jawaban yang diperbaiki." in dewi.screen.text

    await budi.taps_data(pack(Unpublish(question=number, is_sure=True)))
    await dewi.says(f"/start q_{number}")
    assert "diperbaiki" not in dewi.screen.text
    assert [] == await finds(stage)
