"""`/tanya`: the form of a question, from the first words to the receipt."""

from dataclasses import replace
from datetime import datetime, timedelta

from community import asking, forms, pasting, question_draft
from community.asking import FORM
from community.carrying import ALBUM_GAP, Carried, album_key, of_file, of_text
from community.form import Answers, Draft, Input
from community.incoming import Attachment, Command, Edited, Text
from community.landing import Target
from community.own_questions import AskAbout, AskAnew
from community.reply import Attached, Reply, Rewrite, Say
from community.texts import asking as texts
from community.working_time import WorkingTime
from handlers import asking_steps, cancelling, filling, landing, question_cards
from handlers.request import Request
from storage.question_entries import Kind
from storage.questions import Question

# --- beginning ----------------------------------------------------------------------------


async def ask(request: Request) -> Reply:
    """`/tanya`, `Bertanya`: begin a question, with what stands behind the command."""
    event = request.incoming.event
    if isinstance(event, Command) and event.argument:
        return await _ask_with(request, of_text(Text(event.argument, event.message_id)))
    return await _begin_or_offer(request, None)


async def ask_with_file(request: Request, event: Attachment) -> Reply:
    """`/tanya` in the caption of a file: begin a question with both."""
    return await _ask_with(request, of_file(event))


async def _ask_with(request: Request, carried: Carried) -> Reply:
    await request.unit.drafts.carry(request.person.id, carried, request.now)
    return await _begin_or_offer(request, carried)


async def ask_about(request: Request, data: AskAbout) -> Reply:
    """`Bertanya` below an answer to free text, which is carried into the form."""
    return await _begin_or_offer(request, await _carried(request, data.message))


async def ask_anew(request: Request, data: AskAnew) -> Reply:
    """`Tulis baru`: throw the half-filled question away and begin another."""
    return await _begin(request, await _carried(request, data.message))


async def _carried(request: Request, message_id: int) -> Carried | None:
    return await request.unit.drafts.carried(request.person.id, message_id)


async def _begin_or_offer(request: Request, carried: Carried | None) -> Reply:
    if await _is_begun(request):
        await request.unit.drafts.set_aside(request.person.id, request.now)
        message_id = 0 if carried is None else carried.message_id
        return request.show(texts.kept_draft(texts.ask_anew(message_id)))
    return await _begin(request, carried)


async def _is_begun(request: Request) -> bool:
    """Say whether a question was begun that is worth keeping."""
    begun = await filling.begun(request, FORM.name)
    return begun is not None and _is_written(begun)


def _is_written(draft: Draft) -> bool:
    return bool(question_draft.text_of(draft.answers) or question_draft.files_of(draft.answers))


async def _begin(request: Request, carried: Carried | None) -> Reply:
    """Open the form; another form that was open is kept, and that is said."""
    other = request.person.draft
    draft, sentence = FORM.begin(), ""
    if carried is not None:
        draft, sentence = _with_carried(request, draft, carried)
    if await _is_limit_reached(request):
        return await _keep_for_tomorrow(request, draft)
    await request.unit.drafts.drop_carried(request.person.id)
    await request.unit.drafts.open(request.person.id, draft, request.now)
    question = filling.ask(FORM, draft)
    if sentence:
        question = replace(question, text=f"{sentence}\n\n{question.text}")
    reply = _in_place(request, draft, request.show(question))
    if other is None or other.form == FORM.name:
        return reply
    return filling.with_draft_note(reply, forms.title(other.form))


async def _keep_for_tomorrow(request: Request, draft: Draft) -> Reply:
    """Keep what was written on a day that has no questions left."""
    if not _is_written(draft):
        return _limit(request, is_kept=False)
    await request.unit.drafts.drop_carried(request.person.id)
    if request.person.draft is not None and request.person.draft.form == FORM.name:
        await request.unit.drafts.set_aside(request.person.id, request.now)
    await request.unit.drafts.keep(request.person.id, draft, request.now)
    return _limit(request, is_kept=True)


def _with_carried(request: Request, draft: Draft, carried: Carried) -> tuple[Draft, str]:
    """Put what was sent before into the form, or say why it cannot be."""
    filled = replace(draft, answers=question_draft.of_carried(carried.parts, carried.files))
    text = question_draft.text_of(filled.answers)
    problem = question_draft.length_problem(text) if text or not carried.files else ""
    if not problem:
        return filled, ""
    if carried.files:
        return replace(draft, answers=question_draft.of_carried((), carried.files)), problem
    # The rest of a long paste may still follow.
    return pasting.noted(draft, carried.text, request.incoming.at), problem


# --- filling in ---------------------------------------------------------------------------


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take an answer to a step."""
    return _in_place(request, draft, await _fill(request, draft, given))


async def _fill(request: Request, draft: Draft, given: Input) -> Reply:
    if filling.is_cancelled(given):
        return await cancelling.cancel_form(request, draft.form)
    if asking.wants_change(draft, given):
        return await _shown(request, draft, asking.again(draft))
    if asking.is_solved(draft, given):
        await request.unit.drafts.discard(request.person.id, FORM.name)
        return request.show(texts.solved())
    opened = asking.opened_similar(draft, given)
    if opened is not None:
        return await _open_similar(request, opened)
    return await filling.fill(request, FORM, draft, given, _finish, prepare=asking_steps.prepared)


async def attach(request: Request, draft: Draft, attachment: Attachment) -> Reply:
    """Take a file, or a part of an album; its caption belongs to the question."""
    if len(question_draft.files_of(draft.answers)) >= question_draft.MOST_FILES:
        return _shown_late(request, draft, attachment, texts.TOO_MANY_FILES)
    answers, sentence = _captioned(draft, attachment)
    file = Attached(attachment.kind, attachment.file_id, album=attachment.album)
    becomes = Draft(FORM.name, asking.TEXT.name, question_draft.with_file(answers, file), {})
    await request.unit.drafts.save(request.person.id, draft, becomes, request.now)
    return _shown_late(request, becomes, attachment, sentence)


def _captioned(draft: Draft, attachment: Attachment) -> tuple[Answers, str]:
    caption = question_draft.cleaned(attachment.caption)
    if not caption:
        return question_draft.with_source(draft.answers, attachment.message_id), ""
    added = question_draft.with_text(draft.answers, caption, attachment.message_id)
    length = len(question_draft.text_of(added))
    if length > question_draft.MOST:
        kept = question_draft.with_source(draft.answers, attachment.message_id)
        return kept, texts.too_long(length)
    return added, ""


def _shown_late(request: Request, draft: Draft, attachment: Attachment, sentence: str) -> Reply:
    """Ask again below a file; below an album once, after its last part."""
    question = filling.ask(FORM, draft)
    if sentence:
        question = replace(question, text=f"{sentence}\n\n{question.text}")
    if attachment.album is None:
        return _in_place(request, draft, request.say(question))
    say = Say(
        chat_id=request.chat.id,
        message=question,
        person_id=request.person.id,
        replace_key=album_key(request.person.id, attachment.album),
        not_before=request.now + ALBUM_GAP,
    )
    return Reply((say,))


def _in_place(request: Request, draft: Draft, reply: Reply) -> Reply:
    """Let a screen take the place of an album's that is still on its way: it would be older."""
    album = question_draft.album_of(draft.answers)
    if album is None:
        return reply
    key, says = album_key(request.person.id, album), list(reply.says)
    for place, say in enumerate(says):
        if isinstance(say, Say | Rewrite) and say.chat_id == request.chat.id:
            says[place] = replace(say, replace_key=key)
            break
    return Reply(tuple(says))


async def follow_edit(request: Request, event: Edited) -> Reply | None:
    """Take an edit of a message that an unsent question is made of; None where it is another."""
    draft = request.person.draft
    if draft is None or draft.form != FORM.name or not request.incoming.is_private:
        return None
    if event.message_id not in question_draft.messages_of(draft.answers):
        return None
    text = question_draft.cleaned(question_draft.without_command(event.text))
    answers = question_draft.with_edit(draft.answers, text, event.message_id)
    problem = question_draft.length_problem(question_draft.text_of(answers))
    if problem:
        question = filling.ask(FORM, draft)
        return request.say(replace(question, text=f"{problem}\n\n{question.text}"))
    shown = await _shown(request, draft, Draft(FORM.name, asking.TEXT.name, answers, {}))
    return _in_place(request, draft, shown)


async def _shown(request: Request, draft: Draft, becomes: Draft) -> Reply:
    await request.unit.drafts.save(request.person.id, draft, becomes, request.now)
    return request.show(filling.ask(FORM, becomes))


async def late(request: Request) -> Reply:
    """Answer a tap below a question that was sent or thrown away."""
    return request.show(texts.nothing_to_send())


async def _open_similar(request: Request, number: int) -> Reply:
    """Open a published question; the draft is kept until its owner throws it away."""
    await request.unit.drafts.set_aside(request.person.id, request.now)
    screen = await landing.SCREENS["q"](request, request.person.id, Target("q", number))
    return request.show(replace(screen, buttons=(*texts.similar_rows(), *screen.buttons)))


# --- the last answer ----------------------------------------------------------------------


async def _finish(request: Request, answers: Answers) -> Reply:
    """Send the question; done twice it is sent once."""
    if await _is_limit_reached(request):
        await request.unit.drafts.set_aside(request.person.id, request.now)
        return _limit(request, is_kept=True)
    if not await request.unit.drafts.discard(request.person.id, FORM.name):
        return request.toast(texts.SENT_ALREADY.replace("<b>", "").replace("</b>", ""))
    question = await _add(request, answers)
    working = WorkingTime(await request.unit.calendar.load(), request.charter.zone)
    deadline = working.deadline(request.now, timedelta(hours=request.charter.sla_hours))
    choice = await request.unit.reminder_settings.choice(request.person.id)
    zone = choice.zone_of(request.charter.zone)
    receipt = request.show(texts.sent(question.id, deadline, zone))
    return receipt + await question_cards.announce(request, question)


async def _add(request: Request, answers: Answers) -> Question:
    unit, person_id, text = request.unit, request.person.id, question_draft.text_of(answers)
    question = await unit.questions.add(
        person_id,
        text,
        question_draft.topic_of(answers),
        is_anonymous=question_draft.is_anonymous(answers),
        now=request.now,
    )
    source = question_draft.source_of(answers)
    await unit.question_entries.add(
        question.id,
        Kind.QUESTION,
        person_id,
        text,
        now=request.now,
        attachments=question_draft.sent_files(answers),
        message=None if source is None else (request.chat.id, source),
    )
    await unit.question_parts.add(question.id, request.chat.id, question_draft.sources_of(answers))
    return question


# --- how many a day -----------------------------------------------------------------------


async def _is_limit_reached(request: Request) -> bool:
    begun = _midnight(request)
    asked = await request.unit.questions.count_since(request.person.id, begun)
    return asked >= request.charter.max_questions_a_day


def _midnight(request: Request) -> datetime:
    """Return when the calendar day of the community began."""
    there = request.now.astimezone(request.charter.zone)
    return there.replace(hour=0, minute=0, second=0, microsecond=0)


def _limit(request: Request, *, is_kept: bool) -> Reply:
    charter = request.charter
    tomorrow = _midnight(request) + timedelta(days=1)
    return request.show(
        texts.limit_reached(charter.max_questions_a_day, tomorrow, charter.zone, is_kept=is_kept)
    )
