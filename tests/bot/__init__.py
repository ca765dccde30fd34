"""Doubts about what runs the bot."""
