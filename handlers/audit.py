"""`/audit`: admins read the trail; looking at it is itself not written down."""

from community.auditing import PAGE, OpenTrail, TrailPage
from community.incoming import Command
from community.reply import Reply
from community.texts import audit as texts
from handlers.request import Request


async def open_trail(request: Request) -> Reply:
    """Show the newest lines, those of one person if a person number is given."""
    event = request.incoming.event
    number = event.argument.strip() if isinstance(event, Command) else ""
    if number and not (
        number.isascii() and number.isdigit() and len(number) < 20 and 0 < int(number) < 2**63
    ):
        return request.say(texts.wrong_number())
    return await turn_page(request, OpenTrail(person=int(number or 0), before=0, after=0))


async def turn_page(request: Request, data: OpenTrail) -> Reply:
    """Show an older or a newer page."""
    page = await _newer(request, data) if data.after else None
    if page is None:
        page = await _older(request, data)
    return request.show(texts.page(page, request.charter.zone))


async def _older(request: Request, data: OpenTrail) -> TrailPage:
    trail = request.unit.audit
    found = await trail.list_older(PAGE + 1, before=data.before, person_id=data.person)
    if not found and data.before:  # the rest was too old and is gone
        return await _older(request, OpenTrail(person=data.person, before=0, after=0))
    return TrailPage(
        data.person,
        tuple(found[:PAGE]),
        has_older=len(found) > PAGE,
        has_newer=data.before > 0,
    )


async def _newer(request: Request, data: OpenTrail) -> TrailPage | None:
    """Return the page that follows; None when less than a page does, so the newest one is it."""
    trail = request.unit.audit
    found = await trail.list_newer(PAGE + 1, after=data.after, person_id=data.person)
    if len(found) <= PAGE:
        return None
    return TrailPage(data.person, tuple(found[1:]), has_older=True, has_newer=True)
