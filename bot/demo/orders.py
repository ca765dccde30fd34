"""What the demo's host and the bot's process say to each other, a line at a time."""

from simulator.clock import Hands

LOOK = "look"  # host: look at every job of the clock, and say "idle" when all is sent
IDLE = "idle"  # bot: nothing is under way any more
READY = "ready"  # bot: it takes updates
CLOCK = "clock"  # host: this is the time


def of_clock(hands: Hands) -> str:
    """Write where the hands of the demo's clock stand."""
    return f"{CLOCK} {hands.shown!r} {hands.at!r} {hands.rate!r}"


def hands_in(line: str) -> Hands | None:
    """Read where the hands stand; None when the line is about something else."""
    word, *numbers = line.split()
    if word != CLOCK:
        return None
    shown, at, rate = map(float, numbers)
    return Hands(shown, at, rate)


def of_look(number: int) -> str:
    """Write an order to look; the answer carries its number."""
    return f"{LOOK} {number}"


def of_idle(number: int) -> str:
    """Write the answer to an order to look."""
    return f"{IDLE} {number}"


def number_in(line: str, word: str) -> int | None:
    """Read the number of an order or an answer; None when the line is another one."""
    found, _, number = line.partition(" ")
    return int(number) if found == word and number.isdigit() else None
