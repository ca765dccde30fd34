"""A chart of stacked bars, as plain data that a process of its own draws."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stack:
    """What one colour (a number from 0) stands for; `values` has one number a bar."""

    name: str
    colour: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn; `bars` are the labels below, `above` those on top of each bar.

    Of what is not whole, `values` are parts: the axis counts `per` of them as one.
    """

    title: str
    subtitle: str
    bars: tuple[str, ...]
    above: tuple[str, ...]
    stacks: tuple[Stack, ...]
    note: str
    per: int = 1
