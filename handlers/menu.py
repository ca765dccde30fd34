"""The menu, and the screens of features that come later."""

from community import callback
from community.forms import FORMS, title
from community.incoming import Command, Tap
from community.menu import COMMAND_BEHIND, OpenMenu
from community.reply import Reply
from community.soon import SOON
from community.texts import menu as texts
from handlers.request import Request


async def open_menu(request: Request) -> Reply:
    """Show the menu, with the half-filled form that waits if there is one."""
    person, drafts = request.person, request.unit.drafts
    if person.draft is not None:
        await drafts.set_aside(person.id, request.now)
    kept = [one.draft.form for one in await drafts.list_kept(person.id)]
    form = next((form for form in kept if form in FORMS), None)
    if form is None:
        return request.show(texts.screen(person.state, person.name))
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
