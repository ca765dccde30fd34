"""What the community chat is told of posts, and how that follows what becomes of them."""

from community.reply import SILENCE, Reply
from handlers.request import Request
from storage.posts import Post


async def published(request: Request, post: Post) -> Reply:
    """Have a post that everybody may read from now on announced, in its turn."""
    del request, post
    return SILENCE


async def changed(request: Request, post: Post) -> Reply:
    """Bring what was announced of a post up to date: revised, hidden, removed, withdrawn."""
    del request, post
    return SILENCE
