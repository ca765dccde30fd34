"""The route table: every command, button, form and event, and who may use it.

Read it from top to bottom to know what the bot does. Where a place is not named, a route works in
private chats only. `Access` is checked again whenever something arrives (handlers/dispatch.py).
"""

from community.roles import Access
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
)
# fmt: on

COMMANDS = {route.name: route for route in ROUTES if isinstance(route, CommandRoute)}
BUTTONS = {route.data: route for route in ROUTES if isinstance(route, ButtonRoute)}
FORMS = {route.form.name: route for route in ROUTES if isinstance(route, FormRoute)}
EVENTS = {route.event: route for route in ROUTES if isinstance(route, EventRoute)}

TITLES = {"join": "pendaftaran", "profile": "profil"}  # forms as people know them
