"""A group that became a supergroup: the numbers of its messages mean nothing there."""

import pytest

from community.incoming import Chat, ChatKind, Edited, Migrated, Replied, Text
from community.reply import Reply, Rewrite, Say
from storage.messages import Said
from storage.unit import Unit
from tests.handlers.asker import GROUP, ask
from tests.handlers.desk import BOT, Desk
from tests.handlers.driver import Stage

SUPERGROUP = Chat(-100_777, ChatKind.SUPERGROUP)


@pytest.fixture
async def desk(stage: Stage) -> Desk:
    """Give a group with the card of a question that Budi answered."""
    desk = await Desk.open(stage)
    await desk.budi.taps("Ambil", chat=GROUP)
    await desk.replies(desk.budi, "Jawaban lama")
    return desk


async def upgrade(stage: Stage) -> None:
    """Let the group become a supergroup."""
    await stage.happens(Migrated(new_chat_id=SUPERGROUP.id), None, Chat(GROUP.id, ChatKind.GROUP))


async def shown(stage: Stage, question: int, message_id: int) -> None:
    """Let a card stand in the supergroup, under a number of its own."""
    card = Said(subject=f"question:{question}", chat_id=SUPERGROUP.id, message_ids=(message_id,))

    async def unit(unit: Unit) -> None:
        await unit.messages.add([card], stage.now)

    await stage.database.write(unit)


def edits(reply: Reply) -> list[Rewrite]:
    """Return the edits of cards in a group."""
    return [say for say in reply.says if isinstance(say, Rewrite) and say.chat_id < 0]


async def test_a_reply_answers_the_card_of_the_supergroup(desk: Desk) -> None:
    """A card that has the number of an old one gets the answer; the old asker hears nothing."""
    wati = await desk.stage.person("Wati", 12).joined()
    await upgrade(desk.stage)
    question = await ask(wati, "Pertanyaan baru Wati?")
    await shown(desk.stage, question.id, desk.card)
    before = len(desk.sari.messages)

    await desk.budi.taps("Ambil", chat=SUPERGROUP)
    replied = Replied(desk.card, BOT, is_ours=True)
    await desk.budi.does(Text("Jawaban untuk Wati", 500, replied), chat=SUPERGROUP)

    assert before == len(desk.sari.messages)
    assert any("Jawaban untuk Wati" in one.text for one in wati.messages)


async def test_an_edit_in_the_supergroup_corrects_nothing_old(desk: Desk) -> None:
    """Chatter that has the number of an old answer stays chatter."""
    await upgrade(desk.stage)

    edited = await desk.budi.does(Edited("obrolan lain", desk.next_id), chat=SUPERGROUP)

    assert () == edited.says


async def test_a_reply_to_a_number_of_the_old_group_is_nobodys(desk: Desk) -> None:
    """A reply in the supergroup to what had the number of an old card is no answer."""
    await upgrade(desk.stage)

    replied = Replied(desk.card, BOT, is_ours=True)
    reply = await desk.budi.does(Text("Obrolan", 500, replied), chat=SUPERGROUP)

    assert () == reply.says


async def test_an_open_card_comes_anew_in_the_supergroup(stage: Stage) -> None:
    """It is edited by what it is about, not by its old number, and may be said anew."""
    desk = await Desk.open(stage)
    await upgrade(stage)

    reply = await desk.budi.says(f"/catatan {desk.number} pindah grup", chat=SUPERGROUP)

    [edit] = edits(reply)
    assert (SUPERGROUP.id, None, True) == (edit.chat_id, edit.message_id, edit.else_say)
    assert f"question:{desk.number}" == edit.subject
    assert any(button.label == "Ambil" for row in edit.message.buttons for button in row)


async def test_a_card_that_came_anew_is_edited_from_then_on(stage: Stage) -> None:
    """What stands in the supergroup is edited by its number; the old one is left alone."""
    desk = await Desk.open(stage)
    await upgrade(stage)
    await shown(stage, desk.number, 7)

    reply = await desk.budi.says(f"/catatan {desk.number} pindah grup", chat=SUPERGROUP)

    assert [(SUPERGROUP.id, 7)] == [(one.chat_id, one.message_id) for one in edits(reply)]


async def test_a_closed_card_does_not_come_anew(desk: Desk) -> None:
    """Nobody needs the card of an answered question a second time."""
    await upgrade(desk.stage)

    reply = await desk.budi.says(f"/catatan {desk.number} sudah beres", chat=SUPERGROUP)

    assert [False] == [edit.else_say for edit in edits(reply)]


async def test_taps_in_the_supergroup_answer_by_its_numbers(stage: Stage) -> None:
    """The tapped card is edited where it stands."""
    desk = await Desk.open(stage)
    await upgrade(stage)
    other = await ask(desk.sari, "Apa lagi?")
    tapped = stage.chats[SUPERGROUP.id][-1]

    reply = await desk.budi.taps("Ambil", chat=SUPERGROUP)

    assert f"question:{other.id}" == tapped.subject
    assert [(SUPERGROUP.id, tapped.id)] == [(one.chat_id, one.message_id) for one in edits(reply)]


async def test_a_late_tap_in_the_old_group_still_counts(stage: Stage) -> None:
    """An update of before is the moderators' too; its card comes anew once."""
    desk = await Desk.open(stage)
    await upgrade(stage)

    reply = await desk.budi.taps("Ambil", chat=GROUP)

    assert [(SUPERGROUP.id, None, True)] == [
        (one.chat_id, one.message_id, one.else_say) for one in edits(reply)
    ]
    assert "dipegang Budi" in edits(reply)[0].message.text


async def test_new_cards_go_to_the_supergroup(stage: Stage) -> None:
    """Whoever asks after the upgrade is asked of there."""
    desk = await Desk.open(stage)
    await upgrade(stage)

    await ask(desk.sari, "Pertanyaan sesudahnya?")

    cards = [say for say in stage.said if isinstance(say, Say) and say.chat_id < 0]
    assert SUPERGROUP.id == cards[-1].chat_id


async def test_the_supergroup_tells_what_it_was(stage: Stage) -> None:
    """Its own service message does as well, whichever comes first."""
    desk = await Desk.open(stage)
    arrived = Migrated(new_chat_id=SUPERGROUP.id, old_chat_id=GROUP.id)

    await stage.happens(arrived, None, SUPERGROUP)
    reply = await desk.budi.says("/antrean", chat=SUPERGROUP)

    assert [SUPERGROUP.id] == [say.chat_id for say in reply.says if isinstance(say, Say)]


async def test_strangers_groups_gain_nothing_by_an_upgrade(stage: Stage) -> None:
    """Another group that became a supergroup is still none of ours."""
    desk = await Desk.open(stage)
    other = Chat(-100_888, ChatKind.SUPERGROUP)
    await stage.happens(Migrated(new_chat_id=other.id), None, Chat(-555, ChatKind.GROUP))

    reply = await desk.budi.says("/antrean", chat=other)

    assert () == reply.says
