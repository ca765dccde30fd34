"""What must be true after each step of the play of posts."""

import json
from collections.abc import Collection

from sqlalchemy import select

from community.post_buttons import announced_subject
from community.posts import Event
from handlers import my_data
from storage.schema import campaign, outbox, post_event
from tests.handlers.asker import GROUP
from tests.proofs.post_model import (
    AUTHORS,
    BUDI,
    GONE,
    GUEST,
    MODERATORS,
    READERS,
    Part,
)
from tests.proofs.post_people import COMMUNITY, People
from tests.proofs.post_ways import found


class Judge(People):
    """People whose every step is compared with the model, and with what was said to whom."""

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
        self._judges_announcements()

    def _judges_announcements(self) -> None:
        """What has a message of its own reads there as it reads everywhere."""
        subjects = {announced_subject(one.number): one for one in self.model.posts}
        for shown in self.stage.chats.get(COMMUNITY, []):
            one = subjects.get(shown.subject or "")
            if one is not None and one.is_visible:
                title = one.versions[(one.version or 1) - 1][Part.TITLE]
                assert title in shown.message.text, (one, shown)

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
