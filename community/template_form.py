"""The form in which a moderator writes a canned answer."""

from community import entry
from community.answering import ANSWER_LENGTH
from community.form import Answers, Draft, Form, Input, Keep, Picked, Step, Verdict, Wrong
from community.privacy_guard import find
from community.reply import Message
from community.roles import Access
from community.texts import templates as texts

TITLE_LENGTH = (2, 100)


def begin(number: int) -> Draft:
    """Return a draft of a new canned answer (0), or of one that is written anew."""
    return FORM.begin({"template": number})


def number_of(answers: Answers) -> int:
    """Return which canned answer a draft is about; 0 for a new one."""
    number = answers.get("template")
    return number if isinstance(number, int) else 0


def _ask_title(draft: Draft) -> Message:
    return texts.ask_title(draft.form)


def _ask_text(draft: Draft) -> Message:
    return texts.ask_text(draft.form, str(draft.answers.get("title")), ANSWER_LENGTH)


def _take_title(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_IT)
    line = entry.line_of(
        given.text, what="Judul", length=TITLE_LENGTH, example="Batas waktu pengusulan"
    )
    return line if isinstance(line, Wrong) else Keep({**draft.answers, "title": line})


def _take_text(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_IT)
    text = given.text.strip()
    if not 0 < len(text) <= ANSWER_LENGTH:
        return Wrong(texts.bad_length(len(text), ANSWER_LENGTH))
    if find(text):
        return Wrong(texts.PERSONAL)
    return Keep({**draft.answers, "text": text})


FORM = Form(
    "template",
    "templat jawaban",
    Access.MODERATOR,
    (Step("title", _ask_title, _take_title), Step("text", _ask_text, _take_text)),
)
