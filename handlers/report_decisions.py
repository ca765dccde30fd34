"""What moderators decide on a reported post: it stays, it comes back, it is taken down."""

from dataclasses import dataclass

from community import workplace
from community.form import Answers, Draft, Input
from community.posts import HIDDEN, Event, may, standing
from community.question_refusals import Needs, Reason
from community.reply import SILENCE, Message, Reply
from community.report_forms import REMOVAL, number
from community.reporting import (
    ChoosePostRemoval,
    KeepReported,
    LookUpReporters,
    OpenReported,
    Outcome,
    RemovePost,
    ShowReports,
    removal,
)
from community.roles import Access, allows
from community.texts import report_card as card_texts
from community.texts import reporting as texts
from handlers import announcing, card_forms, cards, post_cards, queued_reports, report_cards
from handlers.request import Request
from storage.posts import Post
from storage.reports import Case

_OUTCOMES = {
    Event.KEEP: Outcome.KEPT,
    Event.RESTORE: Outcome.RESTORED,
    Event.REMOVE: Outcome.REMOVED,
}
_ACTIONS = {
    Event.KEEP: "post_kept",
    Event.RESTORE: "post_restored",
    Event.REMOVE: "post_removed",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be decided: on which words, and for which reason a post is taken down."""

    case: int
    version: int
    reason: Reason | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was taken."""

    post: Post
    case: Case


async def show(request: Request, data: ShowReports) -> Reply:
    """`Kembali`: show the card as it stands."""
    return await _as_it_stands(request, data.case)


async def open_queued(request: Request, data: OpenReported) -> Reply:
    """Say the card of a case anew, below the list."""
    case = await request.unit.report_cases.get(data.case)
    post = None if case is None else await request.unit.posts.get(case.post_id)
    if case is None or post is None:
        return request.toast(card_texts.GONE, alert=True)
    if not queued_reports.may_open(request, post):
        return request.toast(card_texts.OWN, alert=True)
    card = await report_cards.write(request.unit, request.charter, post, case)
    return cards.say_here(request, card)


async def keep(request: Request, data: KeepReported) -> Reply:
    """`Biarkan`, `Pulihkan`: everybody may read the post, as before."""
    decided = await _decide(request, Decision(data.case, data.version))
    if isinstance(decided, str):
        return await _as_it_stands(request, data.case, decided)
    return await _shown(request, decided) + await _told(request, decided, None, "")


async def choose_removal(request: Request, data: ChoosePostRemoval) -> Reply:
    """`Turunkan`: list the reasons."""
    case = await request.unit.report_cases.get(data.case)
    post = None if case is None else await request.unit.posts.get(case.post_id)
    refusal = _obstacle(request, post, case, data.version, Event.REMOVE)
    if refusal or post is None or case is None:
        return await _as_it_stands(request, data.case, refusal)
    card = await report_cards.write(request.unit, request.charter, post, case)
    await cards.adopt(request, card.subject)
    shown = card.write(request.chat.id)
    return request.show(card_texts.choose_removal(shown, case.id, data.version))


async def remove(request: Request, data: RemovePost) -> Reply:
    """Take a post down for a reason of the list; `Lainnya` asks for words in private."""
    reason = removal(data.reason)
    if reason is None:
        return await _as_it_stands(request, data.case)
    if reason.needs is Needs.TEXT:
        return await _ask_why(request, data, reason)
    decided = await _decide(request, Decision(data.case, data.version, reason))
    if isinstance(decided, str):
        return await _as_it_stands(request, data.case, decided)
    return await _shown(request, decided) + await _told(request, decided, reason, "")


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the reason in words."""
    return await card_forms.fill(request, REMOVAL, draft, given, _removed)


async def look_up(request: Request, data: LookUpReporters) -> Reply:
    """`Lihat pelapor`: tell an admin, in private; each look stands in the trail."""
    unit = request.unit
    case = await unit.report_cases.get(data.case)
    post = None if case is None else await unit.posts.get(case.post_id)
    if case is None or post is None:
        return request.toast(card_texts.GONE, alert=True)
    if post.person_id == request.person.id:
        return request.toast(card_texts.OWN_REPORTERS, alert=True)
    lines = []
    for one in await unit.report_cases.list_reports(case.id):
        card = await unit.members.card(one.person_id)
        if card is None:
            continue
        place = "–" if card.profile is None else workplace.name(card.profile)
        lines.append((card.name, place, one.reason))
        details = {"post": case.post_id}
        await unit.audit.note(
            "reporter_seen", request.person.id, one.person_id, details, request.now
        )
    told = request.below.tell(
        request.person.telegram_id,
        request.person.id,
        card_texts.reporters(case.post_id, lines),
    )
    toast = "" if request.incoming.is_private else card_texts.IN_PRIVATE
    return request.toast(toast) + told


async def _ask_why(request: Request, data: RemovePost, reason: Reason) -> Reply:
    case = await request.unit.report_cases.get(data.case)
    post = None if case is None else await request.unit.posts.get(case.post_id)
    refusal = _obstacle(request, post, case, data.version, Event.REMOVE)
    if refusal or case is None:
        return await _as_it_stands(request, data.case, refusal)
    answers: Answers = {
        "post": case.post_id,
        "case": case.id,
        "version": data.version,
        "reason": reason.code,
    }
    asked = await card_forms.open_form(request, REMOVAL, answers)
    return asked + await _as_it_stands(request, data.case)


async def _removed(request: Request, answers: Answers) -> Reply:
    reason, words = removal(str(answers.get("reason"))), str(answers.get("text") or "")
    if reason is None:
        return request.show(Message(card_texts.GONE))
    decision = Decision(number(answers, "case"), number(answers, "version"), reason, words)
    decided = await _decide(request, decision)
    if isinstance(decided, str):
        return request.show(Message(decided))
    done = request.show(texts.removal_done(decided.post.id))
    done += await report_cards.refresh(request, decided.post, decided.case)
    return done + await _told(request, decided, reason, words)


# --- deciding -----------------------------------------------------------------------------


async def _decide(request: Request, decision: Decision) -> Decided | str:
    """Take the step that a decision is; returns why not where it cannot be taken (any more)."""
    unit, now, person = request.unit, request.now, request.person
    known = await unit.report_cases.get(decision.case)
    # Of two decisions the second waits. The post comes first, as for whoever reports it.
    post = None if known is None else await unit.posts.lock(known.post_id)
    case = await unit.report_cases.lock(decision.case)
    event = _event(post, decision)
    refusal = _obstacle(request, post, case, decision.version, event)
    if refusal or post is None or case is None:
        return refusal or card_texts.GONE
    if decision.reason is None:
        becomes = await unit.posts.step(post, event, person.id, now)
    else:
        becomes = await unit.post_steps.end(
            post,
            event,
            person.id,
            now,
            reason=decision.reason.code,
            reason_text=decision.words or None,
        )
    if becomes is None:
        return card_texts.CHANGED
    await unit.report_cases.decide(case.id, _OUTCOMES[event], person.id, now)
    details: dict[str, str | int | bool | None] = {"post": post.id}
    if decision.reason is not None:
        details["reason"] = decision.reason.code
    if post.person_id == person.id:
        details["own"] = True
    await unit.audit.note(_ACTIONS[event], person.id, post.person_id, details, now)
    return Decided(becomes, await unit.report_cases.get(case.id) or case)


def _event(post: Post | None, decision: Decision) -> Event:
    if decision.reason is not None:
        return Event.REMOVE
    return Event.RESTORE if post is not None and post.state is HIDDEN else Event.KEEP


def _obstacle(
    request: Request, post: Post | None, case: Case | None, version: int, event: Event
) -> str:
    """Say why this person cannot decide that now; empty when they can."""
    if case is None or post is None or not case.is_open:
        return card_texts.DECIDED
    person = request.person
    is_author = post.person_id == person.id
    actors = standing(
        is_author=is_author,
        is_on_duty=allows(Access.MODERATOR, person.state, person.role),
        is_sole_admin=request.charter.admin_ids == {person.telegram_id},
    )
    if not may(post.state, event, actors):
        return card_texts.OWN if is_author else card_texts.CHANGED
    return "" if post.version == version else card_texts.CHANGED


async def _as_it_stands(request: Request, case_id: int, refusal: str = "") -> Reply:
    """Show the card as it is now, and say why nothing was done."""
    case = await request.unit.report_cases.get(case_id)
    post = None if case is None else await request.unit.posts.get(case.post_id)
    if case is None or post is None:
        return request.toast(card_texts.GONE, alert=True)
    card = await report_cards.write(request.unit, request.charter, post, case)
    toast = request.toast(refusal, alert=True) if refusal else SILENCE
    return toast + await cards.show_tapped(request, card)


# --- telling ------------------------------------------------------------------------------


async def _shown(request: Request, decided: Decided) -> Reply:
    card = await report_cards.write(request.unit, request.charter, decided.post, decided.case)
    return await cards.rewrite_tapped(request, card)


async def _told(request: Request, decided: Decided, reason: Reason | None, words: str) -> Reply:
    """Tell the author and who reported; bring all that shows the post up to date."""
    post = decided.post
    told = await _tell_author(request, decided, reason, words)
    told += await report_cards.thank(request, decided.case)
    told += await announcing.changed(request, post)
    return told + await post_cards.refresh(request, post)


async def _tell_author(
    request: Request, decided: Decided, reason: Reason | None, words: str
) -> Reply:
    post = decided.post
    author = None if post.person_id is None else await request.unit.people.get(post.person_id)
    version = await request.unit.post_versions.get(post.id, post.version)
    if author is None or version is None:
        return SILENCE
    title = version.content.title
    if reason is not None:
        message = texts.removed(post.id, title, reason, words)
    elif decided.case.outcome is Outcome.RESTORED:
        message = texts.restored(post.id, title)
    else:
        message = texts.kept(post.id, title)
    return request.tell(author.telegram_id, author.id, message)
