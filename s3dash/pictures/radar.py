"""A radar of quotients: one scale from 0 in the centre, and a ring at the reference."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from s3dash.exhibits import Radar, Series
from s3dash.pictures.canvas import (
    MARKERS,
    PALETTE,
    SMALL,
    Box,
    broken,
    halo,
    points,
    round_ticks,
    soft,
    text_height,
    text_width,
    ticks,
)

_GAP: Final = 10.0
_LABEL: Final = 0.2
"""Part of the width that the name of an axis can take; longer ones are broken."""

_ROW: Final = 24.0
_MARK: Final = 34.0
_TICKS_AT: Final = 0.5
"""Where the marks of the scale stand: halfway between the first axis and the next."""


def draw(figure: Figure, box: Box, chart: Radar, lang: str) -> None:
    """Draw the radar; an axis without a value leaves a gap and an open marker at the rim."""
    keys = _key_rows(chart, box.width)
    square = box.inside(top=_ROW * len(keys))
    turns = [2 * math.pi * i / len(chart.axes) for i in range(len(chart.axes))]
    names = [broken(soft(name, lang), square.width * _LABEL, SMALL) for name in chart.axes]
    radius = _radius(square, turns, names)
    axes = square.axes(figure)
    middle = (square.width / 2, _middle(square, turns, names, radius))
    _rings(axes, chart, middle, radius, turns, lang)
    for series in chart.series:
        _series(axes, chart, series, middle, radius, turns)
    for turn, name in zip(turns, names, strict=True):
        _name(axes, middle, radius + _GAP, turn, name)
    _keys(figure, box, keys)


def _radius(box: Box, turns: list[float], names: list[str]) -> float:
    """Largest radius with which all names stay inside the box."""
    rooms = []
    for turn, name in zip(turns, names, strict=True):
        across, upright = abs(math.sin(turn)), abs(math.cos(turn))
        width, height = _size(name)
        if across > 0.1:
            rooms.append((box.width / 2 - width - _GAP * across) / across)
        if upright > 0.05:
            rooms.append((box.height / 2 - height * upright - _GAP) / upright)
    return max(min(*rooms, box.width / 2, box.height / 2), 20.0)


def _size(name: str) -> tuple[float, float]:
    return text_width(name, SMALL), text_height(name, SMALL)


def _middle(box: Box, turns: list[float], names: list[str], radius: float) -> float:
    """Height of the centre: the drawing stands at the upper edge, not in the middle of the box."""
    tops = [
        (radius + _GAP) * math.cos(turn) + _size(name)[1]
        for turn, name in zip(turns, names, strict=True)
    ]
    return min(max(tops), box.height / 2)


def _point(middle: tuple[float, float], radius: float, turn: float) -> tuple[float, float]:
    return middle[0] + radius * math.sin(turn), middle[1] - radius * math.cos(turn)


def _rings(
    axes: Axes,
    chart: Radar,
    middle: tuple[float, float],
    radius: float,
    turns: list[float],
    lang: str,
) -> None:
    """Rings of the scale, the spokes, and a strong ring at the reference."""
    around = np.linspace(0, 2 * math.pi, 181)
    for turn in turns:
        x, y = _point(middle, radius, turn)
        axes.plot([middle[0], x], [middle[1], y], color=PALETTE.line, linewidth=0.8)
    marks = [value for value in round_ticks(0, chart.maximum, 4) if value > 0]
    for value in dict.fromkeys((*marks, chart.centre, chart.maximum)):
        strong = value == chart.centre
        ring = [_point(middle, radius * value / chart.maximum, turn) for turn in around]
        axes.plot(
            *zip(*ring, strict=True),
            color=PALETTE.ink if strong else PALETTE.line,
            linewidth=1.8 if strong else 0.8,
        )
    for value, words in zip(marks, ticks(marks, lang), strict=True):
        x, y = _point(middle, radius * value / chart.maximum, _TICKS_AT * turns[1])
        axes.text(
            x,
            y,
            words,
            ha="center",
            va="center",
            fontsize=points(0.85 * SMALL),
            color=PALETTE.muted,
            path_effects=halo(),
            zorder=4,
        )


def _series(
    axes: Axes,
    chart: Radar,
    series: Series,
    middle: tuple[float, float],
    radius: float,
    turns: list[float],
) -> None:
    values = [*series.values, series.values[0]]
    ends = [
        _point(middle, radius * min(value, chart.maximum) / chart.maximum, turn)
        if value == value
        else (math.nan, math.nan)
        for value, turn in zip(values, [*turns, turns[0]], strict=True)
    ]
    x, y = zip(*ends, strict=True)
    if len(chart.series) == 1 and not np.isnan(x).any():
        axes.fill(x, y, color=series.colour, alpha=0.1, linewidth=0)
    style: dict[str, Any] = {
        "color": series.colour,
        "marker": MARKERS[series.marker],
        "markersize": 7,
    }
    axes.plot(x, y, linewidth=2.4, linestyle=_dashes(series), clip_on=False, **style)
    for value, turn in zip(series.values, turns, strict=True):
        if value != value:
            rim = _point(middle, radius, turn)
            axes.plot(*rim, linestyle="", markerfacecolor=PALETTE.paper, clip_on=False, **style)


def _dashes(series: Series) -> str | tuple[int, tuple[int, int]]:
    return (0, (5, 2)) if series.reference else "-"


def _name(axes: Axes, middle: tuple[float, float], radius: float, turn: float, name: str) -> None:
    x, y = _point(middle, radius, turn)
    across, upright = math.sin(turn), math.cos(turn)
    axes.text(
        x,
        y,
        name,
        ha="center" if abs(across) < 0.1 else "left" if across > 0 else "right",
        va="center" if abs(upright) < 0.35 else "bottom" if upright > 0 else "top",
        fontsize=points(SMALL),
        linespacing=1.0,
    )


# --- key -----------------------------------------------------------------------------------

_Key = tuple[str, Series | None]
"""A name with its series; None stands for the ring."""


def _key_rows(chart: Radar, width: float) -> list[list[_Key]]:
    """Names of the series and of the ring, in rows that fit."""
    keys: list[_Key] = [(series.name, series) for series in chart.series]
    keys += [(chart.centre_words, None)] if chart.centre_words else []
    rows: list[list[_Key]] = []
    left = math.inf
    for name, series in keys:
        room = _MARK + text_width(name, SMALL) + 2 * _GAP
        if left + room > width:
            rows.append([])
            left = 0.0
        rows[-1].append((name, series))
        left += room
    return rows


def _keys(figure: Figure, box: Box, rows: list[list[_Key]]) -> None:
    axes = box.axes(figure)
    for row, keys in enumerate(rows):
        x, y = 0.0, _ROW * (row + 0.4)
        for name, series in keys:
            axes.plot(
                [x, x + _MARK / 2, x + _MARK - _GAP],
                [y] * 3,
                color=series.colour if series else PALETTE.ink,
                linewidth=2.4 if series else 1.8,
                marker=MARKERS[series.marker] if series else "",
                markevery=[1],
                markersize=7,
                linestyle=_dashes(series) if series else "-",
            )
            axes.text(x + _MARK, y, name, va="center_baseline", fontsize=points(SMALL))
            x += _MARK + text_width(name, SMALL) + 2 * _GAP
