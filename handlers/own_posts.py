"""`/tulisansaya`: one's own posts, what became of each version, and their withdrawal."""

from community.own_posts import (
    A_PAGE,
    AskTakingBack,
    DropRevision,
    ListOwnPosts,
    OpenOwnPost,
    SeeOwnPost,
    SendOwnFiles,
    TakePostBack,
)
from community.posts import AUTHOR, Event, Outcome, may
from community.reply import Reply, SendFiles
from community.texts import own_posts as texts
from community.texts.own_posts import Line, Own, Told
from handlers import announcing, post_cards, post_impact, post_screens
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.post_versions import Version
from storage.posts import Post


async def open_own(request: Request) -> Reply:
    """List one's own posts."""
    return await turn_page(request, ListOwnPosts())


async def turn_page(request: Request, data: ListOwnPosts) -> Reply:
    """Show a page; one beyond the list is the first."""
    number = min(max(data.page, 0), 10_000)
    found = await _page(request, number)
    if not found and number:
        number, found = 0, await _page(request, 0)
    lines = [await _line(request, one) for one in found[:A_PAGE]]
    return request.show(texts.listing(lines, number=number, has_next=len(found) > A_PAGE))


async def open_post(request: Request, data: OpenOwnPost) -> Reply:
    """Open one post."""
    post = await _own(request, data.post)
    return await _gone(request) if post is None else await _show(request, post)


async def see(request: Request, data: SeeOwnPost) -> Reply:
    """`Lihat`: show a version as everybody reads it, or would."""
    post = await _own(request, data.post)
    version = await _living_version(request, post, data.version)
    if post is None or version is None:
        return await _gone(request) if post is None else await _show(request, post)
    words = await post_screens.words(request, post, version)
    files = len(version.content.media)
    return request.show(texts.seen(words, post.id, version.number, files=files))


async def send_files(request: Request, data: SendOwnFiles) -> Reply:
    """`Lampiran`: send the files of a version."""
    post = await _own(request, data.post)
    version = await _living_version(request, post, data.version)
    if version is None:
        return await _gone(request)
    media = version.content.media
    person_id = request.person.id
    return Reply((SendFiles(chat_id=request.chat.id, files=media, person_id=person_id),))


async def ask_taking_back(request: Request, data: AskTakingBack) -> Reply:
    """`Tarik tulisan`: ask once more."""
    post = await _own(request, data.post)
    if post is None:
        return await _gone(request)
    if not may(post.state, Event.WITHDRAW, {AUTHOR}):
        return await _show(request, post)
    return request.show(texts.ask_taking_back(post.id))


async def take_back(request: Request, data: TakePostBack) -> Reply:
    """Withdraw a post: nobody reads it any more, wherever it was told of."""
    post = await _own(request, data.post)
    if post is None:
        return await _gone(request)
    becomes = await request.unit.post_steps.end(
        post, Event.WITHDRAW, request.person.id, request.now
    )
    if becomes is None:
        return await _show_changed(request, post)
    shown = await _show(request, becomes, texts.WITHDRAWN)
    shown += await post_cards.refresh(request, becomes)
    return shown + await announcing.changed(request, becomes)


async def drop_revision(request: Request, data: DropRevision) -> Reply:
    """`Batalkan perubahan`: take the waiting version back; what is published stays."""
    post = await _own(request, data.post)
    if post is None:
        return await _gone(request)
    if post.proposed != data.version or not may(post.state, Event.DROP_REVISION, {AUTHOR}):
        return await _show(request, post)
    becomes = await request.unit.post_steps.drop_revision(post, request.person.id, request.now)
    if becomes is None:
        return await _show_changed(request, post)
    return await _show(request, becomes, texts.DROPPED) + await post_cards.refresh(request, becomes)


# --- reading ------------------------------------------------------------------------------


async def _page(request: Request, number: int) -> list[Post]:
    return await request.unit.posts.list_of(
        request.person.id, limit=A_PAGE + 1, offset=number * A_PAGE
    )


async def _line(request: Request, post: Post) -> Line:
    version = await _newest(request, post)
    return Line(
        number=post.id,
        standing=texts.standing(post.state, proposed=post.proposed, is_returned=post.is_returned),
        title="" if version is None else version.content.title,
    )


async def _newest(request: Request, post: Post) -> Version | None:
    """Return what names a post to its author: what everybody reads, else the newest version."""
    versions = request.unit.post_versions
    return await versions.get(post.id, post.version or await versions.newest(post.id))


async def _own(request: Request, number: int) -> Post | None:
    post = await request.unit.posts.get(number)
    is_own = post is not None and post.person_id == request.person.id
    return post if is_own else None


async def _living_version(request: Request, post: Post | None, number: int) -> Version | None:
    """Return the version that everybody reads or moderators look at; no older one.

    Where the last one was refused it is that too: its words may go into another.
    """
    if post is None:
        return None
    found = await request.unit.post_versions.get(post.id, number)
    if found is None or number in {post.version, post.proposed}:
        return found
    is_last = number == await request.unit.post_versions.newest(post.id)
    return found if is_last and found.outcome is Outcome.REFUSED else None


async def _gone(request: Request) -> Reply:
    return request.toast(texts.GONE) + await open_own(request)


async def _show_changed(request: Request, seen: Post) -> Reply:
    """Show a post as it stands now, which may not be as it was seen a moment ago."""
    post = await request.unit.posts.get(seen.id) or seen
    return await _show(request, post, texts.CHANGED if post != seen else "")


async def _show(request: Request, post: Post, note: str = "") -> Reply:
    version = await _newest(request, post)
    choice = await request.unit.reminder_settings.choice(request.person.id)
    own = Own(
        number=post.id,
        state=post.state,
        is_returned=post.is_returned,
        version=post.version,
        proposed=post.proposed,
        title="" if version is None else version.content.title,
        topic=await topic_name(request.unit, post.topic),
        submitted_at=post.submitted_at,
        published_at=post.published_at,
        marks=await _marks(request, post),
        versions=[_told(one) for one in await request.unit.post_versions.list_of(post.id)],
        reason=post.reason,
        reason_text=post.reason_text,
        zone=choice.zone_of(request.charter.zone),
    )
    return request.show(texts.screen(own, note=note))


async def _marks(request: Request, post: Post) -> tuple[str, ...]:
    """Return what others made of a post, once they could read it."""
    if post.published_at is None:
        return ()
    return (await post_impact.look(request.unit, post, request.person.id, None)).lines


def _told(version: Version) -> Told:
    return Told(
        number=version.number,
        at=version.written_at,
        outcome=version.outcome,
        comment=version.comment,
    )
