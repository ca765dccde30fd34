"""The play of posts: the real handlers on a real file, people, and the clock."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from community.appointing import Appoint, EndDuty
from community.callback import UnknownCallback, unpack
from community.incoming import Attachment, Chat
from community.my_data import Erase
from community.posts import Event
from community.sharing_buttons import RevisePost
from handlers import announcing, digest, erasing, replication_clock
from storage.database import Database
from storage.unit import Unit
from tests.handlers.asker import GROUP
from tests.handlers.driver import charter
from tests.proofs.post_judge import Judge
from tests.proofs.post_model import (
    COMMON,
    GONE,
    GUEST,
    MEMBERS,
    SRI,
    Believed,
    Part,
    Words,
)
from tests.proofs.post_people import COMMUNITY
from tests.proofs.post_stage import PostStage
from tests.proofs.question_stage import Job

JOBS: Sequence[Job] = (announcing.send_list, replication_clock.ask, digest.send)
STEPS_OF_THEIR_OWN = (Appoint, EndDuty, Erase, RevisePost)
"""Buttons that change who is there or what is written: tapped in steps that the model follows."""


class Play(Judge):
    """All that people do with posts, and what the clock does."""

    @classmethod
    async def open(cls, path: Path) -> "Play":
        """Open a new file; everybody is there."""
        database = await Database.open(f"sqlite:///{path}")
        settings = charter(
            moderator_chat_id=GROUP.id, community_chat_id=COMMUNITY, max_posts_a_day=50
        )
        play = cls(PostStage(database, path, settings))
        for who in MEMBERS:
            await play.comes(who)
        play.people[GUEST] = play.stage.person(GUEST, 4019)
        await play.people[GUEST].says("/start")
        sri, guest = await play.number_of(SRI), await play.number_of(GUEST)

        async def settle(unit: Unit) -> None:
            await unit.trusted_authors.add(sri, 1, play.stage.now)
            zone = play.stage.charter.zone
            await unit.reminder_settings.choose_days(guest, 31, now=play.stage.now, zone=zone)
            for number in (*play.ids, guest):
                await unit.reminder_settings.set_digest(number, wanted=True)

        await database.write(settle)
        return play

    async def begins(self, who: str) -> Words:
        """Begin a post: title and body; nobody but its author may read what was written."""
        actor = self.people[who]
        await self.types(who, "/berbagi")
        if "Tulis baru" in actor.labels:
            await actor.taps("Tulis baru")
        words = {part: self.coin(part) for part in (Part.TITLE, Part.BODY)}
        self.model.keeps_draft(who, words.values())
        await self.types(who, said(Part.TITLE, words[Part.TITLE]))
        await self.types(who, said(Part.BODY, words[Part.BODY]))
        return words

    async def shares(self, who: str, *, with_file: bool, with_link: bool, topic: int = 0) -> None:
        """Write a post and send it."""
        actor, words = self.people[who], await self.begins(who)
        if with_file:
            words |= await self._attaches(who)
        await actor.taps("Selesai")
        await actor.taps(actor.labels[topic])
        if with_link:
            words[Part.LINK] = self.coin("link")
            await self.types(who, said(Part.LINK, words[Part.LINK]))
        else:
            await actor.taps("Lewati")
        await self._sends(who, words)
        event = Event.SUBMIT_TRUSTED if who in self.model.trusted else Event.SUBMIT
        await self.settles([(len(self.model.posts) + 1, event)])

    async def revises(self, one: Believed, who: str, parts: Collection[Part]) -> None:
        """`Perbaiki`: hand in another version with some parts written anew."""
        event = self.model.revising(one, who)
        await self.taps(who, RevisePost(post=one.number, anew=True))
        if event is None:
            await self.settles([])
            return
        words = dict(one.newest)
        for part in parts:
            words |= await self._rewrites(who, part)
        await self._sends(who, words)
        await self.settles([(one.number, event)])

    async def _rewrites(self, who: str, part: Part) -> Words:
        actor, words = self.people[who], Words()
        await actor.taps("Ubah")
        await actor.taps(str(part) if part in ("Judul", "Isi", "Tautan") else "Isi")
        if part in (Part.FILE, Part.CAPTION):
            words = await self._attaches(who)
        else:
            words[part] = self.coin(part)
            await self.types(who, said(part, words[part]))
        if part not in (Part.TITLE, Part.LINK):
            await actor.taps("Selesai")
        return words

    async def _attaches(self, who: str) -> Words:
        """Send a photo in the place of those that were there."""
        actor = self.people[who]
        if "Hapus lampiran" in actor.labels:
            await actor.taps("Hapus lampiran")
        words = {Part.CAPTION: self.coin("caption"), Part.FILE: self.coin("file")}
        self.message_id += 1
        photo = Attachment("photo", words[Part.FILE], words[Part.CAPTION], self.message_id)
        await actor.does(photo)
        return words

    async def _sends(self, who: str, words: Words) -> None:
        self.model.keeps_draft(who, words.values())
        self.model.written[who] = words
        await self.people[who].taps("Kirim")
        self.model.hands_in(words.values())

    def buttons(self) -> dict[str, list[tuple[int, int, str]]]:
        """List the buttons that stand anywhere, by kind: chat, message, data."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        for chat_id, chat in self.stage.chats.items():
            for shown in chat:
                for button in (button for row in shown.message.buttons for button in row):
                    meant = _meant(button.data or "")
                    if meant is not None and not isinstance(meant, STEPS_OF_THEIR_OWN):
                        one = (chat_id, shown.id, button.data or "")
                        found.setdefault(type(meant).__name__, []).append(one)
        return found

    async def taps_old(self, who: str, button: tuple[int, int, str]) -> None:
        """Tap whatever stands somewhere; only the table says what may come of it."""
        chat_id, message_id, data = button
        self.model.acting = who
        chat = Chat(chat_id, GROUP.kind) if chat_id < 0 else None
        await self.people[who].taps_data(data, message_id, chat=chat)
        self.totals[f"old {type(_meant(data)).__name__}"] += 1

    async def clock(self, hours: float) -> None:
        """Let time go by, and the clock's jobs run."""
        self.stage.passes(hours=hours)
        for job in JOBS:
            await self.stage.runs(job)
        await self.settles(None)

    async def leaves(self, who: str, *, with_posts: bool) -> None:
        """`Hapus data saya`; they come back as somebody new."""
        name, number = self.names[who], await self.number_of(who)
        self.model.leaving = who
        await self.taps(who, Erase(with_posts=with_posts))
        del self.ids[number]
        await self._follows()
        self.model.forget(who, name)
        self.model.leaving = GONE
        for one in self.model.posts:
            assert one.author or not with_posts or one.public <= self.model.public()
        self._judges_words()
        self.stage.passes(minutes=2)
        assert not await erasing.finish(self.stage.database, self.stage.now)
        await self.comes(who)
        await self.settles([])

    async def strikes(self, weekday: int | None, at: time) -> None:
        """Let time go by until that hour of the next day, or of the next such weekday."""
        there = self.stage.now.astimezone(self.stage.charter.zone) + timedelta(days=1)
        while weekday not in (None, there.isoweekday()):
            there += timedelta(days=1)
        then = datetime.combine(there.date(), at, there.tzinfo)
        await self.clock((then - self.stage.now).total_seconds() / 3_600)


def said(part: Part, word: str) -> str:
    """Return what somebody writes as a part of a post."""
    make: dict[Part, Callable[[str], str]] = {
        Part.TITLE: lambda word: f"Praktik {word} humas",
        Part.BODY: lambda word: f"Kami di {COMMON} memakai {word} setiap pekan bersama warga.",
        Part.LINK: lambda word: f"https://{word}.example/praktik",
    }
    return make[part](word)


def _meant(data: str) -> object:
    """Return what a button carries; None where it is none of ours."""
    try:
        return unpack(data)
    except UnknownCallback:
        return None
