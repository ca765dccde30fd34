"""One step of a question in the demo's history: checked by the table, written as ever."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.demo.community_book import Book, NotPossible
from bot.demo.community_data import paragraphs
from community.questions import Actor, Event, may, standing
from storage.question_entries import Kind
from storage.questions import Question

Told = Mapping[str, Any]
"""A step as the data tell it: `question`, `do`, `by` (None: the clock), `at`, and more."""


async def seen(book: Book, told: Told) -> Question:
    """Return the question as it stands before the step."""
    question = await book.unit.questions.get(book.questions[told["question"]])
    if question is None:
        raise NotPossible(f"there is no question {told['question']}")
    return question


async def step(
    book: Book,
    told: Told,
    event: Event,
    at: datetime,
    *,
    changes: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Question:
    """Take a step, if whoever takes it may."""
    question = await seen(book, told)
    by = None if told["by"] is None else book.person_id(told["by"])
    if not may(question.state, event, await _standing(book, question, by)):
        raise NotPossible(f"{told['question']}: {event} by {told['by']} in {question.state}")
    becomes = await book.unit.questions.step(
        question, event, by, at, changes=changes, details=details
    )
    if becomes is None:
        raise NotPossible(f"{told['question']}: {event} in {question.state}")
    return becomes


async def said(
    book: Book, told: Told, kind: Kind, at: datetime, *, is_addition: bool = False
) -> None:
    """Write down what was said with a step."""
    number, by = book.questions[told["question"]], book.person_id(told["by"])
    text = paragraphs(told["text"])
    await book.unit.question_entries.add(number, kind, by, text, now=at, is_addition=is_addition)


async def _standing(book: Book, question: Question, by: int | None) -> frozenset[Actor]:
    if by is None:
        return frozenset({Actor.CLOCK})
    on_duty = {one.person_id for one in await book.unit.moderators.list_active()}
    return standing(
        is_asker=question.person_id == by,
        is_holder=question.holder_id == by,
        is_moderator=by in on_duty,
    )
