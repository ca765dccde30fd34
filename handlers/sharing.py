"""`/berbagi`: the form of a post, from the first word to the preview."""

from dataclasses import replace

from community import callback, forms, pasting, sharing, sharing_draft
from community.carrying import ALBUM_GAP, Carried, of_text
from community.form import Answers, Draft, Input
from community.incoming import Attachment, Command, Edited, Tap, Text
from community.lines import clean
from community.menu import OpenBelow
from community.programme_days import BERBAGI
from community.reply import Attached, Reply, Say, SendFiles
from community.sharing import BODY, COLLECTING, FORM, TITLE
from community.sharing_buttons import ShareAbout, ShareAnew
from community.texts import sharing as texts
from community.texts import sharing_sent as sent_texts
from community.typed_text import cleaned, without_command
from handlers import cancelling, filling, sharing_sent
from handlers.request import Request
from handlers.sharing_screens import prepared, said_above

# --- beginning ----------------------------------------------------------------------------


async def share(request: Request) -> Reply:
    """`/berbagi`, `Berbagi`: begin a post, with what stands behind the command as its body."""
    event = request.incoming.event
    if not isinstance(event, Command) or not event.argument:
        return await _begin_or_offer(request, None)
    carried = of_text(Text(event.argument, event.message_id))
    await request.unit.drafts.carry(request.person.id, carried, request.now)
    return await _begin_or_offer(request, carried)


async def share_about(request: Request, data: ShareAbout) -> Reply:
    """`Berbagi` below an answer to free text, which is carried into the form."""
    carried = await request.unit.drafts.carried(request.person.id, data.message)
    return await _begin_or_offer(request, carried)


async def share_anew(request: Request, data: ShareAnew) -> Reply:
    """`Tulis baru`: throw the half-written post away and begin another."""
    carried = await request.unit.drafts.carried(request.person.id, data.message)
    return await _begin(request, carried)


async def _begin_or_offer(request: Request, carried: Carried | None) -> Reply:
    begun = await filling.begun(request, FORM.name)
    if begun is None or not sharing_draft.is_begun(begun.answers):
        return await _begin(request, carried)
    await request.unit.drafts.set_aside(request.person.id, request.now)
    message_id = 0 if carried is None else carried.message_id
    return request.show(sent_texts.kept_draft(FORM.name, message_id))


async def _begin(request: Request, carried: Carried | None) -> Reply:
    """Open the form; another form that was open is kept, and that is said."""
    draft, sentence = FORM.begin(), ""
    if carried is not None:
        draft, sentence = _with_carried(request, draft, carried)
    if await sharing_sent.is_limit_reached(request):
        return await _keep_for_tomorrow(request, draft)
    await request.unit.drafts.drop_carried(request.person.id)
    draft = replace(draft, view={**draft.view, "call": await _prompt(request)})
    other = request.person.draft
    await request.unit.drafts.open(request.person.id, draft, request.now)
    reply = request.show(said_above(filling.ask(FORM, draft), sentence))
    if other is None or other.form == FORM.name:
        return reply
    return filling.with_draft_note(reply, forms.title(other.form))


async def _keep_for_tomorrow(request: Request, draft: Draft) -> Reply:
    """Keep what was written on a day that has no posts left."""
    is_kept = sharing_draft.is_begun(draft.answers)
    if is_kept:
        await request.unit.drafts.drop_carried(request.person.id)
        await request.unit.drafts.open(request.person.id, draft, request.now)
        await request.unit.drafts.set_aside(request.person.id, request.now)
    return sharing_sent.limit(request, FORM.name, is_kept=is_kept)


def _with_carried(request: Request, draft: Draft, carried: Carried) -> tuple[Draft, str]:
    """Put what was sent before into the form, or say why it cannot be."""
    answers: Answers = {}
    for message_id, words, file in carried.messages():
        if file is not None:
            captioned = Attached(file.kind, file.file_id, cleaned(words), file.album)
            answers = sharing_draft.with_file(answers, captioned, message_id)
        elif cleaned(words):
            answers = sharing_draft.with_text(answers, cleaned(words), message_id)
    problem = sharing_draft.excess_problem(answers)
    if problem:
        # The rest of a long paste may still follow.
        return pasting.noted(draft, carried.text, request.incoming.at), problem
    return replace(draft, answers=answers), ""


async def _prompt(request: Request) -> str:
    """Return the day's prompt, for whoever comes by the reminder or on the day itself.

    What it asks, that is: how to answer stands below it, in the form.
    """
    event = request.incoming.event
    is_reminded = isinstance(event, Tap) and isinstance(callback.unpack(event.data), OpenBelow)
    today = request.now.astimezone(request.charter.zone).isoweekday()
    if not is_reminded and today != BERBAGI:
        return ""
    days = await request.unit.programme_days.load()
    call = next((day.call for day in days if day.weekday == BERBAGI), "")
    asked, mark, _ = call.rpartition("?")
    return f"{asked}{mark}" if mark else call


# --- filling in ---------------------------------------------------------------------------


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take an answer to a step."""
    if filling.is_cancelled(given):
        return await cancelling.cancel_form(request, draft.form)
    becomes = sharing.moved(draft, given)
    if becomes is not None:
        return await _shown(request, draft, becomes)
    if sharing.wants_files(draft, given):
        return _files(request, draft)
    form = sharing.FORMS[draft.form]
    return await filling.fill(request, form, draft, given, sharing_sent.send, prepare=prepared)


def _files(request: Request, draft: Draft) -> Reply:
    """`Lampiran n` below the preview: send the files as readers will get them."""
    media = sharing_draft.files_of(draft.answers)
    files = SendFiles(chat_id=request.chat.id, files=media, person_id=request.person.id)
    return Reply((files,))


async def attach(request: Request, draft: Draft, attachment: Attachment) -> Reply:
    """Take a file, or a part of an album, at whatever step; nothing that was said is lost."""
    answers, sentence = _with_file(draft, attachment)
    if answers is draft.answers:
        becomes = draft
    elif draft.step in COLLECTING:
        becomes = replace(draft, answers=answers)
    else:
        becomes = await prepared(request, sharing.checked(sharing.FORMS[draft.form], answers))
    becomes = _with_note(becomes, draft, attachment, sentence)
    await request.unit.drafts.save(request.person.id, draft, becomes, request.now)
    return _shown_late(request, becomes, attachment)


def _with_file(draft: Draft, attachment: Attachment) -> tuple[Answers, str]:
    """Add a file; a caption that is too long is refused, the file is kept."""
    caption = cleaned(attachment.caption)
    file = Attached(attachment.kind, attachment.file_id, caption, attachment.album)
    message_id = attachment.message_id
    added = sharing_draft.with_file(draft.answers, file, message_id)
    problem = sharing_draft.excess_problem(added)
    if not problem:
        return added, ""
    bare = sharing_draft.with_file(draft.answers, replace(file, caption=""), message_id)
    if sharing_draft.excess_problem(bare):
        return draft.answers, problem
    return bare, f"{problem} {texts.WITHOUT_CAPTION}"


def _with_note(becomes: Draft, was: Draft, attachment: Attachment, sentence: str) -> Draft:
    """Keep what was refused of an album until its last part shows the screen."""
    album = attachment.album or ""
    before = sharing_draft.word(was.view, "note")
    is_same = bool(album) and sharing_draft.word(was.view, "note_album") == album
    notes = [before] if is_same and before else []
    note = "\n".join([*notes, *([sentence] if sentence and sentence not in notes else [])])
    return replace(becomes, view={**becomes.view, "note": note, "note_album": album})


def _shown_late(request: Request, draft: Draft, attachment: Attachment) -> Reply:
    """Ask again below a file; below an album once, after its last part."""
    note = sharing_draft.word(draft.view, "note")
    if draft.step in COLLECTING and draft.step not in (TITLE.name, BODY.name):
        kept = texts.files_kept(sharing_draft.files_of(draft.answers))
        note = "\n".join(filter(None, (note, kept)))
    question = said_above(filling.ask(sharing.FORMS[draft.form], draft), note)
    if attachment.album is None:
        return request.say(question)
    say = Say(
        chat_id=request.chat.id,
        message=question,
        person_id=request.person.id,
        replace_key=f"album:{request.person.id}:{attachment.album}",
        not_before=request.now + ALBUM_GAP,
    )
    return Reply((say,))


# --- edits of what was sent ---------------------------------------------------------------


async def follow_edit(request: Request, event: Edited) -> Reply | None:
    """Take an edit of a message that an unsent post is made of; None where it is another."""
    draft = await _made_of(request, event.message_id)
    if draft is None:
        return None
    form = sharing.FORMS[draft.form]
    answers, problem = _edited(draft, event)
    if not problem and draft.step not in COLLECTING:
        problem = sharing_draft.problem(answers)
    if problem:
        return request.say(said_above(filling.ask(form, draft), problem))
    kept = {key: draft.view[key] for key in draft.view if key != "over"}
    becomes = replace(draft, answers=answers, view=kept)
    if draft.step not in COLLECTING:
        becomes = await prepared(request, sharing.checked(form, answers))
    other = request.person.draft
    await request.unit.drafts.open(request.person.id, becomes, request.now)
    reply = request.say(filling.ask(form, becomes))
    if other is None or other.form == draft.form:
        return reply
    return filling.with_draft_note(reply, forms.title(other.form))


async def _made_of(request: Request, message_id: int) -> Draft | None:
    """Return the unsent post that a message is part of, open or kept."""
    if not request.incoming.is_private or not request.person.is_member:
        return None
    for name in sharing.FORMS:
        draft = await filling.begun(request, name)
        if draft is not None and sharing_draft.is_part(draft.answers, message_id):
            return draft
    return None


def _edited(draft: Draft, event: Edited) -> tuple[Answers, str]:
    """Return the answers after an edit, and what is wrong with it."""
    answers, message_id = draft.answers, event.message_id
    text = cleaned(without_command(event.text))
    if message_id == sharing_draft.number(answers, "title_message"):
        title = clean(text)
        problem = sharing_draft.title_problem(title)
        return sharing_draft.with_title(answers, title, message_id), problem
    if message_id == sharing_draft.number(answers, "link_message"):
        link = sharing.read_link(text)
        problem = "" if link is not None else texts.BAD_LINK
        return sharing_draft.with_link(answers, link or "", message_id), problem
    edited = sharing_draft.with_edit(answers, text, message_id)
    return edited, sharing_draft.excess_problem(edited)


async def _shown(request: Request, draft: Draft, becomes: Draft) -> Reply:
    becomes = await prepared(request, becomes)
    await request.unit.drafts.save(request.person.id, draft, becomes, request.now)
    return request.show(filling.ask(sharing.FORMS[becomes.form], becomes))


async def late(request: Request) -> Reply:
    """Answer a tap below a post that was sent or thrown away."""
    return request.show(sent_texts.nothing_to_send())
