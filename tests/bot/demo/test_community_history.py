"""The history of the demo's community: possible, past, harmless, and the same every time."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.demo import community, community_people, community_posts, community_publications
from bot.demo.cast import CAST
from bot.demo.clock import BEGINS
from bot.demo.community_data import HISTORY, entries, paragraphs, text
from community import links, posts, privacy_guard, publishing, workplace
from community.calendar import Calendar
from community.publishing import State as Publishing
from community.questions import Event, State
from community.sharing_draft import title_problem
from community.working_time import WorkingTime
from storage import schema
from storage.database import Database
from tests.bot.demo.seeded import CHARTER, original, seed, town
from tests.crash.process import ROOT
from tests.handlers.driver import Stage

__all__ = ["original", "town"]

RULES = {
    "PermenPANRB 1/2023",
    "PermenPANRB 6/2014",
    "PerBKN 3/2023",
    "Permenkomdigi 9/2025",
    "PP 11/2017",
    "PP 17/2020",
    "UU 14/2008",
    "UU 27/2022",
}
"""What the project's papers name; the demo invents no other."""
_NAMED = re.compile(
    r"\b(?:UU|PP|Perpres|Permen\w+|Per[A-Z]{3,}|Perda|Pergub|SE) (?:No\. )?\d+/\d{4}"
)


def told() -> Iterator[str]:
    """Go through everything that the demo's people write."""
    for entry in entries("posts"):
        content = community_posts.content_of(entry)
        yield from (content.title, content.body, content.link)
    for entry in entries("questions"):
        yield entry["text"]
        for step in entry["steps"]:
            yield from (paragraphs(step.get("text", "")), step.get("as", ""))
            yield step.get("source", "")
    for entry in entries("templates"):
        yield from (entry["title"], entry["text"])
    for entry in entries("sessions"):
        yield from (entry["title"], entry["speaker"])
    script = json.loads(text("play.json"))
    for entry in script["questions"] + script["posts"]:
        yield from (entry.get("title", ""), entry.get("body", ""), entry.get("text", ""))


def test_nothing_personal_is_told() -> None:
    """No number of anybody, no address: the guard would ask about none of it."""
    assert [] == [words for words in told() if privacy_guard.find(words)]


def test_no_rule_is_invented() -> None:
    """Whatever is named stands in the project's papers."""
    named = {found for words in told() for found in _NAMED.findall(words)}

    assert {"UU 27/2022", "Permenkomdigi 9/2025"} <= named
    assert set() == named - RULES


def test_links_lead_nowhere_but_to_examples() -> None:
    """Nobody is sent to somebody's pages, save the clinic that the bot itself names."""
    found = {
        host
        for words in told()
        for host in re.findall(r"https?://([^/\s;]+)|(klinikhoaks\S+\.id)", words)
    }

    hosts = {host for pair in found for host in pair if host}
    assert {"contoh.example", "klinikhoaks.jatimprov.go.id"} == hosts


def test_posts_are_as_the_form_takes_them() -> None:
    """Title, body and link; everything says that it is an example."""
    for entry in entries("posts"):
        content = community_posts.content_of(entry)
        assert "" == title_problem(content.title)
        assert posts.BODY_LENGTH[0] <= len(content.body) <= posts.BODY_LENGTH[1]
        assert content.body.endswith(community_posts.EXAMPLE)
        assert not content.link or not isinstance(links.read(content.link), links.Broken)


async def test_published_answers_are_as_the_form_takes_them(town: Stage) -> None:
    """Question, answer and source within their lengths; one is to be looked at again today."""
    today = BEGINS.date()
    async with town.database.snapshot() as unit:
        seen = [
            one
            for number in range(1, len(entries("questions")) + 1)
            if (one := await unit.publications.get(number)) is not None
        ]
        due = await unit.publications.list_review(today, limit=9, offset=0)
    published = [one for one in seen if one.state is Publishing.PUBLISHED]
    for one in published:
        least, most = publishing.QUESTION_LENGTH
        assert least <= len(one.content.question) <= most
        least, most = publishing.ANSWER_LENGTH
        assert least <= len(one.content.answer) <= most
        assert one.content.answer.endswith(community_publications.EXAMPLE)
        assert not one.content.holds_identity
    assert 1 == len(due)
    states = {Publishing.PUBLISHED, Publishing.DECLINED, Publishing.PROPOSED}
    assert states == {one.state for one in seen}


async def test_open_questions_of_every_age(town: Stage) -> None:
    """New overnight, in time, late, twice late after a claim that lapsed, claimed, waiting."""
    async with town.database.snapshot() as unit:
        listed = await unit.queue.list_open()
        events = {
            one.id: [event.event for event in await unit.queue.history(one.id, 99)]
            for one in listed
        }
    states = sorted((one.state, one.nudges) for one in listed)

    assert [
        (State.CLAIMED, ()),
        (State.NEW, ()),
        (State.NEW, ()),
        (State.NEW, ("sla",)),
        (State.NEW, ("sla", "sla2")),
        (State.WAITING, ()),
    ] == states
    assert 1 == sum(Event.LAPSE in happened for happened in events.values())


async def test_everybody_is_somewhere(town: Stage) -> None:
    """Some forty-five members of many kabupaten/kota and perangkat daerah, each named once."""
    everybody = community_people.members()
    areas = {one.profile.area for one in everybody} - {None}
    agencies = {one.profile.agency for one in everybody} - {None}

    assert 45 == len(everybody) == len({one.profile.name for one in everybody})
    assert 30 <= len(areas)
    assert 5 <= len(agencies)
    async with town.database.snapshot() as unit:
        for one in everybody:
            person = await unit.people.find(one.telegram_id)
            assert person is not None
            assert await unit.reminder_settings.is_on(person.id)
    for player in CAST:
        member = next((one for one in everybody if one.telegram_id == player.id), None)
        assert (member is None) == (player is CAST.sari)
        if member is not None:
            assert player.name == member.profile.name
            assert player.place in workplace.name(member.profile)


async def test_nothing_happened_in_the_future(town: Stage) -> None:
    """Every moment that was written lies before the demo begins, but the outbox's."""
    columns = [
        (table.name, column.name)
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, schema.UtcDateTime)
    ]
    ahead = {"starts_at", "ends_at", "ask_at", "not_before", "expires_at", "next_at"}
    async with town.database.snapshot() as unit:
        for table, name in columns:
            column = schema.metadata.tables[table].c[name]
            newest = await unit.connection.scalar(select(func.max(column)))
            if newest is not None and name not in ahead and table != "outbox":
                assert newest < BEGINS, (table, name)


async def test_moderators_work_in_office_hours(town: Stage) -> None:
    """Nobody answers or decides at night, in the break, or at the weekend."""
    office = WorkingTime(Calendar(), CHARTER.zone)
    deeds = (
        (schema.question_event, ("claim", "answer", "add", "refuse", "propose", "lapse")),
        (schema.post_event, ("approve", "return", "refuse")),
    )
    async with town.database.snapshot() as unit:
        for table, events in deeds:
            done = select(table.c.at, table.c.event).where(table.c.event.in_(events))
            found = (await unit.connection.execute(done)).all()
            assert 10 < len(found)
            assert [] == [one for one in found if not office.is_open(one.at)]


async def test_the_tables_agree(town: Stage) -> None:
    """No row refers to one that is not there, and the file is whole."""
    async with town.database.snapshot() as unit:
        broken = await unit.connection.exec_driver_sql("PRAGMA foreign_key_check")
        assert [] == list(broken)
        whole = await unit.connection.exec_driver_sql("PRAGMA integrity_check")
        assert ["ok"] == list(whole.scalars())


async def test_it_is_written_once(town: Stage) -> None:
    """A second time changes nothing, also later."""
    before = await _told_by(town.database)

    await community.seed(town.database, BEGINS + timedelta(days=3), CAST, CHARTER)

    assert before == await _told_by(town.database)


async def test_it_is_the_same_every_time(town: Stage, tmp_path: Path) -> None:
    """Two demos differ in nothing that people see."""
    await seed(tmp_path / "other.db")
    other = await Database.open(f"sqlite:///{tmp_path}/other.db")
    try:
        assert await _told_by(town.database) == await _told_by(other)
    finally:
        await other.close()


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 25, 8, 20, tzinfo=UTC),  # a Wednesday afternoon
        datetime(2026, 11, 27, 1, 0, tzinfo=UTC),  # a Friday morning
        datetime(2026, 11, 29, 3, 0, tzinfo=UTC),  # a Sunday
        datetime(2027, 1, 4, 0, 0, tzinfo=UTC),  # after feasts and a new year
    ],
)
async def test_it_can_begin_on_any_day(now: datetime, tmp_path: Path) -> None:
    """The history is told in working days: it is possible whenever the demo begins."""
    await seed(tmp_path / "cop.db", now)
    database = await Database.open(f"sqlite:///{tmp_path}/cop.db")
    try:
        async with database.snapshot() as unit:
            assert 16 == len(await unit.posts.list_visible(limit=99))
            assert 6 == len(await unit.queue.list_open())
    finally:
        await database.close()


def test_the_history_of_reach_is_the_documented_one() -> None:
    """What the demo imports is the file that admins are offered as an example."""
    assert (ROOT / "docs" / "riwayat-jangkauan.csv").read_text("utf-8") == text(HISTORY)


async def _told_by(database: Database) -> list[Any]:
    """Return what was written, without the random numbers of people."""
    table = schema.metadata.tables
    wanted = (
        (table["session"], ("id", "title", "starts_at", "number")),
        (table["attendance"], ("session_id", "at")),
        (table["question"], ("id", "text", "state", "state_at", "rating")),
        (table["question_entry"], ("id", "text", "at")),
        (table["publication"], ("question_id", "state", "answer", "review_on")),
        (table["post_version"], ("post_id", "version", "title", "decided_at")),
        (table["post_mark"], ("post_id", "kind", "at")),
        (table["replication"], ("post_id", "where", "state", "at", "counts")),
        (table["profile"], ("name", "area", "agency", "joined_at")),
        (table["outbox"], ("id", "chat_id", "kind", "lane")),
    )
    found: list[Any] = []
    async with database.snapshot() as unit:
        for one, names in wanted:
            columns = [one.c[name] for name in names]
            rows = await unit.connection.execute(select(*columns).order_by(*columns))
            found.append((one.name, [tuple(row) for row in rows]))
    return found
