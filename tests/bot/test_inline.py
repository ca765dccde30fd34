"""The edge of inline mode: what a query becomes, what an answer becomes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import telegram

from bot import edge, outgoing
from community import incoming
from community.reply import (
    AnswerInline,
    Button,
    InlineAnswer,
    InlineResult,
    Lane,
    Message,
    Reply,
    SearchInline,
)

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
ME = telegram.User(99, "CoP", is_bot=True, username="cop_bot")
BOT = {"id": 99, "is_bot": True, "first_name": "CoP", "username": "cop_bot"}
SARI = {"id": 500, "is_bot": False, "first_name": "Sari"}
PRIVATE = {"id": 500, "type": "private", "first_name": "Sari"}


def _read(**update: Any) -> incoming.Incoming:
    parsed = telegram.Update.de_json({"update_id": 1, **update}, None)
    return edge.read(parsed, ME)


def _message(**content: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": 1_795_000_000, "chat": PRIVATE, "from": SARI, **content}


def test_a_query_comes_from_a_person_and_no_chat() -> None:
    """Words and offset are cleaned; queries keep their order with what the person does."""
    query = {"id": "42", "from": SARI, "query": "skp\0 \ud800", "offset": "10"}

    read = _read(inline_query=query)

    assert incoming.InlineAsked("42", "skp \ufffd", "10") == read.event
    assert incoming.Sender(500, "Sari") == read.sender
    assert None is read.chat
    assert 500 == edge.order_key({"update_id": 1, "inline_query": query})
    assert "inline_query" in edge.ALLOWED_UPDATES


@pytest.mark.parametrize(
    ("replied", "event"),
    [
        ({}, incoming.Nothing("via this bot")),
        (
            {"reply_to_message": _message() | {"message_id": 3, "from": SARI, "text": "#1"}},
            incoming.Nothing("via this bot"),
        ),
        (
            {"reply_to_message": _message() | {"message_id": 3, "from": BOT, "text": "#1"}},
            incoming.Text(
                "Isi", 7, incoming.Replied(3, incoming.Sender(99, "CoP", True), True, "#1")
            ),
        ),
    ],
)
def test_what_we_listed_is_nobodys_words(replied: dict[str, Any], event: incoming.Event) -> None:
    """A result sent into a chat with us is no typing; in reply to a card it is an answer."""
    assert event == _read(message=_message(text="Isi", via_bot=BOT, **replied)).event


def test_results_of_other_bots_are_typed() -> None:
    """Only what came via us is ours."""
    other = BOT | {"id": 98, "username": "gif"}

    assert incoming.Text("Isi", 7) == _read(message=_message(text="Isi", via_bot=other)).event


def test_an_answer_becomes_a_row_that_is_soon_worthless() -> None:
    """Results are articles that Telegram keeps for this person only."""
    message = Message("<b>Isi</b>", ((Button("Buka", url="https://t.me/b?start=p_1"),),))
    answer = InlineAnswer(
        results=(InlineResult("p_1", "Judul", "Cuplikan", message),),
        next_offset="10",
        cache_seconds=5,
        button=("Bertanya", "tanya"),
    )

    (row,) = outgoing.rows(Reply((AnswerInline(query_id="42", answer=answer),)), NOW)

    assert ("answerInlineQuery", None, Lane.REPLY) == (row.kind, row.chat_id, row.lane)
    assert NOW + timedelta(seconds=15) == row.expires_at
    assert {
        "inline_query_id": "42",
        "results": [
            {
                "type": "article",
                "id": "p_1",
                "title": "Judul",
                "description": "Cuplikan",
                "reply_markup": {
                    "inline_keyboard": [[{"text": "Buka", "url": "https://t.me/b?start=p_1"}]]
                },
                "input_message_content": {
                    "message_text": "<b>Isi</b>",
                    "parse_mode": "HTML",
                    "link_preview_options": {"is_disabled": True},
                },
            }
        ],
        "next_offset": "10",
        "cache_time": 5,
        "is_personal": True,
        "button": {"text": "Bertanya", "start_parameter": "tanya"},
    } == row.payload


def test_a_search_becomes_a_small_row() -> None:
    """What is found is looked for when it is sent; the row names our person."""
    search = SearchInline(query_id="42", args={"query": "skp", "offset": 0}, person_id=5)

    (row,) = outgoing.rows(Reply((search,)), NOW)

    assert ("later:inline", None, 5) == (row.kind, row.chat_id, row.person_id)
    assert {"inline_query_id": "42", "query": "skp", "offset": 0} == row.payload
    assert NOW + timedelta(seconds=15) == row.expires_at
