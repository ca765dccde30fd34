"""The cards of posts in the moderators' chat."""

from community.reply import SILENCE, Reply
from handlers.request import Request
from storage.posts import Post


async def announce(request: Request, post: Post) -> Reply:
    """Put a card of a post where moderators work."""
    del request, post
    return SILENCE


async def refresh(request: Request, post: Post) -> Reply:
    """Bring every card of a post up to date."""
    del request, post
    return SILENCE
