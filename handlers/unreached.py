"""What did not arrive: the asker blocked the bot or is gone; the card says so."""

from community.questions import Event, State
from community.reply import SILENCE, Reply
from community.texts import question_time as texts
from handlers import desk, question_cards, undelivered
from handlers.tick import Tick
from storage.question_entries import Kind
from storage.questions import Question
from storage.unit import Unit
from storage.unreached import Lost


async def note(tick: Tick) -> str:
    """Bring the cards of such questions up to date, once for each row that was lost."""
    async with tick.database.snapshot() as unit:
        fresh = await _fresh(unit)
    if not fresh:
        return ""
    count = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal count
        count, reply = 0, SILENCE
        for question_id, keys in (await _by_question(unit, fresh[: desk.A_UNIT])).items():
            question = await unit.questions.get(question_id)
            is_new = [await unit.occasions.take(key, tick.now) for key in keys]
            if question is None or not any(is_new):
                continue
            lost = await undelivered.list_of(unit, question)
            count += len(lost)
            if any(one.kind is Kind.REQUEST for one in lost):
                question, told = await _goes_on(tick, unit, question)
                reply += told
            if lost:
                reply += await question_cards.refresh(unit, tick.charter, question, tick.now)
        return reply

    await tick.act(decide)
    return texts.unreached(count)


async def _fresh(unit: Unit) -> list[Lost]:
    """List what is not noted yet."""
    lost = await unit.unreached.list_lost()
    return [one for one in lost if not await unit.occasions.is_taken(_key(one))]


async def _by_question(unit: Unit, lost: list[Lost]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in lost:
        entry = await unit.question_entries.get(one.entry_id)
        if entry is not None:
            found.setdefault(entry.question_id, []).append(_key(one))
        else:  # deleted meanwhile: never looked at again
            found.setdefault(0, []).append(_key(one))
    return found


async def _goes_on(tick: Tick, unit: Unit, question: Question) -> tuple[Question, Reply]:
    """Let the clock run on where nobody read what is to be explained, and tell the holder."""
    if question.state is not State.WAITING:
        return question, SILENCE
    after = await unit.questions.step(question, Event.UNREACHED, None, tick.now)
    if after is None:
        return question, SILENCE
    holder = await desk.awake_holder(unit, tick.charter, after, tick.now)
    if holder is None:
        return after, SILENCE
    links = await desk.links(unit, tick.charter, [after.id])
    return after, Reply((holder.says(texts.request_unreached(after.id, links)),))


def _key(one: Lost) -> str:
    return f"unreached:{one.row_id}"
