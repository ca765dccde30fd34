"""The table of outcomes."""

import warnings
from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.delivery.outcome import Attempt, Judgement, Verdict, judge, phrase
from bot.http import Flood, NoAnswer, NotSent, ServerFailed
from community.reply import Lane

NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


def attempt(kind: str = "sendMessage", lane: Lane = Lane.REPLY, **details: bool) -> Attempt:
    """Make an attempt."""
    return Attempt(kind=kind, lane=lane, **details)


@pytest.mark.parametrize(
    ("error", "attempted", "verdict"),
    [
        (None, attempt(), Verdict.SENT),
        (Flood(3), attempt(), Verdict.FLOODED),
        (ChatMigrated(-100), attempt(), Verdict.MIGRATED),
        (Forbidden("Forbidden: bot was blocked by the user"), attempt(), Verdict.UNREACHABLE),
        (InvalidToken("Unauthorized"), attempt(), Verdict.UNAUTHORIZED),
        (InvalidToken("Not Found: method not found"), attempt(), Verdict.REFUSED),
        (Conflict("Conflict: terminated by setWebhook request"), attempt(), Verdict.FAILED),
        (ServerFailed(502), attempt(), Verdict.FAILED),
        (NotSent("ClientConnectorError"), attempt(), Verdict.NOT_SENT),
        (BadRequest("Chat not found"), attempt(), Verdict.REFUSED),
        (NetworkError("I'm a teapot (418)"), attempt(), Verdict.REFUSED),
        (ValueError("a mistake of ours"), attempt(), Verdict.REFUSED),
        # nobody answered
        (NoAnswer(), attempt(), Verdict.REPEAT),
        (TimedOut(), attempt(lane=Lane.NOTICE), Verdict.REPEAT),
        (NoAnswer(), attempt(was_unknown=True), Verdict.UNKNOWN),
        (NoAnswer(), attempt(lane=Lane.BULK), Verdict.UNKNOWN),
        (NoAnswer(), attempt(lane=Lane.NOTICE, is_mass=True), Verdict.UNKNOWN),
        (NoAnswer(), attempt("editMessageText", is_mass=True), Verdict.REPEAT),
        (NoAnswer(), attempt("editMessageText", was_unknown=True), Verdict.REPEAT),
        (NoAnswer(), attempt("deleteMessage", Lane.BULK), Verdict.REPEAT),
        (NoAnswer(), attempt("answerCallbackQuery"), Verdict.REPEAT),
        # refusals that are none
        (BadRequest(NOT_MODIFIED), attempt("editMessageText"), Verdict.SENT),
        (BadRequest("Message to delete not found"), attempt("deleteMessage"), Verdict.SENT),
        (BadRequest(TOO_OLD), attempt("answerCallbackQuery"), Verdict.DROPPED),
        # said differently
        (
            BadRequest("Message to edit not found"),
            attempt("editMessageText", has_else=True),
            Verdict.SAY_NEW,
        ),
        (
            BadRequest("Message can't be edited"),
            attempt("editMessageText", has_else=True),
            Verdict.SAY_NEW,
        ),
        (BadRequest("Message to edit not found"), attempt("editMessageText"), Verdict.REFUSED),
        (
            BadRequest("Message to be replied not found"),
            attempt(has_reply=True),
            Verdict.SAY_PLAIN,
        ),
        (BadRequest("Message to be replied not found"), attempt(), Verdict.REFUSED),
        (BadRequest("Message thread not found"), attempt(has_thread=True), Verdict.NO_THREAD),
        (BadRequest("TOPIC_CLOSED"), attempt(has_thread=True), Verdict.SAY_OUTSIDE),
        (BadRequest("TOPIC_CLOSED"), attempt(has_reply=True), Verdict.SAY_PLAIN),
        (
            BadRequest("Wrong file identifier/HTTP URL specified"),
            attempt("sendPhoto", has_else_text=True),
            Verdict.SAY_IN_WORDS,
        ),
        (
            BadRequest("Wrong file identifier/HTTP URL specified"),
            attempt("sendPhoto"),
            Verdict.REFUSED,
        ),
        # groups that take nothing
        (Forbidden("Forbidden: bot was kicked from"), attempt(is_group=True), Verdict.STUCK),
        (
            Forbidden("Forbidden: bot was kicked from"),
            attempt("approveChatJoinRequest", is_group=True),
            Verdict.UNREACHABLE,
        ),
        (
            BadRequest("Not enough rights to send text messages to the chat"),
            attempt(is_group=True),
            Verdict.STUCK,
        ),
        (
            BadRequest("Not enough rights to create a topic"),
            attempt("createForumTopic", is_group=True),
            Verdict.REFUSED,
        ),
        (BadRequest("TOPIC_CLOSED"), attempt(is_group=True), Verdict.STUCK),
        (BadRequest("Chat not found"), attempt("editMessageText", is_group=True), Verdict.STUCK),
    ],
)
def test_outcome(error: Exception | None, attempted: Attempt, verdict: Verdict) -> None:
    """Each answer has its verdict."""
    assert verdict == judge(error, attempted).verdict


@pytest.mark.parametrize("after", [7, timedelta(seconds=7)])
def test_the_library_s_own_429_is_understood(after: int | timedelta) -> None:
    """Seconds and a timedelta mean the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of its own attribute

        assert Judgement(Verdict.FLOODED, "429", 7.0) == judge(RetryAfter(after), attempt())


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ('Can\'t parse entities: unsupported start tag "sari" at byte offset 0', "can't parse en"),
        ("Inline keyboard button url 'https://sari.id' is invalid", "inline keyboard button url"),
        ("BUTTON_DATA_INVALID", "BUTTON_DATA_INVALID"),
        ("Bad Request: TOPIC_CLOSED", "TOPIC_CLOSED"),
        ("Sari Wulandari said something", "another reason"),
    ],
)
def test_reasons_never_quote_people(description: str, words: str) -> None:
    """Only Telegram's fixed words are kept."""
    reason = phrase(BadRequest(description))

    assert reason.startswith(words)
    assert "sari" not in reason.lower()
