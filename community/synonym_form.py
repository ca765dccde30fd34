"""The form in which an admin writes words that mean the same."""

from community.form import Draft, Form, Input, Keep, Picked, Step, Verdict, Wrong
from community.reply import Message
from community.roles import Access
from community.synonym_editing import MOST_WORDS, is_acceptable, read
from community.texts import synonyms as texts


def _take(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_IT)
    words = read(given.text)
    if not is_acceptable(words):
        return Wrong(texts.words_needed(MOST_WORDS))
    return Keep({**draft.answers, "words": list(words)})


def _ask(draft: Draft) -> Message:
    return texts.ask(draft.form, str(draft.view.get("now", "")))


FORM = Form("synonym", "padanan kata", Access.ADMIN, (Step("words", _ask, _take),))
