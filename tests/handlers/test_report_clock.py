"""Reports that nobody decides on surface, in office hours; each word is said once."""

from handlers.post_clock import watch
from handlers.question_clock import open_office
from tests.handlers.asker import GROUP, ask, on_duty
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Stage
from tests.handlers.poster import published
from tests.handlers.reporter import readers, reports
from tests.handlers.reviewer import sends

LATE = "Laporan belum diputuskan dalam 8 jam kerja"


async def test_moderators_are_nudged_once_and_admins_after_twice_the_time(stage: Stage) -> None:
    """Eight working hours after the first report, then sixteen, however often the clock looks."""
    await on_duty(stage, "Budi", 13)
    author = await on_duty(stage, "Ratna", 15)
    ani = stage.person("Ani", 9001)
    await ani.says("/menu")
    wati, tono = await readers(stage, 2)
    await published(wati)  # so that cases and posts have numbers of their own
    post = await published(author)
    await reports(wati, post)

    stage.passes(hours=23)
    await reports(tono, post)
    assert "" == await runs(stage, watch)
    stage.passes(hours=2)
    assert "1 diingatkan" == await runs(stage, watch)
    assert "" == await runs(stage, watch)
    told = {to: [row for row in await said(stage, to=to) if LATE in row.text] for to in (13, 15)}
    assert {13: 1, 15: 0} == {to: len(rows) for to, rows in told.items()}
    assert told[13][0].text.startswith(f"{LATE}: tulisan #{post.id}\n")
    assert ("Buka antrean", "Pengaturan") == told[13][0].labels
    assert [] == [row for row in await said(stage, to=9001) if "Laporan lama" in row.text]
    stage.passes(days=2)
    assert "1 diingatkan" == await runs(stage, watch)
    assert "" == await runs(stage, watch)

    [last] = [row.text for row in await said(stage, to=9001) if "Laporan lama" in row.text]
    assert f"Sudah 16 jam kerja: tulisan #{post.id}" in last


async def test_nothing_is_said_outside_office_hours(grouped: Stage) -> None:
    """What falls due in the evening waits for the morning, and goes to the group."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await published(sari)
    [wati] = await readers(grouped, 1)
    await reports(wati, post)
    grouped.passes(days=1, hours=10)

    assert "" == await runs(grouped, watch)
    grouped.passes(hours=14)
    assert "1 diingatkan" == await runs(grouped, watch)
    assert 1 == len([row for row in await said(grouped, to=GROUP.id) if LATE in row.text])


async def test_a_decided_case_is_not_pressed_for_and_the_next_one_is(grouped: Stage) -> None:
    """Each case has a clock of its own, also of the same post."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await published(sari)
    [wati] = await readers(grouped, 1)
    await reports(wati, post)
    grouped.passes(days=1, hours=2)
    assert "1 diingatkan" == await runs(grouped, watch)
    await budi.taps("Biarkan", chat=GROUP)
    grouped.passes(days=2)
    assert "" == await runs(grouped, watch)

    await reports(wati, post, "Hak cipta")
    assert "" == await runs(grouped, watch)
    grouped.passes(days=1, hours=6)  # after Friday's break

    assert "1 diingatkan" == await runs(grouped, watch)


async def test_the_opening_counts_reports_after_questions_and_posts(grouped: Stage) -> None:
    """Those that came while the office was closed, by the numbers of their posts, once."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    grouped.passes(days=-1)
    question, shown, waits = await ask(sari), await published(sari), await sends(sari)
    people = await readers(grouped, 2)
    for reader in people:
        await reports(reader, shown)
    grouped.passes(days=1)
    later = await published(sari)
    await reports(people[0], later)

    assert "4 disebut" == await runs(grouped, open_office)
    assert "" == await runs(grouped, open_office)

    [line] = [row.text for row in await said(grouped) if "baru: " in row.text]
    assert line == (
        f"1 pertanyaan baru: #{question.id}\n2 tulisan baru: #{shown.id} #{waits.id}\n"
        f"1 laporan tulisan baru: #{shown.id}"
    )
