"""`/datasaya`: all that is held, as a summary and a file, and its deletion."""

import json
from collections.abc import Mapping

from community.my_data import AskErasure, ChooseErasure, Erase
from community.reply import SILENCE, File, Later, Reply
from community.roles import Role
from community.texts import my_data as texts
from community.texts.held import in_words
from handlers import applications, duty, post_erasure, question_cards
from handlers.request import Request
from storage.unit import Unit

KIND = "my_data"


async def open_my_data(request: Request) -> Reply:
    """Sum up what is held; the file follows."""
    person, unit = request.person, request.unit
    consent = await unit.consents.last(person.id)
    message = texts.summary(
        state=person.state,
        profile=await unit.profiles.get(person.id),
        reminders_on=await unit.reminder_settings.is_on(person.id),
        interests=len(await unit.profiles.list_interests(person.id)),
        agreed_at=consent.at if consent is not None and consent.is_given else None,
        looks=await unit.held.count_looks(person.id),
        looked_up=await unit.held.list_looked_up(person.id),
        zone=request.charter.zone,
    )
    duties = {"has_duties": person.role is not Role.NONE}
    file = Later(chat_id=request.chat.id, kind=KIND, args=duties, person_id=person.id)
    return request.show(message) + Reply((file,))


async def make(unit: Unit, args: Mapping[str, object], person_id: int | None) -> File | None:
    """Write the file with all that is held, if it is still held when the file is made."""
    if person_id is None:
        return None
    held = await unit.held.everything(person_id, has_duties=bool(args.get("has_duties")))
    if held is None:
        return None
    told = {title: [in_words(title, row) for row in rows] for title, rows in held.items()}
    content = json.dumps(
        {"penjelasan": list(texts.EXPLANATIONS), **told}, ensure_ascii=False, indent=2
    )
    return File(texts.FILE_NAME, content.encode(), texts.CAPTION)


async def choose_erasure(request: Request, data: ChooseErasure) -> Reply:
    """Offer the two ways of deleting."""
    del data
    role = request.person.role
    card = await request.unit.members.card(request.person.id)
    return request.show(
        texts.choose(
            backup_nights=request.charter.backup_nights,
            is_admin=role is Role.ADMIN,
            is_moderator=card is not None and card.is_moderator,
        )
    )


async def ask_erasure(request: Request, data: AskErasure) -> Reply:
    """Ask once more."""
    return request.show(texts.confirm(with_posts=data.with_posts))


async def erase(request: Request, data: Erase) -> Reply:
    """Delete all that is held about who asks; a second tap finds nothing and says the same."""
    person, unit = request.person, request.unit
    ended = await duty.end(request, person.id, person.telegram_id, "erased")
    released = await question_cards.release_claims(
        unit, request.charter, person.id, request.now, "erased"
    )
    asked = await question_cards.withdraw_all(unit, person.id, request.now)
    numbers = await unit.applications.list_of(person.id)
    posts = await unit.posts.numbers_of(person.id)
    await unit.publications.forget_asker(person.id, request.now, with_posts=data.with_posts)
    await unit.audit.note("erased", person.id, person.id, {}, request.now)
    await unit.erasures.erase(person.id, with_posts=data.with_posts, now=request.now)
    reply = request.show(
        texts.erased(
            backup_nights=request.charter.backup_nights, is_admin=person.role is Role.ADMIN
        )
    )
    for number in numbers:
        reply += await applications.rewrite_cards(request, number)
    reply += await question_cards.forget_asker(unit, request.charter, asked, request.now)
    reply += await post_erasure.forget_author(request, posts)
    return reply + released + (ended or SILENCE)
