"""What a moderator's duty leaves behind when it ends, for whatever reason."""

from community import commands
from community.reply import Reply, ShowCommands
from handlers import post_cards, question_cards, report_cards
from handlers.request import Request


async def end(request: Request, person_id: int, telegram_id: int, reason: str) -> Reply | None:
    """End a duty, release its claims, publish the command list that is left.

    None when there was no duty. What is more than fits in one unit the clock releases.
    """
    if not await request.unit.moderators.end(person_id):
        return None
    await request.unit.audit.note(
        "duty_ended", request.person.id, person_id, {"reason": reason}, request.now
    )
    is_admin = telegram_id in request.charter.admin_ids
    left = commands.ADMINS if is_admin else commands.EVERYONE
    shown = Reply((ShowCommands(chat_id=telegram_id, commands=left, person_id=person_id),))
    if is_admin and reason == "admin":
        return shown  # who stays an admin may go on answering
    left_desk = await post_cards.leave_desk(request.unit, request.charter, person_id, request.now)
    left_desk += await report_cards.leave_desk(request.unit, request.charter, person_id)
    return (
        shown
        + left_desk
        + await question_cards.release_claims(
            request.unit, request.charter, person_id, request.now, reason
        )
    )
