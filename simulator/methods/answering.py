"""Answering taps."""

from __future__ import annotations

from simulator.errors import ApiError, bad_request
from simulator.methods.registry import method
from simulator.state.world import World
from simulator.wire.parameters import Parameters

MOST_TOAST = 200


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Answer a tap, once."""
    text = parameters.text("text")
    if len(text) > MOST_TOAST:
        world.complaints.add("answerCallbackQuery", "text over 200 characters")
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = parameters.text("callback_query_id")
    try:
        query = world.queries.answer(query_id)
    except ApiError:
        if world.queries.was_answered(query_id):
            world.complaints.add("answerCallbackQuery", "a tap was answered twice")
        raise
    query.text = text
    query.is_alert = parameters.boolean("show_alert")
    query.url = parameters.text("url")
    query.version = world.changes.bump()
    return True
