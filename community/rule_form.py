"""The form of `/aturan`: a new rule, or the one that holds in place of another."""

from community import entry, publishing
from community.folding import fold
from community.form import Answers, Draft, Form, Input, Keep, Picked, Step, Verdict, Wrong
from community.roles import Access
from community.texts import rules as texts


def begin(rule: int = 0, name: str = "", citing: int = 0) -> Draft:
    """Return a draft for a new rule; or, of a rule, for what replaces it."""
    return FORM.begin({"rule": rule, "old": name, "citing": citing})


def rule_of(answers: Answers) -> int:
    """Return the rule that is to be replaced, 0 for none."""
    rule = answers.get("rule")
    return rule if isinstance(rule, int) else 0


def name_of(answers: Answers) -> str:
    """Return the name that was typed."""
    return str(answers.get("name", ""))


def _old(answers: Answers) -> str:
    return str(answers.get("old", ""))


def _take_name(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_IT)
    line = entry.line_of(
        given.text, what="Nama aturan", length=publishing.RULE_LENGTH, example=texts.EXAMPLE
    )
    if isinstance(line, Wrong):
        return line
    if ";" in line:
        return Wrong(texts.ONE_RULE)
    if fold(line) == fold(_old(draft.answers)):
        return Wrong(texts.SAME_RULE)
    return Keep({**draft.answers, "name": line})


def _take_word(draft: Draft, given: Input) -> Verdict:
    said = given.value == "save" if isinstance(given, Picked) else fold(given.text) == "simpan"
    return Keep(draft.answers) if said else Wrong(texts.TAP_SAVE)


def _citing(answers: Answers) -> int:
    citing = answers.get("citing")
    return citing if isinstance(citing, int) else 0


FORM = Form(
    "rule",
    "aturan",
    Access.MODERATOR,
    (
        Step("name", lambda draft: texts.ask_name(draft.form, _old(draft.answers)), _take_name),
        Step(
            "preview",
            lambda draft: texts.preview(
                draft.form, name_of(draft.answers), _old(draft.answers), _citing(draft.answers)
            ),
            _take_word,
        ),
    ),
)
