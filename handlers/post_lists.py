"""Lists of posts: a page, and what stands before and after an opened one."""

from dataclasses import replace

from community import agencies, areas
from community.paging import Page
from community.post_buttons import ListPosts, OpenPost
from community.reading import A_PAGE, page_of
from community.reply import Rows
from community.texts import reading as texts
from community.texts.post import Byline
from community.texts.reading import Line
from handlers import found
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.post_lists import KINDS, Listed
from storage.posts import Post

SEARCH = "search"
_LAST = 1_000_000  # no list has more pages; what is forged stays a number that a database takes


def listed(person_id: int, kind: str, of: str) -> Listed | None:
    """Return the list that a button names; None where there is none of that name."""
    if kind not in KINDS or "\0" in of or (kind == "author" and not _is_number(of)):
        return None
    return Listed(kind, of, person_id)


def _is_number(of: str) -> bool:
    return of.isascii() and of.isdigit() and len(of) < 19  # what a database can hold


async def page(request: Request, wanted: Listed, number: int) -> Page[Post]:
    """Return a page; a number beyond a list that shrank means its last."""
    number = min(max(number, 0), _LAST)
    lists = request.unit.post_lists
    posts = await lists.page(wanted, limit=A_PAGE + 1, offset=number * A_PAGE)
    if not posts and number:
        number = page_of(await lists.count(wanted) - 1)
        posts = await lists.page(wanted, limit=A_PAGE + 1, offset=number * A_PAGE)
    has_more = len(posts) > A_PAGE
    return Page(tuple(posts[:A_PAGE]), number, number + 1 + has_more)


async def line(request: Request, post: Post, byline: Byline) -> Line | None:
    """Return what a list says of a post."""
    version = await request.unit.post_versions.get(post.id, post.version)
    if version is None:
        return None
    at, topic = post.published_at, await topic_name(request.unit, version.content.topic)
    on = None if at is None else at.astimezone(request.charter.zone).date()
    return Line(post.id, version.content.title, byline, topic, on)


async def name_of(request: Request, wanted: Listed) -> str:
    """Return what the topic or area of a list is called."""
    if wanted.kind == "topic":
        return await topic_name(request.unit, wanted.of)
    return area_name(wanted.of) if wanted.kind == "area" else ""


def area_name(code: str) -> str:
    """Return what an area or agency is called."""
    area, agency = areas.by_code(code), agencies.by_code(code)
    if area is not None:
        return area.name
    return code if agency is None else agency.name


async def around(request: Request, person_id: int, post_id: int, back: OpenPost | None) -> Rows:
    """Return the arrows and the way back, where a post was opened from a list.

    They work as well where the post itself is no longer for everybody.
    """
    if back is None or not back.kind:
        return ()
    if back.kind == SEARCH:
        return await found.around_post(request, post_id, back)
    wanted = listed(person_id, back.kind, back.of)
    if wanted is None:
        return ()
    lists = request.unit.post_lists
    before = await lists.before(wanted, post_id, back.place)
    after = await lists.after(wanted, post_id, back.place)
    arrows = texts.arrows(
        post_id, back, has_previous=before is not None, has_next=after is not None
    )
    to = ListPosts(kind=back.kind, page=page_of(back.place), of=back.of)
    return (*arrows, (texts.back_button(to),))


async def beyond(request: Request, post: Post, back: OpenPost | None) -> Rows:
    """Return what else a reader may do with a post: pass it on, read more of its author's."""
    share = (texts.share_button(request.charter.deep_link(f"p_{post.id}")),)
    if post.person_id is None or (back is not None and back.kind == "author"):
        return (share,)
    if await request.unit.posts.count_approved(post.person_id) < 2:
        return (share,)
    return (share, (texts.author_button(post.id),))


def moved(back: OpenPost, post_id: int, by: int) -> OpenPost:
    """Return how a post is opened that stands so many places further in the same list."""
    return replace(back, post=post_id, place=max(0, back.place + by))
