"""The clock of questions, minute by minute: nudges, claims that end, the opening line, closing."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.post import OutboxPost
from community.appointing import EndDuty
from community.callback import pack
from community.questions import Event, State
from community.settings import EndPause
from handlers import desk
from handlers.question_clock import empty_desk, open_office, watch
from handlers.question_closing import close
from handlers.tick import Tick
from storage.messages import Said
from storage.question_entries import Kind
from storage.questions import Question
from storage.unit import Unit
from tests.handlers.clockwork import Row, runs, said
from tests.handlers.driver import Actor, Stage
from tests.proofs.reminder_house import Mortal

WIB = ZoneInfo("Asia/Jakarta")
GROUP = -1001234567890
ADMIN = 9001


def wib(text: str) -> datetime:
    """Return a moment in the community's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB).astimezone(UTC)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """The asker."""
    return await stage.person("Sari Wulandari", 11).joined(agency="Dinas Rahasia")


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator."""
    return await moderator(stage, "Budi", 13)


@pytest.fixture
async def admin(stage: Stage) -> Actor:
    """An admin who is no moderator."""
    return await stage.person("Ani", ADMIN).joined()


async def moderator(stage: Stage, name: str, telegram_id: int) -> Actor:
    """Return a member on duty."""
    actor = await stage.person(name, telegram_id).joined()
    person = await actor.known()
    await stage.database.write(lambda unit: unit.moderators.appoint(person.id, 1, stage.now))
    return actor


async def asks(sari: Actor, at: str, *, is_anonymous: bool = False) -> int:
    """Ask a question at a moment."""
    stage, person = sari.stage, await sari.known()
    stage.now = wib(at)

    async def unit(unit: Unit) -> Question:
        return await unit.questions.add(
            person.id, "Bagaimana angka kreditnya?", "jf", is_anonymous=is_anonymous, now=stage.now
        )

    return (await stage.database.write(unit)).id


async def steps(
    stage: Stage, number: int, event: Event, at: str, by: Actor | None = None
) -> Question:
    """Let something happen to a question at a moment; a claim is its doer's."""
    stage.now = wib(at)
    actor_id = None if by is None else (await by.known()).id

    async def unit(unit: Unit) -> Question | None:
        seen = await unit.questions.get(number)
        assert seen is not None
        changes = {"holder_id": actor_id, "claimed_at": stage.now} if event is Event.CLAIM else {}
        if event is Event.ANSWER and actor_id is not None:
            await unit.question_entries.add(
                number, Kind.ANSWER, actor_id, "Jawaban.", now=stage.now
            )
        return await unit.questions.step(seen, event, actor_id, stage.now, changes=changes)

    done = await stage.database.write(unit)
    assert done is not None
    return done


async def standing(stage: Stage, number: int) -> Question:
    """Return a question as it stands."""
    async with stage.database.snapshot() as unit:
        found = await unit.questions.get(number)
    assert found is not None
    return found


async def told(stage: Stage, to: int | None = None) -> list[Row]:
    """Return what the clock said, cards aside."""
    return [row for row in await said(stage, to=to) if row.edits is None and row.kind != "edit"]


async def lives(stage: Stage, begin: str, end: str, *, minutes: int = 30) -> None:
    """Let all jobs run from one moment to another; the process starts anew every day."""
    stage.now, until = wib(begin), wib(end)
    day = stage.now.astimezone(WIB).date()
    while stage.now <= until:
        for job in (watch, open_office, close, empty_desk):
            await runs(stage, job)
            await runs(stage, job)  # a second process, or a tick too many
        is_night = not 6 <= stage.now.astimezone(WIB).hour < 17
        stage.now += timedelta(hours=4) if is_night else timedelta(minutes=minutes)
        if stage.now.astimezone(WIB).date() != day:
            day = stage.now.astimezone(WIB).date()
            await stage.reopen()


def lines(rows: list[Row], words: str) -> list[int]:
    """Return the chats in which something was said, as often as it was."""
    return [row.chat_id for row in rows if words in row.text]


# --- late answers -------------------------------------------------------------------------------


async def test_a_question_nobody_takes_is_told_once_to_each(
    stage: Stage, sari: Actor, budi: Actor, admin: Actor
) -> None:
    """Moderator and asker after 8 working hours, the admin after 16; a week changes nothing."""
    await asks(sari, "2026-11-23 08:00")

    await lives(stage, "2026-11-23 08:00", "2026-11-24 08:00")
    assert [] == await told(stage)
    await lives(stage, "2026-11-24 08:30", "2026-11-24 08:30")
    rows = await told(stage)
    assert [budi.telegram_id] == lines(rows, "Belum dijawab dalam 8 jam kerja")
    assert [sari.telegram_id] == lines(rows, "#1 Bapak/Ibu masih kami tangani")
    assert ("Buka antrean", "Pengaturan") == rows[0].labels
    assert ("Lihat pertanyaan", "Pengaturan") == rows[1].labels
    await lives(stage, "2026-11-24 09:00", "2026-11-25 08:30")
    assert 2 == len(await told(stage))
    await lives(stage, "2026-11-25 09:00", "2026-12-02 16:00", minutes=60)

    rows = await told(stage)
    assert [budi.telegram_id, sari.telegram_id, admin.telegram_id] == [row.chat_id for row in rows]
    assert "Sudah 16 jam kerja: #1" in rows[-1].text


async def test_the_holder_is_nudged_instead_of_all(stage: Stage, sari: Actor, budi: Actor) -> None:
    """Other moderators hear nothing of what somebody works on."""
    await moderator(stage, "Citra", 14)
    number = await asks(sari, "2026-11-23 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-23 15:00", budi)

    await lives(stage, "2026-11-24 08:30", "2026-11-24 09:30")

    rows = await told(stage)
    assert [budi.telegram_id, sari.telegram_id] == [row.chat_id for row in rows]
    assert "Pertanyaan yang Bapak/Ibu tangani belum dijawab" in rows[0].text


async def test_time_stands_while_the_asker_is_waited_for(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Four working hours of waiting move the nudge by four working hours."""
    number = await asks(sari, "2026-11-23 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-23 09:00", budi)
    await steps(stage, number, Event.ASK_EXPLANATION, "2026-11-23 09:00", budi)
    await lives(stage, "2026-11-23 09:00", "2026-11-23 13:30")
    await steps(stage, number, Event.EXPLAIN, "2026-11-23 14:00", sari)

    await lives(stage, "2026-11-23 14:00", "2026-11-24 13:00")
    assert [] == await told(stage)
    await lives(stage, "2026-11-24 13:30", "2026-11-24 13:30")
    assert [budi.telegram_id] == lines(await told(stage), "Bapak/Ibu tangani")


async def test_a_reopened_question_is_nudged_for_again(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """`Belum terjawab` begins the clock anew, and its nudges with it."""
    number = await asks(sari, "2026-11-23 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-24 08:00", budi)
    await lives(stage, "2026-11-24 08:30", "2026-11-24 08:30")
    await steps(stage, number, Event.ANSWER, "2026-11-24 09:00", budi)
    await steps(stage, number, Event.NOT_ANSWERED, "2026-11-24 10:00", sari)

    await lives(stage, "2026-11-24 10:00", "2026-11-25 10:00")
    assert [budi.telegram_id] == lines(await told(stage), "Bapak/Ibu tangani")
    await lives(stage, "2026-11-25 11:00", "2026-11-25 11:00")
    # The claim ends at the same moment: what nobody holds is everybody's.
    assert [budi.telegram_id] == lines(await told(stage), "kembali ke antrean karena")
    assert [budi.telegram_id] == lines(await told(stage), "belum ada yang menangani")


async def test_the_group_gets_one_line_with_links_to_the_cards(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Two late questions are one line; no name, no agency, no button for a private matter."""
    stage.runs_with(moderator_chat_id=GROUP)
    await asks(sari, "2026-11-23 08:00", is_anonymous=True)
    await asks(sari, "2026-11-23 08:10", is_anonymous=True)
    card = Said(subject="question:1", chat_id=GROUP, message_ids=(77,))
    await stage.database.write(lambda unit: unit.messages.add([card], stage.now))
    stage.now = wib("2026-11-24 09:00")

    await runs(stage, watch)

    (row,) = await told(stage, GROUP)
    assert '<a href="https://t.me/c/1234567890/77">#1</a> #2' in row.text
    assert () == row.labels
    assert [] == await told(stage, budi.telegram_id)
    sides = [one.text for one in await said(stage) if one.chat_id != sari.telegram_id]
    assert not [text for text in sides if "Sari" in text or "Rahasia" in text]


async def test_nobody_is_nudged_for_their_own_question(
    stage: Stage, sari: Actor, budi: Actor, admin: Actor
) -> None:
    """A moderator who asked hears it as the asker; without another one the admins hear it."""
    await asks(budi, "2026-11-23 08:00")
    stage.now = wib("2026-11-24 09:00")

    await runs(stage, watch)

    rows = await told(stage)
    assert [admin.telegram_id] == lines(rows, "belum ada yang menangani")
    assert [budi.telegram_id] == lines(rows, "masih kami tangani")


# --- claims -------------------------------------------------------------------------------------


async def test_a_claim_without_an_answer_lapses(stage: Stage, sari: Actor, budi: Actor) -> None:
    """The question is everybody's again; its holder and the desk are told, once."""
    citra = await moderator(stage, "Citra", 14)
    number = await asks(sari, "2026-11-23 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-23 08:30", budi)

    await lives(stage, "2026-11-24 08:30", "2026-11-24 08:30")
    assert State.CLAIMED is (await standing(stage, number)).state
    await lives(stage, "2026-11-24 09:00", "2026-11-24 15:00")

    question = await standing(stage, number)
    assert (State.NEW, None, None) == (question.state, question.holder_id, question.claimed_at)
    rows = await told(stage)
    assert [budi.telegram_id] == lines(rows, "kembali ke antrean karena belum dijawab")
    assert [budi.telegram_id, citra.telegram_id] == lines(rows, "Kembali ke antrean: #1")


async def test_what_lapses_late_is_named_once(stage: Stage, sari: Actor, budi: Actor) -> None:
    """Where the line about late questions comes in the same minute, "Kembali" is left out."""
    number = await asks(sari, "2026-11-23 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-23 08:30", budi)

    await lives(stage, "2026-11-25 09:00", "2026-11-25 09:00")

    rows = await told(stage)
    assert State.NEW is (await standing(stage, number)).state
    assert [] == lines(rows, "Kembali ke antrean: #1")
    assert [budi.telegram_id] == lines(rows, "Belum dijawab dalam 8 jam kerja")


async def test_an_asker_reads_of_all_late_questions_in_one_line(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """One line for three questions, and a way to them."""
    for _ in range(3):
        await asks(sari, "2026-11-23 08:00")

    await lives(stage, "2026-11-24 09:00", "2026-11-24 09:00")

    (row,) = [row for row in await told(stage, to=sari.telegram_id) if "tangani" in row.text]
    assert row.text.startswith("Pertanyaan #1 #2 #3 Bapak/Ibu masih kami tangani.")
    assert ("Lihat pertanyaan", "Pengaturan") == row.labels


async def test_who_answers_in_time_keeps_it(stage: Stage, sari: Actor, budi: Actor) -> None:
    """An answered question has no claim that could lapse."""
    number = await asks(sari, "2026-11-23 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-23 08:30", budi)
    await steps(stage, number, Event.ANSWER, "2026-11-23 09:00", budi)

    await lives(stage, "2026-11-23 09:00", "2026-11-26 15:00")

    question = await standing(stage, number)
    assert (State.ANSWERED, (await budi.known()).id) == (question.state, question.holder_id)
    assert [] == await told(stage)


async def pauses(actor: Actor, until: date) -> None:
    """Pause until a day, it included."""
    person = await actor.known()
    await actor.stage.database.write(lambda unit: unit.reminder_settings.pause(person.id, until))


async def test_a_pause_releases_claims_and_stops_nudges(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Also a question that waits for its asker; who pauses is told nothing."""
    citra = await moderator(stage, "Citra", 14)
    claimed, waiting = [await asks(sari, "2026-11-23 08:00") for _ in range(2)]
    await steps(stage, claimed, Event.CLAIM, "2026-11-23 08:30", budi)
    await steps(stage, waiting, Event.CLAIM, "2026-11-23 08:30", budi)
    await steps(stage, waiting, Event.ASK_EXPLANATION, "2026-11-23 08:40", budi)
    await pauses(budi, date(2026, 11, 27))

    await lives(stage, "2026-11-23 09:00", "2026-11-25 15:00")

    assert {State.NEW} == {(await standing(stage, one)).state for one in (claimed, waiting)}
    rows = await told(stage)
    assert [] == [row for row in rows if row.chat_id == budi.telegram_id]
    assert [citra.telegram_id] == lines(rows, "Kembali ke antrean: #1 #2")


async def test_what_is_claimed_during_a_pause_stays(stage: Stage, sari: Actor, budi: Actor) -> None:
    """Who takes a question although they pause means to answer it."""
    await pauses(budi, date(2026, 11, 27))
    number = await asks(sari, "2026-11-23 08:00")
    await lives(stage, "2026-11-23 08:00", "2026-11-23 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-23 09:00", budi)

    await lives(stage, "2026-11-23 09:30", "2026-11-23 15:00")

    assert State.CLAIMED is (await standing(stage, number)).state


async def test_a_second_pause_until_the_same_day_is_a_pause_of_its_own(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """What was claimed between the two is released like anything held before a pause."""
    await pauses(budi, date(2026, 11, 27))
    number = await asks(sari, "2026-11-23 08:00")
    await lives(stage, "2026-11-23 08:00", "2026-11-23 08:00")
    await budi.taps_data(pack(EndPause()))
    await steps(stage, number, Event.CLAIM, "2026-11-23 09:00", budi)
    await pauses(budi, date(2026, 11, 27))

    await lives(stage, "2026-11-23 09:30", "2026-11-23 09:30")

    assert State.NEW is (await standing(stage, number)).state


async def test_a_claim_of_somebody_who_is_no_moderator_is_released(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Whatever way a duty ended, no question hangs on it."""
    number = await asks(sari, "2026-11-23 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-23 08:30", budi)
    person = await budi.known()
    await stage.database.write(lambda unit: unit.moderators.end(person.id))

    await runs(stage, watch)

    assert State.NEW is (await standing(stage, number)).state


async def test_where_nothing_is_due_nothing_is_written(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Held questions are looked at on a snapshot; the writer is left to others."""
    for _ in range(3):
        await steps(
            stage,
            await asks(sari, "2026-11-23 08:00"),
            Event.CLAIM,
            "2026-11-23 08:30",
            budi,
        )
    writes = Mortal(stage.database, 1, commits=False)

    said = [
        await job(Tick(stage.now, stage.charter, writes, OutboxPost(lambda: None)))
        for job in (watch, close)
    ]

    assert ["", ""] == said


async def test_many_claims_of_who_left_are_released_in_turn(
    stage: Stage, sari: Actor, budi: Actor, admin: Actor
) -> None:
    """The first ones with the end of the duty, the others by the clock: no unit is long."""
    for _ in range(desk.A_UNIT * 2 + 1):
        number = await asks(sari, "2026-11-23 08:00")
        await steps(stage, number, Event.CLAIM, "2026-11-23 08:30", budi)
    person = await budi.known()

    async def held() -> int:
        async with stage.database.snapshot() as unit:
            return len(await unit.queue.list_open(holder_id=person.id))

    await admin.taps_data(pack(EndDuty(person=person.id)))
    left = [await held()]
    for _ in range(2):
        await runs(stage, watch)
        left.append(await held())

    assert [desk.A_UNIT + 1, 1, 0] == left


# --- the opening --------------------------------------------------------------------------------


async def test_the_opening_names_what_came_at_night(stage: Stage, sari: Actor, budi: Actor) -> None:
    """Once at 07.30 and, for what came in the break, at 13.00; not what came in working hours."""
    stage.runs_with(moderator_chat_id=GROUP)
    for at in ("2026-11-20 17:00", "2026-11-21 10:00", "2026-11-23 07:29"):
        await asks(sari, at)
    await lives(stage, "2026-11-23 07:29", "2026-11-23 07:29")
    assert [] == await told(stage, GROUP)
    await lives(stage, "2026-11-23 07:30", "2026-11-23 09:00")
    assert ["3 pertanyaan baru: #1 #2 #3"] == [row.text for row in await told(stage, GROUP)]

    await asks(sari, "2026-11-23 11:00")
    await asks(sari, "2026-11-23 12:10")
    await lives(stage, "2026-11-23 12:30", "2026-11-23 15:30")

    assert "1 pertanyaan baru: #5" == (await told(stage, GROUP))[-1].text


async def test_what_was_taken_at_night_is_not_named(stage: Stage, sari: Actor, budi: Actor) -> None:
    """Only what nobody has taken; in private it leads to the queue."""
    number = await asks(sari, "2026-11-22 20:00")
    await asks(sari, "2026-11-22 21:00")
    await steps(stage, number, Event.CLAIM, "2026-11-22 22:00", budi)

    await lives(stage, "2026-11-23 07:30", "2026-11-23 08:30")

    (row,) = await told(stage)
    assert (budi.telegram_id, "1 pertanyaan baru: #2") == (row.chat_id, row.text)
    assert ("Buka antrean", "Pengaturan") == row.labels


async def test_a_late_start_names_them_still(stage: Stage, sari: Actor, budi: Actor) -> None:
    """Where the bot was down at the opening, and even the whole day, the line comes later."""
    await asks(sari, "2026-11-22 20:00")

    await lives(stage, "2026-11-24 09:30", "2026-11-24 09:30")

    assert [budi.telegram_id] == lines(await told(stage), "1 pertanyaan baru: #1")


# --- closing ------------------------------------------------------------------------------------


async def answered(stage: Stage, sari: Actor, budi: Actor) -> int:
    """Have a question that was answered on Monday, 16 November, at 10.00."""
    number = await asks(sari, "2026-11-16 08:00")
    await steps(stage, number, Event.CLAIM, "2026-11-16 09:00", budi)
    await steps(stage, number, Event.ANSWER, "2026-11-16 10:00", budi)
    return number


async def test_silence_closes_a_question_and_is_told_before(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Told on the fifth working day, below the answer; closed on the seventh."""
    number = await answered(stage, sari, budi)
    place = Said(subject="answer:1", chat_id=sari.telegram_id, message_ids=(55,))
    await stage.database.write(lambda unit: unit.messages.add([place], stage.now))

    await lives(stage, "2026-11-16 10:30", "2026-11-23 09:30", minutes=60)
    assert [] == await told(stage)
    await lives(stage, "2026-11-23 10:00", "2026-11-25 09:30")
    (row,) = await told(stage)
    assert sari.telegram_id == row.chat_id
    assert "#1 sudah dijawab dan akan ditutup pada Rabu, 25 November 2026" in row.text
    assert ("Belum terjawab", "Sudah terjawab", "Pengaturan") == row.labels
    assert State.ANSWERED is (await standing(stage, number)).state
    await lives(stage, "2026-11-25 10:00", "2026-11-27 16:00")

    question = await standing(stage, number)
    assert (State.CLOSED, wib("2026-11-25 10:00")) == (question.state, question.closed_at)
    assert 1 == len(await told(stage))


async def test_a_word_begins_the_days_anew(stage: Stage, sari: Actor, budi: Actor) -> None:
    """An addition after the notice moves the end, and the end is told again."""
    number = await answered(stage, sari, budi)
    await lives(stage, "2026-11-23 10:00", "2026-11-23 10:00")
    await steps(stage, number, Event.ADD, "2026-11-24 10:00", budi)

    await lives(stage, "2026-11-24 10:30", "2026-12-01 09:30", minutes=60)
    assert State.ANSWERED is (await standing(stage, number)).state
    assert 1 == len(await told(stage))
    await lives(stage, "2026-12-01 10:00", "2026-12-04 10:00")

    assert State.CLOSED is (await standing(stage, number)).state
    assert [sari.telegram_id] * 2 == lines(await told(stage), "akan ditutup pada")


async def test_an_outage_never_closes_without_notice(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """After two weeks of silence of the bot itself the asker still has two working days."""
    number = await answered(stage, sari, budi)

    await lives(stage, "2026-12-07 10:00", "2026-12-09 09:30")
    assert State.ANSWERED is (await standing(stage, number)).state
    await lives(stage, "2026-12-09 10:00", "2026-12-09 10:00")

    assert State.CLOSED is (await standing(stage, number)).state


# --- nobody at the desk -------------------------------------------------------------------------


async def test_admins_hear_once_that_all_pause(stage: Stage, budi: Actor, admin: Actor) -> None:
    """On the working day before, once for the whole pause, and again for the next one."""
    citra = await moderator(stage, "Citra", 14)
    stage.now = wib("2026-11-20 10:00")
    await pauses(budi, date(2026, 12, 4))
    await lives(stage, "2026-11-20 10:00", "2026-11-20 12:00")
    assert [] == await told(stage)
    await pauses(citra, date(2026, 11, 25))

    await lives(stage, "2026-11-20 13:00", "2026-11-26 16:00", minutes=60)

    (row,) = await told(stage)
    assert admin.telegram_id == row.chat_id
    assert "Pada Jumat, 20 November 2026 tidak ada moderator" in row.text  # they began to pause
    await pauses(citra, date(2026, 12, 4))
    await lives(stage, "2026-11-27 09:00", "2026-12-04 16:00", minutes=60)
    assert 2 == len(await told(stage))


@pytest.mark.parametrize("hour", ["10:00", "16:59", "18:00", "23:00"])
async def test_a_pause_that_begins_late_is_told_still(
    stage: Stage, budi: Actor, admin: Actor, hour: str
) -> None:
    """Whoever pauses in the evening for the next day: the admins hear it, once."""
    stage.now = wib(f"2026-11-23 {hour}")
    await pauses(budi, date(2026, 11, 24))

    await lives(stage, f"2026-11-23 {hour}", "2026-11-26 16:00")

    assert [admin.telegram_id] == lines(await told(stage), "tidak ada moderator")


async def test_the_day_before_is_told_where_all_are_there(
    stage: Stage, budi: Actor, admin: Actor
) -> None:
    """A pause that is over on a day that nobody works tells nothing new."""
    stage.now = wib("2026-11-20 08:00")
    await pauses(budi, date(2026, 11, 22))  # Friday to Sunday

    await lives(stage, "2026-11-20 09:00", "2026-11-24 16:00", minutes=60)

    (row,) = await told(stage)
    assert "Pada Jumat, 20 November 2026 tidak ada moderator" in row.text


async def test_each_question_is_told_to_somebody(
    stage: Stage, sari: Actor, budi: Actor, admin: Actor
) -> None:
    """Where the only moderator asked one of two, that one is told to the admins."""
    own = await asks(budi, "2026-11-23 08:00")
    other = await asks(sari, "2026-11-23 08:00")
    stage.now = wib("2026-11-24 09:00")

    await runs(stage, watch)

    late = [row for row in await told(stage) if "belum ada yang menangani" in row.text]
    found = {row.chat_id: [n for n in (own, other) if f"#{n}" in row.text] for row in late}
    assert {admin.telegram_id: [own], budi.telegram_id: [other]} == found


async def test_while_all_pause_the_admins_stand_in(
    stage: Stage, sari: Actor, budi: Actor, admin: Actor
) -> None:
    """A late question is told to somebody, always."""
    await pauses(budi, date(2026, 12, 4))
    await asks(sari, "2026-11-23 08:00")
    stage.now = wib("2026-11-24 09:00")

    await runs(stage, watch)

    rows = await told(stage)
    assert [admin.telegram_id] == lines(rows, "belum ada yang menangani")
    assert [] == lines(rows, "Bapak/Ibu tangani")


async def test_the_desk_knows_who_is_awake(stage: Stage, budi: Actor) -> None:
    """The last day of the pause counts; the day after does not."""
    await pauses(budi, date(2026, 11, 24))
    awake = {}
    for day in ("2026-11-24 23:59", "2026-11-25 00:00"):
        async with stage.database.snapshot() as unit:
            (one,) = await desk.moderators(unit, stage.charter, wib(day))
        awake[day] = one.is_awake

    assert {"2026-11-24 23:59": False, "2026-11-25 00:00": True} == awake


# --- weeks --------------------------------------------------------------------------------------


async def test_two_weeks_of_many_questions_say_nothing_twice(
    stage: Stage, sari: Actor, budi: Actor, admin: Actor
) -> None:
    """Questions by day, night and weekend, new processes every day: each thing is said once."""
    begin = wib("2026-11-20 06:17")
    for place in range(24):
        at = (begin + timedelta(hours=5 * place)).astimezone(WIB)
        await asks(sari, at.isoformat(sep=" ")[:16])

    await lives(stage, "2026-11-20 07:00", "2026-12-03 18:00")

    rows = await told(stage)
    numbers = Counter(
        (row.chat_id, row.text.partition(":")[0][:24].strip("0123456789 "), word)
        for row in rows
        for word in row.text.replace("\n", " ").split()
        if word.startswith("#")
    )
    assert {1} == set(numbers.values())
    told_late = [row.text for row in rows if "masih kami tangani" in row.text]
    named = [word for text in told_late for word in text.split() if word.startswith("#")]
    assert sorted(f"#{place}" for place in range(1, 25)) == sorted(named)
    hours = [row.text for row in rows if "masih kami tangani" in row.text]
    assert len(hours) == len(set(hours))
