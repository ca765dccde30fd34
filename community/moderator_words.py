"""What a moderator writes in a form: a line or two, to be read by others."""

from community import privacy_guard
from community.form import Draft, Input, Keep, Picked, Verdict, Wrong
from community.lines import has_letters
from community.texts import question_forms as texts

OWN_WORDS = (3, 700)  # of a moderator; masks may make them longer


def take(draft: Draft, given: Input) -> Verdict:
    """Take what a moderator writes as the answer `text`; personal data are masked at once."""
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_IT)
    words, (least, most) = given.text.strip(), OWN_WORDS
    if not least <= len(words) <= most or not has_letters(words):
        return Wrong(texts.bad_length(least, most, len(words)))
    return Keep({**draft.answers, "text": privacy_guard.mask(words)})
