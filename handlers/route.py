"""What a line of the route table is made of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from community.form import Draft, Form, Input
from community.incoming import Attachment
from community.reply import Reply
from community.roles import Access
from handlers.request import Request

Handler = Callable[[Request], Awaitable[Reply]]
ButtonHandler = Callable[[Request, Any], Awaitable[Reply]]  # Any: the button's own dataclass
FormHandler = Callable[[Request, Draft, Input], Awaitable[Reply]]
FileHandler = Callable[[Request, Draft, Attachment], Awaitable[Reply]]

ReplyHandler = Callable[[Request, int], Awaitable[Reply]]


class Place(StrEnum):
    """Where a route may be used."""

    PRIVATE = "private"
    MODERATOR_CHAT = "moderator_chat"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class CommandRoute:
    """`/name`; `keeps_form` for commands that belong to the form they interrupt (`/batal`)."""

    name: str
    handler: Handler
    access: Access
    place: Place = Place.PRIVATE
    keeps_form: bool = False


@dataclass(frozen=True, slots=True)
class ButtonRoute:
    """A tap on a button whose data is of class `data`."""

    data: type
    handler: ButtonHandler
    access: Access
    place: Place = Place.PRIVATE


@dataclass(frozen=True, slots=True)
class FormRoute:
    """Typing and taps that belong to an open form; `late` answers taps once it is filled in.

    `files` takes what is attached, part by part; without it a form takes words only.
    """

    form: Form
    handler: FormHandler
    access: Access
    late: Handler
    files: FileHandler | None = None

    def __post_init__(self) -> None:
        """Refuse a line that says otherwise than the form itself, which kept drafts go by."""
        if self.access is not self.form.access:
            raise ValueError(f"the form {self.form.name} is for {self.form.access}")


@dataclass(frozen=True, slots=True)
class EventRoute:
    """Whatever else reaches the bot, by the class of the event."""

    event: type
    handler: Handler
    access: Access
    place: Place = Place.PRIVATE


@dataclass(frozen=True, slots=True)
class ReplyRoute:
    """A reply to a message of ours about `subject:<number>`, in words or with a file.

    What others reply, and replies to anything else, is what it would be without the reply.
    """

    subject: str
    handler: ReplyHandler
    access: Access
    place: Place = Place.PRIVATE


@dataclass(frozen=True, slots=True)
class InlineRoute:
    """`@bot kata`, typed in whatever chat; `others` answers those who may not."""

    handler: Handler
    access: Access
    others: Handler
    place: Place = Place.ANYWHERE


Route = CommandRoute | ButtonRoute | FormRoute | EventRoute | ReplyRoute | InlineRoute

command = CommandRoute
button = ButtonRoute
form = FormRoute
event = EventRoute
reply = ReplyRoute
inline_query = InlineRoute
