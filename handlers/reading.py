"""Reading posts: `/terbaru`, `/tersimpan`, by topic, by area, and from one to the next."""

from community import agencies, areas
from community.paging import Page
from community.paging import page as page_of
from community.post_buttons import ListPosts, OpenPost
from community.reading import (
    AREAS_A_PAGE,
    TOPICS_A_PAGE,
    ListPostAreas,
    ListPostTopics,
    NextPost,
    PreviousPost,
)
from community.reply import Reply
from community.texts import common
from community.texts import reading as texts
from handlers import post_lists, post_screens
from handlers.question_writing import topics_of
from handlers.request import Request


async def open_newest(request: Request) -> Reply:
    """`/terbaru`: what was published last."""
    return await list_posts(request, ListPosts(kind="newest"))


async def open_saved(request: Request) -> Reply:
    """`/tersimpan`: what the reader saved and may still read."""
    return await list_posts(request, ListPosts(kind="saved"))


async def list_posts(request: Request, data: ListPosts) -> Reply:
    """Show a page of a list."""
    wanted = post_lists.listed(request.person.id, data.kind, data.of)
    if wanted is None:
        return request.toast(common.OLD_BUTTON) + await open_newest(request)
    found = await post_lists.page(request, wanted, data.page)
    lines = [
        await post_lists.line(request, post, await post_screens.byline_of(request.unit, post))
        for post in found.items
    ]
    shown = Page(tuple(one for one in lines if one is not None), found.number, found.count)
    answers = 0
    if data.kind == "topic":
        answers = await request.unit.publications.count_of_topic(data.of)
    name = await post_lists.name_of(request, wanted)
    return request.show(texts.listed(data, name, shown, has_answers=answers > 0))


async def list_topics(request: Request, data: ListPostTopics) -> Reply:
    """`Topik`: show the topics in which something can be read."""
    counts = await request.unit.post_lists.topics()
    known = [
        (topic.code, topic.name, counts[topic.code])
        for topic in await topics_of(request.unit)
        if topic.code in counts
    ]
    return request.show(texts.topics(page_of(known, data.page, TOPICS_A_PAGE)))


async def list_areas(request: Request, data: ListPostAreas) -> Reply:
    """`Wilayah`: show from where something can be read, kabupaten and kota before agencies."""
    counts = await request.unit.post_lists.areas()
    codes = [*(area.code for area in areas.ALL), *(agency.code for agency in agencies.ALL)]
    known = [(code, post_lists.area_name(code), counts[code]) for code in codes if code in counts]
    return request.show(texts.areas(page_of(known, data.page, AREAS_A_PAGE)))


async def open_next(request: Request, data: NextPost) -> Reply:
    """`Berikutnya ›`: open what follows by now; what was hidden meanwhile is passed over."""
    back = OpenPost(post=data.post, kind=data.kind, place=data.place, of=data.of)
    wanted = post_lists.listed(request.person.id, data.kind, data.of)
    lists = request.unit.post_lists
    post = None if wanted is None else await lists.after(wanted, data.post, data.place)
    if post is None:
        return request.toast(texts.NO_NEXT) + await post_screens.open_post(request, back)
    return await post_screens.open_post(request, post_lists.moved(back, post, 1))


async def open_previous(request: Request, data: PreviousPost) -> Reply:
    """`‹ Sebelumnya`: open what stands before by now."""
    back = OpenPost(post=data.post, kind=data.kind, place=data.place, of=data.of)
    wanted = post_lists.listed(request.person.id, data.kind, data.of)
    lists = request.unit.post_lists
    post = None if wanted is None else await lists.before(wanted, data.post, data.place)
    if post is None:
        return request.toast(texts.NO_PREVIOUS) + await post_screens.open_post(request, back)
    return await post_screens.open_post(request, post_lists.moved(back, post, -1))
