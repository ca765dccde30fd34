"""The demo: a Telegram on this computer with a page to chat in, and the bot beside it."""
