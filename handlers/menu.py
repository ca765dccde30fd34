"""The menu."""

from community.forms import title
from community.reply import Reply
from community.texts import menu as texts
from handlers import filling
from handlers.request import Request


async def open_menu(request: Request) -> Reply:
    """Show the menu, with the half-filled form that waits if there is one."""
    person = request.person
    if person.draft is not None:
        await request.unit.drafts.set_aside(person.id, request.now)
    kept = await filling.list_kept(request)
    if not kept:
        return request.show(texts.screen(person.state, person.name))
    form = kept[0].form
    return request.show(texts.screen_with_draft(person.state, person.name, form, title(form)))
