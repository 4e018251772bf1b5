"""Charts that can be edited in the program that opens the slides: bars, lines, radar, points.

Every chart has its numbers in a workbook inside. A number that is not known has an empty cell
there, and where it is a bar its name says why.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from typing import Any, Final

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from s3dash.exhibits import Bar, Bars, Lines, Radar, Scatter, Series
from s3dash.pictures.bars import shortened
from s3dash.pictures.canvas import Box, round_ticks
from s3dash.slides.points import scatter_chart
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

_MOST_BARS: Final = 22
_ROW: Final = 29.0
_LEAST: Final = 220.0
_THICKEST: Final = 34.0
"""Height of a chart of bars at least, and of a bar at most, in pixels."""

_MOST_YEARS: Final = 9

_NAMES: Final = 0.4
_NAME_SIZES: Final = (TEXT, 11, 10.5, 10, 9.5, 9)
_LINE: Final = 1.3
"""Part of the width that names of bars take at most, their type in points, and its leading."""

_VISIBLE: Final = 0.012
"""Part of the scale from which on a range can be seen."""

_BLANK: Final = 5.3
"""Width of a blank in pixels."""
_SYMBOLS: Final = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "star": XL_MARKER_STYLE.STAR,
    "hexagon": XL_MARKER_STYLE.DASH,
}
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def native_chart(slide: Any, box: Box, chart: Bars | Lines | Radar | Scatter, lang: str) -> Any:
    """Add a chart; the shape that holds it is returned."""
    match chart:
        case Bars():
            return _bars(slide, box, chart, lang)
        case Lines():
            return _lines(slide, box, chart, lang)
        case Radar():
            return _radar(slide, box, chart, lang)
        case Scatter():
            return scatter_chart(slide, box, chart, lang)


def known(value: float) -> float | None:
    """Number for a cell; None leaves it empty."""
    return None if math.isnan(value) else value


# --- bars ----------------------------------------------------------------------------------


def _bars(slide: Any, box: Box, chart: Bars, lang: str) -> Any:
    bars = shortened(chart.bars, min(_MOST_BARS, max(int(box.height / _ROW), 4)))
    values = [_length(bar, log=chart.log) for bar in bars]
    numbers = [value for value in values if value is not None]
    signed = any(value < 0 for value in numbers)
    data = CategoryChartData(number_format(chart.decimals, lang, signed=signed))
    data.categories = [_bar_name(bar, chart) for bar in bars]
    data.add_series(chart.unit or chart.title, values)
    height = min(box.height, max(44.0 * len(bars) + 20, _LEAST))
    shape = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, *place(Box(box.left, box.top, box.width, height)), data
    )
    drawn = _plain(shape.chart)
    plot = drawn.plots[0]
    plot.gap_width, plot.vary_by_categories = _gap(height / len(bars)), False
    size = _name_size(data.categories, box, height / len(bars))
    write(drawn.category_axis.tick_labels.font, size)
    words = [bar.words for bar in bars if bar]
    low, high = _bar_axes(drawn, chart, numbers, _label_part(data.categories, words, box, size))
    series = plot.series[0]
    series.invert_if_negative = False
    for number, bar in enumerate(bars):
        if bar is not None:
            _paint(series.points[number].format, bar)
    _labels(series, chart, bars, lang, signed=signed)
    ends = [_ends(bar, _VISIBLE * (high - low)) for bar in bars]
    if any(up > 0 or down > 0 for up, down in ends):
        _ranges(series, ends)
        _make_room(series, bars, ends, 0.5 * box.width / (high - low))
    return shape


def _length(bar: Bar | None, *, log: bool) -> float | None:
    """Value of a bar; a quotient of 0 has no place on a scale of ratios."""
    if bar is None or (log and bar.value <= 0):
        return None
    return known(bar.value)


def _bar_name(bar: Bar | None, chart: Bars) -> str:
    """Name with its rank; with the words for the value too where no bar can show it."""
    if bar is None:
        return "…"
    name = f"{bar.rank}. {bar.name}" if bar.rank else bar.name
    return name if _length(bar, log=chart.log) is not None else f"{name}: {bar.words}"


def _gap(row: float) -> int:
    """Space between bars in per cent of their thickness, which stays within bounds."""
    return int(min(max(100 * (row / _THICKEST - 1), 45), 500))


def _name_size(categories: Any, box: Box, row: float) -> float:
    """The largest type in which every name has one line beside the bars, or two in a high row."""

    def fits(size: float) -> bool:
        lines = max(int(row / (_LINE * size * PIXELS)), 1)
        return all(
            in_lines(item.label, _NAMES * box.width, size).count("\n") < lines
            for item in categories
        )

    return next(filter(fits, _NAME_SIZES), _NAME_SIZES[-1])


def _label_part(categories: Any, words: Sequence[str], box: Box, size: float) -> float:
    """What a value at the end of a bar takes, as a part of the length that all bars have."""
    names = max((room_of(item.label, size) for item in categories), default=0.0)
    plot = box.width - min(names, _NAMES * box.width) - 2 * _BLANK
    label = max((room_of(word, TEXT) for word in words), default=0.0) + 2 * _BLANK
    return min(label / max(plot - label, label), 1.0)


def _bar_axes(
    drawn: Any, chart: Bars, numbers: Sequence[float], label: float
) -> tuple[float, float]:
    """Scale of the bars; its ends are returned.

    `label` is what a value beyond the end of a bar takes, as a part of the length of the bars.
    """
    names, values = drawn.category_axis, drawn.value_axis
    names.reverse_order = True
    last = names._element.find(f"{{{_CHART}}}noMultiLvlLbl")
    last.addprevious(etree.Element(f"{{{_CHART}}}tickLblSkip", val="1"))
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.visible = False
    values.has_major_gridlines = False
    low, high = min([chart.centre, *numbers]), max([chart.centre, *numbers])
    if chart.log and low > 0:
        _logarithmic(values)
        ends = low / (1.25 if low == chart.centre else 1.6), high * 1.25
    else:
        air = max(label, 0.15) * (high - low or 1.0)
        ends = (
            low if low == chart.centre else low - air,
            high if high == chart.centre else high + air,
        )
    values.minimum_scale, values.maximum_scale = ends
    values.crosses_at = chart.centre
    return ends


def _logarithmic(axis: Any) -> None:
    scaling = axis._element.find(f"{{{_CHART}}}scaling")
    scaling.insert(0, etree.Element(f"{{{_CHART}}}logBase", val="2"))


def _paint(form: Any, bar: Bar) -> None:
    if bar.reference:
        form.fill.background()
        form.line.color.rgb = colour(PALETTE.muted)
        form.line.dash_style = MSO_LINE.DASH
        form.line.width = Pt(1)
        return
    form.fill.solid()
    form.fill.fore_color.rgb = colour(bar.colour or PALETTE.no_value)
    form.line.color.rgb = colour(PALETTE.ink if bar.strong else PALETTE.line)
    form.line.width = Pt(1.25 if bar.strong else 0.5)


def _labels(
    series: Any, chart: Bars, bars: Sequence[Bar | None], lang: str, *, signed: bool
) -> None:
    """Values at the ends of the bars; names of categories in words."""
    labels = series.data_labels
    labels.show_value = True
    labels.number_format = number_format(chart.decimals, lang, signed=signed)
    labels.number_format_is_linked = False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    write(labels.font, TEXT)
    for number, bar in enumerate(bars):
        if bar is not None and known(bar.value) is not None and not _has_digit(bar.words):
            label = series.points[number].data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            label.text_frame.text = bar.words
            write(label.text_frame.paragraphs[0].runs[0].font, TEXT)


def _has_digit(words: str) -> bool:
    return any(sign.isdigit() for sign in words)


def _ends(bar: Bar | None, least: float) -> tuple[float, float]:
    """How far a value can be above and below; 0 where that is too little to be seen."""
    if bar is None or math.isnan(bar.low + bar.high + bar.value) or bar.high - bar.low < least:
        return 0.0, 0.0
    return bar.high - bar.value, bar.value - bar.low


def _ranges(series: Any, ends: Sequence[tuple[float, float]]) -> None:
    """Lines over bars whose values suppressed figures can move."""
    plus, minus = (
        f"<c:numLit><c:formatCode>General</c:formatCode>{_listed(side)}</c:numLit>"
        for side in zip(*ends, strict=True)
    )
    element = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/><c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>'
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{PALETTE.ink[1:]}"/>'
        "</a:solidFill></a:ln></c:spPr></c:errBars>"
    )
    series._element.find(f"{{{_CHART}}}cat").addprevious(element)


def _make_room(
    series: Any, bars: Sequence[Bar | None], ends: Sequence[tuple[float, float]], pixels: float
) -> None:
    """Move the values of bars with a line away from it; `pixels` are those of one unit."""
    for number, (bar, (up, down)) in enumerate(zip(bars, ends, strict=True)):
        if bar is None or not (up or down):
            continue
        blanks = math.ceil(up * pixels / _BLANK) + 1
        label = series.points[number].data_label
        label.position = XL_LABEL_POSITION.OUTSIDE_END
        label.text_frame.text = "\N{NO-BREAK SPACE}" * blanks + bar.words
        write(label.text_frame.paragraphs[0].runs[0].font, TEXT)


def _listed(values: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value:.6g}</c:v></c:pt>' for i, value in enumerate(values)
    )
    return f'<c:ptCount val="{len(values)}"/>{points}'


# --- lines ---------------------------------------------------------------------------------


def _lines(slide: Any, box: Box, chart: Lines, lang: str) -> Any:
    """Lines on an axis of time; a break of the series is a day without a value."""
    data = CategoryChartData(number_format(chart.decimals, lang))
    days = _days(chart)
    data.categories = list(days)
    drawn_series = [item for item in chart.series if not all(map(math.isnan, item.values))]
    for item in drawn_series:
        values = dict(zip(chart.years, map(known, item.values), strict=True))
        data.add_series(item.name, [year and values[year] for year in days.values()])
    shape = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place(box), data)
    drawn = _plain(shape.chart)
    _key(drawn)
    for made, item in zip(drawn.plots[0].series, drawn_series, strict=True):
        _line(made, item)
    _year_axis(drawn.category_axis, chart)
    _value_axis(drawn.value_axis, number_format(_digits(chart), lang))
    shown = [value for item in drawn_series for value in item.values if value == value]
    if shown and 0 <= min(shown) < 0.35 * max(shown):
        drawn.value_axis.minimum_scale = 0
    return shape


def _days(chart: Lines) -> dict[datetime.date, int | None]:
    """Days of the axis with their years; half a year before each break one without a year."""
    days: dict[datetime.date, int | None] = {
        datetime.date(year, 1, 1): year for year in chart.years
    }
    days |= {datetime.date(year - 1, 7, 1): None for year in chart.breaks}
    return dict(sorted(days.items()))


def _digits(chart: Lines) -> int:
    """Decimals of the marks: none where the numbers are large."""
    values = [abs(v) for item in chart.series for v in item.values if v == v]
    return 0 if max(values, default=0.0) >= 20 else chart.decimals


def _year_axis(axis: Any, chart: Lines) -> None:
    axis.has_major_gridlines = False
    axis.tick_labels.number_format = "yyyy"
    axis.tick_labels.number_format_is_linked = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    span = chart.years[-1] - chart.years[0]
    step = max(math.ceil(span / _MOST_YEARS), 1)
    element = axis._element
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit"):
        for found in element.findall(f"{{{_CHART}}}{name}"):
            element.remove(found)
    for name, value in (
        ("baseTimeUnit", "months" if chart.breaks else "years"),
        ("majorUnit", str(step)),
        ("majorTimeUnit", "years"),
    ):
        element.append(etree.Element(f"{{{_CHART}}}{name}", val=value))


def _line(made: Any, item: Series) -> None:
    made.smooth = False
    paint = colour(item.colour)
    made.format.line.color.rgb = paint
    made.format.line.width = Pt(1.25 if item.reference else 2.25)
    if item.reference:
        made.format.line.dash_style = MSO_LINE.DASH
    made.marker.style = _SYMBOLS[item.marker]
    made.marker.size = 4 if item.reference else 7
    made.marker.format.fill.solid()
    made.marker.format.fill.fore_color.rgb = paint
    made.marker.format.line.color.rgb = paint


# --- radar ---------------------------------------------------------------------------------


def _radar(slide: Any, box: Box, chart: Radar, lang: str) -> Any:
    """Radar; the ring of the reference is a series of its own."""
    data = CategoryChartData(number_format(chart.decimals, lang))
    data.categories = list(chart.axes)
    if chart.centre_words:
        data.add_series(chart.centre_words, [chart.centre] * len(chart.axes))
    for item in chart.series:
        data.add_series(item.name, list(map(known, item.values)))
    shape = slide.shapes.add_chart(XL_CHART_TYPE.RADAR_MARKERS, *place(box), data)
    drawn = _plain(shape.chart)
    _key(drawn)
    made = list(drawn.plots[0].series)
    if chart.centre_words:
        _ring(made.pop(0))
    for series, item in zip(made, chart.series, strict=True):
        _line(series, item)
    axis = drawn.value_axis
    _value_axis(axis, number_format(1, lang))
    axis.minimum_scale, axis.maximum_scale = 0, chart.maximum
    marks = round_ticks(0, chart.maximum, 4)
    axis.major_unit = marks[1] if len(marks) > 1 else chart.maximum
    _inner(drawn, (0.22, 0.2, 0.56, 0.72))
    write(axis.tick_labels.font, SMALL, PALETTE.muted)
    return shape


def _ring(series: Any) -> None:
    series.smooth = False
    series.format.line.color.rgb = colour(PALETTE.muted)
    series.format.line.width = Pt(1.5)
    series.format.line.dash_style = MSO_LINE.DASH
    series.marker.style = XL_MARKER_STYLE.NONE


# --- all charts ----------------------------------------------------------------------------


def _plain(drawn: Any) -> Any:
    """Type of the slide, no title of its own, gaps where there is no number."""
    write(drawn.font, TEXT)
    drawn.has_title = False
    drawn.has_legend = False
    blanks = drawn._chartSpace.chart.find(f"{{{_CHART}}}dispBlanksAs")
    if blanks is not None:
        blanks.set("val", "gap")
    for axis in _axes(drawn):
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.format.line.color.rgb = colour(PALETTE.line)
    return drawn


def _inner(drawn: Any, part: tuple[float, float, float, float]) -> None:
    """Give the plot its place in the chart: left, top, width and height as parts of it."""
    area = drawn._chartSpace.chart.plotArea
    for old in area.findall(f"{{{_CHART}}}layout"):
        area.remove(old)
    area.insert(0, plot_layout(*part))


def _axes(drawn: Any) -> list[Any]:
    return [drawn.category_axis, drawn.value_axis]


def _key(drawn: Any) -> None:
    drawn.has_legend = True
    drawn.legend.position = XL_LEGEND_POSITION.TOP
    drawn.legend.include_in_layout = False
    write(drawn.legend.font, TEXT)


def _value_axis(axis: Any, form: str) -> None:
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = colour(PALETTE.line)
    axis.major_gridlines.format.line.width = Pt(0.5)
    axis.format.line.fill.background()
    axis.tick_labels.number_format = form
    axis.tick_labels.number_format_is_linked = False
