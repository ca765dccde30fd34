"""The table of methods: name, fields the reference names, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.state.world import World
from simulator.wire.parameters import Parameters

Act = Callable[[World, Parameters], Any]

SEND_FIELDS = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id "
    "disable_notification protect_content allow_paid_broadcast message_effect_id "
    "suggested_post_parameters reply_parameters reply_markup"
)


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the Bot API."""

    name: str
    fields: frozenset[str]
    act: Act


METHODS: dict[str, Method] = {}


def method(name: str, fields: str = "") -> Callable[[Act], Act]:
    """Register a function as a method of the Bot API."""

    def register(act: Act) -> Act:
        METHODS[name.lower()] = Method(name, frozenset(fields.split()), act)
        return act

    return register
