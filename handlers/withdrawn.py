"""Telling who held a question that its asker withdrew it."""

from datetime import datetime

from community.charter import Charter
from community.question_card import subject
from community.questions import NEW, OPEN
from community.reply import SILENCE, Lane, Reply, Say
from community.texts import question_card as texts
from handlers import desk
from handlers.question_writing import name_of
from storage.questions import Question
from storage.unit import Unit


async def tell_holder(unit: Unit, charter: Charter, before: Question, now: datetime) -> Reply:
    """Answer the card, where it stands, of a question that was held before it was withdrawn."""
    if before.state not in OPEN or before.state is NEW or before.holder_id is None:
        return SILENCE
    if before.holder_id == before.person_id:
        return SILENCE
    return await told(unit, charter, before, now)


async def told(unit: Unit, charter: Charter, question: Question, now: datetime) -> Reply:
    """Say to the holder of a question that it was withdrawn."""
    holder = await desk.on_duty(unit, charter, question.holder_id or 0, now)
    if holder is None:
        return SILENCE
    group = charter.moderator_chat_id
    if group is None:
        chat_id, message = holder.telegram_id, texts.withdrawn(question.id)
    else:
        name = await name_of(unit, charter, holder.person_id)
        chat_id, message = group, texts.withdrawn(question.id, (holder.telegram_id, name))
    says = Say(
        chat_id=chat_id,
        message=message,
        lane=Lane.NOTICE,
        person_id=holder.person_id if group is None else None,
        reply_to_subject=subject(question.id),
        thread_topic=None if group is None else question.topic,
        zone=charter.zone.key,
    )
    return Reply((says,))
