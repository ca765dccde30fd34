"""Where a deep link lands (`t.me/<bot>?start=q_12`), at once or after joining."""

from collections.abc import Awaitable, Callable, Mapping

from community.landing import Target, read
from community.reply import SILENCE, Message, Reply
from handlers import faq, post_screens, program, schedule
from handlers.request import Request
from storage.members import Card, Contact

Screen = Callable[[Request, int, Target], Awaitable[Message]]
"""Makes the screen of a target for the person of that id, who is a member by then."""


SCREENS: Mapping[str, Screen] = {
    "q": faq.land,
    "p": post_screens.land,
    "s": schedule.land_on_session,
}
"""What opens each kind of link; a feature that arrives puts its own screen here."""

OPEN: Mapping[str, Callable[[Request], Awaitable[Reply]]] = {
    "hariini": schedule.open_today,
    "jadwal": schedule.open_schedule,
    "program": program.open_linked,
}
"""Links that open the screen of a command; who may see it is asked there."""


async def land(request: Request, payload: str) -> Reply:
    """Open what a link points at, for the member who followed it; silent where it is none."""
    target = read(payload)
    if target is None:
        return SILENCE
    return request.say(await SCREENS[target.kind](request, request.person.id, target))


async def tell(request: Request, whom: Card | Contact, payload: str) -> Reply:
    """Open what a link points at for somebody who was let in by another person."""
    target = read(payload)
    if target is None:
        return SILENCE
    screen = await SCREENS[target.kind](request, whom.person_id, target)
    return request.tell(whom.telegram_id, whom.person_id, screen)
