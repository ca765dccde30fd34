"""What people send before they say what it is for: words and files, carried into a form."""

from dataclasses import dataclass
from datetime import timedelta

from community.incoming import Attachment, Text
from community.question_draft import MOST_FILES, joined, without_command
from community.reply import Attached

TOGETHER = timedelta(minutes=1)
"""Files and words that follow each other so soon belong together."""


ALBUM_GAP = timedelta(seconds=1.5)
"""Parts of an album follow each other that fast."""


def album_key(person_id: int, album: str) -> str:
    """Name the screen that comes after the last part of an album: what comes sooner replaces it."""
    return f"album:{person_id}:{album}"


def paste_key(person_id: int) -> str:
    """Name the screen that comes after the last part of a text that an app split."""
    return f"paste:{person_id}"


@dataclass(frozen=True, slots=True)
class Carried:
    """Messages by number, each with its words (none for a bare file), and the files."""

    parts: tuple[tuple[int, str], ...]
    files: tuple[Attached, ...] = ()

    @property
    def text(self) -> str:
        """All words."""
        return joined(words for _, words in self.parts)

    @property
    def message_id(self) -> int:
        """The message that came last."""
        return self.parts[-1][0]

    @property
    def is_full(self) -> bool:
        """Whether no more files are taken."""
        return len(self.files) >= MOST_FILES

    def holds(self, message_id: int) -> bool:
        """Say whether that message is carried here."""
        return any(one == message_id for one, _ in self.parts)

    def messages(self) -> tuple[tuple[int, str, Attached | None], ...]:
        """Return each message with its words and its file, where it had one."""
        files = {one.source.partition(":")[0]: one for one in self.files}
        return tuple((number, words, files.get(str(number))) for number, words in self.parts)

    def with_more(self, more: "Carried") -> "Carried":
        """Add what came next; of more files than a question takes the first."""
        return Carried(self.parts + more.parts, (self.files + more.files)[:MOST_FILES])


def of_text(event: Text) -> Carried:
    """Carry what was typed."""
    return Carried(((event.message_id, event.text),))


def of_file(event: Attachment) -> Carried:
    """Carry a file; its caption is words, without the command that they may begin with."""
    words = without_command(event.caption)
    source = f"{event.message_id}:{event.unique_id}"
    file = Attached(event.kind, event.file_id, album=event.album, source=source)
    return Carried(((event.message_id, words),), (file,))
