"""Topics of forums: begun, renamed, closed, deleted by the bot."""

from __future__ import annotations

from typing import Any

from simulator.errors import bad_request
from simulator.methods.access import Access, find_chat
from simulator.methods.registry import method
from simulator.state import forums
from simulator.state.chats import Chat
from simulator.state.members import Member
from simulator.state.topics import COLORS, GENERAL, MOST_NAME, Topic
from simulator.state.world import World
from simulator.text import clean
from simulator.wire.parameters import Parameters

Json = dict[str, Any]


@method("createForumTopic", "chat_id name icon_color icon_custom_emoji_id")
def create_forum_topic(world: World, parameters: Parameters) -> Json:
    """Begin a topic."""
    chat = _forum(world, parameters)
    if not _may_create(world.bot_in(chat), chat):
        raise bad_request("not enough rights to create a topic")
    name = _name(parameters)
    color = parameters.integer("icon_color")
    if not 0 <= color <= 0xFFFFFF:
        raise bad_request("invalid icon color specified")
    if color and color not in COLORS:
        world.complaints.add("createForumTopic", f"the icon color {color:#x} does not exist")
    emoji = parameters.text("icon_custom_emoji_id")
    topic = forums.begin(world, chat, world.bot, name, color=color or COLORS[0], emoji=emoji)
    return topic.as_json()


@method("editForumTopic", "chat_id message_thread_id name icon_custom_emoji_id")
def edit_forum_topic(world: World, parameters: Parameters) -> bool:
    """Give a topic another name or icon."""
    chat, topic = _found(world, parameters, "edit the topic")
    name = _name(parameters) if parameters.text("name") else ""
    emoji = None
    if "icon_custom_emoji_id" in parameters.values:
        emoji = parameters.text("icon_custom_emoji_id")
    if not name and emoji is None:
        return True
    if name in {"", topic.name} and emoji in {None, topic.icon_emoji}:
        raise bad_request("TOPIC_NOT_MODIFIED")
    forums.edit(world, chat, topic, world.bot, name=name, emoji=emoji)
    return True


@method("closeForumTopic", "chat_id message_thread_id")
def close_forum_topic(world: World, parameters: Parameters) -> bool:
    """Close a topic."""
    chat, topic = _found(world, parameters, "close or open the topic")
    return _set_closed(world, chat, topic, is_closed=True)


@method("reopenForumTopic", "chat_id message_thread_id")
def reopen_forum_topic(world: World, parameters: Parameters) -> bool:
    """Open a closed topic."""
    chat, topic = _found(world, parameters, "close or open the topic")
    return _set_closed(world, chat, topic, is_closed=False)


@method("deleteForumTopic", "chat_id message_thread_id")
def delete_forum_topic(world: World, parameters: Parameters) -> bool:
    """Delete a topic with everything in it."""
    chat, topic = _found(world, parameters, "delete the topic", "can_delete_messages")
    forums.delete(world, chat, topic)
    return True


@method("unpinAllForumTopicMessages", "chat_id message_thread_id")
def unpin_all_forum_topic_messages(world: World, parameters: Parameters) -> bool:
    """Unpin everything in a topic."""
    chat = _forum(world, parameters)
    topic = _topic(chat, parameters)
    return _unpin(world, chat, topic.id)


@method("editGeneralForumTopic", "chat_id name")
def edit_general_forum_topic(world: World, parameters: Parameters) -> bool:
    """Give General another name."""
    chat, general = _general(world, parameters, "edit the topic")
    name = _name(parameters)
    if name == general.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    forums.edit(world, chat, general, world.bot, name=name, emoji=None)
    return True


@method("closeGeneralForumTopic", "chat_id")
def close_general_forum_topic(world: World, parameters: Parameters) -> bool:
    """Close General."""
    chat, general = _general(world, parameters, "close or open the topic")
    return _set_closed(world, chat, general, is_closed=True)


@method("reopenGeneralForumTopic", "chat_id")
def reopen_general_forum_topic(world: World, parameters: Parameters) -> bool:
    """Open General, and show it."""
    chat, general = _general(world, parameters, "close or open the topic")
    _set_closed(world, chat, general, is_closed=False)
    forums.set_hidden(world, chat, world.bot, is_hidden=False)
    return True


@method("hideGeneralForumTopic", "chat_id")
def hide_general_forum_topic(world: World, parameters: Parameters) -> bool:
    """Hide General."""
    return _set_hidden(world, parameters, is_hidden=True)


@method("unhideGeneralForumTopic", "chat_id")
def unhide_general_forum_topic(world: World, parameters: Parameters) -> bool:
    """Show General again."""
    return _set_hidden(world, parameters, is_hidden=False)


@method("unpinAllGeneralForumTopicMessages", "chat_id")
def unpin_all_general_forum_topic_messages(world: World, parameters: Parameters) -> bool:
    """Unpin everything in General."""
    return _unpin(world, _forum(world, parameters), 0)


@method("getForumTopicIconStickers")
def get_forum_topic_icon_stickers(world: World, parameters: Parameters) -> list[Json]:
    """List the icons; there are none here."""
    del world, parameters
    return []


def _forum(world: World, parameters: Parameters) -> Chat:
    chat = find_chat(world, parameters, Access.WRITE)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _found(
    world: World, parameters: Parameters, act: str, right: str = "can_manage_topics"
) -> tuple[Chat, Topic]:
    chat = _forum(world, parameters)
    topic = _topic(chat, parameters)
    if topic.creator is not world.bot and not world.bot_in(chat).may(right):
        raise bad_request(f"not enough rights to {act}")
    return chat, topic


def _general(world: World, parameters: Parameters, act: str) -> tuple[Chat, Topic]:
    chat = _forum(world, parameters)
    if not world.bot_in(chat).may("can_manage_topics"):
        raise bad_request(f"not enough rights to {act}")
    return chat, chat.topics[GENERAL]


def _topic(chat: Chat, parameters: Parameters) -> Topic:
    number = parameters.integer("message_thread_id")
    if number <= 0:
        raise bad_request("invalid forum topic identifier specified")
    topic = chat.topics.get(number)
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _name(parameters: Parameters) -> str:
    """Clean a name; what is too long is cut, as the server does."""
    name = clean(parameters.text("name")).strip()[:MOST_NAME]
    if not name:
        raise bad_request("name must be non-empty")
    return name


def _may_create(standing: Member, chat: Chat) -> bool:
    if standing.may("can_manage_topics"):
        return True
    is_free = standing.status == "member" or standing.rights.get("can_manage_topics", False)
    return is_free and not standing.is_admin and chat.permissions.get("can_manage_topics", False)


def _set_closed(world: World, chat: Chat, topic: Topic, *, is_closed: bool) -> bool:
    if topic.is_closed == is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    forums.set_closed(world, chat, topic, world.bot, is_closed=is_closed)
    return True


def _set_hidden(world: World, parameters: Parameters, *, is_hidden: bool) -> bool:
    chat, general = _general(world, parameters, "close or open the topic")
    if general.is_hidden == is_hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    forums.set_hidden(world, chat, world.bot, is_hidden=is_hidden)
    return True


def _unpin(world: World, chat: Chat, thread: int) -> bool:
    if not world.bot_in(chat).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned[:] = [number for number in chat.pinned if chat.messages[number].thread != thread]
    world.changes.bump()
    return True
