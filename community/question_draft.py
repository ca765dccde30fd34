"""What the draft of a question holds: the messages that it was typed in, files, choices."""

import re
from collections.abc import Iterable, Sequence

from community import privacy_guard, typed_text
from community.form import Answers, File, Value
from community.lines import has_letters
from community.reply import Attached
from community.texts import asking as texts

LEAST, MOST = 3, 3_000
MOST_FILES = 10  # as many as an album holds
GAP = "\n\n"
cleaned, without_command = typed_text.cleaned, typed_text.without_command
_ASK = re.compile(r"/tanya(?:@[A-Za-z0-9_]+)?(?:\s|$)", re.IGNORECASE)


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
    return [(message_id, part) for message_id, part in numbered_parts(answers) if message_id]


def numbered_parts(answers: Answers) -> list[tuple[int, str]]:
    return list(zip(messages_of(answers), parts_of(answers), strict=False))


def asks(caption: str) -> bool:
    """Say whether a file's caption begins with `/tanya`."""
    return _ASK.match(caption) is not None


def with_text(answers: Answers, text: str, message_id: int) -> Answers:
    """Add what was typed; what was decided about the text before counts no more."""
    return {
        **without_decisions(answers),
        "parts": [*parts_of(answers), text],
        "messages": [*messages_of(answers), message_id],
    }


def with_edit(answers: Answers, text: str, message_id: int) -> Answers:
    """Put an edited message in the place of what it said before."""
    parts, messages = parts_of(answers), messages_of(answers)
    parts[messages.index(message_id)] = text
    return {**without_decisions(answers), "parts": parts}


def of_carried(parts: Sequence[tuple[int, str]], files: Sequence[Attached]) -> Answers:
    """Return what was sent before the form was opened, message by message."""
    answers: Answers = {}
    for message_id, words in parts:
        text = cleaned(words)
        added = with_text(answers, text, message_id)
        answers = added if text else with_source(answers, message_id)
    for file in files:
        answers = with_file(answers, file)
    return answers


def with_source(answers: Answers, message_id: int) -> Answers:
    """Note the message of a file without words: it may be given some later."""
    return {
        **answers,
        "parts": [*parts_of(answers), ""],
        "messages": [*messages_of(answers), message_id],
    }


def with_file(answers: Answers, file: Attached) -> Answers:
    """Add a file; whether it may go with an anonymous question is asked anew."""
    files: list[File] = [one.as_json() for one in (*files_of(answers), file)]
    kept = {key: answers[key] for key in answers if key != "with_files"}
    return {**kept, "files": files, "album": file.album or kept.get("album")}


def album_of(answers: Answers) -> str | None:
    """Return the album that came last: its screen may still be on its way."""
    album = answers.get("album")
    return album if isinstance(album, str) else None


def masked(answers: Answers) -> Answers:
    """Put the masked text in place of the raw one, which is kept nowhere."""
    return {**answers, "parts": masked_parts(parts_of(answers))}


def masked_parts(parts: Sequence[str]) -> list[str]:
    """Mask the messages of a question, also a number that was typed in two of them."""
    filled = iter(privacy_guard.mask_parts([part for part in parts if part], GAP))
    return [next(filled) if part else "" for part in parts]


def without_decisions(answers: Answers) -> dict[str, Value]:
    return {key: answers[key] for key in answers if key != "as_is"}


def without_topic(answers: Answers) -> dict[str, Value]:
    return {key: answers[key] for key in answers if key != "topic"}


def without_text(answers: Answers) -> dict[str, Value]:
    files = [message_id for message_id, part in numbered_parts(answers) if not part]
    return {**without_decisions(answers), "parts": [""] * len(files), "messages": files}


def length_problem(text: str) -> str:
    """Say what is wrong with a text's length, empty where it is fine."""
    if len(text) > MOST:
        return texts.too_long(len(text))
    if len(text) < LEAST or not has_letters(text):
        return texts.too_short(len(text))
    return ""
