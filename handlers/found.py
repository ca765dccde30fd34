"""What a kept search finds by now: a page, and what stands before and after something opened."""

from dataclasses import dataclass

from community.paging import Page
from community.post_buttons import OpenPost
from community.reply import Rows
from community.searching import A_PAGE, MOST
from community.texts import found as texts
from community.texts.found import Line, Place
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.kept_searches import Wanted
from storage.search import FAQ, POST, Hit


@dataclass(frozen=True, slots=True)
class Kept:
    """A search of this person's, by its number."""

    number: int
    wanted: Wanted


async def kept(request: Request, number: int) -> Kept | None:
    """Return a search that the person made; None when it is kept no longer."""
    wanted = await request.unit.kept_searches.get(request.person.id, number)
    return None if wanted is None else Kept(number, wanted)


async def page(request: Request, wanted: Wanted, number: int) -> Page[Line]:
    """Return a page of what everybody may read; one beyond what is found now means the last."""
    number = min(max(number, 0), MOST // A_PAGE - 1)
    hits = await _hits(request, wanted, number * A_PAGE, A_PAGE + 1)
    while not hits and number:
        number -= 1
        hits = await _hits(request, wanted, number * A_PAGE, A_PAGE + 1)
    lines = [
        await _line(request, hit, number * A_PAGE + place)
        for place, hit in enumerate(hits[:A_PAGE])
    ]
    has_more = len(hits) > A_PAGE and (number + 1) * A_PAGE < MOST
    shown = tuple(line for line in lines if line is not None)
    return Page(shown, number, number + 1 + has_more)


async def beside(request: Request, wanted: Wanted, seen: Place, by: int) -> Place | None:
    """Return what stands before (-1) or after (1) something opened."""
    return await _walk(request, await _window(request, wanted, seen.at), seen, by)


async def around(request: Request, search: int, seen: Place) -> Rows:
    """Return the arrows and the way back, below something found."""
    known = await kept(request, search)
    if known is None:
        return (texts.again_row(),)
    window = await _window(request, known.wanted, seen.at)
    before = await _walk(request, window, seen, -1)
    after = await _walk(request, window, seen, 1)
    return texts.arrows(search, seen, has_previous=before is not None, has_next=after is not None)


async def around_post(request: Request, post_id: int, back: OpenPost) -> Rows:
    """Return the arrows and the way back, below a post that was found."""
    is_number = back.of.isascii() and back.of.isdigit() and len(back.of) < 19
    search = int(back.of) if is_number else 0
    return await around(request, search, Place(POST, post_id, back.place))


async def _hits(request: Request, wanted: Wanted, offset: int, limit: int) -> list[Hit]:
    return await request.unit.search.find(
        wanted.words,
        kinds=(wanted.kind,) if wanted.kind else (),
        topic=wanted.topic or None,
        limit=limit,
        offset=offset,
    )


async def _window(request: Request, wanted: Wanted, at: int) -> list[Place]:
    """Return what is found around a place: something may have come before it, or have gone."""
    begin = max(0, min(at, MOST) - A_PAGE)
    hits = await _hits(request, wanted, begin, min(2 * A_PAGE + 1, MOST - begin))
    return [Place(hit.kind, hit.number, begin + place) for place, hit in enumerate(hits)]


async def _walk(request: Request, window: list[Place], seen: Place, by: int) -> Place | None:
    """Walk on from something opened, over what is not for everybody (any more)."""
    known = [(one.kind, one.number) for one in window]
    if (seen.kind, seen.number) in known:
        target = known.index((seen.kind, seen.number)) + by
    else:  # no longer found: what took its place follows it
        before = sum(one.at < seen.at for one in window)
        target = before if by > 0 else before - 1
    while 0 <= target < len(window):
        if await _is_visible(request, window[target]):
            return window[target]
        target += by
    return None


async def _is_visible(request: Request, one: Place) -> bool:
    if one.kind == FAQ:
        return await request.unit.publications.published(one.number) is not None
    return await request.unit.posts.visible(one.number) is not None


async def _line(request: Request, hit: Hit, place: int) -> Line | None:
    """Return what a list says of something; None where it is not for everybody (any more)."""
    unit = request.unit
    if hit.kind == FAQ:
        answer = await unit.publications.published(hit.number)
        if answer is None:
            return None
        title, code = answer.content.question, answer.topic
    else:
        post = await unit.posts.visible(hit.number)
        if post is None:
            return None
        title, code = post[1].content.title, post[1].content.topic
    topic = await topic_name(unit, code)
    return Line(hit.kind, hit.number, place, title, topic, hit.snippet)
