"""Views as they leave the dashboard: what pictures, slides and documents are drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from s3dash import labels, state, views
from s3dash.exhibits.model import (
    Area,
    AreaMap,
    Bar,
    Bars,
    Chart,
    Content,
    Exhibit,
    Grid,
    Heading,
    Lines,
    Point,
    Radar,
    Scatter,
    Series,
    Tie,
)
from s3dash.exhibits.on_comparison import comparison_content
from s3dash.exhibits.on_cooperation import cooperation_content
from s3dash.exhibits.on_flows import flow_content
from s3dash.exhibits.on_map import map_content
from s3dash.exhibits.on_potentials import potential_content
from s3dash.exhibits.on_priorities import priority_content
from s3dash.exhibits.on_profile import profile_content
from s3dash.exhibits.on_themes import start_content, themes_content
from s3dash.state import Options, View
from s3dash.text import text

_CONTENTS: Final[dict[str, Callable[[Options, View], Content]]] = {
    state.START: start_content,
    state.MAP: map_content,
    state.PROFILE: profile_content,
    state.COMPARISON: comparison_content,
    state.THEMES: themes_content,
    state.POTENTIALS: potential_content,
    state.COOPERATION: cooperation_content,
    state.PRIORITIES: priority_content,
    state.FLOWS: flow_content,
    state.DATA: map_content,
}

BOUNDARIES: Final = "vg250-2017"
"""Source of the outlines of all maps."""


def exhibit(options: Options, view: View, base: str = "") -> Exhibit:
    """What a view shows, as plain data with all that belongs to it.

    Pages that draw nothing have no charts.

    Parameters
    ----------
    base : address of the dashboard, put before the links
    """
    pinned = replace(view.alone(), release=options.release.version)
    content = _CONTENTS.get(view.page, _without_charts)(options, view)
    return Exhibit(
        title=content.title,
        subtitle=content.subtitle,
        charts=content.charts,
        rows=partial(views.table, options, view),
        source=_sources(options, content, view.lang),
        link=pinned.to_link(base),
        short_link=pinned.to_short_link(base),
        release=options.release.version,
        lang=view.lang,
        notes=content.notes,
    )


def heading(options: Options, view: View) -> Heading:
    """Words around the charts of a view: what is seen, and whose figures it is made of."""
    content = _CONTENTS.get(view.page, _without_charts)(options, view)
    return Heading(content.title, content.subtitle, _sources(options, content, view.lang))


def has_charts(page: str) -> bool:
    """Whether the views of a page can be drawn."""
    return page in _CONTENTS


def _without_charts(options: Options, view: View) -> Content:
    indicator = options.indicators[view.indicator]
    return Content(
        title=labels.view_title(options, view),
        subtitle=labels.measure_line(options, view),
        charts=(),
        shown=((indicator, view.kind),) if view.page == state.TRACE else (),
    )


def _sources(options: Options, content: Content, lang: str) -> str:
    """Sources of all figures, if there are any; of the boundaries too where there is a map."""
    if not content.shown:
        return ""
    line = labels.joint_source_line(options, content.shown, lang)
    if not any(isinstance(chart, AreaMap) for chart in content.charts):
        return line
    source = options.release.sources[BOUNDARIES]
    parts = {key: source[key] for key in ("line", "licence")}
    return f"{line} · {text('exhibit.boundaries', lang, **parts)}"


__all__ = [
    "Area",
    "AreaMap",
    "Bar",
    "Bars",
    "Chart",
    "Exhibit",
    "Grid",
    "Heading",
    "Lines",
    "Point",
    "Radar",
    "Scatter",
    "Series",
    "Tie",
    "exhibit",
    "has_charts",
    "heading",
]
