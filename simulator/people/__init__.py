"""What people do in the simulated Telegram, and what they see."""
