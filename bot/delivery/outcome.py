"""What an answer of Telegram means for a row: the table of outcomes, pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery import method
from bot.http import NotSent, ServerFailed
from bot.logs import describe
from community.reply import Lane

MOST_REPEATS = 8  # of what does no harm twice, so that one row cannot hold its chat for ever


class Verdict(Enum):
    """What is to be done about a row after an attempt."""

    SENT = auto()
    UNREACHABLE = auto()  # final; the person or group cannot be reached
    REFUSED = auto()  # final; we said something wrong
    DROPPED = auto()  # final; it does not matter any more
    UNKNOWN = auto()  # final; it may have been done
    REPEAT = auto()  # nobody answered: send it once more
    FLOODED = auto()  # again after the named seconds
    FAILED = auto()  # again, waiting longer each time
    NOT_SENT = auto()  # nothing leaves at all: everything pauses
    UNAUTHORIZED = auto()  # the token is refused: everything pauses
    MIGRATED = auto()  # again, to the supergroup
    SAY_NEW = auto()  # the message to edit is gone: send a new one
    SAY_PLAIN = auto()  # the message replied to is gone: send it without
    NO_THREAD = auto()  # the thread was deleted: make it anew, or send it outside
    SAY_OUTSIDE = auto()  # the thread is closed: send it outside
    SAY_IN_WORDS = auto()  # the files cannot be sent: say so
    STUCK = auto()  # the group takes nothing from us for now: wait, ever longer


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, why, and what it carries."""

    verdict: Verdict
    reason: str | None = None
    seconds: float = 0.0
    new_chat_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What the table asks about an attempt."""

    kind: str
    lane: Lane
    is_mass: bool = False  # one text for many, in whatever lane
    was_unknown: bool = False
    repeats: int = 0
    has_else: bool = False  # an edit that may be said as a new message
    has_reply: bool = False  # quotes a message
    has_thread: bool = False  # stands in a thread
    has_else_text: bool = False  # files in whose place a text may stand
    is_group: bool = False


# What Telegram says, in its own words; whatever else it says may quote people and is not logged.
PHRASES = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "message to delete not found",
    "message can't be deleted",
    "message to be replied not found",
    "reply message not found",
    "message thread not found",
    "message identifier is not specified",
    "query is too old",
    "chat not found",
    "chat_id is empty",
    "user not found",
    "message text is empty",
    "text must be non-empty",
    "text is too long",
    "message is too long",
    "message caption is too long",
    "can't parse entities",
    "can't parse inline keyboard button",
    "can't parse reply keyboard markup",
    "can't parse reply parameters",
    "inline keyboard expected",
    "inline keyboard button url",
    "reply markup is too long",
    "not enough rights",
    "have no write access to the chat",
    "need administrator rights",
    "group chat was upgraded",
    "bot was blocked by the user",
    "user is deactivated",
    "bot can't initiate conversation with a user",
    "bots can't send messages to bots",
    "bot was kicked from",
    "bot is not a member of",
    "the group chat was deleted",
    "method not found",
    "request entity too large",
    "there is no document in the request",
    "file is too big",
    "invalid file_id",
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong file_id",
    "failed to send message #",
    "media not found",
    "can't parse inputmedia",
    "can't use file of type",
    "the chat is not a forum",
    "can't parse botcommand",
    "hide_requester_missing",
    "user_already_participant",
)
CODE = re.compile(r"[A-Z][A-Z0-9]{1,30}(_[A-Z0-9]{1,30}){1,8}")
NO_LONGER_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
NOT_REPLIABLE = ("message to be replied not found", "reply message not found")
NO_SUCH_FILE = frozenset(
    {
        "invalid file_id",
        "wrong file identifier",
        "wrong remote file identifier",
        "wrong file_id",
        "failed to send message #",
        "media not found",
        "can't parse inputmedia",
        "can't use file of type",
        "there is no document in the request",
        "file is too big",
        "MEDIA_EMPTY",
    }
)
NOT_LET_IN = frozenset(
    {
        "not enough rights",
        "have no write access to the chat",
        "need administrator rights",
        "chat not found",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_ADMIN_REQUIRED",
        "CHANNEL_PRIVATE",
        "TOPIC_CLOSED",  # of General, or of the thread of what is answered
    }
)


def phrase(error: TelegramError) -> str:
    """Return Telegram's fixed words for an error; never what it quotes."""
    said = error.message.lower()
    for known in PHRASES:
        if known in said:
            return known
    words = error.message.removeprefix("Bad Request: ").upper()  # the library makes it Topic_closed
    return words if CODE.fullmatch(words) else "another reason"


def judge(error: Exception | None, attempt: Attempt) -> Judgement:
    """Say what an attempt came to; `error` is None when Telegram said yes."""
    if error is None:
        return Judgement(Verdict.SENT)
    if not isinstance(error, TelegramError):
        return Judgement(Verdict.REFUSED, describe(error))
    for kind, rule in RULES:
        if isinstance(error, kind):
            return rule(error, attempt)
    return Judgement(Verdict.REFUSED, phrase(error))


def _flooded(error: Any, _: Attempt) -> Judgement:
    after = error.retry_after
    seconds = float(after) if isinstance(after, int) else after.total_seconds()
    return Judgement(Verdict.FLOODED, "429", seconds=seconds)


def _migrated(error: Any, _: Attempt) -> Judgement:
    return Judgement(Verdict.MIGRATED, "migrated", new_chat_id=error.new_chat_id)


def _unreachable(error: Any, attempt: Attempt) -> Judgement:
    is_stuck = attempt.is_group and attempt.kind.startswith(method.SPEAKING)
    return Judgement(Verdict.STUCK if is_stuck else Verdict.UNREACHABLE, phrase(error))


def _unauthorized(error: Any, _: Attempt) -> Judgement:
    # The library gives one error to a refused token and to a method that does not exist.
    if "method not found" in error.message.lower():
        return Judgement(Verdict.REFUSED, "method not found")
    return Judgement(Verdict.UNAUTHORIZED, "the token is refused")


def _refused(error: Any, attempt: Attempt) -> Judgement:
    reason = phrase(error)
    if reason in {"message is not modified", "message to delete not found"}:
        return Judgement(Verdict.SENT)
    if reason == "query is too old":
        return Judgement(Verdict.DROPPED, reason)
    otherwise = _otherwise(reason, attempt)
    if otherwise is not None:
        return Judgement(otherwise, reason)
    is_speaking = attempt.kind.startswith(("send", "edit")) and attempt.kind != method.RENAME_THREAD
    if reason in NOT_LET_IN and attempt.is_group and is_speaking:
        return Judgement(Verdict.STUCK, reason)
    return Judgement(Verdict.REFUSED, reason)


def _otherwise(reason: str, attempt: Attempt) -> Verdict | None:
    """Say how a row is said that cannot be said as it is."""
    is_text = attempt.kind == "editMessageText"
    ways = (
        (Verdict.SAY_NEW, NO_LONGER_EDITABLE, is_text and attempt.has_else),
        (Verdict.SAY_PLAIN, NOT_REPLIABLE, attempt.has_reply),
        (Verdict.NO_THREAD, ("message thread not found",), attempt.has_thread),
        (Verdict.SAY_OUTSIDE, ("TOPIC_CLOSED",), attempt.has_thread),
        (Verdict.SAY_PLAIN, ("TOPIC_CLOSED",), attempt.has_reply),
        (Verdict.SAY_IN_WORDS, NO_SUCH_FILE, attempt.has_else_text),
    )
    return next((way for way, reasons, is_open in ways if reason in reasons and is_open), None)


def _not_sent(error: Any, _: Attempt) -> Judgement:
    return Judgement(Verdict.NOT_SENT, error.message)


def _failed(error: Any, _: Attempt) -> Judgement:
    status = error.status if isinstance(error, ServerFailed) else 409
    return Judgement(Verdict.FAILED, str(status))


def _unanswered(_: Any, attempt: Attempt) -> Judgement:
    if attempt.kind in method.REPEATABLE:
        is_over = attempt.repeats >= MOST_REPEATS
    else:
        is_over = attempt.is_mass or attempt.lane is Lane.BULK or attempt.was_unknown
    return Judgement(Verdict.UNKNOWN if is_over else Verdict.REPEAT, "no answer")


# The first that fits: BadRequest and TimedOut are NetworkErrors too, so the narrow come first.
RULES: tuple[tuple[type[TelegramError], Callable[[Any, Attempt], Judgement]], ...] = (
    (RetryAfter, _flooded),
    (ChatMigrated, _migrated),
    (Forbidden, _unreachable),
    (InvalidToken, _unauthorized),
    (BadRequest, _refused),
    (NotSent, _not_sent),
    (ServerFailed, _failed),
    (Conflict, _failed),
    (TimedOut, _unanswered),
)
