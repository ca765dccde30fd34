"""Files that people sent, packed into as few rows as their order and their kinds allow."""

from collections.abc import Iterator, Sequence
from typing import Any

from community.reply import Attached, Say, SendFiles
from community.texts import attachments
from storage.outbox import NewRow

MOST_PARTS = 10  # of an album
CAPTION = 1_024  # characters at most
FAMILIES = {"photo": "seen", "video": "seen", "document": "document", "audio": "audio"}
"""What may stand in one album; whatever is not named here stands alone."""


def rows(say: SendFiles) -> list[NewRow]:
    """Make a row of each file and of each album, in order."""
    return [
        NewRow(
            chat_id=say.chat_id,
            lane=say.lane,
            kind="sendMediaGroup" if len(pack) > 1 else f"send{pack[0].kind.capitalize()}",
            payload=_content(pack)
            | place(say)
            | {"_else_text": attachments.cannot_be_sent(len(pack))},
            person_id=say.person_id,
            subject=say.subject,
            replace_key=None if say.replace_key is None else f"{say.replace_key}:{number}",
            not_before=say.not_before,
        )
        for number, pack in enumerate(_packs(say.files))
    ]


def place(say: Say | SendFiles) -> dict[str, Any]:
    """Return where in its chat something is to stand."""
    where: dict[str, Any] = {}
    if say.thread_id is not None:
        where["message_thread_id"] = say.thread_id
    if say.thread_topic is not None:
        where["_topic"] = say.thread_topic
    if say.reply_to_subject is not None:
        where["_reply_to"] = say.reply_to_subject
    return where


def _content(pack: Sequence[Attached]) -> dict[str, Any]:
    if len(pack) > 1:
        return {"media": [{"type": one.kind, "media": one.file_id} | _caption(one) for one in pack]}
    return {pack[0].kind: pack[0].file_id} | _caption(pack[0])


def _caption(file: Attached) -> dict[str, str]:
    if len(file.caption) > CAPTION:
        return {"caption": file.caption[: CAPTION - 1] + "…"}
    return {"caption": file.caption} if file.caption else {}


def _packs(files: Sequence[Attached]) -> Iterator[Sequence[Attached]]:
    """Take neighbours together that may be one album; albums of people stay apart."""
    first = 0
    for last in range(1, len(files) + 1):
        if last == len(files) or not _are_together(files[last - 1], files[last]):
            yield from _evenly(files[first:last])
            first = last


def _are_together(one: Attached, other: Attached) -> bool:
    family = FAMILIES.get(one.kind)
    return family is not None and (family, one.album) == (FAMILIES.get(other.kind), other.album)


def _evenly(files: Sequence[Attached]) -> Iterator[Sequence[Attached]]:
    """Cut what is too long for one album into albums of about the same size."""
    count = -(-len(files) // MOST_PARTS)
    for number in range(count):
        yield files[number * len(files) // count : (number + 1) * len(files) // count]
