"""What people send outside of what was asked: free text, pictures, stickers."""

from community.reply import Reply
from community.texts import menu as texts
from handlers import drafts
from handlers.request import Request


async def answer_text(request: Request) -> Reply:
    """Offer the menu to whoever types outside a form."""
    return request.say(texts.typed_outside(request.person.state))


async def refuse_content(request: Request) -> Reply:
    """Say that this kind of content is not supported; the state stays."""
    return await drafts.ask_again(request)
