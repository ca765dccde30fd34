"""What the answer to a call means for the threads of forums."""

from typing import Any

from bot.delivery import method
from bot.delivery.outcome import Judgement, Verdict
from bot.delivery.parcel import Parcel
from bot.delivery.request import Request
from storage.forum_threads import IMPOSSIBLE, Thread

FOR_LATER = frozenset({Verdict.FLOODED, Verdict.FAILED, Verdict.NOT_SENT, Verdict.UNAUTHORIZED})
NO_FORUM = "the chat is not a forum"
_ABOUT_THREADS = frozenset({method.OPEN_THREAD, method.RENAME_THREAD})
UNDECIDED = FOR_LATER | {Verdict.MIGRATED, Verdict.REPEAT, Verdict.STUCK}


def is_opening(parcel: Parcel, request: Request | None) -> bool:
    """Say whether a call only makes the thread in which a row is to stand."""
    is_made = request is not None and request.method == method.OPEN_THREAD
    return is_made and parcel.kind != method.OPEN_THREAD


def is_asking(request: Request | None) -> bool:
    """Say whether a call only asks what kind of group a row goes to."""
    return request is not None and request.method == method.ASK_CHAT


def is_refused_for_good(request: Request | None, judgement: Judgement) -> bool:
    """Say whether no thread can be made because the group is no forum (any more)."""
    is_opening = request is not None and request.method == method.OPEN_THREAD
    return is_opening and judgement.reason == NO_FORUM


def made(
    parcel: Parcel, request: Request | None, judgement: Judgement, result: Any
) -> Thread | None:
    """Return what became of a thread that was to be made or renamed; None while undecided.

    A name that is refused is kept all the same, so that it is not tried with every card.
    """
    is_about_thread = request is not None and request.method in _ABOUT_THREADS
    if request is None or not is_about_thread or judgement.verdict in UNDECIDED:
        return None
    if judgement.reason == NO_FORUM:  # that is known of the group, not of the topic
        return None
    number = result.get("message_thread_id") if isinstance(result, dict) else None
    if request.method == method.RENAME_THREAD:
        number = request.parameters.get("message_thread_id")
    return Thread(
        chat_id=parcel.chat_id,
        topic=str(parcel.payload.get("_topic")),
        name=str(request.parameters.get("name")),
        thread_id=number if isinstance(number, int) else IMPOSSIBLE,
    )
