"""Numbers where there is little room, and percentages: "1,5 jt", "+136,4%"."""

from community.texts.numbers import whole

_UNITS = ((10**12, "T"), (10**9, "M"), (10**6, "jt"), (10**3, "rb"))
"""Triliun, miliar, juta, ribu."""


def short(number: int) -> str:
    """Write a number with one decimal at most: "949,1 rb"."""
    for unit, name in _UNITS:
        # From 999,95 thousand on, rounding makes it a million.
        if number >= unit - unit // 20_000:
            tenths = (number * 10 + unit // 2) // unit
            return f"{_decimal(tenths)} {name}"
    return whole(number)


def signed_percent(part: int, of: int) -> str:
    """Write a change as a percentage with its sign: "+136,4%"."""
    tenths = (2_000 * abs(part) + of) // (2 * of)
    sign = "" if tenths == 0 else "−" if part < 0 else "+"
    return f"{sign}{_decimal(tenths)}%"


def _decimal(tenths: int) -> str:
    rest = tenths % 10
    return f"{whole(tenths // 10)},{rest}" if rest else whole(tenths // 10)
