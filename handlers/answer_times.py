"""How long answers take, in `/statistik`: as text and chart."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from community import answer_times
from community.answer_times import OpenTimes, SendTimesChart, Times
from community.picture import Picture
from community.reply import File, Later, Message, Reply
from community.roles import Role
from community.texts import answer_times as texts
from community.texts.statistics import MAKING
from community.working_time import WorkingTime
from handlers import chart, statistics
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.unit import Unit

CHART = "answer_times_chart"

logger = logging.getLogger(__name__)


async def open_times(request: Request, data: OpenTimes) -> Reply:
    """Show the figures by month or by topic."""
    taken = await _times(request.unit, request.now, request.charter.zone)
    total = answer_times.row("", taken)
    if not data.by_topic:
        rows = tuple(reversed(answer_times.by_month(taken, request.charter.zone)))
        return request.show(texts.screen(total, rows, {}, by_topic=False))
    rows = answer_times.by_topic(taken)
    names = {one.name: await topic_name(request.unit, one.name) for one in rows}
    return request.show(texts.screen(total, rows, names, by_topic=True))


async def send_chart(request: Request, data: SendTimesChart) -> Reply:
    """Send the chart, made late."""
    del data
    if not await _times(request.unit, request.now, request.charter.zone):
        return request.toast(texts.NOTHING) + await open_times(request, OpenTimes(by_topic=False))
    args = {
        "is_admin": request.person.role is Role.ADMIN,
        "at": request.now.isoformat(),
        "zone": request.charter.zone.key,
    }
    later = Later(chat_id=request.chat.id, kind=CHART, args=args, person_id=request.person.id)
    return request.toast(MAKING) + Reply((later,))


async def make_chart(
    unit: Unit, args: Mapping[str, object], person_id: int | None
) -> Callable[[], Awaitable[File | Message]] | None:
    """Read the figures, for whoever may still see them; they are drawn afterwards."""
    if not await statistics.may_see(unit, args, person_id):
        return None
    at, zone = datetime.fromisoformat(str(args["at"])), ZoneInfo(str(args["zone"]))
    taken = await _times(unit, at, zone)
    months = answer_times.by_month(taken, zone)
    picture = texts.picture(months, on=at.astimezone(zone).date())
    if picture is None:
        return None
    caption = texts.caption(answer_times.row("", taken), at, zone)
    return lambda: _draw(picture, caption)


async def _draw(picture: Picture, caption: str) -> File | Message:
    try:
        drawn = await chart.draw(picture)
    except chart.NotDrawn as exc:
        logger.warning("a chart was not drawn: %s", exc)
        return texts.not_drawn()
    return File(texts.CHART_FILE, drawn, caption, is_photo=True)


async def _times(unit: Unit, now: datetime, zone: ZoneInfo) -> list[Times]:
    """Measure the questions of the last twelve months."""
    office = WorkingTime(await unit.calendar.load(), zone)
    ways = await unit.question_clock.ways(answer_times.since(now, zone))
    found = (answer_times.times(way, office) for way in ways)
    return [one for one in found if one is not None]
