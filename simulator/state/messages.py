"""A message and its Bot API shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.state.users import User

if TYPE_CHECKING:
    from simulator.state.chats import Chat

CAPTIONED = frozenset({"photo", "document", "video", "voice", "audio", "animation"})


@dataclass(slots=True, eq=False)
class Message:
    """One message; edited in place, `version` tells when it changed last."""

    id: int
    chat: Chat
    date: int
    sender: User
    author: User | None = None  # who wrote in the name of the group; only the apps know
    via: User | None = None  # the bot whose inline result it is
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    kind: str = "text"  # or the name of the field that holds the content
    content: Any = None
    markup: dict[str, Any] | None = None  # an inline keyboard
    reply_keyboard: dict[str, Any] | None = None  # what only people see
    reply_to: Message | None = None
    quote: dict[str, Any] | None = None
    thread: int = 0  # the topic of a forum; 0 is General, or no forum
    origin: dict[str, Any] | None = None  # where it was forwarded from
    as_chat: bool = False  # written in the name of the group; posts of a channel always are
    album: str = ""
    is_protected: bool = False
    is_deleted: bool = False
    is_silent: bool = False
    preview: dict[str, Any] | None = None
    edited_at: int = 0
    version: int = 0
    reactions: dict[int, str] | None = None  # who reacted, with which emoji
    is_read_by_bot: bool = False  # the bot confirmed the update that told of it
    marked: int = 0  # the version in which ticks, reactions or pins changed last

    @property
    def is_captioned(self) -> bool:
        """Tell whether `text` is a caption."""
        return self.kind in CAPTIONED

    @property
    def writer(self) -> User:
        """Tell who really wrote it, also in the name of a group or channel."""
        return self.author or self.sender

    def as_json(self, *, with_reply: bool = True) -> dict[str, Any]:
        """Render as Message."""
        shown: dict[str, Any] = {"message_id": self.id}
        if not self.chat.is_channel:
            shown["from"] = self.sender.card
        if self.as_chat or self.chat.is_channel:
            shown["sender_chat"] = self.chat.card
        shown["chat"] = self.chat.card
        shown["date"] = self.date
        self._show_place(shown)
        if with_reply:
            self._show_answered(shown)
        self._show_content(shown)
        if self.preview is not None:
            shown["link_preview_options"] = self.preview
        if self.is_protected:
            shown["has_protected_content"] = True
        if self.markup is not None:
            shown["reply_markup"] = self.markup
        return shown

    @property
    def reply_thread(self) -> int:
        """Tell the thread of answers in a supergroup without topics: its first message."""
        if self.chat.kind != "supergroup" or self.chat.is_forum or self.reply_to is None:
            return 0
        first = self.reply_to
        while first.reply_to is not None:
            first = first.reply_to
        return first.id

    def _show_place(self, shown: dict[str, Any]) -> None:
        if self.edited_at:
            shown["edit_date"] = self.edited_at
        if self.thread:
            shown["message_thread_id"] = self.thread
            shown["is_topic_message"] = True
        elif self.reply_thread:
            shown["message_thread_id"] = self.reply_thread
        if self.origin is not None:
            shown["forward_origin"] = self.origin
        if self.via is not None:
            shown["via_bot"] = self.via.card
        if self.album:
            shown["media_group_id"] = self.album

    def _show_answered(self, shown: dict[str, Any]) -> None:
        replied = self.reply_to
        if replied is None:  # whatever stands in a topic answers the topic's beginning
            replied = self.chat.messages.get(self.thread)
        if replied is None or replied.is_deleted or replied is self:
            return
        shown["reply_to_message"] = replied.as_json(with_reply=False)
        if self.quote:
            shown["quote"] = self.quote

    def _show_content(self, shown: dict[str, Any]) -> None:
        if self.kind == "text":
            shown["text"] = self.text
            if self.entities:
                shown["entities"] = self.entities
            return
        if self.kind == "animation":  # kept for old clients, says the reference
            shown["document"] = {
                name: value
                for name, value in self.content.items()
                if name not in {"width", "height", "duration"}
            }
        if self.kind == "venue":
            shown["location"] = self.content["location"]
        shown[self.kind] = self.content
        if self.text:
            shown["caption"] = self.text
            if self.entities:
                shown["caption_entities"] = self.entities
