"""Delivery against a real Bot API server on this computer, on a virtual clock."""

import base64
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import Maker
from community.reply import File, Lane, Message
from simulator.faults import Drop, Fault, too_many
from storage.attempts import Attempts
from storage.campaigns import LOWEST_PERSON, Campaigns
from storage.messages import Said
from storage.outbox import NewRow, Row
from storage.schema import account
from storage.unit import Unit
from tests.bot.delivery.post import Post, is_reachable, meet, open_post, text

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    """Give an open post office."""
    async with open_post(tmp_path) as opened:
        yield opened


async def test_a_handed_row_leaves_without_any_time_passing(post: Post) -> None:
    """An idle delivery sends at once: the clock does not move."""
    sari = post.simulator.person("Sari", started=True)
    began = post.clock.monotonic()

    await post.say(text(sari.id))
    await post.quiet()

    assert ["Selamat pagi"] == post.texts(sari.id)
    assert began == post.clock.monotonic()


async def test_rows_of_a_chat_leave_in_order_and_others_do_not_wait(post: Post) -> None:
    """A 429 holds its own chat; its rows keep their order afterwards."""
    sari = post.simulator.person("Sari", started=True)
    budi = post.simulator.person("Budi", started=True)
    post.simulator.faults.add(Fault(too_many(5), chat_id=sari.id))

    rows = await post.say(text(sari.id, "1"), text(sari.id, "2"), text(budi.id, "3"))
    await post.quiet()
    at_first = post.texts()
    states = await post.settle(rows)

    assert ["3"] == at_first
    assert ["3", "1", "2"] == post.texts()
    assert ["sent"] * 3 == states
    assert post.clock.monotonic() >= 5


async def test_an_urgent_chat_goes_before_a_chat_with_notices(tmp_path: Path) -> None:
    """Lanes choose the chat; inside it the id decides."""
    async with open_post(tmp_path, rate=1) as post:
        sari = post.simulator.person("Sari", started=True)
        budi = post.simulator.person("Budi", started=True)
        first = await post.say(text(sari.id, "pembuka"))
        await post.settle(first)

        rows = await post.say(
            text(sari.id, "kabar", lane=Lane.NOTICE),
            text(budi.id, "kabar 2", lane=Lane.NOTICE),
            text(budi.id, "jawaban"),
        )
        await post.settle(rows)

        assert ["pembuka", "kabar 2", "jawaban", "kabar"] == post.texts()


async def test_a_row_that_may_not_leave_yet_does_not_block_later_ones(post: Post) -> None:
    """`not_before` delays one row only."""
    sari = post.simulator.person("Sari", started=True)
    later = post.clock.now() + timedelta(seconds=1.5)

    rows = await post.say(text(sari.id, "album", not_before=later), text(sari.id, "lain"))
    await post.quiet()
    at_first = post.texts()
    await post.settle(rows)

    assert ["lain"] == at_first
    assert ["lain", "album"] == post.texts()
    assert post.clock.now() >= later


async def test_a_replaced_row_is_never_sent(post: Post) -> None:
    """A newer row with the same key takes the place of a pending one."""
    sari = post.simulator.person("Sari", started=True)
    later = post.clock.now() + timedelta(seconds=1.5)

    old = await post.say(text(sari.id, "1 foto", not_before=later, replace_key="album"))
    new = await post.say(text(sari.id, "2 foto", not_before=later, replace_key="album"))
    states = await post.settle([*old, *new])

    assert ["replaced", "sent"] == states
    assert ["2 foto"] == post.texts()


async def test_expired_rows_are_dropped(post: Post) -> None:
    """What is too late is recorded, not sent."""
    sari = post.simulator.person("Sari", started=True)

    rows = await post.say(text(sari.id, expires_at=post.clock.now() - timedelta(seconds=1)))

    assert ["expired"] == await post.settle(rows)
    assert [] == post.texts()


async def test_nobody_is_told_who_cannot_be_reached(post: Post) -> None:
    """Notices and mass messages to unreachable people are dropped; an answer goes."""
    sari = post.simulator.person("Sari", started=True)
    await meet(post, sari.id, 77)
    await post.run(_mark_unreachable)

    rows = await post.say(
        text(sari.id, "kabar", lane=Lane.NOTICE, person_id=77),
        text(sari.id, "siaran", lane=Lane.BULK, person_id=77),
        text(sari.id, "jawaban", person_id=77),
    )

    assert ["dropped", "dropped", "sent"] == await post.settle(rows)
    assert ["jawaban"] == post.texts()


async def _mark_unreachable(unit: Unit) -> None:
    await unit.connection.execute(account.update().values(is_reachable=False))


async def test_a_block_makes_the_person_unreachable(post: Post) -> None:
    """403 in a private chat marks the account."""
    sari = post.simulator.person("Sari", started=True)
    await meet(post, sari.id, 77)
    await sari.blocks()

    states = await post.settle(await post.say(text(sari.id, person_id=77)))

    assert ["unreachable"] == states
    assert not await is_reachable(post, sari.id)


async def test_a_card_is_found_again_by_its_subject(post: Post) -> None:
    """What was said about a subject is remembered and edited in place."""
    sari = post.simulator.person("Sari", started=True)
    card = text(sari.id, "Menunggu", subject="question:1")
    edit = NewRow(
        chat_id=sari.id,
        lane=Lane.REPLY,
        kind="editMessageText",
        payload={"text": "Dijawab", "parse_mode": "HTML", "_else_say": True},
        subject="question:1",
        edits_message="question:1",
    )

    states = await post.settle(await post.say(card, edit))

    assert ["sent", "sent"] == states
    shown = await sari.screen()
    assert shown is not None
    assert "Dijawab" == shown.text
    async with post.database.snapshot() as unit:
        said = await unit.messages.list_about("question:1")
    assert [(sari.id, (shown.message_id,))] == [(one.chat_id, one.message_ids) for one in said]


@pytest.mark.parametrize(("has_else", "state", "sent"), [(True, "sent", 1), (False, "dropped", 0)])
async def test_an_edit_of_an_unknown_message(
    post: Post, has_else: bool, state: str, sent: int
) -> None:
    """It is said as a new message where it may be, and dropped otherwise."""
    sari = post.simulator.person("Sari", started=True)
    payload: dict[str, Any] = {"text": "Dijawab"} | ({"_else_say": True} if has_else else {})
    edit = NewRow(
        chat_id=sari.id,
        lane=Lane.REPLY,
        kind="editMessageText",
        payload=payload,
        edits_message="question:2",
    )

    assert [state] == await post.settle(await post.say(edit))
    assert sent == len(post.texts())


async def test_an_edit_of_a_deleted_message_is_said_once(post: Post) -> None:
    """The message is gone: a new one is sent and remembered."""
    sari = post.simulator.person("Sari", started=True)
    lost = Said(subject="question:3", chat_id=sari.id, message_ids=(4242,))
    await post.run(lambda unit: unit.messages.add([lost], post.clock.now()))
    edit = NewRow(
        chat_id=sari.id,
        lane=Lane.REPLY,
        kind="editMessageText",
        payload={"text": "Dijawab", "_else_say": True},
        subject="question:3",
        edits_message="question:3",
    )

    assert ["sent"] == await post.settle(await post.say(edit))
    assert ["Dijawab"] == post.texts()
    async with post.database.snapshot() as unit:
        newest = await unit.messages.newest([("question:3", sari.id)])
    assert 4242 != newest["question:3", sari.id]


async def test_a_reply_to_a_deleted_message_is_said_plainly(post: Post) -> None:
    """The quoted message is gone: the answer goes without the quote."""
    sari = post.simulator.person("Sari", started=True)

    rows = await post.say(text(sari.id, more={"reply_parameters": {"message_id": 999}}))

    assert ["sent"] == await post.settle(rows)
    assert ["Selamat pagi"] == post.texts()


async def test_late_content_is_made_when_it_is_sent(tmp_path: Path) -> None:
    """Files and messages are made on a snapshot; nothing to say is dropped."""

    async def make_file(unit: Unit, args: dict[str, Any], person_id: int | None) -> File:
        known = await unit.messages.aliases()
        return File(f"{args['name']}-{person_id}-{len(known)}.csv", b"nama\n", "Data <b>Anda</b>")

    async def make_message(unit: Unit, args: dict[str, Any], person_id: int | None) -> Message:
        return Message("Grafik")

    async def make_nothing(unit: Unit, args: dict[str, Any], person_id: int | None) -> None:
        return None

    makers: dict[str, Maker] = {"file": make_file, "message": make_message, "nothing": make_nothing}
    async with open_post(tmp_path, makers=makers) as post:
        sari = post.simulator.person("Sari", started=True)
        rows = await post.say(
            *[
                NewRow(
                    chat_id=sari.id,
                    lane=Lane.REPLY,
                    kind=f"later:{kind}",
                    payload={"name": "data"},
                    person_id=7,
                )
                for kind in ("file", "message", "nothing", "unheard")
            ]
        )

        assert ["sent", "sent", "dropped", "refused"] == await post.settle(rows)
        received = await sari.receives("data-7-0.csv")
        assert b"nama\n" == await sari.downloads(received)
        assert ["Grafik"] == post.texts()


async def test_a_photo_is_sent_as_one(tmp_path: Path) -> None:
    """A chart is shown in the chat, with its caption."""

    async def make(unit: Unit, args: dict[str, Any], person_id: int | None) -> File:
        return File("grafik.png", PNG, "Jangkauan", is_photo=True)

    async with open_post(tmp_path, makers={"chart": make}) as post:
        sari = post.simulator.person("Sari", started=True)
        chart = NewRow(chat_id=sari.id, lane=Lane.REPLY, kind="later:chart", payload={})

        assert ["sent"] == await post.settle(await post.say(chart))
        (act,) = post.acts
        assert ("sendPhoto", "Jangkauan") == (act.method, act.result["caption"])


async def test_what_waits_is_sent_after_a_start_and_doubt_is_resolved(tmp_path: Path) -> None:
    """Attempted rows of an earlier run: answers go once more, mass messages do not."""
    rows: list[Row] = []

    async def before(post: Post) -> None:
        sari = post.simulator.person("Sari", started=True)
        rows.extend(
            await post.add(
                text(sari.id, "dalam keraguan"),
                text(sari.id, "siaran", lane=Lane.BULK),
                text(sari.id, "menunggu"),
            )
        )
        doubtful = [row.id for row in rows[:2]]
        await post.run(lambda unit: Attempts(unit.connection).mark(doubtful, post.clock.now()))

    async with open_post(tmp_path, before=before) as post:
        assert ["sent", "unknown", "sent"] == await post.settle(rows)
        assert ["dalam keraguan", "menunggu"] == post.texts()


async def test_a_second_unknown_is_final(post: Post) -> None:
    """An answer is sent twice at most when nobody says what became of it."""
    sari = post.simulator.person("Sari", started=True)
    post.simulator.faults.add(Fault(Drop(after_act=True), chat_id=sari.id, times=2))

    rows = await post.say(text(sari.id, "satu"), text(sari.id, "dua"))

    assert ["unknown", "sent"] == await post.settle(rows)
    assert ["satu", "satu", "dua"] == post.texts()


async def test_a_campaign_reaches_everybody(post: Post) -> None:
    """Rows made in one statement carry the campaign's text."""
    people = [post.simulator.person(f"Orang {number}", started=True) for number in range(5)]
    for number, one in enumerate(people):
        await meet(post, one.id, 100 + number)

    async def fan_out(unit: Unit) -> int:
        campaigns = Campaigns(unit.connection)
        number = await campaigns.add("sendMessage", {"text": "Siaran"}, post.clock.now())
        chunk = await campaigns.fan_out(
            number,
            lane=Lane.BULK,
            to=account.select().with_only_columns(
                account.c.telegram_id.label("chat_id"), account.c.person_id
            ),
            after_person_id=LOWEST_PERSON,
            limit=3,
            now=post.clock.now(),
        )
        rest = await campaigns.fan_out(
            number,
            lane=Lane.BULK,
            to=account.select().with_only_columns(
                account.c.telegram_id.label("chat_id"), account.c.person_id
            ),
            after_person_id=await campaigns.reached(number),
            limit=3,
            now=post.clock.now(),
        )
        return 10 * chunk.count + rest.count

    counts = await post.run(fan_out)
    post.delivery.wake()
    await post.until(lambda: len(post.texts()) == 5)

    assert 32 == counts
    assert {one.id for one in people} == {act.result["chat"]["id"] for act in post.acts}


async def test_a_backlog_larger_than_memory_keeps_its_order(tmp_path: Path) -> None:
    """A blocked chat with thousands of rows starves nobody, and all leave in order."""
    async with open_post(tmp_path, rate=0) as post:
        sari = post.simulator.person("Sari", started=True)
        others = [post.simulator.person(f"Orang {number}", started=True) for number in range(30)]
        post.simulator.faults.add(Fault(too_many(60), chat_id=sari.id))
        many = [text(sari.id, str(number)) for number in range(1_000)]
        await post.say(*many)
        rows = await post.say(*[text(one.id, str(number)) for number in range(3) for one in others])

        states = await post.settle(rows)

        assert ["sent"] * 90 == states
        assert post.clock.monotonic() < 60
        for one in others:
            assert ["0", "1", "2"] == post.texts(one.id)
        await post.until(lambda: len(post.texts(sari.id)) >= 40)
        sent = post.texts(sari.id)
        assert [str(number) for number in range(len(sent))] == sent


async def test_stop_leaves_nothing_in_doubt(tmp_path: Path) -> None:
    """What was marked but could not leave is pending again after a stop."""
    async with open_post(tmp_path, rate=1) as post:
        people = [post.simulator.person(f"Orang {number}", started=True) for number in range(6)]
        rows = await post.say(*[text(one.id) for one in people])
        await post.quiet()

        await post.delivery.stop(1.0)

        assert {"sent", "pending"} == set(await post.states(rows))
        assert len(post.texts()) == (await post.states(rows)).count("sent")
