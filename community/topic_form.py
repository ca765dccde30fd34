"""The form in which an admin names a topic or writes its words."""

import re
from dataclasses import replace

from community import entry
from community.folding import fold
from community.form import Answers, Draft, Form, Input, Keep, Picked, Step, Verdict, Wrong
from community.lines import clean
from community.reply import Message
from community.roles import Access
from community.texts import topic_editing as texts
from community.topics import TopicEdit

NAME_LENGTH = (3, 60)
MOST_ALIASES, ALIAS_LENGTH = 40, (2, 40)


def changed(edit: TopicEdit, answers: Answers) -> TopicEdit:
    """Return a topic with what was written."""
    value = answers.get("value")
    if answers.get("field") == "aliases" and isinstance(value, list):
        return replace(edit, aliases=tuple(str(one) for one in value))
    return replace(edit, name=str(value))


def _take(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_IT)
    if draft.answers.get("field") != "aliases":
        name = entry.line_of(
            given.text, what="Nama topik", length=NAME_LENGTH, example=texts.EXAMPLE
        )
        return name if isinstance(name, Wrong) else Keep({**draft.answers, "value": name})
    words = list(dict.fromkeys(fold(clean(one)) for one in re.split(r"[,\n]", given.text)))
    words = [one for one in words if one]
    least, most = ALIAS_LENGTH
    if not 0 < len(words) <= MOST_ALIASES or any(not least <= len(one) <= most for one in words):
        return Wrong(texts.aliases_needed(MOST_ALIASES, ALIAS_LENGTH))
    return Keep({**draft.answers, "value": words})


def _ask(draft: Draft) -> Message:
    return texts.ask(draft.form, str(draft.answers.get("field")), str(draft.view.get("now", "")))


FORM = Form("topic", "topik", Access.ADMIN, (Step("value", _ask, _take),))
