"""Which chat a request means and whether the bot may use it, with the server's words."""

from __future__ import annotations

from enum import Enum

from simulator.errors import ApiError, bad_request, forbidden
from simulator.state.chats import Chat
from simulator.state.messages import Message
from simulator.state.users import User
from simulator.state.world import World
from simulator.wire.parameters import Parameters

JOIN_REQUEST_WINDOW = 300.0  # a bot may write for 5 minutes to who asked to join

CONTENT_WORDS = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "video": ("can_send_videos", "videos"),
    "audio": ("can_send_audios", "audios"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "animation": ("can_send_other_messages", "animations"),
    "sticker": ("can_send_other_messages", "stickers"),
}


class Access(Enum):
    """What a method wants to do in a chat."""

    READ = "read"
    EDIT = "edit"
    WRITE = "write"


def find_chat(world: World, parameters: Parameters, access: Access) -> Chat:
    """Find the chat of `chat_id` and check access to it."""
    name = parameters.text("chat_id")
    if not name:
        raise bad_request("chat_id is empty")
    if name.startswith("@"):
        chat = world.chats.get(world.usernames.get(name[1:].lower(), 0))
    else:
        chat_id = parameters.integer("chat_id")
        chat = world.chats.get(chat_id) or _known_person(world, chat_id)
    if chat is None or _is_unheard_of(world, chat):
        raise bad_request("chat not found")
    _check_access(world, chat, access)
    return chat


def _known_person(world: World, chat_id: int) -> Chat | None:
    user = world.users.get(chat_id)
    if user is None or user is world.bot or not user.is_known:
        return None
    return world.private_chat(user)


def _is_unheard_of(world: World, chat: Chat) -> bool:
    """Tell whether this is a channel that the bot never was in and that has no public name."""
    return chat.is_channel and not chat.username and world.bot.id not in chat.members


def _check_access(world: World, chat: Chat, access: Access) -> None:
    if chat.user is not None:
        if chat.user.is_deactivated and access is Access.WRITE:
            raise forbidden("user is deactivated")
        return
    kind = f"{chat.kind} chat"
    if chat.upgraded_to and access is not Access.READ:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.upgraded_to}
        )
    if chat.is_deleted and chat.kind == "group":  # of others, the bot was put out
        raise forbidden(f"the {kind} was deleted")
    standing = world.bot_in(chat)
    if standing.status == "kicked":
        raise forbidden(f"bot was kicked from the {kind}")
    if not standing.is_inside and not (chat.username and access is Access.READ):
        raise forbidden(f"bot is not a member of the {kind}")


def check_rights(world: World, chat: Chat, kind: str) -> None:
    """Check that the bot may send this kind of content here."""
    if chat.is_private:
        return
    if chat.is_channel:
        _check_posting(world, chat)
        return
    right, words = CONTENT_WORDS.get(kind, ("can_send_other_messages", kind))
    standing = world.bot_in(chat)
    if standing.is_admin:
        return
    granted = chat.permissions.get(right, True)
    if standing.status == "restricted":
        granted = granted and standing.rights.get(right, False)
    if not granted:
        _complain_of_again(world, chat, f"the bot may not send {words} to chat {chat.id}")
        raise bad_request(f"not enough rights to send {words} to the chat")


def _check_posting(world: World, chat: Chat) -> None:
    if world.bot_in(chat).may("can_post_messages"):
        return
    _complain_of_again(world, chat, f"the bot may not post in channel {chat.id}")
    raise bad_request("need administrator rights in the channel chat")


def _complain_of_again(world: World, chat: Chat, words: str) -> None:
    """Note a repetition: nobody can know before the first refusal, going on is careless."""
    if chat.id in world.refusing:
        world.complaints.add("send", words)
    world.refusing.add(chat.id)


def check_reachable(world: World, chat: Chat) -> None:
    """Check, as the server does last, that the person lets the bot write."""
    user = chat.user
    if user is None:
        return
    if user.is_bot:
        raise forbidden("bots can't send messages to bots")
    if user.has_blocked:
        raise forbidden("bot was blocked by the user")
    if not user.has_started and not _asked_to_join(world, user):
        raise forbidden("bot can't initiate conversation with a user")


def _asked_to_join(world: World, user: User) -> bool:
    now = world.clock.now().timestamp()
    return any(
        now - chat.join_requests[user.id] <= JOIN_REQUEST_WINDOW
        for chat in world.chats.values()
        if user.id in chat.join_requests
    )


def find_message(world: World, parameters: Parameters, what: str, access: Access) -> Message:
    """Find the message of `chat_id` and `message_id`; `what` names it in the refusal."""
    chat = find_chat(world, parameters, access)
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def find_user(world: World, parameters: Parameters) -> User:
    """Find the person of `user_id`."""
    user = world.users.get(parameters.integer("user_id"))
    if user is None:
        raise invalid_user()
    return user


def invalid_user() -> ApiError:
    """Make the refusal for users the bot never met."""
    return bad_request("invalid user_id specified")
