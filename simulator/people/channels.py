"""Channels made: who runs them, who reads them, and whether the bot may post."""

from __future__ import annotations

from simulator.people.moving import SUPERGROUP_BASE
from simulator.state.chats import Chat
from simulator.state.members import Member, admin_rights
from simulator.state.users import User
from simulator.state.world import World

CREATION_MESSAGE = 1  # every channel begins with the message that says it was made


def create_channel(
    world: World,
    title: str,
    *,
    number: int | None = None,
    admins: list[User],
    subscribers: list[User],
    bot: str = "administrator",
    rights: dict[str, bool] | None = None,
    username: str = "",
) -> Chat:
    """Let a channel exist whose first admin owns it; `bot` is its standing, or "absent"."""
    if bot not in {"administrator", "absent"}:
        raise ValueError("a bot is an administrator of a channel, or absent")
    if number is None:
        number = SUPERGROUP_BASE - world.rng.randint(1_500_000_000, 3_900_000_000)
    chat = Chat(number, "channel", title, username=username, last_message_id=CREATION_MESSAGE)
    for user in subscribers:
        chat.members[user.id] = Member(user, "member")
    for place, user in enumerate(admins):
        chat.members[user.id] = (
            Member(user, "administrator", admin_rights("channel"))
            if place
            else Member(user, "creator")
        )
    if bot == "administrator":
        given = admin_rights("channel", rights)
        chat.members[world.bot.id] = Member(world.bot, "administrator", given)
    world.changes.bump()
    return world.add_chat(chat)
