"""`/faq`: what is published, by topic; nothing else is ever opened here."""

from community import paging
from community.landing import Target
from community.publishing import A_PAGE, ListFaq, OpenFaq, OpenPublished
from community.reply import Message, Reply
from community.texts import faq as texts
from handlers.question_writing import topic_name, topics_of
from handlers.request import Request
from storage.publication import Publication
from storage.rules import Rule
from storage.unit import Unit


async def open_faq(request: Request) -> Reply:
    """Show the topics in which something is published."""
    counts = await request.unit.publications.list_topics()
    order = [topic.code for topic in await topics_of(request.unit)]
    known = sorted(counts, key=lambda code: order.index(code) if code in order else len(order))
    named = [(code, await topic_name(request.unit, code), counts[code]) for code in known]
    return request.show(texts.topics(named))


async def list_topics(request: Request, data: OpenFaq) -> Reply:
    """Go back to the topics."""
    del data
    return await open_faq(request)


async def list_topic(request: Request, data: ListFaq) -> Reply:
    """Show the questions of a topic."""
    unit = request.unit
    count = max(1, -(-await unit.publications.count_of_topic(data.topic) // A_PAGE))
    number = min(max(data.page, 0), count - 1)
    found = await unit.publications.list_of_topic(data.topic, limit=A_PAGE, offset=number * A_PAGE)
    shown = paging.Page(tuple((one.number, one.content.question) for one in found), number, count)
    return request.show(texts.listed(data.topic, await topic_name(unit, data.topic), shown))


async def open_published(request: Request, data: OpenPublished) -> Reply:
    """Open a published question in place."""
    back = ListFaq(topic=data.topic, page=data.page) if data.topic else None
    return request.show(await screen(request, request.person.id, data.question, back))


async def land(request: Request, person_id: int, target: Target) -> Message:
    """Open the question behind a deep link, for a member by now."""
    return await screen(request, person_id, target.number)


async def screen(
    request: Request, person_id: int, number: int, back: ListFaq | None = None
) -> Message:
    """Return the screen of a published question; of any other number only that it is none."""
    found = await request.unit.publications.published(number)
    if found is None:
        return texts.not_published(number)
    return texts.published(
        number,
        await topic_name(request.unit, found.topic),
        await body(request.unit, found),
        back=back,
        is_own=found.person_id == person_id,
        link=request.charter.deep_link(f"q_{number}"),
    )


async def _holding(unit: Unit, replaced: Rule) -> str:
    """Return what holds in place of a rule by now: what replaced it may be replaced itself."""
    seen, name = {replaced.name}, replaced.replaced_by or ""
    while (newer := await unit.rules.named(name)) is not None and newer.replaced_by is not None:
        if newer.name in seen or newer.replaced_by in seen:
            break  # they replace each other: somebody's mistake
        seen.add(newer.name)
        name = newer.replaced_by
    return name


async def body(unit: Unit, found: Publication) -> str:
    """Write what is published, with what became of the rules that it cites."""
    rules = [await unit.rules.get(number) for number in found.content.rules]
    replaced = {
        one.name: await _holding(unit, one)
        for one in rules
        if one is not None and one.replaced_by is not None
    }
    return texts.body(found.content, replaced=replaced, is_under_review=found.is_under_review)
