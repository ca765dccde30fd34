"""Requests to join, and putting people out."""

from __future__ import annotations

from simulator.errors import bad_request
from simulator.methods.access import Access, find_chat, find_user
from simulator.methods.registry import method
from simulator.state import standing
from simulator.state.chats import Chat
from simulator.state.users import User
from simulator.state.world import World
from simulator.wire.parameters import Parameters


@method("approveChatJoinRequest", "chat_id user_id")
def approve_chat_join_request(world: World, parameters: Parameters) -> bool:
    """Let somebody in who asked."""
    chat, user = _request(world, parameters)
    del chat.join_requests[user.id]
    standing.join(world, chat, user, by=world.bot, via_request=True)
    return True


@method("declineChatJoinRequest", "chat_id user_id")
def decline_chat_join_request(world: World, parameters: Parameters) -> bool:
    """Keep somebody out who asked."""
    chat, user = _request(world, parameters)
    del chat.join_requests[user.id]
    world.changes.bump()
    return True


@method("banChatMember", "chat_id user_id until_date revoke_messages")
def ban_chat_member(world: World, parameters: Parameters) -> bool:
    """Put somebody out for good."""
    chat, user = _restrictable(world, parameters)
    if chat.member(user).is_admin:
        raise bad_request("user is an administrator of the chat")
    standing.kick(world, chat, user, by=world.bot)
    return True


@method("unbanChatMember", "chat_id user_id only_if_banned")
def unban_chat_member(world: World, parameters: Parameters) -> bool:
    """Let somebody return."""
    chat, user = _restrictable(world, parameters)
    if chat.member(user).status == "kicked" or (
        chat.member(user).is_inside and not parameters.boolean("only_if_banned")
    ):
        standing.leave(world, chat, user, by=world.bot)
    return True


def _request(world: World, parameters: Parameters) -> tuple[Chat, User]:
    chat = find_chat(world, parameters, Access.WRITE)
    user = find_user(world, parameters)
    if chat.is_private:
        raise bad_request("chat can't have join requests")
    if not world.bot_in(chat).may("can_invite_users"):
        raise bad_request("not enough rights to manage chat join requests")
    if chat.member(user).is_inside:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if user.id not in chat.join_requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return chat, user


def _restrictable(world: World, parameters: Parameters) -> tuple[Chat, User]:
    chat = find_chat(world, parameters, Access.WRITE)
    user = find_user(world, parameters)
    if chat.is_private:
        raise bad_request("can't ban members in private chats")
    if not world.bot_in(chat).may("can_restrict_members"):
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    return chat, user
