"""What the bot may do in its two chats: just what it needs in that kind of chat."""

from collections.abc import Mapping
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.api import Api
from bot.checks.finding import Finding, well, wrong
from bot.checks.people import People

MODERATORS, COMMUNITY = "MODERATOR_CHAT_ID", "COMMUNITY_CHAT_ID"
GROUPS = ("group", "supergroup")
KINDS = {MODERATORS: GROUPS, COMMUNITY: (*GROUPS, "channel")}
Right = tuple[str, str, str]  # of the Bot API; what cannot be done without it; what to allow

TOPICS: Right = ("can_manage_topics", "membuka topik", "mengelola topik")
INVITE: Right = ("can_invite_users", "menerima permintaan masuk", "mengundang anggota")
POST: Right = ("can_post_messages", "menulis", "menulis pesan")


async def look(api: Api, name: str, chat_id: int, bot_id: int, known: People) -> Finding:
    """Look at one chat: that it is there, of a kind that fits, and the rights in it."""
    mend = f"Tambahkan bot ke grup itu sebagai admin, lalu periksa {name}."
    try:
        chat: dict[str, Any] = await api.call("getChat", {"chat_id": chat_id})
        asked = {"chat_id": chat_id, "user_id": bot_id}
        standing: dict[str, Any] = await api.call("getChatMember", asked)
        people = await api.call("getChatMemberCount", {"chat_id": chat_id})
    except ChatMigrated as exc:
        words = f"{name}: grup {chat_id} sudah menjadi supergrup"
        return wrong(words, f"Tulis {name}={exc.new_chat_id}.")
    except (BadRequest, Forbidden):
        return wrong(f"{name}: bot tidak dapat melihat grup {chat_id}", mend)
    title = chat.get("title", "")
    if chat.get("type") not in KINDS[name]:
        fitting = "grup" if name == MODERATORS else "grup atau kanal"
        return wrong(f"{name}: {chat_id} bukan {fitting}", f"Isi {name} dengan ID {fitting}.")
    if standing.get("status") not in ("administrator", "creator"):
        return wrong(f"{name}: bot bukan admin di “{title}”", mend)
    for right, act, allowed in _needed(name, chat):
        if not _has(standing, right):
            words = f"{name}: bot tidak dapat {act} di “{title}”"
            return wrong(words, f"Beri bot izin admin untuk {allowed} di grup itu.")
    if name == MODERATORS and known.moderators is not None:
        # The bot itself sits in the group too.
        return well(
            f"Grup moderator berisi {people - 1} orang, {known.moderators} moderator terdaftar"
        )
    return well(f"{name}: bot admin di “{title}”")


def _needed(name: str, chat: Mapping[str, Any]) -> tuple[Right, ...]:
    """Return the rights that are used there.

    Being an admin is itself needed in the groups: others see only what is addressed to them.
    """
    if name == MODERATORS:
        return (TOPICS,) if chat.get("is_forum") else ()
    return (POST, INVITE) if chat.get("type") == "channel" else (INVITE,)


def _has(standing: Mapping[str, Any], right: str) -> bool:
    """Say whether the bot has a right; who made the group may do everything."""
    return standing.get("status") == "creator" or bool(standing.get(right))
