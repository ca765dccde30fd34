"""What reaches us from Telegram, as plain data; the edge makes it, handlers read it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChatKind(StrEnum):
    """Where something was said."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who acted, as Telegram names them.

    An admin who writes as the group itself is nobody in particular: the id is Telegram's own.
    """

    telegram_id: int
    name: str
    is_bot: bool = False
    is_anonymous_admin: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat in which it happened."""

    id: int
    kind: ChatKind
    title: str = ""
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Replied:
    """The message that somebody's message replies to; `text` is the head of what it says."""

    message_id: int
    sender: Sender | None
    is_ours: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A `/command` with what follows it; `name` is lower case, without slash and bot name."""

    name: str
    argument: str
    message_id: int
    reply_to: Replied | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text that somebody typed."""

    text: str
    message_id: int
    reply_to: Replied | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """A button under a message of ours was tapped; `message_id` is None for too old messages."""

    query_id: str
    data: str
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, document, voice, video or audio; albums share `album`."""

    kind: str
    file_id: str
    caption: str
    message_id: int
    album: str | None = None
    reply_to: Replied | None = None
    unique_id: str = ""  # stays the same while the file does; its `file_id` may change


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Content that the bot has no use for (sticker, poll, location, …)."""

    kind: str
    message_id: int
    reply_to: Replied | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A message that was sent before now reads otherwise; of a file, its caption.

    `file` is what it holds now: a file can be put in the place of another.
    """

    text: str
    message_id: int
    file: Attachment | None = None


@dataclass(frozen=True, slots=True)
class BotStanding:
    """The bot's own place in a chat changed: blocked, unblocked, added, removed, promoted.

    Statuses are Telegram's: member, administrator, left, kicked, restricted.
    """

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Somebody asks to be let into a group; `answer_chat_id` reaches them for five minutes."""

    answer_chat_id: int


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup with another id; the supergroup names the group that it was."""

    new_chat_id: int
    old_chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class InlineAsked:
    """Somebody typed behind the bot's name, in whatever chat; `offset` asks for further results."""

    query_id: str
    query: str
    offset: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """An update that asks for no answer (channel posts, service messages, unknown kinds)."""

    kind: str


Event = (
    Command
    | Text
    | Tap
    | Attachment
    | Unsupported
    | Edited
    | BotStanding
    | JoinRequest
    | Migrated
    | InlineAsked
    | Nothing
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update: who did what, where and when (`at` is aware, UTC)."""

    update_id: int
    at: datetime
    sender: Sender | None
    chat: Chat | None
    event: Event

    @property
    def is_private(self) -> bool:
        """Whether it happened between one person and the bot."""
        return self.chat is not None and self.chat.kind is ChatKind.PRIVATE
