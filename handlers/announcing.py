"""What the community chat is told of posts, and how that follows what becomes of them."""

from datetime import date, datetime

from community import announcing
from community.announcing import A_DAY, LIST_AT, State
from community.charter import Charter
from community.post_buttons import announced_subject
from community.posts import FINAL
from community.reminding import Slot, Stand
from community.reply import SILENCE, Lane, Message, Reply, Rewrite, Say
from community.texts import announcing as texts
from community.texts.announcing import Announced
from handlers import report_cards
from handlers.post_screens import byline_of
from handlers.question_writing import topic_name
from handlers.request import Request
from handlers.tick import Tick
from storage.posts import Post
from storage.unit import Unit


async def published(request: Request, post: Post) -> Reply:
    """Have a post that everybody may read from now on announced, in its turn."""
    unit, charter, now = request.unit, request.charter, request.now
    if charter.community_chat_id is None or not post.is_visible:
        return SILENCE
    if await unit.announcements.get(post.id) is not None:
        return await _follow(unit, charter, post)
    day = now.astimezone(charter.zone).date()
    if not await _takes_turn(unit, day, now):
        await unit.announcements.add(post.id, State.WAITING, None, now)
        return SILENCE
    await unit.announcements.add(post.id, State.SINGLE, day, now)
    return await _say_single(unit, charter, post)


async def changed(request: Request, post: Post) -> Reply:
    """Bring what was told of a post up to date: revised, hidden, removed, withdrawn.

    That is the community chat, and the card on which reports of it are decided.
    """
    told = await _follow(request.unit, request.charter, post)
    return told + await report_cards.follow(request, post)


async def _follow(unit: Unit, charter: Charter, post: Post) -> Reply:
    known = await unit.announcements.get(post.id)
    if known is None or charter.community_chat_id is None:
        return SILENCE
    if known.state is State.SINGLE:
        return await _follow_single(unit, charter, post)
    if known.state is State.LISTED and known.day is not None:
        return await _follow_list(unit, charter, known.day)
    if post.state in FINAL:
        await unit.announcements.forget(post.id)
    return SILENCE


async def send_list(tick: Tick) -> str:
    """At 15.30 of a working day, list what had no message of its own."""
    day = tick.now.astimezone(tick.charter.zone).date()
    slot = Slot(day, tick.charter.zone, LIST_AT)
    is_due = slot.stand(tick.now, tick.charter.reminder_grace) is Stand.DUE
    if tick.charter.community_chat_id is None or not is_due:
        return ""
    listed = 0

    async def unit(unit: Unit) -> Reply:
        nonlocal listed
        listed = 0  # a unit may run again
        if not (await unit.calendar.load()).is_working_day(day):
            return SILENCE
        if not await unit.occasions.take(announcing.list_subject(day), tick.now):
            return SILENCE
        for number in await unit.announcements.list_waiting():
            if await unit.posts.visible(number) is not None:
                await unit.announcements.move(number, State.LISTED, day)
                listed += 1
        return await _say_list(unit, tick.charter, day) if listed else SILENCE

    await tick.act(unit)
    return texts.sent(listed)


async def _takes_turn(unit: Unit, day: date, now: datetime) -> bool:
    """Take one of the day's turns; there are none on days off."""
    if not (await unit.calendar.load()).is_working_day(day):
        return False
    for number in range(A_DAY):
        if await unit.occasions.take(announcing.turn_key(day, number), now):
            return True
    return False


# --- a message of its own -----------------------------------------------------------------


async def _say_single(unit: Unit, charter: Charter, post: Post) -> Reply:
    announced = await _announced(unit, charter, post.id)
    if announced is None:
        return SILENCE
    return _say(charter, texts.single(announced), announced_subject(post.id))


async def _follow_single(unit: Unit, charter: Charter, post: Post) -> Reply:
    subject = announced_subject(post.id)
    announced = await _announced(unit, charter, post.id)
    if not await unit.announcements.take_back(subject):
        if announced is None:
            return _edit(charter, texts.gone(), texts.gone_correction(post.id), subject)
        return _edit(charter, texts.single(announced), texts.corrected(announced), subject)
    if announced is not None:
        return _say(charter, texts.single(announced), subject)
    await _put_back(unit, post)
    return SILENCE


# --- the list of a day ----------------------------------------------------------------------


async def _say_list(unit: Unit, charter: Charter, day: date) -> Reply:
    numbers = await unit.announcements.list_of_day(day)
    if not numbers:
        return SILENCE
    posts = [await _announced(unit, charter, number) for number in numbers]
    return _say(charter, texts.listing(day, posts), announcing.list_subject(day))


async def _follow_list(unit: Unit, charter: Charter, day: date) -> Reply:
    subject = announcing.list_subject(day)
    numbers = await unit.announcements.list_of_day(day)
    if await unit.announcements.take_back(subject):
        for number in numbers:
            post = await unit.posts.get(number)
            if post is not None and not post.is_visible:
                await _put_back(unit, post)
        return await _say_list(unit, charter, day)
    posts = [await _announced(unit, charter, number) for number in numbers]
    correction = texts.corrected_listing(day, posts)
    return _edit(charter, texts.listing(day, posts), correction, subject)


async def _put_back(unit: Unit, post: Post) -> None:
    """Let what nobody was told of wait again, in case it is restored; or be silent for good."""
    if post.state in FINAL:
        await unit.announcements.forget(post.id)
    else:
        await unit.announcements.move(post.id, State.WAITING, None)


# --- both -------------------------------------------------------------------------------------


async def _announced(unit: Unit, charter: Charter, post_id: int) -> Announced | None:
    """Return what is told of a post, None where nobody may read it."""
    found = await unit.posts.visible(post_id)
    if found is None:
        return None
    post, version = found
    return Announced(
        number=post.id,
        title=version.content.title,
        topic=await topic_name(unit, version.content.topic),
        byline=await byline_of(unit, post),
        link=charter.deep_link(f"p_{post.id}"),
    )


def _say(charter: Charter, message: Message, subject: str) -> Reply:
    if charter.community_chat_id is None:
        return SILENCE
    say = Say(
        chat_id=charter.community_chat_id,
        message=message,
        lane=Lane.NOTICE,
        subject=subject,
        replace_key=subject,
        zone=charter.zone.key,
    )
    return Reply((say,))


def _edit(charter: Charter, message: Message, correction: Message, subject: str) -> Reply:
    """Edit what stands in the chat; where that fails the correction answers it."""
    if charter.community_chat_id is None:
        return SILENCE
    edit = Rewrite(
        chat_id=charter.community_chat_id,
        message=message,
        subject=subject,
        lane=Lane.NOTICE,
        replace_key=f"{subject}:edit",
        else_message=correction,
    )
    return Reply((edit,))
