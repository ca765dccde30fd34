"""`/jadwalbot`: admins see every job of the clock, and what became of the reminders."""

from datetime import date

from community.calendar import ONE_DAY, Calendar
from community.job_run import ReminderDay
from community.reply import Reply
from community.texts import job_board as texts
from handlers.request import Request

DAYS = 5  # working days of the reminders' log


async def open_jobs(request: Request) -> Reply:
    """Show all jobs, and the reminders of the last working days, newest first."""
    runs = await request.unit.job_runs.list_all()
    today = request.now.astimezone(request.charter.zone).date()
    last_days = _last_working_days(await request.unit.calendar.load(), today)
    days = {day: ReminderDay(day) for day in last_days}
    for slot in await request.unit.reminder_slots.list_log(min(days)):
        so_far = days.get(slot.day, ReminderDay(slot.day))  # a day may be off since it passed
        days[slot.day] = so_far.plus(slot.made, slot.missed, slot.reason, slot.outcomes or {})
    newest_first = [days[day] for day in sorted(days, reverse=True)]
    return request.show(
        texts.screen(runs, newest_first, now=request.now, zone=request.charter.zone)
    )


def _last_working_days(calendar: Calendar, today: date) -> list[date]:
    found: list[date] = []
    before = today + ONE_DAY
    while len(found) < DAYS:
        before = calendar.working_day_before(before)
        found.append(before)
    return found
