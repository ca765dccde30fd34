"""What a person is told when an update of theirs could not be handled."""

from community.forms import FORMS
from community.incoming import Incoming, Tap
from community.reply import SILENCE, Reply, Say, Toast
from community.texts import common
from storage.unit import Unit


async def explain(incoming: Incoming, unit: Unit, code: str) -> Reply:
    """Say that something broke, with the incident number, and ask the open step again."""
    if not incoming.is_private or incoming.chat is None or incoming.sender is None:
        return SILENCE
    person = await unit.people.find(incoming.sender.telegram_id)
    person_id = None if person is None else person.id
    says: list[Say | Toast] = []
    if isinstance(incoming.event, Tap):
        says.append(Toast(query_id=incoming.event.query_id))
    chat_id = incoming.chat.id
    says.append(Say(chat_id=chat_id, message=common.failure(code), person_id=person_id))
    if person is not None and person.draft is not None:
        form = FORMS.get(person.draft.form)
        step = None if form is None else form.step(person.draft.step)
        if step is not None:
            asked = step.ask(person.draft)
            says.append(Say(chat_id=chat_id, message=asked, person_id=person_id))
    return Reply(tuple(says))
