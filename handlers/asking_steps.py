"""What the steps of `/tanya` show besides the answers: topics, similar questions."""

from dataclasses import replace

from community import asking, question_draft
from community.asking import FORM
from community.form import Draft
from handlers import choosing_topic
from handlers.question_writing import topic_name
from handlers.request import Request
from handlers.similar import similar

LAST_ASKED = 5
"""Of so many questions before, the topics are offered where nothing fits."""


async def prepared(request: Request, draft: Draft) -> Draft:
    """Give a step its topics or similar questions; a step with nothing to ask is passed over."""
    if draft.step == asking.SIMILAR.name and not draft.view:
        draft = await _with_similar(request, draft)
    if draft.step == asking.TOPIC.name and not draft.view:
        text = question_draft.text_of(draft.answers)
        return await choosing_topic.prepared(request, draft, text, await _usual_topics(request))
    if draft.step == asking.PREVIEW.name and "topic" not in draft.view:
        name = await topic_name(request.unit, question_draft.topic_of(draft.answers))
        return replace(draft, view={"topic": name})
    return draft


async def _usual_topics(request: Request) -> list[str]:
    """Return the topics that this person asked about before, the newest first."""
    asked = await request.unit.questions.list_of(request.person.id, limit=LAST_ASKED, offset=0)
    return list(dict.fromkeys(one.topic for one in asked))


async def _with_similar(request: Request, draft: Draft) -> Draft:
    seen = asking.offered_in(draft.answers)
    text = question_draft.text_of(question_draft.masked(draft.answers))
    found = [one for one in await similar(request, text) if one.number not in seen]
    if found:
        numbers, titles = [one.number for one in found], [one.title for one in found]
        return replace(draft, view={"numbers": numbers, "titles": titles})
    following = FORM.after(asking.SIMILAR.name, draft.answers)
    return draft if following is None else replace(draft, step=following.name)
