"""Readers who report posts by their buttons, for tests."""

from community.callback import pack
from community.post_buttons import OpenPost
from storage.posts import Post
from tests.handlers.driver import Actor, Shown, Stage

NAMES = ("Wati", "Tono", "Yuli", "Rini")


async def readers(stage: Stage, count: int = 3) -> list[Actor]:
    """Return members who read."""
    return [
        await stage.person(name, 31 + number).joined() for number, name in enumerate(NAMES[:count])
    ]


async def reports(reader: Actor, post: Post, reason: str = "Hoaks") -> None:
    """Report a post by its buttons."""
    await reader.taps_data(pack(OpenPost(post=post.id)))
    await reader.taps("Laporkan")
    await reader.taps(reason)


def report_cards(stage: Stage, chat_id: int) -> list[Shown]:
    """Return the cards of reports in a chat."""
    return [
        shown
        for shown in stage.chats.get(chat_id, [])
        if (shown.subject or "").startswith("report:")
    ]
