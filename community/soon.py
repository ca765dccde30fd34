"""Features that people know by name and that come later: one table, emptied issue by issue."""

SOON: dict[str, str] = {}
"""Command to title; a feature that arrives takes its lines out."""
