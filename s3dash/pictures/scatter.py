"""Points in four quadrants, named as far as there is room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from s3dash.exhibits import Point, Scatter
from s3dash.pictures.area_map import legend_below, legend_height
from s3dash.pictures.canvas import (
    PALETTE,
    PLAIN,
    SMALL,
    STRONG,
    Box,
    broken,
    halo,
    points,
    round_ticks,
    text_height,
    text_width,
    ticks,
    widest,
)

_LARGEST: Final = 44.0
_SMALLEST: Final = 9.0
"""Diameters of the points in pixels; their areas go with their size."""

_AIR: Final = 0.1
_GAP: Final = 10.0
_LABEL: Final = 150.0
_FEW: Final = 2
_POWERS: Final = (0.1, 0.2, 0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 16.0)


@dataclass(frozen=True)
class _Rectangle:
    """A place that is taken, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: _Rectangle) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, box: Box) -> bool:
        return (
            self.left >= 0
            and self.top >= 0
            and self.right <= box.width
            and self.bottom <= box.height
        )


def draw(figure: Figure, box: Box, chart: Scatter, lang: str) -> None:
    """Draw the points with the lines that part the field; a name that would touch is left out."""
    drawn = [point for point in chart.points if not math.isnan(point.x + point.y)]
    x_span = _span([*(point.x for point in drawn), chart.x_line], log=chart.log)
    y_span = _span([*(point.y for point in drawn), chart.y_line], log=False)
    y_marks = round_ticks(*y_span)
    left = widest(ticks(y_marks, lang), SMALL) + _GAP
    rows = broken(chart.y_title, box.width * 0.7, SMALL)
    key = legend_height("", list(chart.key), box.width)
    above = SMALL * 1.4 if chart.x_words else SMALL / 2
    top = key + text_height(rows, SMALL) + above
    inner = box.inside(left=left, top=top, bottom=SMALL * 3.4)
    axes = inner.axes(figure, frameon=False, xscale="log" if chart.log else "linear")
    axes.set_xlim(*x_span)
    axes.set_ylim(*y_span)
    axes.minorticks_off()
    x_marks = _x_marks(x_span, log=chart.log)
    axes.set_xticks(x_marks, ticks(x_marks, lang), fontsize=points(SMALL))
    axes.set_yticks(y_marks, ticks(y_marks, lang), fontsize=points(SMALL))
    _cross(axes, chart)
    sizes = _diameters(drawn)
    axes.scatter(
        [point.x for point in drawn],
        [point.y for point in drawn],
        s=[points(size) ** 2 for size in sizes],
        c=[point.colour for point in drawn],
        alpha=0.75,
        edgecolors=PALETTE.paper,
        linewidths=1,
        zorder=3,
    )
    field = inner.axes(figure)
    places = [tuple(_pixels(axes, inner, point)) for point in drawn]
    taken = [*_quadrants(field, inner, chart), *_line_words(field, axes, inner, chart)]
    _labels(field, inner, drawn, places, sizes, taken)
    _titles(figure, box.inside(top=key), chart)
    legend_below(figure, box, "", list(chart.key))


def _span(values: Sequence[float], *, log: bool) -> tuple[float, float]:
    figures = np.array([value for value in values if not log or value > 0])
    if log:
        low, high = np.log(figures).min(), np.log(figures).max()
        air = _AIR * (high - low) or 0.5
        return math.exp(low - air), math.exp(high + air)
    air = _AIR * float(figures.max() - figures.min()) or 1.0
    return float(figures.min() - air), float(figures.max() + air)


def _x_marks(span: tuple[float, float], *, log: bool) -> list[float]:
    if not log:
        return round_ticks(*span)
    inside = [value for value in _POWERS if span[0] <= value <= span[1]]
    halves = [value for value in inside if math.log2(value).is_integer()]
    return halves if len(halves) > _FEW else inside


def _diameters(drawn: Sequence[Point]) -> list[float]:
    """Diameters whose squares go with the sizes, the smallest ones still to be seen."""
    roots = np.sqrt(np.nan_to_num([max(point.size, 0.0) for point in drawn]))
    return [float(d) for d in np.maximum(_LARGEST * roots / (roots.max() or 1.0), _SMALLEST)]


def _cross(axes: Axes, chart: Scatter) -> None:
    style: dict[str, Any] = {
        "color": PALETTE.muted,
        "linewidth": 1,
        "linestyle": (0, (2, 2)),
        "zorder": 1,
    }
    axes.axvline(chart.x_line, **style)
    axes.axhline(chart.y_line, **style)


def _pixels(axes: Axes, box: Box, point: Point) -> tuple[float, float]:
    """Place of a point from the upper left corner of the field."""
    x, y = axes.transAxes.inverted().transform(axes.transData.transform((point.x, point.y)))
    return float(x * box.width), float((1 - y) * box.height)


def _quadrants(field: Axes, box: Box, chart: Scatter) -> Iterator[_Rectangle]:
    """Write the names of the quadrants into their corners."""
    corners = ((0, 0), (1, 0), (0, 1), (1, 1))
    for name, (right, low) in zip(chart.quadrants, corners, strict=True):
        lines = broken(name, 0.4 * box.width, SMALL)
        width = text_width(lines, SMALL, strong=True)
        height = text_height(lines, SMALL)
        x, y = right * box.width, low * box.height
        field.text(
            x,
            y,
            lines,
            ha="right" if right else "left",
            va="bottom" if low else "top",
            fontsize=points(SMALL),
            color=PALETTE.muted,
            linespacing=1.1,
            **STRONG,
        )
        start, top = x - right * width, y - low * height
        yield _Rectangle(start, top, start + width, top + height)


def _line_words(field: Axes, axes: Axes, box: Box, chart: Scatter) -> Iterator[_Rectangle]:
    """Write what the lines stand for: the level one at its right end, the upright one above."""
    x, y = _pixels(axes, box, Point("", chart.x_line, chart.y_line, 0, ""))
    style: dict[str, Any] = {"fontsize": points(0.9 * SMALL), "color": PALETTE.muted}
    if chart.y_words:
        width = text_width(chart.y_words, 0.9 * SMALL)
        field.text(box.width, y - 3, chart.y_words, ha="right", va="bottom", **style)
        yield _Rectangle(box.width - width, y - 3 - SMALL, box.width, y)
    if chart.x_words:
        half = text_width(chart.x_words, 0.9 * SMALL) / 2
        at = min(max(x, half), box.width - half)
        field.text(at, -4, chart.x_words, ha="center", va="bottom", clip_on=False, **style)


def _labels(
    field: Axes,
    box: Box,
    drawn: Sequence[Point],
    places: Sequence[tuple[float, ...]],
    sizes: Sequence[float],
    taken: Sequence[_Rectangle],
) -> None:
    """Write names beside points, the reader's own first; one without a free place is left out."""
    dots = [
        _Rectangle(x - size / 2, y - size / 2, x + size / 2, y + size / 2)
        for (x, y), size in zip(places, sizes, strict=True)
    ]
    occupied = list(taken)
    order = sorted(range(len(drawn)), key=lambda i: (not drawn[i].strong, i))
    for i in order:
        point = drawn[i]
        if not point.label:
            continue
        words = broken(point.label, _LABEL, SMALL)
        others = [dot for j, dot in enumerate(dots) if j != i]
        tried = list(_around(places[i], sizes[i], words, strong=point.strong))
        free = [
            (place, ha)
            for place, ha in tried
            if place.within(box) and not any(place.touches(other) for other in (*occupied, *others))
        ]
        if not free and not point.strong:
            continue
        place, ha = (free or tried)[0]
        occupied.append(place)
        field.text(
            {"left": place.left, "right": place.right}.get(ha, (place.left + place.right) / 2),
            (place.top + place.bottom) / 2,
            words,
            ha=ha,
            va="center",
            fontsize=points(SMALL),
            linespacing=1.0,
            color=point.colour if point.strong else PALETTE.ink,
            path_effects=halo(),
            zorder=5,
            **(STRONG if point.strong else PLAIN),
        )


def _around(
    at: tuple[float, ...], size: float, words: str, *, strong: bool
) -> Iterator[tuple[_Rectangle, str]]:
    """Places for a name: right, left, above, below its point."""
    x, y = at
    width, height = text_width(words, SMALL, strong=strong), text_height(words, SMALL)
    away = size / 2 + 4
    yield _Rectangle(x + away, y - height / 2, x + away + width, y + height / 2), "left"
    yield _Rectangle(x - away - width, y - height / 2, x - away, y + height / 2), "right"
    for top in (y - away - height, y + away):
        yield _Rectangle(x - width / 2, top, x + width / 2, top + height), "center"


def _titles(figure: Figure, box: Box, chart: Scatter) -> None:
    axes = box.axes(figure)
    style: dict[str, Any] = {"fontsize": points(SMALL), "color": PALETTE.muted}
    axes.text(0, 0, broken(chart.y_title, box.width * 0.7, SMALL), va="top", **style)
    axes.text(box.width, box.height, chart.x_title, ha="right", va="bottom", **style)
