"""`Akan saya replikasi`: promised, asked about, and told to the author once it runs elsewhere."""

from dataclasses import replace
from hashlib import blake2b

from community import marking, replicating, replicating_form
from community.form import Answers, Draft, Input
from community.post_buttons import OpenPost
from community.replicating import (
    ALIVE,
    Answer,
    AnswerReplication,
    CancelReplication,
    Replicate,
)
from community.reply import SILENCE, Lane, Message, Reply
from community.texts import inline as inline_texts
from community.texts import marking as mark_texts
from community.texts import posts as post_texts
from community.texts import replicating as texts
from community.texts.attending import noticed
from handlers import filling, post_screens, telling_authors
from handlers.request import Request
from storage.posts import Post
from storage.replications import Replication


async def replicate(request: Request, data: Replicate) -> Reply:
    """`Akan saya replikasi`: ask where; whoever promised already sees how it stands."""
    found = await request.unit.posts.visible(data.post)
    if found is None:
        return request.show(post_texts.not_visible(data.post))
    post, version = found
    me, back = request.person.id, marking.back_of(data.post, data.opened)
    if post.person_id == me:
        screen = await post_screens.screen(request, me, post.id, back)
        return request.toast(mark_texts.OWN, alert=True) + request.show(screen)
    promise = await request.unit.replications.get(post.id, me)
    if promise is not None and promise.state in ALIVE:
        return request.show(await _standing(request, promise, version.content.title, back))
    own = replicating.own_place(await request.unit.profiles.get(me))
    return await filling.begin(request, replicating_form.begin(data, own))


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the place."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await _show_post(request, replicating_form.back_of(draft.answers))
    return await filling.fill(request, replicating_form.FORM, draft, given, _promise)


async def _promise(request: Request, answers: Answers) -> Reply:
    """Write the promise down; the other of two taps finds nothing to do."""
    back, place = replicating_form.back_of(answers), replicating_form.place_of(answers)
    is_first = await request.unit.drafts.discard(request.person.id, replicating_form.FORM.name)
    found = await request.unit.posts.visible(back.post)
    if not is_first or place is None or found is None or found[0].person_id == request.person.id:
        return await _show_post(request, back)
    await request.unit.replications.promise(back.post, request.person.id, place, request.now)
    return await _show_post(request, back, texts.promised(place.name))


async def answer(request: Request, data: AnswerReplication) -> Reply:
    """Take how it goes, from the question or from one's own promise."""
    given = next((one for one in Answer if one.value == data.answer), None)
    found = await request.unit.posts.visible(data.post)
    if found is None:
        return request.show(post_texts.not_visible(data.post))
    post, version = found
    promise = await request.unit.replications.get(post.id, request.person.id)
    if promise is None or given is None:
        return request.show(texts.not_there(post.id))
    after = await _answered(request, post, promise, given)
    if after is None:
        return request.toast(texts.NOT_THERE) + request.show(texts.not_there(post.id))
    told = SILENCE
    if after.counts and not promise.counts:
        told = await _tell_author(request, post, version.content.title, after)
    screen = await _standing(
        request, after, version.content.title, OpenPost(post=post.id), texts.thanks(given)
    )
    return request.show(screen) + told


async def cancel(request: Request, data: CancelReplication) -> Reply:
    """`Batalkan`: take the promise back."""
    was_there = await request.unit.replications.cancel(data.post, request.person.id)
    note = texts.CANCELLED if was_there else texts.NOT_THERE
    return request.toast(note) + await _show_post(request, OpenPost(post=data.post), note)


async def _answered(
    request: Request, post: Post, promise: Replication, given: Answer
) -> Replication | None:
    state = replicating.after(promise.state, given)
    profile = None if post.person_id is None else await request.unit.profiles.get(post.person_id)
    of_author = {post.area or "", "" if profile is None else replicating.key_of(profile)}
    return await request.unit.replications.answer(
        promise,
        state,
        counts=replicating.counts(state, promise.workplace, of_author),
        is_asked_on=replicating.is_asked_on(given),
        now=request.now,
    )


async def _tell_author(request: Request, post: Post, title: str, promise: Replication) -> Reply:
    """Tell the author of the first word from an instansi that the practice runs there."""
    unit = request.unit
    if await unit.replications.runs_at(post.id, promise.workplace, besides=promise.person_id):
        return SILENCE
    instansi = blake2b(promise.workplace.encode(), digest_size=12).hexdigest()
    if not await unit.occasions.take(f"replicated:{post.id}:{instansi}", request.now):
        return SILENCE
    author = await telling_authors.listening(request, post)
    if author is None:
        return SILENCE
    interest = await unit.replications.interest(post.id, author.person_id)
    words = texts.runs_elsewhere(
        post.id, title, promise.where, mark_texts.reach_line(interest.reach)
    )
    return author.told(words, Lane.NOTICE)


async def _standing(
    request: Request, promise: Replication, title: str, back: OpenPost, note: str = ""
) -> Message:
    choice = await request.unit.reminder_settings.choice(request.person.id)
    return texts.standing(
        promise.post_id,
        title,
        promise.where,
        promise.state,
        ask_on=promise.ask_at,
        zone=choice.zone_of(request.charter.zone),
        back=back,
        note=note,
    )


async def _show_post(request: Request, back: OpenPost, note: str = "") -> Reply:
    """Show the post below what was done; only that where both are too long for one message."""
    screen = await post_screens.screen(request, request.person.id, back.post, back)
    shown = noticed(screen, note)
    if inline_texts.excess(shown.text) > 0:
        shown = replace(screen, text=f"<i>{note}</i>")
    return request.show(shown)
