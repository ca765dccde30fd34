"""What the bot is: getMe, names, descriptions, good-byes."""

from __future__ import annotations

from typing import Any

from simulator.errors import bad_request
from simulator.methods.registry import method
from simulator.state.world import World
from simulator.wire.parameters import Parameters

Json = dict[str, Any]


@method("getMe")
def get_me(world: World, parameters: Parameters) -> Json:
    """Show the bot to itself."""
    del parameters
    return {
        **world.bot.card,
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_messages,
        "supports_guest_queries": False,
        "supports_inline_queries": world.is_inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


@method("logOut")
def log_out(world: World, parameters: Parameters) -> bool:
    """Agree to leave for a local server."""
    del world, parameters
    return True


@method("close")
def close(world: World, parameters: Parameters) -> bool:
    """Agree to close."""
    del world, parameters
    return True


def _set(world: World, parameters: Parameters, name: str, most: int) -> bool:
    text = parameters.text(name)
    if len(text) > most:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    world.profile[name, parameters.text("language_code")] = text
    return True


def _get(world: World, parameters: Parameters, name: str) -> Json:
    language = parameters.text("language_code")
    default = world.bot.first_name if name == "name" else ""
    found = world.profile.get((name, language)) or world.profile.get((name, ""))
    return {name: found or default}


@method("setMyName", "name language_code")
def set_my_name(world: World, parameters: Parameters) -> bool:
    """Set the name."""
    return _set(world, parameters, "name", 64)


@method("getMyName", "language_code")
def get_my_name(world: World, parameters: Parameters) -> Json:
    """Tell the name."""
    return _get(world, parameters, "name")


@method("setMyDescription", "description language_code")
def set_my_description(world: World, parameters: Parameters) -> bool:
    """Set what an empty chat shows."""
    return _set(world, parameters, "description", 512)


@method("getMyDescription", "language_code")
def get_my_description(world: World, parameters: Parameters) -> Json:
    """Tell what an empty chat shows."""
    return _get(world, parameters, "description")


@method("setMyShortDescription", "short_description language_code")
def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """Set what the profile shows."""
    return _set(world, parameters, "short_description", 120)


@method("getMyShortDescription", "language_code")
def get_my_short_description(world: World, parameters: Parameters) -> Json:
    """Tell what the profile shows."""
    return _get(world, parameters, "short_description")


@method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """Accept a menu button; people here have none."""
    del world, parameters
    return True


@method("getChatMenuButton", "chat_id")
def get_chat_menu_button(world: World, parameters: Parameters) -> Json:
    """Tell the menu button."""
    del world, parameters
    return {"type": "commands"}
