"""`Turunkan`, on the card of what a trusted author published at once: nobody reported it."""

from community.answer_forms import text_of
from community.form import Answers, Draft, Input
from community.post_card import ChooseTakingDown, TakePostDown
from community.post_forms import TAKE_DOWN, post_of, version_of
from community.post_review import Task
from community.posts import Event
from community.question_refusals import Needs, Reason
from community.reply import SILENCE, Reply
from community.reporting import removal
from community.texts import post_review as texts
from community.texts import reporting as report_texts
from community.texts.common import not_done
from handlers import announcing, card_forms, post_cards
from handlers.post_review import as_it_stands, obstacle, tell_author, title_of
from handlers.request import Request
from storage.posts import Post


async def choose(request: Request, data: ChooseTakingDown) -> Reply:
    """`Turunkan`: list the reasons."""
    post = await request.unit.posts.get(data.post)
    refusal = await _obstacle(request, post, data.version)
    if post is None or refusal:
        return await as_it_stands(request, post, refusal)
    words = await post_cards.words(request, post)
    return request.show(texts.choose_taking_down(post.id, data.version, words))


async def take_down(request: Request, data: TakePostDown) -> Reply:
    """Take a post down for a reason of the list; `Lainnya` asks for words in private."""
    post = await request.unit.posts.get(data.post)
    refusal = await _obstacle(request, post, data.version)
    reason = removal(data.reason)
    if post is None or refusal or reason is None:
        return await as_it_stands(request, post, refusal)
    if reason.needs is not Needs.NOTHING:
        shown = await post_cards.show_tapped(request, post)
        answers: Answers = {"post": post.id, "version": data.version, "reason": reason.code}
        return await card_forms.open_form(request, TAKE_DOWN, answers) + shown
    after, told = await _end(request, post, reason, "")
    if after is None:
        return await as_it_stands(request, post)
    return await post_cards.refresh_tapped(request, after) + told


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the reason in words."""
    return await card_forms.fill(request, TAKE_DOWN, draft, given, _filled)


async def _filled(request: Request, answers: Answers) -> Reply:
    post = await request.unit.posts.get(post_of(answers))
    refusal = await _obstacle(request, post, version_of(answers))
    reason = removal(str(answers.get("reason")))
    if post is None or refusal or reason is None:
        return request.show(not_done(refusal or texts.GONE, text_of(answers)))
    after, told = await _end(request, post, reason, text_of(answers))
    if after is None:
        return request.show(not_done(texts.CHANGED, text_of(answers)))
    done = request.show(report_texts.removal_done(after.id))
    return done + told + await post_cards.refresh(request, after)


async def _obstacle(request: Request, post: Post | None, version: int) -> str:
    """Say why it cannot be taken down here; what is reported is decided with its reports."""
    refusal = await obstacle(request, post, version, Task.LOOK_OVER)
    if refusal or post is None:
        return refusal
    case = await request.unit.report_cases.open_of(post.id)
    return "" if case is None else texts.REPORTED


async def _end(
    request: Request, post: Post, reason: Reason, words: str
) -> tuple[Post | None, Reply]:
    """Take it down, write it into the trail, tell the author and the community."""
    unit, now, person = request.unit, request.now, request.person
    title = await title_of(request, post.id, post.version or 0)
    after = await unit.post_steps.end(
        post, Event.REMOVE, person.id, now, reason=reason.code, reason_text=words or None
    )
    if after is None:
        return None, SILENCE
    details: dict[str, str | int | bool | None] = {"post": post.id, "reason": reason.code}
    if post.person_id == person.id:
        details["own"] = True
    await unit.audit.note("post_removed", person.id, post.person_id, details, now)
    message = report_texts.removed(post.id, title, reason, words)
    told = await tell_author(request, after, message)
    return after, told + await announcing.changed(request, after)
