"""Threads of forums: made when something is to stand in them, and made anew when deleted."""

from pathlib import Path
from typing import Any

import pytest

from bot import outgoing
from community.reply import Lane, Message, OpenThread, Outgoing, Reply, Rewrite, Say
from simulator.faults import Drop, Fault, Refuse
from simulator.forum import Forum, becomes_forum
from simulator.person import Group, Person
from storage.outbox import NewRow
from tests.bot.delivery.post import Post, open_post

DAY = 24 * 3_600.0


def card(chat: Group, number: int = 1, **details: Any) -> list[Outgoing]:
    """Make a thread, if there is none, and a card in it."""
    words = Message(f"Kartu {number}")
    return [
        OpenThread(chat_id=chat.id, topic="skp", name="SKP & Angka Kredit"),
        Say(
            chat_id=chat.id,
            message=words,
            lane=Lane.NOTICE,
            subject=f"question:{number}",
            thread_topic="skp",
            **details,
        ),
    ]


def rows(post: Post, *says: Outgoing) -> list[NewRow]:
    """Turn what is said into rows."""
    return outgoing.rows(Reply(says), post.clock.now())


async def tell(post: Post, *says: Outgoing) -> list[str]:
    """Say something and return what became of each row."""
    return await post.settle(await post.say(*rows(post, *says)))


def places(post: Post) -> list[tuple[str, int | None]]:
    """Return each text that arrived and its thread."""
    return [
        (act.result["text"], act.result.get("message_thread_id"))
        for act in post.acts
        if act.method == "sendMessage" and act.code == 200
    ]


def count(post: Post, name: str) -> int:
    """Count the calls of a method."""
    return sum(act.method == name for act in post.acts)


async def thread_id(post: Post, chat_id: int) -> int | None:
    """Return what is remembered of the thread."""
    async with post.database.snapshot() as unit:
        found = await unit.forum_threads.find([(chat_id, "skp")])
    return found[chat_id, "skp"].thread_id


def forum(post: Post) -> tuple[Forum, Person]:
    """Give a forum and the admin who owns it."""
    ratna = post.simulator.person("Ratna", started=True)
    return post.simulator.forum("Moderator CoP", [ratna]), ratna


async def test_a_thread_is_made_once(tmp_path: Path) -> None:
    """The first card's thread is made before it; the second card stands in the same one."""
    async with open_post(tmp_path) as post:
        chat, _ = forum(post)

        first = await tell(post, *card(chat, 1))
        second = await tell(post, *card(chat, 2))

        made = (await chat.topic("SKP & Angka Kredit")).id
        assert (["sent", "sent"], ["dropped", "sent"]) == (first, second)
        assert [("Kartu 1", made), ("Kartu 2", made)] == places(post)
        assert 1 == count(post, "createForumTopic")


async def test_a_deleted_thread_is_made_anew(tmp_path: Path) -> None:
    """The card that finds its thread deleted makes it anew and stands in it."""
    async with open_post(tmp_path) as post:
        chat, ratna = forum(post)
        await tell(post, *card(chat, 1))
        old = await chat.topic("SKP & Angka Kredit")
        await chat.deletes_topic(old, ratna)

        states = await tell(post, *card(chat, 2))

        new = await chat.topic("SKP & Angka Kredit")
        assert ["dropped", "sent"] == states
        assert ("Kartu 2", new.id) == places(post)[-1]
        assert old.id != new.id == await thread_id(post, chat.id)


async def test_an_edit_of_a_card_whose_thread_was_deleted(tmp_path: Path) -> None:
    """The card is gone with its thread: it is said anew, in a new thread."""
    async with open_post(tmp_path) as post:
        chat, ratna = forum(post)
        await tell(post, *card(chat, 1))
        await chat.deletes_topic(await chat.topic("SKP & Angka Kredit"), ratna)
        edit = Rewrite(
            chat_id=chat.id, message=Message("Diambil"), subject="question:1", thread_topic="skp"
        )

        states = await tell(post, edit)

        new = await chat.topic("SKP & Angka Kredit")
        assert ["sent"] == states
        assert ("Diambil", new.id) == places(post)[-1]
        async with post.database.snapshot() as unit:
            newest = await unit.messages.newest([("question:1", chat.id)])
        assert [post.acts[-1].result["message_id"]] == list(newest.values())


async def test_a_group_without_threads(tmp_path: Path) -> None:
    """Cards stand in the group itself; Telegram is asked what it is, and no thread is tried."""
    async with open_post(tmp_path) as post:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.supergroup("Moderator CoP", [ratna])

        first = await tell(post, *card(chat, 1))
        second = await tell(post, *card(chat, 2))
        asked = count(post, "getChat")
        await post.clock.advance(DAY, [lambda: post.delivery.is_busy])
        await tell(post, *card(chat, 3))

        assert ["dropped", "sent"] == first == second
        assert [(f"Kartu {number}", None) for number in (1, 2, 3)] == places(post)
        assert (1, 2) == (asked, count(post, "getChat"))
        assert 0 == count(post, "createForumTopic")


async def test_a_group_becomes_a_forum_and_a_group_again(tmp_path: Path) -> None:
    """Both are noticed without a restart: what comes later stands where it belongs."""
    async with open_post(tmp_path) as post:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.supergroup("Moderator CoP", [ratna])
        await tell(post, *card(chat, 1))
        forum = await becomes_forum(chat, ratna)

        await post.clock.advance(DAY, [lambda: post.delivery.is_busy])
        await tell(post, *card(chat, 2))
        made = (await forum.topic("SKP & Angka Kredit")).id
        await forum.becomes_group(ratna)
        third = await tell(post, *card(chat, 3))
        fourth = await tell(post, *card(chat, 4))

        assert [("Kartu 1", None), ("Kartu 2", made)] == places(post)[:2]
        assert [("Kartu 3", None), ("Kartu 4", None)] == places(post)[2:]
        assert ["dropped", "sent"] == third == fourth
        assert 1 == count(post, "createForumTopic")


async def test_a_forum_is_known_again_by_the_next_message(tmp_path: Path) -> None:
    """Whatever is sent there tells that it is one now: the next card has its thread at once."""
    async with open_post(tmp_path) as post:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.supergroup("Moderator CoP", [ratna])
        await tell(post, *card(chat, 1))
        forum = await becomes_forum(chat, ratna)

        await tell(post, Say(chat_id=chat.id, message=Message("Halo")))
        await tell(post, *card(chat, 2))

        made = (await forum.topic("SKP & Angka Kredit")).id
        assert ("Kartu 2", made) == places(post)[-1]
        assert 1 == count(post, "getChat")


async def test_nobody_says_what_a_group_is(tmp_path: Path) -> None:
    """A question without an answer holds no card up: the thread is tried."""
    async with open_post(tmp_path) as post:
        chat, _ = forum(post)
        post.simulator.faults.add(Fault(Drop(), method="getChat", times=20))

        states = await tell(post, *card(chat, 1))

        assert ["sent", "sent"] == states
        assert [("Kartu 1", await thread_id(post, chat.id))] == places(post)


async def test_a_closed_thread(tmp_path: Path) -> None:
    """What may not be written into somebody's closed thread stands in General."""
    async with open_post(tmp_path) as post:
        ratna = post.simulator.person("Ratna", started=True)
        chat = post.simulator.forum("Moderator CoP", [ratna], bot="member")
        topic = await chat.begins_topic("Arsip", ratna)
        await chat.closes_topic(topic, ratna)
        answer = Say(chat_id=chat.id, message=Message("Daftar"), thread_id=topic.id)

        assert ["sent"] == await tell(post, answer)
        assert [("Daftar", None)] == places(post)


async def test_an_unanswered_making_of_a_thread(tmp_path: Path) -> None:
    """Whether the thread was made is unknown: the call goes once more; the card stands in it."""
    async with open_post(tmp_path) as post:
        chat, _ = forum(post)
        post.simulator.faults.add(Fault(Drop(), method="createForumTopic"))

        states = await tell(post, *card(chat, 1))

        assert ["sent", "sent"] == states
        assert [("Kartu 1", await thread_id(post, chat.id))] == places(post)


async def test_an_unanswered_making_anew_loses_no_card(tmp_path: Path) -> None:
    """A card whose thread cannot be made anew, whatever the reason, stands in General."""
    async with open_post(tmp_path) as post:
        chat, ratna = forum(post)
        await tell(post, *card(chat, 1))
        await chat.deletes_topic(await chat.topic("SKP & Angka Kredit"), ratna)
        post.simulator.faults.add(Fault(Drop(), method="createForumTopic", times=5))

        states = await tell(post, *card(chat, 2)[1:])

        assert ["sent"] == states
        assert ("Kartu 2", None) == places(post)[-1]


@pytest.mark.parametrize("lane", [Lane.REPLY, Lane.NOTICE])
async def test_what_answers_a_card_stands_below_it(tmp_path: Path, lane: Lane) -> None:
    """The answer names the card's message, in its thread, and arrives also when that is gone."""
    async with open_post(tmp_path) as post:
        chat, ratna = forum(post)
        say = Say(
            chat_id=chat.id,
            message=Message("Catatan"),
            lane=lane,
            reply_to_subject="question:1",
            thread_topic="skp",
        )

        states = await tell(post, *card(chat, 1), say)
        shown, answer = [act.result for act in post.acts if act.method == "sendMessage"]
        await ratna.at(chat).deletes(shown["message_id"])
        again = await tell(post, say)

        assert ["sent"] * 4 == [*states, *again]
        assert shown["message_id"] == answer["reply_to_message"]["message_id"]
        late = post.acts[-1].result
        assert shown["message_id"] != late["reply_to_message"]["message_id"]


async def test_a_thread_follows_the_name_of_its_topic(tmp_path: Path) -> None:
    """It is renamed once; cards go on standing in it."""
    async with open_post(tmp_path) as post:
        chat, _ = forum(post)
        await tell(post, *card(chat))
        before = await thread_id(post, chat.id)
        renamed = OpenThread(chat_id=chat.id, topic="skp", name="Kinerja")

        await tell(post, renamed)
        await tell(post, renamed, card(chat, 2)[1])

        assert (1, 1) == (count(post, "createForumTopic"), count(post, "editForumTopic"))
        assert ("Kartu 2", before) == places(post)[-1]
        assert before == await thread_id(post, chat.id)


async def test_a_name_that_is_refused_holds_no_card_up(tmp_path: Path) -> None:
    """Whoever may not rename threads still writes in them; the name is not tried again."""
    async with open_post(tmp_path) as post:
        chat, _ = forum(post)
        await tell(post, *card(chat))
        words = "Bad Request: not enough rights to edit the topic"
        refusal = Fault(Refuse(400, words), method="editForumTopic", times=None)
        post.simulator.faults.add(refusal)
        renamed = OpenThread(chat_id=chat.id, topic="skp", name="Kinerja")

        await tell(post, renamed, card(chat, 2)[1])
        await tell(post, renamed, card(chat, 3)[1])

        assert 1 == refusal.hits
        assert ["Kartu 2", "Kartu 3"] == [text for text, _ in places(post)][1:]
