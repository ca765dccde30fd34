"""Who may be handed a question, each under a label of their own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from community import workplace
from community.texts.question_card import cut
from community.texts.question_steps import ADMIN
from handlers.question_writing import viewers_of
from handlers.request import Request
from storage.members import Contact
from storage.questions import Question
from storage.unit import Unit

_ROOM = 58  # of a button: a number may follow


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody of the list."""

    person_id: int
    label: str


async def takers(request: Request, question: Question) -> list[Taker]:
    """List who may be asked to take over.

    An anonymous asker stays in the list: that they are missing would tell who asked.
    """
    viewers = await viewers_of(request.unit, request.charter)
    people = {one.person_id: one for one in (*viewers.moderators, *viewers.admins)}
    people.pop(question.holder_id or 0, None)
    if not question.is_anonymous:
        people.pop(question.person_id or 0, None)
    return await _told_apart(request.unit, list(people.values()))


async def _told_apart(unit: Unit, people: Sequence[Contact]) -> list[Taker]:
    """Label people by name; of one name, by their instansi, too; else by a number.

    Only an admin may have no profile; what Telegram calls people is stored nowhere.
    """
    named = [Taker(one.person_id, one.name or ADMIN) for one in people]
    counts = Counter(one.label for one in named)
    placed = [await _placed(unit, one) if counts[one.label] > 1 else one for one in named]
    placed.sort(key=lambda one: (one.label == ADMIN, one.label.casefold()))
    counts, seen = Counter(one.label for one in placed), Counter[str]()
    told = []
    for one in placed:
        seen[one.label] += 1
        number = f" · {seen[one.label]}" if counts[one.label] > 1 else ""
        told.append(Taker(one.person_id, one.label + number))
    return told


async def _placed(unit: Unit, one: Taker) -> Taker:
    card = await unit.members.card(one.person_id)
    if card is None or card.profile is None:
        return one
    return Taker(one.person_id, cut(f"{one.label}, {workplace.name(card.profile)}", _ROOM))
