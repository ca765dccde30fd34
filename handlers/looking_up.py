"""`Lihat penanya`: an admin looks up who asked anonymously, for a reason that is kept."""

from community import workplace
from community.answer_forms import number_of, text_of
from community.form import Answers, Draft, Input
from community.question_card import LookUpAsker, asker_subject
from community.question_forms import LOOK_UP
from community.questions import Event
from community.reply import Message, Reply
from community.texts import question_forms as texts
from community.texts import question_steps as step_texts
from handlers import card_forms, question_cards
from handlers.question_steps import write_down
from handlers.request import Request
from storage.questions import Question


async def ask_why(request: Request, data: LookUpAsker) -> Reply:
    """`Lihat penanya`: ask the admin why."""
    question = await request.unit.questions.get(data.question)
    refusal = _obstacle_to_look_up(question)
    if question is None or refusal:
        shown = Reply() if question is None else await question_cards.show_tapped(request, question)
        return request.toast(refusal, alert=True) + shown
    return await card_forms.open_form(request, LOOK_UP, {"question": question.id})


def _obstacle_to_look_up(question: Question | None) -> str:
    """Say why nobody can be looked up; empty when somebody can."""
    if question is None:
        return step_texts.GONE
    if question.person_id is None:
        return texts.ASKER_ERASED
    return "" if question.is_anonymous else texts.NOT_ANONYMOUS


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the reason."""
    return await card_forms.fill(request, LOOK_UP, draft, given, _looked_up)


async def _looked_up(request: Request, answers: Answers) -> Reply:
    """Tell who asked; the look stands in the trail, its reason with the question."""
    unit = request.unit
    question = await unit.questions.get(number_of(answers))
    refusal = _obstacle_to_look_up(question)
    asker = None if question is None or refusal else question.person_id
    card = None if asker is None else await unit.members.card(asker)
    if question is None or card is None:
        return request.show(Message(refusal or texts.ASKER_ERASED))
    details = {"reason": text_of(answers)}
    after = await write_down(request, question, Event.LOOK_UP, details)
    if after is None:
        return request.show(Message(step_texts.CHANGED))
    await unit.audit.note(
        "asker_looked_up", request.person.id, asker, {"question": question.id}, request.now
    )
    place = "–" if card.profile is None else workplace.name(card.profile)
    told = texts.asker(question.id, card.name, place)
    shown = request.say(told, subject=asker_subject(question.id))
    return shown + await card_forms.refresh(request, after)
