"""How the community chat is told of posts: a few a day at once, the rest in one list."""

from datetime import date, time
from enum import StrEnum

A_DAY = 3
"""So many posts of a day have a message of their own."""
LIST_AT = time(15, 30)
"""When the others follow in one list; on days off nothing is announced."""


class State(StrEnum):
    """How a post was announced."""

    WAITING = "waiting"  # for the next list
    SINGLE = "single"  # in a message of its own
    LISTED = "listed"  # in the list of a day


def turn_key(day: date, number: int) -> str:
    """Name one of the turns of a day, so that each is taken once."""
    return f"announced:{day.isoformat()}:{number}"


def list_subject(day: date) -> str:
    """Name the list of a day: the message, and that there is one only."""
    return f"announced_list:{day.isoformat()}"
