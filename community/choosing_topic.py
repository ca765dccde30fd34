"""The step of a form that asks for a topic: three are suggested, `Topik lain` shows all."""

from collections.abc import Callable, Sequence

from community.folding import fold
from community.form import Answers, Draft, Input, Keep, Look, Step, Typed, Verdict, Wrong
from community.reply import Message
from community.suggesting import offered
from community.texts import choosing_topic as texts
from community.topics import Topic


def step(
    heading: str, question: str, applies: Callable[[Answers], bool] = lambda _answers: True
) -> Step:
    """Return the step as a form asks it, below its heading."""

    def ask(draft: Draft) -> Message:
        return _ask(draft, heading, question)

    return Step("topic", ask, _take, applies)


def as_view(listed: Sequence[Topic], text: str, usual: Sequence[str] = ()) -> Answers:
    """Return what the step shows: all topics, and those that a text is likely about.

    `usual` are codes that this person used before, for a text that fits none.
    """
    return {
        "codes": [one.code for one in listed],
        "names": [one.name for one in listed],
        "suggested": [one.code for one in offered(text, listed, usual)],
    }


def words_in(draft: Draft, key: str) -> list[str]:
    """Return words that a step's screen was given."""
    value = draft.view.get(key)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _topics(draft: Draft) -> dict[str, str]:
    return dict(zip(words_in(draft, "codes"), words_in(draft, "names"), strict=False))


def _ask(draft: Draft, heading: str, question: str) -> Message:
    named = _topics(draft)
    page = draft.view.get("page")
    if isinstance(page, int):
        return texts.ask_other(draft.form, heading, list(named.items()), page)
    likely = [(code, named.get(code, code)) for code in words_in(draft, "suggested")]
    return texts.ask(draft.form, heading, question, likely)


def _take(draft: Draft, given: Input) -> Verdict:
    named = _topics(draft)
    if isinstance(given, Typed):
        wanted = fold(given.text)
        found = [code for code, name in named.items() if wanted == fold(name)]
        return Keep({**draft.answers, "topic": found[0]}) if found else Wrong(texts.TAP_TOPIC)
    what, _, number = given.value.partition(":")
    if what == "page" and number.isdecimal() and len(number) < 6:
        return Look({**draft.view, "page": int(number)})
    if what == "likely":
        return Look({key: draft.view[key] for key in draft.view if key != "page"})
    if given.value in named:
        return Keep({**draft.answers, "topic": given.value})
    return Wrong(texts.TAP_TOPIC)
