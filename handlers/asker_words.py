"""What askers say about their questions, told to who holds them."""

from community.reply import SILENCE, Reply
from community.texts import replying
from handlers import answers
from handlers.request import Request
from storage.questions import Question


async def tell_holder(
    request: Request, question: Question, words: str, *, is_edited: bool = False
) -> Reply:
    """Tell the holder, in private, and bring the cards up to date."""
    holder = None
    if question.holder_id is not None and question.holder_id != request.person.id:
        holder = await request.unit.people.get(question.holder_id)
    told = SILENCE
    if holder is not None:
        message = replying.holder_told(question.id, words, is_edited=is_edited)
        told = answers.tell(holder, message, subject=f"told:{question.id}")
    return told + await answers.refresh(request, question)
