"""Settles an attempt: the outcome to record, and what follows for queue, pacer and pause."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.delivery import method, threads
from bot.delivery.forums import Forums
from bot.delivery.outcome import Attempt, Judgement, Verdict, judge
from bot.delivery.pacer import Pacer
from bot.delivery.parcel import Parcel
from bot.delivery.pause import Pause
from bot.delivery.queue import Queue, is_loose
from bot.delivery.request import (
    Request,
    has_else,
    instead_of_files,
    new_message,
    without_reply,
    without_thread,
)
from bot.delivery.stuck import Stuck
from community.reply import Lane
from storage.attempts import UNKNOWN_ONCE, Outcome
from storage.messages import Said
from storage.outbox import STUCK, State

MOST_WAIT = 60.0
FINAL = {
    Verdict.SENT: State.SENT,
    Verdict.UNREACHABLE: State.UNREACHABLE,
    Verdict.REFUSED: State.REFUSED,
    Verdict.DROPPED: State.DROPPED,
    Verdict.UNKNOWN: State.UNKNOWN,
}

OTHERWISE: Mapping[Verdict, Callable[[Parcel], tuple[str, Mapping[str, Any]]]] = {
    Verdict.SAY_NEW: lambda parcel: new_message(parcel.payload),
    Verdict.SAY_PLAIN: lambda parcel: (parcel.kind, without_reply(parcel.payload)),
    Verdict.SAY_OUTSIDE: lambda parcel: (parcel.kind, without_thread(parcel.payload)),
    Verdict.SAY_IN_WORDS: lambda parcel: instead_of_files(parcel.payload),
}
"""What is said in place of what cannot be said as it is."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Landed:
    """An attempt that is over: its call (None when there was none), and result or error.

    `was_left_out` is an attempt that never left because delivery paused or stops.
    """

    parcel: Parcel
    request: Request | None
    result: Any = None
    error: Exception | None = None
    was_left_out: bool = False


class Settling:
    """Applies the table of outcomes."""

    def __init__(
        self, *, clock: Clock, queue: Queue, pacer: Pacer, pause: Pause, forums: Forums
    ) -> None:
        self._clock = clock
        self._queue = queue
        self._pacer = pacer
        self._pause = pause
        self._forums = forums
        self._stuck_chats = Stuck()
        self.counts: Counter[tuple[Lane, State]] = Counter()

    def is_stuck(self, chat_id: int) -> bool:
        """Say whether a group took nothing the last time."""
        return self._queue.aliases.get(chat_id, chat_id) in self._stuck_chats

    def settle(self, landed: Landed) -> Outcome:
        """Say what to record, and give the row its next turn if it has one."""
        parcel = landed.parcel
        now = self._clock.monotonic()
        if landed.was_left_out:
            self._queue.put_back(parcel, now)
            return Outcome(row_id=parcel.row.id, state=State.PENDING, is_counted=False)
        if landed.request is None and landed.error is None:
            self._queue.done(parcel, now)
            return Outcome(row_id=parcel.row.id, state=State.DROPPED, error="nothing to say")
        judgement = judge(landed.error, _attempt(landed))
        if judgement.verdict not in (Verdict.NOT_SENT, Verdict.UNAUTHORIZED):
            self._pause.succeeded()
        if threads.is_asking(landed.request) and judgement.verdict in FINAL:
            return self._asked(landed, judgement, now)
        if threads.is_refused_for_good(landed.request, judgement):
            self._forums.learn(parcel.chat_id, self._clock.now(), is_forum=False)
        if threads.is_opening(parcel, landed.request) and judgement.verdict in FINAL:
            return self._opened(landed, judgement, now)
        if judgement.verdict in FINAL:
            return self._finish(landed, judgement, now)
        if judgement.verdict is Verdict.NO_THREAD:
            return self._without_thread(landed, now)
        return self._again(parcel, judgement, now)

    def _finish(self, landed: Landed, judgement: Judgement, now: float) -> Outcome:
        parcel = landed.parcel
        state = FINAL[judgement.verdict]
        self._queue.done(parcel, now)
        self.counts[parcel.lane, state] += 1
        _log(parcel, judgement)
        if judgement.verdict is Verdict.SENT:
            self._stuck_chats.accepted(parcel.chat_id)
            self._forums.notice(parcel.chat_id, self._clock.now(), landed.result)
        is_lost = judgement.verdict is Verdict.UNREACHABLE and parcel.chat_id > 0
        return Outcome(
            row_id=parcel.row.id,
            state=state,
            error=judgement.reason,
            said=_said(landed) if judgement.verdict is Verdict.SENT else None,
            lost_chat=parcel.chat_id if is_lost else None,
            thread=threads.made(parcel, landed.request, judgement, landed.result),
        )

    def _asked(self, landed: Landed, judgement: Judgement, now: float) -> Outcome:
        """Go on with a row whose group is known now; where nobody says, a thread is tried."""
        parcel, result = landed.parcel, landed.result
        is_answered = judgement.verdict is Verdict.SENT and isinstance(result, dict)
        is_forum = result.get("is_forum") is True if is_answered else True
        self._forums.learn(parcel.chat_id, self._clock.now(), is_forum=is_forum)
        self._queue.put_back(parcel, now)
        return Outcome(row_id=parcel.row.id, state=State.PENDING, is_counted=False)

    def _opened(self, landed: Landed, judgement: Judgement, now: float) -> Outcome:
        """Let a row leave for the thread that was made for it, or without one."""
        parcel = landed.parcel
        thread = threads.made(parcel, landed.request, judgement, landed.result)
        self._queue.put_back(parcel, now)
        return Outcome(row_id=parcel.row.id, state=State.PENDING, is_counted=False, thread=thread)

    def _without_thread(self, landed: Landed, now: float) -> Outcome:
        """Let a deleted thread be made anew for a row, once; then the row goes without."""
        parcel = landed.parcel
        parameters = {} if landed.request is None else landed.request.parameters
        lost = (parcel.chat_id, int(parameters["message_thread_id"]))
        parcel.lost_threads += 1
        if "_topic" not in parcel.payload or parcel.lost_threads > 1:
            parcel.say_differently(parcel.kind, without_thread(parcel.payload))
        self._queue.put_back(parcel, now)
        return Outcome(
            row_id=parcel.row.id,
            state=State.PENDING,
            kind=parcel.kind,
            payload=parcel.payload,
            lost_thread=lost,
        )

    def _again(self, parcel: Parcel, judgement: Judgement, now: float) -> Outcome:
        row_id = parcel.row.id
        match judgement.verdict:
            case Verdict.FLOODED:
                return self._flooded(parcel, judgement, now)
            case Verdict.FAILED:
                return self._failed(parcel, judgement, now)
            case Verdict.MIGRATED if judgement.new_chat_id is not None:
                return self._migrated(parcel, judgement.new_chat_id, now)
            case Verdict.STUCK:
                return self._stuck(parcel, judgement, now)
            case Verdict.REPEAT:
                parcel.was_unknown = True
                parcel.repeats += 1
                if parcel.repeats > 1:
                    self._queue.hold(parcel.chat_id, now, now + min(MOST_WAIT, parcel.repeats))
                self._queue.put_back(parcel, now)
                return Outcome(row_id=row_id, state=State.PENDING, error=UNKNOWN_ONCE)
            case verdict if verdict in OTHERWISE:
                _log(parcel, judgement)
                parcel.say_differently(*OTHERWISE[verdict](parcel))
                self._queue.put_back(parcel, now)
                return Outcome(
                    row_id=row_id, state=State.PENDING, kind=parcel.kind, payload=parcel.payload
                )
            case _:  # nothing left
                self._pause.failed(judgement.reason or "", now)
                self._queue.put_back(parcel, now)
                return Outcome(row_id=row_id, state=State.PENDING, is_counted=False)

    def _flooded(self, parcel: Parcel, judgement: Judgement, now: float) -> Outcome:
        until = now + judgement.seconds
        self._pacer.refused(parcel.chat_id, now, until)
        self._queue.hold(parcel.chat_id, now, until)
        self._queue.put_back(parcel, now, until)
        return Outcome(row_id=parcel.row.id, state=State.PENDING)

    def _stuck(self, parcel: Parcel, judgement: Judgement, now: float) -> Outcome:
        reason = judgement.reason or ""
        until = self._stuck_chats.refused(parcel.chat_id, reason, now)
        self._queue.hold(parcel.chat_id, now, until)
        self._queue.put_back(parcel, now, until)
        return Outcome(row_id=parcel.row.id, state=State.PENDING, error=f"{STUCK}{reason}")

    def _failed(self, parcel: Parcel, judgement: Judgement, now: float) -> Outcome:
        until = now + min(MOST_WAIT, 2.0**parcel.failures)
        parcel.failures = min(parcel.failures + 1, 10)
        if not is_loose(parcel):
            self._queue.hold(parcel.chat_id, now, until)
        self._queue.put_back(parcel, now, until)
        logger.warning(
            "the server failed with %s: row %s is tried again", judgement.reason, parcel.row.id
        )
        return Outcome(row_id=parcel.row.id, state=State.PENDING)

    def _migrated(self, parcel: Parcel, new_chat_id: int, now: float) -> Outcome:
        old_chat_id = parcel.chat_id
        self._queue.put_back(parcel, now)
        self._queue.migrate(old_chat_id, new_chat_id, now)
        logger.warning("a group became a supergroup: row %s follows it", parcel.row.id)
        return Outcome(
            row_id=parcel.row.id, state=State.PENDING, new_chat=(old_chat_id, new_chat_id)
        )


def _attempt(landed: Landed) -> Attempt:
    parcel = landed.parcel
    kind = parcel.kind if landed.request is None else landed.request.method
    parameters = {} if landed.request is None else landed.request.parameters
    return Attempt(
        kind=kind,
        lane=parcel.lane,
        is_mass=parcel.row.campaign_id is not None,
        was_unknown=parcel.was_unknown,
        repeats=parcel.repeats,
        has_else=has_else(parcel),
        has_reply="reply_parameters" in parameters,
        has_thread="message_thread_id" in parameters and kind != method.RENAME_THREAD,
        has_else_text="_else_text" in parcel.payload,
        is_group=parcel.chat_id < 0,
    )


def _said(landed: Landed) -> Said | None:
    """Return what is to be remembered of a message that was sent, if it is about something."""
    row = landed.parcel.row
    subject = row.subject or row.edits_message
    ids = _message_ids(landed.result)
    request = landed.request
    if subject is None or not ids or request is None:
        return None
    is_known = row.edits_message == subject and request.method.startswith("edit")
    if is_known:
        return None
    return Said(
        subject=subject,
        chat_id=landed.parcel.chat_id,
        message_ids=ids,
        person_id=row.person_id,
    )


def _message_ids(result: Any) -> tuple[int, ...]:
    messages = result if isinstance(result, list) else [result]
    return tuple(
        message["message_id"]
        for message in messages
        if isinstance(message, dict) and isinstance(message.get("message_id"), int)
    )


def _log(parcel: Parcel, judgement: Judgement) -> None:
    if judgement.verdict in (Verdict.REFUSED, Verdict.SAY_IN_WORDS):
        logger.warning(
            "refused: row=%s method=%s: %s", parcel.row.id, parcel.kind, judgement.reason
        )
    elif judgement.verdict is Verdict.UNKNOWN:
        logger.warning("no answer: row=%s method=%s", parcel.row.id, parcel.kind)
    elif judgement.verdict is Verdict.UNREACHABLE and parcel.chat_id < 0:
        logger.warning("a group cannot be reached: row=%s: %s", parcel.row.id, judgement.reason)
