"""Posts that wait too long surface; what came while the office was closed is named with it."""

from handlers.post_clock import watch
from handlers.question_clock import open_office
from tests.handlers.asker import ask, on_duty
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Stage
from tests.handlers.reviewer import content, post_of, revises, sends


async def test_moderators_are_nudged_once_and_admins_after_twice_the_time(stage: Stage) -> None:
    """Eight working hours, then sixteen; each once, however often the clock looks."""
    await on_duty(stage, "Budi", 13)
    ani = stage.person("Ani", 9001)
    await ani.says("/menu")
    sari = await stage.person("Sari", 12).joined()
    post = await sends(sari)
    nudge = f"Belum ditinjau dalam 8 jam kerja: tulisan #{post.id}"

    stage.passes(hours=23)
    assert "" == await runs(stage, watch)
    stage.passes(hours=2)
    assert "1 diingatkan" == await runs(stage, watch)
    assert "" == await runs(stage, watch)
    assert [nudge] == [
        row.text.splitlines()[0] for row in await said(stage, to=13) if "Belum" in row.text
    ]
    stage.passes(days=2)
    await runs(stage, watch)
    await runs(stage, watch)

    told = [row.text for row in await said(stage, to=9001) if "Tulisan lama" in row.text]
    assert 1 == len(told)
    assert f"Sudah 16 jam kerja: #{post.id}" in told[0]


async def test_nothing_is_said_outside_office_hours(grouped: Stage) -> None:
    """What falls due in the evening waits for the morning."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    await sends(sari)
    grouped.passes(days=1, hours=10)

    assert "" == await runs(grouped, watch)
    grouped.passes(hours=14)
    assert "1 diingatkan" == await runs(grouped, watch)


async def test_a_new_version_begins_the_clock_anew(grouped: Stage) -> None:
    """What was nudged for is nudged for again, after the time of the new version."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari)
    grouped.passes(days=1, hours=2)
    await runs(grouped, watch)
    assert ("sla",) == (await post_of(grouped, post.id)).nudges

    await revises(sari, post.id, content("Siaga isu sepanjang hari"))

    assert () == (await post_of(grouped, post.id)).nudges
    assert "" == await runs(grouped, watch)
    grouped.passes(days=1, hours=3)
    assert "1 diingatkan" == await runs(grouped, watch)


async def test_what_a_trusted_author_published_is_not_pressed_for(grouped: Stage) -> None:
    """It can be read already: nobody waits for it."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    await sends(sari, is_trusted=True)
    grouped.passes(days=3)

    assert "" == await runs(grouped, watch)


async def test_the_opening_counts_posts_among_questions(grouped: Stage) -> None:
    """Both kinds in one message, by their own numbers, once."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    grouped.passes(days=-1)
    question, post = await ask(sari), await sends(sari)
    trusted = await sends(sari, is_trusted=True)
    grouped.passes(days=1)

    assert "3 disebut" == await runs(grouped, open_office)
    assert "" == await runs(grouped, open_office)

    lines = [row.text for row in await said(grouped) if "baru: " in row.text]
    assert [f"1 pertanyaan baru: #{question.id}\n2 tulisan baru: #{post.id} #{trusted.id}"] == lines


async def test_nobody_is_told_of_their_own_post(stage: Stage) -> None:
    """Without a group each moderator reads of those that others sent."""
    budi = await on_duty(stage, "Budi", 13)
    await on_duty(stage, "Cici", 15)
    stage.passes(days=-1)
    post = await sends(budi)
    stage.passes(days=1)

    await runs(stage, open_office)

    told = {to: [row.text for row in await said(stage, to=to)] for to in (13, 15)}
    assert {13: [], 15: [f"1 tulisan baru: #{post.id}"]} == told
