"""reply_markup: what the server accepts, what it cuts, what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.errors import bad_request
from simulator.wire import fields
from simulator.wire.parameters import Parameters

MOST_BUTTONS = 100
MOST_BUTTONS_CUT = 300
MOST_IN_ROW = 8
MOST_IN_ROW_CUT = 12
MOST_DATA_BYTES = 64
MOST_LABEL = 64
ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
)
STYLES = frozenset({"danger", "success", "primary"})

Json = dict[str, Any]
Complain = Callable[[str], None]


def read_markup(parameters: Parameters) -> Json | None:
    """Parse `reply_markup` far enough to refuse what is malformed."""
    if not parameters.has("reply_markup"):
        return None
    try:
        found = parameters.nested("reply_markup")
    except ValueError:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    if found is None:
        return None
    if not isinstance(found, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in found:
        rows = _inline_rows(found["inline_keyboard"])
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in found:
        return {**found, "keyboard": _reply_rows(found["keyboard"])}
    if fields.boolean(found, "remove_keyboard"):
        return {"remove_keyboard": True}
    if fields.boolean(found, "force_reply"):
        return found
    return None


def is_inline(markup: Json | None) -> bool:
    """Tell whether the markup is an inline keyboard."""
    return markup is not None and "inline_keyboard" in markup


def require_inline(markup: Json | None) -> None:
    """Refuse other keyboards, in edits and in channels."""
    if markup is not None and not is_inline(markup):
        raise bad_request("inline keyboard expected")


def check_buttons(markup: Json | None, complain: Complain) -> None:
    """Check what only the closed server checks: data length, number of buttons."""
    if not is_inline(markup) or markup is None:
        return
    rows = markup["inline_keyboard"]
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        complain("more than 100 buttons")
        raise bad_request("reply markup is too long")
    for row in rows:
        if len(row) > MOST_IN_ROW:
            complain("more than 8 buttons in a row")
        for button in row:
            _check_button(button, complain)


def _check_button(button: Json, complain: Complain) -> None:
    if len(button["text"]) > MOST_LABEL:
        complain(f"label over 64 characters: {button['text']!r}")
    data = button.get("callback_data")
    if data is not None and len(data.encode("utf-8", "replace")) > MOST_DATA_BYTES:
        complain("callback_data over 64 bytes")
        raise bad_request("BUTTON_DATA_INVALID")
    if button.pop("_actions", 1) > 1:
        complain(f"button {button['text']!r} has two actions")


def _inline_rows(found: Any) -> list[list[Json]]:
    if not isinstance(found, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    rows = []
    left = MOST_BUTTONS_CUT
    for row in found:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        buttons = [button for button in map(_inline_button, row) if button["text"]]
        buttons = buttons[: min(MOST_IN_ROW_CUT, left)]
        left -= len(buttons)
        if buttons:
            rows.append(buttons)
    return rows


def _inline_button(found: Any) -> Json:
    with fields.inside("can't parse inline keyboard button"):
        return _read_button(found)


def _read_button(found: Any) -> Json:
    if not isinstance(found, dict):
        raise bad_request("InlineKeyboardButton must be an Object")
    button: Json = {"text": fields.string({"text": fields.required(found, "text")}, "text")}
    style = fields.string(found, "style")
    if style:
        if style not in STYLES:
            raise bad_request("invalid button style specified")
        button["style"] = style
    icon = fields.string(found, "icon_custom_emoji_id")
    if icon:
        button["icon_custom_emoji_id"] = icon
    actions = [action for action in ACTIONS if _has_action(found, action)]
    if not actions:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    action = actions[0]
    value = found[action]
    button[action] = str(value) if action in {"url", "callback_data"} else value
    if action == "url":
        button["url"] = _checked_url(str(value))
    if len(actions) > 1:
        button["_actions"] = len(actions)
    return button


def _has_action(found: Json, action: str) -> bool:
    if action in {"url", "callback_data"}:
        return fields.string(found, action) != ""
    return action in found


def _checked_url(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if not separator:
        scheme, rest, url = "http", url, f"http://{url}"
    if scheme not in {"http", "https", "tg", "ton"} or not rest or " " in rest:
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    host = rest.split("/", 1)[0]
    if scheme in {"http", "https"} and "." not in host and not host.startswith("localhost"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return f"{url}/" if scheme in {"http", "https"} and "/" not in rest else url


def _reply_rows(found: Any) -> list[list[Json]]:
    if not isinstance(found, list):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be of type Array')
    rows = []
    for row in found:
        if not isinstance(row, list):
            raise bad_request('field "keyboard" must be an Array of Arrays')
        rows.append([_reply_button(button) for button in row])
    return rows


def _reply_button(found: Any) -> Json:
    if isinstance(found, str):
        return {"text": found}
    if not isinstance(found, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    if "text" not in found:
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    return found
