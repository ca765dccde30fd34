"""The edge to Telegram, outwards: a reply becomes outbox rows.

Names of a payload that begin with `_` are delivery's own: `_topic` (the topic in whose thread it
stands), `_reply_to` (the subject it answers), `_else_say` and `_else_text` (what is said instead).
"""

from datetime import datetime, timedelta
from typing import Any

from bot import packing
from community.reply import (
    Button,
    Lane,
    Later,
    LetIn,
    Message,
    OpenThread,
    Remove,
    Reply,
    Rewrite,
    Say,
    SendFiles,
    ShowCommands,
    Toast,
)
from storage.outbox import NewRow

Single = Say | OpenThread | Rewrite | Remove | Toast | Later | LetIn | ShowCommands

TOPIC_NAME = 128  # characters at most
TAP_SECONDS = 15  # a tap that was not acknowledged by then has lost its spinner anyway


def rows(reply: Reply, now: datetime) -> list[NewRow]:
    """Turn all that is to be said into outbox rows, in order."""
    found: list[NewRow] = []
    for say in reply.says:
        if isinstance(say, SendFiles):
            found += packing.rows(say)
        else:
            found.append(_row(say, now))
    return found


def _row(say: Single, now: datetime) -> NewRow:
    match say:
        case Say():
            return _say_row(say)
        case OpenThread():
            return NewRow(
                chat_id=say.chat_id,
                lane=say.lane,
                kind="createForumTopic",
                payload={"name": say.name[:TOPIC_NAME], "_topic": say.topic},
                subject=f"thread:{say.topic}",
            )
        case Rewrite():
            return _rewrite_row(say)
        case Remove():
            return NewRow(
                chat_id=say.chat_id,
                lane=say.lane,
                kind="deleteMessage",
                payload={"message_id": say.message_id},
                person_id=say.person_id,
            )
        case Toast():
            return NewRow(
                chat_id=None,
                lane=Lane.REPLY,
                kind="answerCallbackQuery",
                payload=_toast(say),
                expires_at=now + timedelta(seconds=TAP_SECONDS),
            )
        case Later():
            return NewRow(
                chat_id=say.chat_id,
                lane=say.lane,
                kind=f"later:{say.kind}",
                payload=dict(say.args),
                person_id=say.person_id,
                expires_at=say.expires_at,
                zone=say.zone,
            )
        case LetIn():
            return NewRow(
                chat_id=say.chat_id,
                lane=Lane.REPLY,
                kind="approveChatJoinRequest",
                payload={"user_id": say.telegram_id},
                person_id=say.person_id,
            )
        case ShowCommands():
            return NewRow(
                chat_id=say.chat_id,
                lane=Lane.NOTICE,
                kind="setMyCommands",
                payload={
                    "commands": commands(say.commands),
                    "scope": {"type": "chat", "chat_id": say.chat_id},
                },
                person_id=say.person_id,
            )


def _say_row(say: Say) -> NewRow:
    payload = content(say.message)
    payload |= packing.place(say)
    if say.reply_to is not None:
        payload["reply_parameters"] = {"message_id": say.reply_to}
    return NewRow(
        chat_id=say.chat_id,
        lane=say.lane,
        kind="sendMessage",
        payload=payload,
        person_id=say.person_id,
        subject=say.subject,
        replace_key=say.replace_key,
        not_before=say.not_before,
        expires_at=say.expires_at,
        zone=say.zone,
    )


def _rewrite_row(say: Rewrite) -> NewRow:
    payload = edited(say.message)
    if say.else_say:
        payload["_else_say"] = True
    if say.thread_topic is not None:
        payload["_topic"] = say.thread_topic
    if say.message_id is not None:
        payload["message_id"] = say.message_id
    return NewRow(
        chat_id=say.chat_id,
        lane=say.lane,
        kind="editMessageText",
        payload=payload,
        person_id=say.person_id,
        subject=say.subject,
        edits_message=say.subject if say.message_id is None else None,
        replace_key=say.replace_key,
    )


def edited(message: Message) -> dict[str, Any]:
    """Return what a message is edited to; edits make no sound and may not ask for silence."""
    payload = content(message)
    payload.pop("disable_notification", None)
    return payload


def content(message: Message) -> dict[str, Any]:
    """Return a message as the Bot API wants it."""
    payload: dict[str, Any] = {
        "text": message.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": not message.link_preview},
    }
    if message.buttons:
        payload["reply_markup"] = {
            "inline_keyboard": [[_button(button) for button in row] for row in message.buttons]
        }
    if message.silent:
        payload["disable_notification"] = True
    return payload


def _button(button: Button) -> dict[str, str]:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data or ""}


def _toast(say: Toast) -> dict[str, Any]:
    payload: dict[str, Any] = {"callback_query_id": say.query_id}
    if say.text:
        payload["text"] = say.text[:200]  # Bot API: answerCallbackQuery, 0-200 characters
        payload["show_alert"] = say.alert
    return payload


def commands(listed: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """Return a command list as the Bot API wants it."""
    return [{"command": name, "description": description} for name, description in listed]
