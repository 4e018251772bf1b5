"""Bars in a row, each with its name to the left and its value to the right."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes

from s3dash.exhibits import Bar, Bars
from s3dash.pictures.canvas import PALETTE, PLAIN, STRONG

MOST: Final = 20
LAST: Final = 3

_THICK: Final = 0.62
_ROOM: Final = 1.02
"""Where the words of the values begin, as a part of the axis's width."""


def draw(axes: Axes, chart: Bars) -> None:
    """Draw a ranking into axes; quotients grow from their centre to either side."""
    place = _logs if chart.log else float
    bars = shortened(chart.bars)
    start = place(chart.centre) if chart.centre > 0 or not chart.log else 0.0
    ends = [place(bar.value) if bar else math.nan for bar in bars]
    known = [end for end in ends if not math.isnan(end)]
    low, high = min([start, *known]), max([start, *known])
    margin = 0.02 * (high - low or 1.0)
    axes.set_xlim(low - margin, high + margin)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    for row, (bar, end) in enumerate(zip(bars, ends, strict=True)):
        if bar is None:
            axes.text(-0.02, row, "…", ha="right", transform=axes.get_yaxis_transform())
            continue
        if not math.isnan(end):
            _bar(axes, row, bar, start, end)
            _range(axes, row, bar, place)
        _words(axes, row, bar)
    axes.axvline(start, color=PALETTE.muted, linewidth=1)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


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
        edgecolor=PALETTE.muted if bar.reference or bar.strong else "none",
        linestyle=(0, (3, 2)) if bar.reference else "-",
        linewidth=1,
    )


def _range(axes: Axes, row: int, bar: Bar, place: Callable[[float], float]) -> None:
    low, high = place(bar.low), place(bar.high)
    if not (math.isnan(low) or math.isnan(high)) and not np.isclose(low, high):
        axes.plot([low, high], [row, row], color=PALETTE.ink, linewidth=1.2)


def _words(axes: Axes, row: int, bar: Bar) -> None:
    style = {
        "va": "center",
        **(STRONG if bar.strong else PLAIN),
        "color": PALETTE.muted if bar.reference or math.isnan(bar.value) else PALETTE.ink,
        "transform": axes.get_yaxis_transform(),
    }
    axes.text(-0.02, row, f"{bar.rank}  {bar.name}" if bar.rank else bar.name, ha="right", **style)
    axes.text(_ROOM, row, bar.words, ha="left", **style)
