"""The form in which an admin writes one text of a programme day anew."""

from dataclasses import replace

from community import entry
from community.editing_days import LENGTHS
from community.form import (
    Answers,
    Draft,
    Form,
    Input,
    Keep,
    Picked,
    Step,
    Verdict,
    Wrong,
    is_saying,
)
from community.programme_days import ALL, ProgrammeDay, by_weekday
from community.roles import Access
from community.texts import programme_days as texts


def begin(weekday: int, field: str) -> Draft:
    """Return a draft that asks one text of a day."""
    return FORM.begin({"weekday": weekday, "field": field})


def day_of(answers: Answers) -> ProgrammeDay:
    """Return the packaged day that a draft is about."""
    weekday = answers.get("weekday")
    return (by_weekday(weekday) if isinstance(weekday, int) else None) or ALL[0]


def field_of(answers: Answers) -> str:
    """Return the text that a draft is about."""
    field = str(answers.get("field"))
    return field if field in LENGTHS else "name"


def changed(day: ProgrammeDay, answers: Answers) -> ProgrammeDay:
    """Return a day with the text that was written."""
    text = str(answers.get("text", ""))
    match field_of(answers):
        case "about":
            return replace(day, about=text)
        case "call":
            return replace(day, call=text)
        case _:
            return replace(day, name=text)


def seen(day: ProgrammeDay) -> Answers:
    """Return what a screen of the form shows of the day as it is now."""
    return {"name": day.name, "about": day.about, "call": day.call}


def _day_as_seen(draft: Draft) -> ProgrammeDay:
    day, view = day_of(draft.answers), draft.view
    return replace(
        day,
        name=str(view.get("name", day.name)),
        about=str(view.get("about", day.about)),
        call=str(view.get("call", day.call)),
    )


def _take_text(draft: Draft, given: Input) -> Verdict:
    field = field_of(draft.answers)
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_IT)
    example = getattr(day_of(draft.answers), field).removesuffix(".")
    what = texts.FIELDS[field].capitalize()
    line = entry.line_of(given.text, what=what, length=LENGTHS[field], example=example)
    return line if isinstance(line, Wrong) else Keep({**draft.answers, "text": line})


def _take_word(draft: Draft, given: Input) -> Verdict:
    said = is_saying(given, "save", "simpan")
    return Keep(draft.answers) if said else Wrong(texts.TAP_SAVE)


FORM = Form(
    "programme",
    "program hari",
    Access.ADMIN,
    (
        Step(
            "text",
            lambda draft: texts.ask(
                draft.form,
                _day_as_seen(draft),
                field_of(draft.answers),
                LENGTHS[field_of(draft.answers)],
            ),
            _take_text,
        ),
        Step(
            "preview",
            lambda draft: texts.preview(draft.form, changed(_day_as_seen(draft), draft.answers)),
            _take_word,
        ),
    ),
)
