"""The form in which people type until when their reminders pause."""

from datetime import date

from community.form import Answers, Draft, Form, Input, Keep, Picked, Step, Typed, Verdict, Wrong
from community.reading_dates import read_day
from community.roles import Access
from community.settings import day_of, may_pause
from community.texts import settings as texts


def today_of(draft: Draft) -> date:
    """Return the day that it is for the person, as the handler put it into the draft."""
    return date.fromisoformat(str(draft.view["today"]))


def _take(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_A_DAY)
    return _read(given, today_of(draft))


def _read(given: Typed, today: date) -> Verdict:
    until = read_day(given.text, today)
    if until is None:
        return Wrong(texts.no_such_day(today))
    if not may_pause(until, today):
        return Wrong(texts.day_is_over(until) if until < today else texts.day_is_too_far(until))
    return Keep({"until": until.isoformat()})


FORM = Form(
    "pause",
    "jeda",
    Access.ANYONE,
    (Step("until", lambda draft: texts.ask_pause(draft.form, today_of(draft)), _take),),
)


def until_of(answers: Answers) -> date | None:
    """Return the last day of the pause that was typed."""
    return day_of(str(answers.get("until")))
