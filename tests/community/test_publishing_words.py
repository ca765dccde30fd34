"""The longest text that may be published fits every screen it is shown on."""

from datetime import date

from community import publishing
from community.publishing import Content
from community.texts import faq
from community.texts import publishing as texts

MOST = 4096  # characters of a message, Bot API
LONGEST = Content(
    question="q" * publishing.QUESTION_LENGTH[1],
    answer="a" * publishing.ANSWER_LENGTH[1],
    source="s" * publishing.SOURCE_LENGTH[1],
    review_on=date(2027, 11, 23),
)


def test_the_longest_text_fits() -> None:
    """Preview with all warnings, the asker's question, and the published screen."""
    warnings = (texts.ANONYMOUS, texts.HOLDS_CONTACT)
    body = faq.body(LONGEST, replaced={}, is_under_review=True)
    link = "https://t.me/cop_humas_jatim_bot?start=q_123456"
    screens = (
        texts.preview("publish", 123456, LONGEST, warnings, asks=True),
        texts.ask_consent(123456, 1, LONGEST, names=2),
        faq.published(123456, "t" * 100, body, back=None, is_own=True, link=link),
        texts.ask_answer("publish", "a" * 9000),
        texts.ask_question("publish", 123456, "q" * 3000),
    )

    assert [] == [len(screen.text) for screen in screens if len(screen.text) > MOST]
