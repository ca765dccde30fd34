"""The day's reminder in the community's chat, once a working day."""

from datetime import date

from community.reminding import Slot, Stand
from community.reply import SILENCE, Lane, Reply, Say
from community.sessions import reminder_subject
from community.texts import reminders as texts
from handlers import agendas
from handlers.tick import Tick
from storage.unit import Unit


async def post(tick: Tick) -> str:
    """Post what is on today, at the community's hour or within the grace behind it."""
    chat_id = tick.charter.community_chat_id
    today = tick.now.astimezone(tick.charter.zone).date()
    slot = Slot(today, tick.charter.zone, tick.charter.reminder_time)
    grace = tick.charter.reminder_grace
    if chat_id is None or slot.stand(tick.now, grace) is not Stand.DUE:
        return ""
    said = False

    async def unit(unit: Unit) -> Reply:
        nonlocal said
        said = False  # a unit may run again
        agenda = await agendas.of_day(unit, today, tick.charter.zone)
        if agenda is None:
            return SILENCE
        if not await unit.occasions.take(occasion(today), tick.now):
            return SILENCE
        said = True
        return Reply(
            (
                Say(
                    chat_id=chat_id,
                    message=texts.community_post(agenda, tick.charter),
                    lane=Lane.NOTICE,
                    subject=reminder_subject(today),
                    expires_at=slot.expires_at(grace),
                    zone=tick.charter.zone.key,
                ),
            )
        )

    await tick.act(unit)
    return texts.POSTED if said else ""


def occasion(day: date) -> str:
    """Name the one post of a day."""
    return f"community:{day.isoformat()}"
