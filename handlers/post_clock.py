"""What the clock does for posts that wait for moderators or are reported, in office hours only."""

from functools import partial

from community import post_review, question_time
from community.post_buttons import card_subject
from community.question_time import Nudge
from community.reply import SILENCE, Reply
from community.texts import post_time as texts
from community.working_time import WorkingTime
from handlers import admins, desk, report_clock
from handlers.question_writing import office_of
from handlers.tick import Tick
from storage.posts import Post
from storage.unit import Unit


async def watch(tick: Tick) -> str:
    """Nudge for what waits too long: the moderators, later the admins, each once."""
    working = question_time.limits(tick.charter).answer
    async with tick.database.snapshot() as unit:
        office = await office_of(unit, tick.charter)
        due = [
            one.id
            for one in await unit.post_queue.list_waiting()
            if post_review.late_nudges(one, office, working, tick.now)
        ]
    nudged = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal nudged
        late: list[Post] = []
        twice: list[Post] = []
        for number in due[: desk.A_UNIT]:
            post = await unit.posts.get(number)
            if post is None:
                continue
            nudges = post_review.late_nudges(post, office, working, tick.now)
            if await unit.post_queue.nudge(post, nudges):
                late += [post] if Nudge.LATE in nudges else []
                twice += [post] if Nudge.TWICE_LATE in nudges else []
        nudged = len({one.id for one in (*late, *twice)})
        return await _tell_moderators(tick, unit, late) + await _tell_admins(tick, unit, twice)

    if due:
        await tick.act(decide)
    return texts.watched(nudged + await report_clock.nudge(tick, office))


async def arrived(unit: Unit, office: WorkingTime) -> list[Post]:
    """Return what came while the office was closed, still waits and was not named yet."""
    return [
        one
        for one in await unit.post_queue.list_waiting()
        if post_review.came_closed(one, office)
        and await unit.post_queue.nudge(one, (Nudge.OPENING,))
    ]


async def _tell_moderators(tick: Tick, unit: Unit, late: list[Post]) -> Reply:
    words = partial(texts.late, hours=tick.charter.sla_hours)
    return await desk.tell(unit, tick.charter, tick.now, late, words, about=card_subject)


async def _tell_admins(tick: Tick, unit: Unit, twice: list[Post]) -> Reply:
    if not twice:
        return SILENCE
    ids = [one.id for one in twice]
    links = await desk.links(unit, tick.charter, ids, card_subject)
    message = texts.twice_late(ids, links, hours=2 * tick.charter.sla_hours)
    return await admins.tell(unit, tick.charter, message)
