"""The forms of a question's card: an explanation asked for and given, a refusal, a look-up."""

import re
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from community import landing, links, moderator_words, privacy_guard
from community.answer_forms import (
    files_of,
    needs_guard,
    number_of,
    text_of,
    with_text,
)
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
from community.question_refusals import Needs, Reason, by_code
from community.reply import Message
from community.roles import Access
from community.texts import answer_forms
from community.texts import question_forms as texts

EXPLANATION = (3, 3_000)
ALBUM_IS_WHOLE = timedelta(seconds=1.5)
_NUMBER = re.compile(r"(?:q_|#)?\s*(\d{1,12})", re.IGNORECASE | re.ASCII)
_TELEGRAM = frozenset({"t.me", "telegram.me", "telegram.dog"})


def reason_of(answers: Answers) -> Reason | None:
    """Return the reason for which a draft refuses a question."""
    return by_code(str(answers.get("reason", "")))


def duplicate_of(answers: Answers) -> int | None:
    """Return the question whose answer a refusal points at."""
    number = answers.get("duplicate")
    return number if isinstance(number, int) else None


def link_of(answers: Answers) -> str | None:
    """Return the link that a refusal points at."""
    link = answers.get("link")
    return link if isinstance(link, str) else None


def needs_number(answers: Answers) -> bool:
    """Say whether a refusal names another question."""
    reason = reason_of(answers)
    return reason is not None and reason.needs is Needs.QUESTION


def read_number(words: str) -> int | None:
    """Read the number of a question: `12`, `#12`, `q_12`."""
    found = _NUMBER.fullmatch(words.strip())
    return int(found[1]) if found else None


def number_behind(link: str, bot_username: str) -> int | None:
    """Return the question that a link of this bot opens; None for any other link.

    0, which no question has, stands for a link of this bot that opens something else.
    """
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.")
    name = parts.path.strip("/").casefold()
    if host not in _TELEGRAM or name != bot_username.casefold():
        return None
    target = landing.read(parse_qs(parts.query).get("start", [""])[0])
    return target.number if target is not None and target.kind == "q" else 0


def is_of_telegram_inside(link: str) -> bool:
    """Say whether a link opens a message for those in its chat only, as cards' links do."""
    parts = urlsplit(link)
    return (parts.hostname or "").removeprefix("www.") in _TELEGRAM and parts.path[:3] == "/c/"


def _take_reference(draft: Draft, given: Input) -> Verdict:
    """Take the number of a published question, or a link; what it opens is asked at the end."""
    if isinstance(given, Picked) and given.value not in map(str, _offered(draft)):
        return Wrong(texts.REFERENCE_NEEDED)
    words = given.value if isinstance(given, Picked) else given.text
    number = read_number(words)
    if number is not None:
        if number == number_of(draft.answers):
            return Wrong(texts.NUMBER_OF_ITSELF)
        return Keep({**draft.answers, "duplicate": number, "link": None})
    found = links.read(_with_scheme(words))
    if isinstance(found, links.Broken) or len(found) > 1:
        return Wrong(texts.REFERENCE_NEEDED)
    link = found[0]
    if is_of_telegram_inside(link):
        return Wrong(texts.LINK_INSIDE)
    if privacy_guard.find(link):
        return Wrong(texts.LINK_PERSONAL)
    return Keep({**draft.answers, "link": link, "duplicate": None})


def offering(found: Sequence[tuple[int, str]]) -> Answers:
    """Return the view of a refusal that offers published questions: their numbers and titles."""
    return {"numbers": [number for number, _ in found], "titles": [title for _, title in found]}


def _offered(draft: Draft) -> dict[int, str]:
    numbers, titles = draft.view.get("numbers"), draft.view.get("titles")
    if not isinstance(numbers, list) or not isinstance(titles, list):
        return {}
    return {int(str(one)): str(title) for one, title in zip(numbers, titles, strict=True)}


def _with_scheme(words: str) -> str:
    """Complete a link of Telegram as people pass it on."""
    typed = words.strip()
    return f"https://{typed}" if typed.lower().startswith(("t.me/", "telegram.me/")) else typed


def _take_explanation(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Typed):
        return _explained(draft, given)
    if given.value != "send":
        return Look({})
    if not files_of(draft.answers):
        return Wrong(texts.TYPE_IT)
    return Keep(draft.answers)


def _explained(draft: Draft, given: Typed) -> Verdict:
    """Take words; below files, whose captions stay, they are added."""
    before = text_of(draft.answers) if draft.step == "content" else ""
    words = "\n\n".join(one for one in (before, given.text.strip()) if one)
    least, most = EXPLANATION
    if not least <= len(words) <= most:
        return Wrong(texts.bad_length(least, most, len(words)))
    message = 0 if before else given.message_id
    return Keep({**with_text(draft.answers, words), "message": message})


def is_begun(draft: Draft) -> bool:
    """Say whether an explanation was begun that is worth keeping."""
    return bool(text_of(draft.answers) or files_of(draft.answers))


def _take_guard(draft: Draft, given: Input) -> Verdict:
    """Take what becomes of personal data: masked, sent as they are, or typed anew."""
    if isinstance(given, Typed):
        verdict = _explained(draft, given)
        if isinstance(verdict, Keep) and needs_guard(verdict.answers):
            return Look({}, verdict.answers)
        return verdict
    match given.value:
        case "mask":
            words = privacy_guard.mask(text_of(draft.answers))
            return Keep(with_text(draft.answers, words))
        case "raw":
            return Keep({**draft.answers, "as_is": True})
        case _:
            return Wrong(texts.TYPE_IT)


def _ask_explanation(draft: Draft) -> Message:
    files = len(files_of(draft.answers))
    words = text_of(draft.answers)
    return texts.ask_explanation(
        draft.form,
        number_of(draft.answers),
        privacy_guard.mask(words),
        files=files,
        takes_files=draft.answers.get("is_anonymous") is not True,
    )


REQUEST = Form(
    "explanation_request",
    "permintaan penjelasan",
    Access.MODERATOR,
    (
        Step(
            "text",
            lambda draft: texts.ask_request(draft.form, number_of(draft.answers)),
            moderator_words.take,
        ),
    ),
)
REFUSAL = Form(
    "question_refusal",
    "alasan penolakan",
    Access.MODERATOR,
    (
        Step(
            "number",
            lambda draft: texts.ask_reference(
                draft.form, number_of(draft.answers), _offered(draft)
            ),
            _take_reference,
            needs_number,
        ),
        Step(
            "text",
            lambda draft: texts.ask_reason(draft.form, number_of(draft.answers)),
            moderator_words.take,
            lambda answers: not needs_number(answers),
        ),
    ),
)
EXPLAIN = Form(
    "explanation",
    "penjelasan",
    Access.ANYONE,  # who left may still explain what they asked
    (
        Step("content", _ask_explanation, _take_explanation),
        Step(
            "guard",
            lambda draft: answer_forms.guard(
                draft.form, number_of(draft.answers), text_of(draft.answers)
            ),
            _take_guard,
            needs_guard,
        ),
    ),
)
LOOK_UP = Form(
    "look_up",
    "alasan melihat penanya",
    Access.ADMIN,
    (
        Step(
            "text",
            lambda draft: texts.ask_why(draft.form, number_of(draft.answers)),
            moderator_words.take,
        ),
    ),
)
