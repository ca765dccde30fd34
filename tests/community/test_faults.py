"""When admins are told of a kind of error."""

from datetime import UTC, datetime, timedelta

from community.faults import QUIET, Part, first
from community.texts import faults as texts

AT = datetime(2026, 11, 23, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_the_first_one_is_news_and_the_second_is_not() -> None:
    """Told once, it is news again at ten times as many."""
    fault = first("LookupError at handlers/asking.py:12", Part.UPDATES, "A1B2", 1, AT)
    told = fault.told(AT)

    news = [told.again("A1B2", times, AT + MINUTE).is_news for times in (1, 8, 9, 50)]

    assert fault.is_news
    assert [False, False, True, True] == news


def test_ten_times_counts_from_what_admins_know() -> None:
    """After the notice at twelve the next one comes at a hundred and twenty."""
    known = first("x", Part.DELIVERY, "A1B2", 12, AT).told(AT)

    assert not known.again("A1B2", 107, AT + MINUTE).is_news
    assert known.again("A1B2", 108, AT + MINUTE).is_news


def test_after_a_quiet_day_it_begins_anew() -> None:
    """A day without it, and the next one is the first; a second less, and it is not."""
    known = first("x", Part.JOBS, "A1B2", 3, AT).told(AT)

    soon = known.again("C3D4", 1, AT + QUIET - timedelta(seconds=1))
    late = known.again("C3D4", 1, AT + QUIET)

    assert (4, False) == (soon.seen, soon.is_news)
    assert (1, True, "C3D4", AT + QUIET) == (late.seen, late.is_news, late.incident, late.since)


def test_every_part_has_its_words() -> None:
    """Whoever adds a part names it for the admins."""
    assert set(Part) == set(texts.PARTS)
