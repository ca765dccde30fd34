"""A call of the Bot API, made of a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.delivery import method
from bot.delivery.parcel import Parcel
from community.reply import Lane

MAKE_SOUND = ("send", "copy", "forward")
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


def request_of(parcel: Parcel, edited: int | None, *, is_paid: bool) -> Request | None:
    """Make the call; `edited` is the message a row edits by its subject, None when unknown.

    None means that there is nothing to say: the message to edit was never learnt.
    """
    payload = dict(parcel.payload)
    kind = parcel.kind
    if parcel.edits_message is not None:
        if edited is not None:
            payload["message_id"] = edited
        elif "message_id" not in payload:
            if not has_else(parcel):
                return None
            kind, payload = new_message(payload)
    parameters = {name: value for name, value in payload.items() if not name.startswith("_")}
    if kind not in method.WITHOUT_CHAT:
        parameters["chat_id"] = parcel.chat_id
    if is_paid and parcel.lane is Lane.BULK and kind.startswith("send"):
        parameters["allow_paid_broadcast"] = True
    return Request(kind, parameters, chat_id=parcel.chat_id)


def silenced(request: Request) -> Request:
    """Make a message that makes no sound; edits and deletions make none anyway."""
    if not request.method.startswith(MAKE_SOUND):
        return request
    return replace(request, parameters={**request.parameters, "disable_notification": True})


def has_else(parcel: Parcel) -> bool:
    """Say whether an edit may be said as a new message."""
    return parcel.kind == "editMessageText" and bool(parcel.payload.get("_else_say"))


def new_message(payload: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Turn an edit into a new message."""
    kept = {name: value for name, value in payload.items() if name not in ONLY_OF_EDITS}
    kept.pop("_else_say", None)
    return "sendMessage", kept


def without_reply(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Say the same without quoting a message."""
    return {name: value for name, value in payload.items() if name != "reply_parameters"}
