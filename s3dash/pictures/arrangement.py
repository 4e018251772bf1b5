"""Where the charts of a picture stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from s3dash.exhibits import AreaMap, Bars, Chart, Grid, Lines, Radar, Scatter
from s3dash.pictures.canvas import Box

Placed = list[tuple[Chart, Box]]

MOST: Final = 5
MOST_COLUMNS: Final = 3
MOST_MAPS: Final = 6
SHORT: Final = 8
"""Rows up to which bars or a table can stand above or below another chart."""

_GAP: Final = 44.0
_ROOM_FOR_LEGEND: Final = 40.0
_WIDTHS: Final[dict[type, float]] = {AreaMap: 1.7, Scatter: 1.5, Radar: 1.2}
_HEIGHTS: Final[dict[type, float]] = {Radar: 1.4, AreaMap: 1.1}
"""How much of the width and height a chart takes beside others; 1 where nothing is said."""

_NAMES: Final = 0.55
_COLUMN: Final = 0.2
"""What the names and each column of a table take of the width."""

_HEAD: Final = 0.35
_ROW: Final = 0.12
"""What the head and each row of a table take of the height."""


def arranged(charts: Sequence[Chart], box: Box) -> Placed:
    """Charts with their places: up to six maps in a grid, else up to five in columns.

    Two charts stand side by side. Of more, those that need no height share columns in pairs.
    """
    first = list(charts[:MOST_MAPS])
    if len(first) > MOST and all(isinstance(chart, AreaMap) for chart in first):
        return _in_grid(first, box.inside(bottom=_ROOM_FOR_LEGEND), columns=3)
    fitting = (_columns(list(charts[:count])) for count in range(MOST, 0, -1))
    return _in_columns(next(found for found in fitting if len(found) <= MOST_COLUMNS), box)


def _columns(charts: list[Chart]) -> list[list[Chart]]:
    """Columns in the order of their first charts, at most two charts in each."""
    if len(charts) <= 2:
        return [[chart] for chart in charts]
    short = [i for i, chart in enumerate(charts) if _is_short(chart)]
    half = -(-len(short) // 2)
    pairs = [[i, *short[half + n : half + n + 1]] for n, i in enumerate(short[:half])]
    tall = [[i] for i in range(len(charts)) if i not in short]
    return [[charts[i] for i in column] for column in sorted((*pairs, *tall))]


def _is_short(chart: Chart) -> bool:
    match chart:
        case Bars():
            return len(chart.bars) <= SHORT
        case Grid():
            return len(chart.rows) <= SHORT
        case Scatter():
            return False
        case AreaMap() | Lines() | Radar():
            return True


def _in_columns(columns: list[list[Chart]], box: Box) -> Placed:
    widths = [max(map(_width, column)) for column in columns]
    room = box.width - _GAP * (len(columns) - 1)
    found, left = [], box.left
    for column, weight in zip(columns, widths, strict=True):
        width = room * weight / sum(widths)
        found += _in_column(column, Box(left, box.top, width, box.height))
        left += width + _GAP
    return found


def _width(chart: Chart) -> float:
    if isinstance(chart, Grid):
        return _NAMES + _COLUMN * len(chart.columns)
    return _WIDTHS.get(type(chart), 1.0)


def _height(chart: Chart) -> float:
    if isinstance(chart, Grid):
        return _HEAD + _ROW * len(chart.rows)
    return _HEIGHTS.get(type(chart), 1.0)


def _in_column(charts: list[Chart], box: Box) -> Placed:
    heights = [_height(chart) for chart in charts]
    room = box.height - _GAP / 2 * (len(charts) - 1)
    found, top = [], box.top
    for chart, weight in zip(charts, heights, strict=True):
        height = room * weight / sum(heights)
        found.append((chart, Box(box.left, top, box.width, height)))
        top += height + _GAP / 2
    return found


def _in_grid(charts: list[Chart], box: Box, *, columns: int) -> Placed:
    rows = -(-len(charts) // columns)
    width = (box.width - _GAP * (columns - 1)) / columns
    height = (box.height - _GAP / 2 * (rows - 1)) / rows
    return [
        (
            chart,
            Box(
                box.left + (width + _GAP) * (i % columns),
                box.top + (height + _GAP / 2) * (i // columns),
                width,
                height,
            ),
        )
        for i, chart in enumerate(charts)
    ]
