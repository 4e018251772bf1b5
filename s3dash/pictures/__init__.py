"""Pictures of a view without a browser: its charts with title, source, release and link in them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from s3dash.charts import theme
from s3dash.exhibits import AreaMap, Bars, Chart, Exhibit
from s3dash.pictures import area_map, bars
from s3dash.pictures.canvas import DPI, PALETTE, STRONG, drawing, to_bytes
from s3dash.text import text

WIDTH: Final = 1600
HEIGHT: Final = 900
"""Size of a picture in pixels: that of a slide."""

_POINT: Final = 72 / DPI
_LINE: Final = 165
"""Letters of the foot that fit on one line."""


def picture(exhibit: Exhibit, shapes: Path, form: str = "png") -> bytes:
    """Picture of a view.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps
    form : `png` (two dots per pixel) or `svg`
    """
    with drawing():
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI))
        _head(figure, exhibit)
        _foot(figure, exhibit)
        for chart, box in zip(exhibit.charts, _boxes(exhibit.charts), strict=False):
            draw(figure.add_axes(box), chart, shapes)
        return to_bytes(figure, form, scale=2.0)


def draw(axes: Axes, chart: Chart, shapes: Path) -> None:
    """Draw a chart into axes."""
    if isinstance(chart, AreaMap):
        area_map.draw(axes, chart, shapes)
    elif isinstance(chart, Bars):
        bars.draw(axes, chart)


def _boxes(charts: tuple[Chart, ...]) -> list[tuple[float, float, float, float]]:
    """Left, bottom, width and height of each chart, as parts of the picture."""
    if len(charts) == 1:
        return [(0.12, 0.12, 0.76, 0.72)]
    return [(0.03, 0.11, 0.54, 0.75), (0.74, 0.12, 0.18, 0.73)]


def _head(figure: Figure, exhibit: Exhibit) -> None:
    figure.text(0.03, 0.955, exhibit.title, **STRONG, fontsize=30 * _POINT, va="top", ha="left")
    figure.text(0.03, 0.895, exhibit.subtitle, fontsize=16 * _POINT, color=PALETTE.muted, va="top")


def _foot(figure: Figure, exhibit: Exhibit) -> None:
    lines = [
        *textwrap.wrap(exhibit.source, _LINE)[:3],
        text("exhibit.foot", exhibit.lang, release=exhibit.release, link=exhibit.short_link),
    ]
    figure.text(
        0.03,
        0.03,
        "\n".join(lines),
        fontsize=theme.SIZE_SMALL * _POINT,
        color=PALETTE.muted,
        va="bottom",
        linespacing=1.35,
    )
