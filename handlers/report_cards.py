"""The cards on which reports of posts are decided: sent to moderators, kept up to date."""

from dataclasses import replace
from functools import partial

from community.charter import Charter
from community.posts import FINAL
from community.reply import SILENCE, Message, Reply
from community.reporting import Outcome, subject
from community.texts import report_card as texts
from community.texts import reporting as reporting_texts
from community.texts.question_card import MODERATOR
from handlers import cards
from handlers.cards import Card
from handlers.post_screens import byline_of
from handlers.question_writing import Viewers, office_of, topic_name, viewers_of
from handlers.request import Request
from storage.posts import Post
from storage.reports import Case
from storage.unit import Unit


async def announce(request: Request, post: Post, case: Case) -> Reply:
    """Put a new case before those who may decide."""
    office = await office_of(request.unit, request.charter)
    card = await write(request.unit, request.charter, post, case)
    return cards.announce(card, silent=not office.is_open(request.now))


async def refresh(request: Request, post: Post, case: Case) -> Reply:
    """Bring every card of a case up to date."""
    card = await write(request.unit, request.charter, post, case)
    return await cards.rewrite_all(request.unit, card)


async def follow(request: Request, post: Post) -> Reply:
    """Bring the cards about a post up to date, after something happened to it elsewhere.

    Where its author took it away there is nothing left to decide; who reported it is thanked.
    """
    unit = request.unit
    case = await unit.report_cases.open_of(post.id)
    if case is None:
        return SILENCE
    if post.state not in FINAL:
        return await refresh(request, post, case)
    locked = await unit.report_cases.lock(case.id)
    if locked is None:
        return SILENCE
    await unit.report_cases.decide(case.id, Outcome.WITHDRAWN, None, request.now)
    decided = await unit.report_cases.get(case.id) or case
    return await refresh(request, post, decided) + await thank(request, decided)


async def forget(request: Request, post: Post) -> Reply:
    """Take what was deleted off the cards about a post that were decided.

    A card that was still to be sent went with the author's data: where there is still something
    to decide, it is said anew.
    """
    reply = SILENCE
    for case in await request.unit.report_cases.list_of(post.id):
        if not case.is_open:
            reply += await refresh(request, post, case)
        elif post.state not in FINAL:
            reply += await _say_unsent(request, post, case)
    return reply


async def leave_desk(unit: Unit, charter: Charter, person_id: int) -> Reply:
    """Take what is to be decided from somebody whose duty ended."""
    reply = SILENCE
    for case in await unit.report_cases.list_open():
        post = await unit.posts.get(case.post_id)
        if post is not None:
            card = await write(unit, charter, post, case)
            reply += await cards.rewrite_of(unit, card, person_id)
    return reply


async def thank(request: Request, case: Case) -> Reply:
    """Tell those who reported a post, once, what came of it."""
    if case.outcome is None:
        return SILENCE
    reply = SILENCE
    message = reporting_texts.thanks(case.post_id, case.outcome)
    for one in await request.unit.report_cases.list_reports(case.id):
        reporter = await request.unit.people.get(one.person_id)
        if reporter is not None:
            reply += request.tell(reporter.telegram_id, reporter.id, message)
    return reply


async def write(unit: Unit, charter: Charter, post: Post, case: Case) -> Card:
    """Gather what the cards of a case say, and where they stand."""
    viewers = await viewers_of(unit, charter)
    return Card(
        subject=subject(case.id),
        topic=post.topic,
        topic_name=await topic_name(unit, post.topic),
        chats=viewers.chats(post),
        viewers=viewers,
        is_open=case.is_open,
        write=partial(_message, viewers, await _words(unit, charter, post, case)),
        off_duty=texts.off_duty(post.id),
    )


async def _say_unsent(request: Request, post: Post, case: Case) -> Reply:
    """Put a case before those who may decide and have no card of it."""
    card = await write(request.unit, request.charter, post, case)
    shown = {said.chat_id for said in await request.unit.messages.list_about(card.subject)}
    has_group = any(map(card.viewers.is_group, shown))
    unsent = {
        chat_id: person_id
        for chat_id, person_id in card.chats.items()
        if chat_id not in shown and not (has_group and card.viewers.is_group(chat_id))
    }
    return cards.announce(replace(card, chats=unsent), silent=True)


def _message(viewers: Viewers, words: texts.Card, chat_id: int) -> Message:
    looks_up = viewers.is_group(chat_id) or viewers.is_admin(chat_id)
    return texts.card(words, looks_up=looks_up)


async def _words(unit: Unit, charter: Charter, post: Post, case: Case) -> texts.Card:
    version = await unit.post_versions.get(post.id, post.version)
    reports = await unit.report_cases.list_reports(case.id)
    byline = await byline_of(unit, post)
    author = ", ".join(filter(None, (byline.name, byline.workplace))) or "–"
    return texts.Card(
        case=case.id,
        number=post.id,
        version=post.version or 0,
        state=post.state,
        author=None if post.person_id is None else author,
        title="" if version is None else version.content.title,
        body="" if version is None else version.content.body,
        files=0 if version is None else len(version.content.media),
        reasons=[one.reason for one in reports],
        words=[one.text for one in reports if one.text],
        opened_at=case.opened_at,
        outcome=case.outcome,
        decided_at=case.decided_at,
        decided_by=await _name(unit, case.decided_by),
        zone=charter.zone,
    )


async def _name(unit: Unit, person_id: int | None) -> str | None:
    if person_id is None:
        return None
    return (await unit.queue.names([person_id])).get(person_id, MODERATOR)
