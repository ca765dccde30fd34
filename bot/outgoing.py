"""The edge to Telegram, outwards: a reply becomes outbox rows.

Names of a payload that begin with `_` are delivery's own: `_topic` (the topic in whose thread it
stands), `_reply_to` (the subject it answers), `_else_say`, `_else` and `_else_text` (what is said
instead).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot import packing
from community.reply import (
    AnswerInline,
    Button,
    InlineAnswer,
    InlineResult,
    Lane,
    Later,
    LetIn,
    Message,
    OpenThread,
    Remove,
    Reply,
    Rewrite,
    Say,
    SearchInline,
    SendFiles,
    ShowCommands,
    Toast,
)
from storage.outbox import NewRow

Single = (
    Say
    | OpenThread
    | Rewrite
    | Remove
    | Toast
    | Later
    | LetIn
    | ShowCommands
    | AnswerInline
    | SearchInline
)

TOPIC_NAME = 128  # characters at most
SEARCH_INLINE = "later:inline"
"""The kind of a row whose inline query is answered with what is found when it is sent."""

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
        case Toast() | AnswerInline() | SearchInline():
            return _transient_row(say, now)
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


def _transient_row(say: Toast | AnswerInline | SearchInline, now: datetime) -> NewRow:
    """Make a row that is worthless soon."""
    person_id: int | None = None
    match say:
        case Toast():
            kind, payload = "answerCallbackQuery", _toast(say)
        case AnswerInline():
            kind = "answerInlineQuery"
            payload = {"inline_query_id": say.query_id, **inline_answer(say.answer)}
        case SearchInline():
            kind, person_id = SEARCH_INLINE, say.person_id
            payload = {"inline_query_id": say.query_id, **say.args}
    return NewRow(
        chat_id=None,
        lane=Lane.REPLY,
        kind=kind,
        payload=payload,
        person_id=person_id,
        expires_at=now + timedelta(seconds=TAP_SECONDS),
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
    if say.else_message is not None:
        payload["_else"] = content(say.else_message) | {"_reply_to": say.subject}
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


def inline_answer(answer: InlineAnswer) -> dict[str, Any]:
    """Return what is listed for an inline query as the Bot API wants it.

    Each person has answers of their own: what a guest is told is not what a member finds.
    """
    payload: dict[str, Any] = {
        "results": [_result(result) for result in answer.results],
        "next_offset": answer.next_offset,
        "cache_time": answer.cache_seconds,
        "is_personal": True,
    }
    if answer.button is not None:
        text, start = answer.button
        payload["button"] = {"text": text, "start_parameter": start}
    return payload


def _result(result: InlineResult) -> dict[str, Any]:
    message = content(replace(result.message, silent=False))
    article: dict[str, Any] = {"type": "article", "id": result.id, "title": result.title}
    if result.description:
        article["description"] = result.description
    if "reply_markup" in message:
        article["reply_markup"] = message.pop("reply_markup")
    article["input_message_content"] = {"message_text": message.pop("text"), **message}
    return article


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
