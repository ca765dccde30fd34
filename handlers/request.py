"""What a handler is given: what came, who it is, and the unit in which it acts."""

from dataclasses import dataclass, replace
from datetime import datetime

from community.charter import Charter
from community.incoming import Chat, Incoming, Tap
from community.person import Person
from community.reply import Lane, Message, Reply, Rewrite, Say, Toast
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Request:
    """One update on its way through a handler; handlers touch nothing but `unit`."""

    incoming: Incoming
    person: Person
    unit: Unit
    now: datetime
    charter: Charter

    @property
    def chat(self) -> Chat:
        """The chat it came from; routes are only reached by updates that have one."""
        if self.incoming.chat is None:
            raise ValueError("an update without a chat has no route that answers in one")
        return self.incoming.chat

    @property
    def below(self) -> "Request":
        """The same request, answered in new messages: the tapped one stays as it is."""
        event = self.incoming.event
        if not isinstance(event, Tap):
            return self
        untouched = replace(self.incoming, event=replace(event, message_id=None))
        return replace(self, incoming=untouched)

    def say(self, message: Message, *, subject: str | None = None) -> Reply:
        """Answer with a new message where the update came from."""
        return Reply(
            (
                Say(
                    chat_id=self.chat.id,
                    message=message,
                    person_id=self.person.id or None,
                    thread_id=self.chat.thread_id,
                    subject=subject,
                ),
            )
        )

    def show(self, message: Message) -> Reply:
        """Show a screen: in place of the tapped one, else as a new message."""
        event = self.incoming.event
        if not isinstance(event, Tap) or event.message_id is None:
            return self.say(message)
        return Reply(
            (
                Rewrite(
                    chat_id=self.chat.id,
                    message=message,
                    message_id=event.message_id,
                    person_id=self.person.id or None,
                ),
            )
        )

    def toast(self, text: str = "", *, alert: bool = False) -> Reply:
        """Answer the tap; silent for anything that is no tap."""
        event = self.incoming.event
        if not isinstance(event, Tap):
            return Reply()
        return Reply((Toast(query_id=event.query_id, text=text, alert=alert),))

    def tell(self, telegram_id: int, person_id: int, message: Message) -> Reply:
        """Say something to another person, in private."""
        return Reply(
            (Say(chat_id=telegram_id, message=message, person_id=person_id, lane=Lane.NOTICE),)
        )
