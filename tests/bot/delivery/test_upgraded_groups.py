"""A group becomes a supergroup while the outbox names messages of it (real HTTP)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from community.reply import Lane
from simulator.person import Group
from storage.messages import Said
from storage.outbox import NewRow
from tests.bot.delivery.post import Post, open_post, text


@dataclass(frozen=True, slots=True)
class Moved:
    """A post office, the id that a group had with two cards in it, and what it became."""

    post: Post
    old_chat: int
    cards: tuple[Said, ...]
    group: Group

    def edit(self, card: int, *, else_say: bool = True, chat_id: int | None = None) -> NewRow:
        """Make an edit of an old card by its number."""
        payload = {"text": f"Kartu #{card} ditarik", "message_id": self.number(card)}
        return NewRow(
            chat_id=chat_id or self.old_chat,
            lane=Lane.NOTICE,
            kind="editMessageText",
            payload=payload | ({"_else_say": True} if else_say else {}),
            subject=f"question:{card}",
        )

    def number(self, card: int) -> int:
        """Return the number of an old card."""
        return self.cards[card - 1].message_ids[0]

    async def said(self, subject: str) -> list[Said]:
        """Return the messages about a subject."""
        async with self.post.database.snapshot() as unit:
            return await unit.messages.list_about(subject)

    @property
    def changed(self) -> list[str]:
        """The methods that changed messages which stood there already."""
        return [
            act.method
            for act in self.post.acts
            if act.code == 200 and act.method.startswith(("edit", "delete"))
        ]


def card(chat_id: int, number: int) -> NewRow:
    """Make a card."""
    return text(chat_id, f"Kartu #{number}", lane=Lane.NOTICE, subject=f"question:{number}")


@pytest.fixture
async def moved(tmp_path: Path) -> AsyncIterator[Moved]:
    """Give a group that was upgraded, with new cards that have the numbers of old ones."""
    async with open_post(tmp_path) as post:
        admin = post.simulator.person("Ratna", started=True)
        group = post.simulator.group("Moderator", [admin])
        await post.settle(await post.say(*[card(group.id, number) for number in (1, 2)]))
        async with post.database.snapshot() as unit:
            cards = [(await unit.messages.list_about(f"question:{n}"))[0] for n in (1, 2)]
        post.simulator.complaints_expected = True
        new = await group.upgrades(admin)
        yield Moved(post, group.id, tuple(cards), new)


async def fill(moved: Moved) -> None:
    """Let new cards take the numbers of the old ones."""
    rows = [card(moved.old_chat, number) for number in range(3, 12)]
    await moved.post.settle(await moved.post.say(*rows))
    said = [one for number in range(3, 12) for one in await moved.said(f"question:{number}")]
    assert {moved.group.id} == {one.chat_id for one in said}
    assert moved.number(2) in {one.message_ids[0] for one in said}


async def test_an_edit_never_overwrites_another_card(moved: Moved) -> None:
    """It is said anew, in the supergroup, and is the card from then on."""
    await fill(moved)

    states = await moved.post.settle(await moved.post.say(moved.edit(2)))

    assert (["sent"], []) == (states, moved.changed)
    assert "Kartu #2 ditarik" == moved.post.texts(moved.group.id)[-1]
    assert [moved.old_chat, moved.group.id] == [
        one.chat_id for one in await moved.said("question:2")
    ]


async def test_an_edit_that_learns_of_the_upgrade_is_said_anew_once(moved: Moved) -> None:
    """The refused call tells where the group went; of two edits the second edits the new card."""
    rows = await moved.post.say(moved.edit(2), moved.edit(2, else_say=False))

    assert ["sent", "sent"] == await moved.post.settle(rows)
    assert ["Kartu #2 ditarik"] == moved.post.texts(moved.group.id)
    (new,) = [one for one in await moved.said("question:2") if one.chat_id == moved.group.id]
    edited = [
        (one.chat_id, one.parameters["message_id"])
        for one in moved.post.simulator.calls.of("editMessageText")
        if one.chat_id == moved.group.id
    ]
    assert [(moved.group.id, str(new.message_ids[0]))] == [(a, str(b)) for a, b in edited]


async def test_what_nobody_needs_is_dropped(moved: Moved) -> None:
    """Edits that need not come anew and deletions touch nothing in the supergroup."""
    await fill(moved)
    remove = NewRow(
        chat_id=moved.old_chat,
        lane=Lane.NOTICE,
        kind="deleteMessage",
        payload={"message_id": moved.number(1)},
    )
    before = len(moved.post.texts())

    states = await moved.post.settle(await moved.post.say(moved.edit(2, else_say=False), remove))

    assert (["dropped", "dropped"], []) == (states, moved.changed)
    assert before == len(moved.post.texts())


async def test_a_quote_of_an_old_message_is_left_out(moved: Moved) -> None:
    """The answer arrives; it quotes nothing of the supergroup by chance."""
    await fill(moved)
    quoting = text(
        moved.old_chat, "Baik.", more={"reply_parameters": {"message_id": moved.number(2)}}
    )

    assert ["sent"] == await moved.post.settle(await moved.post.say(quoting))
    assert "Baik." == moved.post.texts(moved.group.id)[-1]
    assert "reply_to_message" not in moved.post.acts[-1].result


async def test_numbers_of_the_supergroup_are_good(moved: Moved) -> None:
    """What names a message of the supergroup by its own id edits it, also after a restart."""
    await fill(moved)
    (new,) = await moved.said("question:3")
    row = NewRow(
        chat_id=moved.group.id,
        lane=Lane.NOTICE,
        kind="editMessageText",
        payload={"text": "Kartu #3 ditutup", "message_id": new.message_ids[0]},
        subject="question:3",
    )

    assert ["sent"] == await moved.post.settle(await moved.post.say(row))
    assert ["editMessageText"] == moved.changed


async def test_what_is_new_for_the_old_group_is_kept_under_the_new_id(moved: Moved) -> None:
    """One chat has one id in the outbox, so that its rows keep their order."""
    await fill(moved)

    rows = await moved.post.say(text(moved.old_chat, "Baris"), moved.edit(1))

    assert [moved.group.id, moved.old_chat] == [row.chat_id for row in rows]
    assert ["sent", "sent"] == await moved.post.settle(rows)
