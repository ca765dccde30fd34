"""Claims that end by the clock: their holder pauses or is gone, or they are too old."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from community import question_time
from community.question_time import Nudge
from community.questions import Event, State
from community.reply import SILENCE, Reply
from community.texts import question_time as texts
from community.working_time import WorkingTime
from handlers import desk, question_cards
from handlers.tick import Tick
from storage.questions import Question
from storage.unit import Unit


async def see_pauses(tick: Tick) -> None:
    """Note since when moderators pause: what they claim afterwards, they mean to answer."""
    async with tick.database.snapshot() as unit:
        paused = [one for one in await _everybody(tick, unit) if one.paused_until is not None]
        unseen = [one for one in paused if not await unit.occasions.is_taken(_pause_key(one))]
    if not unseen:
        return

    async def note(unit: Unit) -> None:
        for one in unseen:
            await unit.occasions.take(_pause_key(one), tick.now)

    await tick.database.write(note)


async def _everybody(tick: Tick, unit: Unit) -> list[desk.OnDuty]:
    people = {
        one.person_id: one
        for one in (
            *await desk.moderators(unit, tick.charter, tick.now),
            *await desk.admins(unit, tick.charter, tick.now),
        )
    }
    return list(people.values())


async def forget_pause(unit: Unit, person_id: int, until: date) -> None:
    """Forget when a pause was seen: another one until the same day begins anew."""
    await unit.occasions.forget(_key(person_id, until.isoformat()))


def _pause_key(one: desk.OnDuty) -> str:
    return _key(one.person_id, one.paused_until)


def _key(person_id: int, until: str | None) -> str:
    return f"question_pause:{person_id}:{until}"


async def give_back(tick: Tick, office: WorkingTime, questions: list[Question]) -> tuple[int, int]:
    """Release the claims of those who pause, and let old claims lapse; returns how many."""
    async with tick.database.snapshot() as unit:
        due = await _due(tick, unit, office, questions)
    answer = question_time.limits(tick.charter).answer
    done: dict[Event, int] = {}

    async def decide(unit: Unit) -> Reply:
        done.clear()
        reply, back = SILENCE, []
        found = [await unit.questions.get(question_id) for question_id in due[: desk.A_UNIT]]
        seen = [one for one in found if one is not None]
        holders = await _holders(tick, unit, seen)
        for question in seen:
            event = _end_of_claim(tick, office, question, holders)
            if event is None:
                continue
            free = await unit.questions.step(
                question, event, None, tick.now, changes={"holder_id": None, "claimed_at": None}
            )
            if free is None:
                continue
            done[event] = done.get(event, 0) + 1
            if Nudge.LATE not in question_time.late_nudges(free, office, answer, tick.now):
                back.append(free)  # of the others the nudge tells in the same run
            reply += await question_cards.refresh(unit, tick.charter, free, tick.now)
            if event is Event.LAPSE:
                reply += await _tell_of_lapse(tick, unit, question)
        return reply + await desk.tell(unit, tick.charter, tick.now, back, texts.back)

    if due:
        await tick.act(decide)
    return done.get(Event.RELEASE, 0), done.get(Event.LAPSE, 0)


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who holds questions, and since when they pause; `paused_since` None without a pause."""

    is_on_duty: bool
    paused_since: datetime | None


async def _due(tick: Tick, unit: Unit, office: WorkingTime, questions: list[Question]) -> list[int]:
    """List the claims that end now; each holder is looked up once."""
    holders = await _holders(tick, unit, questions)
    return [one.id for one in questions if _end_of_claim(tick, office, one, holders) is not None]


async def _holders(tick: Tick, unit: Unit, questions: list[Question]) -> dict[int, _Holder]:
    held_by = {one.holder_id for one in questions if one.holder_id is not None}
    return {one: await _holder(tick, unit, one) for one in sorted(held_by)}


async def _holder(tick: Tick, unit: Unit, person_id: int) -> _Holder:
    holder = await desk.on_duty(unit, tick.charter, person_id, tick.now)
    if holder is None:
        return _Holder(is_on_duty=False, paused_since=None)
    is_paused = holder.paused_until is not None
    since = await unit.occasions.taken_at(_pause_key(holder)) if is_paused else None
    return _Holder(is_on_duty=True, paused_since=since)


def _end_of_claim(
    tick: Tick, office: WorkingTime, question: Question, holders: Mapping[int, _Holder]
) -> Event | None:
    """Say how a claim ends now, if it does: its holder is gone or pauses, or it is too old."""
    if question.holder_id is None or question.state not in (State.CLAIMED, State.WAITING):
        return None
    holder = holders[question.holder_id]
    if not holder.is_on_duty:
        return Event.RELEASE
    claimed_at = question.claimed_at or question.state_at
    if holder.paused_since is not None and claimed_at <= holder.paused_since:
        return Event.RELEASE
    claim = question_time.limits(tick.charter).claim
    return Event.LAPSE if question_time.lapses(question, office, claim, tick.now) else None


async def _tell_of_lapse(tick: Tick, unit: Unit, question: Question) -> Reply:
    """Tell who held it, unless they pause."""
    holder = await desk.awake_holder(unit, tick.charter, question, tick.now)
    if holder is None:
        return SILENCE
    links = await desk.links(unit, tick.charter, [question.id])
    return Reply((holder.says(texts.lapsed(question.id, links, tick.charter.claim_hours)),))
