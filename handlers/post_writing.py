"""What the cards of posts say, and where they stand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from community import post_review, question_time
from community.charter import Charter
from community.post_buttons import card_subject
from community.post_review import DECISIONS, Task, task
from community.posts import FINAL, WITHDRAWN, Event, Outcome
from community.reply import Message
from community.reporting import removal
from community.texts import post_card as texts
from community.texts.question_card import MODERATOR
from handlers.cards import Card
from handlers.post_screens import byline_of
from handlers.question_writing import office_of, topic_name, viewers_of
from storage.post_queue import Happened
from storage.post_versions import Version
from storage.posts import Post
from storage.unit import Unit

HISTORY = 5
_NO = frozenset({Event.REFUSE, Event.REFUSE_REVISION, Event.REMOVE})


async def write(unit: Unit, charter: Charter, post: Post, now: datetime) -> Card:
    """Gather what the cards of a post say, and where they stand."""
    versions = await unit.post_versions.list_of(post.id)
    shown = shown_version(post, versions)
    viewers = await viewers_of(unit, charter)
    words = await _words(unit, charter, post, versions, now)
    return Card(
        subject=card_subject(post.id),
        topic=shown.content.topic,
        topic_name=await topic_name(unit, shown.content.topic),
        chats=viewers.chats(post),
        viewers=viewers,
        is_open=task(post) is not Task.NOTHING,
        write=partial(_message, words),
        off_duty=texts.off_duty(post.id),
        files=() if words.written is None else shown.content.media,
    )


async def written(
    unit: Unit, charter: Charter, post: Post, shown: Version, now: datetime
) -> texts.Written:
    """Return a version as everybody reads it, or would."""
    return texts.Written(
        shown.content,
        await topic_name(unit, shown.content.topic),
        await byline_of(unit, post),
        (post.published_at or now).astimezone(charter.zone).date(),
    )


def shown_version(post: Post, versions: Sequence[Version]) -> Version:
    """Return the version that moderators look at: proposed, else published, else the newest.

    Behind one that was sent back there may be what was published at once, to be looked over.
    """
    is_published_looked_at = task(post) is Task.LOOK_OVER
    wanted = post.version if is_published_looked_at else post.proposed or post.version
    return next((one for one in versions if one.number == wanted), versions[-1])


def is_for_moderators(post: Post, shown: Version) -> bool:
    """Say whether moderators may read a version: not what was taken back, or deleted."""
    return post.state is not WITHDRAWN and bool(shown.content.title)


def _message(words: texts.Card, chat_id: int) -> Message:
    del chat_id  # the same words everywhere
    return texts.card(words)


async def _words(
    unit: Unit, charter: Charter, post: Post, versions: Sequence[Version], now: datetime
) -> texts.Card:
    shown = shown_version(post, versions)
    before = _before(post, shown, versions)
    office, limit = await office_of(unit, charter), question_time.limits(charter).answer
    history = await unit.post_queue.history(post.id, HISTORY)
    names = await _names(unit, history)
    last = history[-1] if history else None
    decision = last if last is not None and last.event in DECISIONS else None
    byline = await byline_of(unit, post)
    author = ", ".join(filter(None, (byline.name, byline.workplace))) or "–"
    return texts.Card(
        number=post.id,
        version=shown.number,
        state=post.state,
        task=task(post),
        written=await written(unit, charter, post, shown, now)
        if is_for_moderators(post, shown)
        else None,
        author=None if post.person_id is None else author,
        is_trusted=post.person_id is not None and await unit.trusted_authors.has(post.person_id),
        sent_at=shown.written_at,
        due_at=post_review.due_at(post, office, limit),
        is_late=post_review.is_late(post, office, limit, now),
        remark=_remark(post, versions, before, decision),
        is_no=decision is not None and decision.event in _NO,
        changes=() if before is None else _changes(before, shown),
        old_title=_old_title(before, shown),
        old_link=charter.deep_link(f"p_{post.id}") if _has_two(post) else None,
        decision=None if decision is None else _line(names, decision),
        history=[_line(names, one) for one in history],
        zone=charter.zone,
    )


def _before(post: Post, shown: Version, versions: Sequence[Version]) -> Version | None:
    """Return with what a proposed version is compared: what is published, or was sent back."""
    if task(post) is not Task.REVIEW:
        return None
    earlier = [one for one in versions if one.number < shown.number]
    published = [one for one in earlier if one.number == post.version]
    returned = [one for one in earlier if one.outcome is Outcome.RETURNED]
    return next(iter((*published, *returned[-1:])), None)


def _changes(before: Version, shown: Version) -> tuple[str, ...]:
    return post_review.changed_parts(before.content, shown.content) or ("tidak ada",)


def _old_title(before: Version | None, shown: Version) -> str:
    if before is None or before.content.title == shown.content.title:
        return ""
    return before.content.title


def _remark(
    post: Post, versions: Sequence[Version], before: Version | None, decision: Happened | None
) -> str:
    """Return what a moderator said about the version, or about the one before it."""
    if decision is not None and decision.event is Event.REMOVE:
        reason = removal(post.reason or "")
        return post.reason_text or ("" if reason is None else reason.label)
    if decision is not None and decision.event in _NO:
        refused = [one for one in versions if one.outcome is Outcome.REFUSED]
        return refused[-1].comment if refused else ""
    if post.state in FINAL:
        return ""
    asked = shown_version(post, versions) if post.is_returned else before
    return asked.comment if asked is not None and asked.outcome is Outcome.RETURNED else ""


def _has_two(post: Post) -> bool:
    """Say whether everybody reads another version than the card shows."""
    return post.is_visible and post.proposed is not None


async def _names(unit: Unit, history: Sequence[Happened]) -> Mapping[int, str]:
    """Name the moderators who decided something."""
    people = {one.actor_id for one in history if one.event in DECISIONS}
    wanted = {one for one in people if one is not None}
    known = await unit.queue.names(wanted)
    return {one: known.get(one, MODERATOR) for one in wanted}


def _line(names: Mapping[int, str], one: Happened) -> texts.Line:
    return texts.Line(one.at, one.event, names.get(one.actor_id or 0))
