"""Every fault on every kind of row: the recorded outcome and the number of deliveries."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from community.reply import File, Lane
from simulator.faults import Delay, Drop, Fault, RawAnswer, Refuse, too_many
from storage.outbox import NewRow
from storage.unit import Unit
from tests.bot.delivery.post import Post, meet, open_post, text

LONG = 3_600.0  # virtual seconds: the client's real time-out comes first


@dataclass(slots=True)
class Case:
    """A post office with one person, one group, a message in each and an open tap."""

    post: Post
    person_chat: int
    group_chat: int
    shown: int
    query_id: str
    upgrade: Callable[[], Awaitable[int]]


Kind = Callable[[Case], NewRow]


@pytest.fixture
async def case(tmp_path: Path) -> AsyncIterator[Case]:
    """Give a case that nothing has happened to."""

    async def make(unit: Unit, args: dict[str, Any], person_id: int | None) -> File:
        return File("data.csv", b"nama\n")

    async with open_post(tmp_path, makers={"data": make}) as post:
        sari = post.simulator.person("Sari", started=True)
        await meet(post, sari.id, 77)
        admin = post.simulator.person("Admin", started=True)
        group = post.simulator.group("Moderator", [sari, admin])
        keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
        rows = await post.say(text(sari.id, "Pertanyaan", more={"reply_markup": keyboard}))
        await post.settle(rows)
        shown = await sari.screen()
        assert shown is not None
        await sari.taps("Ya")
        updates = await post.api.call("getUpdates", {"timeout": 0}, pool="polling")
        query = updates[-1]["callback_query"]["id"]

        async def upgrade() -> int:
            return (await group.upgrades(admin)).id

        post.acts.clear()
        yield Case(post, sari.id, group.id, shown.message_id, query, upgrade)


def message(case: Case) -> NewRow:
    """Make an answer to a person."""
    return text(case.person_chat, "Jawaban")


def edit(case: Case) -> NewRow:
    """Make an edit of what is shown."""
    return NewRow(
        chat_id=case.person_chat,
        lane=Lane.REPLY,
        kind="editMessageText",
        payload={"text": "Jawaban", "message_id": case.shown},
    )


def delete(case: Case) -> NewRow:
    """Make a deletion."""
    return NewRow(
        chat_id=case.person_chat,
        lane=Lane.REPLY,
        kind="deleteMessage",
        payload={"message_id": case.shown},
    )


def ack(case: Case) -> NewRow:
    """Make the answer to a tap."""
    return NewRow(
        chat_id=None,
        lane=Lane.REPLY,
        kind="answerCallbackQuery",
        payload={"callback_query_id": case.query_id},
        expires_at=case.post.clock.now() + timedelta(seconds=15),
    )


def document(case: Case) -> NewRow:
    """Make a file that is made late."""
    return NewRow(chat_id=case.person_chat, lane=Lane.REPLY, kind="later:data", payload={})


def bulk(case: Case) -> NewRow:
    """Make a mass message."""
    return text(case.person_chat, "Siaran", lane=Lane.BULK, person_id=77)


def card(case: Case) -> NewRow:
    """Make a card in a group."""
    return text(case.group_chat, "Kartu", lane=Lane.NOTICE, subject="question:1")


METHODS: dict[Kind, str] = {
    message: "sendMessage",
    edit: "editMessageText",
    delete: "deleteMessage",
    ack: "answerCallbackQuery",
    document: "sendDocument",
    bulk: "sendMessage",
    card: "sendMessage",
}
ALL = list(METHODS)
SENDS = [message, document, card]
REPEATABLE = [edit, delete, ack]


async def send(case: Case, kind: Kind, act: Any, *, times: int = 1) -> tuple[str, int]:
    """Send a row against a fault; return its state and how often it was done."""
    fault = Fault(act, method=METHODS[kind], times=times)
    case.post.simulator.faults.add(fault)
    return await outcome(case, kind)


async def outcome(case: Case, kind: Kind) -> tuple[str, int]:
    """Send a row; return its state and how often it was done."""
    post = case.post
    rows = await post.say(kind(case))
    (state,) = await post.settle(rows)
    return state, done(case, kind)


def done(case: Case, kind: Kind) -> int:
    """Count how often something was really done."""
    return sum(act.method == METHODS[kind] and act.code == 200 for act in case.post.acts)


@pytest.mark.parametrize("kind", ALL)
async def test_without_a_fault(case: Case, kind: Kind) -> None:
    """It is sent once."""
    assert ("sent", 1) == await outcome(case, kind)


@pytest.mark.parametrize("kind", ALL)
async def test_429(case: Case, kind: Kind) -> None:
    """It is sent once, when the named time is over."""
    began = case.post.clock.monotonic()

    assert ("sent", 1) == await send(case, kind, too_many(3))
    assert 3 <= case.post.clock.monotonic() - began < 4.5


@pytest.mark.parametrize("kind", ALL)
async def test_502_with_a_page(case: Case, kind: Kind) -> None:
    """It is sent again after one, two and four seconds."""
    began = case.post.clock.monotonic()

    assert ("sent", 1) == await send(case, kind, RawAnswer(), times=3)
    assert case.post.clock.monotonic() - began >= (3 if kind is ack else 7)


@pytest.mark.parametrize("kind", ALL)
async def test_refused_connection(case: Case, kind: Kind) -> None:
    """Delivery pauses, nothing is counted, and it is sent when the server is back."""
    post = case.post
    await post.api.stop()
    await post.api.start()
    await post.simulator.stop()

    rows = await post.say(kind(case))
    await post.quiet()
    await post.pass_time()
    await post.quiet()
    assert 0 == done(case, kind)
    await post.simulator.start()

    assert ["sent"] == await post.settle(rows)
    assert 1 == done(case, kind)
    if kind is not ack:
        (stored,) = await post.stored(rows)
        assert 1 == stored["attempts"]


@pytest.mark.parametrize("kind", SENDS)
@pytest.mark.parametrize("act", [Drop(after_act=True), Delay(LONG, after_act=True)])
async def test_done_but_unanswered(case: Case, kind: Kind, act: Any) -> None:
    """An answer, a file, a card is sent once more: twice in all."""
    assert ("sent", 2) == await send(case, kind, act)


@pytest.mark.parametrize("kind", SENDS)
async def test_not_done_and_unanswered(case: Case, kind: Kind) -> None:
    """An answer, a file, a card is sent once more: once in all."""
    assert ("sent", 1) == await send(case, kind, Drop())


@pytest.mark.parametrize("kind", SENDS)
async def test_unanswered_twice(case: Case, kind: Kind) -> None:
    """The second time is the last."""
    assert ("unknown", 2) == await send(case, kind, Drop(after_act=True), times=2)


@pytest.mark.parametrize(
    ("act", "times"), [(Drop(after_act=True), 1), (Delay(LONG, after_act=True), 1), (Drop(), 0)]
)
async def test_unanswered_mass_message(case: Case, act: Any, times: int) -> None:
    """It is counted, and never sent again."""
    assert ("unknown", times) == await send(case, bulk, act)
    assert 1 == sum(
        number for (_, state), number in case.post.delivery.counts.items() if state == "unknown"
    )


@pytest.mark.parametrize("kind", REPEATABLE)
@pytest.mark.parametrize("act", [Drop(after_act=True), Delay(LONG, after_act=True), Drop()])
async def test_what_may_be_repeated_is_repeated(case: Case, kind: Kind, act: Any) -> None:
    """Edits, deletions and acknowledgements go again; that it was done already is fine."""
    state, times = await send(case, kind, act)

    is_late_ack = kind is ack and getattr(act, "after_act", False)
    assert ("dropped" if is_late_ack else "sent") == state
    assert 1 == times


@pytest.mark.parametrize("kind", [message, edit, delete, document, bulk])
async def test_403(case: Case, kind: Kind) -> None:
    """It is recorded, and never tried again."""
    words = "Forbidden: bot was blocked by the user"

    assert ("unreachable", 0) == await send(case, kind, Refuse(403, words))


@pytest.mark.parametrize(
    "act",
    [
        Refuse(403, "Forbidden: bot was kicked from the supergroup chat"),
        Refuse(403, "Forbidden: the group chat was deleted"),
        Refuse(400, "Bad Request: not enough rights to send text messages to the chat"),
        Refuse(400, "Bad Request: chat not found"),
    ],
)
async def test_a_group_that_takes_nothing(case: Case, act: Refuse) -> None:
    """Its card waits, ever longer, and is sent once when the group takes it."""
    began = case.post.clock.monotonic()

    assert ("sent", 1) == await send(case, card, act, times=3)
    assert 60 + 120 + 240 <= case.post.clock.monotonic() - began < 425


@pytest.mark.parametrize("kind", [message, edit, delete, ack, document, bulk])
async def test_400(case: Case, kind: Kind) -> None:
    """It is recorded, and never tried again."""
    words = "Bad Request: chat not found"

    assert ("refused", 0) == await send(case, kind, Refuse(400, words))


@pytest.mark.parametrize("kind", [card])
async def test_migration(case: Case, kind: Kind) -> None:
    """It follows the group to its supergroup, and so does everything later."""
    new_chat = await case.upgrade()

    assert ("sent", 1) == await outcome(case, kind)
    assert ("sent", 2) == await outcome(case, kind)
    assert {new_chat} == {act.result["chat"]["id"] for act in case.post.acts if act.code == 200}
    async with case.post.database.snapshot() as unit:
        assert {case.group_chat: new_chat} == await unit.messages.aliases()


@pytest.mark.parametrize(
    ("kind", "state", "times"),
    [
        (message, "sent", 1),
        (document, "sent", 1),
        (bulk, "sent", 1),
        (edit, "dropped", 0),
        (delete, "dropped", 0),
    ],
)
async def test_migration_of_any_row(case: Case, kind: Kind, state: str, times: int) -> None:
    """What is new goes to the chat that Telegram names; what names an old message goes nowhere."""
    group = case.group_chat
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    named = {"migrate_to_chat_id": case.person_chat}
    post = case.post
    post.simulator.faults.add(Fault(Refuse(400, words, named), chat_id=group))
    row = kind(case)
    moved = NewRow(chat_id=group, lane=row.lane, kind=row.kind, payload=row.payload)

    assert [state] == await post.settle(await post.say(moved))
    assert times == done(case, kind)
