"""The one question of `Akan saya replikasi`: where."""

from community import entry, marking
from community.form import Answers, Draft, Form, Input, Keep, Picked, Step, Value, Verdict, Wrong
from community.post_buttons import OpenPost
from community.replicating import Place, Replicate, typed_places
from community.reply import Message
from community.roles import Access
from community.texts import replicating as texts

LENGTH = (3, 200)
OWN = "own"


def begin(data: Replicate, own: Place | None) -> Draft:
    """Return a draft that asks where a post is to be replicated."""
    answers: dict[str, Value] = {"post": data.post, "opened": data.opened}
    if own is not None:
        answers |= {"own": own.name, "key": own.workplace, "area": own.area}
    return FORM.begin(answers)


def back_of(answers: Answers) -> OpenPost:
    """Return how the post was opened that a draft is about."""
    post = answers.get("post")
    return marking.back_of(post if isinstance(post, int) else 0, str(answers.get("opened", "")))


def place_of(answers: Answers) -> Place | None:
    """Return the place that was answered."""
    return _place(answers, "where", "where_key", "where_area")


def _own(answers: Answers) -> Place | None:
    return _place(answers, "own", "key", "area")


def _place(answers: Answers, name: str, key: str, area: str) -> Place | None:
    if not isinstance(answers.get(name), str):
        return None
    code = answers.get(area)
    return Place(
        str(answers[name]), str(answers.get(key, "")), code if isinstance(code, str) else None
    )


def _ask(draft: Draft) -> Message:
    own = _own(draft.answers)
    number = back_of(draft.answers).post
    return texts.ask_where(draft.form, number, "" if own is None else own.name)


def _take(draft: Draft, given: Input) -> Verdict:
    own = _own(draft.answers)
    if isinstance(given, Picked):
        return Wrong(texts.TYPE_IT) if given.value != OWN or own is None else _kept(draft, own)
    example = "Puskesmas Waru, atau Kabupaten Gresik"
    line = entry.line_of(given.text, what="Tempat", length=LENGTH, example=example)
    if isinstance(line, Wrong):
        return line
    places = typed_places(line, own)
    if len(places) > 1:
        return Wrong(texts.which([place.name for place in places]))
    return _kept(draft, places[0])


def _kept(draft: Draft, place: Place) -> Keep:
    found = {"where": place.name, "where_key": place.workplace, "where_area": place.area}
    return Keep({**draft.answers, **found})


FORM = Form("replication", "replikasi", Access.MEMBER, (Step("where", _ask, _take),))
