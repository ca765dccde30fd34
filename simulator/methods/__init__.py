"""The Bot API methods; importing this package fills the table."""

from simulator.methods import (
    answering,
    chats,
    commands,
    deleting,
    editing,
    files,
    identity,
    joining,
    media,
    pinning,
    sending,
)
from simulator.methods.registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "answering",
    "chats",
    "commands",
    "deleting",
    "editing",
    "files",
    "identity",
    "joining",
    "media",
    "pinning",
    "sending",
]
