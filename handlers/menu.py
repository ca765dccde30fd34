"""The menu, and the screens of features that come later."""

from community import callback
from community.forms import title
from community.incoming import Command, Tap
from community.menu import COMMAND_BEHIND, OpenMenu
from community.reply import Reply
from community.soon import SOON
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


async def announce(request: Request) -> Reply:
    """Say that the feature behind a command or menu item comes soon."""
    match request.incoming.event:
        case Command(name=name):
            feature = SOON.get(name, "")
        case Tap(data=packed):
            data = callback.unpack(packed)
            item = data.item if isinstance(data, OpenMenu) else ""
            feature = SOON.get(COMMAND_BEHIND.get(item, ""), "")
        case _:
            feature = ""
    return request.show(texts.soon(feature or "Menu"))
