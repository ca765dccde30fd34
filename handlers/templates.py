"""`/templat`: the canned answers of the moderators."""

from community import forms, template_form
from community.answering import ListTemplates, OpenTemplate, RemoveTemplate, WriteTemplate
from community.form import Answers, Draft, Input
from community.paging import page
from community.reply import Reply
from community.template_form import FORM
from community.texts import templates as texts
from handlers import filling
from handlers.request import Request

A_PAGE = 10


async def open_templates(request: Request) -> Reply:
    """Show the first page."""
    return await _show(request, 0)


async def list_templates(request: Request, data: ListTemplates) -> Reply:
    """Turn the pages."""
    return await _show(request, data.page)


async def open_template(request: Request, data: OpenTemplate) -> Reply:
    """Open one."""
    found = await request.unit.templates.get(data.template)
    if found is None:
        return request.toast(texts.GONE) + await _show(request, 0)
    return request.show(texts.opened(found.id, found.title, found.text))


async def write(request: Request, data: WriteTemplate) -> Reply:
    """Ask for title and text; another form that was open is kept."""
    opened = await filling.open_form(request, template_form.begin(data.template))
    reply = request.show(filling.ask(FORM, opened))
    other = request.person.draft
    if other is None or other.form == FORM.name:
        return reply
    return filling.with_draft_note(reply, forms.title(other.form))


async def remove(request: Request, data: RemoveTemplate) -> Reply:
    """Delete one, after a second tap."""
    found = await request.unit.templates.get(data.template)
    if found is None:
        return request.toast(texts.GONE) + await _show(request, 0)
    if not data.is_sure:
        return request.show(texts.confirm_removing(found.id, found.title))
    await request.unit.templates.remove(found.id)
    return await _show(request, 0, texts.REMOVED)


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take title and text."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await _show(request, 0)
    return await filling.fill(request, FORM, draft, given, _save)


async def _save(request: Request, answers: Answers) -> Reply:
    """Write it down; one that was deleted meanwhile is new."""
    if not await request.unit.drafts.discard(request.person.id, FORM.name):
        return await _show(request, 0)
    number, by, now = template_form.number_of(answers), request.person.id, request.now
    title, text = str(answers.get("title")), str(answers.get("text"))
    templates = request.unit.templates
    if number == 0 or not await templates.change(number, title, text, by=by, now=now):
        await templates.add(title, text, by, now)
    return await _show(request, 0, texts.SAVED)


async def _show(request: Request, number: int, note: str = "") -> Reply:
    listed = [(one.id, one.title) for one in await request.unit.templates.list_all()]
    return request.show(texts.listed(page(listed, number, A_PAGE), note))
