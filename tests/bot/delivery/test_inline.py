"""Answers to inline queries: made on a snapshot, sent at once, dropped when late."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import outgoing
from bot.delivery import Content
from community.reply import (
    AnswerInline,
    InlineAnswer,
    InlineResult,
    Message,
    Reply,
    SearchInline,
    Toast,
)
from simulator.faults import Fault, Refuse
from storage.database import Unavailable
from storage.outbox import NewRow, Row
from storage.unit import Unit
from tests.bot.delivery.post import Post, open_post

FOUND = InlineAnswer(results=(InlineResult("p_1", "Judul", "", Message("Isi")),), next_offset="10")


class Searching:
    """A maker that fails as often as it is told, and waits until it may go on."""

    def __init__(self, *failures: Exception, is_held: bool = False) -> None:
        self.failures = list(failures)
        self.asked: list[tuple[Any, int | None]] = []
        self.begun, self.may_go_on = asyncio.Event(), asyncio.Event()
        self.most = self._now = 0
        if not is_held:
            self.may_go_on.set()

    async def make(self, _: Unit, args: Mapping[str, Any], person_id: int | None) -> Content:
        """Find something."""
        self.asked.append((args["query"], person_id))
        self._now += 1
        self.most = max(self.most, self._now)
        self.begun.set()
        await self.may_go_on.wait()
        self._now -= 1
        if self.failures:
            raise self.failures.pop(0)
        return FOUND


def ask(post: Post, query: str = "skp") -> str:
    """Let Sari type, without waiting for the answer."""
    people = post.simulator.people
    if 500 not in post.simulator.world.users:
        people.create_user("Sari", id=500, started=True)
    return people.inline.ask_inline(500, query)


def row_of(post: Post, query_id: str, query: str = "skp") -> NewRow:
    """Make the row of a search."""
    search = SearchInline(query_id=query_id, args={"query": query}, person_id=5)
    (row,) = outgoing.rows(Reply((search,)), post.clock.now())
    return row


async def test_what_is_found_is_sent(tmp_path: Path) -> None:
    """The maker gets words and person; its answer goes to Telegram."""
    searching = Searching()
    async with open_post(tmp_path, makers={"inline": searching.make}) as post:
        query = ask(post)

        rows = await post.say(row_of(post, query))
        assert ["sent"] == await post.settle(rows)

        shown = post.simulator.people.inline.inline_answer(query)
        assert shown is not None
        assert ["Judul"] == [result["title"] for result in shown["results"]]
        assert "10" == shown["next_offset"]
        assert [("skp", 5)] == searching.asked
        assert [None] == [row["payload"] for row in await post.stored(rows)]  # nobody keeps it


async def test_an_answer_at_once_needs_no_maker(tmp_path: Path) -> None:
    """What is known already is sent as it is."""
    async with open_post(tmp_path) as post:
        query = ask(post)
        answer = AnswerInline(query_id=query, answer=FOUND)

        rows = await post.say(*outgoing.rows(Reply((answer,)), post.clock.now()))

        assert ["sent"] == await post.settle(rows)
        assert post.simulator.people.inline.inline_answer(query) is not None


async def test_a_query_that_is_too_old_does_no_harm(tmp_path: Path) -> None:
    """Telegram forgot it, or has an answer already: dropped, never tried again."""
    async with open_post(tmp_path, makers={"inline": Searching().make}) as post:
        rows = await post.say(row_of(post, "7"))

        assert ["dropped"] == await post.settle(rows)
        assert ["query is too old"] == [row["error"] for row in await post.stored(rows)]
        assert 1 == len(post.simulator.calls.of("answerInlineQuery"))


async def test_late_rows_are_not_even_searched(tmp_path: Path) -> None:
    """After 15 seconds, such as after a stop, nobody waits for the list any more."""
    searching = Searching()
    rows: list[Row] = []

    async def before(post: Post) -> None:
        rows.extend(await post.add(row_of(post, ask(post))))
        await post.clock.advance(16)

    async with open_post(tmp_path, makers={"inline": searching.make}, before=before) as post:
        assert ["expired"] == await post.settle(rows)
        assert [None] == [row["payload"] for row in await post.stored(rows)]

        assert [] == searching.asked


async def test_rows_of_a_stopped_bot_are_answered(tmp_path: Path) -> None:
    """A kill between commit and answer costs nothing when the bot is back in time."""
    queries: list[str] = []

    async def before(post: Post) -> None:
        queries.append(ask(post))
        await post.add(row_of(post, queries[0]))

    async with open_post(tmp_path, makers={"inline": Searching().make}, before=before) as post:
        inline = post.simulator.people.inline
        await post.until(lambda: inline.inline_answer(queries[0]) is not None)


async def test_a_maker_that_fails_is_that_rows_end(tmp_path: Path) -> None:
    """The next query is answered."""
    searching = Searching(ValueError("rusak"))
    async with open_post(tmp_path, makers={"inline": searching.make}) as post:
        rows = await post.say(row_of(post, ask(post)), row_of(post, ask(post, "ak")))

        assert {"refused", "sent"} == set(await post.settle(rows))


async def test_a_database_that_is_away_is_waited_for(tmp_path: Path) -> None:
    """While no snapshot can be had, the query waits; it is answered within its time."""
    searching = Searching(Unavailable("away"), Unavailable("away"))
    async with open_post(tmp_path, makers={"inline": searching.make}) as post:
        started = post.clock.now()

        assert ["sent"] == await post.settle(await post.say(row_of(post, ask(post))))

        assert 3 == len(searching.asked)
        assert post.clock.now() - started < timedelta(seconds=15)


async def test_a_short_fault_of_telegram_is_survived(tmp_path: Path) -> None:
    """A 502 is tried again; what was found is not searched for anew."""
    searching = Searching()
    async with open_post(tmp_path, makers={"inline": searching.make}) as post:
        fault = Fault(Refuse(502, "Bad Gateway"), method="answerInlineQuery", times=1)
        post.simulator.faults.add(fault)

        assert ["sent"] == await post.settle(await post.say(row_of(post, ask(post))))

        assert 1 == len(searching.asked)


async def test_taps_do_not_wait_for_searches(tmp_path: Path) -> None:
    """However many search, one search runs at a time, and a tap is answered meanwhile."""
    searching = Searching(is_held=True)
    async with open_post(tmp_path, makers={"inline": searching.make}) as post:
        queries = [ask(post, f"kata {number}") for number in range(200)]
        rows = await post.say(*[row_of(post, query) for query in queries])
        await searching.begun.wait()
        toast = Reply((Toast(query_id="1"),))

        tapped = await post.add(*outgoing.rows(toast, post.clock.now()))
        answered = asyncio.Event()
        post.simulator.observe_exchanges(lambda _: answered.set())
        post.delivery.hand(tapped)
        await answered.wait()

        assert [] == post.simulator.calls.of("answerInlineQuery")
        searching.may_go_on.set()
        assert {"sent"} == set(await post.settle(rows))
        assert 1 == searching.most


async def test_an_older_look_into_the_table_sends_nothing_again(tmp_path: Path) -> None:
    """A row that was answered comes once more, from a snapshot of a moment before."""
    searching = Searching()
    async with open_post(tmp_path, makers={"inline": searching.make}) as post:
        first = await post.say(row_of(post, ask(post)))
        assert ["sent"] == await post.settle(first)

        post.delivery.hand(first)
        second = await post.say(row_of(post, ask(post, "angka kredit"), "angka kredit"))
        assert ["sent"] == await post.settle(second)

    assert ["skp", "angka kredit"] == [words for words, _ in searching.asked]
