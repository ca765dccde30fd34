"""A call of the Bot API, made of a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.delivery import method
from bot.delivery.parcel import Parcel
from community.reply import Lane
from storage.forum_threads import Thread

MAKE_SOUND = ("send", "copy", "forward")
NUMBERS = ("message_id", "reply_parameters", "message_thread_id")
"""What is true in one chat only, and not in the supergroup that it becomes."""
ONLY_OF_EDITS = frozenset({"message_id", "inline_message_id"})


@dataclass(frozen=True, slots=True)
class Request:
    """A method, its parameters and its files."""

    method: str
    parameters: Mapping[str, Any]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    chat_id: int | None = None

    @property
    def is_bulky(self) -> bool:
        """Whether it carries a file."""
        return bool(self.files)


@dataclass(frozen=True, slots=True)
class Links:
    """What a row names by a subject or a topic, as far as it is known when the row is claimed."""

    edited: int | None = None
    answered: int | None = None
    thread_id: int | None = None


def request_of(parcel: Parcel, links: Links, *, is_paid: bool) -> Request | None:
    """Make the call.

    None means that there is nothing to say: the message to edit was never learnt, or stands in the
    group that its supergroup was.
    """
    payload = dict(parcel.payload)
    kind = parcel.kind
    names_message = "message_id" in payload
    if parcel.is_left_behind:
        payload = _without(payload, *NUMBERS)
    if names_message or parcel.edits_message is not None:
        if links.edited is not None:
            payload["message_id"] = links.edited
        elif "message_id" not in payload:
            if not has_else(parcel):
                return None
            kind, payload = new_message(payload)
    if kind.startswith("send"):
        payload |= _linked(links)
    if kind == method.OPEN_THREAD and links.thread_id is not None:  # it is there by another name
        kind, payload = method.RENAME_THREAD, payload | {"message_thread_id": links.thread_id}
    parameters = {name: value for name, value in payload.items() if not name.startswith("_")}
    if kind not in method.WITHOUT_CHAT:
        parameters["chat_id"] = parcel.chat_id
    if is_paid and parcel.lane is Lane.BULK and kind.startswith("send"):
        parameters["allow_paid_broadcast"] = True
    return Request(kind, parameters, chat_id=parcel.chat_id)


def opening(thread: Thread) -> Request:
    """Make the call that begins a thread in which something is to stand."""
    parameters = {"chat_id": thread.chat_id, "name": thread.name}
    return Request(method.OPEN_THREAD, parameters, chat_id=thread.chat_id)


def asking(chat_id: int) -> Request:
    """Make the call that tells whether a group is a forum."""
    return Request(method.ASK_CHAT, {"chat_id": chat_id}, chat_id=chat_id)


def _linked(links: Links) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if links.thread_id is not None:
        found["message_thread_id"] = links.thread_id
    if links.answered is not None:
        # People delete messages: what answers them must arrive all the same.
        found["reply_parameters"] = {
            "message_id": links.answered,
            "allow_sending_without_reply": True,
        }
    return found


def silenced(request: Request) -> Request:
    """Make a message that makes no sound; edits and deletions make none anyway."""
    if not request.method.startswith(MAKE_SOUND):
        return request
    return replace(request, parameters={**request.parameters, "disable_notification": True})


def has_else(parcel: Parcel) -> bool:
    """Say whether an edit may be said as a new message."""
    return parcel.kind == "editMessageText" and bool(parcel.payload.get("_else_say"))


def new_message(payload: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Turn an edit into a new message; some edits name the words for that."""
    if "_else" in payload:
        return "sendMessage", dict(payload["_else"])
    kept = {name: value for name, value in payload.items() if name not in ONLY_OF_EDITS}
    kept.pop("_else_say", None)
    return "sendMessage", kept


def without_reply(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Say the same without quoting a message."""
    return _without(payload, "reply_parameters", "_reply_to")


def without_thread(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Say the same outside of threads."""
    return _without(payload, "message_thread_id", "_topic")


def instead_of_files(payload: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Say in words that files cannot be sent, where they would stand."""
    where = ("message_thread_id", "_topic", "_reply_to", "disable_notification")
    kept = {name: payload[name] for name in where if name in payload}
    return "sendMessage", kept | {"text": payload["_else_text"]}


def _without(payload: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in names}
