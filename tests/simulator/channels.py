"""What the tests of channels share: which updates are asked for, and how Telegram refuses."""

from typing import Any

POSTS = ["channel_post", "edited_channel_post", "callback_query", "my_chat_member", "chat_member"]
BUTTONS = {
    "inline_keyboard": [
        [{"text": "Masuk", "url": "https://zoom.us/j/1"}],
        [{"text": "Saya hadir", "callback_data": "hadir"}],
    ]
}
NO_RIGHT = (400, "Bad Request: need administrator rights in the channel chat")
NO_MEMBER = (403, "Forbidden: bot is not a member of the channel chat")
NO_LIST = (400, "Bad Request: member list is inaccessible")


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    """Name the kind of each update."""
    return [next(name for name in update if name != "update_id") for update in updates]
