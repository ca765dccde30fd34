"""The buttons of a question's card: `Ambil`, `Lepaskan`, `Alihkan`, `Penting`."""

from collections.abc import Mapping
from typing import Any

from community.paging import page
from community.question_card import (
    ChooseHolder,
    ClaimQuestion,
    HandOver,
    Prioritise,
    ReleaseQuestion,
    ShowQuestion,
)
from community.questions import OPEN, Actor, Event, may
from community.reply import Reply
from community.texts import question_steps as texts
from handlers import desk, question_cards
from handlers.answers import standing_of
from handlers.question_writing import last_of_asker, name_of
from handlers.request import Request
from handlers.takers import takers
from storage.questions import Question

A_PAGE = 8
_TRIES = 3  # the second sees what the first waited for


async def show(request: Request, data: ShowQuestion) -> Reply:
    """`Kembali`: show the card as it stands."""
    question = await request.unit.questions.get(data.question)
    if question is None:
        return request.toast(texts.GONE)
    return await question_cards.show_tapped(request, question)


async def claim(request: Request, data: ClaimQuestion) -> Reply:
    """`Ambil`: of two taps one wins, the other reads who holds it."""
    changes = {"holder_id": request.person.id, "claimed_at": request.now}
    return await act(request, data.question, Event.CLAIM, changes=changes)


async def release(request: Request, data: ReleaseQuestion) -> Reply:
    """`Lepaskan`: back to everybody."""
    changes = {"holder_id": None, "claimed_at": None}
    return await act(request, data.question, Event.RELEASE, changes=changes)


async def prioritise(request: Request, data: Prioritise) -> Reply:
    """`Penting`, on or off."""
    return await act(
        request,
        data.question,
        Event.PRIORITISE,
        changes={"is_urgent": data.is_urgent},
        details={"is_urgent": data.is_urgent},
    )


async def choose_holder(request: Request, data: ChooseHolder) -> Reply:
    """`Alihkan`: list the moderators who may take over."""
    question = await request.unit.questions.get(data.question)
    refusal = await obstacle(request, question, Event.HAND_OVER)
    if question is None or refusal:
        return await as_it_stands(request, question, refusal)
    others = await takers(request, question)
    if not others:
        return await as_it_stands(request, question, texts.NOBODY_ELSE)
    await question_cards.adopt(request, question.id)
    return request.show(texts.choose_holder(question.id, page(others, data.page, A_PAGE)))


async def hand_over(request: Request, data: HandOver) -> Reply:
    """Give a question to another moderator, who is told privately."""
    question = await request.unit.questions.get(data.question)
    refusal = await obstacle(request, question, Event.HAND_OVER)
    if question is None or refusal:
        return await as_it_stands(request, question, refusal)
    listed = {one.person_id for one in await takers(request, question)}
    taker = await desk.on_duty(request.unit, request.charter, data.person, request.now)
    # Whoever pauses and whoever asked is refused alike, so that nobody learns who asked.
    is_able = taker is not None and taker.paused_until is None
    if (
        taker is None
        or data.person not in listed
        or not is_able
        or _is_asker(question, data.person)
    ):
        return await as_it_stands(request, question, texts.CANNOT_TAKE)
    changes = {"holder_id": data.person, "claimed_at": request.now}
    handed = await step(request, question, Event.HAND_OVER, changes=changes)
    if handed is None:
        return await as_it_stands(request, question)
    by = await name_of(request.unit, request.charter, request.person.id)
    last = await last_of_asker(request.unit, handed.id)
    told = request.tell(
        taker.telegram_id, taker.person_id, texts.handed_over(handed.id, handed.text, by, last)
    )
    return await question_cards.refresh_tapped(request, handed) + told


async def act(
    request: Request,
    number: int,
    event: Event,
    *,
    changes: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Reply:
    """Take a step from a card, or show there why it cannot be taken."""
    question = await request.unit.questions.get(number)
    refusal = await obstacle(request, question, event)
    if question is None or refusal:
        return await as_it_stands(request, question, refusal)
    after = await step(request, question, event, changes=changes, details=details)
    if after is None:
        return await as_it_stands(request, question)
    return await question_cards.refresh_tapped(request, after)


async def step(
    request: Request,
    seen: Question,
    event: Event,
    *,
    changes: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Question | None:
    """Take a step; one on a question of one's own (a sole admin's) stands in the trail."""
    unit, person = request.unit, request.person
    after = await unit.questions.step(
        seen, event, person.id, request.now, changes=changes, details=details
    )
    if after is not None and seen.person_id == person.id:
        own = {"question": seen.id, "own": True}
        await unit.audit.note(f"question_{event}", person.id, None, own, request.now)
    return after


async def write_down(
    request: Request, seen: Question, event: Event, details: Mapping[str, Any] | None = None
) -> Question | None:
    """Note something that changes no state, and return the question as it is by then.

    What somebody else does meanwhile comes first, so that no card is left as it was before.
    """
    question: Question | None = seen
    for _ in range(_TRIES):
        if question is None:
            return None
        noted = await request.unit.questions.step(
            question, event, request.person.id, request.now, details=details
        )
        if noted is not None:
            return noted
        question = await request.unit.questions.get(question.id)
    return None


async def obstacle(request: Request, question: Question | None, event: Event) -> str:
    """Say why this person cannot take a step now; empty when they can."""
    if question is None:
        return texts.GONE
    actors = standing_of(request, question)
    if may(question.state, event, actors):
        return ""
    if question.state not in OPEN:
        return texts.over(question.state)
    if question.person_id == request.person.id and Actor.MODERATOR not in actors:
        return texts.OWN
    if question.holder_id is not None:
        if question.holder_id == request.person.id:
            return texts.NOT_NOW
        return await _held_by(request, question)
    return texts.NOT_NOW


async def as_it_stands(request: Request, question: Question | None, refusal: str = "") -> Reply:
    """Show the card as it is now, and say why nothing was done."""
    now = None if question is None else await request.unit.questions.get(question.id)
    if now is None:
        return request.toast(texts.GONE, alert=True)
    if not refusal:
        refusal = texts.CHANGED if now.state in OPEN else texts.over(now.state)
        if now.state in OPEN and now.holder_id not in (None, request.person.id):
            refusal = await _held_by(request, now)
    shown = await question_cards.show_tapped(request, now)
    return request.toast(refusal, alert=True) + shown


async def _held_by(request: Request, question: Question) -> str:
    name = await name_of(request.unit, request.charter, question.holder_id or 0)
    return texts.held_by(question.id, name)


def _is_asker(question: Question, person_id: int) -> bool:
    return question.person_id == person_id
