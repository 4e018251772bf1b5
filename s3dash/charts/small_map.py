"""Small maps as images in the text of a page: districts painted by class, a few kilobytes each.

They show at a glance where something is strong; whoever wants a figure goes on to the map.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from html import escape
from typing import Final
from urllib.parse import quote

import numpy as np
import shapely

from s3dash.charts import scales, theme

TOLERANCE: Final = 3.0
"""How far an outline may move [units of the drawing]: half a pixel at the size of a small map."""

_TOKEN: Final = re.compile(r"([A-Za-z])|(-?\d*\.?\d+)")
_HATCH: Final = "s3-no-value"
_SAFE: Final = " /:=,;()-'"
"""Signs that an address of data may hold as they are."""


@dataclass(frozen=True)
class Outlines:
    """Outlines of regions as path texts, and the size of the drawing that they lie in."""

    width: float
    height: float
    paths: Mapping[str, str]


def outlines(paths: Mapping[str, str], *, width: float, height: float) -> Outlines:
    """Simplify outlines; what two regions share stays shared.

    Parameters
    ----------
    paths : key of a region → its path, which draws with `M`, `l`, `h`, `v` and `Z` only
    width, height : size of the drawing

    Raises
    ------
    ValueError
        If a path draws in another way.
    """
    shapes = [_polygon(path) for path in paths.values()]
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    return Outlines(width, height, dict(zip(paths, map(_path, simple), strict=True)))


def _polygon(path: str) -> shapely.Geometry:
    """Area of a path; a ring inside another one is a hole."""
    areas = [shapely.Polygon(ring) for ring in rings(path)]
    return reduce(lambda area, ring: area.symmetric_difference(ring), areas)


def rings(path: str) -> list[list[tuple[float, float]]]:
    """Points of each closed line of a path that draws with `M`, `l`, `h`, `v` and `Z` only.

    Raises
    ------
    ValueError
        If the path draws in another way.
    """
    found: list[list[tuple[float, float]]] = []
    x = y = 0.0
    command, first = "", None
    for letter, digits in _TOKEN.findall(path):
        if letter:
            command = letter
            if letter not in "MlhvZ":
                raise ValueError(f"the path draws with '{letter}'; expected M, l, h, v and Z only")
            if letter == "M":
                found.append([])
            continue
        number = float(digits)
        if command == "h":
            x += number
        elif command == "v":
            y += number
        elif first is None:
            first = number
            continue
        else:
            x, y = (first, number) if command == "M" else (x + first, y + number)
            first = None
        found[-1].append((x, y))
    return found


def _path(shape: shapely.Geometry) -> str:
    """Path of a polygon in whole units, each step relative to the point before."""
    parts = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = np.rint(shapely.get_coordinates(ring)).astype(int)
            steps = np.diff(points, axis=0)[:-1]
            moved = " ".join(f"{dx} {dy}" for dx, dy in steps if dx or dy)
            parts.append(f"M{points[0][0]} {points[0][1]}l{moved}z".replace(" -", "-"))
    return "".join(parts)


def small_map(
    drawn: Outlines,
    values: Mapping[str, float],
    edges: Sequence[float],
    *,
    centre: float,
    alt: str,
    mode: theme.Mode,
) -> str:
    """Draw one small map.

    Parameters
    ----------
    drawn : outlines of the regions
    values : figure of each region; NaN where there is none, which is drawn hatched
    edges : class edges, see `scales.breaks`; shared by all maps that stand side by side
    centre : neutral value
    alt : what the map says, for those who cannot see it

    Returns
    -------
    str
        An image of HTML that holds the drawing itself: pages drop SVG that stands in their text.
    """
    colours = theme.ramp("diverging", edges, centre, mode=mode)
    palette = theme.palette(mode)
    keys = list(drawn.paths)
    classes = scales.classify(np.array([values.get(key, np.nan) for key in keys]), edges)
    fills = [colours[found] if found >= 0 else f"url(#{_HATCH})" for found in classes]
    hatch = _hatch(palette) if (classes < 0).any() else ""
    paths = "".join(
        f"<path fill='{fill}' d='{drawn.paths[key]}'/>"
        for key, fill in zip(keys, fills, strict=True)
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {drawn.width:g} {drawn.height:g}">{hatch}'
        f'<g stroke="{palette.no_value}" stroke-width="3" stroke-linejoin="round">{paths}</g></svg>'
    )
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml,{quote(svg, safe=_SAFE)}">'


def _hatch(palette: theme.Palette) -> str:
    return (
        f'<defs><pattern id="{_HATCH}" width="16" height="16" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><path fill="{palette.no_value_paper}" d="M0 0h16v16H0z"/>'
        f'<path fill="{palette.no_value}" d="M0 0h5v16H0z"/></pattern></defs>'
    )


def legend(
    labels: Sequence[str], edges: Sequence[float], *, centre: float | None, mode: theme.Mode
) -> str:
    """Legend of classes: one swatch with its label for each, from weak to strong.

    Without a centre the classes go from little to much.

    Raises
    ------
    ValueError
        If there is not one label for each class.
    """
    kind: theme.Kind = "sequential" if centre is None else "diverging"
    colours = theme.ramp(kind, edges, centre, mode=mode)
    entries = "".join(
        f'<li><i style="background:{colour}"></i>{escape(label)}</li>'
        for colour, label in zip(colours, labels, strict=True)
    )
    return f'<ul class="s3-legend">{entries}</ul>'
