"""A moderator chat under load: cards flow, and whoever taps sees what came of it."""

from pathlib import Path

from bot import outgoing
from community.reply import Lane, Message, Outgoing, Reply, Rewrite, Say
from simulator.flood import FloodModel
from tests.bot.delivery.post import Post, open_post

CARDS = 200
TAPS = 40
BETWEEN_TAPS = 9.0  # seconds; seven in a minute
PATIENCE = 10.0


def card(chat_id: int, number: int) -> Say:
    """Make a card."""
    return Say(
        chat_id=chat_id,
        message=Message(f"Kartu {number}"),
        lane=Lane.NOTICE,
        subject=f"question:{number}",
    )


def change(chat_id: int, number: int, words: str, lane: Lane = Lane.REPLY) -> Rewrite:
    """Make the edit of a card that somebody tapped."""
    return Rewrite(
        chat_id=chat_id,
        message=Message(words),
        subject=f"question:{number}",
        replace_key=f"card:{number}",
        lane=lane,
    )


def seen_at(post: Post, words: str) -> float:
    """Say when a text was accepted; only exchanges that were know their outcome."""
    return next(
        call.at
        for call in post.simulator.calls
        if call.method == "editMessageText" and call.parameters.get("text") == words
    )


async def wait(post: Post, seconds: float) -> None:
    """Let time pass."""
    await post.clock.advance(
        seconds, [lambda: post.delivery.is_busy, lambda: post.database.is_busy]
    )


async def test_taps_are_answered_while_cards_flow(tmp_path: Path) -> None:
    """Of 40 edits after taps 38 are shown within ten seconds while 200 cards go out, unrefused."""
    async with open_post(tmp_path, flood=FloodModel()) as post:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.supergroup("Moderator CoP", [ratna])
        cards = [card(chat.id, number) for number in range(CARDS)]
        rows = await post.say(*outgoing.rows(Reply(tuple(cards)), post.clock.now()))
        await wait(post, 30)

        tapped = []
        for number in range(TAPS):
            tapped.append(post.clock.monotonic())
            edit = change(chat.id, number % 8, f"Diambil {number}")
            await post.say(*outgoing.rows(Reply((edit,)), post.clock.now()))
            await wait(post, BETWEEN_TAPS)
        waits = [seen_at(post, f"Diambil {number}") - at for number, at in enumerate(tapped)]
        flowed = len(post.texts())
        states = await post.settle(rows)

        assert 0 == post.simulator.flood.refused
        assert sorted(waits)[int(0.95 * TAPS) - 1] < PATIENCE
        assert {"sent"} == set(states)
        assert 60 < flowed < CARDS
        assert [f"Kartu {number}" for number in range(CARDS)] == post.texts()


async def test_an_edit_waits_for_its_card(tmp_path: Path) -> None:
    """A card that is claimed before it was sent is edited after it, not said twice."""
    async with open_post(tmp_path, flood=FloodModel()) as post:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.supergroup("Moderator CoP", [ratna])
        cards = tuple(card(chat.id, number) for number in range(20))
        says: tuple[Outgoing, ...] = (*cards, change(chat.id, 19, "Diambil"))

        rows = await post.say(*outgoing.rows(Reply(says), post.clock.now()))
        states = await post.settle(rows)

        assert {"sent"} == set(states)
        assert 20 == len(post.texts())
        assert "editMessageText" == post.acts[-1].method


async def test_edits_of_one_card_collapse(tmp_path: Path) -> None:
    """Of many changes that wait only the last is shown."""
    async with open_post(tmp_path, flood=FloodModel()) as post:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.supergroup("Moderator CoP", [ratna])
        await post.settle(
            await post.say(*outgoing.rows(Reply((card(chat.id, 0),)), post.clock.now()))
        )

        changes = []
        for number in range(30):
            edit = change(chat.id, 0, f"Keadaan {number}")
            changes += await post.say(*outgoing.rows(Reply((edit,)), post.clock.now()))
        states = await post.settle(changes)

        edits = [act for act in post.acts if act.method == "editMessageText"]
        assert "sent" == states[-1]
        assert states.count("replaced") > 20
        assert "Keadaan 29" == edits[-1].result["text"]


async def test_an_older_edit_of_another_lane_does_not_come_last(tmp_path: Path) -> None:
    """What a job changed on a card before a tap is never shown over what the tap did."""
    async with open_post(tmp_path, flood=FloodModel()) as post:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.supergroup("Moderator CoP", [ratna])
        cards = [card(chat.id, number) for number in range(13)]
        await post.settle(await post.say(*outgoing.rows(Reply(tuple(cards)), post.clock.now())))
        job = Rewrite(
            chat_id=chat.id, message=Message("Lama"), subject="question:0", lane=Lane.NOTICE
        )
        tap = Rewrite(chat_id=chat.id, message=Message("Baru"), subject="question:0")

        rows = await post.say(*outgoing.rows(Reply((job, tap)), post.clock.now()))
        states = await post.settle(rows)

        edits = [act for act in post.acts if act.method == "editMessageText"]
        assert ["sent", "sent"] == states
        assert ["Lama", "Baru"] == [act.result["text"] for act in edits]


async def test_answers_are_found_behind_many_cards(tmp_path: Path) -> None:
    """After a restart the answer to a tap does not wait for hundreds of cards in the table."""

    async def before(post: Post) -> None:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.supergroup("Moderator CoP", [ratna])
        says = [*(card(chat.id, number) for number in range(CARDS))]
        answer = Say(chat_id=chat.id, message=Message("Daftar"))
        await post.add(*outgoing.rows(Reply((*says, answer)), post.clock.now()))

    async with open_post(tmp_path, flood=FloodModel(), before=before) as post:
        await wait(post, 2)

        assert "Daftar" in post.texts()
        assert len(post.texts()) < 10
