"""When something is due for a question: tables written by hand with the calendar beside them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community import question_time
from community.calendar import Calendar, Correction, Ramadan
from community.question_time import Closing, Nudge
from community.questions import State
from community.working_time import WorkingTime

WIB = ZoneInfo("Asia/Jakarta")
OFFICE = WorkingTime(
    Calendar(
        corrections={
            date(2026, 11, 30): Correction(date(2026, 11, 30), is_off=True, name="Pilkada")
        },
        ramadans=(Ramadan(date(2027, 2, 8), date(2027, 3, 9)),),
    ),
    WIB,
)
EIGHT = timedelta(hours=8)
NEW, CLAIMED, WAITING, ANSWERED, CLOSED = (
    State.NEW,
    State.CLAIMED,
    State.WAITING,
    State.ANSWERED,
    State.CLOSED,
)


def at(written: str) -> datetime:
    """Read "23-11 07.30", a moment of 2026 in WIB; the year may be given."""
    written = written if written.count("-") == 2 else written.replace(" ", "-2026 ")
    return datetime.strptime(written, "%d-%m-%Y %H.%M").replace(tzinfo=WIB).astimezone(UTC)


BEGUN = at("23-11 08.00")


@dataclass(frozen=True, slots=True)
class Seen:
    """A question as time sees it."""

    state: State = NEW
    clock_from: datetime | None = None
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    claimed_at: datetime | None = None
    state_at: datetime = BEGUN
    nudges: tuple[str, ...] = ()
    first_seconds: int | None = None
    last_seconds: int | None = None


@pytest.mark.parametrize(
    ("asked", "pauses", "due"),
    [
        ("23-11 08.00", (), "24-11 08.30"),  # the promise: 7 hours on Monday, one on Tuesday
        ("23-11 07.30", (), "24-11 08.00"),
        ("23-11 15.59", (), "25-11 07.59"),  # 1 minute, 7.5 hours, 29 minutes
        ("23-11 12.30", (), "24-11 13.30"),  # asked in the break
        ("21-11 20.00", (), "24-11 08.00"),  # asked on Saturday
        ("26-11 16.00", (), "01-12 08.00"),  # Friday 7.5 hours, Monday is Pilkada
        ("05-02-2027 10.00", (), "09-02-2027 09.30"),  # cuti bersama Imlek, then Ramadan
        ("23-11 08.00", (("23-11 10.00", "23-11 14.00"),), "24-11 11.30"),  # 3 hours stood still
        ("23-11 08.00", (("23-11 17.00", "24-11 06.00"),), "24-11 08.30"),  # a pause at night
    ],
)
def test_when_an_answer_is_due(asked: str, pauses: tuple[tuple[str, str], ...], due: str) -> None:
    """Eight working hours after the question, without the time in which it waited."""
    stood = tuple((at(begin), at(end)) for begin, end in pauses)
    question = Seen(clock_from=at(asked), pauses=stood)

    assert at(due) == question_time.answer_due(question, OFFICE, EIGHT)


@pytest.mark.parametrize("state", [WAITING, ANSWERED, CLOSED])
def test_nothing_is_due_where_nobody_is_to_answer(state: State) -> None:
    """A question that waits for its asker, or was answered, is never late."""
    question = Seen(state, clock_from=at("02-11 08.00"), claimed_at=at("02-11 08.00"))

    assert question_time.answer_due(question, OFFICE, EIGHT) is None
    assert question_time.claim_ends(question, OFFICE, EIGHT) is None
    assert () == question_time.late_nudges(question, OFFICE, EIGHT, at("23-11 09.00"))


@pytest.mark.parametrize(
    ("now", "told", "nudges"),
    [
        ("24-11 08.29", (), ()),
        ("24-11 08.30", (), ("sla",)),
        ("24-11 08.30", ("sla",), ()),
        ("24-11 12.30", (), ()),  # the break
        ("24-11 20.00", (), ()),  # the night
        ("28-11 10.00", (), ()),  # Saturday
        ("30-11 10.00", (), ()),  # Pilkada
        ("25-11 08.59", ("sla",), ()),
        ("25-11 09.00", ("sla",), ("sla2",)),
        ("25-11 09.00", (), ("sla", "sla2")),  # the bot was down
        ("01-12 09.00", ("sla", "sla2", "opening"), ()),
    ],
)
def test_what_is_told_of_a_late_answer(
    now: str, told: tuple[str, ...], nudges: tuple[str, ...]
) -> None:
    """Asked on Monday at 08.00: each threshold once, and only in working hours."""
    question = Seen(clock_from=at("23-11 08.00"), nudges=told)

    found = question_time.late_nudges(question, OFFICE, EIGHT, at(now))

    assert nudges == tuple(nudge.value for nudge in found)


@pytest.mark.parametrize(
    ("clock_from", "claimed", "ends"),
    [
        ("20-11 08.00", "23-11 08.00", "24-11 08.30"),  # it counts from the claim
        ("24-11 10.00", "23-11 08.00", "25-11 10.30"),  # reopened for its holder: anew
    ],
)
def test_when_a_claim_ends(clock_from: str, claimed: str, ends: str) -> None:
    """Eight working hours after the claim, or after the question came back."""
    question = Seen(CLAIMED, clock_from=at(clock_from), claimed_at=at(claimed))

    assert at(ends) == question_time.claim_ends(question, OFFICE, EIGHT)


@pytest.mark.parametrize(
    ("now", "does"),
    [("24-11 08.29", False), ("24-11 08.30", True), ("24-11 12.30", False), ("28-11 10.00", False)],
)
def test_a_claim_lapses_in_working_hours_only(now: str, does: bool) -> None:
    """Nobody would see it in the break or at the weekend."""
    question = Seen(CLAIMED, clock_from=at("23-11 08.00"), claimed_at=at("23-11 08.00"))

    assert does is question_time.lapses(question, OFFICE, EIGHT, at(now))


@pytest.mark.parametrize(
    ("asked", "state", "came"),
    [
        ("23-11 16.00", NEW, True),
        ("24-11 07.29", NEW, True),
        ("24-11 12.15", NEW, True),
        ("24-11 07.30", NEW, False),
        ("23-11 20.00", CLAIMED, False),
    ],
)
def test_what_the_opening_names(asked: str, state: State, came: bool) -> None:
    """What came while the office was closed and is nobody's yet."""
    assert came is question_time.came_closed(Seen(state, clock_from=at(asked)), OFFICE)


@pytest.mark.parametrize(
    ("word", "now", "told", "what"),
    [
        ("16-11 10.00", "23-11 09.59", None, None),
        ("16-11 10.00", "23-11 10.00", None, Closing.WARN),
        ("16-11 10.00", "25-11 09.59", "23-11 10.00", None),
        ("16-11 10.00", "25-11 10.00", "23-11 10.00", Closing.CLOSE),
        ("16-11 10.00", "25-11 12.30", "23-11 10.00", None),  # the break
        ("16-11 10.00", "02-12 10.00", None, Closing.WARN),  # down for long: told first
        ("16-11 10.00", "03-12 10.00", "02-12 09.00", None),  # and two working days to answer
        ("16-11 10.00", "04-12 09.00", "02-12 09.00", Closing.CLOSE),
        ("24-11 08.00", "25-11 10.00", "23-11 10.00", None),  # a word after it was told
        ("23-11 10.00", "02-12 09.59", "01-12 10.00", None),
        ("23-11 10.00", "03-12 10.00", "01-12 10.00", Closing.CLOSE),  # Monday is Pilkada
    ],
)
def test_what_is_due_for_an_answer(
    word: str, now: str, told: str | None, what: Closing | None
) -> None:
    """Closed seven working days after the last word, told two before."""
    nudges = ("sla",) if told is None else ("sla", question_time.closing_key(at(told)))
    question = Seen(ANSWERED, clock_from=at("16-11 09.00"), state_at=at(word), nudges=nudges)

    assert what is question_time.closing(question, OFFICE, at(word), at(now))


def test_a_reopened_question_is_not_closed() -> None:
    """Only what stands answered is closed."""
    key = question_time.closing_key(at("23-11 10.00"))
    question = Seen(CLAIMED, clock_from=at("16-11 09.00"), nudges=(key,))

    assert question_time.closing(question, OFFICE, at("16-11 10.00"), at("25-11 10.00")) is None


def test_nudges_are_words_of_the_table() -> None:
    """What stands in the database keeps its meaning."""
    assert ("sla", "sla2", "opening") == tuple(nudge.value for nudge in Nudge)
