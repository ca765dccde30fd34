"""What the demo's community published of its answers: proposed, allowed or kept private."""

from datetime import datetime

from bot.demo.community_asking import Told, seen, step
from bot.demo.community_book import Book, NotPossible
from community import publishing
from community.publishing import Content, State
from community.questions import Event
from storage.publication import Publication

EXAMPLE = "(Jawaban contoh untuk demo.)"
TODAY = "today"
"""For an answer that is to be looked at again on the day of the demo."""


async def propose(book: Book, told: Told, at: datetime) -> None:
    """`Terbitkan`: a moderator asks whether an answer may be published."""
    content = await _content(book, told, at)
    by = book.person_id(told["by"])
    question = await step(book, told, Event.PROPOSE, at)
    await book.unit.publications.propose(question.id, content, by, at)
    await book.unit.audit.note("publication_proposed", by, None, {"question": question.id}, at)


async def consent(book: Book, told: Told, at: datetime) -> None:
    """`Izinkan`."""
    if not await book.unit.publications.accept(await _proposal(book, told), at):
        raise NotPossible(f"{told['question']} cannot be published")
    await step(book, told, Event.CONSENT, at)


async def decline(book: Book, told: Told, at: datetime) -> None:
    """`Tidak, tetap pribadi`."""
    if not await book.unit.publications.refuse(await _proposal(book, told), State.DECLINED, at):
        raise NotPossible(f"{told['question']} cannot be kept private")
    await step(book, told, Event.DECLINE, at)


async def _proposal(book: Book, told: Told) -> Publication:
    found = await book.unit.publications.get(book.questions[told["question"]])
    if found is None:
        raise NotPossible(f"nobody asked about {told['question']}")
    return found


async def _content(book: Book, told: Told, at: datetime) -> Content:
    """Return the text; `answer` names one of several answers, otherwise it is all of them."""
    question = await seen(book, told)
    answers = [one.text for one in await book.unit.question_entries.answers(question.id)]
    only = told.get("answer")
    chosen = answers if only is None else answers[only - 1 : only]
    today = at.astimezone(book.charter.zone).date()
    review_on = book.today if told.get("review") == TODAY else today + publishing.NEXT_REVIEW
    if review_on < today + publishing.SOONEST_REVIEW:
        raise NotPossible(f"{told['question']}: to be reviewed too soon")
    by, named = book.person_id(told["by"]), publishing.rules_named(told["source"])
    return Content(
        question=told.get("as", question.text),
        answer="\n\n".join([*chosen, EXAMPLE]),
        source=told["source"],
        review_on=review_on,
        rules=tuple([await book.unit.rules.add(name, by) for name in named]),
    )
