"""Proofs of the handlers: real routes on a real SQLite file, without a Telegram."""
