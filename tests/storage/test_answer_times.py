"""How long answers took: kept while questions go their ways, counted by minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community import answer_times, question_time
from community.answer_times import Taken
from community.calendar import Calendar
from community.questions import Event
from community.working_time import WorkingTime
from storage.database import Database
from storage.questions import Question
from storage.unit import Unit

WIB = ZoneInfo("Asia/Jakarta")
OFFICE = WorkingTime(Calendar(), WIB)


def at(written: str) -> datetime:
    """Read "11-23 07.30", a moment of 2026 in WIB."""
    read = datetime.strptime(f"2026-{written}", "%Y-%m-%d %H.%M").replace(tzinfo=WIB)
    return read.astimezone(UTC)


async def goes(unit: Unit, way: str, topic: str = "jf") -> Question:
    """Let a question go its way, measured as answers are."""
    asked, *steps = way.split(", ")
    sari = await unit.people.meet(11, at("11-23 08.00"))
    seen = await unit.questions.add(
        sari.id, "Bagaimana?", topic, is_anonymous=False, now=at(asked.partition(" ")[2])
    )
    for step in steps:
        event, _, moment = step.partition(" ")
        now = at(moment)
        changes: dict[str, object] = {"holder_id": 5} if event == "claim" else {}
        if event == "answer":
            changes |= question_time.answer_took(seen, OFFICE, now)
        after = await unit.questions.step(seen, Event(event), 5, now, changes=changes)
        assert after is not None
        seen = after
    return seen


REOPENED = (
    "ask 11-23 08.00, claim 11-23 08.00, answer 11-23 09.00, not_answered 11-25 09.00, "
    "answer 11-25 10.00, accept 11-25 11.00"
)
WAITED = (
    "ask 11-23 08.00, claim 11-23 08.00, ask_explanation 11-23 09.00, explain 11-24 09.00, "
    "answer 11-24 10.00"
)
LAPSED = (
    "ask 11-23 08.00, claim 11-23 09.00, lapse 11-24 09.30, claim 11-24 10.00, answer 11-24 10.30"
)
# Each line: what happened when, hours to the first answer and to the last one.
WAYS = [
    ("ask 11-23 08.00", None, None),
    ("ask 11-23 08.00, claim 11-23 09.00, answer 11-23 10.00", 2, 2),
    ("ask 11-22 20.00, claim 11-23 07.30, answer 11-23 08.00, close 12-03 08.00", 0.5, 0.5),
    ("ask 11-23 11.00, claim 11-23 11.30, answer 11-23 14.00, add 11-23 15.00", 2, 2),  # the break
    (WAITED, 2, 2),
    (WAITED.replace("explain 11-24 09.00, ", ""), 1, 1),  # answered while the asker is waited for
    (REOPENED, 1, 2),  # two days of the asker's own do not count
    (REOPENED.replace("not_answered", "follow_up"), 1, 2),
    (REOPENED.replace("not_answered", "withdraw_answer"), 1, 2),
    ("ask 11-23 08.00, refuse 11-23 09.00", None, None),
    (LAPSED, 10, 10),
]


@pytest.mark.parametrize(("way", "first", "last"), WAYS)
async def test_a_way_is_measured(
    database: Database, way: str, first: float | None, last: float | None
) -> None:
    """Only the working time in which somebody was to answer counts."""
    question = await database.write(lambda unit: goes(unit, way))

    expected = [None if one is None else round(3600 * one) for one in (first, last)]
    assert expected == [question.first_seconds, question.last_seconds]


async def test_questions_are_counted_by_month_and_topic(database: Database) -> None:
    """Months are the community's; resolved is what is closed; what is older is left out."""
    answered = "ask {0}, claim {0}, answer {1}"

    async def unit(unit: Unit) -> tuple[list[Taken], list[Taken], bool]:
        await goes(unit, "ask 09-30 23.59", "old")
        await goes(unit, "ask 10-01 00.00", "a")
        await goes(unit, answered.format("10-30 08.00", "10-30 09.00"), "b")
        await goes(unit, answered.format("11-23 08.00", "11-23 09.00"), "b")
        await goes(
            unit, f"{answered.format('11-23 08.00', '11-23 10.00')}, accept 11-24 08.00", "b"
        )
        begins = [at(f"{month}-01 00.00") for month in ("10", "11", "12")]
        begins = [one.astimezone(WIB) for one in begins]
        times = unit.answer_times
        by_topic = await times.by_topic(begins[0], begins[-1])
        return await times.by_month(begins), by_topic, await times.is_any(begins[-1])

    months, topics, is_any = await database.write(unit)

    october, november = {60: 1}, {60: 1, 120: 1}
    assert [Taken("2026-10", 2, october, {}), Taken("2026-11", 2, november, {120: 1})] == months
    assert [Taken("b", 3, {60: 2, 120: 1}, {120: 1}), Taken("a", 1, {}, {})] == topics
    assert not is_any
    assert timedelta(hours=1) == answer_times.percentile({60: 2, 120: 1}, 50)
