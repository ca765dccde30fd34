"""The community's group: who asks to be let in, and groups that get another id."""

from community.incoming import JoinRequest, Migrated
from community.reply import SILENCE, LetIn, Reply, Say
from community.roles import State
from community.texts import groups as texts
from handlers.request import Request


async def answer_join_request(request: Request) -> Reply:
    """Let members in at once; tell everybody else how to become one."""
    event = request.incoming.event
    if not isinstance(event, JoinRequest) or request.chat.id != request.charter.community_chat_id:
        return SILENCE
    person = request.person
    if person.id == 0:  # whoever asks is remembered, so that their data can be deleted
        person = await request.unit.people.meet(person.telegram_id, request.now)
    if person.state is State.PENDING:
        waits = Say(chat_id=event.answer_chat_id, message=texts.waits(), person_id=person.id)
        return Reply((waits,))
    if person.state is not State.MEMBER:
        told = texts.join_first(request.charter.deep_link("gabung"))
        return Reply((Say(chat_id=event.answer_chat_id, message=told, person_id=person.id),))
    return Reply(
        (
            LetIn(chat_id=request.chat.id, telegram_id=person.telegram_id, person_id=person.id),
            Say(
                chat_id=event.answer_chat_id,
                message=texts.let_in(person.name),
                person_id=person.id,
            ),
        )
    )


async def follow_migration(request: Request) -> Reply:
    """Remember the id that a group became."""
    event = request.incoming.event
    if isinstance(event, Migrated):
        old_chat_id = event.old_chat_id or request.chat.id
        await request.unit.messages.add_alias(old_chat_id, event.new_chat_id)
    return SILENCE
