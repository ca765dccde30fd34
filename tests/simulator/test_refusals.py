"""The table of errors: every refusal in the server's own words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.simulator.api import Api

SARI = 4711
STRANGER = 4712
BLOCKER = 4713
GONE = 4714
GROUP = -100
BANNED_GROUP = -200
LEFT_SUPERGROUP = -1001111111111
MUTE_SUPERGROUP = -1002222222222


@pytest.fixture
async def stage(api: Api) -> Api:
    """A world with a good chat and many bad ones, where complaints are welcome."""
    simulator = api.simulator
    simulator.complaints_expected = True
    people = simulator.people
    simulator.person("Sari", id=SARI, started=True)
    simulator.person("Orang Asing", id=STRANGER)
    simulator.person("Pemblokir", id=BLOCKER, started=True)
    simulator.person("Pergi", id=GONE, started=True)
    people.block(BLOCKER)
    people.deactivate(GONE)
    people.create_group("Grup", id=GROUP, members=[SARI])
    people.create_group("Usir", id=BANNED_GROUP, members=[SARI])
    people.kick(people.bot_id(), BANNED_GROUP, by=SARI)
    people.create_group("Luar", id=LEFT_SUPERGROUP, kind="supergroup", members=[SARI, STRANGER])
    people.leave(people.bot_id(), LEFT_SUPERGROUP)
    people.create_group("Bisu", id=MUTE_SUPERGROUP, kind="supergroup", members=[SARI])
    people.restrict_bot(MUTE_SUPERGROUP, by=SARI, permissions={"can_send_messages": False})
    return api


def inline(*rows: Any) -> dict[str, Any]:
    """Make an inline keyboard."""
    return {"inline_keyboard": list(rows)}


def button(**fields: Any) -> dict[str, Any]:
    """Make a button."""
    return {"text": "Ya", "callback_data": "y"} | fields


SENDING: list[tuple[dict[str, Any], int, str]] = [
    ({"chat_id": ""}, 400, "Bad Request: chat_id is empty"),
    ({"chat_id": 999}, 400, "Bad Request: chat not found"),
    ({"chat_id": "@nobody"}, 400, "Bad Request: chat not found"),
    ({"text": ""}, 400, "Bad Request: message text is empty"),
    ({"text": "  \n "}, 400, "Bad Request: text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, 400, "Bad Request: text must be non-empty"),
    ({"text": "a" * 32_769}, 400, "Bad Request: text is too long"),
    ({"text": "a" * 4097}, 400, "Bad Request: message is too long"),
    ({"parse_mode": "HTM"}, 400, "Bad Request: unsupported parse_mode"),
    (
        {"text": "<p>a</p>", "parse_mode": "HTML"},
        400,
        'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    ({"chat_id": GONE}, 403, "Forbidden: user is deactivated"),
    ({"chat_id": BLOCKER}, 403, "Forbidden: bot was blocked by the user"),
    ({"chat_id": STRANGER}, 403, "Forbidden: bot can't initiate conversation with a user"),
    ({"chat_id": BANNED_GROUP}, 403, "Forbidden: bot was kicked from the group chat"),
    (
        {"chat_id": LEFT_SUPERGROUP},
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    ),
    (
        {"chat_id": MUTE_SUPERGROUP},
        400,
        "Bad Request: not enough rights to send text messages to the chat",
    ),
    (
        {"reply_parameters": {"message_id": 999}},
        400,
        "Bad Request: message to be replied not found",
    ),
    ({"reply_parameters": "{"}, 400, "Bad Request: can't parse reply parameters JSON object"),
    ({"reply_parameters": [1]}, 400, "Bad Request: object expected as reply parameters"),
    ({"reply_markup": "{"}, 400, "Bad Request: can't parse reply keyboard markup JSON object"),
    ({"reply_markup": [1]}, 400, "Bad Request: object expected as reply markup"),
    (
        {"reply_markup": {"inline_keyboard": None}},
        400,
        'Bad Request: field "inline_keyboard" must be of type Array',
    ),
    (
        {"reply_markup": {"inline_keyboard": [button()]}},
        400,
        (
            'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup '
            "must be an Array of Arrays"
        ),
    ),
    (
        {"reply_markup": {"keyboard": [{"text": "a"}]}},
        400,
        'Bad Request: field "keyboard" must be an Array of Arrays',
    ),
    (
        {"reply_markup": inline(["Ya"])},
        400,
        "Bad Request: can't parse inline keyboard button: InlineKeyboardButton must be an Object",
    ),
    (
        {"reply_markup": inline([{"callback_data": "y"}])},
        400,
        "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        {"reply_markup": inline([{"text": "Ya"}])},
        400,
        (
            "Bad Request: can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard"
        ),
    ),
    (
        {"reply_markup": inline([button(callback_data="")])},
        400,
        (
            "Bad Request: can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard"
        ),
    ),
    (
        {"reply_markup": inline([button(style="pink")])},
        400,
        "Bad Request: can't parse inline keyboard button: invalid button style specified",
    ),
    (
        {"reply_markup": inline([button(callback_data="é" * 33)])},
        400,
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        {"reply_markup": inline(*[[button()] * 8] * 13)},
        400,
        "Bad Request: reply markup is too long",
    ),
    (
        {"entities": [{"type": "bold", "length": 1}]},
        400,
        "Bad Request: can't parse MessageEntity: Can't find field \"offset\"",
    ),
]


@pytest.mark.parametrize(("fields", "code", "words"), SENDING)
async def test_send_message_refuses(
    stage: Api, fields: dict[str, Any], code: int, words: str
) -> None:
    """sendMessage refuses what is wrong, exactly as the server says it."""
    reply = await stage.call("sendMessage", **{"chat_id": SARI, "text": "halo"} | fields)

    assert (code, words) == reply.refusal


async def test_checks_come_in_the_servers_order(stage: Api) -> None:
    """Of several mistakes the first in the server's order is named."""
    mistakes: dict[str, Any] = {
        "text": "",
        "parse_mode": "HTM",
        "reply_parameters": "{",
        "reply_markup": "{",
        "chat_id": 999,
    }
    mended = [
        ("text", "halo"),
        ("parse_mode", ""),
        ("reply_parameters", {"message_id": 999}),
        ("reply_markup", inline([button(callback_data="a" * 65)])),
        ("chat_id", SARI),
        ("reply_parameters", ""),
    ]
    heard = []

    for field, value in mended:
        reply = await stage.call("sendMessage", **mistakes)
        heard.append(reply.description.removeprefix("Bad Request: "))
        mistakes[field] = value
    last = await stage.call("sendMessage", **mistakes)
    heard.append(last.description.removeprefix("Bad Request: "))

    assert [
        "message text is empty",
        "unsupported parse_mode",
        "can't parse reply parameters JSON object",
        "can't parse reply keyboard markup JSON object",
        "chat not found",
        "message to be replied not found",
        "BUTTON_DATA_INVALID",
    ] == heard


async def test_blank_text_comes_after_the_chat(stage: Api) -> None:
    """Blank text and length are TDLib's checks, after the chat was found."""
    blank = await stage.call("sendMessage", chat_id=999, text="   ")
    long = await stage.call("sendMessage", chat_id=BLOCKER, text="a" * 5000)

    assert "Bad Request: chat not found" == blank.description
    assert "Bad Request: message is too long" == long.description


EDITING: list[tuple[str, dict[str, Any], str]] = [
    (
        "editMessageText",
        {"text": "halo"},
        (
            "message is not modified: specified new message "
            "content and reply markup are exactly the same as a current content and reply markup "
            "of the message"
        ),
    ),
    ("editMessageText", {"text": "x", "message_id": 999}, "message to edit not found"),
    ("editMessageText", {"text": ""}, "message text is empty"),
    ("editMessageText", {"text": " "}, "text must be non-empty"),
    ("editMessageText", {"text": "a" * 4097}, "MESSAGE_TOO_LONG"),
    (
        "editMessageText",
        {"text": "x", "reply_markup": {"keyboard": [["a"]]}},
        "inline keyboard expected",
    ),
    ("editMessageCaption", {"caption": "x"}, "there is no caption in the message to edit"),
    (
        "editMessageText",
        {"text": "x", "chat_id": "", "message_id": ""},
        "message identifier is not specified",
    ),
    ("deleteMessage", {"message_id": 999}, "message to delete not found"),
    ("deleteMessage", {"message_id": ""}, "message identifier is not specified"),
    ("deleteMessage", {"chat_id": ""}, "chat identifier is not specified"),
    (
        "deleteMessages",
        {"message_ids": list(range(1, 102)), "message_id": ""},
        "too many message identifiers specified",
    ),
    (
        "deleteMessages",
        {"message_ids": [], "message_id": ""},
        "message identifiers are not specified",
    ),
    (
        "deleteMessages",
        {"message_ids": [-1], "message_id": ""},
        "invalid message identifier specified",
    ),
    ("pinChatMessage", {"message_id": 999}, "message to pin not found"),
    ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ("getFile", {"file_id": ""}, "file_id not specified"),
    ("getFile", {"file_id": "xyz"}, "invalid file_id"),
    ("sendDocument", {}, "there is no document in the request"),
    ("sendDocument", {"document": "https://example.org/a.pdf"}, "failed to get HTTP URL content"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("setMyCommands", {"commands": "{"}, "can't parse commands JSON object"),
    ("setMyCommands", {"commands": {}}, "expected an Array of BotCommand"),
    ("setMyCommands", {"commands": [{}]}, "can't parse BotCommand: Can't find field \"command\""),
    (
        "setMyCommands",
        {"commands": [{"command": "", "description": "a"}]},
        "command must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a" * 33, "description": "a"}]},
        "command length must not exceed 32",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": ""}]},
        "command description must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "a" * 257}]},
        "command description length must not exceed 256",
    ),
    ("setMyCommands", {"commands": [{"command": "Ä", "description": "a"}]}, "BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "a"}] * 101},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setWebhook",
        {"url": "http://example.org/x"},
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://example.org:81/x"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    ("setWebhook", {"url": "https://10.0.0.1/x"}, "bad webhook: IP address 10.0.0.1 is reserved"),
    ("setWebhook", {"url": "https://a.org", "secret_token": "a" * 257}, "secret token is too long"),
    (
        "setWebhook",
        {"url": "https://a.org", "secret_token": "ä"},
        "secret token contains unallowed characters",
    ),
    ("setWebhook", {"url": "ftp://a.org"}, "invalid webhook URL specified"),
]


@pytest.mark.parametrize(("method", "fields", "words"), EDITING)
async def test_other_methods_refuse(
    stage: Api, method: str, fields: dict[str, Any], words: str
) -> None:
    """Edits, deletions, files, commands and webhooks are refused in the server's words."""
    message_id = await stage.send(SARI, "halo")
    given: dict[str, Any] = {"chat_id": SARI, "message_id": message_id} | fields

    reply = await stage.call(method, **given)

    assert (400, f"Bad Request: {words}") == reply.refusal


async def test_only_own_messages_can_be_edited(stage: Api) -> None:
    """What a person wrote cannot be edited by the bot."""
    said = stage.simulator.people.say(SARI, "halo")

    reply = await stage.call(
        "editMessageText", chat_id=SARI, message_id=said[0]["message_id"], text="x"
    )

    assert (400, "Bad Request: message can't be edited") == reply.refusal


async def test_deleting_what_others_wrote_needs_rights(stage: Api) -> None:
    """A plain member bot cannot delete other people's messages in a group."""
    people = stage.simulator.people
    people.demote(people.bot_id(), GROUP, by=SARI)
    said = people.say(SARI, "halo", chat=GROUP)

    reply = await stage.call("deleteMessage", chat_id=GROUP, message_id=said[0]["message_id"])

    assert (400, "Bad Request: message can't be deleted") == reply.refusal


async def test_edits_without_a_keyboard_take_it_away(stage: Api) -> None:
    """An edit that names no reply_markup leaves the message without one."""
    message_id = await stage.send(SARI, "halo", reply_markup=inline([button()]))

    reply = await stage.call("editMessageText", chat_id=SARI, message_id=message_id, text="baru")

    assert "reply_markup" not in reply.result
    assert "edit_date" in reply.result


async def test_nested_fields_are_coerced(stage: Api) -> None:
    """Inside nested JSON numbers pass as strings and digits as numbers."""
    keyboard = json.dumps(inline([{"text": 5, "callback_data": 7}]))

    reply = await stage.call("sendMessage", chat_id=SARI, text="a", reply_markup=keyboard)

    shown = reply.result["reply_markup"]["inline_keyboard"][0][0]
    assert {"text": "5", "callback_data": "7"} == shown


async def test_lint_of_keyboards(stage: Api) -> None:
    """Long labels, two actions and wide rows work but are complained of."""
    rows = [
        [button(text="a" * 65)],
        [button(url="https://example.org/")],
        [button() for _ in range(9)],
    ]

    reply = await stage.call("sendMessage", chat_id=SARI, text="a", reply_markup=inline(*rows))

    words = " | ".join(found.words for found in stage.simulator.complaints())
    assert 200 == reply.status
    assert "_actions" not in str(reply.result)
    assert "label over 64" in words
    assert "two actions" in words
    assert "more than 8 buttons in a row" in words


async def test_sending_on_after_a_403_is_a_complaint(stage: Api) -> None:
    """The first 403 tells the bot; sending again to that chat is careless."""
    await stage.call("sendMessage", chat_id=BLOCKER, text="a")
    before = len(stage.simulator.complaints())
    await stage.call("sendMessage", chat_id=BLOCKER, text="a")

    assert (0, 1) == (before, len(stage.simulator.complaints()))
