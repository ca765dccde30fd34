"""Answers that did not arrive: the asker blocked the bot or is gone; the card says so."""

from community.reply import SILENCE, Reply
from community.texts import answering as texts
from handlers import question_cards
from handlers.answer_screens import subject
from handlers.tick import Tick
from storage.question_entries import Unreached
from storage.unit import Unit


async def note(tick: Tick) -> str:
    """Bring the cards of such questions up to date, once for each answer."""
    async with tick.database.snapshot() as unit:
        is_any = bool(await _fresh(unit))
    if not is_any:
        return ""
    count = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal count
        count, reply = 0, SILENCE
        for one in await _fresh(unit):
            question = await unit.questions.get(one.question_id)
            if question is not None and await unit.occasions.take(_key(one), tick.now):
                count += 1
                reply += await question_cards.refresh(unit, tick.charter, question, tick.now)
        return reply

    await tick.act(decide)
    return texts.unreached(count)


async def _fresh(unit: Unit) -> list[Unreached]:
    """List what is not noted yet; an answer that has a message of ours arrived before."""
    return [
        one
        for one in await unit.question_entries.list_unreached()
        if not await unit.occasions.is_taken(_key(one))
        and not await unit.messages.list_about(subject(one.entry_id))
    ]


def _key(one: Unreached) -> str:
    return f"unreached:{one.entry_id}"
