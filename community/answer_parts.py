"""The messages that an answer was written in: one of words, and files with words of their own.

Their words are sent as one text, those that were typed first; each message may be edited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from community.incoming import Attachment, Edited
from community.privacy_guard import mask_parts
from community.reply import Attached

GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Parts:
    """A text with its files; `typed` are the words that came with none of them."""

    typed: str
    files: tuple[Attached, ...] = ()

    @property
    def text(self) -> str:
        """All the words, as they are sent."""
        return GAP.join(words for words in (self.typed, *_captions(self.files)) if words)


def file_of(event: Attachment) -> Attached:
    """Return a file with the words and the message that it came with."""
    source = f"{event.message_id}:{event.unique_id}"
    words = event.caption.strip()
    return Attached(event.kind, event.file_id, album=event.album, words=words, source=source)


def message_of(file: Attached) -> int:
    """Return the message that brought a file, 0 where that is not known."""
    number = file.source.partition(":")[0]
    return int(number) if number else 0


def is_from(files: Sequence[Attached], message_id: int) -> bool:
    """Say whether a message brought one of these files."""
    return any(message_of(one) == message_id for one in files)


def parts_of(text: str, files: Sequence[Attached]) -> Parts:
    """Take a text apart; where it was written anew, no words are the files' any more."""
    captions = GAP.join(_captions(files))
    if not captions:
        return Parts(text, tuple(files))
    if text == captions:
        return Parts("", tuple(files))
    if text.endswith(GAP + captions):
        return Parts(text.removesuffix(GAP + captions), tuple(files))
    return Parts(text, tuple(replace(one, words="") for one in files))


def edited(parts: Parts, event: Edited) -> Parts:
    """Return what a text with files becomes when one of its messages is edited."""
    words = event.text.strip()
    if not is_from(parts.files, event.message_id):
        return replace(parts, typed=words)
    files = [
        _replaced(replace(one, words=words), event.file)
        if message_of(one) == event.message_id
        else one
        for one in parts.files
    ]
    return replace(parts, files=tuple(files))


def masked(parts: Parts) -> Parts:
    """Mask all words, also a number that begins in one message and ends in another."""
    written = [words for words in (parts.typed, *_captions(parts.files)) if words]
    words = iter(mask_parts(written, GAP))
    typed = next(words) if parts.typed else ""
    files = tuple(replace(one, words=next(words)) if one.words else one for one in parts.files)
    return Parts(typed, files)


def is_replaced(before: Sequence[Attached], now: Sequence[Attached]) -> bool:
    """Say whether there are other files now; what is said with them does not matter."""
    return [(one.kind, one.file_id) for one in before] != [(one.kind, one.file_id) for one in now]


def _replaced(file: Attached, now: Attachment | None) -> Attached:
    """Return a file as its message holds it now; the same file may have another id."""
    unique_id = file.source.partition(":")[2]
    if now is None or not unique_id or now.unique_id == unique_id:
        return file
    source = f"{message_of(file)}:{now.unique_id}"
    return replace(file, kind=now.kind, file_id=now.file_id, source=source)


def _captions(files: Sequence[Attached]) -> list[str]:
    return [one.words for one in files if one.words]
