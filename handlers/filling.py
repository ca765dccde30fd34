"""Filling in a form: what every form does with an answer, whatever it asks."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from community import entry, joining, pasting
from community.folding import fold
from community.form import Answers, Draft, Finished, Form, Input, Refused, Stale, Typed, advance
from community.forms import FORMS, title
from community.privacy import Notice
from community.reply import Message, Reply, Rewrite, Say
from community.roles import allows
from community.texts import common
from community.texts import entry as entry_texts
from community.texts import joining as texts
from handlers.request import Request

Finish = Callable[[Request, Answers], Awaitable[Reply]]
Prepare = Callable[[Request, Draft], Awaitable[Draft]]
"""Gives a step's screen, through `draft.view`, what it shows besides the answers."""


async def open_form(request: Request, draft: Draft) -> Draft:
    """Keep a new draft and return it as it is asked."""
    prepared = await _prepared(request, draft)
    await request.unit.drafts.open(request.person.id, prepared, request.now)
    return prepared


async def begin(request: Request, draft: Draft) -> Reply:
    """Ask the first question of a form in place; another form that was open is kept, and named."""
    opened = await open_form(request, draft)
    reply = request.show(ask(FORMS[draft.form], opened))
    other = request.person.draft
    if other is None or other.form == draft.form:
        return reply
    return with_draft_note(reply, title(other.form))


async def fill(
    request: Request,
    form: Form,
    draft: Draft,
    given: Input,
    finish: Finish,
    *,
    prepare: Prepare | None = None,
) -> Reply:
    """Move a draft by one answer and ask what comes next; the last answer goes to `finish`."""
    outcome = advance(form, draft, given)
    if isinstance(outcome, Finished):
        return await finish(request, outcome.answers)
    if isinstance(outcome, Refused):
        return _refused(request, ask(form, draft), outcome.sentence)
    becomes = outcome.draft
    if becomes != draft:
        becomes = await (prepare or _prepared)(request, becomes)
    if becomes != draft and not await _saved(request, draft, becomes):
        return request.toast(texts.STALE)  # another tap moved the form, and has shown where it is
    toast = request.toast(texts.STALE if isinstance(outcome, Stale) else "")
    return toast + request.show(ask(form, becomes))


def ask(form: Form, draft: Draft) -> Message:
    """Return the question at which a draft stands."""
    step = form.step(draft.step) or form.step(form.begin(draft.answers).step)
    if step is None:
        raise LookupError(f"the form {form.name} has no steps")
    return step.ask(draft)


async def refuse_paste(request: Request, form: Form, draft: Draft, text: str) -> Reply:
    """Refuse a text that is longer than any answer, and whatever part of it follows at once."""
    at = request.incoming.at
    noted = pasting.noted(draft, text, at)
    await _saved(request, draft, noted)
    length = pasting.count(draft, text, at)
    return _refused(request, ask(form, noted), entry_texts.too_long(length))


async def list_kept(request: Request) -> list[Draft]:
    """List the half-filled forms that are worth offering again, newest first.

    One that stands at the privacy notice holds no answer, only the link that somebody came with.
    """
    kept = [one.draft for one in await request.unit.drafts.list_kept(request.person.id)]
    return [one for one in kept if one.step != joining.NOTICE.name and _is_open(request, one)]


async def begun(request: Request, form: str) -> Draft | None:
    """Return the half-filled draft of a form, open or kept; a form has one draft at most."""
    draft = request.person.draft
    if draft is not None and draft.form == form:
        return draft
    return next((one for one in await list_kept(request) if one.form == form), None)


def _is_open(request: Request, draft: Draft) -> bool:
    """Say whether a draft's form is there and still this person's: a duty may have ended."""
    form, person = FORMS.get(draft.form), request.person
    return form is not None and allows(form.access, person.state, person.role)


def is_cancelled(given: Input) -> bool:
    """Say whether somebody typed `Batal` instead of tapping it."""
    return isinstance(given, Typed) and fold(given.text) == "batal"


def notice_of(request: Request) -> Notice:
    """Return what the privacy notice tells about this community."""
    charter = request.charter
    return Notice(charter.controller_name, charter.controller_contact, charter.backup_nights)


def with_draft_note(reply: Reply, name: str) -> Reply:
    """Add to the first screen that a half-filled form is kept, and the way back to it."""
    says = list(reply.says)
    for place, say in enumerate(says):
        if isinstance(say, Say | Rewrite):
            message = replace(
                say.message,
                text=say.message.text + common.draft_kept(name),
                buttons=(*say.message.buttons, (common.resume_button(),)),
            )
            says[place] = replace(say, message=message)
            break
    return Reply(tuple(says))


async def _prepared(request: Request, draft: Draft) -> Draft:
    """Prepare the steps of joining."""
    if draft.step == joining.NOTICE.name:
        return replace(draft, view=joining.as_view(notice_of(request)))
    if draft.step == entry.DAYS.name:
        days = await request.unit.programme_days.load()
        return replace(draft, view=entry.as_view(days))
    if draft.step == entry.NAME.name and request.incoming.sender is not None:
        return replace(draft, view={"offered": entry.offered_name(request.incoming.sender.name)})
    return draft


async def _saved(request: Request, was: Draft, becomes: Draft) -> bool:
    return await request.unit.drafts.save(request.person.id, was, becomes, request.now)


def _refused(request: Request, question: Message, sentence: str) -> Reply:
    return request.show(replace(question, text=f"{sentence}\n\n{question.text}"))
