"""The Bot API methods; importing this package fills the table."""

from simulator.methods import (
    albums,
    answering,
    chats,
    commands,
    copying,
    deleting,
    editing,
    files,
    identity,
    inline,
    joining,
    media,
    pinning,
    sending,
    topics,
)
from simulator.methods.registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "albums",
    "answering",
    "chats",
    "commands",
    "copying",
    "deleting",
    "editing",
    "files",
    "identity",
    "inline",
    "joining",
    "media",
    "pinning",
    "sending",
    "topics",
]
