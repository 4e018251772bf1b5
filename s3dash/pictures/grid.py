"""A table of coloured cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from s3dash.exhibits import Grid
from s3dash.pictures.canvas import (
    HATCH,
    PALETTE,
    PLAIN,
    SMALL,
    STRONG,
    TEXT,
    Box,
    broken,
    is_dark,
    points,
    text_width,
    widest,
)

_GAP: Final = 12.0
_NAMES_AT_MOST: Final = 0.36
"""Part of the width that the names of the rows can take; longer ones are broken."""

_TALLEST: Final = 48.0
_EDGE: Final = 10.0
_UNBROKEN: Final = 10
_LINE: Final = 1.1


def draw(figure: Figure, box: Box, chart: Grid) -> None:
    """Draw the table; rows share the height, type shrinks where cells are narrow."""
    count = len(chart.rows)
    size = min(TEXT, 0.62 * box.height / (count + 2))
    names = [broken(name, box.width * _NAMES_AT_MOST, size) for name in chart.rows]
    left = widest(names, size) + _GAP
    widths = _widths(chart, box.width - left)
    heads = [broken(name, w - 6, SMALL) for name, w in zip(chart.columns, widths, strict=True)]
    head = _fitting(heads, widths, min(SMALL, size), strong=True)
    top = head * _LINE * (1 + max(name.count("\n") for name in heads)) + _GAP
    row = min((box.height - top) / count, _TALLEST)
    tallest = max(name.count("\n") + 1 for name in names)
    named = min(size, 0.9 * row / tallest / _LINE)
    inner = min(
        _fitting(
            [broken(word, w - 8, size) for word, w in zip(words, widths, strict=True)], widths, size
        )
        for words in chart.words
    )
    axes = box.axes(figure)
    edges = [left + sum(widths[:j]) for j in range(len(widths))]
    for x, width, name in zip(edges, widths, heads, strict=True):
        _text(axes, x + width / 2, top - _GAP / 2, name, head, va="bottom", strong=True)
    for i, name in enumerate(names):
        _text(axes, left - _GAP, top + (i + 0.5) * row, name, named, ha="right")
        for j, (word, colour) in enumerate(zip(chart.words[i], chart.colours[i], strict=True)):
            _cell(axes, Box(edges[j], top + i * row, widths[j], row), word, colour, inner)


def _widths(chart: Grid, room: float) -> list[float]:
    """Widths of the columns: as their longest words need, but none below two thirds of the mean."""
    needed = [
        _EDGE + max(text_width(part, TEXT) for word in column for part in _parts(word))
        for column in zip(*chart.words, strict=True)
    ]
    least = 2 / 3 * sum(needed) / len(needed)
    wanted = [max(width, least) for width in needed]
    return [width * room / sum(wanted) for width in wanted]


def _parts(word: str) -> list[str]:
    """A figure with its unit as it is; words one by one, between which they can be broken."""
    return [word] if len(word) <= _UNBROKEN else word.split()


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
    axes.add_patch(
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
    words = broken(word, box.width - 8, size)
    lines = 1 + words.count("\n")
    _text(
        axes,
        *middle,
        words,
        min(size, 0.9 * box.height / lines / _LINE),
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
