"""Views as they leave the dashboard: what pictures, slides and documents are drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from s3dash import labels, state, views
from s3dash.exhibits.model import (
    Area,
    AreaMap,
    Bar,
    Bars,
    Chart,
    Exhibit,
    Grid,
    Lines,
    Point,
    Radar,
    Scatter,
    Series,
)
from s3dash.exhibits.on_map import map_charts
from s3dash.indicators import places_of
from s3dash.state import Options, View
from s3dash.text import text

_CHARTS: Final[dict[str, Callable[[Options, View], tuple[Chart, ...]]]] = {
    state.MAP: map_charts,
    state.DATA: map_charts,
}


def exhibit(options: Options, view: View, base: str = "") -> Exhibit:
    """What a view shows, as plain data with all that belongs to it.

    Parameters
    ----------
    base : address of the dashboard, put before the links
    """
    pinned = replace(view, release=options.release.version)
    indicator = options.indicators[view.indicator]
    drawn = _CHARTS.get(view.page)
    return Exhibit(
        title=labels.view_title(options, view),
        subtitle=_subtitle(options, view),
        charts=drawn(options, view) if drawn else (),
        table=views.table(options, view),
        source=labels.source_line(options, indicator, view.kind, view.lang),
        link=pinned.to_link(base),
        short_link=pinned.to_short_link(base),
        release=options.release.version,
        lang=view.lang,
    )


def _subtitle(options: Options, view: View) -> str:
    """Measure, level and date where a view shows the figures of one year."""
    if view.page not in (state.MAP, state.DATA):
        return labels.measure_line(options, view)
    indicator = options.indicators[view.indicator]
    parts = (
        labels.measure_line(options, view),
        text(
            f"map.count_{view.level}", view.lang, n=str(len(places_of(options.release, view.level)))
        ),
        text("map.as_of", view.lang, date=labels.date_of(indicator, view.year, view.lang)),
    )
    return " · ".join(parts)


__all__ = [
    "Area",
    "AreaMap",
    "Bar",
    "Bars",
    "Chart",
    "Exhibit",
    "Grid",
    "Lines",
    "Point",
    "Radar",
    "Scatter",
    "Series",
    "exhibit",
]
