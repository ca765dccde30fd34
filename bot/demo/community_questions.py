"""The questions of the demo's community: asked, claimed, answered, rated, some left open."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.demo import community_publications as publications
from bot.demo.community_asking import said, seen, step
from bot.demo.community_book import Book, Deed, Does, NotPossible
from bot.demo.community_data import entries
from bot.demo.community_time import Almanac
from community import question_time
from community.question_refusals import by_code
from community.questions import Event
from storage.question_entries import Kind

FREE = {"holder_id": None, "claimed_at": None}


def deeds(almanac: Almanac) -> Iterator[Deed]:
    """Tell of every question, step by step."""
    for entry in entries("questions"):
        yield Deed(almanac.at(entry["at"]), _asks(entry))
        for told in entry["steps"]:
            yield Deed(almanac.at(told["at"]), _happens(entry, told))


def _asks(entry: dict[str, Any]) -> Does:
    async def ask(book: Book, at: datetime) -> None:
        unit, asker = book.unit, book.person_id(entry["by"])
        is_anonymous = entry.get("is_anonymous", False)
        question = await unit.questions.add(
            asker, entry["text"], entry["topic"], is_anonymous=is_anonymous, now=at
        )
        await unit.question_entries.add(question.id, Kind.QUESTION, asker, entry["text"], now=at)
        book.questions[entry["key"]] = question.id

    return ask


def _happens(entry: dict[str, Any], told: dict[str, Any]) -> Does:
    steps = {
        "claim": _claim,
        "ask_explanation": _request,
        "explain": _explain,
        "answer": _answer,
        "add": _add,
        "rate": _rate,
        "accept": _accept,
        "not_answered": _reopen,
        "warn_of_closing": _warn,
        "close": _close,
        "lapse": _lapse,
        "nudge": _nudge,
        "note": _note,
        "prioritise": _prioritise,
        "refuse": _refuse,
        "withdraw": _withdraw,
        "propose": publications.propose,
        "consent": publications.consent,
        "decline": publications.decline,
    }
    does = steps[told["do"]]

    async def happen(book: Book, at: datetime) -> None:
        # Whoever is not named is the asker.
        told_of = {"by": entry["by"], **told, "question": entry["key"]}
        await does(book, told_of, at)

    return happen


# --- moderators ---------------------------------------------------------------------------


async def _claim(book: Book, told: dict[str, Any], at: datetime) -> None:
    changes = {"holder_id": book.person_id(told["by"]), "claimed_at": at}
    await step(book, told, Event.CLAIM, at, changes=changes)


async def _request(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, told, Event.ASK_EXPLANATION, at)
    await said(book, told, Kind.REQUEST, at)


async def _answer(book: Book, told: dict[str, Any], at: datetime) -> None:
    question = await seen(book, told)
    changes = {
        "first_answered_at": question.first_answered_at or at,
        **question_time.answer_took(question, book.office, at),
        "rating": None,
    }
    await step(book, told, Event.ANSWER, at, changes=changes)
    await said(book, told, Kind.ANSWER, at)


async def _add(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, told, Event.ADD, at)
    await said(book, told, Kind.ANSWER, at, is_addition=True)


async def _note(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, told, Event.NOTE, at)
    await said(book, told, Kind.NOTE, at)


async def _prioritise(book: Book, told: dict[str, Any], at: datetime) -> None:
    changes = {"is_urgent": True}
    await step(book, told, Event.PRIORITISE, at, changes=changes, details=changes)


async def _refuse(book: Book, told: dict[str, Any], at: datetime) -> None:
    if by_code(told["reason"]) is None:
        raise NotPossible(f"{told['question']}: no reason {told['reason']}")
    changes = {"reason": told["reason"], "reason_text": None}
    await step(book, told, Event.REFUSE, at, changes=changes)


# --- askers -------------------------------------------------------------------------------


async def _explain(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, told, Event.EXPLAIN, at)
    await said(book, told, Kind.EXPLANATION, at)


async def _rate(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, told, Event.RATE, at, changes={"rating": told["rating"]})


async def _accept(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, told, Event.ACCEPT, at, changes={"closed_at": at})


async def _reopen(book: Book, told: dict[str, Any], at: datetime) -> None:
    changes = {"closed_at": None, "claimed_at": at}
    await step(book, told, Event.NOT_ANSWERED, at, changes=changes)
    await said(book, told, Kind.FOLLOW_UP, at)


async def _withdraw(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, told, Event.WITHDRAW, at)


# --- the clock ----------------------------------------------------------------------------


async def _lapse(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, {**told, "by": None}, Event.LAPSE, at, changes=FREE)


async def _close(book: Book, told: dict[str, Any], at: datetime) -> None:
    await step(book, {**told, "by": None}, Event.CLOSE, at, changes={"closed_at": at})


async def _warn(book: Book, told: dict[str, Any], at: datetime) -> None:
    await _nudge(book, {**told, "key": question_time.closing_key(at)}, at)


async def _nudge(book: Book, told: dict[str, Any], at: datetime) -> None:
    del at
    if not await book.unit.question_clock.nudge(await seen(book, told), (told["key"],)):
        raise NotPossible(f"{told['question']}: {told['key']} was told before")
