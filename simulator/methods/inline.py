"""answerInlineQuery: what the server reads, what it refuses. Results here are articles."""

from __future__ import annotations

import re
from typing import Any

from simulator import formatting
from simulator.errors import ApiError, BadRequest, bad_request
from simulator.methods import keyboards
from simulator.methods.registry import method
from simulator.methods.sending import finish, read_preview
from simulator.state.inline import InlineAnswer, InlineResult
from simulator.state.world import World
from simulator.wire import fields
from simulator.wire.parameters import Parameters

Json = dict[str, Any]

NAME = "answerInlineQuery"
MOST_RESULTS = 50
MOST_OFFSET_BYTES = 64
MOST_ID_BYTES = 64
LONGEST_CACHE = 24 * 60 * 60
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]*")


@method(NAME, "inline_query_id results cache_time is_personal next_offset button")
def answer_inline_query(world: World, parameters: Parameters) -> bool:
    """Answer an inline query, once."""
    button = _read_button(parameters)
    results = _read_results(world, parameters)
    answer = InlineAnswer(
        results=tuple(results),
        next_offset=parameters.text("next_offset"),
        button=button,
        cache_time=parameters.integer("cache_time", 300, 0, LONGEST_CACHE),
        is_personal=parameters.boolean("is_personal"),
    )
    _check(world, answer)
    query_id = parameters.text("inline_query_id")
    try:
        world.inline.answer(query_id, answer)
    except ApiError:
        if world.inline.was_answered(query_id):
            world.complaints.add(NAME, "an inline query was answered twice")
        raise
    world.changes.bump()
    return True


def _check(world: World, answer: InlineAnswer) -> None:
    """Refuse what only TDLib and the closed server look at."""
    if answer.button is not None:
        _check_button(answer.button)
    if len(answer.next_offset.encode()) > MOST_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    seen: set[str] = set()
    for result in answer.results:
        if not 0 < len(result.id.encode()) <= MOST_ID_BYTES:
            raise bad_request("RESULT_ID_INVALID")
        if result.id in seen:
            raise bad_request("RESULT_ID_DUPLICATE")
        seen.add(result.id)
        if not result.title:
            raise bad_request("ARTICLE_TITLE_EMPTY")
        keyboards.check_buttons(result.markup, lambda words: world.complaints.add(NAME, words))


def _check_button(button: Json) -> None:
    start = button.get("start_parameter")
    if start is not None:
        if not start:
            raise bad_request("Can't use empty start_parameter")
        if len(start.encode()) > 64:
            raise bad_request("Too long start_parameter specified")
        if START_PARAMETER.fullmatch(start) is None:
            raise bad_request("Unallowed characters in start_parameter are used")
    if not button["text"]:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")


def _read_button(parameters: Parameters) -> Json | None:
    if not parameters.has("button"):
        return None
    try:
        found = parameters.nested("button")
    except ValueError:
        raise bad_request("Can't parse inline query results button JSON object") from None
    with fields.inside("Can't parse inline query results button"):
        if not isinstance(found, dict):
            raise bad_request("InlineQueryResultsButton must be an Object")
        text = fields.string({"text": fields.required(found, "text")}, "text")
        if "start_parameter" in found:
            return {"text": text, "start_parameter": fields.string(found, "start_parameter")}
        if isinstance(found.get("web_app"), dict):
            return {"text": text, "web_app": found["web_app"]}
        raise bad_request("InlineQueryResultsButton must have exactly one optional field")


def _read_results(world: World, parameters: Parameters) -> list[InlineResult]:
    if not parameters.has("results"):
        return []
    try:
        found = parameters.nested("results")
    except ValueError as fault:
        raise bad_request(f"Can't parse JSON encoded inline query results: {fault}") from None
    if found is None:
        return []
    if not isinstance(found, list):
        raise bad_request("Expected an Array of inline query results")
    if len(found) > MOST_RESULTS:
        raise bad_request("Too many inline query results specified")
    read = []
    for one in found:
        with fields.inside("Can't parse inline query result"):
            read.append(_read_result(world, one))
    return read


def _read_result(world: World, found: Any) -> InlineResult:
    if not isinstance(found, dict):
        raise bad_request("Inline query result must be an object")
    kind = fields.string({"type": fields.required(found, "type")}, "type").lower()
    number = fields.string({"id": fields.required(found, "id")}, "id")
    if kind != "article":
        # The server knows twenty kinds; the simulator takes those that its bots send.
        raise bad_request(f'type "{kind}" is unsupported for the inline query result')
    content = found.get("input_message_content")
    if content is not None and not isinstance(content, dict):
        raise bad_request('Field "input_message_content" must be of type Object')
    text, entities, preview = _read_content(world, content or found, is_legacy=content is None)
    markup = None
    if found.get("reply_markup") is not None:
        if not isinstance(found["reply_markup"], dict):
            raise bad_request('Field "reply_markup" must be of type Object')
        markup = keyboards.read_markup(Parameters({"reply_markup": found["reply_markup"]}))
        keyboards.require_inline(markup)
    title = fields.string({"title": fields.required(found, "title")}, "title")
    description = fields.string(found, "description")
    return InlineResult(number, title, description, text, entities, markup, preview)


def _read_content(
    world: World, found: Json, *, is_legacy: bool
) -> tuple[str, list[Json], Json | None]:
    """Read the message that choosing the result sends: a text."""
    if is_legacy:
        fields.required(found, "message_text")
    text = fields.string(found, "message_text")
    if not text:
        raise bad_request(
            "Message text is empty" if is_legacy else "Input message content is not specified"
        )
    given = Parameters({**found, "text": text})
    try:
        parsed = formatting.read(given)
    except BadRequest as refusal:
        words = refusal.original
        raise bad_request(words[:1].upper() + words[1:]) from None
    shown, entities = finish(world, NAME, parsed, "MESSAGE_TOO_LONG")
    return shown, entities, read_preview(given)
