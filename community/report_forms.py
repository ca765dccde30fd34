"""The forms of reports: what a member objects to, why a moderator takes a post down, in words."""

from community import moderator_words
from community.form import Answers, Form, Step
from community.roles import Access
from community.texts import reporting as texts


def number(answers: Answers, key: str) -> int:
    """Return a number among the answers of a form."""
    value = answers.get(key)
    return value if isinstance(value, int) else 0


REPORT = Form(
    "report",
    "laporan",
    Access.MEMBER,
    (
        Step(
            "text",
            lambda draft: texts.ask_report(draft.form, number(draft.answers, "post")),
            moderator_words.take,
        ),
    ),
)
REMOVAL = Form(
    "post_removal",
    "alasan menurunkan tulisan",
    Access.MODERATOR,
    (
        Step(
            "text",
            lambda draft: texts.ask_removal(draft.form, number(draft.answers, "post")),
            moderator_words.take,
        ),
    ),
)
