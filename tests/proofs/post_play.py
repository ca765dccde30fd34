"""The play of posts: the real handlers on a real file, people, and the clock."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from community.appointing import Appoint, EndDuty
from community.callback import UnknownCallback, pack, unpack
from community.incoming import Attachment, Chat, Command, Text
from community.my_data import Erase
from community.posts import Event
from community.sharing_buttons import RevisePost
from handlers import announcing, digest, erasing, my_data, replication_clock
from storage.database import Database
from storage.schema import campaign, outbox, post_event
from storage.unit import Unit
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.driver import Actor, Shown, charter
from tests.proofs.post_model import (
    ADMIN,
    AUTHORS,
    BUDI,
    COMMON,
    GONE,
    GUEST,
    MEMBERS,
    MODERATORS,
    READERS,
    SRI,
    Believed,
    Model,
    Part,
    Words,
    coined,
)
from tests.proofs.post_stage import PostStage
from tests.proofs.post_ways import Ways, found
from tests.proofs.question_stage import Job

COMMUNITY = -700
IDS = {ADMIN: 9001, **{who: 4011 + place for place, who in enumerate((*MEMBERS[:3], *MEMBERS[4:]))}}
AREAS = {who: ("35.10", "35.29", "35.78")[place % 3] for place, who in enumerate(MEMBERS)}
JOBS: Sequence[Job] = (announcing.send_list, replication_clock.ask, digest.send)
STEPS_OF_THEIR_OWN = (Appoint, EndDuty, Erase, RevisePost)
"""Buttons that change who is there or what is written: tapped in steps that the model follows."""


class Play:
    """A stage with its people, the model of their posts, and the ways to each."""

    def __init__(self, stage: PostStage) -> None:
        self.stage = stage
        self.people: dict[str, Actor] = {}
        self.names: dict[str, str] = {}  # the coined name of each
        self.ids: dict[int, str] = {}  # by person id
        self.model = Model()
        self.ways = Ways(stage, self.model, self.people)
        self.message_id = 10_000  # of what people write
        self.coined = 0
        self.turn = 0
        self.totals: Counter[str] = Counter()
        self._events_seen = 0
        self._campaigns_seen = 0

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

    async def comes(self, who: str) -> None:
        """Let somebody join, under a name that nobody had before."""
        self.names[who] = self.coin("name")
        name = f"{who} {self.names[who]}"
        if who in MODERATORS - {ADMIN}:
            self.people[who] = await on_duty(self.stage, name, IDS[who])
        else:
            self.people[who] = await self.stage.person(name, IDS[who]).joined(area=AREAS[who])
        self.ids[(await self.people[who].known()).id] = who

    def coin(self, about: str) -> str:
        """Return a new word."""
        self.coined += 1
        return coined(about, self.coined)

    # --- what people do -------------------------------------------------------------------

    async def taps(self, who: str, data: object, *, card: Believed | None = None) -> None:
        """Tap a button, whether it is on a screen or not; of a card in the group, below it."""
        self.model.acting = who
        if card is None:
            await self.people[who].taps_data(pack(data))
            return
        cards = self.cards(card.number)
        await self.people[who].taps_data(pack(data), cards[-1].id if cards else 1, chat=GROUP)

    def cards(self, number: int) -> list[Shown]:
        """List the cards of a post in the group, oldest first."""
        shown = self.stage.chats.get(GROUP.id, [])
        return [one for one in shown if one.subject == f"post:{number}"]

    async def number_of(self, who: str) -> int:
        """Return the number of a member."""
        return (await self.people[who].known()).id

    async def case_of(self, one: Believed) -> int:
        """Return the newest case of a post, 0 where nobody reported it."""
        async with self.stage.database.snapshot() as unit:
            cases = await unit.report_cases.list_of(one.number)
        return cases[-1].id if cases else 0

    async def types(self, who: str, words: str) -> None:
        """Type something, a command where it begins with a slash."""
        self.model.acting = who
        self.message_id += 1
        if words.startswith("/"):
            name, _, argument = words[1:].partition(" ")
            await self.people[who].does(Command(name, argument, self.message_id))
        else:
            await self.people[who].does(Text(words, self.message_id))

    async def form_of(self, who: str) -> str:
        """Return the form that is open, empty where none is."""
        person = await self.people[who].found()
        return "" if person is None or person.draft is None else person.draft.form

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

    # --- what came of it ------------------------------------------------------------------

    async def settles(self, expected: Collection[tuple[int, Event]] | None) -> None:
        """Let the model follow what was written down, and compare; None expects anything legal."""
        happened = await self._follows()
        if expected is not None:
            assert sorted(expected) == sorted(happened), (expected, happened)
        self._judges_words()
        await self._judges_campaigns()
        await self._judges_posts()
        if self.model.posts:
            self.turn += 1
            await self.ways.look([*self.ids], self.turn)
            walker = (*READERS, *AUTHORS, BUDI, GUEST)[self.turn % 9]
            await self.ways.walk(walker, 1 + self.turn % len(self.model.posts), self.turn)
            if self.turn % 3 == 0:
                await self._judges_file(READERS[self.turn // 3 % len(READERS)])
            assert not await self._follows()

    async def _follows(self) -> list[tuple[int, Event]]:
        async with self.stage.database.snapshot() as unit:
            rows = await unit.connection.execute(
                select(post_event)
                .where(post_event.c.id > self._events_seen)
                .order_by(post_event.c.id)
            )
            new = list(rows)
        happened = []
        for row in new:
            self._events_seen = row.id
            event = Event(row.event)
            who = None if row.actor_id is None else self.ids.get(row.actor_id, self.model.leaving)
            assert who != GONE, row
            self.totals[event] += 1
            if event in (Event.SUBMIT, Event.SUBMIT_TRUSTED):
                self.model.begins(row.post_id, event, who or GONE)
            else:
                self.model.happens(self.model.posts[row.post_id - 1], event, who)
            happened.append((row.post_id, event))
        return happened

    def _judges_words(self) -> None:
        """Everybody was told only what they may read; the chat of all holds nothing else."""
        names = {self.people[who].telegram_id: who for who in self.people}
        for chat_id, words in self.stage.told:
            if chat_id == GROUP.id:
                readable = self.model.on_cards()
            elif chat_id == COMMUNITY:
                readable = self.model.public()
            else:
                readable = self.model.readable(names[chat_id])
            self.ways.only(f"{chat_id}: {words}", readable)
        del self.stage.told[:]
        for shown in self.stage.chats.get(COMMUNITY, []):
            self.ways.only(repr(shown.message), self.model.public())

    async def _judges_campaigns(self) -> None:
        """What is said to many at once holds only what everybody may read, for guests nothing."""
        async with self.stage.database.snapshot() as unit:
            rows = await unit.connection.execute(
                select(campaign.c.id, campaign.c.payload, outbox.c.chat_id)
                .join(outbox, outbox.c.campaign_id == campaign.c.id)
                .where(campaign.c.id > self._campaigns_seen)
            )
            for row in list(rows):
                self._campaigns_seen = max(row.id, self._campaigns_seen)
                is_guest = row.chat_id == self.people[GUEST].telegram_id
                self.ways.only(repr(row), () if is_guest else self.model.public())
                self.totals["digests"] += 1
                self.totals["digests with posts"] += bool(found(repr(row), self.model.public()))

    async def _judges_file(self, who: str) -> None:
        """What is held about somebody is told without words of others that they may not read.

        What the bot had said to them is kept for 30 days, and theirs; of who left it is gone, too.
        """
        number = await self.number_of(who)
        async with self.stage.database.snapshot() as unit:
            file = await my_data.make(unit, {"has_duties": who in MODERATORS}, number)
        assert file is not None
        held = json.loads(file.content)
        said = {*self.model.all_words()}
        self.ways.only(repr(held.pop("pesan_keluar")), said - self.model.forgotten)
        self.ways.only(repr(held), self.model.readable(who))

    async def _judges_posts(self) -> None:
        """The tables say what the model believes."""
        async with self.stage.database.snapshot() as unit:
            for one in self.model.posts:
                kept = await unit.posts.get(one.number)
                assert kept is not None
                assert (one.state, one.version, one.proposed, one.is_returned, one.is_direct) == (
                    kept.state,
                    kept.version,
                    kept.proposed,
                    kept.is_returned,
                    kept.is_direct,
                )
                assert one.author == self.ids.get(kept.person_id or 0, GONE)


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
