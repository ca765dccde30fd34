"""What people type over several lines: cleaned, and parted from the command that it began with."""

import re

from community.lines import clean

_COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?\s*")


def cleaned(text: str) -> str:
    """Return a text without what cannot be seen; its lines stay."""
    lines = [clean(line) for line in text.splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()


def without_command(text: str) -> str:
    """Return what an edited message says behind the command that it began with."""
    return text[found.end() :] if (found := _COMMAND.match(text)) else text
