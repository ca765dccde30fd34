"""The cards of posts: sent where they are to be decided, kept up to date everywhere."""

from datetime import datetime

from community.charter import Charter
from community.post_review import Task, task
from community.posts import Outcome
from community.reply import Reply
from handlers import cards, post_writing
from handlers.question_writing import office_of
from handlers.request import Request
from storage.posts import Post
from storage.unit import Unit


async def announce(request: Request, post: Post) -> Reply:
    """Put a post, or another version of it, before those who may decide.

    What replaces a version that nobody decided on yet changes the card that is there; it comes
    anew only with other files.
    """
    unit, charter, now = request.unit, request.charter, request.now
    card = await post_writing.write(unit, charter, post, now)
    if await _replaces(unit, post):
        return await cards.rewrite_all(unit, card)
    office = await office_of(unit, charter)
    return cards.announce(card, silent=not office.is_open(now))


async def refresh(request: Request, post: Post) -> Reply:
    """Bring every card of a post up to date."""
    return await refresh_in(request.unit, request.charter, post, request.now)


async def refresh_in(unit: Unit, charter: Charter, post: Post, now: datetime) -> Reply:
    """Bring every card of a post up to date, without a request: for the clock."""
    card = await post_writing.write(unit, charter, post, now)
    return await cards.rewrite_all(unit, card)


async def refresh_tapped(request: Request, post: Post) -> Reply:
    """Show a post as it stands on the card that was tapped, and on all others."""
    return await cards.rewrite_tapped(request, await _card(request, post))


async def show_tapped(request: Request, post: Post) -> Reply:
    """Show a post as it stands on the card that was tapped."""
    return await cards.show_tapped(request, await _card(request, post))


async def words(request: Request, post: Post) -> str:
    """Return what the card says where it was tapped; more may be asked below it."""
    card = await _card(request, post)
    await cards.adopt(request, card.subject)
    return card.write(request.chat.id).text


async def say_card(request: Request, post: Post) -> Reply:
    """Say the card anew where somebody asks to see it: from then on that is the card there."""
    return cards.say_here(request, await _card(request, post))


async def leave_desk(unit: Unit, charter: Charter, person_id: int, now: datetime) -> Reply:
    """Take the buttons of what waits from somebody whose duty ended."""
    reply = Reply()
    for post in await unit.post_queue.list_waiting():
        card = await post_writing.write(unit, charter, post, now)
        reply += await cards.rewrite_of(unit, card, person_id)
    return reply


async def _card(request: Request, post: Post) -> cards.Card:
    return await post_writing.write(request.unit, request.charter, post, request.now)


async def _replaces(unit: Unit, post: Post) -> bool:
    """Say whether a version takes the place of one that still waited, with the same files."""
    if task(post) is not Task.REVIEW:
        return False
    versions = await unit.post_versions.list_of(post.id)
    now = [one for one in versions if one.number == post.proposed]
    before = [one for one in versions if one.number < (post.proposed or 0)][-1:]
    return any(
        one.outcome is Outcome.DROPPED
        and one.decided_by is None  # its author did not take it back
        and one.content.media == now[0].content.media
        for one in before
    )
