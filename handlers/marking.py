"""`Bermanfaat` and `Simpan` on a post."""

from community import marking
from community.marking import Kind, MarkPost
from community.reply import SILENCE, Lane, Reply
from community.texts import marking as texts
from community.texts import posts as post_texts
from handlers import post_screens, telling_authors
from handlers.request import Request
from storage.posts import Post


async def mark(request: Request, data: MarkPost) -> Reply:
    """Put a mark on a post or take it back; said twice it is the same."""
    meaning = marking.meaning(data)
    found = await request.unit.posts.visible(data.post)
    if found is None or meaning is None:
        return request.show(post_texts.not_visible(data.post))
    (post, version), (kind, is_on) = found, meaning
    if post.person_id == request.person.id:
        return request.toast(texts.OWN, alert=True) + await _show(request, data)
    marks, told = request.unit.post_marks, SILENCE
    if not is_on:
        await marks.remove(post.id, kind, request.person.id)
    elif await marks.add(post.id, kind, request.person.id, request.now) and kind is Kind.USEFUL:
        told = await _tell_author(request, post, version.content.title)
    return await _show(request, data) + told


async def _show(request: Request, data: MarkPost) -> Reply:
    back = marking.back_of(data.post, data.opened)
    return request.show(await post_screens.screen(request, request.person.id, data.post, back))


async def _tell_author(request: Request, post: Post, title: str) -> Reply:
    """Tell an author of the first mark of their day, whichever of their posts it is on."""
    author = await telling_authors.listening(request, post)
    if author is None:
        return SILENCE
    # The oldest post stands for its author: what happened once is kept without naming a person.
    oldest = await request.unit.post_marks.oldest_of(author.person_id)
    key = f"useful:{oldest}:{author.today.isoformat()}"
    if not await request.unit.occasions.take(key, request.now):
        return SILENCE
    return author.told(texts.found_useful(post.id, title), Lane.BULK)
