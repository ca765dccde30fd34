"""`/statistik`, `Waktu jawab`: the figures by month and topic, and their chart."""

from datetime import datetime, timedelta

import pytest

from community import question_time
from community.answer_times import SendTimesChart
from community.callback import pack
from community.picture import Picture, Stack
from community.questions import Event
from community.reply import File, InlineAnswer, Later, Message
from community.roles import State
from handlers import answer_times, chart, late
from handlers.question_writing import office_of
from storage.unit import Unit
from tests.handlers.driver import START, Actor, Stage


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator."""
    actor = await stage.person("Budi", 13).joined()
    person = await actor.known()
    await stage.database.write(lambda unit: unit.moderators.appoint(person.id, 1, stage.now))
    return actor


async def answered(stage: Stage, topic: str, asked: datetime, *hours: float) -> None:
    """Have questions asked at that moment and answered so many hours later."""
    sari = await (await stage.person("Sari", 11).joined()).known()

    async def unit(unit: Unit) -> None:
        office = await office_of(unit, stage.charter)
        for later in hours:
            seen = await unit.questions.add(
                sari.id, "Rahasia?", topic, is_anonymous=True, now=asked
            )
            for event in (Event.CLAIM, Event.ANSWER):
                at = asked + timedelta(hours=later)
                took = question_time.answer_took(seen, office, at) if event is Event.ANSWER else {}
                changed = await unit.questions.step(
                    seen, event, 1, at, changes={"holder_id": 1, **took}
                )
                assert changed is not None
                seen = changed

    await stage.database.write(unit)


async def made(stage: Stage, later: Later) -> File | Message | InlineAnswer | None:
    """Make late content as delivery does."""
    async with stage.database.snapshot() as unit:
        content = await late.MAKERS[later.kind](unit, later.args, later.person_id)
    return await content() if callable(content) else content


async def test_figures_by_month_and_by_topic(stage: Stage, budi: Actor) -> None:
    """Median and 90th percentile in working hours, the newest month first; nobody is named."""
    await answered(stage, "kehumasan", START - timedelta(days=28), 1, 3)
    await answered(stage, "angka_kredit", START, 1, 2, 3)
    stage.passes(hours=8)
    await budi.says("/statistik")
    await budi.taps("Waktu jawab")

    months = budi.screen.text.split("\n\n")[1:]
    assert [
        (
            "<b>12 bulan terakhir</b>: 5 pertanyaan\n"
            "Jawaban pertama: separuhnya dalam 2,0 jam, 9 dari 10 dalam 3,0 jam (5 pertanyaan)"
        ),
        (
            "<b>November 2026</b>: 3 pertanyaan\n"
            "Jawaban pertama: separuhnya dalam 2,0 jam, 9 dari 10 dalam 2,8 jam (3 pertanyaan)"
        ),
        (
            "<b>Oktober 2026</b>: 2 pertanyaan\n"
            "Jawaban pertama: separuhnya dalam 2,0 jam, 9 dari 10 dalam 2,8 jam (2 pertanyaan)"
        ),
    ] == months
    await budi.taps("Per topik")
    assert ["3 pertanyaan", "2 pertanyaan"] == [
        block.partition("</b>: ")[2].partition("\n")[0]
        for block in budi.screen.text.split("\n\n")[2:]
    ]
    assert "Sari" not in budi.screen.text


async def test_the_chart_is_drawn_late(stage: Stage, budi: Actor) -> None:
    """A picture with the figures below it."""
    await answered(stage, "kehumasan", START, 1, 3)
    stage.passes(hours=8)
    await budi.says("/statistik")
    await budi.taps("Waktu jawab")
    reply = await budi.taps("Grafik")
    later = next(say for say in reply.says if isinstance(say, Later))

    photo = await made(stage, later)

    assert isinstance(photo, File)
    assert (b"\x89PNG", True) == (photo.content[:4], photo.is_photo)
    assert "separuhnya dalam 2,0 jam, 9 dari 10 dalam 2,8 jam (2 pertanyaan)" in photo.caption
    assert len(photo.caption) < 1024
    person = await budi.known()

    async def ends(unit: Unit) -> None:
        await unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=State.LEFT, now=stage.now
        )

    await stage.database.write(ends)
    assert await made(stage, later) is None


async def test_of_nothing_there_is_no_chart(stage: Stage, budi: Actor) -> None:
    """An old button says so, and the screen is shown."""
    reply = await budi.taps_data(pack(SendTimesChart()))

    assert [] == [say for say in reply.says if isinstance(say, Later)]
    assert "Belum ada pertanyaan" in budi.toast
    assert "Belum ada pertanyaan" in budi.screen.text


async def test_a_chart_that_fails_is_told_kindly() -> None:
    """A process that cannot draw ends in words."""
    undrawable = Picture(title="", subtitle="", bars=("a",), above=(), stacks=(), note="")

    said = await answer_times._draw(undrawable, "")

    assert isinstance(said, Message)
    assert "belum dapat dibuat" in said.text


async def test_parts_of_one_are_drawn_as_such() -> None:
    """Sixty parts of a sixtieth are one: the same picture."""
    pictures = [
        Picture(
            title="", subtitle="", bars=("a",), above=("1",), note="", per=per,
            stacks=(Stack("Median", 3, (value,)),),
        )
        for per, value in ((1, 4), (60, 240), (60, 4))
    ]  # fmt: skip

    whole, parts, fewer = [await chart.draw(one) for one in pictures]

    assert whole == parts
    assert whole != fewer
