"""What moderators decide on posts: `Setujui`, `Minta perbaikan`, `Tolak`, `Sudah ditinjau`."""

from community.answer_forms import text_of
from community.form import Answers, Draft, Input
from community.post_buttons import own_subject
from community.post_card import (
    ApprovePost,
    ChoosePostRefusal,
    LookOverPost,
    OpenQueuedPost,
    ReadWholePost,
    RefusePost,
    SendPostBack,
    ShowPostCard,
)
from community.post_forms import REFUSAL, SEND_BACK, post_of, reason_of, version_of
from community.post_refusals import by_code
from community.post_review import DECISIONS, Task, event_of, task
from community.posts import MODERATOR, REVIEW, Event
from community.question_refusals import Needs, Reason
from community.reply import SILENCE, Lane, Message, Reply, Say
from community.texts import post_card as card_texts
from community.texts import post_review as texts
from community.texts.common import not_done
from community.texts.question_card import MODERATOR as NAMELESS
from handlers import announcing, card_forms, post_cards, post_writing
from handlers.post_standing import standing_of
from handlers.request import Request
from storage.posts import Post

_COMMENT = 1_000  # characters that a version keeps


async def show(request: Request, data: ShowPostCard) -> Reply:
    """`Kembali`: show the card as it stands."""
    post = await request.unit.posts.get(data.post)
    if post is None:
        return request.toast(texts.GONE)
    return await post_cards.show_tapped(request, post)


async def open_queued(request: Request, data: OpenQueuedPost) -> Reply:
    """Say the card of a post anew, below the list."""
    post = await request.unit.posts.get(data.post)
    if post is None:
        return request.toast(texts.GONE) + request.below.say(texts.no_such(data.post))
    return await post_cards.say_card(request, post)


async def read_whole(request: Request, data: ReadWholePost) -> Reply:
    """`Baca utuh`: say a post that is too long for its card, as it will appear."""
    unit = request.unit
    post = await unit.posts.get(data.post)
    if post is None:
        return request.toast(texts.GONE)
    version = post_writing.shown_version(post, await unit.post_versions.list_of(post.id))
    if data.reported:  # readers object to what they read, not to what is proposed
        version = await unit.post_versions.get(post.id, post.version) or version
    if not post_writing.is_for_moderators(post, version):
        return request.toast(texts.over(post.id, post.state), alert=True)
    whole = await post_writing.written(unit, request.charter, post, version, request.now)
    return request.below.say(Message(whole.text()))


async def approve(request: Request, data: ApprovePost) -> Reply:
    """`Setujui`: everybody reads it from now on."""
    post = await request.unit.posts.get(data.post)
    refusal = await obstacle(request, post, data.version, Task.REVIEW)
    if post is None or refusal:
        return await as_it_stands(request, post, refusal)
    after = await request.unit.post_steps.approve(post, request.person.id, request.now)
    if after is None:
        return await as_it_stands(request, post)
    await _note_own(request, post, event_of(post, Event.APPROVE, Event.APPROVE_REVISION))
    title = await title_of(request, after.id, data.version)
    is_first = post.state is REVIEW
    words = (
        texts.told_published(after.id, title)
        if is_first
        else texts.told_revised(after.id, title, is_visible=after.is_visible)
    )
    told = await tell_author(request, after, words)
    announce = announcing.published if is_first else announcing.changed
    shown = await post_cards.refresh_tapped(request, after)
    return shown + told + await announce(request, after)


async def look_over(request: Request, data: LookOverPost) -> Reply:
    """`Sudah ditinjau`: what a trusted author published is fine."""
    post = await request.unit.posts.get(data.post)
    refusal = await obstacle(request, post, data.version, Task.LOOK_OVER)
    if post is None or refusal:
        return await as_it_stands(request, post, refusal)
    after = await request.unit.post_steps.look_over(post, request.person.id, request.now)
    if after is None:
        return await as_it_stands(request, post)
    await _note_own(request, post, Event.LOOK_OVER)
    return await post_cards.refresh_tapped(request, after)


async def ask_comment(request: Request, data: SendPostBack) -> Reply:
    """`Minta perbaikan`: ask, in private, what is to be improved."""
    post = await request.unit.posts.get(data.post)
    refusal = await obstacle(request, post, data.version, Task.REVIEW)
    if post is None or refusal:
        return await as_it_stands(request, post, refusal)
    answers: Answers = {"post": post.id, "version": data.version}
    return await card_forms.open_form(request, SEND_BACK, answers)


async def fill_comment(request: Request, draft: Draft, given: Input) -> Reply:
    """Take what is to be improved."""
    return await card_forms.fill(request, SEND_BACK, draft, given, _sent_back)


async def choose_refusal(request: Request, data: ChoosePostRefusal) -> Reply:
    """`Tolak`: show the reasons."""
    post = await request.unit.posts.get(data.post)
    refusal = await obstacle(request, post, data.version, Task.REVIEW)
    if post is None or refusal:
        return await as_it_stands(request, post, refusal)
    words = await post_cards.words(request, post)
    return request.show(texts.choose_reason(post.id, data.version, words))


async def refuse(request: Request, data: RefusePost) -> Reply:
    """Refuse for a reason of the list; one of them asks for words in private."""
    post = await request.unit.posts.get(data.post)
    refusal = await obstacle(request, post, data.version, Task.REVIEW)
    reason = by_code(data.reason)
    if post is None or refusal or reason is None:
        return await as_it_stands(request, post, refusal)
    if reason.needs is not Needs.NOTHING:
        shown = await post_cards.show_tapped(request, post)
        answers: Answers = {"post": post.id, "version": data.version, "reason": reason.code}
        return await card_forms.open_form(request, REFUSAL, answers) + shown
    after, told = await _refuse(request, post, reason, "")
    if after is None:
        return await as_it_stands(request, post)
    return await post_cards.refresh_tapped(request, after) + told


async def fill_reason(request: Request, draft: Draft, given: Input) -> Reply:
    """Take a reason in words."""
    return await card_forms.fill(request, REFUSAL, draft, given, _refused)


async def obstacle(request: Request, post: Post | None, version: int, wanted: Task) -> str:
    """Say why this person cannot decide now on the version that they read; empty when they can."""
    if post is None:
        return texts.GONE
    if MODERATOR not in standing_of(request, post):
        return texts.OWN
    now = task(post)
    shown = (post.proposed if now is Task.REVIEW else post.version) or 0
    if now is not Task.NOTHING and shown != version:
        return texts.newer(post.id, shown)
    return "" if now is wanted else await _what_happened(request, post)


async def as_it_stands(request: Request, post: Post | None, refusal: str = "") -> Reply:
    """Show the card as it is now, and say why nothing was done."""
    now = None if post is None else await request.unit.posts.get(post.id)
    if now is None:
        return request.toast(texts.GONE, alert=True)
    words = refusal or await _what_happened(request, now)
    return request.toast(words, alert=True) + await post_cards.show_tapped(request, now)


async def _what_happened(request: Request, post: Post) -> str:
    """Say who decided what, or where the post stands by now."""
    if task(post) is not Task.NOTHING:
        return texts.CHANGED
    for last in await request.unit.post_queue.history(post.id, 1):
        if last.event in DECISIONS and last.actor_id is not None:
            names = await request.unit.queue.names([last.actor_id])
            return texts.decided(post.id, last.event, names.get(last.actor_id, NAMELESS))
        if last.event in card_texts.EVENTS and post.is_visible:
            return texts.decided(post.id, last.event, None)
    return texts.over(post.id, post.state)


async def _sent_back(request: Request, answers: Answers) -> Reply:
    post = await request.unit.posts.get(post_of(answers))
    version, comment = version_of(answers), text_of(answers)[:_COMMENT]
    refusal = await obstacle(request, post, version, Task.REVIEW)
    if post is None or refusal:
        return request.show(not_done(refusal, comment))
    after = await request.unit.post_steps.send_back(post, request.person.id, request.now, comment)
    if after is None:
        return request.show(not_done(texts.CHANGED, comment))
    await _note_own(request, post, event_of(post, Event.RETURN, Event.RETURN_REVISION))
    title = await title_of(request, after.id, version)
    is_revision = post.state is not REVIEW
    words = texts.told_to_improve(after.id, title, comment, is_revision=is_revision)
    told = await tell_author(request, after, words)
    done = request.show(texts.sent_back(after.id, comment))
    return done + told + await post_cards.refresh(request, after)


async def _refused(request: Request, answers: Answers) -> Reply:
    post = await request.unit.posts.get(post_of(answers))
    refusal = await obstacle(request, post, version_of(answers), Task.REVIEW)
    reason, words = reason_of(answers), text_of(answers)[:_COMMENT]
    if post is None or refusal or reason is None:
        return request.show(not_done(refusal or texts.GONE, words))
    after, told = await _refuse(request, post, reason, words)
    if after is None:
        return request.show(not_done(texts.CHANGED, words))
    done = request.show(texts.refused(after.id, words))
    return done + told + await post_cards.refresh(request, after)


async def _refuse(
    request: Request, post: Post, reason: Reason, words: str
) -> tuple[Post | None, Reply]:
    """Refuse, and tell the author; what is kept of a reason without words is its label."""
    title = await title_of(request, post.id, post.proposed or 0)
    after = await request.unit.post_steps.refuse(
        post, request.person.id, request.now, reason.code, words or reason.label
    )
    if after is None:
        return None, SILENCE
    await _note_own(request, post, event_of(post, Event.REFUSE, Event.REFUSE_REVISION))
    is_revision = post.state is not REVIEW
    message = texts.told_refused(post.id, title, reason, words, is_revision=is_revision)
    return after, await tell_author(request, after, message)


async def tell_author(request: Request, post: Post, message: Message) -> Reply:
    """Tell the author in private, as Moderator CoP; nobody once their data are deleted."""
    author = None if post.person_id is None else await request.unit.people.get(post.person_id)
    if author is None:
        return SILENCE
    say = Say(
        chat_id=author.telegram_id,
        message=message,
        lane=Lane.NOTICE,
        person_id=author.id,
        subject=own_subject(post.id),
    )
    return Reply((say,))


async def title_of(request: Request, post_id: int, version: int) -> str:
    """Return the title of a version."""
    found = await request.unit.post_versions.get(post_id, version)
    return "" if found is None else found.content.title


async def _note_own(request: Request, post: Post, event: Event) -> None:
    """Write a decision on one's own post (a sole admin's) into the trail."""
    if post.person_id == request.person.id:
        details = {"post": post.id, "own": True}
        await request.unit.audit.note(
            f"post_{event}", request.person.id, None, details, request.now
        )
