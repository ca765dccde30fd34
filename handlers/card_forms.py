"""What the forms that are opened from a card have in common."""

from dataclasses import replace

from community import forms
from community.form import Answers, Draft, Form, Input
from community.reply import Message, Reply, Say
from community.texts import question_forms as texts
from handlers import filling, question_cards
from handlers.request import Request
from storage.questions import Question


async def leave(request: Request) -> Reply:
    """Say that a form was left."""
    return request.show(texts.left())


async def show_late(request: Request) -> Reply:
    """Answer a tap on a form that is gone."""
    return request.show(texts.late())


async def fill(
    request: Request, form: Form, draft: Draft, given: Input, finish: filling.Finish
) -> Reply:
    """Take what was typed; the last answer goes to `finish`, once."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await leave(request)

    async def once(request: Request, answers: Answers) -> Reply:
        if not await request.unit.drafts.discard(request.person.id, form.name):
            return await show_late(request)  # the other tap was faster
        return await finish(request, answers)

    return await filling.fill(request, form, draft, given, once)


async def open_form(
    request: Request, form: Form, answers: Answers, note: str = "", view: Answers | None = None
) -> Reply:
    """Ask the first question of a form in the private chat of whoever tapped."""
    draft = await filling.open_form(request, replace(form.begin(answers), view=view or {}))
    question = filling.ask(form, draft)
    if note:
        question = Message(f"{note}\n\n{question.text}", question.buttons)
    person = request.person
    says = Reply((Say(chat_id=person.telegram_id, message=question, person_id=person.id),))
    if person.draft is not None and person.draft.form != form.name:
        says = filling.with_draft_note(says, forms.title(person.draft.form))
    toast = "" if request.incoming.is_private else texts.IN_PRIVATE
    return request.toast(toast) + says


async def refresh(request: Request, question: Question) -> Reply:
    """Bring the cards of a question up to date."""
    return await question_cards.refresh(request.unit, request.charter, question, request.now)


async def tell_asker(request: Request, question: Question, message: Message) -> Reply:
    """Tell the asker something; silent once their data are deleted."""
    if question.person_id is None:
        return Reply()
    asker = await request.unit.people.get(question.person_id)
    return Reply() if asker is None else request.tell(asker.telegram_id, asker.id, message)
