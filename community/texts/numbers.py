"""Numbers as people read them: "1.529.584"."""


def whole(number: int) -> str:
    """Write a whole number with a point between its thousands."""
    return f"{number:,}".replace(",", ".")
