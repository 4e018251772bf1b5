"""Bars in a row, each with its name to the left and its value to the right."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from s3dash.exhibits import Bar, Bars
from s3dash.pictures.canvas import (
    PALETTE,
    PLAIN,
    SMALL,
    STRONG,
    TEXT,
    Box,
    broken,
    points,
    text_height,
    text_width,
    widest,
)

MOST: Final = 20
LAST: Final = 3

_THICK: Final = 0.62
_GAP: Final = 10.0
_NAMES_AT_MOST: Final = 0.52
"""Part of the width that names can take; longer ones are broken."""

_SIZES: Final = tuple(TEXT - 0.5 * step for step in range(17))
_TALLEST: Final = 60.0
"""Height of a row at most, in pixels."""


def draw(figure: Figure, box: Box, chart: Bars) -> None:
    """Draw a ranking; quotients grow from their centre to either side."""
    top = SMALL * 1.8 if chart.centre_words else 0.0
    bars = shortened(chart.bars, min(MOST, int((box.height - top) / (TEXT * 1.25))))
    if not bars:
        return
    height = min(box.height - top, _TALLEST * len(bars))
    size, names = _names(bars, box.width, height / len(bars))
    left = widest(names, size, strong=True) + _GAP
    right = widest([bar.words for bar in bars if bar], size, strong=True) + _GAP
    whole = box.inside(top=top, bottom=box.height - top - height)
    axes = whole.inside(left=left, right=right).axes(figure)
    place: Callable[[float], float] = _logs if chart.log else float
    start = place(chart.centre) if chart.centre > 0 or not chart.log else 0.0
    ends = [place(bar.value) if bar else math.nan for bar in bars]
    known = [end for end in ends if not math.isnan(end)]
    low, high = min([start, *known]), max([start, *known])
    margin = 0.02 * (high - low or 1.0)
    axes.set_xlim(low - margin, high + margin)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    for row, (bar, end) in enumerate(zip(bars, ends, strict=True)):
        if bar and not math.isnan(end):
            _bar(axes, row, bar, start, end)
            _range(axes, row, bar, place)
    axes.axvline(start, color=PALETTE.muted, linewidth=1)
    beside = whole.axes(figure)
    for row, (bar, name) in enumerate(zip(bars, names, strict=True)):
        _words(beside, bar, name, (left - _GAP, (row + 0.5) * height / len(bars)), size)
    if chart.centre_words:
        share = (start - low + margin) / (high - low + 2 * margin)
        at = left + share * (box.width - left - right)
        _centre(whole.inside(top=-top), figure, chart, left, at)


def _names(bars: Sequence[Bar | None], width: float, row: float) -> tuple[float, list[str]]:
    """Largest type in which all names fit into their rows, and the names in lines."""
    for size in _SIZES:
        names = [_name(bar, width * _NAMES_AT_MOST, size) for bar in bars]
        if all(text_height(name, size) <= row for name in names):
            break
    return size, names


def _name(bar: Bar | None, width: float, size: float) -> str:
    if bar is None:
        return "…"
    return broken(f"{bar.rank}. {bar.name}" if bar.rank else bar.name, width, size)


def shortened(bars: Sequence[Bar], most: int = MOST) -> list[Bar | None]:
    """At most so many bars: the first, the last three, and all that are the reader's or to compare.

    None stands for bars that are left out; the table of the view has them all.
    """
    if len(bars) <= most:
        return list(bars)
    kept = {i for i, bar in enumerate(bars) if bar.strong or bar.reference}
    kept |= set(range(len(bars) - LAST, len(bars)))
    room = (i for i in range(len(bars)) if i not in kept)
    while len(kept) < most:
        kept.add(next(room))
    found: list[Bar | None] = []
    for i, bar in enumerate(bars):
        if i in kept:
            found.append(bar)
        elif found[-1] is not None:
            found.append(None)
    return found


def _logs(value: float) -> float:
    return math.log(value) if value > 0 else math.nan


def _bar(axes: Axes, row: int, bar: Bar, start: float, end: float) -> None:
    axes.barh(
        row,
        end - start,
        left=start,
        height=_THICK,
        color="none" if bar.reference else bar.colour,
        edgecolor=PALETTE.muted if bar.reference or bar.strong else PALETTE.line,
        linestyle=(0, (3, 2)) if bar.reference else "-",
        linewidth=1,
    )


def _range(axes: Axes, row: int, bar: Bar, place: Callable[[float], float]) -> None:
    low, high = place(bar.low), place(bar.high)
    if not (math.isnan(low) or math.isnan(high)) and not np.isclose(low, high):
        axes.plot([low, high], [row, row], color=PALETTE.ink, linewidth=1.2)


def _words(axes: Axes, bar: Bar | None, name: str, at: tuple[float, float], size: float) -> None:
    strong = bar is not None and bar.strong
    quiet = bar is None or bar.reference or math.isnan(bar.value)
    style = {
        "va": "center_baseline",
        **(STRONG if strong else PLAIN),
        "fontsize": points(size),
        "color": PALETTE.muted if quiet else PALETTE.ink,
        "linespacing": 1.0,
    }
    x, y = at
    axes.text(x, y, name, ha="right", **style)
    if bar is not None:
        axes.text(axes.get_xlim()[1], y, bar.words, ha="right", **style)


def _centre(box: Box, figure: Figure, chart: Bars, left: float, x: float) -> None:
    """Say over the line what the centre stands for."""
    half = text_width(chart.centre_words, SMALL) / 2
    axes = box.axes(figure)
    axes.text(
        min(max(x, left + half), box.width - half),
        SMALL,
        chart.centre_words,
        ha="center",
        va="center",
        fontsize=points(SMALL),
        color=PALETTE.muted,
    )
