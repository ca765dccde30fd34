"""Sharing: the form of a post, from its title to the preview; the same improves and revises."""

from dataclasses import replace
from datetime import date

from community import choosing_topic, links, privacy_guard
from community.folding import fold
from community.form import (
    Answers,
    Draft,
    Form,
    Input,
    Keep,
    Look,
    Picked,
    Step,
    Typed,
    Verdict,
    Wrong,
    is_saying,
)
from community.lines import clean
from community.reply import Message
from community.roles import Access
from community.sharing_draft import (
    body_of,
    body_problem,
    content_of,
    excess_problem,
    files_of,
    holds_identity,
    masked,
    may_go,
    number,
    personal_texts,
    problem,
    shortness_problem,
    title_problem,
    with_link,
    with_text,
    with_title,
    without_files,
    without_text,
    word,
)
from community.texts import post as post_texts
from community.texts import sharing as texts
from community.texts.post import Byline
from community.typed_text import cleaned

_SCHEME = "https://"


def is_change(answers: Answers) -> bool:
    """Say whether only what is wrong or picked is asked, and then the preview again."""
    return answers.get("changing") is True


def _is_asked(answers: Answers) -> bool:
    return not is_change(answers)


# --- title --------------------------------------------------------------------------------


def _ask_title(draft: Draft) -> Message:
    answers = draft.answers
    return texts.ask_title(
        draft.form,
        privacy_guard.mask(word(answers, "title")),
        call=word(draft.view, "call"),
        body=privacy_guard.mask(body_of(answers)),
        files=files_of(answers),
        is_change=is_change(answers),
    )


def _take_title(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        is_back = given.value == "back" and is_change(draft.answers)
        return Keep(draft.answers) if is_back else Wrong(texts.TYPE_TITLE)
    title = clean(given.text)
    wrong = title_problem(title)
    return Wrong(wrong) if wrong else Keep(with_title(draft.answers, title, given.message_id))


# --- body ---------------------------------------------------------------------------------


def _ask_body(draft: Draft) -> Message:
    answers = draft.answers
    body = body_of(answers)
    # What may be personal is not shown before its owner decided about it: screens are kept a while.
    return texts.ask_body(
        draft.form,
        privacy_guard.mask(body),
        len(body),
        files_of(answers),
        is_replaced=draft.view.get("anew") is True,
        has_enough=not shortness_problem(answers),
        over=number(draft.view, "over"),
    )


def _take_body(draft: Draft, given: Input) -> Verdict:
    answers = draft.answers
    if is_saying(given, "done", "selesai"):
        wrong = body_problem(answers)
        return Wrong(wrong) if wrong else Keep(answers)
    if isinstance(given, Typed):
        text = cleaned(given.text)
        if not text:
            return Wrong(texts.TAP_BODY)
        begun = without_text(answers) if draft.view.get("anew") is True else answers
        added = with_text(begun, text, given.message_id)
        wrong = excess_problem(added)
        return Wrong(wrong) if wrong else Look({}, added)
    match given.value:
        case "anew":
            return Look({}, without_text(answers))
        case "nofiles":
            return Look(draft.view, without_files(answers))
        case _:
            return Wrong(texts.TAP_BODY)


# --- link ---------------------------------------------------------------------------------


def read_link(typed: str) -> str | None:
    """Read one plain web address, completed as people leave it; None for anything else."""
    found = links.read(typed)
    if isinstance(found, links.Broken) and "://" not in typed:
        found = links.read(f"{_SCHEME}{typed.strip()}")
    return None if isinstance(found, links.Broken) or len(found) > 1 else found[0]


def _ask_link(draft: Draft) -> Message:
    link = privacy_guard.mask(word(draft.answers, "link"))
    return texts.ask_link(draft.form, link, is_change=is_change(draft.answers))


def _take_link(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked) and given.value == "back" and is_change(draft.answers):
        return Keep(draft.answers)
    if is_saying(given, "skip", "lewati") or is_saying(given, "skip", "tanpa tautan"):
        return Keep(with_link(draft.answers, "", 0))
    if isinstance(given, Picked):
        return Wrong(texts.BAD_LINK)
    link = read_link(given.text)
    if link is None:
        return Wrong(texts.BAD_LINK)
    return Keep(with_link(draft.answers, link, given.message_id))


# --- changing -----------------------------------------------------------------------------


def _take_change(draft: Draft, given: Input) -> Verdict:
    if is_saying(given, "back", "kembali"):
        return Keep(draft.answers)
    return Wrong(texts.TAP_CHANGE)


def moved(draft: Draft, given: Input) -> Draft | None:
    """Return where `Ubah`, and the picked field, lead; None for any other input."""
    if isinstance(given, Picked) and given.step != draft.step:
        return None
    if draft.step in (GUARD.name, PREVIEW.name) and is_saying(given, "change", "ubah"):
        return replace(draft, step=CHANGE.name, view={})
    field = _field(given) if draft.step == CHANGE.name else ""
    if not field:
        return None
    view: Answers = {"anew": True} if field == BODY.name else {}
    return replace(draft, step=field, answers={**draft.answers, "changing": True}, view=view)


def _field(given: Input) -> str:
    """Return the step of a field that was tapped, or typed."""
    if isinstance(given, Picked):
        return given.value if given.value in texts.FIELDS else ""
    return next((key for key, label in texts.FIELDS.items() if fold(label) == fold(given.text)), "")


def checked(form: Form, answers: Answers) -> Draft:
    """Return the draft at its preview, or where something is to be decided first."""
    return form.begin({**answers, "changing": True})


# --- privacy guard ------------------------------------------------------------------------


def _ask_guard(draft: Draft) -> Message:
    found = personal_texts(draft.answers)
    link = word(draft.answers, "link")
    hidden = [texts.LINK_GOES if one == link else privacy_guard.mask(one) for one in found]
    is_firm = holds_identity(draft.answers)
    return texts.ask_guard(draft.form, found, hidden or [""], is_firm=is_firm)


def _take_guard(draft: Draft, given: Input) -> Verdict:
    if is_saying(given, "mask", "samarkan"):
        hidden = masked(draft.answers)
        wrong = problem(hidden)  # masks may be longer than what they hide
        return Wrong(wrong) if wrong else Keep(hidden)
    if is_saying(given, "keep", "kirim apa adanya") and not holds_identity(draft.answers):
        return Keep({**draft.answers, "as_is": True})
    return Wrong(texts.TAP_GUARD)


# --- preview ------------------------------------------------------------------------------


def as_view(topic: str, byline: Byline, on: date) -> Answers:
    """Return what the preview needs: the topic's name, who signs it, and the day."""
    return {
        "topic": topic,
        "name": byline.name,
        "workplace": byline.workplace,
        "on": on.isoformat(),
    }


def _ask_preview(draft: Draft) -> Message:
    view, content = draft.view, content_of(draft.answers)
    on = word(view, "on")
    return texts.preview(
        draft.form,
        post_texts.post(
            content,
            word(view, "topic"),
            Byline(word(view, "name"), word(view, "workplace")),
            on=date.fromisoformat(on) if on else None,
        ),
        files=len(content.media),
        number=number(draft.answers, "post"),
    )


def _take_preview(draft: Draft, given: Input) -> Verdict:
    if not is_saying(given, "send", "kirim"):
        return Wrong(texts.TAP_PREVIEW)
    wrong = problem(draft.answers)
    return Wrong(wrong) if wrong else Keep(draft.answers)


def wants_files(draft: Draft, given: Input) -> bool:
    """Say whether the files below the preview are to be looked at."""
    return draft.step == PREVIEW.name and given == Picked(PREVIEW.name, "files")


TITLE = Step("title", _ask_title, _take_title, _is_asked)
BODY = Step("body", _ask_body, _take_body, _is_asked)
TOPIC = replace(choosing_topic.step(texts.HEADING, texts.TOPIC_QUESTION), applies=_is_asked)
LINK = Step("link", _ask_link, _take_link, _is_asked)
CHANGE = Step("change", lambda draft: texts.ask_change(draft.form), _take_change, lambda _: False)
GUARD = Step("guard", _ask_guard, _take_guard, lambda answers: not may_go(answers))
PREVIEW = Step("preview", _ask_preview, _take_preview)

_STEPS = (TITLE, BODY, TOPIC, LINK, CHANGE, GUARD, PREVIEW)
COLLECTING = frozenset({TITLE.name, BODY.name, TOPIC.name, LINK.name})
"""The steps that still ask for something: what comes besides is kept, and the step stays."""

FORM = Form("post", "tulisan", Access.MEMBER, _STEPS)
REVISION = Form("revision", "perbaikan tulisan", Access.MEMBER, _STEPS)
FORMS = {form.name: form for form in (FORM, REVISION)}
