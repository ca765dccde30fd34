"""`Kirim`: a post, or another version of one, goes to the moderators or to everybody; once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from community import sharing, sharing_draft
from community.form import Answers, Draft
from community.posts import REVIEW, Content, Event, Outcome, may
from community.profile import Profile
from community.reply import Reply
from community.sharing import FORM, REVISION
from community.texts import sharing_sent as texts
from handlers import announcing, filling, post_cards
from handlers.post_standing import standing_of
from handlers.question_writing import office_of
from handlers.request import Request
from handlers.sharing_screens import prepared, said_above
from storage.posts import Post


async def send(request: Request, answers: Answers) -> Reply:
    """Send what the preview shows; done twice it is sent once."""
    if sharing_draft.number(answers, "post"):
        return await _send_again(request, answers)
    if await is_limit_reached(request):
        await request.unit.drafts.set_aside(request.person.id, request.now)
        return limit(request, FORM.name, is_kept=True)
    if not await request.unit.drafts.discard(request.person.id, FORM.name):
        return request.toast(texts.SENT_ALREADY)
    unit, person_id, now = request.unit, request.person.id, request.now
    is_trusted = await unit.trusted_authors.has(person_id)
    content = sharing_draft.content_of(answers)
    area = _area(await unit.profiles.get(person_id))
    post = await unit.posts.add(person_id, content, area=area, is_trusted=is_trusted, now=now)
    if post.is_visible:
        told = request.show(texts.published(post.id)) + await announcing.published(request, post)
    else:
        told = request.show(texts.sent(post.id, *await _deadline(request)))
    return told + await post_cards.announce(request, post)


def _area(profile: Profile | None) -> str | None:
    """Return where a practice comes from: a kabupaten/kota, or an agency of the province."""
    return None if profile is None else profile.area or profile.agency


async def _deadline(request: Request) -> tuple[datetime, ZoneInfo]:
    """Return by when moderators look at a post, and the zone in which its author reads it."""
    office = await office_of(request.unit, request.charter)
    deadline = office.deadline(request.now, timedelta(hours=request.charter.sla_hours))
    choice = await request.unit.reminder_settings.choice(request.person.id)
    return deadline, choice.zone_of(request.charter.zone)


# --- another version ----------------------------------------------------------------------


def may_revise(request: Request, post: Post) -> bool:
    """Say whether somebody may hand in another version of a post."""
    actors = standing_of(request, post)
    return any(may(post.state, event, actors) for event in (Event.RESUBMIT, Event.REVISE))


async def _send_again(request: Request, answers: Answers) -> Reply:
    unit, person_id, now = request.unit, request.person.id, request.now
    seen = await unit.posts.get(sharing_draft.number(answers, "post"))
    if seen is None or seen.person_id != person_id:
        await unit.drafts.discard(person_id, REVISION.name)
        return request.show(texts.not_found())
    if not may_revise(request, seen):
        return await _make_new(request, seen, answers)
    content = sharing_draft.content_of(answers)
    if await _is_unchanged(request, seen, content):
        return await _say_unchanged(request, answers)
    if not await unit.drafts.discard(person_id, REVISION.name):
        return request.toast(texts.SENT_ALREADY)
    is_trusted = await unit.trusted_authors.has(person_id)
    post = await unit.post_steps.revise(seen, content, person_id, now, is_trusted=is_trusted)
    if post is None:
        raise LookupError(f"post {seen.id} took no version that its state allows")
    if post.version != seen.version:
        told = request.show(texts.published_again(post.id))
        told += await announcing.changed(request, post)
    else:
        state = seen.state if post.version is not None else REVIEW
        told = request.show(texts.sent_again(post.id, state, *await _deadline(request)))
    return told + await post_cards.announce(request, post)


async def newest(request: Request, post: Post) -> Content | None:
    """Return what the newest version of a post says."""
    number = await request.unit.post_versions.newest(post.id)
    version = await request.unit.post_versions.get(post.id, number)
    return None if version is None else version.content


async def _is_unchanged(request: Request, post: Post, content: Content) -> bool:
    """Say whether a version says what stands or waits already, or what was refused last.

    What its author took back may be sent again as it was.
    """
    versions = await request.unit.post_versions.list_of(post.id)
    return any(
        one.content == content
        for one in versions
        if one.number in (post.version, post.proposed)
        or (one is versions[-1] and one.outcome is not Outcome.DROPPED)
    )


async def _say_unchanged(request: Request, answers: Answers) -> Reply:
    draft = await prepared(request, sharing.checked(REVISION, answers))
    return request.show(said_above(filling.ask(REVISION, draft), texts.UNCHANGED))


async def _make_new(request: Request, post: Post, answers: Answers) -> Reply:
    """Offer to send what was written about a post that is over as a new one; nothing is lost."""
    unit, person_id = request.unit, request.person.id
    begun = await filling.begun(request, FORM.name)
    if begun is not None and sharing_draft.is_begun(begun.answers):
        await unit.drafts.set_aside(person_id, request.now)
        return request.show(texts.cannot_revise(post.id, post.state))
    await unit.drafts.discard(person_id, REVISION.name)
    kept = {key: answers[key] for key in answers if key != "post"}
    draft: Draft = await prepared(request, sharing.checked(FORM, kept))
    await unit.drafts.open(person_id, draft, request.now)
    sentence = texts.becomes_new(post.id, post.state)
    return request.show(said_above(filling.ask(FORM, draft), sentence))


# --- how many a day -----------------------------------------------------------------------


async def is_limit_reached(request: Request) -> bool:
    """Say whether somebody has sent as many new posts as a day takes."""
    sent = await request.unit.posts.count_since(request.person.id, _midnight(request))
    return sent >= request.charter.max_posts_a_day


def _midnight(request: Request) -> datetime:
    """Return when the calendar day of the community began."""
    there = request.now.astimezone(request.charter.zone)
    return there.replace(hour=0, minute=0, second=0, microsecond=0)


def limit(request: Request, form: str, *, is_kept: bool) -> Reply:
    """Say that the day's posts are used up, and when the next may come."""
    charter = request.charter
    tomorrow = _midnight(request) + timedelta(days=1)
    return request.show(
        texts.limit_reached(form, charter.max_posts_a_day, tomorrow, charter.zone, is_kept=is_kept)
    )
