"""The whole simulated Telegram around one bot: everything methods and people act on."""

from __future__ import annotations

import random

from simulator.changes import Changes
from simulator.clock import Clock
from simulator.complaints import Complaint, Complaints
from simulator.flood import Flood, FloodModel
from simulator.state.chats import Chat
from simulator.state.commands import Commands
from simulator.state.files import Files
from simulator.state.inline import InlineQueries
from simulator.state.members import Member
from simulator.state.messages import Message
from simulator.state.queries import Queries
from simulator.state.updates import Update, UpdateQueue
from simulator.state.users import User, anonymous_admin

TAP_KEY = 3 << 33  # taps keep their order per person, apart from the chats
INLINE_KEY = 1 << 33  # inline queries do, too


class World:
    """One bot's Telegram."""

    def __init__(
        self, clock: Clock, rng: random.Random, bot: User, flood: FloodModel | None = None
    ) -> None:
        self.clock = clock
        self.rng = rng
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.usernames: dict[str, int] = {}
        self.anonymous = anonymous_admin()
        self.updates = UpdateQueue(clock, rng)
        self.updates.on_confirm.append(self._note_read_by_bot)
        self.queries = Queries(clock)
        self.inline = InlineQueries(clock)
        self.files = Files()
        self.commands = Commands()
        self.profile: dict[tuple[str, str], str] = {}
        self.flood = Flood(clock, flood)
        self.changes = Changes()
        self.complaints = Complaints(self._unanswered)
        self.refusing: set[int] = set()  # chats that answered 403 and did not change since
        self.reads_all_messages = False  # privacy mode is on, as it is for new bots
        self.is_inline = True  # /setinline at @BotFather
        self._last_message_id = 0
        self._albums = 13_000_000_000_000_000 + bot.id

    def _unanswered(self) -> list[Complaint]:
        return [*self.queries.unanswered(), *self.inline.unanswered()]

    def timestamp(self) -> int:
        """Tell the time as messages carry it."""
        return int(self.clock.now().timestamp())

    def add_user(self, user: User) -> User:
        """Let a person exist."""
        if user.id in self.users:
            raise ValueError(f"user {user.id} exists already")
        self.users[user.id] = user
        return user

    def add_chat(self, chat: Chat) -> Chat:
        """Let a group or channel exist."""
        if chat.id in self.chats:
            raise ValueError(f"chat {chat.id} exists already")
        self.chats[chat.id] = chat
        if chat.username:
            self.usernames[chat.username.lower()] = chat.id
        return chat

    def private_chat(self, user: User) -> Chat:
        """Find the chat of the bot with a person, making it at the first contact."""
        chat = self.chats.get(user.id)
        if chat is None:
            chat = self.add_chat(Chat(user.id, "private", user=user))
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Number a message: supergroups and channels count their own, the rest shares one."""
        if chat.kind in {"supergroup", "channel"}:
            chat.last_message_id += 1
            return chat.last_message_id
        self._last_message_id += 1
        return self._last_message_id

    def next_album_id(self) -> str:
        """Name an album."""
        self._albums += 8
        return str(self._albums)

    def post(self, message: Message) -> Message:
        """Put a new message into its chat."""
        message.chat.messages[message.id] = message
        self.touch(message)
        return message

    def touch(self, message: Message) -> None:
        """Note that a message appeared, changed or went."""
        message.version = self.changes.bump()
        message.chat.log.append((message.version, message))

    def mark(self, message: Message) -> None:
        """Note that what stands beside a message changed: ticks, reactions, a pin."""
        message.marked = self.changes.bump()
        message.chat.marks.append((message.marked, message))

    def _note_read_by_bot(self, update: Update) -> None:
        message = update.about
        if message is not None and not message.is_read_by_bot:
            message.is_read_by_bot = True
            self.mark(message)

    def delete(self, message: Message) -> None:
        """Take a message away."""
        message.is_deleted = True
        message.chat.messages.pop(message.id, None)
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.touch(message)

    def bot_in(self, chat: Chat) -> Member:
        """Tell the bot's standing in a chat."""
        return chat.member(self.bot)

    def push_message(self, message: Message, *, is_edit: bool = False) -> int | None:
        """Tell the bot about a message, if it may see it."""
        if not self.bot_sees(message):
            return None
        kind = "channel_post" if message.chat.is_channel else "message"
        if is_edit:
            kind = f"edited_{kind}"
        return self.updates.push(kind, message.as_json(), message.chat.id, about=message)

    def bot_sees(self, message: Message) -> bool:
        """Decide by membership and privacy mode whether the bot gets this message."""
        chat = message.chat
        if chat.is_private:
            return True
        standing = self.bot_in(chat)
        if not standing.is_inside:
            return False
        if standing.is_admin or self.reads_all_messages or message.kind not in CONTENT:
            return True
        if message.via is self.bot:
            return True
        replied = message.reply_to
        if replied is not None and replied.sender is self.bot:
            return True
        return self._is_addressed(message)

    def _is_addressed(self, message: Message) -> bool:
        me = f"@{self.bot.username}".lower()
        if me in message.text.lower():
            return True
        if not message.text.startswith("/"):
            return False
        command = message.text.split(maxsplit=1)[0]
        return "@" not in command


CONTENT = frozenset(
    {
        "text",
        "photo",
        "document",
        "video",
        "voice",
        "audio",
        "animation",
        "video_note",
        "sticker",
        "poll",
        "location",
        "contact",
        "dice",
        "venue",
    }
)
