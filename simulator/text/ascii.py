"""The narrow ASCII view the server takes of letters: anything else has no lower case."""

import string

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def ascii_lower(text: str) -> str:
    """Lower the letters A to Z and leave every other character alone."""
    return text.lower() if text.isascii() else text.translate(_LOWER)
