"""`Impor riwayat`: admins paste series and reach from before the bot."""

from community import reach_history
from community.form import Answers, Draft, Input
from community.reach import ImportHistory
from community.reach_history import BadLine
from community.reply import Reply
from community.texts import reach_history as texts
from handlers import cancelling, filling
from handlers.request import Request


async def begin(request: Request, data: ImportHistory) -> Reply:
    """Ask for the lines."""
    del data
    names = [day.name for day in await request.unit.programme_days.load()]
    return await filling.begin(request, reach_history.FORM.begin({"names": names}))


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the lines, then the word to save them."""
    if filling.is_cancelled(given):
        return await cancelling.cancel_form(request, draft.form)
    return await filling.fill(request, reach_history.FORM, draft, given, _save)


async def show_late(request: Request) -> Reply:
    """Answer a tap on a form that is gone."""
    return request.show(texts.late())


async def _save(request: Request, answers: Answers) -> Reply:
    """Write the lines down, all or none."""
    if not await request.unit.drafts.discard(request.person.id, reach_history.FORM.name):
        return await show_late(request)  # the other tap was faster
    found = reach_history.pasted(answers)
    if isinstance(found, BadLine):
        return request.show(texts.refused(found.number, found.fault))
    person_id = request.person.id
    imported = await request.unit.reach.import_lines(found.lines, by=person_id, now=request.now)
    details = reach_history.trail(found.lines)
    await request.unit.audit.note("reach_imported", person_id, None, details, request.now)
    changes = texts.outcome(imported.new, imported.replaced, imported.same)
    return request.show(texts.saved(texts.sum_up(found.lines), changes))
