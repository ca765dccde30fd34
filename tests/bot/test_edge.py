"""The edge: what an update becomes, what a reply becomes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

from bot import edge, outgoing
from community import incoming
from community.reply import (
    Button,
    Lane,
    Later,
    LetIn,
    Message,
    Outgoing,
    Remove,
    Reply,
    Rewrite,
    Say,
    Toast,
)

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
ME = telegram.User(99, "CoP", is_bot=True, username="cop_bot")
BOT = incoming.Sender(99, "CoP", is_bot=True)
SARI = {"id": 500, "is_bot": False, "first_name": "Sari", "last_name": "Wulandari"}
PRIVATE = {"id": 500, "type": "private", "first_name": "Sari"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Moderator CoP"}


def _message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": 1_795_000_000, "chat": chat, "from": SARI, **content}


def _read(**update: Any) -> incoming.Incoming:
    parsed = telegram.Update.de_json({"update_id": 1, **update}, None)
    return edge.read(parsed, ME)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("halo", incoming.Text("halo", 7)),
        ("/start", incoming.Command("start", "", 7)),
        ("/START q_12", incoming.Command("start", "q_12", 7)),
        ("/tanya@cop_bot Apa itu\nSKP?", incoming.Command("tanya", "Apa itu\nSKP?", 7)),
        ("/tanya@Cop_Bot", incoming.Command("tanya", "", 7)),
        ("/tanya@other_bot hai", incoming.Nothing("command of another bot")),
        ("/ bukan perintah", incoming.Text("/ bukan perintah", 7)),
        ("//", incoming.Text("//", 7)),
    ],
)
def test_texts_and_commands_are_told_apart(text: str, event: incoming.Event) -> None:
    """A command is its lower-case name and the rest; one for another bot is nothing to us."""
    assert _read(message=_message(text=text)).event == event


def test_a_person_is_who_wrote_and_where() -> None:
    """Sender, chat and moment come along as plain data."""
    read = _read(message=_message(GROUP, text="hai"))

    assert read.sender == incoming.Sender(500, "Sari Wulandari")
    assert read.chat == incoming.Chat(-100123, incoming.ChatKind.SUPERGROUP, "Moderator CoP")
    assert read.at == datetime.fromtimestamp(1_795_000_000, UTC)
    assert not read.is_private


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]}, "photo"),
        ({"document": {"file_id": "a", "file_unique_id": "a"}}, "document"),
        ({"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}}, "voice"),
        ({"audio": {"file_id": "a", "file_unique_id": "a", "duration": 1}}, "audio"),
        (
            {
                "video": {
                    "file_id": "a",
                    "file_unique_id": "a",
                    "width": 1,
                    "height": 1,
                    "duration": 1,
                }
            },
            "video",
        ),
    ],
)
def test_attachments_carry_their_file_and_caption(content: dict[str, Any], kind: str) -> None:
    """What travels as a file id keeps its kind, caption and album."""
    read = _read(message=_message(**content, caption="foto kegiatan", media_group_id="9"))

    assert read.event == incoming.Attachment(kind, "a", "foto kegiatan", 7, "9", unique_id="a")


@pytest.mark.parametrize(
    "content",
    [
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"contact": {"phone_number": "0", "first_name": "x"}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
)
def test_other_content_is_unsupported(content: dict[str, Any]) -> None:
    """Stickers, places and the like are told apart from nothing at all."""
    assert isinstance(_read(message=_message(**content)).event, incoming.Unsupported)


def test_what_asks_for_nothing_is_nothing() -> None:
    """Service messages, channel posts and unknown kinds ask for no answer."""
    service = _message(GROUP, new_chat_title="Baru")
    post = {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}, "text": "x"}

    assert _read(message=service).event == incoming.Nothing("service")
    assert _read(channel_post=post).event == incoming.Nothing("other")
    assert _read(something_new={}).event == incoming.Nothing("other")


def test_taps_requests_and_standing_are_read() -> None:
    """Taps, join requests, blocks and migrations become events of their own."""
    tap = {"id": "77", "from": SARI, "chat_instance": "1", "data": "1m:", "message": _message()}
    request = {"chat": GROUP, "from": SARI, "user_chat_id": 500, "date": 1_795_000_000}
    user = {"user": {"id": 99, "is_bot": True, "first_name": "CoP"}}
    blocked = {
        "chat": PRIVATE,
        "from": SARI,
        "date": 1_795_000_000,
        "old_chat_member": {"status": "member", **user},
        "new_chat_member": {"status": "kicked", "until_date": 0, **user},
    }

    assert _read(callback_query=tap).event == incoming.Tap("77", "1m:", 7)
    assert _read(chat_join_request=request).event == incoming.JoinRequest(500)
    assert _read(my_chat_member=blocked).event == incoming.BotStanding("member", "kicked")
    migrated = _message(GROUP, migrate_to_chat_id=-100777)
    assert _read(message=migrated).event == incoming.Migrated(-100777)
    arrived = _message(GROUP, migrate_from_chat_id=-555)
    assert _read(message=arrived).event == incoming.Migrated(-100123, -555)


def test_a_reply_says_whom_it_answers() -> None:
    """Answers to the bot's own messages are told apart from answers to people."""
    ours = _message(text="kartu", **{"from": {"id": 99, "is_bot": True, "first_name": "CoP"}})
    theirs = _message(text="hai")

    sari = incoming.Sender(500, "Sari Wulandari")
    assert _replied(ours) == incoming.Replied(7, BOT, True, "kartu")
    assert _replied(theirs) == incoming.Replied(7, sari, False, "hai")


def test_the_beginning_of_a_topic_is_answered_by_nobody() -> None:
    """Messages in a topic name the service message that began it; that is no answer."""
    beginning = _message(GROUP, forum_topic_created={"name": "Antrean", "icon_color": 7322096})

    assert _replied(beginning) is None


def test_the_largest_size_of_a_photo_is_taken() -> None:
    """Telegram lists sizes from small to large."""
    sizes = [
        {"file_id": f"{side}", "file_unique_id": f"{side}", "width": side, "height": side}
        for side in (90, 320, 1280)
    ]

    event = _read(message=_message(photo=sizes)).event

    assert incoming.Attachment("photo", "1280", "", 7, unique_id="1280") == event


def test_captions_are_plain_words() -> None:
    """Bold words and links lose their looks, not their letters; half characters are mended."""
    content: dict[str, Any] = {
        "document": {"file_id": "a", "file_unique_id": "a"},
        "caption": "SK <b>baru</b> \ud83d",
        "caption_entities": [{"type": "bold", "offset": 0, "length": 2}],
    }

    event = _read(message=_message(**content)).event

    words = "SK <b>baru</b> \ufffd"
    assert incoming.Attachment("document", "a", words, 7, unique_id="a") == event


def test_edits_of_texts_and_captions_are_alike() -> None:
    """An edit names its message and its chat; what counts is how it reads and what it holds now."""
    text = _read(edited_message=_message(GROUP, text="jawaban baru", edit_date=1_795_000_100))
    caption = _read(
        edited_message=_message(
            GROUP, document={"file_id": "a", "file_unique_id": "a"}, caption="SK baru"
        )
    )

    assert incoming.Edited("jawaban baru", 7) == text.event
    file = incoming.Attachment("document", "a", "SK baru", 7, unique_id="a")
    assert incoming.Edited("SK baru", 7, file) == caption.event
    assert text.chat is not None
    assert GROUP["id"] == text.chat.id


ANONYMOUS = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


@pytest.mark.parametrize("name", ["message", "edited_message"])
def test_anonymous_admins_are_known_as_such(name: str) -> None:
    """Who writes as the group is an admin of it; who writes as a channel is not."""
    channel = {"id": -100999, "type": "channel", "title": "Kanal"}
    admin = _message(GROUP, text="jawab", sender_chat=GROUP) | {"from": ANONYMOUS}
    other = _message(GROUP, text="jawab", sender_chat=channel) | {"from": ANONYMOUS}

    found = [_read(**{name: said}).sender for said in (admin, other, _message(GROUP, text="x"))]

    assert [True, False, False] == [one is not None and one.is_anonymous_admin for one in found]


def test_an_answer_in_a_topic_names_message_and_topic() -> None:
    """Whoever answers a card in a topic is understood as in a group without topics."""
    topic = {"message_thread_id": 3, "is_topic_message": True}
    card = _message(GROUP, text="kartu", **topic) | {
        "message_id": 5,
        "from": {"id": 99, "is_bot": True, "first_name": "CoP"},
    }

    read = _read(message=_message(GROUP, text="jawab", reply_to_message=card, **topic))

    assert isinstance(read.event, incoming.Text)
    assert incoming.Replied(5, BOT, True, "kartu") == read.event.reply_to
    assert read.chat is not None
    assert 3 == read.chat.thread_id


def _replied(to: dict[str, Any]) -> incoming.Replied | None:
    event = _read(message=_message(text="jawab", reply_to_message=to)).event
    assert isinstance(event, incoming.Text)
    return event.reply_to


def test_order_is_kept_a_chat_and_for_taps_a_person() -> None:
    """Order keys are Telegram's own: the chat, for taps whoever tapped."""
    tap = {"id": "1", "from": SARI, "message": _message(GROUP)}

    assert edge.order_key({"update_id": 1, "message": _message(GROUP)}) == -100123
    assert edge.order_key({"update_id": 1, "callback_query": tap}) == 500
    assert edge.order_key({"update_id": 1, "my_chat_member": {"chat": PRIVATE}}) == 500


@given(
    st.dictionaries(
        st.sampled_from(["update_id", "message", "callback_query", "chat_join_request", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["chat", "from", "id"]), inner)
            ),
        ),
    )
)
def test_order_keys_survive_any_json(update: dict[str, Any]) -> None:
    """Whatever claims to be an update gets a key that a database can hold."""
    assert abs(edge.order_key(update)) < 2**62


BUTTONS = ((Button("Menu", data="1m:"), Button("Situs", url="https://jatimprov.go.id")),)


@pytest.mark.parametrize(
    ("say", "kind", "payload"),
    [
        (
            Say(chat_id=5, message=Message("<b>Halo</b>", BUTTONS, silent=True), reply_to=3),
            "sendMessage",
            {
                "text": "<b>Halo</b>",
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
                "reply_markup": {
                    "inline_keyboard": [
                        [
                            {"text": "Menu", "callback_data": "1m:"},
                            {"text": "Situs", "url": "https://jatimprov.go.id"},
                        ]
                    ]
                },
                "disable_notification": True,
                "reply_parameters": {"message_id": 3},
            },
        ),
        (
            Rewrite(chat_id=5, message=Message("Halo"), message_id=9),
            "editMessageText",
            {
                "text": "Halo",
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
                "_else_say": True,
                "message_id": 9,
            },
        ),
        (Remove(chat_id=5, message_id=9), "deleteMessage", {"message_id": 9}),
        (Toast(query_id="7"), "answerCallbackQuery", {"callback_query_id": "7"}),
        (Later(chat_id=5, kind="my_data", args={"a": 1}), "later:my_data", {"a": 1}),
        (LetIn(chat_id=5, telegram_id=8), "approveChatJoinRequest", {"user_id": 8}),
    ],
)
def test_what_is_said_becomes_a_row(say: Outgoing, kind: str, payload: dict[str, Any]) -> None:
    """Each thing said is one row: the Bot API's method and its parameters."""
    [row] = outgoing.rows(Reply((say,)), NOW)

    assert (row.kind, row.payload) == (kind, payload)


def test_a_toast_is_dropped_when_it_is_late() -> None:
    """A tap is acknowledged within 15 seconds or not at all, first of all and to nobody's chat."""
    [row] = outgoing.rows(Reply((Toast(query_id="7", text="x" * 300, alert=True),)), NOW)

    assert (row.chat_id, row.lane) == (None, Lane.REPLY)
    assert row.expires_at == NOW + timedelta(seconds=15)
    assert row.payload is not None
    assert len(row.payload["text"]) == 200


def test_an_edit_by_subject_names_its_message() -> None:
    """A card is edited wherever it stands: the row names the subject, delivery finds the id."""
    [row] = outgoing.rows(
        Reply((Rewrite(chat_id=5, message=Message("x"), subject="application:3"),)), NOW
    )

    assert row.edits_message == "application:3"
    assert row.payload is not None
    assert "message_id" not in row.payload
