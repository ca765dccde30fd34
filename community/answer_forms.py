"""The forms of an answer in private and of what an asker adds to a question."""

from collections.abc import Sequence
from dataclasses import replace

from community import answer_parts
from community.answer_parts import Parts
from community.answering import ANSWER_LENGTH, FOLLOW_UP_LENGTH
from community.form import (
    Answers,
    Draft,
    File,
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
from community.privacy_guard import find, mask
from community.reply import Attached, Message
from community.roles import Access
from community.texts import answer_forms as texts


def number_of(answers: Answers) -> int:
    """Return the question that a draft is about."""
    number = answers.get("question")
    return number if isinstance(number, int) else 0


def text_of(answers: Answers) -> str:
    """Return what was typed so far."""
    return str(answers.get("text") or "")


def files_of(answers: Answers) -> tuple[Attached, ...]:
    """Return the files so far, in order."""
    value = answers.get("files")
    found = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return tuple(
        Attached(
            one["kind"] or "",
            one["file_id"] or "",
            one["caption"] or "",
            one["album"],
            one.get("words") or "",
            one.get("source") or "",
        )
        for one in found
    )


def with_file(answers: Answers, file: Attached, caption: str) -> Answers:
    """Add a file; its caption joins the text."""
    text = "\n\n".join(one for one in (text_of(answers), caption) if one)
    return {**with_text(answers, text), "files": _as_json((*files_of(answers), file))}


def message_of(answers: Answers) -> int:
    """Return the message in which the text was typed, 0 where it was not."""
    value = answers.get("message")
    return value if isinstance(value, int) else 0


def parts_of(answers: Answers) -> Parts:
    """Return the text with its files, message by message."""
    return answer_parts.parts_of(text_of(answers), files_of(answers))


def with_parts(answers: Answers, parts: Parts) -> Answers:
    """Return the answers with other words or files, which nobody said may go as they are."""
    return {**with_text(answers, parts.text), "files": _as_json(parts.files)}


def is_made_of(answers: Answers, message_id: int) -> bool:
    """Say whether a message is part of what was written so far."""
    is_typed = message_id == message_of(answers) != 0
    return is_typed or answer_parts.is_from(files_of(answers), message_id)


def with_text(answers: Answers, text: str) -> Answers:
    """Return the answers with another text, which nobody said may go as it is."""
    return {**answers, "text": text, "as_is": False}


def _as_json(files: Sequence[Attached]) -> list[File]:
    return [one.as_json() for one in files]


def _ask_content(draft: Draft) -> Message:
    titles, ids = draft.view.get("titles"), draft.view.get("ids")
    offered: tuple[tuple[int, str], ...] = ()
    if isinstance(titles, list) and isinstance(ids, list):
        offered = tuple(
            (one, str(title))
            for one, title in zip(ids, titles, strict=False)
            if isinstance(one, int)
        )
    return texts.compose(
        draft.form,
        number_of(draft.answers),
        mask(text_of(draft.answers)),  # what is shown is kept for weeks
        files=len(files_of(draft.answers)),
        templates=offered,
    )


def _ask_follow_up(draft: Draft) -> Message:
    is_missing = bool(draft.answers.get("is_missing"))
    return texts.ask_follow_up(draft.form, number_of(draft.answers), is_missing=is_missing)


def _take_content(draft: Draft, given: Input) -> Verdict:
    """Collect: typing sets the text, `Kirim` ends it."""
    if isinstance(given, Picked):
        if given.value != "send":
            return Look({})
        if not text_of(draft.answers) and not files_of(draft.answers):
            return Wrong(texts.NOTHING_YET)
        return Keep(draft.answers)
    text = given.text.strip()
    if not 0 < len(text) <= ANSWER_LENGTH:
        return Wrong(texts.too_long(len(text), ANSWER_LENGTH))
    written = Parts(text, tuple(replace(one, words="") for one in files_of(draft.answers)))
    return Look({}, {**with_parts(draft.answers, written), "message": given.message_id})


def _take_follow_up(draft: Draft, given: Input) -> Verdict:
    if not isinstance(given, Typed):
        return Wrong(texts.TYPE_IT)
    least, most = FOLLOW_UP_LENGTH
    text = given.text.strip()
    if not least <= len(text) <= most:
        return Wrong(texts.bad_length(len(text), least, most))
    return Keep({**with_text(draft.answers, text), "message": given.message_id})


def _take_guard(draft: Draft, given: Input) -> Verdict:
    """Take what becomes of personal data: masked, sent as they are, or typed anew."""
    if isinstance(given, Picked):
        match given.value:
            case "mask":
                masked = answer_parts.masked(parts_of(draft.answers))
                return Keep(with_parts(draft.answers, masked))
            case "raw":
                return Keep({**draft.answers, "as_is": True})
            case _:
                return Wrong(texts.TYPE_AGAIN)
    step = "content" if draft.form == ANSWER.name else "text"
    form = ANSWER if draft.form == ANSWER.name else FOLLOW_UP
    typed = form.step(step)
    verdict = (
        Wrong(texts.TYPE_IT) if typed is None else typed.take(replace(draft, step=step), given)
    )
    if isinstance(verdict, Wrong):
        return verdict
    answers = draft.answers if verdict.answers is None else verdict.answers
    return Look({}, answers) if needs_guard(answers) else Keep(answers)


def needs_guard(answers: Answers) -> bool:
    """Say whether the text holds personal data that nobody allowed to go."""
    return not answers.get("as_is") and bool(find(text_of(answers)))


def _ask_guard(draft: Draft) -> Message:
    return texts.guard(draft.form, number_of(draft.answers), text_of(draft.answers))


ANSWER = Form(
    "answer",
    "jawaban",
    Access.MODERATOR,
    (
        Step("content", _ask_content, _take_content),
        Step("guard", _ask_guard, _take_guard, needs_guard),
    ),
)
FOLLOW_UP = Form(
    "follow_up",
    "pertanyaan lanjutan",
    Access.MEMBER,
    (
        Step("text", _ask_follow_up, _take_follow_up),
        Step("guard", _ask_guard, _take_guard, needs_guard),
    ),
)
