"""Reactions: one emoji a person and message, and what the bot is told of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from simulator.state.messages import Message
from simulator.state.users import User
from simulator.state.world import World

Json = dict[str, Any]

_USED_MOST_FIRST = (  # those of the reference
    "👍 ❤ 🔥 👏 😁 🙏 🎉 🤝 👌 💯 🤔 👀 👎 🥰 🤯 😱 🤬 😢 🤩 🤮 💩 🕊 🤡 🥱 🥴 "
    "😍 🐳 ❤\u200d🔥 🌚 🌭 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 🎃 "
    "🙈 😇 😨 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
EMOJI = tuple(_USED_MOST_FIRST.split())


def react(world: World, user: User, message: Message, emoji: str) -> None:
    """Put a reaction to a message, in place of the one before; no emoji takes it back."""
    given = message.reactions or {}
    before = given.get(user.id, "")
    if before == emoji:
        return
    message.reactions = {number: one for number, one in given.items() if number != user.id}
    if emoji:
        message.reactions[user.id] = emoji
    world.mark(message)
    if user is not world.bot:
        _tell(world, user, message, before)


def _tell(world: World, user: User, message: Message, before: str) -> None:
    """Tell the bot, where it may know: in private, and where it is an admin."""
    chat = message.chat
    if not chat.is_private and not world.bot_in(chat).is_admin:
        return
    payload: Json = {"chat": chat.card, "message_id": message.id, "date": world.timestamp()}
    given = message.reactions or {}
    if chat.is_channel:  # readers of a channel have no names
        counts = Counter(given.values())
        shown = [{"type": _type(one), "total_count": number} for one, number in counts.items()]
        world.updates.push("message_reaction_count", {**payload, "reactions": shown}, chat.id)
        return
    payload |= {
        "user": user.card,
        "old_reaction": [_type(before)] if before else [],
        "new_reaction": [_type(given[user.id])] if user.id in given else [],
    }
    world.updates.push("message_reaction", payload, chat.id)


def _type(emoji: str) -> Json:
    return {"type": "emoji", "emoji": emoji}
