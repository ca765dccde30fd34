"""How our reading and the judge's are laid side by side."""

import os
from collections.abc import Callable

from hypothesis import HealthCheck, reject, settings

from simulator.text import Entity, Parsed, ParseError
from tests.simulator.text import judge

# PROOFS=1 is what `make proofs` sets
_WHOLE = os.environ.get("PROOFS") == "1"

thorough = settings(
    max_examples=20_000 if _WHOLE else 300,
    deadline=None,
    derandomize=not _WHOLE,
    database=None,
    # texts TDLib cannot answer are thrown away, and grammars write long examples
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

# TDLib aborts the process when its answer would hold such an address
_NOT_UNICODE = "MessageEntityTextUrl.url must be encoded in UTF-8"


def assert_same(
    parse: Callable[[str], tuple[str, list[Entity]]], text: str, parse_mode: str
) -> None:
    """Assert that our result or error of a text is the judge's."""
    ours = _ours(parse, text)
    if ours == _NOT_UNICODE:
        reject()

    assert judge.read(text, parse_mode) == ours


def _ours(parse: Callable[[str], tuple[str, list[Entity]]], text: str) -> Parsed | str:
    try:
        plain, entities = parse(text)
    except ParseError as error:
        return described(error)
    return Parsed(plain, tuple(entities))


def described(error: ParseError) -> str:
    """Return our error as TDLib writes it: the Bot API lowers its first letter."""
    description = str(error)
    return description[:1].upper() + description[1:]
