"""Makes content that is made late, and calls the Bot API."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot import outgoing
from bot.api import Api
from bot.clock import Clock
from bot.delivery.method import LATER
from bot.delivery.parcel import Parcel
from bot.delivery.request import Request
from community.reply import File, InlineAnswer, Lane, Message, Reply, Say
from storage.database import Database
from storage.unit import Unit

Content = File | Message | InlineAnswer | None
Afterwards = Callable[[], Awaitable[Content]]
Maker = Callable[[Unit, dict[str, Any], int | None], Awaitable[Content | Afterwards]]
"""Makes a row's content on a snapshot, of its arguments and person; None is nothing to say.

What takes longer than a snapshot may be held (a drawing) is returned as a function to call after.
"""


class NoMaker(Exception):
    """Nobody makes this kind of content."""


class Sender:
    """Turns claimed rows into calls."""

    def __init__(
        self, *, database: Database, api: Api, clock: Clock, makers: Mapping[str, Maker]
    ) -> None:
        self._database = database
        self._api = api
        self._clock = clock
        self._makers = makers

    async def make(self, parcel: Parcel) -> Request | None:
        """Make the content of a row now; None when there is nothing to say."""
        name = parcel.kind.removeprefix(LATER)
        maker = self._makers.get(name)
        if maker is None:
            raise NoMaker(name)
        async with self._database.snapshot() as unit:
            content = await maker(unit, dict(parcel.payload), parcel.row.person_id)
        if callable(content):
            content = await content()
        match content:
            case None:
                return None
            case File():
                return _upload(content, parcel.chat_id)
            case Message():
                return self._message(content, parcel.chat_id)
            case InlineAnswer():
                return _inline(content, parcel)

    async def call(self, request: Request, lane: Lane) -> Any:
        """Make the call and return its result."""
        return await self._api.call(
            request.method,
            request.parameters,
            files=request.files or None,
            pool="bulk" if lane is Lane.BULK else "replies",
        )

    def _message(self, message: Message, chat_id: int) -> Request:
        said = Reply((Say(chat_id=chat_id, message=message),))
        (row,) = outgoing.rows(said, self._clock.now())
        return Request(row.kind, {**(row.payload or {}), "chat_id": chat_id}, chat_id=chat_id)


def _inline(answer: InlineAnswer, parcel: Parcel) -> Request:
    query = {"inline_query_id": parcel.payload["inline_query_id"]}
    return Request("answerInlineQuery", {**query, **outgoing.inline_answer(answer)})


def _upload(file: File, chat_id: int) -> Request:
    parameters: dict[str, Any] = {"chat_id": chat_id}
    if file.caption:
        parameters |= {"caption": file.caption, "parse_mode": "HTML"}
    kind = "photo" if file.is_photo else "document"
    files = {kind: (file.name, file.content)}
    return Request(f"send{kind.capitalize()}", parameters, files, chat_id=chat_id)
