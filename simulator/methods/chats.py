"""Looking at chats and their members, and leaving them."""

from __future__ import annotations

from typing import Any

from simulator.errors import bad_request
from simulator.methods.access import Access, find_chat, find_user
from simulator.methods.registry import method
from simulator.state import standing
from simulator.state.chats import Chat
from simulator.state.world import World
from simulator.wire.parameters import Parameters

Json = dict[str, Any]


@method("getChat", "chat_id")
def get_chat(world: World, parameters: Parameters) -> Json:
    """Show a chat in full."""
    chat = find_chat(world, parameters, Access.READ)
    shown: Json = {
        **chat.card,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            chat.is_private or chat.is_channel,
        ),
    }
    if chat.username or (chat.user and chat.user.username):
        shown["active_usernames"] = [chat.username or (chat.user.username if chat.user else "")]
    if chat.description:
        shown["description"] = chat.description
    if chat.kind in {"group", "supergroup"}:
        shown["permissions"] = chat.permissions
    if chat.join_by_request:
        shown["join_by_request"] = True
    if chat.pinned:
        shown["pinned_message"] = chat.messages[chat.pinned[-1]].as_json(with_reply=False)
    return shown


@method("getChatMember", "chat_id user_id")
def get_chat_member(world: World, parameters: Parameters) -> Json:
    """Show one member."""
    chat = find_chat(world, parameters, Access.READ)
    user = find_user(world, parameters)
    if chat.is_private:
        if user is not chat.user and user is not world.bot:
            raise bad_request("member not found")
        return {"user": user.card, "status": "member"}
    _check_members_shown(world, chat)
    return chat.member(user).as_json()


@method("getChatAdministrators", "chat_id return_bots")
def get_chat_administrators(world: World, parameters: Parameters) -> list[Json]:
    """List who runs a group or channel; other bots are left out."""
    chat = find_chat(world, parameters, Access.READ)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    _check_members_shown(world, chat)
    return [
        member.as_json()
        for member in chat.members.values()
        if member.is_admin and (not member.user.is_bot or member.user is world.bot)
    ]


@method("getChatMemberCount", "chat_id")
def get_chat_member_count(world: World, parameters: Parameters) -> int:
    """Count who is inside."""
    chat = find_chat(world, parameters, Access.READ)
    return 2 if chat.is_private else len(chat.insiders())


@method("leaveChat", "chat_id")
def leave_chat(world: World, parameters: Parameters) -> bool:
    """Leave a group or channel."""
    chat = find_chat(world, parameters, Access.READ)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    standing.leave(world, chat, world.bot)
    return True


def _check_members_shown(world: World, chat: Chat) -> None:
    if chat.is_channel and not world.bot_in(chat).is_admin:
        raise bad_request("member list is inaccessible")
