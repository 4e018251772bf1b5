"""Flows between regions as arcs over their outlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import plotly.graph_objects as go

from s3dash.charts.canvas import canvas, wrap
from s3dash.charts.labels import Labels
from s3dash.charts.small_map import rings
from s3dash.charts.theme import SIZE_SMALL, Mode, palette

HEIGHT: Final = 500
WIDEST: Final = 10.0
"""Width of the largest arc [px]; the others in proportion to their people."""

THINNEST: Final = 0.8
BOW: Final = 0.16
"""How far an arc leaves the straight line, as a share of its length."""

_POINTS: Final = 24
_LABEL_WIDTH: Final = 14
_FREE: Final = 15.0
"""Gap between the end of an arc and the middle of its region [units of the drawing]."""

_LETTER, _LINE, _AWAY = 13.0, 34.0, 8.0
"""Width of a letter, height of a line, and gap between a point and its name [units of the
drawing], when it is some 450 px wide."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, right, upper and lower end [units of the drawing]."""


@dataclass(frozen=True)
class Region:
    """A region of the map: its name, its outline as a path, and where its label stands."""

    name: str
    path: str
    label: Point


@dataclass(frozen=True)
class Arc:
    """A flow from one region to another; `text` is said when the arc is pointed at."""

    start: str
    end: str
    value: float
    text: str


def flow_map(
    regions: Mapping[str, Region],
    arcs: Sequence[Arc],
    labels: Labels,
    *,
    size: Point,
    chosen: str = "",
    mode: Mode = "light",
) -> go.Figure:
    """Outlines of regions with an arc for each flow, arrowhead at its end, wider for more people.

    Parameters
    ----------
    regions : every region that is drawn, by its key
    arcs : flows between them; the two directions of a pair bow to different sides
    size : width and height of the drawing that paths and labels lie in, y downwards
    chosen : key of the region that is marked; empty for none

    Raises
    ------
    ValueError
        If an arc names a region that is not drawn.
    """
    if strangers := {key for arc in arcs for key in (arc.start, arc.end)} - set(regions):
        raise ValueError(f"no outline of {', '.join(sorted(strangers))} to draw an arc to")
    figure = canvas(labels, height=HEIGHT, mode=mode)
    colours = palette(mode)
    for key, region in sorted(regions.items(), key=lambda item: item[0] == chosen):
        figure.add_trace(_outline(region, colours.accent if key == chosen else "", mode))
    largest = max((arc.value for arc in arcs), default=1.0)
    for arc in sorted(arcs, key=lambda item: item.value):
        points = _curve(regions[arc.start].label, regions[arc.end].label)
        width = max(THINNEST, WIDEST * arc.value / largest)
        figure.add_trace(_arc(arc, points, width, colours.regions[0]))
    figure.add_trace(_names(regions, mode))
    figure.update_layout(
        margin={"t": 0, "b": 0, "l": 0, "r": 0},
        showlegend=False,
        hovermode="closest",
        xaxis={
            "visible": False,
            "range": [0, size[0]],
            "constrain": "domain",
            "fixedrange": True,
        },
        yaxis={
            "visible": False,
            "range": [size[1], 0],
            "scaleanchor": "x",
            "constrain": "domain",
            "constraintoward": "top",
            "fixedrange": True,
        },
    )
    return figure


def _outline(region: Region, marked: str, mode: Mode) -> go.Scatter:
    colours = palette(mode)
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings(region.path):
        x += [*(point[0] for point in ring), ring[0][0], None]
        y += [*(point[1] for point in ring), ring[0][1], None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=colours.panel,
        line={"color": marked or colours.no_value, "width": 3 if marked else 1},
        name=region.name,
        hoverinfo="skip",
    )


def _curve(start: Point, end: Point) -> np.ndarray:
    """Points of a bow from one label to another, which leaves both of them free."""
    first, last = np.array(start), np.array(end)
    way = last - first
    side = np.array([way[1], -way[0]]) * 2 * BOW
    middle = (first + last) / 2 + side
    t = np.linspace(0, 1, _POINTS)[:, None]
    points: np.ndarray = (1 - t) ** 2 * first + 2 * t * (1 - t) * middle + t**2 * last
    away = np.minimum(np.hypot(*(points - first).T), np.hypot(*(points - last).T))
    free: np.ndarray = points[away >= _FREE]
    return free


def _arc(arc: Arc, points: np.ndarray, width: float, colour: str) -> go.Scatter:
    """Arc with an arrowhead that grows with it; all its points say what it is."""
    heads = [0.0] * (len(points) - 1) + [7 + 1.6 * width]
    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        mode="lines+markers",
        line={"color": colour, "width": width},
        marker={
            "symbol": "arrow",
            "angleref": "previous",
            "size": heads,
            "color": colour,
            "opacity": 1,
            "line": {"width": 0},
        },
        opacity=0.72,
        name=arc.text,
        meta={"from": arc.start, "to": arc.end, "value": arc.value},
        hovertemplate=f"{arc.text}<extra></extra>",
    )


def _names(regions: Mapping[str, Region], mode: Mode) -> go.Scatter:
    colours = palette(mode)
    return go.Scatter(
        x=[region.label[0] for region in regions.values()],
        y=[region.label[1] for region in regions.values()],
        mode="markers+text",
        text=[wrap(region.name, _LABEL_WIDTH) for region in regions.values()],
        textposition=_beside(regions),
        textfont={
            "size": SIZE_SMALL,
            "color": colours.ink,
            "shadow": f"1px 1px 2px {colours.paper}, -1px -1px 2px {colours.paper}",
        },
        marker={"size": 5, "color": colours.ink},
        hoverinfo="skip",
    )


def _beside(regions: Mapping[str, Region]) -> list[str]:
    """Below its point for each name, or elsewhere where it would stand on a name or a point.

    Long names choose first: they have the fewest places.
    """
    points = {key: _point(region.label) for key, region in regions.items()}
    places: dict[str, str] = {}
    taken: list[Box] = []
    for key, region in sorted(regions.items(), key=lambda item: (-len(item[1].name), item[0])):
        boxes = _boxes(region)
        others = [*taken, *(point for other, point in points.items() if other != key)]
        free = [side for side, box in boxes.items() if not any(_touch(box, b) for b in others)]
        places[key] = (free or list(boxes))[0]
        taken.append(boxes[places[key]])
    return [places[key] for key in regions]


def _point(at: Point) -> Box:
    return at[0] - _AWAY, at[0] + _AWAY, at[1] - _AWAY, at[1] + _AWAY


def _boxes(region: Region) -> dict[str, Box]:
    """Where a name would lie at each side of its point."""
    (x, y), lines = region.label, wrap(region.name, _LABEL_WIDTH).split("<br>")
    width, height = _LETTER * max(map(len, lines)), _LINE * len(lines)
    left, top = x - width / 2, y - height / 2
    return {
        "bottom center": (left, left + width, y + _AWAY, y + _AWAY + height),
        "top center": (left, left + width, y - _AWAY - height, y - _AWAY),
        "middle right": (x + _AWAY, x + _AWAY + width, top, top + height),
        "middle left": (x - _AWAY - width, x - _AWAY, top, top + height),
    }


def _touch(one: Box, other: Box) -> bool:
    across = one[0] < other[1] and other[0] < one[1]
    return across and one[2] < other[3] and other[2] < one[3]
