"""A table of coloured cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from s3dash.exhibits import Grid
from s3dash.pictures.canvas import (
    HATCH,
    LEADING,
    PALETTE,
    PLAIN,
    SMALL,
    STRONG,
    TEXT,
    Box,
    broken,
    is_dark,
    points,
    text_height,
    text_width,
    widest,
)

_GAP: Final = 12.0
_SIZES: Final = tuple(TEXT - 0.5 * step for step in range(17))
_NAMES: Final = (0.24, 0.3, 0.36, 0.42, 0.48)
"""Sizes of type, and parts of the width that the names of the rows may take; the first ones that
fit are taken."""

_TALLEST: Final = 60.0
_EDGE: Final = 10.0
_UNBROKEN: Final = 4.7
"""Width of a cell that is not broken, as a multiple of the size of type."""


@dataclass(frozen=True)
class _Plan:
    """Size of type, and what goes with it: names of the rows, their width, that of the columns."""

    size: float
    names: list[str]
    left: float
    widths: list[float]


def draw(figure: Figure, box: Box, chart: Grid) -> None:
    """Draw the table; rows share the height, type shrinks where cells are narrow."""
    count = len(chart.rows)
    cells = [[_lines(word) for word in words] for words in chart.words]
    plan = _plan(box, chart, cells, min(box.height / (count + 2), _TALLEST))
    head = min(SMALL, plan.size)
    heads = [
        broken(name, width - 6, head, strong=True)
        for name, width in zip(chart.columns, plan.widths, strict=True)
    ]
    head = _fitting(heads, plan.widths, head, strong=True)
    top = max(text_height(name, head) for name in heads) + _GAP
    row = min((box.height - top) / count, _TALLEST)
    axes = box.axes(figure)
    edges = [plan.left + sum(plan.widths[:j]) for j in range(len(plan.widths))]
    for x, width, name in zip(edges, plan.widths, heads, strict=True):
        _text(axes, x + width / 2, top - _GAP / 2, name, head, va="bottom", strong=True)
    for i, name in enumerate(plan.names):
        y = top + (i + 0.5) * row
        _text(axes, plan.left - _GAP, y, name, plan.size, ha="right")
        for j, (word, colour) in enumerate(zip(cells[i], chart.colours[i], strict=True)):
            cell = Box(edges[j], top + i * row, plan.widths[j], row)
            _cell(axes, cell, word, colour, plan.size)


def _plan(box: Box, chart: Grid, cells: list[list[str]], row: float) -> _Plan:
    """Largest type in which names and cells fit into rows of a height, and heads over them."""
    longest = [max(_parts(name), key=text_width) for name in chart.columns]
    for size in _SIZES:
        for part in _NAMES:
            names = [broken(name, box.width * part, size) for name in chart.rows]
            left = widest(names, size) + _GAP
            widths = _widths(cells, chart.columns, box.width - left)
            fits = all(_fitting(words, widths, size) == size for words in cells)
            head = min(SMALL, size)
            fits &= _fitting(longest, widths, head, strong=True) == head
            if fits and max(text_height(name, size) for name in names) <= row:
                return _Plan(size, names, left, widths)
    return _Plan(_SIZES[-1], names, left, widths)


def _parts(head: str) -> list[str]:
    """Words of a head, and their parts where they have hyphens."""
    return broken(head, 1).split("\n")


def _lines(word: str) -> str:
    """A figure with its unit as it is; longer words in lines."""
    return broken(word, _UNBROKEN * TEXT)


def _widths(cells: list[list[str]], heads: Sequence[str], room: float) -> list[float]:
    """Widths of the columns: all the same if that will do, else as their longest words need."""
    needed = [
        _EDGE + max(widest(column), widest(_parts(head), SMALL, strong=True))
        for column, head in zip(zip(*cells, strict=True), heads, strict=True)
    ]
    if max(needed) <= room / len(needed):
        return [room / len(needed)] * len(needed)
    least = 2 / 3 * sum(needed) / len(needed)
    wanted = [max(width, least) for width in needed]
    return [width * room / sum(wanted) for width in wanted]


def _fitting(
    words: Sequence[str], widths: Sequence[float], size: float, *, strong: bool = False
) -> float:
    """Size of type in which each text fits its width."""
    shares = [
        (width - 6) / max(text_width(word, size, strong=strong), 1.0)
        for word, width in zip(words, widths, strict=True)
    ]
    return size * min(1.0, *shares)


def _cell(axes: Axes, box: Box, word: str, colour: str, size: float) -> None:
    plain = colour == PALETTE.paper
    axes.add_artist(
        Rectangle(
            (box.left, box.top),
            box.width,
            box.height,
            facecolor=colour or PALETTE.no_value_paper,
            edgecolor=PALETTE.paper if colour else PALETTE.no_value,
            linewidth=2 if colour else 0,
            hatch="" if colour else HATCH,
        )
    )
    if plain:
        ends = [box.left, box.left + box.width]
        axes.plot(ends, [box.top + box.height] * 2, color=PALETTE.line, linewidth=0.8)
    middle = (box.left + box.width / 2, box.top + box.height / 2)
    white = bool(colour) and is_dark(colour)
    lines = 1 + word.count("\n")
    _text(
        axes,
        *middle,
        word,
        min(size, box.height / lines / LEADING),
        colour=PALETTE.paper if white else PALETTE.ink if colour else PALETTE.muted,
    )


def _text(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    ha: str = "center",
    va: str = "center",
    colour: str = PALETTE.ink,
    strong: bool = False,
) -> None:
    axes.text(
        x,
        y,
        words,
        ha=ha,
        va=va,
        fontsize=points(size),
        color=colour,
        linespacing=1.0,
        **(STRONG if strong else PLAIN),
    )
