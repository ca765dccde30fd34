"""People come and go: groups made, joined, left, upgraded."""

from __future__ import annotations

from typing import Any

from simulator.people.talking import NotThere
from simulator.state import forums, standing
from simulator.state.chats import Chat
from simulator.state.members import Member, admin_rights, all_permissions
from simulator.state.users import User
from simulator.state.world import World

SUPERGROUP_BASE = -1_000_000_000_000


def create_group(
    world: World,
    title: str,
    kind: str,
    *,
    number: int | None = None,
    members: list[User],
    bot: str = "administrator",
    rights: dict[str, bool] | None = None,
    username: str = "",
    join_by_request: bool = False,
    is_forum: bool = False,
) -> Chat:
    """Let a group exist whose first member owns it; the bot is there without a word."""
    if number is None:
        number = -world.rng.randint(1_500_000_000, 3_900_000_000)
        number += SUPERGROUP_BASE if kind == "supergroup" else 0
    chat = Chat(number, kind, title, username=username, join_by_request=join_by_request)
    for place, user in enumerate(members):
        status = "creator" if place == 0 else "member"
        chat.members[user.id] = Member(user, status)
    if bot in {"member", "administrator"}:
        given = admin_rights(kind, rights) if bot == "administrator" else {}
        chat.members[world.bot.id] = Member(world.bot, bot, given)
        for user in members:
            user.is_known = True
    world.changes.bump()
    if is_forum:
        forums.switch(world, chat, members[0] if members else world.bot, is_forum=True)
    return world.add_chat(chat)


def ask_to_join(world: World, user: User, chat: Chat, bio: str = "") -> None:
    """Ask an admin to be let in; the bot hears of it if it may invite."""
    if chat.member(user).is_inside:
        raise NotThere(f"{user.full_name} is in the chat already")
    now = world.clock.now().timestamp()
    chat.join_requests[user.id] = now
    world.changes.bump()
    if not world.bot_in(chat).may("can_invite_users"):
        return
    user.is_known = True
    payload: dict[str, Any] = {
        "chat": chat.card,
        "from": user.card,
        "user_chat_id": user.id,
        "date": int(now),
    }
    if bio:
        payload["bio"] = bio
    world.updates.push("chat_join_request", payload, chat.id)


def upgrade(world: World, chat: Chat, by: User) -> Chat:
    """Turn a basic group into a supergroup with a new id."""
    if chat.kind != "group" or chat.upgraded_to:
        raise NotThere("only a basic group can be upgraded, once")
    number = world.rng.randint(1_500_000_000, 3_900_000_000)
    new = Chat(SUPERGROUP_BASE - number, "supergroup", chat.title)
    new.members = dict(chat.members)
    new.permissions = all_permissions()
    world.add_chat(new)
    standing.announce(world, chat, by, "migrate_to_chat_id", new.id)
    chat.upgraded_to = new.id
    standing.announce(world, new, by, "migrate_from_chat_id", chat.id)
    return new


def restrict_bot(world: World, chat: Chat, by: User, permissions: dict[str, bool]) -> None:
    """Take permissions from the bot, as admins of supergroups can."""
    member = Member(world.bot, "restricted", {**all_permissions(), **permissions})
    standing.change(world, chat, member, by=by)


def allow(world: World, chat: Chat, permissions: dict[str, bool]) -> None:
    """Change what plain members may do; bots are not told."""
    unknown = permissions.keys() - chat.permissions.keys()
    if unknown:
        raise ValueError(f"there are no permissions {sorted(unknown)}")
    chat.permissions |= permissions
    world.refusing.discard(chat.id)
    world.changes.bump()


def delete(world: World, chat: Chat) -> None:
    """Delete a group; of a supergroup it looks to the bot as if it had been put out."""
    chat.is_deleted = True
    if chat.kind != "group":
        chat.members[world.bot.id] = Member(world.bot, "kicked")
    world.changes.bump()
