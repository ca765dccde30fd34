"""How answers stand in the asker's chat, and which of them stand."""

from collections.abc import Sequence

from community.person import Person
from community.questions import ANSWERED, CLOSED
from community.reply import Message, Reply, Rewrite
from community.texts import answering as texts
from handlers.request import Request
from storage.question_entries import Entry, Kind
from storage.questions import Question


async def screen(request: Request, question: Question, entry: Entry) -> Message:
    """Return an answer as its asker is to see it now."""
    has_files = bool(entry.attachments)
    if entry.is_addition:
        return texts.addition(question, entry.text, has_files=has_files)
    entries = await request.unit.question_entries.list_of(question.id)
    follow_ups = _answered_by(entry, entries)
    return texts.answer(question, question.text, entry.text, follow_ups, has_files=has_files)


async def rewrite(request: Request, question: Question, asker: Person, entry: Entry) -> Reply:
    """Bring an answer up to date in the asker's chat."""
    return Reply(
        (
            Rewrite(
                chat_id=asker.telegram_id,
                message=await screen(request, question, entry),
                subject=subject(entry.id),
                person_id=asker.id,
                replace_key=f"{subject(entry.id)}:now",
            ),
        )
    )


async def living(request: Request, question_id: int) -> list[Entry]:
    """List the answers of a question that were not taken back, oldest first."""
    given = await request.unit.question_entries.answers(question_id)
    return [one for one in given if one.withdrawn_at is None]


def since_opened(question: Question, given: Sequence[Entry]) -> list[Entry]:
    """List the answers that stand and were given since the question was last opened."""
    if question.state not in (ANSWERED, CLOSED):
        return []
    opening = max((one.id for one in given if not one.is_addition), default=0)
    return [one for one in given if one.id >= opening and one.withdrawn_at is None]


async def asker_of(request: Request, question: Question | None) -> Person | None:
    """Return who asked; None once their data are deleted."""
    if question is None or question.person_id is None:
        return None
    return await request.unit.people.get(question.person_id)


def said_since(entries: Sequence[Entry]) -> list[str]:
    """List what the asker said since the last answer that stands: what is to be answered now."""
    stood = [one.id for one in entries if one.kind is Kind.ANSWER and one.withdrawn_at is None]
    return _words_since(max(stood, default=0), entries, Kind.FOLLOW_UP, Kind.EXPLANATION)


def _answered_by(entry: Entry, entries: Sequence[Entry]) -> list[str]:
    """List what was asked on since the answer before this one.

    An answer that was taken back meanwhile answered nothing.
    """
    before = [one for one in entries if one.id < entry.id]
    stood = [one.id for one in before if one.kind is Kind.ANSWER and not _was_gone(one, entry)]
    return _words_since(max(stood, default=0), before, Kind.FOLLOW_UP)


def _words_since(since: int, entries: Sequence[Entry], *kinds: Kind) -> list[str]:
    """List words of some kinds; an edit stands for what it edits."""
    words = {
        one.message_id or -one.id: one.text
        for one in entries
        if one.kind in kinds and one.id > since
    }
    return [one for one in words.values() if one]


def _was_gone(one: Entry, entry: Entry) -> bool:
    return one.withdrawn_at is not None and one.withdrawn_at <= entry.at


def subject(entry_id: int) -> str:
    """Name an answer in the asker's chat."""
    return f"answer:{entry_id}"


def files_subject(entry_id: int) -> str:
    """Name the files of an answer in the asker's chat."""
    return f"answer_files:{entry_id}"
