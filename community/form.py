"""Forms as rows: a draft is (form, step, answers), moved by the pure `advance`.

A form is a table of steps. Each step knows how to ask (a `Message`) and how to take an input.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from community.folding import fold
from community.reply import Message
from community.roles import Access

File = dict[str, str | None]
"""A file as drafts keep it (community.reply.Attached.as_json)."""
Value = str | int | bool | list[str] | list[int] | list[File] | None
Answers = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-filled form; `view` is what only the screen needs (page, filter) and is not an answer.

    `is_open` is false while the person does something else: the draft is kept and offered again.
    """

    form: str
    step: str
    answers: Answers
    view: Answers
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Typed:
    """The person typed something, in the message of that number."""

    text: str
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Picked:
    """The person tapped a button of a step."""

    step: str
    value: str


Input = Typed | Picked


@dataclass(frozen=True, slots=True)
class Keep:
    """The input is an answer: keep these answers and go on."""

    answers: Answers


@dataclass(frozen=True, slots=True)
class Look:
    """The input only changes what is shown (page, filter, a toggle): stay, show again."""

    view: Answers
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """The input is no answer: say what is accepted, with an example; nothing is lost."""

    sentence: str


Verdict = Keep | Look | Wrong


def is_saying(given: Input, value: str, word: str) -> bool:
    """Say whether a button of that value was tapped, or its word typed instead."""
    return given.value == value if isinstance(given, Picked) else fold(given.text) == word


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a form."""

    name: str
    ask: Callable[[Draft], Message]
    take: Callable[[Draft, Input], Verdict]
    applies: Callable[[Answers], bool] = lambda _answers: True


@dataclass(frozen=True, slots=True)
class Form:
    """A named table of steps, walked from top to bottom.

    `title` is what people call it; `access` says who may fill it in, as its route does.
    """

    name: str
    title: str
    access: Access
    steps: tuple[Step, ...]

    def step(self, name: str) -> Step | None:
        """Return the step of that name, None where there is none (any more)."""
        return next((step for step in self.steps if step.name == name), None)

    def begin(self, answers: Answers | None = None) -> Draft:
        """Return a new draft at the first step that applies."""
        known = dict(answers or {})
        first = next(step for step in self.steps if step.applies(known))
        return Draft(self.name, first.name, known, {})

    def after(self, name: str, answers: Answers) -> Step | None:
        """Return the next step that applies, None at the end."""
        names = [step.name for step in self.steps]
        rest = self.steps[names.index(name) + 1 :]
        return next((step for step in rest if step.applies(answers)), None)


@dataclass(frozen=True, slots=True)
class Moved:
    """The form stands at `draft.step` now; ask it."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Refused:
    """The input was no answer to the step; say `sentence` and ask again."""

    draft: Draft
    sentence: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A button of another step was tapped; the draft stands where it stood."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Finished:
    """All steps are answered."""

    answers: Answers


Outcome = Moved | Refused | Stale | Finished


def advance(form: Form, draft: Draft, given: Input) -> Outcome:
    """Move a draft by one input; pure, so that a restart in between changes nothing."""
    step = form.step(draft.step)
    if step is None:  # the form changed since the draft was saved: begin where it still fits
        return Stale(form.begin(draft.answers))
    if isinstance(given, Picked) and given.step != step.name:
        return Stale(draft)
    verdict = step.take(draft, given)
    if isinstance(verdict, Wrong):
        return Refused(draft, verdict.sentence)
    if isinstance(verdict, Look):
        answers = draft.answers if verdict.answers is None else verdict.answers
        return Moved(replace(draft, answers=answers, view=verdict.view))
    following = form.after(step.name, verdict.answers)
    if following is None:
        return Finished(verdict.answers)
    return Moved(Draft(form.name, following.name, verdict.answers, {}))
