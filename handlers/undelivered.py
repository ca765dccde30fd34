"""What was said about a question and never reached its asker."""

from collections.abc import Sequence

from community.questions import FINAL, OPEN
from storage.question_entries import Entry, Kind
from storage.questions import Question
from storage.unit import Unit


def request_subject(entry_id: int) -> str:
    """Name a request for an explanation in the asker's chat."""
    return f"request:{entry_id}"


async def list_of(unit: Unit, question: Question) -> list[Entry]:
    """List answers and requests that still matter and did not arrive, oldest first."""
    if question.person_id is None:
        return []
    lost = await unit.unreached.list_lost(question.person_id)
    if not lost:
        return []
    entries = await unit.question_entries.list_of(question.id)
    subjects: dict[int, list[str]] = {}
    for one in lost:
        subjects.setdefault(one.entry_id, []).append(one.subject)
    return [
        entry
        for entry in entries
        if matters(question, entry, entries) and await _is_any_new(unit, subjects.get(entry.id, ()))
    ]


def matters(question: Question, entry: Entry, entries: Sequence[Entry]) -> bool:
    """Say whether the asker is still to read an entry: not what was taken back or is over."""
    if entry.withdrawn_at is not None or question.state in FINAL:
        return False
    if entry.kind is Kind.REQUEST:
        newest = max(one.id for one in entries if one.kind is Kind.REQUEST)
        return question.state in OPEN and entry.id == newest
    return entry.kind is Kind.ANSWER


async def _is_any_new(unit: Unit, subjects: Sequence[str]) -> bool:
    """Say whether something is lost that has no message: else only its edit did not arrive."""
    for subject in subjects:
        if not await unit.messages.list_about(subject):
            return True
    return False
