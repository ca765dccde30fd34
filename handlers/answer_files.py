"""Files of an answer in the asker's chat: sent, joined by the rest of an album, taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from community.person import Person
from community.reply import SILENCE, Attached, Remove, Reply, Say, SendFiles
from community.texts import answering as texts
from handlers.answer_screens import files_subject, subject
from handlers.request import Request
from storage.question_entries import Entry

ALBUM_WAIT = timedelta(seconds=1.5)
"""How long the parts of an album are waited for; each part begins it anew."""
REMOVABLE = timedelta(hours=47)
"""A message can be deleted for two days (Bot API: deleteMessage), with an hour for the way."""


def send(request: Request, asker: Person, entry_id: int, files: Sequence[Attached]) -> Reply:
    """Send the files below their answer; those of an album wait for each other."""
    if not files:
        return SILENCE
    if files[-1].album is None:
        return Reply((_files(asker, entry_id, files),))
    later = request.now + ALBUM_WAIT
    return Reply((_files(asker, entry_id, files, key=files_subject(entry_id), not_before=later),))


async def join(request: Request, asker: Person, entry: Entry, part: Sequence[Attached]) -> Reply:
    """Send another part of an album with those before it, alone where they have left already."""
    first = f"{files_subject(entry.id)}:0"  # as bot/packing.py numbers the rows of a key
    if await request.unit.outbox.is_replaceable(first):
        return send(request, asker, entry.id, (*entry.attachments, *part))
    return Reply((_files(asker, entry.id, part),))


async def replace(
    request: Request, asker: Person, entry: Entry, files: Sequence[Attached]
) -> Reply:
    """Send other files in the place of those that an answer had."""
    gone = await take_back(request, asker, entry)
    told = Say(
        chat_id=asker.telegram_id,
        message=texts.files_replaced(entry.question_id),
        person_id=asker.id,
        reply_to_subject=subject(entry.id),
    )
    return gone + Reply((told, _files(asker, entry.id, files)))


async def take_back(request: Request, asker: Person, entry: Entry) -> Reply:
    """Delete the files of an answer; those that wait are not sent at all."""
    about = files_subject(entry.id)
    await request.unit.outbox.drop_about(asker.id, about)
    return Reply(
        tuple(
            Remove(chat_id=said.chat_id, message_id=message_id, person_id=said.person_id)
            for said in await request.unit.messages.list_about(about)
            for message_id in said.message_ids
        )
    )


def are_too_old(entry: Entry, now: datetime) -> bool:
    """Say whether an answer has files that cannot be deleted any more."""
    return bool(entry.attachments) and now - entry.at > REMOVABLE


def _files(
    asker: Person,
    entry_id: int,
    files: Sequence[Attached],
    *,
    key: str | None = None,
    not_before: datetime | None = None,
) -> SendFiles:
    return SendFiles(
        chat_id=asker.telegram_id,
        files=tuple(files),
        person_id=asker.id,
        reply_to_subject=subject(entry_id),
        subject=files_subject(entry_id),
        replace_key=key,
        not_before=not_before,
    )
