"""Points in four quadrants as a native chart, with names where there is room for them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from s3dash.exhibits import Point, Scatter
from s3dash.pictures.canvas import Box, round_ticks, text_height
from s3dash.slides.shapes import (
    PIXELS,
    SMALL,
    TEXT,
    colour,
    in_lines,
    number_format,
    place,
    plot_layout,
    room_of,
    write,
)
from s3dash.slides.template import PALETTE

Span = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the plot."""

_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_LEFT, _TOP, _RIGHT, _BOTTOM = 80.0, 14.0, 20.0, 84.0
"""Margins of the plot in pixels: names and marks of the axes."""

_LARGEST: Final = 26
_SMALLEST: Final = 5
"""Sizes of markers in points; their areas go with the sizes of the points."""

_AIR: Final = 0.15
_WORDS_AT: Final = 0.85
"""Where on the upright line its words stand, from above."""

_LEVEL_WORDS: Final = (0.85, 0.15, 0.7, 0.3, 0.5)
"""Where on the level line its words can stand, the best place first."""

_LABEL: Final = 190.0
"""Width of a name in pixels at most."""

_SIDES: Final[Mapping[str, Any]] = {
    "right": XL_LABEL_POSITION.RIGHT,
    "left": XL_LABEL_POSITION.LEFT,
    "above": XL_LABEL_POSITION.ABOVE,
    "below": XL_LABEL_POSITION.BELOW,
}


def scatter_chart(slide: Any, box: Box, chart: Scatter, lang: str) -> Any:
    """Add the points as one series, and a series for each of the dashed lines.

    The axes are even, of quotients too: programs put no marks on a scale of ratios that begins
    between two powers.
    """
    drawn = [item for item in chart.points if not math.isnan(item.x + item.y)]
    x_span = _span([*(item.x for item in drawn), chart.x_line])
    y_span = _span([*(item.y for item in drawn), chart.y_line])
    data = XyChartData(number_format(chart.y_decimals, lang))
    series = data.add_series(chart.title)
    for item in drawn:
        series.add_data_point(item.x, item.y)
    level_at = _level_words_at(box, chart, drawn, x_span, y_span)
    _add_lines(data, chart, x_span, y_span, level_at)
    shape = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place(box), data)
    made = shape.chart
    write(made.font, TEXT)
    made.has_title = made.has_legend = False
    _axis(made.category_axis, x_span, chart.x_title, number_format(chart.x_decimals, lang))
    _axis(made.value_axis, y_span, chart.y_title, number_format(chart.y_decimals, lang))
    _fix_plot(made, box)
    sizes = _sizes(drawn)
    sides = _labelled(box, chart, drawn, sizes, x_span, y_span, level_at)
    first, *lines = made.plots[0].series
    _points(first, drawn, sizes)
    for i, side in sides.items():
        _label(first.points[i], drawn[i], side)
    _dress_lines(lines, chart)
    return shape


def _span(values: Sequence[float]) -> Span:
    air = _AIR * (max(values) - min(values)) or 1.0
    low, high = min(values) - air, max(values) + air
    if min(values) >= 0:
        low = max(low, 0.0)
    step = _step(low, high)
    return math.floor(low / step) * step, high


def _sizes(drawn: Sequence[Point]) -> list[int]:
    roots = np.sqrt(np.nan_to_num([max(item.size, 0.0) for item in drawn]))
    scaled = _LARGEST * roots / (roots.max(initial=0.0) or 1.0)
    return [int(size) for size in np.maximum(np.rint(scaled), _SMALLEST)]


def _add_lines(data: Any, chart: Scatter, x_span: Span, y_span: Span, level_at: float) -> None:
    """The lines that part the field, and the corners, which bear the names of the quadrants."""
    upright = data.add_series(chart.x_words or chart.x_title)
    for part in (0, 1 - _WORDS_AT, 1):
        upright.add_data_point(chart.x_line, y_span[0] + part * (y_span[1] - y_span[0]))
    level = data.add_series(chart.y_words or chart.y_title)
    for part in (0, level_at, 1):
        level.add_data_point(x_span[0] + part * (x_span[1] - x_span[0]), chart.y_line)
    corners = data.add_series(" · ".join(name for name in chart.quadrants if name) or chart.title)
    down, across = 0.05 * (y_span[1] - y_span[0]), 0.005 * (x_span[1] - x_span[0])
    for y in (y_span[1] - down, y_span[0] + down):
        for x in (x_span[0] + across, x_span[1] - across):
            corners.add_data_point(x, y)


def _axis(axis: Any, span: Span, title: str, form: str) -> None:
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.minimum_scale, axis.maximum_scale = span
    axis.major_unit = _step(*span)
    axis.tick_labels.number_format = form
    axis.tick_labels.number_format_is_linked = False
    axis.format.line.color.rgb = colour(PALETTE.line)
    axis.has_title = True
    axis.axis_title.text_frame.text = title
    write(axis.axis_title.text_frame.paragraphs[0].runs[0].font, SMALL, PALETTE.muted)
    other = axis._element.find(f"{{{_CHART}}}crosses")
    if other is not None:
        other.set("val", "min")


def _step(low: float, high: float) -> float:
    """Distance of round marks."""
    marks = round_ticks(low, high)
    return marks[1] - marks[0] if len(marks) > 1 else high - low


def _fix_plot(made: Any, box: Box) -> None:
    """Place of the plot inside the chart, so that names can be placed."""
    x, y = _LEFT / box.width, _TOP / box.height
    width = 1 - (_LEFT + _RIGHT) / box.width
    height = 1 - (_TOP + _BOTTOM) / box.height
    area = made._chartSpace.chart.plotArea
    for old in area.findall(f"{{{_CHART}}}layout"):
        area.remove(old)
    area.insert(0, plot_layout(x, y, width, height))


def _points(series: Any, drawn: Sequence[Point], sizes: Sequence[int]) -> None:
    series.format.line.fill.background()
    for number, (item, size) in enumerate(zip(drawn, sizes, strict=True)):
        marker = series.points[number].marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, size
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = colour(item.colour)
        marker.format.line.color.rgb = colour(PALETTE.ink if item.strong else PALETTE.paper)


def _label(point: Any, item: Point, side: str) -> None:
    label = point.data_label
    label.text_frame.text = item.label
    label.position = _SIDES[side]
    paint = item.colour if item.strong else PALETTE.ink
    write(label.text_frame.paragraphs[0].runs[0].font, SMALL, paint, strong=item.strong)


def _dress_lines(series: Sequence[Any], chart: Scatter) -> None:
    upright, level, corners = series
    for line in (upright, level):
        line.marker.style = XL_MARKER_STYLE.NONE
        line.format.line.color.rgb = colour(PALETTE.muted)
        line.format.line.width = Pt(1)
        line.format.line.dash_style = MSO_LINE.DASH
    for line, number, words, side in (
        (upright, 1, chart.x_words, "right"),
        (level, 1, chart.y_words, "above"),
    ):
        if words:
            _quiet(line.points[number], words, side)
    corners.format.line.fill.background()
    corners.marker.style = XL_MARKER_STYLE.NONE
    for number, name in enumerate(chart.quadrants):
        if name:
            _quiet(corners.points[number], name, "left" if number % 2 else "right", strong=True)


def _quiet(point: Any, words: str, side: str, *, strong: bool = False) -> None:
    label = point.data_label
    label.text_frame.text = words
    label.position = _SIDES[side]
    write(label.text_frame.paragraphs[0].runs[0].font, SMALL, PALETTE.muted, strong=strong)


def _labelled(
    box: Box,
    chart: Scatter,
    drawn: Sequence[Point],
    sizes: Sequence[int],
    x_span: Span,
    y_span: Span,
    level_at: float,
) -> dict[int, str]:
    """Points that get their names, with the side; the reader's own get theirs in any case."""
    plot = box.inside(left=_LEFT, top=_TOP, right=_RIGHT, bottom=_BOTTOM)
    at = [
        (_part(item.x, x_span) * plot.width,
         (1 - _part(item.y, y_span)) * plot.height)
        for item in drawn
    ]  # fmt: skip
    dots = [
        (x - size / 1.2, y - size / 1.2, x + size / 1.2, y + size / 1.2)
        for (x, y), size in zip(at, sizes, strict=True)
    ]
    taken = [*_corners(plot, chart), *_line_words(plot, chart, x_span, y_span, level_at)]
    found: dict[int, str] = {}
    for i in sorted(range(len(drawn)), key=lambda i: (not drawn[i].strong, i)):
        item = drawn[i]
        if not item.label:
            continue
        others = [*taken, *(dot for j, dot in enumerate(dots) if j != i)]
        tried = dict(_around(at[i], sizes[i], item.label))
        free = [
            side
            for side, room in tried.items()
            if _inside(room, plot) and not any(_touch(room, other) for other in others)
        ]
        if free or item.strong:
            least = min(tried, key=lambda side: sum(_touch(tried[side], one) for one in taken))
            found[i] = (free or [least])[0]
            taken.append(tried[found[i]])
    return found


def _line_words(
    plot: Box, chart: Scatter, x_span: Span, y_span: Span, level_at: float
) -> Iterator[Rectangle]:
    """What the words at the dashed lines take: above the level one, right of the upright one."""
    level = (level_at * plot.width, (1 - _part(chart.y_line, y_span)) * plot.height)
    upright = (_part(chart.x_line, x_span) * plot.width, _WORDS_AT * plot.height)
    for at, words, side in ((level, chart.y_words, "above"), (upright, chart.x_words, "right")):
        if words:
            yield dict(_around(at, 0, words))[side]


def _level_words_at(
    box: Box, chart: Scatter, drawn: Sequence[Point], x_span: Span, y_span: Span
) -> float:
    """Where on the level line its words cover the fewest points."""
    plot = box.inside(left=_LEFT, top=_TOP, right=_RIGHT, bottom=_BOTTOM)
    y_line = (1 - _part(chart.y_line, y_span)) * plot.height

    def covered(part: float) -> int:
        left, top, right, bottom = dict(_around((part * plot.width, y_line), 0, chart.y_words))[
            "above"
        ]
        at = [
            (_part(item.x, x_span) * plot.width, (1 - _part(item.y, y_span)) * plot.height)
            for item in drawn
        ]
        return sum(left < x < right and top < y < bottom for x, y in at)

    return min(_LEVEL_WORDS, key=covered) if chart.y_words else _LEVEL_WORDS[0]


def _part(value: float, span: Span) -> float:
    """Where a value lies on its axis, from 0 to 1."""
    return (value - span[0]) / (span[1] - span[0])


def _corners(plot: Box, chart: Scatter) -> Iterator[Rectangle]:
    """What the names of the quadrants take."""
    for number, name in enumerate(chart.quadrants):
        width = room_of(name, SMALL, strong=True) + 10
        x = plot.width - width if number % 2 else 0.0
        y = (0.95 if number > 1 else 0.05) * plot.height
        yield (x, y - 20, x + width, y + 20)


def _around(at: tuple[float, float], size: float, words: str) -> Iterator[tuple[str, Rectangle]]:
    x, y = at
    lines = in_lines(words, _LABEL, SMALL)
    width = room_of(lines, SMALL) + 8
    height = text_height(lines, SMALL * PIXELS) + 4
    away = size / 1.2 + 4
    yield "right", (x + away, y - height / 2, x + away + width, y + height / 2)
    yield "left", (x - away - width, y - height / 2, x - away, y + height / 2)
    yield "above", (x - width / 2, y - away - height, x + width / 2, y - away)
    yield "below", (x - width / 2, y + away, x + width / 2, y + away + height)


def _touch(one: Rectangle, other: Rectangle) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _inside(room: Rectangle, plot: Box) -> bool:
    return room[0] >= 0 and room[1] >= 0 and room[2] <= plot.width and room[3] <= plot.height
