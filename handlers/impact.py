"""`/dampak`: what became of posts, for moderators: practices, areas, and their chart."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from community import impact
from community.impact import A_PAGE, AREAS, OpenImpact, SendImpactChart, Spread
from community.paging import Page
from community.picture import Picture
from community.reply import File, Later, Message, Reply
from community.roles import Role
from community.texts import impact as texts
from community.texts.statistics import MAKING
from handlers import chart, statistics
from handlers.request import Request
from storage.unit import Unit

CHART = "impact_chart"

logger = logging.getLogger(__name__)


async def open_impact(request: Request) -> Reply:
    """Show the practices that were replicated most."""
    return await show(request, OpenImpact(view=impact.PRACTICES))


async def show(request: Request, data: OpenImpact) -> Reply:
    """Turn a page, or change to the areas and back."""
    if data.view == AREAS:
        return request.show(texts.areas(await _spread(request.unit)))
    count = max(1, -(-await request.unit.impact.count_practices() // A_PAGE))
    number = min(max(data.page, 0), count - 1)
    found = await request.unit.impact.list_practices(limit=A_PAGE, offset=number * A_PAGE)
    return request.show(texts.practices(Page(tuple(found), number, count)))


async def send_chart(request: Request, data: SendImpactChart) -> Reply:
    """Send the chart, made late."""
    del data
    if (await _spread(request.unit)).is_empty:
        return request.toast(texts.NOTHING) + await show(request, OpenImpact(view=AREAS))
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
    found = await _spread(unit)
    picture = texts.picture(found, on=at.astimezone(zone).date())
    if picture is None:
        return None
    return lambda: _draw(picture, texts.caption(found.areas))


async def _draw(picture: Picture, caption: str) -> File | Message:
    try:
        drawn = await chart.draw(picture)
    except chart.NotDrawn as exc:
        logger.warning("a chart was not drawn: %s", exc)
        return texts.not_drawn()
    return File(texts.CHART_FILE, drawn, caption, is_photo=True)


async def _spread(unit: Unit) -> Spread:
    return impact.spread(await unit.impact.adopted(), await unit.impact.shared())
