"""Inline mode: `@bot kata` in any chat lists posts and published answers, to members only."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from community import lines
from community.incoming import InlineAsked
from community.privacy import NOTICE_VERSION
from community.reply import AnswerInline, InlineAnswer, InlineResult, Reply, SearchInline
from community.roles import Access, allows
from community.texts import inline as texts
from handlers import faq, post_screens
from handlers.question_writing import topic_name
from handlers.request import Request
from storage.search import POST, Hit
from storage.unit import Unit

KIND = "inline"
PAGE = 10  # ten of the longest texts stay far below what one request may hold (1 MiB)
MOST = 100  # results in all: who has scrolled so far needs other words
LONGEST_QUERY = 256  # characters, Bot API: InlineQuery
CACHE_SECONDS = 10
"""So long Telegram may answer the same words itself: enough for typing to and fro.

A post that is hidden or withdrawn is listed no longer than that.
"""

_OFFSET = re.compile(r"[0-9]{1,3}", re.ASCII)


async def search(request: Request) -> Reply:
    """Have a member's words searched for, on a snapshot; who has to answer the notice is told."""
    asked = _asked(request)
    if request.person.notice_version != NOTICE_VERSION:
        return _say(asked, texts.agree_first(request.charter.deep_link(texts.JOIN)))
    args = {
        "query": lines.clean(asked.query[:LONGEST_QUERY]),
        "offset": _offset(asked.offset),
        "link": request.charter.deep_link(""),
        "zone": request.charter.zone.key,
    }
    return Reply((SearchInline(query_id=asked.query_id, args=args, person_id=request.person.id),))


async def invite(request: Request) -> Reply:
    """Invite whoever is no member; their words are kept nowhere."""
    return _say(_asked(request), texts.join_first(request.charter.deep_link(texts.JOIN)))


async def make(unit: Unit, args: Mapping[str, Any], person_id: int | None) -> InlineAnswer:
    """List what is found, if whoever asked is a member still."""
    person = None if person_id is None else await unit.people.get(person_id)
    link = str(args["link"])
    if person is None or not allows(Access.MEMBER, person.state, person.role):
        return texts.join_first(link + texts.JOIN)
    query, offset = str(args["query"]), int(args["offset"])
    hits = await _hits(unit, query, offset)
    results = await _results(unit, hits[:PAGE], link, ZoneInfo(str(args["zone"])))
    if not results and offset == 0:
        return replace(texts.nothing(query, link + texts.ASK), cache_seconds=CACHE_SECONDS)
    further = offset + PAGE
    return InlineAnswer(
        results=results,
        next_offset=str(further) if len(hits) > PAGE and further < MOST else "",
        cache_seconds=CACHE_SECONDS,
    )


async def _hits(unit: Unit, query: str, offset: int) -> Sequence[Hit]:
    """Return a page and one more: of what fits the words, without words of the newest posts."""
    if query:
        return await unit.search.find(query, limit=PAGE + 1, offset=offset)
    newest = await unit.posts.list_visible(limit=PAGE + 1, offset=offset)
    return [Hit(POST, post.id, 0.0, "", "") for post in newest]


async def _results(
    unit: Unit, hits: Sequence[Hit], link: str, zone: ZoneInfo
) -> tuple[InlineResult, ...]:
    found = []
    for hit in hits:
        if hit.kind == POST:
            found.append(await _post(unit, hit, f"{link}p_{hit.number}", zone))
        else:
            found.append(await _answer(unit, hit, f"{link}q_{hit.number}"))
    return tuple(result for result in found if result is not None)


async def _post(unit: Unit, hit: Hit, link: str, zone: ZoneInfo) -> InlineResult | None:
    """List a post, if everybody may read it: the search is not asked whether they may."""
    visible = await unit.posts.visible(hit.number)
    if visible is None:
        return None
    post, version = visible
    on = post.published_at
    return texts.post(
        post.id,
        version.content,
        await topic_name(unit, version.content.topic),
        await post_screens.byline_of(unit, post),
        on=None if on is None else on.astimezone(zone).date(),
        snippet=hit.snippet,
        link=link,
    )


async def _answer(unit: Unit, hit: Hit, link: str) -> InlineResult | None:
    """List a published answer, as its asker agreed to it."""
    found = await unit.publications.published(hit.number)
    if found is None:
        return None
    words = await faq.body(unit, found)
    over = texts.excess(words)
    if over > 0:
        kept = texts.shortened(found.content.answer, over)
        words = await faq.body(unit, replace(found, content=replace(found.content, answer=kept)))
    question = found.content.question
    return texts.answer(hit.number, question, words, snippet=hit.snippet, link=link)


def _offset(asked: str) -> int:
    """Read the offset, which is ours; what is not counts as the beginning."""
    number = int(asked) if _OFFSET.fullmatch(asked) else 0
    return number if number < MOST else 0


def _asked(request: Request) -> InlineAsked:
    event = request.incoming.event
    if not isinstance(event, InlineAsked):
        raise TypeError("only inline queries come here")
    return event


def _say(asked: InlineAsked, answer: InlineAnswer) -> Reply:
    return Reply((AnswerInline(query_id=asked.query_id, answer=answer),))
