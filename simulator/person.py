"""A person in a test: says, taps, sees; the same over HTTP and inside the process."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Sequence
from typing import Any

from simulator.forum import Topic
from simulator.group import Backend, Group
from simulator.listed import Listed, listed
from simulator.part import Part
from simulator.screen import Album, Json, Screen, albums_of, screen

__all__ = [
    "GUARD",
    "Album",
    "Backend",
    "Group",
    "Listed",
    "NotSeenError",
    "Part",
    "Person",
    "Screen",
    "Topic",
]

GUARD = 10.0  # real seconds after which waiting counts as failed


class NotSeenError(AssertionError):
    """What a person waited for did not come; the message shows the transcript."""


class Person:
    """One person, in the private chat with the bot or, by `at`, in a group or channel."""

    def __init__(
        self,
        backend: Backend,
        number: int,
        name: str,
        *,
        chat: Group | None = None,
        topic: Topic | None = None,
        anonymous: bool = False,
    ) -> None:
        self.backend = backend
        self.id = number
        self.name = name
        self._chat = chat
        self._topic = topic
        self._anonymous = anonymous
        self._since = 0
        self._seen: set[tuple[int, int]] = set()
        self._toast_since = 0

    def at(self, group: Group, *, topic: Topic | None = None, anonymous: bool = False) -> Person:
        """The same person inside a group, a channel, or a topic; admins also anonymously."""
        return Person(
            self.backend, self.id, self.name, chat=group, topic=topic, anonymous=anonymous
        )

    def in_topic(self, topic: Topic) -> Person:
        """The same person in a topic of the forum they are at."""
        if self._chat is None:
            raise ValueError("topics are in forums: `person.at(forum).in_topic(topic)`")
        return self.at(self._chat, topic=topic, anonymous=self._anonymous)

    async def says(
        self, text: str, *, reply_to: Screen | int | None = None, anonymous: bool = False
    ) -> Screen:
        """Write a text."""
        await self._begin()
        written = await self._call_here(
            "say",
            text=text,
            reply_to=_number(reply_to),
            anonymous=anonymous or self._anonymous,
        )
        return screen(written[-1])

    async def replies(self, to: Screen | int, text: str) -> Screen:
        """Answer a message."""
        return await self.says(text, reply_to=to)

    async def sends(
        self,
        kind: str,
        *,
        body: bytes = b"isi",
        reply_to: Screen | int | None = None,
        **details: Any,
    ) -> Screen:
        """Send a photo, document, voice, video, sticker, poll, location, contact ..."""
        await self._begin()
        content = base64.b64encode(body).decode()
        details.setdefault("anonymous", self._anonymous)
        sent = await self._call_here(
            "send", kind=kind, body=content, reply_to=_number(reply_to), **details
        )
        return screen(sent)

    async def sends_album(
        self,
        parts: Sequence[Part | str],
        *,
        caption: str = "",
        reply_to: Screen | int | None = None,
    ) -> Album:
        """Send 2 to 10 parts as one album, the caption on the first."""
        await self._begin()
        given = [Part(part) if isinstance(part, str) else part for part in parts]
        shown = [part.as_json() for part in given]
        if caption:
            shown[0]["caption"] = caption
        sent = await self._call_here(
            "send_album", parts=shown, reply_to=_number(reply_to), anonymous=self._anonymous
        )
        return Album(tuple(screen(part) for part in sent))

    async def begins_album(self) -> str:
        """Name an album to send part by part: `sends("photo", album=...)`, others in between."""
        return str(await self.backend.call("begin_album"))

    async def edits(self, message: Screen | int, text: str) -> Screen:
        """Change what one wrote."""
        await self._begin()
        return screen(await self._call("edit", message_id=_number(message), text=text))

    async def deletes(self, message: Screen | int) -> None:
        """Delete a message."""
        await self._call("delete", message_id=_number(message))

    async def taps(self, label: str) -> Json:
        """Tap the newest button with this label, waiting until there is one."""
        version = await self.backend.call("version")
        deadline = _now() + GUARD
        while True:
            try:
                before = await self._begin()
                tapped: Json = await self._call_here("tap", label=label)
            except LookupError:
                self._since = before
                version = await self._wait(version, deadline, f"a button {label!r}")
            else:
                return tapped

    async def sends_data(self, message: Screen | int, data: str) -> Json:
        """Tap with forged data, as no honest app does."""
        await self._begin()
        tapped: Json = await self._call("tap", message_id=_number(message), data=data)
        return tapped

    async def asks_inline(self, text: str = "", *, offset: str = "") -> Listed:
        """Type behind the bot's name and await what is listed."""
        query_id = await self._call("ask_inline", text=text, offset=offset)
        version = await self.backend.call("version")
        deadline = _now() + GUARD
        while True:
            found = await self.backend.call("inline_answer", query_id=query_id)
            if found is not None:
                return listed(found)
            version = await self._wait(version, deadline, f"an answer to {text!r} inline")

    async def chooses(self, found: Listed, title: str) -> Screen:
        """Send a listed result here; it says via which bot it came."""
        await self._begin()
        chosen = {"query_id": found.query_id, "result_id": found.id_of(title)}
        return screen(await self._call("choose_result", **chosen))

    async def taps_above(self, found: Listed) -> None:
        """Tap the button above a list, which opens the private chat."""
        await self._begin()
        await self.backend.call("say", user=self.id, text=f"/start {found.start}")

    async def sees(self, *words: str) -> Screen:
        """Await a message of the bot, new or edited since this person acted, with all words.

        In a channel every post counts: readers cannot tell the bot's from an admin's.
        """
        return await self._finds(
            lambda shown: all(word in shown.text for word in words), " + ".join(map(repr, words))
        )

    async def sees_photo(self, *words: str) -> Screen:
        """Await a photo whose caption has all words."""
        return await self._finds(
            lambda shown: shown.kind == "photo" and all(word in shown.text for word in words),
            f"a photo {words!r}",
        )

    async def sees_album(self, parts: int, *words: str) -> Album:
        """Await an album of so many parts whose captions have all words."""
        version = await self.backend.call("version")
        deadline = _now() + GUARD
        while True:
            for album in albums_of(await self._news()):
                if len(album.parts) == parts and all(word in album.text for word in words):
                    self._seen |= {(part.message_id, part.version) for part in album.parts}
                    return album
            version = await self._wait(version, deadline, f"an album of {parts} {words!r}")

    async def is_told(self, *words: str) -> str:
        """Await a toast or alert with all words."""
        version = await self.backend.call("version")
        deadline = _now() + GUARD
        while True:
            for toast in await self.backend.call("toasts", user=self.id, since=self._toast_since):
                if all(word in toast["text"] for word in words):
                    self._toast_since = toast["version"]
                    return str(toast["text"])
            version = await self._wait(version, deadline, f"a toast {words!r}")

    async def receives(self, file_name: str) -> Screen:
        """Await a file of this name from the bot."""
        return await self._finds(
            lambda shown: shown.file_name == file_name, f"the file {file_name!r}"
        )

    async def loses(self, message: Screen) -> None:
        """Await that a message disappears."""
        version = await self.backend.call("version")
        deadline = _now() + GUARD
        while any(shown.message_id == message.message_id for shown in await self.transcript()):
            version = await self._wait(version, deadline, "a deletion")

    async def screen(self) -> Screen | None:
        """Tell the last message in the chat."""
        shown = await self.transcript()
        return shown[-1] if shown else None

    async def toast(self) -> str | None:
        """Tell the last toast or alert."""
        found = await self.backend.call("toasts", user=self.id)
        return str(found[-1]["text"]) if found else None

    async def transcript(self) -> list[Screen]:
        """List everything that stands in the chat."""
        return [screen(shown) for shown in await self._call_here("transcript")]

    async def downloads(self, message: Screen) -> bytes:
        """Open the file of a message."""
        return base64.b64decode(await self.backend.call("file", file_id=message.file_id))

    async def commands(self) -> list[str]:
        """List the commands the app offers here."""
        return [found["command"] for found in await self._call("commands")]

    async def blocks(self) -> None:
        """Block the bot."""
        await self.backend.call("block", user=self.id)

    async def deletes_account(self) -> None:
        """Leave Telegram."""
        await self.backend.call("deactivate", user=self.id)

    async def unblocks(self) -> None:
        """Unblock the bot."""
        await self.backend.call("unblock", user=self.id)

    async def joins(self, group: Group) -> None:
        """Come into a group."""
        await self.backend.call("join", user=self.id, chat=group.id)

    async def asks_to_join(self, group: Group) -> None:
        """Ask to be let into a group."""
        await self.backend.call("ask_to_join", user=self.id, chat=group.id)

    async def leaves(self, group: Group) -> None:
        """Leave a group."""
        await self.backend.call("leave", user=self.id, chat=group.id)

    async def _call(self, operation: str, **arguments: Any) -> Any:
        if self._chat is not None:
            arguments["chat"] = self._chat.id
        return await self.backend.call(operation, user=self.id, **arguments)

    async def _call_here(self, operation: str, **arguments: Any) -> Any:
        """Call what minds topics."""
        if self._topic is not None:
            arguments["thread"] = self._topic.id
        return await self._call(operation, **arguments)

    async def _begin(self) -> int:
        """What counts as new from here on is what comes after this act."""
        before = self._since
        self._since = await self.backend.call("version")
        self._seen.clear()
        return before

    async def _finds(self, fits: Callable[[Screen], bool], wanted: str) -> Screen:
        version = await self.backend.call("version")
        deadline = _now() + GUARD
        while True:
            for shown in await self._news():
                if fits(shown):
                    self._seen.add((shown.message_id, shown.version))
                    return shown
            version = await self._wait(version, deadline, wanted)

    async def _news(self) -> list[Screen]:
        bot = await self.backend.call("bot_id")
        # Only a channel has messages that come from the chat itself.
        authors = {bot, self._chat.id if self._chat else bot}
        return [
            shown
            for found in await self._call_here("changed", since=self._since, marks=False)
            if found["from_id"] in authors
            and not (shown := screen(found)).is_deleted
            and (shown.message_id, shown.version) not in self._seen
        ]

    async def _wait(self, version: int, deadline: float, wanted: str) -> int:
        left = deadline - _now()
        if left <= 0:
            raise NotSeenError(f"{self.name} did not see {wanted}.\n{await self._story()}")
        reached: int = await self.backend.call("wait", version=version, limit=left)
        return reached

    async def _story(self) -> str:
        lines = [
            f"{shown.sender}: {shown.text} {shown.labels}" for shown in await self.transcript()
        ]
        toasts = await self.backend.call("toasts", user=self.id)
        lines += [f"(toast) {toast['text']}" for toast in toasts]
        return "\n".join(["The transcript:", *lines[-30:]])


def _number(message: Screen | int | None) -> int | None:
    return message.message_id if isinstance(message, Screen) else message


def _now() -> float:
    return asyncio.get_running_loop().time()
