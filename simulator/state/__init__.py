"""What the simulated Telegram remembers: people, chats, messages, updates."""
