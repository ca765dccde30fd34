"""The form of `Terbitkan`: question, answer, source and review date, then how it will look."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from community import lines, privacy_guard, publishing
from community.folding import fold
from community.form import (
    Answers,
    Draft,
    Form,
    Input,
    Keep,
    Picked,
    Step,
    Typed,
    Value,
    Verdict,
    Wrong,
)
from community.publishing import Content
from community.reading_dates import read_day
from community.reply import Message
from community.roles import Access
from community.texts import publishing as texts

TERMS: Mapping[str, int] = {"6 bulan": 182, "1 tahun": 365, "2 tahun": 730}
KEEP = "keep"


def begin(number: int, offered: Content, *, is_anonymous: bool) -> Draft:
    """Return a draft that offers a text to start from."""
    return FORM.begin(
        {
            "number": number,
            "is_anonymous": is_anonymous,
            "offered_question": offered.question,
            "offered_answer": offered.answer,
            "offered_source": offered.source,
        }
    )


def number_of(answers: Answers) -> int:
    """Return the question that a draft is about."""
    number = answers.get("number")
    return number if isinstance(number, int) else 0


def is_begun(draft: Draft) -> bool:
    """Say whether something was written that is worth keeping."""
    return draft.step != FORM.steps[0].name


def content_of(answers: Answers) -> Content:
    """Return what the answers so far would publish; the rules are the storage's to number."""
    review_on = answers.get("review_on")
    return Content(
        question=_text(answers, "question"),
        answer=_text(answers, "answer"),
        source=_text(answers, "source"),
        review_on=date.fromisoformat(review_on) if isinstance(review_on, str) else None,
    )


def _text(values: Answers, key: str) -> str:
    value: Value = values.get(key)
    return value if isinstance(value, str) else ""


def _given(draft: Draft, given: Input, field: str) -> str | None:
    """Return what was typed, or the offered text where that was tapped."""
    if isinstance(given, Typed):
        return given.text
    return _text(draft.answers, f"offered_{field}") if given.value == KEEP else None


def _checked(text: str, what: str, length: tuple[int, int]) -> str | Wrong:
    least, most = length
    if not least <= len(text) <= most:
        return Wrong(texts.bad_length(what, least, most, len(text)))
    if privacy_guard.holds_identity(text):
        return Wrong(texts.HOLDS_IDENTITY)
    return text if lines.has_letters(text) else Wrong(texts.no_letters(what))


def _take_question(draft: Draft, given: Input) -> Verdict:
    text = _given(draft, given, "question")
    if text is None:
        return Wrong(texts.TYPE_IT)
    checked = _checked(lines.clean(text), "Pertanyaan", publishing.QUESTION_LENGTH)
    return checked if isinstance(checked, Wrong) else Keep({**draft.answers, "question": checked})


def _take_answer(draft: Draft, given: Input) -> Verdict:
    text = _given(draft, given, "answer")
    if text is None:
        return Wrong(texts.TYPE_IT)
    cleaned = "\n".join(lines.clean(line) for line in text.splitlines())
    cleaned = re.sub(r"\n{3,}", "\n\n", cleaned).strip()
    checked = _checked(cleaned, "Jawaban", publishing.ANSWER_LENGTH)
    return checked if isinstance(checked, Wrong) else Keep({**draft.answers, "answer": checked})


def _ask_source(draft: Draft) -> Message:
    offered = _text(draft.answers, "offered_source")
    return texts.ask_source(draft.form, offered, list(enumerate(_rules(draft))))


def _rules(draft: Draft) -> list[str]:
    """Return the names of rules that hold, as the screen offers them."""
    names = draft.view.get("rules")
    return [str(name) for name in names] if isinstance(names, list) else []


def _take_source(draft: Draft, given: Input) -> Verdict:
    rules = _rules(draft)
    if isinstance(given, Picked) and given.value.isdecimal():
        place = int(given.value)
        text = rules[place] if place < len(rules) else None
    elif isinstance(given, Picked) and given.value == "praktik":
        text = publishing.PRACTICE
    else:
        text = _given(draft, given, "source")
    if text is None:
        return Wrong(texts.TYPE_IT)
    parts = publishing.parts_of("; ".join(lines.clean(line) for line in text.splitlines()))
    if any(len(part) > publishing.RULE_LENGTH[1] for part in parts):
        return Wrong(texts.bad_length("Tiap sumber", *publishing.RULE_LENGTH, max(map(len, parts))))
    named = ["Praktik" if fold(part) == "praktik" else part for part in parts]
    checked = _checked("; ".join(named), "Sumber", publishing.SOURCE_LENGTH)
    return checked if isinstance(checked, Wrong) else Keep({**draft.answers, "source": checked})


def _take_review(draft: Draft, given: Input) -> Verdict:
    today = date.fromisoformat(_text(draft.view, "today") or date.min.isoformat())
    if isinstance(given, Picked):
        days = next((days for days in TERMS.values() if str(days) == given.value), None)
        on = None if days is None else today + timedelta(days=days)
    else:
        term = next((days for label, days in TERMS.items() if fold(label) == fold(given.text)), 0)
        on = today + timedelta(days=term) if term else read_day(given.text, today)
    if on is None:
        return Wrong(texts.BAD_REVIEW)
    soonest = today + publishing.SOONEST_REVIEW
    if not soonest <= on <= today + timedelta(days=publishing.REVIEW_DAYS_AHEAD):
        return Wrong(texts.REVIEW_OUT_OF_REACH)
    return Keep({**draft.answers, "review_on": on.isoformat()})


def _ask_preview(draft: Draft) -> Message:
    warned = draft.view.get("warnings")
    warnings = [str(one) for one in warned] if isinstance(warned, list) else []
    content = content_of(draft.answers)
    asks = draft.view.get("asks") is not False
    return texts.preview(draft.form, number_of(draft.answers), content, warnings, asks=asks)


def _take_word(draft: Draft, given: Input) -> Verdict:
    said = given.value == "send" if isinstance(given, Picked) else fold(given.text) == "kirim"
    return Keep(draft.answers) if said else Wrong(texts.TAP_SEND)


FORM = Form(
    "publish",
    "penerbitan",
    Access.MODERATOR,
    (
        Step(
            "question",
            lambda draft: texts.ask_question(
                draft.form, number_of(draft.answers), _text(draft.answers, "offered_question")
            ),
            _take_question,
        ),
        Step(
            "answer",
            lambda draft: texts.ask_answer(draft.form, _text(draft.answers, "offered_answer")),
            _take_answer,
        ),
        Step("source", _ask_source, _take_source),
        Step("review", lambda draft: texts.ask_review(draft.form, TERMS), _take_review),
        Step("preview", _ask_preview, _take_word),
    ),
)
