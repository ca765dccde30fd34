"""Posts of somebody whose data are deleted: what shows them forgets who wrote them."""

from collections.abc import Iterable

from community.post_card import files_subject
from community.posts import WITHDRAWN
from community.reply import SILENCE, Lane, Remove, Reply
from handlers import announcing, post_cards, report_cards
from handlers.request import Request
from storage.posts import Post


async def forget_author(request: Request, numbers: Iterable[int]) -> Reply:
    """Bring cards and announcements up to date, once the data of an author are deleted."""
    reply = SILENCE
    for number in numbers:
        post = await request.unit.posts.get(number)
        if post is None:
            continue
        reply += await post_cards.refresh(request, post)
        reply += await report_cards.forget(request, post)
        reply += await announcing.changed(request, post)
        if post.state is WITHDRAWN:
            reply += await _without_files(request, post)
    return reply


async def _without_files(request: Request, post: Post) -> Reply:
    """Delete the files below the cards of a post."""
    listed = await request.unit.messages.list_about(files_subject(post.id))
    return Reply(
        tuple(
            Remove(chat_id=said.chat_id, message_id=message_id, lane=Lane.NOTICE)
            for said in listed
            for message_id in said.message_ids
        )
    )
