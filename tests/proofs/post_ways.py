"""Every way to reach a post: each shows what is published, as it reads now, and nothing else."""

import re
from collections.abc import Collection, Sequence

from sqlalchemy import select, text

from community.callback import pack, unpack
from community.post_buttons import ListPosts, OpenPost, SendPostFiles
from community.reading import ListPostAreas, ListPostTopics, NextPost, PreviousPost
from community.reply import Message
from community.stems import stem
from handlers import inline
from storage.post_lists import KINDS, Listed
from storage.schema import post, post_mark
from storage.search import POST
from storage.unit import Unit
from tests.handlers.driver import Actor
from tests.handlers.inliner import asks
from tests.proofs.post_model import COMMON, GUEST, Believed, Model, Part
from tests.proofs.post_stage import PostStage

_TAG = re.compile(r"<[^>]+>")


class Ways:
    """Walks all ways, as a reader, an author, a moderator or a guest."""

    def __init__(self, stage: PostStage, model: Model, people: dict[str, Actor]) -> None:
        self.stage = stage
        self.model = model
        self.people = people

    # --- what is stored ---------------------------------------------------------------------

    async def look(self, ids: Sequence[int], turn: int) -> None:
        """Ask the storage everything that screens ask it; `ids` are the members."""
        async with self.stage.database.snapshot() as unit:
            await self._searches(unit)
            await self._lists(unit, ids, turn)
            await self._inline(unit, min(ids))
            for one in self.model.posts:
                found = await unit.posts.visible(one.number)
                assert one.is_visible == (found is not None), one
                if found is not None:
                    self.only(repr(found[1]), one.public)

    async def _searches(self, unit: Unit) -> None:
        visible = self.model.visible
        hits = await unit.search.find(COMMON, limit=50)
        assert visible == sorted(hit.number for hit in hits)
        for hit in hits:
            self.only(f"{hit.title} {hit.snippet}", self._post(hit.number).public)
        alike = await unit.search.compare(f"Bagaimana praktik {COMMON}?", kind=POST)
        assert {hit.number for hit in alike} <= {*visible}
        kept = await unit.connection.execute(
            text("SELECT number, title, body FROM search_entry WHERE kind = 'post'")
        )
        rows = list(kept)
        assert visible == sorted(row.number for row in rows)
        for row in rows:
            self.only(f"{row.title} {row.body}", self._post(row.number).public)
        terms = set(await unit.connection.scalars(text("SELECT term FROM search_term")))
        hidden = {*self.model.all_words()} - self.model.public()
        assert not terms & {stem(word) for word in hidden}
        for one in self.model.posts:
            beginning = one.newest[Part.BODY][:-2]
            numbers = {hit.number for hit in await unit.search.find(beginning)}
            assert numbers <= {*visible}
            if one.is_visible and one.newest[Part.BODY] in one.public:
                assert one.number in numbers

    async def _lists(self, unit: Unit, ids: Sequence[int], turn: int) -> None:
        model = self.model
        rows = await unit.connection.execute(select(post.c.id, post.c.topic, post.c.area))
        stands = {row.id: row for row in rows}
        newest = await unit.posts.list_visible(limit=50)
        assert model.visible == sorted(one.id for one in newest)
        lists = [(Listed("newest", "", 0), model.visible)]
        for topic in {row.topic for row in stands.values()}:
            expected = [one for one in model.visible if stands[one].topic == topic]
            lists.append((Listed("topic", topic, 0), expected))
        for area in {row.area for row in stands.values()} - {None}:
            expected = [one for one in model.visible if stands[one].area == area]
            lists.append((Listed("area", area, 0), expected))
        for one in model.posts:
            same = [other.number for other in model.posts if other.author == one.author]
            is_known = bool(one.author) and one.version is not None  # it was published once
            expected = [number for number in same if is_known and number in model.visible]
            lists.append((Listed("author", str(one.number), 0), expected))
        for reader in [ids[turn % len(ids)]]:
            marks = select(post_mark.c.post_id).where(
                post_mark.c.person_id == reader, post_mark.c.kind == "saved"
            )
            saved = set(await unit.connection.scalars(marks))
            expected = [number for number in model.visible if number in saved]
            lists.append((Listed("saved", "", reader), expected))
        assert KINDS == {listed.kind for listed, _ in lists} | {"author", "topic", "area"}
        for listed, expected in lists:
            found = await unit.post_lists.page(listed, limit=50, offset=0)
            assert expected == sorted(one.id for one in found), listed
        listed, expected = lists[turn % len(lists)]
        assert len(expected) == await unit.post_lists.count(listed)
        for one in model.posts:
            beside = {
                await unit.post_lists.after(listed, one.number, 0),
                await unit.post_lists.before(listed, one.number, 1),
            }
            assert beside <= {*model.visible, None}, (listed, one)

    async def _inline(self, unit: Unit, member: int) -> None:
        args = {"offset": 0, "link": "https://t.me/bot?start=", "zone": "Asia/Jakarta"}
        for query in ("", COMMON):
            answer = await inline.make(unit, {**args, "query": query}, member)
            assert sorted(f"p_{number}" for number in self.model.visible) == sorted(
                url.partition("start=")[2]
                for result in answer.results
                for row in result.message.buttons
                for button in row
                if "start=p_" in (url := button.url or "")
            )
            self.only(repr(answer), self.model.public())

    # --- what is said -----------------------------------------------------------------------

    async def walk(self, who: str, number: int, turn: int) -> None:
        """Go one of the ways as somebody, about one of the posts; nothing else is said there."""
        del self.stage.told[:]
        actor = self.people[who]
        one = self._post(number)
        opening = (
            ("link", None),
            ("open", OpenPost(post=number)),
            ("listed", OpenPost(post=number, kind="newest", place=turn % 4)),
            ("saved", OpenPost(post=number, kind="saved", place=turn % 2)),
            ("author", OpenPost(post=number, kind="author", of=str(number))),
        )
        around = (
            NextPost(post=number, kind="newest", place=turn % 4),
            PreviousPost(post=number, kind="newest", place=turn % 4),
            NextPost(post=number, kind="author", place=0, of=str(number)),
            SendPostFiles(post=number),
            ListPosts(kind="author", of=str(number)),
            ListPosts(kind="saved", page=turn % 2),
            ListPostTopics(),
            ListPostAreas(),
            ListPosts(kind="newest", page=turn % 2),
        )
        name, data = opening[turn % len(opening)]
        if name == "link":
            await actor.says(f"/start p_{number}")
        else:
            await actor.taps_data(pack(data))
        self._opened(who, one)
        if turn % 2:
            await actor.taps_data(pack(around[turn // 2 % len(around)]))
        else:
            await self._commands(actor, who, turn // 2)
        answer = await asks(actor, "" if turn % 2 else COMMON)
        assert (who != GUEST and bool(self.model.visible)) == bool(
            [result for result in answer.results if "start=p_" in repr(result)]
        )
        readable = frozenset[str]() if who == GUEST else self.model.public()
        self.only(repr(answer), readable)
        self.heard(readable)

    async def _commands(self, actor: Actor, who: str, turn: int) -> None:
        commands = (f"/cari {COMMON}", "/terbaru", "/tersimpan", "/dampak")
        await actor.says(commands[turn % len(commands)])
        if who != GUEST and turn % len(commands) < 2:
            visible = self.model.visible
            opened = _opens(actor.screen)
            assert min(len(visible), 5) == len(opened), (visible, actor.screen)
            assert {*opened} <= {*visible}

    def _opened(self, who: str, one: Believed) -> None:
        """A post that was opened says all its words; any other none of them."""
        said = " ".join(words for _, words in self.stage.told)
        if who == GUEST or not one.is_visible:
            assert not found(said, one.everything), (who, one, said)
            return
        assert one.version is not None
        words = one.versions[one.version - 1]
        shown = {words[part] for part in words if part in (Part.TITLE, Part.BODY, Part.LINK)}
        assert shown <= found(said, shown), (who, one, said)

    # --- judging ----------------------------------------------------------------------------

    def heard(self, readable: Collection[str]) -> None:
        """All that was said since somebody last looked holds only these words."""
        for chat_id, said in self.stage.told:
            try:
                self.only(said, readable)
            except AssertionError as exc:
                raise AssertionError(f"in {chat_id}: {said}") from exc
        del self.stage.told[:]

    def only(self, said: str, readable: Collection[str]) -> None:
        """Of the coined words, a text holds these at most."""
        leaked = found(said, {*self.model.all_words()} - {*readable})
        assert not leaked, (leaked, said)

    def _post(self, number: int) -> Believed:
        return self.model.posts[number - 1]


def found(said: str, words: Collection[str]) -> set[str]:
    """Return which of these words a text holds, in its tags or between them."""
    bare = _TAG.sub("", said)
    return {word for word in words if word in said or word in bare}


def _opens(screen: Message) -> list[int]:
    """Return the posts that a screen's buttons open."""
    meant = [unpack(button.data) for row in screen.buttons for button in row if button.data]
    return [one.post for one in meant if isinstance(one, OpenPost)]
