"""Joining: the consent, then seven steps; and who may join without being reviewed."""

from community import entry
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
    Verdict,
    Wrong,
)
from community.privacy import NOTICE_VERSION, Notice
from community.profile import Profile
from community.reply import Message
from community.roles import Access, State
from community.texts import privacy as texts

APPLICANTS = (State.GUEST, State.LEFT, State.REFUSED, State.REMOVED)
"""Who may apply; who waits already does not need to."""


def begin(target: str, notice: Notice) -> Draft:
    """Return a new draft at the privacy notice, with the deep link to land on."""
    return Draft("join", NOTICE.name, {"target": target}, as_view(notice))


def as_view(notice: Notice) -> Answers:
    """Return what the screen of the notice needs."""
    return {
        "version": NOTICE_VERSION,
        "controller": notice.controller_name,
        "contact": notice.controller_contact,
        "nights": notice.backup_nights,
    }


def _ask_consent(draft: Draft) -> Message:
    nights = draft.view.get("nights")
    return texts.ask(
        Notice(
            entry.text_of(draft, "controller"),
            entry.text_of(draft, "contact"),
            nights if isinstance(nights, int) else 0,
        )
    )


def _take_consent(draft: Draft, given: Input) -> Verdict:
    """Take a yes to the version that was on the screen; a no is no answer but an end."""
    return Keep(draft.answers) if is_agreed(draft, given) else Wrong(texts.NOT_AN_ANSWER)


def is_agreed(draft: Draft, given: Input) -> bool:
    """Say whether `Setuju` to the notice in force was tapped, or typed below it."""
    if draft.step != NOTICE.name:
        return False
    if isinstance(given, Typed):
        return fold(given.text) == "setuju" and draft.view.get("version") == NOTICE_VERSION
    return given == Picked(NOTICE.name, str(NOTICE_VERSION))


def is_declined(draft: Draft, given: Input) -> bool:
    """Say whether `Tidak setuju` was tapped or typed."""
    if draft.step != NOTICE.name:
        return False
    if isinstance(given, Typed):
        return fold(given.text) == "tidak setuju"
    return given == Picked(NOTICE.name, "no")


NOTICE = Step("notice", _ask_consent, _take_consent)

JOIN = Form(
    "join",
    "pendaftaran",
    Access.OUTSIDER,
    (
        NOTICE,
        entry.NAME,
        entry.KIND,
        entry.AREA,
        entry.AGENCY,
        entry.OTHER,
        entry.UNIT,
        entry.LEVEL,
        entry.DAYS,
        entry.COMMITMENTS,
    ),
)


def profile_of(answers: Answers) -> Profile:
    """Return the profile that the answers of a finished form make."""
    kind = _text(answers, "kind")
    return Profile(
        name=_text(answers, "name") or "",
        area=_text(answers, "area") if kind == "area" else None,
        agency=_text(answers, "agency") if kind == "agency" else None,
        other_agency=_text(answers, "other_agency") if kind == "other" else None,
        unit=_text(answers, "unit"),
        level=_text(answers, "level"),
    )


def target_of(answers: Answers) -> str:
    """Return the deep link with which the person came, empty where they came without."""
    return _text(answers, "target") or ""


def _text(answers: Answers, key: str) -> str | None:
    value = answers.get(key)
    return value if isinstance(value, str) else None
