"""What the clock tells the admins."""

from community.charter import Charter
from community.reply import Lane, Message, Reply, Say
from storage.unit import Unit


async def tell(unit: Unit, charter: Charter, message: Message) -> Reply:
    """Say something unasked to each admin who ever wrote to the bot."""
    admins = await unit.members.contacts(charter.admin_ids)
    return Reply(
        tuple(
            Say(
                chat_id=admin.telegram_id,
                message=message,
                lane=Lane.NOTICE,
                person_id=admin.person_id,
                zone=charter.zone.key,
            )
            for admin in admins
        )
    )
