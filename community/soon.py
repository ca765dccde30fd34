"""Features that people know by name and that come later: one table, emptied issue by issue."""

SOON = {
    "tulisansaya": "Tulisan saya",
}
"""Command to title; a feature that arrives takes its lines out."""
