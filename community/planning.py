"""The form in which moderators plan a session, or change one: each answer read and checked.

What an answer is compared with (the hour, taken numbers, days off) comes in through `draft.view`;
handlers/planning.py puts it there before each answer.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from community import lines, links, plan, plan_view, programme_days
from community.entry import is_skipped, line_of
from community.folding import fold
from community.form import (
    Answers,
    Draft,
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
from community.links import Broken
from community.reading_dates import read_day, read_hour
from community.reply import Message
from community.roles import Access
from community.texts import entry as entry_texts
from community.texts import planning as texts
from community.texts import planning_refusals as refusals
from community.texts.dates import zone_name

TITLE_LENGTH = (3, 200)
SPEAKER_LENGTH = (2, 200)
NOTES_LENGTH = 1000
MOST_JP = 20
HIGHEST_NUMBER = 9999
DAYS_AHEAD = 731  # a year typed wrong is noticed
EDITABLE = tuple(plan.COLUMNS)

_STEPS_OF = {
    **{field: (field,) for field in EDITABLE},
    "programme": ("programme", "number"),
    "move": ("date", "start", "end"),
}


# --- which steps are asked -----------------------------------------------------------------


def _applies(step: str) -> Callable[[Answers], bool]:
    """Say when a step is asked: always in a new session, alone when one field is edited."""

    def applies(answers: Answers) -> bool:
        field = answers.get("field")
        if not isinstance(field, str):
            return True
        if step == "number" and field == "move":
            return is_of_another_year(answers)
        return step in _STEPS_OF.get(field, ())

    return applies


def is_of_another_year(answers: Answers) -> bool:
    """Say whether a numbered session moved into a year that counts its own series."""
    if answers.get("number") is None or "year" not in answers:
        return False
    return answers["year"] != plan.day_of(answers).year


def _is_previewed(answers: Answers) -> bool:
    return "session" not in answers or answers.get("field") == "move"


def _words(given: Input) -> str:
    return given.text if isinstance(given, Typed) else given.value


def _is_skip(given: Input) -> bool:
    return is_skipped(given.text) if isinstance(given, Typed) else given.value == "skip"


# --- day and programme --------------------------------------------------------------------


def _ask_date(draft: Draft) -> Message:
    days = draft.view.get("days")
    listed = days if isinstance(days, list) else []
    return texts.ask_date(draft, [date.fromisoformat(str(day)) for day in listed])


def _take_date(draft: Draft, given: Input) -> Verdict:
    today = plan_view.now(draft).date()
    on = read_day(_words(given), today)
    if on is None:
        return Wrong(refusals.BAD_DATE)
    if on < today:
        return Wrong(refusals.past_date(on, today))
    if on > today + timedelta(days=DAYS_AHEAD):
        return Wrong(refusals.far_date(on))
    return Keep({**draft.answers, "date": on.isoformat()})


def _ask_programme(draft: Draft) -> Message:
    return texts.ask_programme(draft, plan_view.days_of(draft), _proposed(draft))


def _proposed(draft: Draft) -> int:
    """Return the programme to propose: the day's own, none at the weekend."""
    weekday = plan.day_of(draft.answers).isoweekday()
    return weekday if programme_days.by_weekday(weekday) is not None else 0


def _take_programme(draft: Draft, given: Input) -> Verdict:
    programme = _picked_programme(given) if isinstance(given, Picked) else _typed(draft, given.text)
    if programme not in range(programme_days.BERBAGI, programme_days.SEHAT + 1):
        return Wrong(refusals.BAD_PROGRAMME)
    return Keep({**draft.answers, "programme": programme})


def _picked_programme(given: Picked) -> int:
    return int(given.value) if given.value in ("1", "2", "3", "4", "5") else 0


def _typed(draft: Draft, text: str) -> int:
    typed = fold(text)
    if typed in ("ya", "lanjut", "usulan"):
        return _proposed(draft)
    for day in plan_view.days_of(draft):
        if typed in (fold(day.name), fold(day.day), fold(day.label)):
            return day.weekday
    return 0


# --- number, title, speaker ---------------------------------------------------------------


def _ask_number(draft: Draft) -> Message:
    year = plan.day_of(draft.answers).year
    programme = texts.programme_name(draft, plan.programme_of(draft.answers))
    return texts.ask_number(draft, programme, year, plan_view.next_number(draft))


def _take_number(draft: Draft, given: Input) -> Verdict:
    year = plan.day_of(draft.answers).year
    if _is_skip(given):
        return Keep({**draft.answers, "number": None, "year": year})
    digits = re.fullmatch(r"(?:seri )?([0-9]{1,4})", fold(_words(given)), re.ASCII)
    number = int(digits[1]) if digits is not None else 0
    if not 1 <= number <= HIGHEST_NUMBER:
        return Wrong(refusals.bad_number(plan_view.next_number(draft)))
    if number in plan_view.taken_numbers(draft):
        return Wrong(refusals.taken_number(number, plan_view.next_number(draft)))
    return Keep({**draft.answers, "number": number, "year": year})


def _take_title(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(entry_texts.TEXT_NEEDED)
    line = line_of(given.text, what="Judul", length=TITLE_LENGTH, example=refusals.TITLE_EXAMPLE)
    return line if isinstance(line, Wrong) else Keep({**draft.answers, "title": line})


def _take_speaker(draft: Draft, given: Input) -> Verdict:
    if _is_skip(given):
        return Keep({**draft.answers, "speaker": ""})
    if isinstance(given, Picked):
        return Wrong(entry_texts.TEXT_NEEDED)
    example = refusals.SPEAKER_EXAMPLE
    line = line_of(given.text, what="Narasumber", length=SPEAKER_LENGTH, example=example)
    return line if isinstance(line, Wrong) else Keep({**draft.answers, "speaker": line})


# --- start, JP, end -----------------------------------------------------------------------


def _ask_start(draft: Draft) -> Message:
    return texts.ask_start(draft, plan.day_of(draft.answers))


def _hour_of(draft: Draft, given: Input) -> time | None:
    return read_hour(_words(given), zone_name(plan_view.now(draft), plan_view.zone_of(draft)))


def _take_start(draft: Draft, given: Input) -> Verdict:
    """Take the hour; a day that passed while the draft lay is said below the preview."""
    hour = _hour_of(draft, given)
    if hour is None:
        return Wrong(refusals.bad_hour(draft))
    now = plan_view.now(draft)
    on = plan.day_of(draft.answers)
    if on == now.date() and datetime.combine(on, hour, plan_view.zone_of(draft)) <= now:
        return Wrong(refusals.past_hour(draft, hour, now))
    return Keep({**draft.answers, "start": f"{hour:%H:%M}"})


def _take_jp(draft: Draft, given: Input) -> Verdict:
    if _is_skip(given):
        return Keep({**draft.answers, "jp": None})
    digits = re.fullmatch(r"([0-9]{1,2})(?: ?jp)?", fold(_words(given)), re.ASCII)
    jp = int(digits[1]) if digits is not None else 0
    if not 1 <= jp <= MOST_JP:
        return Wrong(refusals.BAD_JP)
    return Keep({**draft.answers, "jp": jp})


def _ask_end(draft: Draft) -> Message:
    zone = plan_view.zone_of(draft)
    begin = plan.starts_at(draft.answers, zone)
    usual = begin + timedelta(minutes=plan.usual_minutes(draft.answers, zone))
    return texts.ask_end(draft, begin, usual)


def _take_end(draft: Draft, given: Input) -> Verdict:
    zone = plan_view.zone_of(draft)
    begin = plan.starts_at(draft.answers, zone)
    usual = plan.usual_minutes(draft.answers, zone)
    if given == Picked("end", "usual"):
        return Keep({**draft.answers, "minutes": usual})
    hour = _hour_of(draft, given)
    if hour is None:
        return Wrong(refusals.bad_hour(draft))
    if hour == (begin + timedelta(minutes=usual)).time():  # it may lie after midnight
        return Keep({**draft.answers, "minutes": usual})
    length = datetime.combine(begin.date(), hour, zone) - begin
    if length <= timedelta():
        return Wrong(refusals.end_before_start(draft, begin))
    if length > plan.LONGEST:
        return Wrong(refusals.TOO_LONG)
    return Keep({**draft.answers, "minutes": plan.minutes(length)})


# --- links, notes -------------------------------------------------------------------------


def _take_links(draft: Draft, given: Input) -> Verdict:
    if _is_skip(given):
        return Keep({**draft.answers, "links": []})
    if isinstance(given, Picked):
        return Wrong(entry_texts.TEXT_NEEDED)
    found = links.read(given.text)
    if isinstance(found, Broken):
        return Wrong(refusals.broken_link(found))
    return Keep({**draft.answers, "links": list(found)})


def _take_notes(draft: Draft, given: Input) -> Verdict:
    if _is_skip(given):
        return Keep({**draft.answers, "notes": ""})
    if isinstance(given, Picked):
        return Wrong(entry_texts.TEXT_NEEDED)
    cleaned = (lines.clean(line) for line in given.text.splitlines())
    notes = re.sub(r"\n{3,}", "\n\n", "\n".join(cleaned)).strip()
    if len(notes) > NOTES_LENGTH:
        return Wrong(refusals.notes_too_long(len(notes)))
    if not lines.has_letters(notes):
        return Wrong(entry_texts.no_letters("Catatan", refusals.NOTES_EXAMPLE))
    if lines.has_long_number(notes):
        return Wrong(entry_texts.long_number("Catatan", refusals.NOTES_EXAMPLE))
    return Keep({**draft.answers, "notes": notes})


# --- preview ------------------------------------------------------------------------------


def _ask_preview(draft: Draft) -> Message:
    session = plan.session_of(draft.answers, plan_view.zone_of(draft))
    if draft.view.get("choosing"):
        return texts.choose_again(draft)
    return texts.preview(draft, session, plan_view.zone_of(draft))


_TYPED = {"simpan": "save", "tetap simpan": "keep", "ubah": "change", "kembali": "back"}


def _take_preview(draft: Draft, given: Input) -> Verdict:
    value = given.value if isinstance(given, Picked) else _TYPED.get(fold(given.text), "")
    if value in ("change", "back"):
        return Look({**draft.view, "choosing": value == "change"})
    if value not in ("save", "keep"):
        return Wrong(refusals.TAP_SAVE)
    if plan.starts_at(draft.answers, plan_view.zone_of(draft)) <= plan_view.now(draft):
        return Wrong(refusals.PAST_START)
    number = draft.answers.get("number")
    if number in plan_view.taken_numbers(draft):
        proposed = plan_view.next_number(draft)
        return Look({**draft.view, "renumbered": number}, {**draft.answers, "number": proposed})
    if draft.view.get("twin") and value != "keep":
        return Look(draft.view)  # the question stands on the screen now
    return Keep(draft.answers)


def field_chosen(draft: Draft, given: Input) -> str | None:
    """Return the field that a tap below the preview wants to answer anew."""
    if draft.step != PREVIEW.name or not isinstance(given, Picked) or given.step != PREVIEW.name:
        return None
    what, _, field = given.value.partition(":")
    return field if what == "field" and field in EDITABLE else None


PREVIEW = Step("preview", _ask_preview, _take_preview, _is_previewed)
STEPS = (
    Step("date", _ask_date, _take_date, _applies("date")),
    Step("programme", _ask_programme, _take_programme, _applies("programme")),
    Step("number", _ask_number, _take_number, _applies("number")),
    Step("title", texts.ask_title, _take_title, _applies("title")),
    Step("speaker", texts.ask_speaker, _take_speaker, _applies("speaker")),
    Step("start", _ask_start, _take_start, _applies("start")),
    Step("jp", texts.ask_jp, _take_jp, _applies("jp")),
    Step("end", _ask_end, _take_end, _applies("end")),
    Step("links", texts.ask_links, _take_links, _applies("links")),
    Step("notes", texts.ask_notes, _take_notes, _applies("notes")),
    PREVIEW,
)
NEW = Form("session", "sesi baru", Access.MODERATOR, STEPS)
CHANGE = Form("session_change", "perubahan sesi", Access.MODERATOR, STEPS)
"""Two forms, so that changing one session does not throw a half-filled new one away."""
