"""Everything people can do, as calls with plain data; the HTTP API offers the same."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from simulator.people import albums, channels, moving, talking
from simulator.people.cast import Cast
from simulator.people.forums import ForumOperations
from simulator.people.inline import InlineOperations
from simulator.people.lookup import find_chat, find_message, find_place, find_user
from simulator.people.marking import MarkingOperations
from simulator.people.sights import SightOperations
from simulator.people.talking import NotThere
from simulator.people.viewing import view
from simulator.state import standing
from simulator.state.chats import Chat
from simulator.state.users import User
from simulator.state.world import World

Json = dict[str, Any]

NO_OPERATIONS = frozenset({"call", "find", "operation", "add"})


class People:
    """The people around the bot. Users and chats are named by id; `chat` defaults to private."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.forums = ForumOperations(world)
        self.inline = InlineOperations(world)
        self.roles = Cast()
        self.sights = SightOperations(world)
        self.marks = MarkingOperations(world)

    async def call(self, operation: str, **arguments: Any) -> Any:
        """Do one thing by its name, as the HTTP API does."""
        if operation == "wait":
            return await self.wait(**arguments)
        return self.operation(operation)(**arguments)

    def operation(self, name: str) -> Callable[..., Any]:
        """Find an operation by name."""
        found = self.find(name)
        if found is None:
            raise NotThere(f"no operation {name!r}")
        return found

    def find(self, name: str) -> Callable[..., Any] | None:
        """Find an operation by name, if there is one."""
        if name.startswith("_") or name in NO_OPERATIONS:
            return None
        parts = (self, self.sights, self.marks, self.forums, self.inline, self.roles)
        found = next((getattr(part, name) for part in parts if hasattr(part, name)), None)
        return found if callable(found) else None

    def create_user(
        self,
        name: str,
        *,
        id: int | None = None,  # noqa: A002 - the API's word, and the caller's
        username: str = "",
        language_code: str = "id",
        started: bool = False,
    ) -> Json:
        """Let a person exist."""
        first, _, last = name.partition(" ")
        number = id if id is not None else self._world.rng.randint(100_000_000, 4_000_000_000)
        user = User(number, first, last, username, language_code)
        user.has_started = user.is_known = started
        self._world.add_user(user)
        if started:
            self._world.private_chat(user)
        return user.card

    def create_group(
        self, title: str, *, kind: str = "group", members: list[int] | None = None, **details: Any
    ) -> Json:
        """Let a group exist; the first member owns it."""
        users = [self._user(number) for number in members or []]
        details["number"] = details.pop("id", None)
        return moving.create_group(self._world, title, kind, members=users, **details).card

    def create_channel(
        self,
        title: str,
        *,
        admins: list[int] | None = None,
        subscribers: list[int] | None = None,
        **details: Any,
    ) -> Json:
        """Let a channel exist; the first admin owns it."""
        details["number"] = details.pop("id", None)
        details["admins"] = [self._user(number) for number in admins or []]
        details["subscribers"] = [self._user(number) for number in subscribers or []]
        return channels.create_channel(self._world, title, **details).card

    def say(
        self,
        user: int,
        text: str,
        *,
        chat: int | None = None,
        reply_to: int | None = None,
        anonymous: bool = False,
        thread: int | None = None,
    ) -> list[Json]:
        """Write a text."""
        person, place = self._user(user), self._chat(user, chat)
        replied = find_message(place, reply_to) if reply_to else None
        written = talking.say(
            self._world, person, place, text, reply_to=replied, anonymous=anonymous, thread=thread
        )
        return [view(message) for message in written]

    def send(
        self,
        user: int,
        kind: str,
        *,
        chat: int | None = None,
        reply_to: int | None = None,
        body: str | bytes = b"isi",
        **details: Any,
    ) -> Json:
        """Send a photo, document, voice, video, sticker, poll, location, contact ..."""
        person, place = self._user(user), self._chat(user, chat)
        replied = find_message(place, reply_to) if reply_to else None
        content = base64.b64decode(body) if isinstance(body, str) else body
        message = talking.send(
            self._world, person, place, kind, body=content, reply_to=replied, **details
        )
        return view(message)

    def send_album(
        self,
        user: int,
        parts: list[Json],
        *,
        chat: int | None = None,
        reply_to: int | None = None,
        **details: Any,
    ) -> list[Json]:
        """Send 2 to 10 photos and videos, or documents, or music, as one album."""
        album = self.begin_album()
        albums.check([part["kind"] for part in parts])
        return [
            self.send(user, chat=chat, reply_to=reply_to, album=album, **details, **part)
            for part in parts
        ]

    def begin_album(self) -> str:
        """Name an album whose parts are sent one by one, others' messages between them."""
        return self._world.next_album_id()

    def edit(self, user: int, message_id: int, text: str, *, chat: int | None = None) -> Json:
        """Change what one wrote."""
        message = find_message(self._chat(user, chat), message_id)
        talking.edit(self._world, self._user(user), message, text)
        return view(message)

    def delete(self, user: int, message_id: int, *, chat: int | None = None) -> None:
        """Delete a message; bots are not told."""
        message = find_message(self._chat(user, chat), message_id)
        talking.delete(self._world, self._user(user), message)

    def tap(
        self,
        user: int,
        label: str = "",
        *,
        chat: int | None = None,
        message_id: int | None = None,
        data: str | None = None,
        thread: int | None = None,
    ) -> Json:
        """Tap a button by its label, on the newest message or on this; or send any data."""
        person, place = self._user(user), self._watched(user, chat)
        if data is not None and message_id is not None:
            message = find_message(place, message_id, gone_too=True)
            return {"query_id": talking.tap(self._world, person, message, data).id}
        shown = find_message(place, message_id) if message_id is not None else None
        message, button = talking.find_button(place, label, thread, on=shown)
        if "callback_data" in button:
            query = talking.tap(self._world, person, message, button["callback_data"])
            return {"query_id": query.id, "message_id": message.id}
        if "url" in button:
            return self._follow(person, button["url"])
        if message.reply_keyboard is not None:
            return {"said": self.say(user, button["text"], chat=chat, thread=thread)}
        return {"message_id": message.id}

    def block(self, user: int) -> None:
        """Block the bot."""
        talking.set_blocked(self._world, self._user(user), blocked=True)

    def unblock(self, user: int) -> None:
        """Unblock the bot."""
        talking.set_blocked(self._world, self._user(user), blocked=False)

    def deactivate(self, user: int) -> None:
        """Delete one's Telegram account."""
        self._user(user).is_deactivated = True

    def rename(self, user: int, name: str, *, username: str = "") -> Json:
        """Take another name."""
        person = self._user(user)
        person.first_name, _, person.last_name = name.partition(" ")
        person.username = username
        person.refresh()
        self._world.private_chat(person).refresh()
        return person.card

    def join(self, user: int, chat: int, *, by: int | None = None) -> None:
        """Come into a group, alone or brought by somebody."""
        inviter = self._user(by) if by is not None else None
        standing.join(self._world, self._place(chat), self._user(user), by=inviter)

    def leave(self, user: int, chat: int) -> None:
        """Leave a group."""
        standing.leave(self._world, self._place(chat), self._user(user))

    def kick(self, user: int, chat: int, *, by: int) -> None:
        """Put somebody, also the bot, out of a group."""
        standing.kick(self._world, self._place(chat), self._user(user), by=self._user(by))

    def ask_to_join(self, user: int, chat: int, *, bio: str = "") -> None:
        """Ask to be let into a group."""
        moving.ask_to_join(self._world, self._user(user), self._place(chat), bio)

    def promote(
        self, user: int, chat: int, *, by: int, rights: dict[str, bool] | None = None
    ) -> None:
        """Make somebody, also the bot, an admin."""
        place, inviter = self._place(chat), self._user(by)
        standing.promote(self._world, place, self._user(user), by=inviter, rights=rights)

    def demote(self, user: int, chat: int, *, by: int) -> None:
        """Make an admin a plain member."""
        standing.demote(self._world, self._place(chat), self._user(user), by=self._user(by))

    def restrict_bot(self, chat: int, *, by: int, permissions: dict[str, bool]) -> None:
        """Take permissions from the bot."""
        moving.restrict_bot(self._world, self._place(chat), self._user(by), permissions)

    def allow(self, chat: int, *, permissions: dict[str, bool]) -> None:
        """Change what plain members of a group may do."""
        moving.allow(self._world, self._place(chat), permissions)

    def upgrade(self, chat: int, *, by: int) -> Json:
        """Turn a group into a supergroup."""
        return moving.upgrade(self._world, self._place(chat), self._user(by)).card

    def delete_group(self, chat: int) -> None:
        """Delete a group; the bot is not told."""
        moving.delete(self._world, self._place(chat))

    def bot_id(self) -> int:
        """Tell who the bot is."""
        return self._world.bot.id

    def version(self) -> int:
        """Tell how many things happened so far."""
        return self._world.changes.version

    async def wait(self, *, version: int, limit: float = 10.0) -> int:
        """Wait, in real seconds, until something happened after a version."""
        return await self._world.changes.wait(version, limit)

    def follow(self, user: int, url: str) -> Json:
        """Open a link: one to the bot opens the private chat and sends /start with its payload."""
        return self._follow(self._user(user), url)

    def _follow(self, person: User, url: str) -> Json:
        start = f"https://t.me/{self._world.bot.username}?start="
        if url.startswith(start):
            return {"url": url, "said": self.say(person.id, f"/start {url.removeprefix(start)}")}
        return {"url": url}

    def _user(self, number: int) -> User:
        return find_user(self._world, number)

    def _place(self, number: int) -> Chat:
        return find_place(self._world, number)

    def _chat(self, user: int, chat: int | None) -> Chat:
        return find_chat(self._world, user, chat)

    def _watched(self, user: int, chat: int | None) -> Chat:
        place = self._chat(user, chat)
        talking.watch(self._user(user), place)
        return place
