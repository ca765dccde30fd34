"""Buttons as people see them: those on a message, and those below the chat."""

from __future__ import annotations

from typing import Any

from simulator.state.chats import Chat
from simulator.state.messages import Message

Json = dict[str, Any]


def inline_buttons(message: Message) -> list[list[Json]]:
    """List the buttons on a message."""
    if message.markup is None:
        return []
    return [[_button(button) for button in row] for row in message.markup["inline_keyboard"]]


def reply_buttons(message: Message) -> list[list[str]]:
    """List the buttons that a message put below the chat."""
    rows = (message.reply_keyboard or {}).get("keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def below(chat: Chat) -> Json | None:
    """Tell what stands below the chat now: the last keyboard, unless it was taken away."""
    for message in reversed(chat.messages.values()):
        given = message.reply_keyboard
        if given is None:
            continue
        if given.get("remove_keyboard"):
            return None
        return {
            "message_id": message.id,
            "rows": reply_buttons(message),
            "is_one_time": bool(given.get("one_time_keyboard")),
            "is_reply_forced": bool(given.get("force_reply")),
            "placeholder": given.get("input_field_placeholder", ""),
        }
    return None


def _button(button: Json) -> Json:
    return {
        "text": button["text"],
        "data": button.get("callback_data"),
        "url": button.get("url"),
        "style": button.get("style", ""),
        "copy": button.get("copy_text", {}).get("text"),
        "inline": _inline(button),
    }


def _inline(button: Json) -> Json | None:
    """Tell what a button types behind the bot's name, and whether in this very chat."""
    for name, is_here in (
        ("switch_inline_query_current_chat", True),
        ("switch_inline_query", False),
    ):
        if name in button:
            return {"query": button[name], "is_here": is_here}
    return None
