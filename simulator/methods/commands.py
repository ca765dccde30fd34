"""Command lists by scope and language."""

from __future__ import annotations

import re
from typing import Any

from simulator.errors import bad_request
from simulator.methods.registry import method
from simulator.state.commands import Key
from simulator.state.world import World
from simulator.wire import fields
from simulator.wire.parameters import Parameters

MOST_COMMANDS = 100
SIMPLE_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
    }
)
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_NAME = re.compile(r"[a-z0-9_]{1,32}")

Json = dict[str, Any]


@method("setMyCommands", "commands scope language_code")
def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Publish a list."""
    commands = _read_commands(parameters)
    world.commands.put(_read_key(world, parameters), commands)
    world.changes.bump()
    return True


@method("getMyCommands", "scope language_code")
def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    """Tell a list."""
    return world.commands.lists.get(_read_key(world, parameters), [])


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Withdraw a list."""
    world.commands.put(_read_key(world, parameters), [])
    return True


def _read_commands(parameters: Parameters) -> list[Json]:
    try:
        found = parameters.nested("commands") if parameters.has("commands") else []
    except ValueError:
        raise bad_request("can't parse commands JSON object") from None
    if not isinstance(found, list):
        raise bad_request("expected an Array of BotCommand")
    if len(found) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_read_command(command) for command in found]


def _read_command(found: Any) -> Json:
    with fields.inside("can't parse BotCommand"):
        if not isinstance(found, dict):
            raise bad_request("Expected an Object")
        name = fields.string({"command": fields.required(found, "command")}, "command")
        words = fields.string({"description": fields.required(found, "description")}, "description")
    name, words = name.strip().removeprefix("/"), words.strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not words:
        raise bad_request("command description must be non-empty")
    if len(words) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": words}


def _read_key(world: World, parameters: Parameters) -> Key:
    language = parameters.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    if not parameters.has("scope"):
        return ("default", 0, 0, language)
    try:
        scope = parameters.nested("scope")
    except ValueError:
        raise bad_request("can't parse BotCommandScope JSON object") from None
    if scope is None:
        return ("default", 0, 0, language)
    if not isinstance(scope, dict):
        raise bad_request("object expected as BotCommandScope")
    kind = fields.string(scope, "type")
    if kind in SIMPLE_SCOPES:
        return (kind, 0, 0, language)
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return _chat_key(world, scope, kind, language)


def _chat_key(world: World, scope: Json, kind: str, language: str) -> Key:
    chat_id = fields.integer(scope, "chat_id")
    chat = world.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if kind == "chat_administrators" and chat.is_private:
        raise bad_request("can't use the scope in private chats")
    user_id = fields.integer(scope, "user_id") if kind == "chat_member" else 0
    if kind == "chat_member" and user_id not in world.users:
        raise bad_request("user not found")
    return (kind, chat_id, user_id, language)
