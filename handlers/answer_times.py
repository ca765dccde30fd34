"""How long answers take, in `/statistik`: as text and chart."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from community import answer_times
from community.answer_times import OpenTimes, SendTimesChart
from community.picture import Picture
from community.reply import File, Later, Message, Reply
from community.roles import Role
from community.texts import answer_times as texts
from community.texts.statistics import MAKING
from handlers import chart, statistics
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.unit import Unit

CHART = "answer_times_chart"

logger = logging.getLogger(__name__)


async def open_times(request: Request, data: OpenTimes) -> Reply:
    """Show the figures by month or by topic."""
    times, begins = request.unit.answer_times, _begins(request)
    if not data.by_topic:
        months = await times.by_month(begins)
        rows = tuple(answer_times.row(one) for one in reversed(months))
        return request.show(texts.screen(answer_times.total(months), rows, {}, by_topic=False))
    topics = await times.by_topic(begins[0], begins[-1])
    rows = tuple(answer_times.row(one) for one in topics)
    names = {one.name: await topic_name(request.unit, one.name) for one in rows}
    return request.show(texts.screen(answer_times.total(topics), rows, names, by_topic=True))


def _begins(request: Request) -> list[datetime]:
    return answer_times.months(request.now, request.charter.zone)


async def send_chart(request: Request, data: SendTimesChart) -> Reply:
    """Send the chart, made late."""
    del data
    if not await request.unit.answer_times.is_any(_begins(request)[0]):
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
    months = await unit.answer_times.by_month(answer_times.months(at, zone))
    rows = [answer_times.row(one) for one in months]
    picture = texts.picture(rows, on=at.astimezone(zone).date())
    if picture is None:
        return None
    caption = texts.caption(answer_times.total(months), at, zone)
    return lambda: _draw(picture, caption)


async def _draw(picture: Picture, caption: str) -> File | Message:
    try:
        drawn = await chart.draw(picture)
    except chart.NotDrawn as exc:
        logger.warning("a chart was not drawn: %s", exc)
        return texts.not_drawn()
    return File(texts.CHART_FILE, drawn, caption, is_photo=True)
