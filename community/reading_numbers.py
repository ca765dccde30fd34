"""Numbers as people type them: 1234, 1.234 or 1,234."""

import re

from community import lines

# A separator stands before every three digits, and is the same one throughout.
_NUMBER = re.compile(r"[0-9]{1,18}|[1-9][0-9]{0,2}([., ])[0-9]{3}(?:\1[0-9]{3}){0,4}")


def number(text: str, most: int) -> int | None:
    """Return the number from 0 to `most` that was typed, None for anything else."""
    typed = lines.clean(text)
    if _NUMBER.fullmatch(typed) is None:
        return None
    value = int(re.sub("[., ]", "", typed))
    return value if value <= most else None
