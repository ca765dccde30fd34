"""What is published, with its search entry and the rules it cites, on both dialects."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest

from community.publishing import Content, State
from storage.database import Database
from storage.unit import Unit

T = TypeVar("T")

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = NOW.date()
CONTENT = Content(
    question="Bagaimana menghitung angka kredit?",
    answer="Dari predikat kinerja tahunan.",
    source="Praktik",
    review_on=date(2027, 11, 23),
)


async def acting(database: Database, act: Callable[[Unit], Awaitable[T]]) -> T:
    """Act in a unit of its own."""
    return await database.write(act)


async def proposed(database: Database, content: Content = CONTENT) -> int:
    """Ask a question and propose to publish it; returns its number."""

    async def act(unit: Unit) -> int:
        person = await unit.people.meet(11, NOW)
        question = await unit.questions.add(
            person.id, "Bagaimana?", "lainnya", is_anonymous=False, now=NOW
        )
        await unit.publications.propose(question.id, content, 1, NOW)
        return question.id

    return await acting(database, act)


async def accepted(database: Database, number: int) -> bool:
    """Let the asker allow what they are asked about."""

    async def act(unit: Unit) -> bool:
        seen = await unit.publications.get(number)
        assert seen is not None
        return await unit.publications.accept(seen, NOW)

    return await acting(database, act)


async def found(database: Database) -> list[int]:
    """Return what the search finds."""
    hits = await acting(database, lambda unit: unit.search.find("angka kredit"))
    return [hit.number for hit in hits]


async def test_only_what_is_allowed_is_there(database: Database) -> None:
    """A proposal is neither published nor found; allowing it once is enough."""
    number = await proposed(database)
    assert await acting(database, lambda unit: unit.publications.published(number)) is None
    assert [] == await found(database)

    assert await accepted(database, number)

    assert not await accepted(database, number)
    published = await acting(database, lambda unit: unit.publications.published(number))
    assert published is not None
    assert (CONTENT, None) == (published.content, published.proposal)
    assert [number] == await found(database)
    topics = await acting(database, lambda unit: unit.publications.list_topics())
    assert {"lainnya": 1} == topics


@pytest.mark.parametrize("becomes", [State.REVOKED, State.ENDED])
async def test_what_ends_leaves_no_text(database: Database, becomes: State) -> None:
    """Row and search forget it together; a second end finds nothing."""
    number = await proposed(database)
    await accepted(database, number)

    def end(unit: Unit) -> Awaitable[bool]:
        return unit.publications.end(number, becomes, NOW)

    assert await acting(database, end)

    assert not await acting(database, end)
    stands = await acting(database, lambda unit: unit.publications.get(number))
    assert stands is not None
    assert (becomes, "", "") == (stands.state, stands.content.question, stands.content.answer)
    assert [] == await found(database)


async def test_an_older_proposal_cannot_be_allowed(database: Database) -> None:
    """Somebody who saw an older version changes nothing."""
    number = await proposed(database)
    old = await acting(database, lambda unit: unit.publications.get(number))
    assert old is not None
    await acting(database, lambda unit: unit.publications.propose(number, CONTENT, 1, NOW))

    assert not await acting(database, lambda unit: unit.publications.accept(old, NOW))
    assert not await acting(database, lambda unit: unit.publications.refuse(old, State.LAPSED, NOW))


async def test_unanswered_proposals_come_due(database: Database) -> None:
    """Those that were made at the moment or before."""
    number = await proposed(database)

    early = NOW - timedelta(seconds=1)
    before = await acting(database, lambda unit: unit.publications.list_unanswered(early, 9))
    due = await acting(database, lambda unit: unit.publications.list_unanswered(NOW, 9))

    assert ([], [number]) == (before, [one.number for one in due])


async def test_a_replaced_rule_or_a_date_asks_for_a_review(database: Database) -> None:
    """The review date counts from its own day on."""
    rule = await acting(database, lambda unit: unit.rules.add("Aturan Satu", 1))
    content = Content(
        question=CONTENT.question,
        answer=CONTENT.answer,
        source="Aturan Satu",
        review_on=TODAY + timedelta(days=1),
        rules=(rule,),
    )
    number = await proposed(database, content)
    await accepted(database, number)
    tomorrow = TODAY + timedelta(days=1)
    assert 0 == await acting(database, lambda unit: unit.publications.count_review(TODAY))
    assert 1 == await acting(database, lambda unit: unit.publications.count_review(tomorrow))

    replaced = await acting(database, lambda unit: unit.rules.replace(rule, "Aturan Dua", 1, NOW))

    assert replaced
    assert not await acting(database, lambda unit: unit.rules.replace(rule, "Tiga", 1, NOW))
    listed = await acting(
        database, lambda unit: unit.publications.list_review(TODAY, limit=9, offset=0)
    )
    assert [(number, True)] == [(one.number, one.is_under_review) for one in listed]
    assert await acting(database, lambda unit: unit.publications.confirm(number, tomorrow))
    assert 0 == await acting(database, lambda unit: unit.publications.count_review(TODAY))
