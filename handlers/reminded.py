"""The reminder below which somebody tapped, shown again as it reads for them now."""

from datetime import date

from community.calendar import ONE_DAY
from community.incoming import Tap
from community.reply import SILENCE, Reply
from community.sessions import Session, reminder_subject
from community.texts import reminders as texts
from handlers import agendas
from handlers.request import Request
from storage.messages import Said

TAPPED_BACK = 31  # days of reminders whose buttons are still told apart


async def show_again(request: Request, session: Session) -> Reply:
    """Show the reminder below which somebody tapped, as it reads for them now.

    Silent when the tapped message is no reminder of the session's day: it is left as it is.
    """
    event = request.incoming.event
    if not isinstance(event, Tap) or event.message_id is None:
        return SILENCE
    choice = await request.unit.reminder_settings.choice(request.person.id)
    zone = choice.zone_of(request.charter.zone)
    day = session.day(zone)
    agenda = await agendas.of_day(request.unit, day, zone)
    if agenda is None or not await _is_reminder_of(request, day, event.message_id):
        return SILENCE
    attended = await request.unit.attendances.of_person(
        request.person.id, [one.id for one in agenda.sessions]
    )
    return request.show(texts.reminder(agenda, zone, attended))


async def _is_reminder_of(request: Request, day: date, message_id: int) -> bool:
    """Say whether a tapped message is the reminder of a day.

    One whose id was never learnt (its sending was in doubt) is adopted, unless it is known to be
    the reminder of another day: the session was moved away from it.
    """
    today = request.now.date()
    near = [today + ONE_DAY * back for back in range(2 - TAPPED_BACK, 2)]
    places = {(reminder_subject(one), request.chat.id): one for one in {*near, day}}
    known = await request.unit.messages.newest(list(places))
    days = {known_id: places[place] for place, known_id in known.items()}
    if message_id in days:
        return days[message_id] == day
    if (reminder_subject(day), request.chat.id) in known:
        return False
    said = Said(
        subject=reminder_subject(day),
        chat_id=request.chat.id,
        message_ids=(message_id,),
        person_id=request.person.id,
    )
    return await request.unit.messages.adopt(said, request.now)
