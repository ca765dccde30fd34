"""The short-lived process that draws: a `Picture` as JSON comes in, a PNG goes out.

Started by handlers/chart.py as `python -m handlers.drawing`; nothing else imports it.
"""

import json
import sys
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from community.picture import Picture, Stack
from community.texts.short_numbers import short

WIDTH, HEIGHT, DPI = 1200, 800, 100
# Okabe and Ito: told apart with every kind of colour vision, and by lightness in print.
COLOURS = ("#56B4E9", "#E69F00", "#009E73", "#0072B2", "#CC79A7")
INK, QUIET, LINE = "#1a1a1a", "#5f6368", "#e3e5e8"


def draw(picture: Picture) -> Figure:
    """Draw the stacked bars."""
    mpl.use("Agg")
    mpl.rcParams.update({"font.family": "DejaVu Sans", "axes.formatter.useoffset": False})
    # People write titles and names: no mathematics between dollar signs.
    mpl.rcParams["text.parse_math"] = False
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white")
    rows = -(-len(picture.stacks) // 2)
    top = 0.83 - 0.042 * rows
    axes = figure.add_axes((0.085, 0.13, 0.885, top - 0.13))
    _bars(axes, picture)
    _frame(axes, picture)
    figure.text(0.03, 0.965, picture.title, size=24, weight="bold", color=INK, va="top")
    figure.text(0.03, 0.908, picture.subtitle, size=15, color=QUIET, va="top")
    if picture.note:
        figure.text(0.97, 0.025, picture.note, size=13, color=QUIET, ha="right")
    figure.legend(
        loc="upper left",
        bbox_to_anchor=(0.022, 0.87),
        ncols=2,
        frameon=False,
        fontsize=14,
        labelcolor=INK,
        handlelength=1,
        handleheight=1,
        columnspacing=2.5,
    )
    return figure


def _bars(axes: Axes, picture: Picture) -> None:
    places = range(len(picture.bars))
    base = [0.0] * len(picture.bars)
    for stack in picture.stacks:
        values = [value / picture.per for value in stack.values]
        colour = COLOURS[stack.colour % len(COLOURS)]
        axes.bar(
            places, values, 0.66, bottom=base, color=colour, label=stack.name,
            edgecolor="white", linewidth=1,
        )  # fmt: skip
        base = [low + high for low, high in zip(base, values, strict=True)]
    for place, height, words in zip(places, base, picture.above, strict=True):
        axes.annotate(
            words, (place, height), (0, 6), textcoords="offset points", ha="center",
            size=_size(picture), weight="bold", color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip


def _frame(axes: Axes, picture: Picture) -> None:
    """Leave the base line and a few light lines; numbers stand at the left."""
    sums = (sum(values) / picture.per for values in zip(*_values(picture), strict=True))
    highest = max(sums, default=0)
    axes.set_ylim(0, highest * 1.12 or 1)
    beside = 0.6 + max(0, 3 - len(picture.bars)) / 2  # one bar alone is not as wide as the chart
    axes.set_xlim(-beside, len(picture.bars) - 1 + beside)
    axes.set_xticks(range(len(picture.bars)), picture.bars, size=_size(picture), color=INK)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True) if highest else FixedLocator([0]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: short(round(value))))
    axes.tick_params(axis="y", labelsize=13, labelcolor=QUIET, length=0)
    axes.tick_params(axis="x", length=0, pad=8)
    axes.grid(axis="y", color=LINE, linewidth=1)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)


def _values(picture: Picture) -> list[tuple[int, ...]]:
    return [stack.values for stack in picture.stacks]


def _size(picture: Picture) -> int:
    """Fit the labels of many bars beside each other."""
    return 16 if len(picture.bars) <= 6 else 13 if len(picture.bars) <= 9 else 11


def read(text: str) -> Picture:
    """Read a picture from JSON."""
    asked: dict[str, Any] = json.loads(text)
    stacks = tuple(
        Stack(one["name"], one["colour"], tuple(one["values"])) for one in asked["stacks"]
    )
    bars, above = tuple(asked["bars"]), tuple(asked["above"])
    return Picture(**{**asked, "stacks": stacks, "bars": bars, "above": above})


def main() -> None:
    """Draw what stands on standard input."""
    figure = draw(read(sys.stdin.read()))
    figure.savefig(sys.stdout.buffer, format="png", dpi=DPI)


if __name__ == "__main__":
    main()
