"""Asking: the form from the first words to the preview, and the buttons around it."""

from dataclasses import replace

from community import choosing_topic, privacy_guard
from community.choosing_topic import words_in
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
)
from community.question_draft import (
    cleaned,
    files_of,
    is_anonymous,
    length_problem,
    masked,
    numbered_parts,
    sent_files,
    text_of,
    topic_of,
    with_text,
    without_decisions,
    without_text,
    without_topic,
    without_voice,
)
from community.reply import Message
from community.roles import Access
from community.texts import asking as texts

# --- text and files -----------------------------------------------------------------------


def _take_text(draft: Draft, given: Input) -> Verdict:
    answers = draft.answers
    if isinstance(given, Picked):
        return _take_button(draft, given.value)
    if fold(given.text) == "selesai":
        return _take_button(draft, "done")
    text = cleaned(given.text)
    begun = without_text(answers) if draft.view.get("anew") else answers
    added = with_text(begun, text, given.message_id)
    problem = length_problem(text_of(added))
    return Wrong(problem) if problem else Look({}, added)


def _take_button(draft: Draft, value: str) -> Verdict:
    answers = draft.answers
    match value:
        case "done":
            problem = length_problem(text_of(answers)) if text_of(answers) else texts.TEXT_FIRST
            return Wrong(problem) if problem else Keep(answers)
        case "topic":
            done = _take_button(draft, "done")
            return Keep(without_topic(answers)) if isinstance(done, Keep) else done
        case "anew":
            return Look({}, without_text(answers))
        case "nofiles":
            kept = [one for one in numbered_parts(answers) if one[1]]
            parts, messages = [part for _, part in kept], [message_id for message_id, _ in kept]
            return Look(draft.view, {**answers, "parts": parts, "messages": messages, "files": []})
        case _:
            return Wrong(texts.TEXT_FIRST)


def _ask_text(draft: Draft) -> Message:
    # What may be personal is not shown before its owner decided about it: screens are kept a while.
    shown = privacy_guard.mask(text_of(draft.answers))
    is_replaced = draft.view.get("anew") is True
    return texts.ask_text(
        shown,
        files_of(draft.answers),
        is_replaced=is_replaced,
        has_topic=bool(topic_of(draft.answers)),
    )


# --- similar questions --------------------------------------------------------------------


def offered_in(answers: Answers) -> list[int]:
    """Return the published questions that were offered before."""
    value = answers.get("offered")
    return [one for one in value if isinstance(one, int)] if isinstance(value, list) else []


def similar_in(draft: Draft) -> list[tuple[int, str]]:
    """Return the published questions on the screen."""
    numbers = draft.view.get("numbers")
    found = [one for one in numbers if isinstance(one, int)] if isinstance(numbers, list) else []
    return list(zip(found, words_in(draft, "titles"), strict=False))


def _ask_similar(draft: Draft) -> Message:
    return texts.ask_similar(similar_in(draft))


def _take_similar(draft: Draft, given: Input) -> Verdict:
    value = given.value if isinstance(given, Picked) else fold(given.text)
    if value not in ("send", "tetap kirim"):
        return Wrong(texts.TAP_SIMILAR)
    numbers = [number for number, _ in similar_in(draft)]
    return Keep({**draft.answers, "offered": [*offered_in(draft.answers), *numbers]})


def is_solved(draft: Draft, given: Input) -> bool:
    """Say whether `Ya, terjawab` was tapped, below a published question."""
    return draft.step == SIMILAR.name and given == Picked(SIMILAR.name, "solved")


def opened_similar(draft: Draft, given: Input) -> int | None:
    """Return the published question that `Ini sudah menjawab` stands for."""
    if draft.step != SIMILAR.name or not isinstance(given, Picked) or given.step != SIMILAR.name:
        return None
    what, _, number = given.value.partition(":")
    known = {str(one): one for one, _ in similar_in(draft)}
    return known.get(number) if what == "read" else None


# --- privacy guard ------------------------------------------------------------------------


def _is_found(answers: Answers) -> bool:
    return answers.get("as_is") is not True and bool(privacy_guard.find(text_of(answers)))


def _ask_guard(draft: Draft) -> Message:
    text = text_of(draft.answers)
    kinds = list(dict.fromkeys(finding.kind for finding in privacy_guard.find(text)))
    return texts.ask_guard(privacy_guard.mask(text), kinds)


def _take_guard(draft: Draft, given: Input) -> Verdict:
    value = given.value if isinstance(given, Picked) else fold(given.text)
    match value:
        case "mask" | "samarkan":
            return Keep(masked(draft.answers))
        case "keep" | "kirim apa adanya":
            return Keep({**draft.answers, "as_is": True})
        case _:
            return Wrong(texts.TAP_GUARD)


# --- preview ------------------------------------------------------------------------------


def is_undecided(answers: Answers) -> bool:
    """Say whether an anonymous question has files of which nobody said what is to become."""
    asks = is_anonymous(answers) and bool(without_voice(files_of(answers)))
    return asks and not isinstance(answers.get("with_files"), bool)


def _ask_preview(draft: Draft) -> Message:
    answers = draft.answers
    files = files_of(answers)
    return texts.preview(
        text_of(answers),
        topic=str(draft.view.get("topic", "")),
        files=files if is_undecided(answers) else sent_files(answers),
        is_anonymous=is_anonymous(answers),
        is_undecided=is_undecided(answers),
        leaves_voice=is_anonymous(answers) and files != without_voice(files),
    )


_SAID = {"kirim": "send", "tetap sertakan": "files", "tanpa lampiran": "nofiles"}


def _take_preview(draft: Draft, given: Input) -> Verdict:
    answers = draft.answers
    value = given.value if isinstance(given, Picked) else _SAID.get(fold(given.text), "")
    match value:
        case "anonymous" | "named":
            kept = {key: answers[key] for key in answers if key != "with_files"}
            return Look(draft.view, {**kept, "anonymous": value == "anonymous"})
        case "files" | "nofiles":
            return Look(draft.view, {**answers, "with_files": value == "files"})
        case "send" if is_undecided(answers):
            return Wrong(texts.TAP_FILES)
        case "send":
            return Keep(answers)
        case _:
            return Wrong(texts.TAP_PREVIEW)


def wants_change(draft: Draft, given: Input) -> bool:
    """Say whether `Ubah` was tapped or typed, where it stands."""
    if draft.step not in (GUARD.name, PREVIEW.name):
        return False
    if isinstance(given, Typed):
        return fold(given.text) == "ubah"
    return given.step == draft.step and given.value == "change"


def again(draft: Draft) -> Draft:
    """Return the draft back at its text, which the next message replaces."""
    kept = without_decisions(draft.answers)
    return replace(draft, step=TEXT.name, answers=kept, view={"anew": True})


TEXT = Step("text", _ask_text, _take_text)
TOPIC = choosing_topic.step(
    texts.HEADING, "Pertanyaan ini tentang apa?", lambda answers: not topic_of(answers)
)
SIMILAR = Step("similar", _ask_similar, _take_similar)
GUARD = Step("guard", _ask_guard, _take_guard, _is_found)
PREVIEW = Step("preview", _ask_preview, _take_preview)
FORM = Form(texts.FORM, "pertanyaan", Access.MEMBER, (TEXT, TOPIC, SIMILAR, GUARD, PREVIEW))
