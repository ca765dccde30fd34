"""What the step of a topic is given: the topics as admins keep them, the likely ones first."""

from collections.abc import Sequence
from dataclasses import replace

from community import choosing_topic
from community.form import Draft
from handlers.request import Request


async def prepared(request: Request, draft: Draft, text: str, usual: Sequence[str] = ()) -> Draft:
    """Return a draft that stands at its topic with all there are, and those a text is about."""
    listed = await request.unit.topic_edits.load()
    return replace(draft, view=choosing_topic.as_view(listed, text, usual))
