"""TDLib's own text functions, asked without a login through the `tdjson` package."""

import json
from typing import Any

import pytest

from simulator.text import Entity, Parsed

tdjson = pytest.importorskip("tdjson", reason="tdjson is missing: TDLib cannot judge")

_MODES: dict[str, dict[str, Any]] = {
    "HTML": {"@type": "textParseModeHTML"},
    "MarkdownV2": {"@type": "textParseModeMarkdown", "version": 2},
    "Markdown": {"@type": "textParseModeMarkdown", "version": 1},
}
_TYPES = {
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "BotCommand": "bot_command",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "BankCardNumber": "bank_card_number",
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "DateTime": "date_time",
    "MediaTimestamp": "media_timestamp",
}
_NAMES = {ours: theirs for theirs, ours in _TYPES.items() if theirs != "PreCode"}


def _ask(**request: Any) -> dict[str, Any]:
    renamed = {key.replace("at_type", "@type"): value for key, value in request.items()}
    answer = tdjson.td_execute(json.dumps(renamed).encode())
    parsed: dict[str, Any] = json.loads(answer)
    return parsed


_ask(at_type="setLogVerbosityLevel", new_verbosity_level=0)


def read(text: str, parse_mode: str) -> Parsed | str:
    """Return what TDLib makes of the markup, or its error message."""
    return _result(_ask(at_type="parseTextEntities", text=text, parse_mode=_MODES[parse_mode]))


def fix(text: str, entities: list[Entity]) -> Parsed | str:
    """Return the text cleaned and its entities put right, untrimmed and without found ones.

    `parseMarkdown` does just this with a text that has no markup signs.
    """
    given = [_question(entity) for entity in entities]
    formatted = {"@type": "formattedText", "text": text, "entities": given}
    return _result(_ask(at_type="parseMarkdown", text=formatted))


def automatic(text: str) -> list[Entity]:
    """Return the entities TDLib finds in a text by itself."""
    return [_entity(entity) for entity in _ask(at_type="getTextEntities", text=text)["entities"]]


def _result(answer: dict[str, Any]) -> Parsed | str:
    if answer["@type"] == "error":
        return str(answer["message"])
    return Parsed(answer["text"], tuple(_entity(entity) for entity in answer["entities"]))


def _entity(fields: dict[str, Any]) -> Entity:
    kind = fields["type"]
    emoji = kind.get("custom_emoji_id")
    is_date = "unix_time" in kind
    return Entity(
        _TYPES[kind["@type"].removeprefix("textEntityType")],
        fields["offset"],
        fields["length"],
        url=kind.get("url"),
        user_id=kind.get("user_id"),
        language=kind.get("language"),
        custom_emoji_id=None if emoji is None else str(emoji),
        unix_time=kind.get("unix_time"),
        date_time_format=_date_format(kind.get("formatting_type")) if is_date else None,
    )


def _date_format(kind: dict[str, Any] | None) -> str:
    if kind is None:
        return ""
    if kind["@type"] == "dateTimeFormattingTypeRelative":
        return "r"
    letters = {"None": "", "Short": "d", "Long": "D"}
    weekday = "w" if kind["show_day_of_week"] else ""
    date = letters[kind["date_precision"]["@type"].removeprefix("dateTimePartPrecision")]
    time = letters[kind["time_precision"]["@type"].removeprefix("dateTimePartPrecision")]
    return weekday + date + time.replace("d", "t").replace("D", "T")


def _question(entity: Entity) -> dict[str, Any]:
    name = "PreCode" if entity.type == "pre" and entity.language else _NAMES[entity.type]
    kind: dict[str, Any] = {"@type": f"textEntityType{name}"}
    if entity.url is not None:
        kind["url"] = entity.url
    if entity.user_id is not None:
        kind["user_id"] = entity.user_id
    if entity.language is not None:
        kind["language"] = entity.language
    if entity.custom_emoji_id is not None:
        kind["custom_emoji_id"] = entity.custom_emoji_id
    if entity.unix_time is not None:
        kind["unix_time"] = entity.unix_time
    return {
        "@type": "textEntity",
        "offset": entity.offset,
        "length": entity.length,
        "type": kind,
    }
