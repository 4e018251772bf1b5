"""Lines over years, each with its name at its end."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from s3dash.charts.lines import apart
from s3dash.exhibits import Lines, Series
from s3dash.pictures.canvas import (
    MARKERS,
    PALETTE,
    SMALL,
    STRONG,
    TEXT,
    Box,
    broken,
    points,
    round_ticks,
    text_height,
    text_width,
    ticks,
    widest,
)

_GAP: Final = 10.0
_NAMES_AT_MOST: Final = 0.3
"""Part of the width that names can take; longer ones are broken."""

_MOST_YEARS: Final = 7


def draw(figure: Figure, box: Box, chart: Lines, lang: str) -> None:
    """Draw the lines; they are cut at gaps and breaks of the series."""
    known = [series for series in chart.series if not np.isnan(series.values).all()]
    size = TEXT if box.width > 500 else SMALL
    names = [broken(series.name, box.width * _NAMES_AT_MOST, size) for series in known]
    low, high = _span(known)
    values = round_ticks(low, high)
    marks = ticks(values, lang)
    inner = box.inside(
        left=widest(marks, SMALL) + _GAP,
        right=widest(names, size, strong=True) + _GAP,
        top=SMALL / 2,
        bottom=SMALL * 2,
    )
    axes = inner.axes(figure, frameon=False)
    first, last = chart.years[0], chart.years[-1]
    air = 0.02 * (last - first) or 0.5
    axes.set_xlim(first - air, last + air)
    axes.set_ylim(low, high)
    axes.set_yticks(values, marks, fontsize=points(SMALL))
    axes.grid(visible=True, axis="y")
    years = _year_ticks(chart.years, inner.width)
    axes.set_xticks(years, [str(year) for year in years], fontsize=points(SMALL))
    _breaks(axes, chart)
    for series in known:
        _line(axes, chart, series)
    _names(axes, inner, known, names, (low, high), size)


def _span(series: list[Series]) -> tuple[float, float]:
    """Ends of the axis, with a little air; from 0 where the values come near it anyway."""
    values = np.array([value for item in series for value in item.values if value == value])
    if not values.size:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    air = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
    return 0.0 if 0 <= low < 0.35 * high else low - air, high + air


def _year_ticks(years: tuple[int, ...], width: float) -> list[int]:
    """Years that are written: all where there is room, else every so many, the last one too."""
    room = max(int(width / (text_width("2000", SMALL) * 1.6)), 2)
    if len(years) <= min(room, _MOST_YEARS) and _roomy(years, width):
        return list(years)
    step = math.ceil((years[-1] - years[0]) / (min(room, _MOST_YEARS) - 1))
    return list(range(years[-1], years[0] - 1, -max(step, 1)))[::-1]


def _roomy(years: tuple[int, ...], width: float) -> bool:
    """Whether all years can be written without touching each other."""
    if len(years) < 2:
        return True
    closest = min(b - a for a, b in pairwise(years))
    return closest / (years[-1] - years[0]) * width > text_width("2000", SMALL) * 1.2


def _line(axes: Axes, chart: Lines, series: Series) -> None:
    """Line of one series in pieces; a piece of one year is a marker."""
    numbers = np.searchsorted(sorted(chart.breaks), chart.years, side="right")
    years, values = np.array(chart.years), np.array(series.values)
    for number in np.unique(numbers):
        here = (numbers == number) & ~np.isnan(values)
        axes.plot(
            years[here],
            values[here],
            color=series.colour,
            linewidth=1.6 if series.reference else 2.6,
            linestyle=(0, (5, 2)) if series.reference else "-",
            marker=MARKERS[series.marker],
            markersize=4.5 if series.reference else 7,
            clip_on=False,
        )


def _breaks(axes: Axes, chart: Lines) -> None:
    for year in chart.breaks:
        before = max(known for known in chart.years if known < year)
        after = min(known for known in chart.years if known >= year)
        axes.axvline((before + after) / 2, color=PALETTE.muted, linewidth=1, linestyle=(0, (1, 2)))


def _names(
    axes: Axes,
    box: Box,
    series: list[Series],
    names: list[str],
    span: tuple[float, float],
    size: float,
) -> None:
    """Write each name beside the last point of its line, none over another."""
    scale = box.height / (span[1] - span[0])
    ends = [next(v for v in reversed(item.values) if v == v) for item in series]
    order = sorted(range(len(series)), key=lambda i: ends[i])
    wanted = [(ends[i] - span[0]) * scale for i in order]
    heights = [text_height(names[i], size) for i in order]
    placed = apart(wanted, heights)
    beyond = max(placed[-1] + heights[-1] / 2 - box.height, 0.0) if placed else 0.0
    for i, place in zip(order, placed, strict=True):
        axes.text(
            1 + _GAP / box.width,
            (place - beyond) / box.height,
            names[i],
            transform=axes.transAxes,
            va="center",
            fontsize=points(size),
            color=series[i].colour,
            linespacing=1.0,
            **STRONG,
        )
