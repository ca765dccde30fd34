"""What a bot loses: messages, rights, chats, people; and admins who write as their group."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.people.talking import NotThere
from simulator.person import Group, Person
from tests.simulator.api import Api

NO_TEXTS = (400, "Bad Request: not enough rights to send text messages to the chat")


@pytest.fixture
def wira(api: Api) -> Person:
    """Wira, a plain member."""
    return api.simulator.person("Wira")


@pytest.fixture
def group(api: Api, ratna: Person, wira: Person) -> Group:
    """A supergroup that Ratna owns, with the bot as a plain member."""
    return api.simulator.supergroup("Moderator CoP", [ratna, wira], bot="member")


async def test_a_deleted_card(api: Api, group: Group, ratna: Person, wira: Person) -> None:
    """An admin deletes a card: edits and answers are refused, lenient answers go out plain."""
    card = await api.send(group.id, "kartu")
    place = {"chat_id": group.id, "message_id": card}
    with pytest.raises(NotThere, match="may not delete"):
        await wira.at(group).deletes(card)

    await ratna.at(group).deletes(card)
    edited = await api.call("editMessageText", text="kartu baru", **place)
    bare = await api.call("editMessageReplyMarkup", **place)
    deleted = await api.call("deleteMessage", **place)
    answered = await api.call(
        "sendMessage", chat_id=group.id, text="jawab", reply_parameters={"message_id": card}
    )
    lenient = await api.call(
        "sendMessage",
        chat_id=group.id,
        text="jawab",
        reply_parameters={"message_id": card, "allow_sending_without_reply": True},
    )

    assert (400, "Bad Request: message to edit not found") == edited.refusal == bare.refusal
    assert (400, "Bad Request: message to delete not found") == deleted.refusal
    assert (400, "Bad Request: message to be replied not found") == answered.refusal
    assert "reply_to_message" not in lenient.result
    assert [] == await api.updates()


async def test_people_delete_what_they_said(api: Api, group: Group, wira: Person) -> None:
    """One's own words may go, and in the private chat the bot's too; the bot is not told."""
    said = await wira.at(group).says("/halo")
    greeting = await wira.says("halo")
    card = await api.send(wira.id, "kartu")
    before = api.simulator.pending_updates

    await wira.at(group).deletes(said)
    await wira.deletes(greeting)
    await wira.deletes(card)

    assert ([], []) == (await wira.at(group).transcript(), await wira.transcript())
    assert before == api.simulator.pending_updates


async def test_a_muted_bot(api: Api, group: Group, ratna: Person) -> None:
    """Muted alone or with all members, the bot may not write; sending on is careless."""
    api.simulator.complaints_expected = True
    text: dict[str, Any] = {"chat_id": group.id, "text": "kartu"}

    await group.restricts_bot(ratna, {"can_send_messages": False})
    alone = await api.call("sendMessage", **text)
    noted_at_once = len(api.simulator.complaints())
    again = await api.call("sendMessage", **text)
    noted_then = len(api.simulator.complaints())
    await group.restricts_bot(ratna, {})
    await group.allows({"can_send_messages": False})
    together = await api.call("sendMessage", **text)
    await group.promotes(None, ratna)
    as_admin = await api.call("sendMessage", **text)

    assert [NO_TEXTS] * 3 == [reply.refusal for reply in (alone, again, together)]
    assert (0, 1) == (noted_at_once, noted_then)
    assert 200 == as_admin.status


async def test_photos_may_be_forbidden_alone(api: Api, group: Group, wira: Person) -> None:
    """Each kind has its permission, in albums and copies too."""
    api.simulator.complaints_expected = True
    photo = await wira.sends("photo")
    await group.allows({"can_send_photos": False})
    media = [{"type": "photo", "media": photo.file_id}] * 2

    album = await api.call("sendMediaGroup", chat_id=group.id, media=media)
    copy = await api.call(
        "copyMessage", chat_id=group.id, from_chat_id=wira.id, message_id=photo.message_id
    )
    text = await api.call("sendMessage", chat_id=group.id, text="kartu")

    words = (400, "Bad Request: not enough rights to send photos to the chat")
    assert words == album.refusal == copy.refusal
    assert 200 == text.status


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("group", "Forbidden: the group chat was deleted"),
        ("supergroup", "Forbidden: bot was kicked from the supergroup chat"),
    ],
)
async def test_a_deleted_group(api: Api, ratna: Person, kind: str, words: str) -> None:
    """A basic group says that it was deleted; from a supergroup the bot seems to be put out."""
    made = getattr(api.simulator, kind)("Moderator", [ratna])

    await made.disappears()
    refused = await api.call("sendMessage", chat_id=made.id, text="kartu")

    assert (403, words) == refused.refusal


async def test_put_out_and_brought_back(api: Api, group: Group, ratna: Person) -> None:
    """After a kick nothing can be edited or sent; once brought back everything can."""
    card = await api.send(group.id, "kartu")
    place = {"chat_id": group.id, "message_id": card, "text": "kartu baru"}

    await group.kicks(None, ratna)
    lost = await api.call("editMessageText", **place)
    await group.adds(None, ratna)
    found = await api.call("editMessageText", **place)

    assert (403, "Forbidden: bot was kicked from the supergroup chat") == lost.refusal
    assert 200 == found.status


async def test_people_who_are_gone(api: Api, wira: Person) -> None:
    """Who blocked the bot or left Telegram is reached by no text, album or copy."""
    api.simulator.complaints_expected = True
    photo = await wira.sends("photo")
    media = [{"type": "photo", "media": photo.file_id}] * 2
    origin = {"from_chat_id": wira.id, "message_id": photo.message_id}

    async def refusals() -> set[tuple[int, str]]:
        return {
            (await api.call(method, chat_id=wira.id, **fields)).refusal
            for method, fields in (
                ("sendMessage", {"text": "halo"}),
                ("sendMediaGroup", {"media": media}),
                ("copyMessage", origin),
            )
        }

    await wira.blocks()
    blocked = await refusals()
    await wira.unblocks()
    await wira.deletes_account()
    deactivated = await refusals()

    assert {(403, "Forbidden: bot was blocked by the user")} == blocked
    assert {(403, "Forbidden: user is deactivated")} == deactivated


async def test_anonymous_admins(api: Api, ratna: Person, wira: Person) -> None:
    """Texts, albums, answers and edits come from GroupAnonymousBot; taps show who tapped."""
    group = api.simulator.supergroup("Moderator CoP", [ratna, wira])
    button = {"inline_keyboard": [[{"text": "Ambil", "callback_data": "ambil"}]]}
    card = await api.send(group.id, "kartu", reply_markup=button)
    hidden = ratna.at(group, anonymous=True)

    said = await hidden.replies(card, "jawaban")
    await hidden.edits(said, "jawaban baru")
    await hidden.sends_album(["photo", "photo"])
    tapped = await hidden.taps("Ambil")
    await api.call("answerCallbackQuery", callback_query_id=tapped["query_id"])
    with pytest.raises(NotThere, match="does not run"):
        await wira.at(group, anonymous=True).says("saya juga")
    *messages, tap = await api.updates()

    found = [next(update[name] for name in update if name != "update_id") for update in messages]
    assert [(1087968824, group.id)] * 4 == [
        (message["from"]["id"], message["sender_chat"]["id"]) for message in found
    ]
    assert card == found[0]["reply_to_message"]["message_id"]
    assert "jawaban baru" == messages[1]["edited_message"]["text"]
    assert ratna.id == tap["callback_query"]["from"]["id"]
    assert "Moderator CoP" == said.sender


async def test_captions_of_people_are_edited(api: Api, wira: Person) -> None:
    """Text and caption of a person's message change; the album and the file stay."""
    text = await wira.says("pertanyaan")
    album = await wira.sends_album(["photo", "photo"], caption="lama")

    card = await api.send(wira.id, "kartu")
    with pytest.raises(NotThere, match="only what they wrote"):
        await wira.edits(card, "kartu orang lain")
    await wira.edits(text, "pertanyaan <jelas>")
    await wira.edits(album.parts[0], "baru")
    edits = [update["edited_message"] for update in (await api.updates())[-2:]]

    assert "pertanyaan <jelas>" == edits[0]["text"]
    assert ("baru", album.parts[0].album) == (edits[1]["caption"], edits[1]["media_group_id"])
    assert edits[1]["edit_date"] >= edits[1]["date"]
    assert album.parts[0].file_id == edits[1]["photo"][-1]["file_id"]
