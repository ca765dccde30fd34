"""`Laporkan`: members object to a post; three of them hide it until moderators decide."""

from community.form import Answers, Draft, Input
from community.posts import REPORTS_THAT_HIDE, Event, may, standing
from community.reply import SILENCE, Reply
from community.report_forms import REPORT, number
from community.reporting import OTHER, REASONS, ReportPost, SendReport
from community.roles import Access, allows
from community.texts import posts as post_texts
from community.texts import reporting as texts
from handlers import announcing, card_forms, filling, post_cards, report_cards
from handlers.request import Request
from storage.post_versions import Version
from storage.posts import Post


async def choose_reason(request: Request, data: ReportPost) -> Reply:
    """`Laporkan`: ask why."""
    found = await request.unit.posts.visible(data.post)
    if found is None:
        return request.show(post_texts.not_visible(data.post))
    if not _may(request, found[0]):
        return request.toast(texts.OWN, alert=True)
    return request.show(texts.choose_reason(data.post, found[1].content.title))


async def send(request: Request, data: SendReport) -> Reply:
    """Take a reason of the list; `Lainnya` asks for words first."""
    found = await _locked(request, data.post)
    if found is None or data.reason not in REASONS:
        return request.show(post_texts.not_visible(data.post))
    if not _may(request, found[0]):
        return request.toast(texts.OWN, alert=True)
    if data.reason == OTHER:
        return await filling.begin(request, REPORT.begin({"post": data.post}))
    return await _report(request, found, data.reason, "")


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the report in words."""
    return await card_forms.fill(request, REPORT, draft, given, _written)


async def _written(request: Request, answers: Answers) -> Reply:
    post_id = number(answers, "post")
    found = await _locked(request, post_id)
    if found is None or not _may(request, found[0]):
        return request.show(post_texts.not_visible(post_id))
    return await _report(request, found, OTHER, str(answers.get("text") or ""))


async def _locked(request: Request, post_id: int) -> tuple[Post, Version] | None:
    """Return what everybody reads of a post, which stays so until this unit has ended.

    A step in the same instant would else leave the third report without effect, or the case of a
    post that is over open for good.
    """
    await request.unit.posts.lock(post_id)
    return await request.unit.posts.visible(post_id)


def _may(request: Request, post: Post) -> bool:
    person = request.person
    is_member = allows(Access.MEMBER, person.state, person.role)
    return may(
        post.state,
        Event.REPORT,
        standing(is_author=post.person_id == person.id, is_member=is_member),
    )


async def _report(request: Request, found: tuple[Post, Version], reason: str, words: str) -> Reply:
    """Add a report to the case of a post, which is opened by the first one."""
    unit, now = request.unit, request.now
    post, version = found
    case, is_new = await unit.report_cases.open(post.id, now)
    if not await unit.report_cases.add(case.id, request.person.id, reason, words, now):
        return request.show(texts.known_already(post.id))
    await unit.posts.note(post.id, Event.REPORT, None, now)  # who reports stands in the case only
    told = SILENCE
    if await unit.report_cases.count(case.id) >= REPORTS_THAT_HIDE:
        hidden = await unit.posts.step(post, Event.HIDE, None, now)
        if hidden is not None:
            post = hidden
            told = await _hidden(request, post, version.content.title)
    received = request.show(texts.received(post.id))
    show = report_cards.announce if is_new else report_cards.refresh
    return received + await show(request, post, case) + told


async def _hidden(request: Request, post: Post, title: str) -> Reply:
    """Follow what three reports did: the trail, the announcement, the cards, the author."""
    await request.unit.audit.note(
        "post_hidden", None, post.person_id, {"post": post.id}, request.now
    )
    told = await tell_author(request, post, title)
    return told + await announcing.changed(request, post) + await post_cards.refresh(request, post)


async def tell_author(request: Request, post: Post, title: str) -> Reply:
    """Tell the author that a post is hidden for now; nobody is told once their data are gone."""
    author = None if post.person_id is None else await request.unit.people.get(post.person_id)
    if author is None:
        return SILENCE
    return request.tell(author.telegram_id, author.id, texts.hidden(post.id, title))
