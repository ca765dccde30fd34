"""`/statistik`: series and reach by programme and year, as text, chart and file."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from community import reach_history
from community.picture import Picture
from community.reach import SendChart, SendReach, YearReach, by_year
from community.reply import File, Later, Message, Reply
from community.roles import Access, Role, allows
from community.texts import statistics as texts
from handlers import chart
from handlers.request import Request
from storage.unit import Unit

CHART, EXPORT = "reach_chart", "reach_export"

logger = logging.getLogger(__name__)


async def open_statistics(request: Request) -> Reply:
    """Show the figures; they are about programmes, so the moderators' group may see them too."""
    return request.show(
        texts.screen(
            await _years(request.unit, request.now),
            await request.unit.programme_days.load(),
            this_year=request.now.astimezone(request.charter.zone).year,
            may_import=request.person.role is Role.ADMIN,
            is_private=request.incoming.is_private,
        )
    )


async def send_chart(request: Request, data: SendChart) -> Reply:
    """Send the chart, made late."""
    del data
    return await _send(request, CHART)


async def send_reach(request: Request, data: SendReach) -> Reply:
    """Send the figures as a file, made late."""
    del data
    return await _send(request, EXPORT)


async def _send(request: Request, kind: str) -> Reply:
    if not await _years(request.unit, request.now):
        return request.toast(texts.NOTHING) + await open_statistics(request)
    args = {
        "is_admin": request.person.role is Role.ADMIN,
        "at": request.now.isoformat(),
        "zone": request.charter.zone.key,
    }
    later = Later(chat_id=request.chat.id, kind=kind, args=args, person_id=request.person.id)
    return request.toast(texts.MAKING) + Reply((later,))


async def make_chart(
    unit: Unit, args: Mapping[str, object], person_id: int | None
) -> Callable[[], Awaitable[File | Message]] | None:
    """Read the figures, for whoever may still see them; they are drawn afterwards."""
    if not await may_see(unit, args, person_id):
        return None
    at = datetime.fromisoformat(str(args["at"]))
    years = await _years(unit, at)
    on = at.astimezone(ZoneInfo(str(args["zone"]))).date()
    picture = texts.picture(years, await unit.programme_days.load(), on=on)
    if picture is None:
        return None
    return lambda: _draw(picture, years)


async def _draw(picture: Picture, years: Sequence[YearReach]) -> File | Message:
    try:
        drawn = await chart.draw(picture)
    except chart.NotDrawn as exc:
        logger.warning("a chart was not drawn: %s", exc)
        return texts.not_drawn()
    return File(texts.CHART_FILE, drawn, texts.caption(years), is_photo=True)


async def make_export(unit: Unit, args: Mapping[str, object], person_id: int | None) -> File | None:
    """Write the file, for whoever may still see it."""
    if not await may_see(unit, args, person_id):
        return None
    sessions = await unit.reach.list_years(datetime.fromisoformat(str(args["at"])))
    history = await unit.reach.list_history()
    written = reach_history.write(sessions, history, await unit.programme_days.load())
    return File(texts.EXPORT_FILE, written.encode(), texts.export_caption())


async def may_see(unit: Unit, args: Mapping[str, object], person_id: int | None) -> bool:
    """Say whether who asked may still see the figures; admins are known by the settings."""
    person = None if person_id is None else await unit.people.get(person_id)
    if person is None:
        return False
    role = Role.ADMIN if args.get("is_admin") is True else person.role
    return allows(Access.MODERATOR, person.state, role)


async def _years(unit: Unit, now: datetime) -> tuple[YearReach, ...]:
    return by_year(await unit.reach.list_years(now), await unit.reach.list_history())
