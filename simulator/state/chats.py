"""Chats: private, group, supergroup, channel, and what was said in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.state.members import Member, all_permissions
from simulator.state.messages import Message
from simulator.state.topics import Topic
from simulator.state.users import User


@dataclass(frozen=True, slots=True)
class Action:
    """What the bot is said to be doing, such as typing."""

    name: str
    thread: int
    until: float  # monotonic seconds


@dataclass(slots=True, eq=False)
class Chat:
    """One chat; `log` lists (version, message) for everything that changed in it."""

    id: int
    kind: str  # private, group, supergroup, channel
    title: str = ""
    username: str = ""
    user: User | None = None  # the other side of a private chat
    description: str = ""
    members: dict[int, Member] = field(default_factory=dict)
    permissions: dict[str, bool] = field(default_factory=all_permissions)
    messages: dict[int, Message] = field(default_factory=dict)
    log: list[tuple[int, Message]] = field(default_factory=list)
    last_message_id: int = 0  # of supergroups and channels; the others share the bot's own sequence
    join_by_request: bool = False
    upgraded_to: int = 0
    is_deleted: bool = False
    pinned: list[int] = field(default_factory=list)
    join_requests: dict[int, float] = field(default_factory=dict)
    action: Action | None = None
    read: dict[tuple[int, int], int] = field(default_factory=dict)  # by person and thread
    marks: list[tuple[int, Message]] = field(default_factory=list)  # as `log`, see Message.marked
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)  # kept when it is no forum for a while
    card: dict[str, Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Rebuild the Bot API shape after a name changed."""
        card: dict[str, Any] = {"id": self.id}
        if self.user is not None:
            card["first_name"] = self.user.first_name
            if self.user.last_name:
                card["last_name"] = self.user.last_name
            if self.user.username:
                card["username"] = self.user.username
        else:
            card["title"] = self.title
            if self.username:
                card["username"] = self.username
        card["type"] = self.kind
        if self.is_forum:
            card["is_forum"] = True
        self.card = card

    @property
    def is_private(self) -> bool:
        """Tell whether this is a chat with one person."""
        return self.kind == "private"

    @property
    def is_channel(self) -> bool:
        """Tell whether only admins write here, in the channel's name."""
        return self.kind == "channel"

    def member(self, user: User) -> Member:
        """Look up a user's standing; who never came has left."""
        return self.members.get(user.id) or Member(user, "left")

    def insiders(self) -> list[Member]:
        """List who is inside now."""
        return [member for member in self.members.values() if member.is_inside]

    def newest(self) -> Message | None:
        """Find the last message that still exists."""
        return next(reversed(self.messages.values()), None)
