"""What a handler says back: messages, edits, toasts and the like, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Lane(StrEnum):
    """How urgent a row is: answers to people first, then notices, then mass messages."""

    REPLY = "reply"
    NOTICE = "notice"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: either `data` (see callback.py) or a link."""

    label: str
    data: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One screen: HTML text (people's words escaped by texts/) and its buttons."""

    text: str
    buttons: Rows = ()
    silent: bool = False
    link_preview: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that people sent, by its Telegram id; parts of an album share `album`.

    `kind` is photo, document, voice, video or audio. `words` is what its message said with it,
    where that is part of a text that is sent apart; `source` names that message and the file in it.
    """

    kind: str
    file_id: str
    caption: str = ""
    album: str | None = None
    words: str = ""
    source: str = ""

    def as_json(self) -> dict[str, str | None]:
        """Return it as drafts and tables keep it."""
        return {
            "kind": self.kind,
            "file_id": self.file_id,
            "caption": self.caption,
            "album": self.album,
            "words": self.words,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFiles:
    """Send files to a chat: one by its own method, several of a kind as an album, in order.

    They answer our newest message about `reply_to_subject` in that chat, where one is known.
    Captions are people's words and sent as plain text; what an app cannot show is cut.
    `replace_key` lets files that came with more parts take the place of pending ones.
    """

    chat_id: int
    files: tuple[Attached, ...]
    lane: Lane = Lane.REPLY
    person_id: int | None = None
    reply_to_subject: str | None = None
    thread_id: int | None = None
    thread_topic: str | None = None
    subject: str | None = None
    replace_key: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenThread:
    """Make a thread of a forum for a topic, unless there is one.

    Say it before whatever names the topic as its `thread_topic`, each time: delivery knows whether
    there is something to do. In chats without threads everything stands in General.
    """

    chat_id: int
    topic: str
    name: str
    lane: Lane = Lane.REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Send a message to a chat.

    `subject` names what it is about, so that it can be found and edited later;
    `reply_to_subject` makes it answer our newest message about that subject in the chat;
    `thread_topic` is the topic in whose thread it stands (see `OpenThread`);
    `replace_key` lets a newer row take the place of a pending one;
    `zone` is the zone of an unasked message: its Friday pause and night count.
    """

    chat_id: int
    message: Message
    lane: Lane = Lane.REPLY
    person_id: int | None = None
    reply_to: int | None = None
    reply_to_subject: str | None = None
    thread_id: int | None = None
    thread_topic: str | None = None
    subject: str | None = None
    replace_key: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Edit a message of ours in place, by its id or by its subject.

    Where the message is gone and `else_say` holds, it is sent as a new one, in the thread of
    `thread_topic` if there is one. `else_message` is what is said then instead, in reply to what
    cannot be edited where that still stands; it needs a subject.
    """

    chat_id: int
    message: Message
    message_id: int | None = None
    subject: str | None = None
    lane: Lane = Lane.REPLY
    person_id: int | None = None
    replace_key: str | None = None
    thread_topic: str | None = None
    else_say: bool = True
    else_message: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Delete a message; that it is gone already is fine."""

    chat_id: int
    message_id: int
    lane: Lane = Lane.REPLY
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """Answer a tap; what it says must be readable on the screen too."""

    query_id: str
    text: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Content that is made when it is sent (files, charts): `kind` names the maker in handlers/.

    `zone` is that of an unasked message, as for `Say`.
    """

    chat_id: int
    kind: str
    args: Mapping[str, object] = field(default_factory=dict)
    lane: Lane = Lane.REPLY
    person_id: int | None = None
    expires_at: datetime | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """Accept somebody's request to join a group."""

    chat_id: int
    telegram_id: int
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCommands:
    """Publish the command list of one chat; `commands` is ((name, description), …)."""

    chat_id: int
    commands: tuple[tuple[str, str], ...]
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class InlineResult:
    """A line of what is listed for an inline query; choosing it sends `message`.

    `id` has at most 64 bytes. The buttons of `message` are links: taps below what somebody sent
    elsewhere name no chat.
    """

    id: str
    title: str
    description: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineAnswer:
    """What is listed for an inline query; Telegram keeps it for that person for `cache_seconds`.

    `next_offset` asks for what follows, empty at the end; `button` (label, payload of /start)
    stands above the list and opens the private chat.
    """

    results: tuple[InlineResult, ...] = ()
    next_offset: str = ""
    cache_seconds: int = 0
    button: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInline:
    """Answer an inline query at once."""

    query_id: str
    answer: InlineAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchInline:
    """Answer an inline query with what is found when it is answered, on a snapshot.

    The row is small, and the search holds no writer up.
    """

    query_id: str
    args: Mapping[str, object]
    person_id: int


Outgoing = (
    Say
    | SendFiles
    | OpenThread
    | Rewrite
    | Remove
    | Toast
    | Later
    | LetIn
    | ShowCommands
    | AnswerInline
    | SearchInline
)


@dataclass(frozen=True, slots=True)
class File:
    """A file made late, for `Later`; a photo is shown in the chat."""

    name: str
    content: bytes
    caption: str = ""
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a handler says, in order."""

    says: tuple[Outgoing, ...] = ()

    def __add__(self, other: "Reply") -> "Reply":
        return Reply(self.says + other.says)


SILENCE = Reply()
