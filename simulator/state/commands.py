"""The bot's command lists, by scope and language."""

from __future__ import annotations

from typing import Any

Key = tuple[str, int, int, str]  # scope, chat, user, language


class Commands:
    """Every list that was set, and which one a person sees."""

    def __init__(self) -> None:
        self.lists: dict[Key, list[dict[str, Any]]] = {}

    def put(self, key: Key, commands: list[dict[str, Any]]) -> None:
        """Replace a list; an empty one deletes it."""
        if commands:
            self.lists[key] = commands
        else:
            self.lists.pop(key, None)

    def seen(
        self, *, chat_id: int, user_id: int, is_group: bool, is_admin: bool, language: str
    ) -> list[dict[str, Any]]:
        """Find the list a person sees, in the order the reference gives."""
        if not is_group:
            scopes = [("chat", chat_id, 0), ("all_private_chats", 0, 0)]
        else:
            scopes = [("chat_member", chat_id, user_id)]
            if is_admin:
                scopes.append(("chat_administrators", chat_id, 0))
            scopes.append(("chat", chat_id, 0))
            if is_admin:
                scopes.append(("all_chat_administrators", 0, 0))
            scopes.append(("all_group_chats", 0, 0))
        scopes.append(("default", 0, 0))
        for scope, chat, user in scopes:
            for tongue in (language, ""):
                found = self.lists.get((scope, chat, user, tongue))
                if found:
                    return found
        return []
