"""Somebody who writes posts, for tests: every message has a number of its own."""

import itertools
from dataclasses import dataclass, field

from community.incoming import Attachment, Edited, Text
from community.reply import SendFiles
from storage.post_versions import Version
from storage.posts import Post
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

TITLE = "Layanan informasi keliling di pasar desa"
BODY = "Setiap Sabtu kami membuka meja layanan informasi di pasar dan mencatat pertanyaan warga."


@dataclass
class Sharer:
    """A member whose messages are numbered as Telegram does."""

    actor: Actor
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1_000))

    @classmethod
    async def joined(cls, stage: Stage, name: str = "Sari", telegram_id: int = 11) -> "Sharer":
        """Return a member."""
        return cls(await stage.person(name, telegram_id).joined())

    @property
    def stage(self) -> Stage:
        """The stage they stand on."""
        return self.actor.stage

    @property
    def text(self) -> str:
        """What the last screen says."""
        return self.actor.screen.text

    @property
    def labels(self) -> list[str]:
        """The buttons of the last screen."""
        return self.actor.labels

    async def types(self, words: str) -> int:
        """Type something; returns its number."""
        number = next(self._ids)
        if words.startswith("/"):
            await self.actor.says(words)
        else:
            await self.actor.does(Text(words, number))
        return number

    async def sends(
        self,
        kind: str,
        file_id: str,
        caption: str = "",
        *,
        album: str | None = None,
        number: int | None = None,
    ) -> int:
        """Send a file; returns its number."""
        number = next(self._ids) if number is None else number
        await self.actor.does(Attachment(kind, file_id, caption, number, album))
        return number

    async def edits(self, number: int, words: str) -> None:
        """Edit what was sent."""
        await self.actor.does(Edited(words, number))

    async def taps(self, label: str) -> None:
        """Tap a button."""
        await self.actor.taps(label)

    async def picks_topic(self) -> str:
        """Take the likeliest topic."""
        topic = self.labels[0]
        await self.taps(topic)
        return topic

    async def to_preview(self, title: str = TITLE, body: str = BODY) -> None:
        """Write a post up to its preview."""
        await self.types("/berbagi")
        await self.types(title)
        await self.types(body)
        await self.taps("Selesai")
        await self.picks_topic()
        await self.taps("Lewati")

    async def shares(self, title: str = TITLE, body: str = BODY) -> None:
        """Write a post and send it."""
        await self.to_preview(title, body)
        await self.taps("Kirim")

    async def posts(self) -> list[Post]:
        """Return their posts, newest first."""
        person = await self.actor.known()
        async with self.stage.database.snapshot() as unit:
            return await unit.posts.list_of(person.id, limit=50, offset=0)

    async def version(self, number: int = 1) -> Version:
        """Return a version of their newest post."""
        [post, *_] = await self.posts()
        async with self.stage.database.snapshot() as unit:
            version = await unit.post_versions.get(post.id, number)
        assert version is not None
        return version

    async def is_trusted(self) -> None:
        """Be somebody whose posts need no review."""
        person = await self.actor.known()

        async def trust(unit: Unit) -> None:
            await unit.trusted_authors.add(person.id, 1, self.stage.now)

        await self.stage.database.write(trust)

    def files_sent(self) -> list[SendFiles]:
        """Return all files that were sent to them."""
        chat_id = self.actor.telegram_id
        return [
            say for say in self.stage.said if isinstance(say, SendFiles) and say.chat_id == chat_id
        ]
