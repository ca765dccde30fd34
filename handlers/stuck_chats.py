"""The clock's word about groups that take nothing from the bot: to the admins, once each.

When it is their own group and lasts, the moderators are told as well, each in private.
"""

from community.charter import Charter
from community.reply import SILENCE, Reply
from community.texts import stuck_chats as texts
from handlers import admins, desk
from handlers.tick import Tick
from storage.outbox import StuckChat
from storage.unit import Unit


async def tell(tick: Tick) -> str:
    """Tell once of each group that takes nothing; the first waiting row is its sign."""
    async with tick.database.snapshot() as unit:
        found = await unit.outbox.stuck_chats()
    if not found:
        return ""
    count = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal count
        count = 0
        reply = SILENCE
        for chat in found:
            group = await _group(unit, tick.charter, chat)
            told = await _tell_admins(tick, unit, group, chat)
            count += bool(told.says)
            reply += told
            if group is texts.Group.MODERATORS:
                reply += await _tell_moderators(tick, unit, chat)
        return reply

    await tick.act(decide)
    return texts.told(count) if count else ""


async def _group(unit: Unit, charter: Charter, chat: StuckChat) -> texts.Group:
    present = await unit.messages.present_id(chat.chat_id)
    ids = {chat.chat_id, present, *await unit.messages.former_ids(present)}
    if charter.moderator_chat_id in ids:
        return texts.Group.MODERATORS
    if charter.community_chat_id in ids:
        return texts.Group.COMMUNITY
    return texts.Group.ANOTHER


async def _tell_admins(tick: Tick, unit: Unit, group: texts.Group, chat: StuckChat) -> Reply:
    word = await admins.tell(unit, tick.charter, texts.stuck(group, chat.reason, chat.waiting))
    key = f"stuck_chat:{chat.chat_id}:{chat.row_id}"
    if not word.says or not await unit.occasions.take(key, tick.now):
        return SILENCE
    return word


async def _tell_moderators(tick: Tick, unit: Unit, chat: StuckChat) -> Reply:
    """Tell the moderators where to find what waits, once it lasts for long."""
    if tick.now - chat.since < desk.LONG_STUCK:
        return SILENCE
    people = [one for one in await desk.moderators(unit, tick.charter, tick.now) if one.is_awake]
    key = f"stuck_desk:{chat.chat_id}:{chat.row_id}"
    if not people or not await unit.occasions.take(key, tick.now):
        return SILENCE
    return Reply(tuple(one.says(texts.for_moderators()) for one in people))
