"""A Bot API server on this computer: speaks HTTP, pretends people, knows nothing of the bot."""
