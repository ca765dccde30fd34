"""Delivery: outbox rows to Telegram, many chats at once, within the limits."""

from bot.delivery.delivery import Delivery
from bot.delivery.sender import Content, Maker

__all__ = ["Content", "Delivery", "Maker"]
