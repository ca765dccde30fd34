"""The steps in which people tell about themselves; joining asks all, the profile one by one."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from community import agencies, areas, levels, lines, programme_days
from community.folding import fold
from community.form import Answers, Draft, Input, Keep, Look, Picked, Step, Typed, Verdict, Wrong
from community.paging import page
from community.programme_days import ProgrammeDay
from community.reply import Message
from community.texts import entry as texts

NAME_LENGTH = (2, 100)
PLACE_LENGTH = (3, 200)
UNIT_LENGTH = (2, 200)
AREAS_A_PAGE = 10
AGENCIES_A_PAGE = 8

T = TypeVar("T")

_SHOWN_OF_TYPED = 60  # what a screen repeats of a text that was typed as a filter


def _asked(field: str, kind: str | None = None) -> Callable[[Answers], bool]:
    """Say when a step is asked: always while joining, alone when the profile corrects it."""

    def applies(answers: Answers) -> bool:
        if answers.get("field", field) != field:
            return False
        return kind is None or answers.get("kind") == kind

    return applies


def text_of(draft: Draft, key: str) -> str:
    """Return a text that only the screen needs, empty where there is none."""
    value = draft.view.get(key)
    return value if isinstance(value, str) else ""


def _page_of(draft: Draft) -> int:
    value = draft.view.get("page")
    return value if isinstance(value, int) else 0


def line_of(text: str, *, what: str, length: tuple[int, int], example: str) -> str | Wrong:
    """Clean a typed line, or say what is accepted."""
    least, most = length
    line = lines.clean(text)
    if not least <= len(line) <= most:
        return Wrong(texts.bad_length(what, least, most, len(line), example))
    if lines.has_long_number(line):
        return Wrong(texts.long_number(what, example))
    if not lines.has_letters(line):
        return Wrong(texts.no_letters(what, example))
    return line


# --- 1 name -------------------------------------------------------------------------------


def offered_name(telegram_name: str) -> str:
    """Return the Telegram name as it would be accepted, empty where it would not."""
    line = line_of(telegram_name, what="", length=NAME_LENGTH, example="")
    return line if isinstance(line, str) else ""


def _ask_name(draft: Draft) -> Message:
    return texts.ask_name(draft.form, text_of(draft, "offered"))


def _take_name(draft: Draft, given: Input) -> Verdict:
    text = given.text if isinstance(given, Typed) else text_of(draft, "offered")
    line = line_of(text, what="Nama", length=NAME_LENGTH, example="Siti Rahmawati")
    return line if isinstance(line, Wrong) else Keep({**draft.answers, "name": line})


# --- 2 and 3 workplace --------------------------------------------------------------------


def _take_kind(draft: Draft, given: Input) -> Verdict:
    value = given.value if isinstance(given, Picked) else _typed_kind(given.text)
    if value not in texts.KINDS:
        return Wrong(texts.TAP_KIND)
    return Keep({**draft.answers, "kind": value})


_KIND_WORDS = {
    "area": ("kabupaten", "kab", "pemkab", "kota", "pemkot"),
    "agency": ("pemprov", "provinsi", "prov", "pemerintah provinsi"),
    "other": ("instansi lain", "lain", "lainnya"),
}


def _typed_kind(text: str) -> str:
    """Find the kind that was typed: its label, or how "kabupaten Pacitan" begins."""
    typed = fold(text)
    for kind, words in _KIND_WORDS.items():
        if typed == fold(texts.KINDS[kind]) or any(f"{typed} ".startswith(f"{w} ") for w in words):
            return kind
    return ""


def _ask_area(draft: Draft) -> Message:
    typed = text_of(draft, "typed")
    shown = page(areas.find(typed), _page_of(draft), AREAS_A_PAGE)
    return texts.ask_area(draft.form, shown, typed=typed, missed=text_of(draft, "missed"))


def _take_area(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Typed):
        only = _only(draft, given.text, areas.find)
        if only is not None:
            return Keep({**draft.answers, "area": only.code})
        return _filtered(given.text, bool(areas.find(given.text)))
    if areas.by_code(given.value) is not None:
        return Keep({**draft.answers, "area": given.value})
    return _turned(draft, given.value)


def _ask_agency(draft: Draft) -> Message:
    typed = text_of(draft, "typed")
    shown = page(agencies.find(typed), _page_of(draft), AGENCIES_A_PAGE)
    return texts.ask_agency(draft.form, shown, typed=typed, missed=text_of(draft, "missed"))


def _take_agency(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Typed):
        only = _only(draft, given.text, agencies.find)
        if only is not None:
            return Keep({**draft.answers, "agency": only.code})
        return _filtered(given.text, bool(agencies.find(given.text)))
    if agencies.by_code(given.value) is not None:
        return Keep({**draft.answers, "agency": given.value})
    return _turned(draft, given.value)


_YES = ("ya", "iya", "y", "ok", "oke", "betul", "benar", "1")


def _only(draft: Draft, text: str, find: Callable[[str], tuple[T, ...]]) -> T | None:
    """Return the only name on the screen when it is confirmed by typing: "ya", or once more."""
    typed = text_of(draft, "typed")
    hits = find(typed) if typed else ()
    if len(hits) != 1:
        return None
    return hits[0] if fold(text) in _YES or find(text) == hits else None


def _filtered(text: str, is_found: bool) -> Verdict:
    """Narrow a list to what was typed; where nothing matches the whole list comes back."""
    line = lines.clean(text)[:_SHOWN_OF_TYPED]
    if not fold(line):
        return Wrong(texts.TAP_PLACE)
    return Look({"typed": line}) if is_found else Look({"missed": line})


def _turned(draft: Draft, value: str) -> Verdict:
    """Turn the pages of a list, or leave it for an agency that is not on it."""
    if value == "other":
        return Keep({**draft.answers, "kind": "other"})
    what, _, where = value.partition(":")
    if what != "page":
        return Wrong(texts.TAP_PLACE)
    if where.isascii() and where.isdigit():
        return Look({"typed": text_of(draft, "typed"), "page": int(where[:4])})
    return Look({})


def _take_other(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.TEXT_NEEDED)
    example = "Kanwil Kementerian Agama Jawa Timur"
    line = line_of(given.text, what="Nama instansi", length=PLACE_LENGTH, example=example)
    return line if isinstance(line, Wrong) else Keep({**draft.answers, "other_agency": line})


# --- 4 unit, 5 level ----------------------------------------------------------------------


def _take_unit(draft: Draft, given: Input) -> Verdict:
    if given.value == "skip" if isinstance(given, Picked) else is_skipped(given.text):
        return Keep({**draft.answers, "unit": None})
    if isinstance(given, Picked):
        return Wrong(texts.TEXT_NEEDED)
    example = "Bidang Informasi dan Komunikasi Publik"
    line = line_of(given.text, what="Unit kerja", length=UNIT_LENGTH, example=example)
    return line if isinstance(line, Wrong) else Keep({**draft.answers, "unit": line})


def is_skipped(text: str) -> bool:
    """Whether `Lewati` was typed instead of tapped; a dash is what people put into paper forms."""
    return text.strip() in ("-", "–") or fold(text) in ("lewat", "lewati", "skip", "tidak ada")


def _take_level(draft: Draft, given: Input) -> Verdict:
    level = levels.by_code(given.value) if isinstance(given, Picked) else levels.named(given.text)
    if level is None:
        return Wrong(texts.TAP_LEVEL)
    return Keep({**draft.answers, "level": level.code})


# --- 6 days, 7 commitments ----------------------------------------------------------------


def days_of(answers: Answers) -> int:
    """Return the chosen days; all, as long as nothing was chosen."""
    days = answers.get("days")
    return days if isinstance(days, int) else programme_days.EVERY_DAY


def as_view(days: Sequence[ProgrammeDay]) -> Answers:
    """Return what the screen of the days needs to know: how the programmes are called by now."""
    return {"programmes": [day.name for day in days]}


def days_as_named(draft: Draft) -> tuple[ProgrammeDay, ...]:
    """Return the days as the screen names them, as packaged where it was told nothing."""
    return programme_days.renamed(draft.view.get("programmes"))


def _take_days(draft: Draft, given: Input) -> Verdict:
    days = days_of(draft.answers)
    if isinstance(given, Picked):
        value = given.value
    else:
        value = _typed_day(days, given.text, days_as_named(draft))
    if value == "done":
        return Keep({**draft.answers, "days": days})
    weekday, sign = value[:-1], value[-1:]
    if sign not in ("+", "-") or weekday not in ("1", "2", "3", "4", "5"):
        return Wrong(texts.TAP_DAYS)
    chosen = programme_days.with_day(days, int(weekday), wanted=sign == "+")
    return Look({}, {**draft.answers, "days": chosen})


def _typed_day(days: int, text: str, named_days: Sequence[ProgrammeDay]) -> str:
    """Return what a tap would have carried: a day's name toggles it, "lanjut" goes on."""
    typed = fold(text)
    if typed == "lanjut":
        return "done"
    named = (day for day in named_days if typed in (fold(day.day), fold(day.label)))
    day = next(named, None)
    return "" if day is None else f"{day.weekday}{'-' if days & day.bit else '+'}"


def _take_commitments(draft: Draft, given: Input) -> Verdict:
    said = given.value == "yes" if isinstance(given, Picked) else _commits(given.text)
    return Keep(draft.answers) if said else Wrong(texts.TAP_COMMITMENTS)


def _commits(text: str) -> bool:
    """Whether the words on the button were typed; a mere "ya" is no commitment."""
    return fold(text) in ("saya berkomitmen", "berkomitmen")


NAME = Step("name", _ask_name, _take_name, _asked("name"))
KIND = Step("kind", lambda draft: texts.ask_kind(draft.form), _take_kind, _asked("workplace"))
AREA = Step("area", _ask_area, _take_area, _asked("workplace", "area"))
AGENCY = Step("agency", _ask_agency, _take_agency, _asked("workplace", "agency"))
OTHER = Step(
    "other", lambda draft: texts.ask_other(draft.form), _take_other, _asked("workplace", "other")
)
UNIT = Step("unit", lambda draft: texts.ask_unit(draft.form), _take_unit, _asked("unit"))
LEVEL = Step(
    "level", lambda draft: texts.ask_level(draft.form, levels.ALL), _take_level, _asked("level")
)
DAYS = Step(
    "days",
    lambda draft: texts.ask_days(draft.form, days_of(draft.answers), days_as_named(draft)),
    _take_days,
    _asked("days"),
)
COMMITMENTS = Step(
    "commitments",
    lambda draft: texts.ask_commitments(draft.form),
    _take_commitments,
    _asked("commitments"),
)

NUMBERS = {
    "name": 1,
    "kind": 2,
    "area": 3,
    "agency": 3,
    "other": 3,
    "unit": 4,
    "level": 5,
    "days": 6,
    "commitments": 7,
}
"""The number that people see of each step ("Langkah 3/7")."""
