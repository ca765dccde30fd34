"""Half-filled forms that were kept: go on with one, throw one away, ask its step again."""

from dataclasses import replace

from community.form import Draft
from community.forms import FORMS
from community.menu import DiscardDraft, ResumeDraft
from community.reply import Message, Reply
from community.roles import allows
from community.texts import common
from community.texts import menu as texts
from handlers import filling, menu
from handlers.request import Request


async def resume(request: Request, data: ResumeDraft) -> Reply:
    """Go on where the form was left; the newest one where none is named."""
    draft = await request.unit.drafts.resume(request.person.id, data.form, request.now)
    if draft is None:
        return request.toast(texts.DRAFT_GONE) + await menu.open_menu(request)
    question = ask(request, draft)
    if question is None:  # its form is gone, or is no longer this person's
        await request.unit.drafts.discard(request.person.id, draft.form)
        return request.toast(texts.DRAFT_GONE) + await menu.open_menu(request)
    return request.show(question)


async def discard(request: Request, data: DiscardDraft) -> Reply:
    """Throw a kept draft away; a second tap finds it gone and says so."""
    kept = [one.draft.form for one in await request.unit.drafts.list_kept(request.person.id)]
    form = data.form or next(iter(kept), "")
    gone = await request.unit.drafts.discard(request.person.id, form)
    toast = request.toast(texts.DRAFT_DISCARDED if gone else texts.DRAFT_GONE)
    return toast + await menu.open_menu(request)


def ask(request: Request, draft: Draft) -> Message | None:
    """Return the question at which a draft stands, None where it cannot be asked any more."""
    form = FORMS.get(draft.form)
    if form is None or not allows(form.access, request.person.state, request.person.role):
        return None
    return filling.ask(form, draft)


async def ask_again(request: Request) -> Reply:
    """Say that something is not supported; the form, if one is open, stays where it is."""
    draft = request.person.draft
    question = None if draft is None else ask(request, draft)
    if question is None:
        return request.say(common.unsupported())
    return request.say(replace(question, text=f"{common.UNSUPPORTED}\n\n{question.text}"))
