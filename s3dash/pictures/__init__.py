"""Pictures of a view without a browser: its charts with title, source, release and link in them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from matplotlib.figure import Figure

from s3dash.exhibits import AreaMap, Bars, Chart, Exhibit, Grid, Lines, Radar, Scatter
from s3dash.pictures import area_map, bars, grid, lines, radar, scatter
from s3dash.pictures.arrangement import arranged
from s3dash.pictures.canvas import (
    DPI,
    PALETTE,
    STRONG,
    Box,
    broken,
    drawing,
    points,
    text_height,
    to_bytes,
)
from s3dash.text import text

WIDTH: Final = 1600
HEIGHT: Final = 900
"""Size of a picture in pixels: that of a slide."""

_EDGE: Final = 48.0
_TITLE: Final = 34.0
_SUBTITLE: Final = 18.0
_FOOT: Final = 12.5
_HEADING: Final = 18.0
_AIR: Final = 8.0
"""Margin at the sides of a chart alone, where letters would be cut."""


def picture(exhibit: Exhibit, shapes: Path, form: str = "png") -> bytes:
    """Picture of a view; title, sources and address stand in the file's own description too.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps
    form : `png` (two dots per pixel) or `svg`
    """
    rights = "Rights" if form == "svg" else "Copyright"
    about = {
        "Title": exhibit.title,
        "Description": " · ".join((exhibit.subtitle, _release_and_link(exhibit))),
        "Source": exhibit.link,
        rights: exhibit.source,
    }
    with drawing():
        return to_bytes(drawn(exhibit, shapes), form, scale=2.0, about=about)


def _release_and_link(exhibit: Exhibit) -> str:
    link = exhibit.short_link
    return text("exhibit.foot", exhibit.lang, release=exhibit.release, link=link)


def drawn(exhibit: Exhibit, shapes: Path) -> Figure:
    """Picture of a view that is not written to a file yet; to be called within `drawing`."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI))
    sheet = Box(0, 0, WIDTH, HEIGHT).inside(left=_EDGE, right=_EDGE, top=36, bottom=26)
    top, bottom = _head(figure, sheet, exhibit), _foot(figure, sheet, exhibit)
    _charts(figure, sheet.inside(top=top + 26, bottom=bottom + 22), exhibit, shapes)
    return figure


def chart_svg(chart: Chart, shapes: Path, width: float, height: float, *, lang: str) -> bytes:
    """One chart as SVG without head and foot, for sheets and documents.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps
    width, height : in pixels; type is 17 pixels high, so a chart for a small place should be
        drawn small
    lang : language of the numbers on axes
    """
    return _alone(chart, shapes, width, height, lang, "svg")


def chart_png(chart: Chart, shapes: Path, width: float, height: float, *, lang: str) -> bytes:
    """One chart like `chart_svg`, for programs that take no SVG; two dots per pixel."""
    return _alone(chart, shapes, width, height, lang, "png")


def charts_png(exhibit: Exhibit, shapes: Path, width: float, height: float) -> bytes:
    """Charts of a view side by side with their titles, without head and foot; as PNG."""
    with drawing():
        figure = Figure(figsize=(width / DPI, height / DPI))
        _charts(figure, Box(0, 0, width, height), exhibit, shapes)
        return to_bytes(figure, "png", scale=2.0)


def _alone(chart: Chart, shapes: Path, width: float, height: float, lang: str, form: str) -> bytes:
    with drawing():
        figure = Figure(figsize=(width / DPI, height / DPI))
        draw(figure, Box(0, 0, width, height).inside(left=_AIR, right=_AIR), chart, shapes, lang)
        return to_bytes(figure, form, scale=2.0)


def draw(figure: Figure, box: Box, chart: Chart, shapes: Path, lang: str) -> None:
    """Draw a chart into a part of a figure."""
    match chart:
        case AreaMap():
            area_map.draw(figure, box, chart, shapes)
        case Bars():
            bars.draw(figure, box, chart)
        case Lines():
            lines.draw(figure, box, chart, lang)
        case Radar():
            radar.draw(figure, box, chart, lang)
        case Scatter():
            scatter.draw(figure, box, chart, lang)
        case Grid():
            grid.draw(figure, box, chart)


def _charts(figure: Figure, box: Box, exhibit: Exhibit, shapes: Path) -> None:
    """As many charts as are legible side by side, the first ones; several have their titles."""
    placed = arranged(exhibit.charts, box)
    maps = [chart for chart, _ in placed if isinstance(chart, AreaMap)]
    shared = len(maps) > 1 and len({_classes(chart) for chart in maps}) == 1
    for chart, part in placed:
        top = _heading(figure, part, chart, exhibit) if len(placed) > 1 else 0.0
        within = part.inside(top=top)
        if isinstance(chart, AreaMap) and shared:
            area_map.draw(figure, within, chart, shapes, legend=False)
        else:
            draw(figure, within, chart, shapes, exhibit.lang)
    if shared:
        named = [(name, colour) for name, colour, _ in maps[0].legend]
        strip = box.inside(top=box.height - 22)
        area_map.legend_below(figure, strip, maps[0].legend_title, named)


def _classes(chart: AreaMap) -> tuple[tuple[str, str], ...]:
    return tuple((name, colour) for name, colour, _ in chart.legend)


def _heading(figure: Figure, box: Box, chart: Chart, exhibit: Exhibit) -> float:
    """Title of one of several charts, with the unit; its height is returned."""
    unit = chart.unit if isinstance(chart, Bars | Lines) else ""
    title = "" if exhibit.title.startswith(chart.title) else chart.title
    words = f"{title} ({unit})" if title and unit else title or unit
    if not words:
        return 0.0
    lines = broken(words, box.width, _HEADING)
    box.axes(figure).text(
        0, 0, lines, va="top", fontsize=points(_HEADING), linespacing=1.2, **STRONG
    )
    return text_height(lines, _HEADING, 1.2) + 12


def _head(figure: Figure, box: Box, exhibit: Exhibit) -> float:
    """Title and subtitle; their height is returned."""
    axes = box.axes(figure)
    size = _TITLE
    title = broken(exhibit.title, box.width, size * 1.04)
    if title.count("\n") > 1:
        size = 0.75 * _TITLE
        title = broken(exhibit.title, box.width, size * 1.04)
    axes.text(0, 0, title, va="top", fontsize=points(size), linespacing=1.15, **STRONG)
    height = text_height(title, size, 1.15) + 6
    below = broken(exhibit.subtitle, box.width, _SUBTITLE)
    axes.text(0, height, below, va="top", fontsize=points(_SUBTITLE), color=PALETTE.muted)
    return height + text_height(below, _SUBTITLE)


def _foot(figure: Figure, box: Box, exhibit: Exhibit) -> float:
    """Sources in full, release and link; their height is returned."""
    words = (exhibit.source, _release_and_link(exhibit))
    lines = "\n".join(broken(part, box.width, _FOOT) for part in words if part)
    box.axes(figure).text(
        0,
        box.height,
        lines,
        va="bottom",
        fontsize=points(_FOOT),
        color=PALETTE.muted,
        linespacing=1.3,
    )
    return text_height(lines, _FOOT, 1.3)
