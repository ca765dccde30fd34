"""Correcting one's own profile: one field at a time, with the steps of joining."""

from collections.abc import Mapping
from dataclasses import replace

from community import entry
from community.callback import callback
from community.form import Answers, Draft, Form
from community.joining import profile_of
from community.profile import Profile
from community.roles import Access

FIELDS = ("name", "workplace", "unit", "level", "days")
FORM = Form(
    "profile",
    "profil",
    Access.MEMBER,
    (
        entry.NAME,
        entry.KIND,
        entry.AREA,
        entry.AGENCY,
        entry.OTHER,
        entry.UNIT,
        entry.LEVEL,
        entry.DAYS,
    ),
)


@callback("pe")
class CorrectField:
    """Correct one field of the profile."""

    field: str


@callback("pi")
class ShowInterests:
    """Open the topics of interest at a page."""

    page: int = 0


@callback("pt")
class MarkInterest:
    """Mark a topic of interest, or take the mark away; the page stays."""

    topic: str
    wanted: bool
    page: int


def begin(field: str, days: int) -> Draft:
    """Return a draft that asks one field."""
    return FORM.begin({"field": field, "days": days})


def changes(profile: Profile, answers: Answers) -> Mapping[str, str | None]:
    """Return the columns that a finished correction changes; none where all is as it was."""
    given = profile_of(answers)
    match answers.get("field"):
        case "name":
            corrected = replace(profile, name=given.name)
        case "workplace":
            corrected = replace(
                profile, area=given.area, agency=given.agency, other_agency=given.other_agency
            )
        case "unit":
            corrected = replace(profile, unit=given.unit)
        case "level":
            corrected = replace(profile, level=given.level)
        case _:
            corrected = profile
    columns = ("name", "area", "agency", "other_agency", "unit", "level")
    return {
        column: getattr(corrected, column)
        for column in columns
        if getattr(corrected, column) != getattr(profile, column)
    }
