"""`/bantuan`, for each role."""

from community.reply import Reply
from community.texts import help as texts
from handlers.request import Request


async def open_help(request: Request) -> Reply:
    """Show what this person can do here."""
    if not request.incoming.is_private:
        return request.say(texts.in_group())
    return request.show(texts.overview(request.person.state, request.person.role))
