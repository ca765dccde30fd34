"""The forms of a post's card: what is to be improved, why it is refused or taken down."""

from community import moderator_words
from community.form import Answers, Form, Step
from community.post_refusals import by_code
from community.question_refusals import Reason
from community.roles import Access
from community.texts import post_review as texts
from community.texts import reporting


def post_of(answers: Answers) -> int:
    """Return the post that a draft is about."""
    number = answers.get("post")
    return number if isinstance(number, int) else 0


def version_of(answers: Answers) -> int:
    """Return the version that the moderator had read."""
    number = answers.get("version")
    return number if isinstance(number, int) else 0


def reason_of(answers: Answers) -> Reason | None:
    """Return the reason for which a draft refuses a post."""
    return by_code(str(answers.get("reason", "")))


SEND_BACK = Form(
    "post_return",
    "permintaan perbaikan",
    Access.MODERATOR,
    (
        Step(
            "text",
            lambda draft: texts.ask_comment(draft.form, post_of(draft.answers)),
            moderator_words.take,
        ),
    ),
)
REFUSAL = Form(
    "post_refusal",
    "alasan penolakan tulisan",
    Access.MODERATOR,
    (
        Step(
            "text",
            lambda draft: texts.ask_reason(draft.form, post_of(draft.answers)),
            moderator_words.take,
        ),
    ),
)
TAKE_DOWN = Form(
    "post_taking_down",
    "alasan menurunkan tulisan",
    Access.MODERATOR,
    (
        Step(
            "text",
            lambda draft: reporting.ask_removal(draft.form, post_of(draft.answers)),
            moderator_words.take,
        ),
    ),
)
