"""Cards of questions on the stage: found, and read."""

from community.questions import Event
from community.reply import Message
from tests.handlers.asker import GROUP
from tests.handlers.driver import Shown, Stage

TOPIC = "penilaian_kinerja_angka_kredit"


def card_of(stage: Stage, number: int, chat_id: int = GROUP.id) -> Shown:
    """Return the newest card of a question in a chat."""
    return next(
        shown for shown in reversed(stage.chats[chat_id]) if shown.subject == f"question:{number}"
    )


def labels(message: Message) -> list[str]:
    """Return the buttons of a message."""
    return [button.label for row in message.buttons for button in row]


async def events_of(stage: Stage, number: int) -> list[Event]:
    """Return what happened to a question."""
    async with stage.database.snapshot() as unit:
        return [one.event for one in await unit.queue.history(number, 50)]
