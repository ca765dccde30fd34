"""Measurements of the bot beside plain python-telegram-bot and aiogram; see docs/performance.md."""
