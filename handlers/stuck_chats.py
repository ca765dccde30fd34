"""The clock's word about groups that take nothing from the bot: to the admins, once each."""

from community.charter import Charter
from community.reply import SILENCE, Reply
from community.texts import stuck_chats as texts
from handlers import admins
from handlers.tick import Tick
from storage.outbox import StuckChat
from storage.unit import Unit


async def tell(tick: Tick) -> str:
    """Tell the admins once of each group that takes nothing; the first waiting row is its sign."""
    async with tick.database.snapshot() as unit:
        found = await unit.outbox.stuck_chats()
    if not found:
        return ""
    count = 0

    async def decide(unit: Unit) -> Reply:
        nonlocal count
        count = 0
        reply = SILENCE
        if not await unit.members.contacts(tick.charter.admin_ids):
            return reply
        for chat in found:
            if await unit.occasions.take(f"stuck_chat:{chat.chat_id}:{chat.row_id}", tick.now):
                count += 1
                reply += await _word(unit, tick.charter, chat)
        return reply

    await tick.act(decide)
    return texts.told(count) if count else ""


async def _word(unit: Unit, charter: Charter, chat: StuckChat) -> Reply:
    ids = {chat.chat_id, *await unit.messages.former_ids(chat.chat_id)}
    name = texts.ANOTHER
    if charter.moderator_chat_id in ids:
        name = texts.MODERATORS
    elif charter.community_chat_id in ids:
        name = texts.COMMUNITY
    return await admins.tell(unit, charter, texts.stuck(name, chat.reason, chat.waiting))
