"""`Akan saya replikasi`: promised, asked about twice, counted elsewhere, told to the author."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from community.callback import pack
from community.posts import Event
from community.replicating import AnswerReplication, CancelReplication, Place, Replicate, State
from community.reply import Lane, Reply, Say
from community.roles import State as PersonState
from community.texts import marking as mark_texts
from community.texts.inline import excess
from handlers import replication_clock
from storage import schema
from storage.posts import Post
from storage.unit import Unit
from tests.handlers.clockwork import runs, said
from tests.handlers.driver import Actor, Stage
from tests.handlers.library import takes_back
from tests.handlers.practices import opens, promise, promises, shares
from tests.handlers.test_reminders import member

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08.00 WIB
JOB = replication_clock.ask
PLACE = Place("Puskesmas Waru", "35.25", "35.25")


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """An author in Banyuwangi."""
    return await member(stage, "Sari", 11, is_on=True)


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A reader in Gresik."""
    actor = await stage.person("Budi", 12).joined(area="35.25")
    await set_choice(actor, is_on=True)
    return actor


async def set_choice(actor: Actor, **choice: Any) -> None:
    """Let somebody have chosen something about reminders."""
    person, setting = await actor.known(), schema.reminder_setting

    async def unit(unit: Unit) -> None:
        await unit.connection.execute(
            update(setting).where(setting.c.person_id == person.id).values(**choice)
        )

    await actor.stage.database.write(unit)


async def asked(stage: Stage) -> Counter[int]:
    """Count the questions of each chat."""
    found = await said(stage)
    return Counter(row.chat_id for row in found if "Bagaimana kabarnya?" in row.text)


async def answers(actor: Actor, post: Post, answer: str) -> Reply:
    """Tap an answer below a question from weeks ago."""
    return await actor.taps_data(pack(AnswerReplication(post=post.id, answer=answer)), 1)


def told(reply: Reply, actor: Actor) -> list[Say]:
    """Return what an update made the bot say to somebody else."""
    return [say for say in reply.says if isinstance(say, Say) and say.chat_id == actor.telegram_id]


async def lives(stage: Stage, days: int) -> None:
    """Let days go by, with the job running four times a day and a restart in each night."""
    for _ in range(days):
        for hours in (6, 6, 6, 6):
            stage.passes(hours=hours)
            await runs(stage, JOB)
        await stage.reopen()


# --- the promise ------------------------------------------------------------------------------


async def test_a_promise_at_ones_own_instansi(sari: Actor, budi: Actor) -> None:
    """One's own instansi is a tap away; the post shows the promise, ticked and counted."""
    post = await shares(sari, "Klinik <SKP>")
    await opens(budi, post)
    await budi.taps("Akan saya replikasi")
    assert f"Tulisan #{post.id}" in budi.screen.text
    assert ["Pemerintah Kabupaten Gresik", "Batal"] == budi.labels
    await budi.taps("Pemerintah Kabupaten Gresik")

    assert "akan direplikasi di Pemerintah Kabupaten Gresik" in budi.screen.text
    assert "30 dan 90 hari lagi" in budi.screen.text
    assert "✅ Akan saya replikasi 1" in budi.labels
    kept = await promise(budi, post)
    assert kept is not None
    assert ("35.25", "35.25", State.PLANNED) == (kept.area, kept.workplace, kept.state)
    assert (MONDAY + timedelta(days=30), 0) == (kept.ask_at, kept.asked)


async def test_a_promise_elsewhere_is_typed(sari: Actor, budi: Actor) -> None:
    """What is no place is asked again, and a name of two areas is asked about."""
    post = await shares(sari)
    await opens(budi, post)
    await budi.taps("Akan saya replikasi")
    await budi.says("Madiun")
    assert "Kabupaten Madiun atau Kota Madiun" in budi.screen.text
    await budi.says("Puskesmas <Waru>")

    assert "Puskesmas &lt;Waru&gt;" in budi.screen.text
    kept = await promise(budi, post)
    assert kept is not None
    assert ("Puskesmas <Waru>", "35.25") == (kept.where, kept.area)


@pytest.mark.parametrize("way", ["Batal", "batal"])
async def test_a_form_that_is_left_promises_nothing(sari: Actor, budi: Actor, way: str) -> None:
    """Tapped or typed."""
    post = await shares(sari)
    await opens(budi, post)
    await budi.taps("Akan saya replikasi")
    await (budi.taps(way) if way == "Batal" else budi.says(way))

    assert await promise(budi, post) is None
    await opens(budi, post)
    assert "Akan saya replikasi" in budi.labels


async def test_a_half_filled_form_survives_a_restart(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """The next words are still the place; a second tap on its button changes nothing."""
    post = await shares(sari)
    await opens(budi, post)
    await budi.taps("Akan saya replikasi")
    await stage.reopen()
    await budi.says("Puskesmas Waru")
    kept = await promise(budi, post)
    stage.passes(days=1)
    await budi.taps("Pemerintah")

    assert kept is not None
    assert kept == await promise(budi, post)


async def test_a_post_withdrawn_meanwhile_takes_no_promise(sari: Actor, budi: Actor) -> None:
    """Between the question and the answer."""
    post = await shares(sari)
    await opens(budi, post)
    await budi.taps("Akan saya replikasi")
    await takes_back(sari, post)
    await budi.taps("Pemerintah")

    assert "tidak tersedia" in budi.screen.text
    assert await promise(budi, post) is None


async def test_nobody_replicates_their_own_post(sari: Actor) -> None:
    """A forged button gets a kind word."""
    post = await shares(sari)
    await sari.taps_data(pack(Replicate(post=post.id)), 1)

    assert mark_texts.OWN == sari.toast
    assert "0 akan mereplikasi" in sari.screen.text


async def test_a_promise_can_be_cancelled(sari: Actor, budi: Actor) -> None:
    """From the screen of the promise; twice it is the same."""
    post = await shares(sari)
    await promises(budi, post)
    await budi.taps("Akan saya replikasi")
    assert "masih rencana" in budi.screen.text
    assert "Rabu, 23 Desember 2026" in budi.screen.text
    await budi.taps("Batalkan")
    assert "Akan saya replikasi" in budi.labels
    await budi.taps_data(pack(CancelReplication(post=post.id)), 1)

    assert "sudah tidak tercatat" in budi.toast
    assert await promise(budi, post) is None


# --- being asked --------------------------------------------------------------------------


async def test_asked_after_30_and_90_days_and_never_again(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Half a year with a restart in every night: two questions, in office hours."""
    post = await shares(sari)
    await promises(budi, post)
    await lives(stage, 29)
    assert Counter() == await asked(stage)
    await lives(stage, 5)
    assert Counter({12: 1}) == await asked(stage)
    await answers(budi, post, "planned")
    await lives(stage, 55)
    assert Counter({12: 1}) == await asked(stage)
    await lives(stage, 90)

    assert Counter({12: 2}) == await asked(stage)
    rows = [row for row in await said(stage, to=12) if "Bagaimana kabarnya?" in row.text]
    assert {("bulk", "sendMessage")} == {(row.lane, row.kind) for row in rows}
    assert {
        ("Sudah berjalan", "Masih rencana", "Tidak jadi", "Jangan tanya lagi", "Buka tulisan",
         "Pengaturan")
    } == {row.labels for row in rows}  # fmt: skip


@pytest.mark.parametrize(
    ("hour", "expected"), [(0, 0), (1, 1), (5, 0), (6, 1), (9, 0), (48, 0)]
)  # 07.00, 08.00, 12.00 (break), 13.00, 16.00 WIB; the third day is Natal
async def test_only_in_office_hours(
    stage: Stage, sari: Actor, budi: Actor, hour: int, expected: int
) -> None:
    """Due since the night, asked when the office is open."""
    post = await shares(sari)
    stage.now -= timedelta(hours=8)
    await promises(budi, post)
    stage.now = datetime(2026, 12, 23, 0, tzinfo=UTC) + timedelta(hours=hour)
    await runs(stage, JOB)

    assert expected == (await asked(stage))[12]


@pytest.mark.parametrize("answer", ["running", "dropped", "silent", "cancel"])
async def test_who_answered_is_not_asked_again(
    stage: Stage, sari: Actor, budi: Actor, answer: str
) -> None:
    """Whatever ends the questions ends them, also before the first."""
    post = await shares(sari)
    await promises(budi, post)
    if answer == "cancel":
        await budi.taps_data(pack(CancelReplication(post=post.id)), 1)
    else:
        await answers(budi, post, answer)
    for days in (31, 91):
        stage.now = MONDAY + timedelta(days=days)
        await runs(stage, JOB)

    assert Counter() == await asked(stage)


async def test_masih_rencana_is_asked_once_more(stage: Stage, sari: Actor, budi: Actor) -> None:
    """It changes nothing about the second question."""
    post = await shares(sari)
    await promises(budi, post)
    await answers(budi, post, "planned")
    for days in (31, 91, 121):
        stage.now = MONDAY + timedelta(days=days)
        await runs(stage, JOB)

    assert Counter({12: 2}) == await asked(stage)


async def test_who_pauses_is_asked_within_a_week_of_coming_back(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """The question waits seven days; who is away longer is asked the next time only."""
    wita = await stage.person("Wita", 13).joined(area="35.09")
    off = await stage.person("Off", 14).joined(area="35.09")
    post = await shares(sari)
    for actor in (budi, wita, off):
        await promises(actor, post)
    await set_choice(budi, is_on=True, paused_until="2026-12-27")
    await set_choice(wita, is_on=True, paused_until="2027-01-10")
    await set_choice(off, is_on=False)
    stage.now = MONDAY + timedelta(days=30)  # 23 December
    await lives(stage, 3)
    assert Counter() == await asked(stage)
    await lives(stage, 30)
    assert Counter({12: 1}) == await asked(stage)
    await set_choice(off, is_on=True)
    await lives(stage, 50)

    assert Counter({12: 2, 13: 1, 14: 1}) == await asked(stage)


@pytest.mark.parametrize("event", [Event.HIDE, Event.WITHDRAW])
async def test_what_cannot_be_read_is_not_asked_about(
    stage: Stage, sari: Actor, budi: Actor, event: Event
) -> None:
    """Hidden or withdrawn; a post that is restored within a week is asked about then."""
    post = await shares(sari)
    await promises(budi, post)
    await happens(stage, post, event)
    stage.now = MONDAY + timedelta(days=30, hours=1)
    await runs(stage, JOB)
    assert Counter() == await asked(stage)

    is_back = event is Event.HIDE
    if is_back:
        await happens(stage, post, Event.RESTORE)
    stage.passes(days=5)  # the first working day after Natal
    await runs(stage, JOB)
    assert int(is_back) == (await asked(stage))[12]


async def happens(stage: Stage, post: Post, event: Event) -> None:
    """Let something happen to a post."""

    async def act(unit: Unit) -> None:
        seen = await unit.posts.get(post.id)
        assert seen is not None
        assert await unit.posts.step(seen, event, None, stage.now)

    await stage.database.write(act)


async def test_many_are_asked_in_chunks(stage: Stage, sari: Actor) -> None:
    """More people than one unit takes, in two zones, each once; a second run finds nobody."""
    post, count = await shares(sari), replication_clock.A_UNIT + 7

    async def promise_all(unit: Unit) -> None:
        for number in range(count):
            person = await unit.people.meet(1000 + number, stage.now)
            await unit.reminder_settings.turn_on(person.id, stage.now)
            await unit.people.change_state(
                person.id, was=tuple(PersonState), becomes=PersonState.MEMBER, now=stage.now
            )
            await unit.replications.promise(post.id, person.id, PLACE, stage.now)

    await stage.database.write(promise_all)
    stage.now = MONDAY + timedelta(days=30, hours=1)
    assert f"{count} ditanyai" == await runs(stage, JOB)
    assert "" == await runs(stage, JOB)
    assert {1} == set((await asked(stage)).values())
    assert count == len(await asked(stage))


# --- what runs ----------------------------------------------------------------------------


async def test_what_runs_elsewhere_is_shown_and_told(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Counted by kabupaten/kota and by other instansi; the author hears of each first one."""
    gresik = await stage.person("Gita", 13).joined(area="35.25")
    home = await stage.person("Hadi", 14).joined()  # Banyuwangi, as the author
    agency = await stage.person("Ida", 15).joined(area=None, agency="dinkes")
    post = await shares(sari)
    for actor in (budi, gresik, home, agency):
        await promises(actor, post)
    assert [] == told(await answers(home, post, "running"), sari)
    assert "Direplikasi" not in await read(budi, post)
    (say,) = told(await answers(budi, post, "running"), sari)
    assert "kini berjalan di Pemerintah Kabupaten Gresik" in say.message.text
    assert (Lane.NOTICE, "Asia/Jakarta") == (say.lane, say.zone)
    assert "Budi" not in say.message.text
    assert "Direplikasi di 1 kabupaten/kota" in await read(budi, post)
    assert [] == told(await answers(gresik, post, "running"), sari)
    assert "Direplikasi di 1 kabupaten/kota" in await read(gresik, post)
    assert 1 == len(told(await answers(agency, post, "running"), sari))

    assert "Direplikasi di 1 kabupaten/kota dan 1 instansi lain" in await read(sari, post)


async def read(actor: Actor, post: Post) -> str:
    """Return what somebody reads of a post."""
    await opens(actor, post)
    return actor.screen.text


async def test_who_changes_their_mind_is_told_about_once(sari: Actor, budi: Actor) -> None:
    """The newest answer counts; the same instansi is no news the second time."""
    post = await shares(sari)
    await promises(budi, post)
    news = [len(told(await answers(budi, post, "running"), sari))]
    assert "sudah berjalan" in budi.screen.text
    await answers(budi, post, "dropped")
    assert "Direplikasi" not in await read(budi, post)
    assert "Akan saya replikasi" in budi.labels
    news.append(len(told(await answers(budi, post, "running"), sari)))

    assert [1, 0] == news
    assert "Direplikasi di 1 kabupaten/kota" in await read(budi, post)


async def test_only_instansi_besides_kabupaten_and_kota(stage: Stage, sari: Actor) -> None:
    """Other instansi alone are counted without the word for more."""
    post = await shares(sari)
    for number, name in ((21, "Kanwil Kemenag"), (22, "kanwil  KEMENAG."), (23, "Unair")):
        actor = await stage.person("Lain", number).joined(area=None, other_agency=name)
        await promises(actor, post, "Kantor kami")
        await answers(actor, post, "running")

    assert "Direplikasi di 2 instansi" in await read(sari, post)


async def test_an_author_who_wants_nothing_unasked_reads_it_below_the_post(
    sari: Actor, budi: Actor
) -> None:
    """Switched off: nothing is said."""
    await set_choice(sari, is_on=False)
    post = await shares(sari)
    await promises(budi, post)
    assert [] == told(await answers(budi, post, "running"), sari)

    assert "Direplikasi di 1 kabupaten/kota" in await read(sari, post)


@pytest.mark.parametrize("answer", ["running", "kapan", ""])
async def test_an_answer_without_a_promise_changes_nothing(
    sari: Actor, budi: Actor, answer: str
) -> None:
    """Cancelled, another person's, or forged."""
    post = await shares(sari)
    await answers(budi, post, answer)

    assert "sudah tidak tercatat" in budi.screen.text
    assert await promise(budi, post) is None


async def test_a_long_place_below_a_long_post_fits_one_message(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Where thanks and post are too long together, the thanks are shown; the promise stands."""
    post = await shares(sari, "J" * 150)
    longest, link = "b" * 3_500, f"https://{'a' * 60}.{'b' * 60}.id"

    async def lengthen(unit: Unit) -> None:
        await unit.connection.execute(update(schema.post_version).values(body=longest, link=link))

    await stage.database.write(lengthen)
    await promises(budi, post, "P" * 200)

    assert longest not in budi.screen.text
    assert "Tercatat: akan direplikasi" in budi.screen.text
    assert excess(budi.screen.text) <= 0
    assert "✅ Akan saya replikasi 1" in budi.labels
