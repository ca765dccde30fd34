"""`Perbaiki`: the form of a post, filled with its newest version, for another one."""

from community import forms, sharing_draft
from community.reply import Reply
from community.sharing import REVISION
from community.sharing_buttons import RevisePost
from community.texts import sharing_sent as texts
from handlers import filling
from handlers.request import Request
from handlers.sharing_screens import prepared
from handlers.sharing_sent import may_revise, newest
from storage.posts import Post


async def revise(request: Request, data: RevisePost) -> Reply:
    """`Perbaiki`: open the form below what tells of the post."""
    post = await request.unit.posts.get(data.post)
    if post is None:
        return request.below.show(texts.not_found())
    if data.anew and post.person_id == request.person.id and may_revise(request, post):
        return await _begin(request, post)
    return await begin_revision(request.below, post)


async def begin_revision(request: Request, post: Post) -> Reply:
    """Open the form of another version of one's own post, or offer what was begun of one."""
    if post.person_id != request.person.id:
        return request.show(texts.not_found())
    if not may_revise(request, post):
        return request.show(texts.cannot_revise(post.id, post.state))
    begun = await filling.begun(request, REVISION.name)
    if begun is None:
        return await _begin(request, post)
    about = sharing_draft.number(begun.answers, "post")
    if about != post.id:
        await request.unit.drafts.set_aside(request.person.id, request.now)
        return request.show(texts.kept_revision(REVISION.name, about, post.id))
    await request.unit.drafts.open(request.person.id, begun, request.now)
    return _with_note(request, request.show(filling.ask(REVISION, begun)))


async def _begin(request: Request, post: Post) -> Reply:
    content = await newest(request, post)
    if content is None:
        return request.show(texts.not_found())
    written = sharing_draft.of_content(content)
    # Its author has decided about what it says; any change asks anew.
    draft = REVISION.begin({**written, "post": post.id, "changing": True, "as_is": True})
    draft = await prepared(request, draft)
    await request.unit.drafts.open(request.person.id, draft, request.now)
    return _with_note(request, request.show(filling.ask(REVISION, draft)))


def _with_note(request: Request, reply: Reply) -> Reply:
    """Say that another form that was open is kept."""
    other = request.person.draft
    if other is None or other.form == REVISION.name:
        return reply
    return filling.with_draft_note(reply, forms.title(other.form))
