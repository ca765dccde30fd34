"""The stage of posts: all that is said is kept, with who can read it."""

from dataclasses import dataclass, field

from community.incoming import Chat, Event, Sender
from community.reply import Outgoing, Reply
from tests.proofs.question_stage import IN_PASSING, RoughStage


@dataclass
class PostStage(RoughStage):
    """A rough stage that remembers to whom what was said."""

    told: list[tuple[int, str]] = field(default_factory=list)  # since somebody last looked
    acting: int = 0  # the Telegram id of whoever acts

    async def happens(self, event: Event, sender: Sender | None, chat: Chat | None) -> Reply:
        """Run one update."""
        self.acting = 0 if sender is None else sender.telegram_id
        return await super().happens(event, sender, chat)

    def deliver(self, say: Outgoing) -> int | None:
        """Put what is said where people see it."""
        chat_id = self.acting if isinstance(say, IN_PASSING) else say.chat_id
        self.told.append((chat_id, repr(say)))
        return super().deliver(say)
