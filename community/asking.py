"""Asking: the form from the first words to the preview, and the buttons around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from community import privacy_guard
from community.folding import fold
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
    Value,
    Verdict,
    Wrong,
)
from community.lines import clean, has_letters
from community.reply import Attached, Message
from community.roles import Access
from community.texts import asking as texts

LEAST, MOST = 3, 3_000
GAP = "\n\n"
MOST_FILES = 10  # as many as an album holds
_COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?\s*")


# --- what the answers hold ----------------------------------------------------------------


def text_of(answers: Answers) -> str:
    """Return the question so far: what was typed, message by message."""
    return joined(parts_of(answers))


def joined(parts: Iterable[str]) -> str:
    """Return the messages of a question as one text; a file without words adds nothing."""
    return GAP.join(part for part in parts if part)


def parts_of(answers: Answers) -> list[str]:
    """Return the texts of the messages that make the question, empty for a file without words."""
    value = answers.get("parts")
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


def messages_of(answers: Answers) -> list[int]:
    """Return the numbers of those messages, 0 where there is none that can be edited."""
    value = answers.get("messages")
    return [one for one in value if isinstance(one, int)] if isinstance(value, list) else []


def files_of(answers: Answers) -> tuple[Attached, ...]:
    """Return what was attached, in order."""
    value = answers.get("files")
    found = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return tuple(
        Attached(one["kind"] or "", one["file_id"] or "", one["caption"] or "", one["album"])
        for one in found
    )


def sent_files(answers: Answers) -> tuple[Attached, ...]:
    """Return what is sent along: an anonymous question takes no voice, files when confirmed."""
    files = files_of(answers)
    if not is_anonymous(answers):
        return files
    return without_voice(files) if answers.get("with_files") is True else ()


def without_voice(files: Sequence[Attached]) -> tuple[Attached, ...]:
    """Leave out what a person is known by."""
    return tuple(one for one in files if one.kind != "voice")


def is_anonymous(answers: Answers) -> bool:
    """Say whether nobody is to know who asks."""
    return answers.get("anonymous") is True


def topic_of(answers: Answers) -> str:
    """Return the code of the topic."""
    value = answers.get("topic")
    return value if isinstance(value, str) else ""


def source_of(answers: Answers) -> int | None:
    """Return the one message that is the question, which its asker may edit later."""
    messages = messages_of(answers)
    return messages[0] if len(messages) == 1 and messages[0] else None


def sources_of(answers: Answers) -> list[tuple[int, str]]:
    """Return the messages that can be edited later, each with its part of the question."""
    both = zip(messages_of(answers), parts_of(answers), strict=False)
    return [(message_id, part) for message_id, part in both if message_id]


def cleaned(text: str) -> str:
    """Return a text without what cannot be seen; its lines stay."""
    lines = [clean(line) for line in text.splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()


def without_command(text: str) -> str:
    """Return the question of an edited message that began with a command."""
    return text[found.end() :] if (found := _COMMAND.match(text)) else text


def with_text(answers: Answers, text: str, message_id: int) -> Answers:
    """Add what was typed; what was decided about the text before counts no more."""
    return {
        **_undecided(answers),
        "parts": [*parts_of(answers), text],
        "messages": [*messages_of(answers), message_id],
    }


def with_edit(answers: Answers, text: str, message_id: int) -> Answers:
    """Put an edited message in the place of what it said before."""
    parts, messages = parts_of(answers), messages_of(answers)
    parts[messages.index(message_id)] = text
    return {**_undecided(answers), "parts": parts}


def with_source(answers: Answers, message_id: int) -> Answers:
    """Note the message of a file without words: it may be given some later."""
    return {
        **answers,
        "parts": [*parts_of(answers), ""],
        "messages": [*messages_of(answers), message_id],
    }


def with_file(answers: Answers, file: Attached) -> Answers:
    """Add a file; whether it may go with an anonymous question is asked anew."""
    kept: list[File] = [one.as_json() for one in (*files_of(answers), file)]
    return {**{key: answers[key] for key in answers if key != "with_files"}, "files": kept}


def masked(answers: Answers) -> Answers:
    """Put the masked text in place of the raw one, which is kept nowhere."""
    return {**answers, "parts": masked_parts(parts_of(answers))}


def masked_parts(parts: Sequence[str]) -> list[str]:
    """Mask the messages of a question, also a number that was typed in two of them."""
    filled = iter(privacy_guard.mask_parts([part for part in parts if part], GAP))
    return [next(filled) if part else "" for part in parts]


def _undecided(answers: Answers) -> dict[str, Value]:
    return {key: answers[key] for key in answers if key not in ("as_is", "topic")}


def _without_text(answers: Answers) -> dict[str, Value]:
    files = [message_id for message_id, part in sources_of(answers) if not part]
    return {**_undecided(answers), "parts": [""] * len(files), "messages": files}


def length_problem(text: str) -> str:
    """Say what is wrong with a text's length, empty where it is fine."""
    if len(text) > MOST:
        return texts.too_long(len(text))
    if len(text) < LEAST or not has_letters(text):
        return texts.too_short(len(text))
    return ""


# --- text and files -----------------------------------------------------------------------


def _take_text(draft: Draft, given: Input) -> Verdict:
    answers = draft.answers
    if isinstance(given, Picked):
        return _take_button(draft, given.value)
    if fold(given.text) == "selesai":
        return _take_button(draft, "done")
    text = cleaned(given.text)
    begun = _without_text(answers) if draft.view.get("anew") else answers
    added = with_text(begun, text, given.message_id)
    problem = length_problem(text_of(added))
    return Wrong(problem) if problem else Look({}, added)


def _take_button(draft: Draft, value: str) -> Verdict:
    answers = draft.answers
    match value:
        case "done":
            problem = length_problem(text_of(answers)) if text_of(answers) else texts.TEXT_FIRST
            return Wrong(problem) if problem else Keep(answers)
        case "anew":
            return Look({}, _without_text(answers))
        case "nofiles":
            kept = [one for one in sources_of(answers) if one[1]]
            parts, messages = [part for _, part in kept], [message_id for message_id, _ in kept]
            return Look(draft.view, {**answers, "parts": parts, "messages": messages, "files": []})
        case _:
            return Wrong(texts.TEXT_FIRST)


def _ask_text(draft: Draft) -> Message:
    # What may be personal is not shown before its owner decided about it: screens are kept a while.
    shown = privacy_guard.mask(text_of(draft.answers))
    is_replaced = draft.view.get("anew") is True
    return texts.ask_text(shown, files_of(draft.answers), is_replaced=is_replaced)


# --- topic --------------------------------------------------------------------------------


def as_view(codes: Sequence[str], names: Sequence[str], suggested: Sequence[str]) -> Answers:
    """Return what the step of the topic needs: all topics, and those that are likely."""
    return {"codes": list(codes), "names": list(names), "suggested": list(suggested)}


def _topics(draft: Draft) -> dict[str, str]:
    return dict(zip(_words(draft, "codes"), _words(draft, "names"), strict=False))


def _words(draft: Draft, key: str) -> list[str]:
    value = draft.view.get(key)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _ask_topic(draft: Draft) -> Message:
    named = _topics(draft)
    page = draft.view.get("page")
    if isinstance(page, int):
        return texts.ask_other_topic(list(named.items()), page)
    return texts.ask_topic([(code, named.get(code, code)) for code in _words(draft, "suggested")])


def _take_topic(draft: Draft, given: Input) -> Verdict:
    named = _topics(draft)
    if isinstance(given, Typed):
        wanted = fold(given.text)
        found = [code for code, name in named.items() if wanted == fold(name)]
        return Keep({**draft.answers, "topic": found[0]}) if found else Wrong(texts.TAP_TOPIC)
    what, _, number = given.value.partition(":")
    if what == "page" and number.isdecimal() and len(number) < 6:
        return Look({**draft.view, "page": int(number)})
    if what == "likely":
        return Look({key: draft.view[key] for key in draft.view if key != "page"})
    if given.value in named:
        return Keep({**draft.answers, "topic": given.value})
    return Wrong(texts.TAP_TOPIC)


# --- similar questions --------------------------------------------------------------------


def offered_in(answers: Answers) -> list[int]:
    """Return the published questions that were offered before."""
    value = answers.get("offered")
    return [one for one in value if isinstance(one, int)] if isinstance(value, list) else []


def similar_in(draft: Draft) -> list[tuple[int, str]]:
    """Return the published questions on the screen."""
    numbers = draft.view.get("numbers")
    found = [one for one in numbers if isinstance(one, int)] if isinstance(numbers, list) else []
    return list(zip(found, _words(draft, "titles"), strict=False))


def _ask_similar(draft: Draft) -> Message:
    return texts.ask_similar(similar_in(draft))


def _take_similar(draft: Draft, given: Input) -> Verdict:
    value = given.value if isinstance(given, Picked) else fold(given.text)
    if value not in ("send", "tetap kirim"):
        return Wrong(texts.TAP_SIMILAR)
    numbers = [number for number, _ in similar_in(draft)]
    return Keep({**draft.answers, "offered": [*offered_in(draft.answers), *numbers]})


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
    kept = _undecided(draft.answers)
    return replace(draft, step=TEXT.name, answers=kept, view={"anew": True})


TEXT = Step("text", _ask_text, _take_text)
TOPIC = Step("topic", _ask_topic, _take_topic)
SIMILAR = Step("similar", _ask_similar, _take_similar)
GUARD = Step("guard", _ask_guard, _take_guard, _is_found)
PREVIEW = Step("preview", _ask_preview, _take_preview)
FORM = Form(texts.FORM, "pertanyaan", Access.MEMBER, (TEXT, TOPIC, SIMILAR, GUARD, PREVIEW))
