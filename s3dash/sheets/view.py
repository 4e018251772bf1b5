"""What stands on one page about a view: its charts in their places, notes, sources and address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from s3dash.exhibits import Bars, Chart, Exhibit, Lines
from s3dash.pictures import chart_svg
from s3dash.pictures.arrangement import arranged
from s3dash.pictures.canvas import Box
from s3dash.sheets.typeset import PIXELS, attached, qr_code
from s3dash.text import text

_WIDTH: Final = 269.0
_HEADING: Final = 7.0
"""Sizes in millimetres: of the page within its margins, and of the title above a chart."""


def view_sheet(exhibit: Exhibit, shapes: Path, height: float) -> dict[str, Any]:
    """Content of the page, as its template reads it.

    Parameters
    ----------
    shapes : `shapes.json` of the release, for maps
    height : of all charts together, in millimetres
    """
    online = exhibit.short_link.startswith("http")
    return {
        "title": exhibit.title,
        "subtitle": exhibit.subtitle,
        "charts": list(_charts(exhibit, shapes, height)),
        "height": height,
        "notes": exhibit.notes,
        "source": exhibit.source,
        "foot": text(
            "exhibit.foot", exhibit.lang, release=exhibit.release, link=exhibit.short_link
        ),
        "qr": qr_code(exhibit.short_link) if online else "",
        "qr_alt": text("sheet.qr_alt", exhibit.lang, name=exhibit.title),
        "pages": 1,
        **attached(exhibit),
    }


def _charts(exhibit: Exhibit, shapes: Path, height: float) -> Iterator[dict[str, Any]]:
    """As many charts as are legible side by side; several of them have their titles."""
    placed = arranged(exhibit.charts, Box(0, 0, _WIDTH * PIXELS, height * PIXELS))
    for chart, box in placed:
        title = _title(chart, exhibit) if len(placed) > 1 else ""
        room = box.inside(top=_HEADING * PIXELS if title else 0.0)
        svg = chart_svg(chart, shapes, room.width, room.height, lang=exhibit.lang)
        sides = {key: getattr(box, key) / PIXELS for key in ("left", "top", "width", "height")}
        yield {"title": title, "svg": svg.decode(), "alt": chart.alt, **sides}


def _title(chart: Chart, exhibit: Exhibit) -> str:
    """Title with the unit, without what the title of the page says already."""
    unit = chart.unit if isinstance(chart, Bars | Lines) else ""
    title = "" if exhibit.title.startswith(chart.title) else chart.title
    return f"{title} ({unit})" if title and unit else title or unit
