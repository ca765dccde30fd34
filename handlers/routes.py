"""The route table: every command, button, form and event, and who may use it.

Read it from top to bottom to know what the bot does. Where a place is not named, a route works in
private chats only. `Access` is checked again whenever something arrives (handlers/dispatch.py).
"""

from community.incoming import Attachment, BotStanding, Text, Unsupported
from community.menu import DiscardDraft, ResumeDraft
from community.roles import Access
from handlers import drafts, help, menu, reachability, typing  # noqa: A004 # the feature's name
from handlers.route import (
    ButtonRoute,
    CommandRoute,
    EventRoute,
    FormRoute,
    Place,
    Route,
    button,
    command,
    event,
    form,
)

ANYONE, OUTSIDER, MEMBER = Access.ANYONE, Access.OUTSIDER, Access.MEMBER
MODERATOR, ADMIN = Access.MODERATOR, Access.ADMIN

# fmt: off
ROUTES: tuple[Route, ...] = (
    # --- menu and conversation ---
    command("menu", menu.open_menu, ANYONE),
    command("bantuan", help.open_help, ANYONE, Place.MODERATOR_CHAT),
    button(ResumeDraft, drafts.resume, ANYONE),
    button(DiscardDraft, drafts.discard, ANYONE),
    event(Text, typing.answer_text, ANYONE),
    event(Attachment, typing.refuse_content, ANYONE),
    event(Unsupported, typing.refuse_content, ANYONE),
    event(BotStanding, reachability.change_standing, ANYONE, Place.ANYWHERE),

    # --- features that come later (community/soon.py) ---
    command("hariini", menu.announce, ANYONE),
    command("jadwal", menu.announce, ANYONE),
    command("tanya", menu.announce, MEMBER),
    command("pertanyaansaya", menu.announce, MEMBER),
    command("pertanyaanku", menu.announce, MEMBER),
    command("berbagi", menu.announce, MEMBER),
    command("tulisansaya", menu.announce, MEMBER),
    command("cari", menu.announce, MEMBER),
)
# fmt: on

COMMANDS = {route.name: route for route in ROUTES if isinstance(route, CommandRoute)}
BUTTONS = {route.data: route for route in ROUTES if isinstance(route, ButtonRoute)}
FORMS = {route.form.name: route for route in ROUTES if isinstance(route, FormRoute)}
EVENTS = {route.event: route for route in ROUTES if isinstance(route, EventRoute)}

TITLES = {"join": "pendaftaran", "profile": "profil"}  # forms as people know them
