"""What the steps of a post's form show besides the answers: topics, and the preview."""

from dataclasses import replace

from community import sharing, sharing_draft
from community.form import Draft
from community.reply import Message
from community.sharing import BODY, PREVIEW, TOPIC
from community.texts import inline as inline_texts
from handlers import choosing_topic, filling, post_screens
from handlers.question_writing import topic_name
from handlers.request import Request

ROOM_BELOW = 120  # characters that a reader's screen may add below a post


async def prepared(request: Request, draft: Draft) -> Draft:
    """Give a step its topics or its preview; what fits no message goes back to its body."""
    if draft.step == TOPIC.name and "codes" not in draft.view:
        content = sharing_draft.content_of(draft.answers)
        return await choosing_topic.prepared(request, draft, f"{content.title}\n{content.body}")
    if draft.step == PREVIEW.name and "on" not in draft.view:
        return await _with_preview(request, draft)
    return draft


async def _with_preview(request: Request, draft: Draft) -> Draft:
    unit, answers = request.unit, draft.answers
    post = await unit.posts.get(sharing_draft.number(answers, "post"))
    on = request.now if post is None or post.published_at is None else post.published_at
    name = await topic_name(unit, sharing_draft.word(answers, "topic"))
    byline = await post_screens.byline(unit, request.person.id)
    view = sharing.as_view(name, byline, on.astimezone(request.charter.zone).date())
    shown = replace(draft, view=view)
    over = inline_texts.excess(filling.ask(sharing.FORMS[draft.form], shown).text) + ROOM_BELOW
    if over <= 0:
        return shown
    again = {**answers, "changing": True}
    return replace(draft, step=BODY.name, answers=again, view={"over": over})


def said_above(question: Message, sentence: str) -> Message:
    """Put a sentence above the question that is asked again, or in its place if it is too long."""
    if not sentence:
        return question
    both = f"{sentence}\n\n{question.text}"
    return replace(question, text=sentence if inline_texts.excess(both) > 0 else both)
