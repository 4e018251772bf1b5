"""What the map in the browser draws: areas as SVG path strings on one grid.

Metres (EPSG:25832) become screen units, 1000 across, y down. Every vertex is rounded to a tenth
of a unit before anything is dissolved or encoded, so that neighbours still share their border.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from s3dash.ingest import coverage

WIDTH: Final = 1000
"""Width of the drawing [screen units]."""

STEPS: Final = 10
"""Grid steps in a screen unit: coordinates have one decimal."""

PADDING: Final = 12
"""Room between the region and the edge of the drawing, for outlines [screen units]."""

CONTEXT_MARGIN: Final = 100
"""Districts outside the region are drawn if they come this near the drawing [screen units]."""

CONTEXT_TOLERANCE: Final = 300.0
"""Tolerance [m] of the borders between them; their border with the region stays as it is."""


@dataclass(frozen=True)
class Screen:
    """The drawing's place on the map.

    Parameters
    ----------
    west, north : easting and northing of the upper left corner [m]
    step : metres of one grid step
    height : height of the drawing [screen units]
    """

    west: float
    north: float
    step: float
    height: int

    @classmethod
    def around(cls, areas: gpd.GeoDataFrame) -> Screen:
        """Screen on which all areas [m] just fit, with `PADDING` on each side."""
        west, south, east, north = areas.total_bounds
        unit = (east - west) / (WIDTH - 2 * PADDING)
        height = int(np.ceil((north - south) / unit)) + 2 * PADDING
        return cls(west - PADDING * unit, north + PADDING * unit, unit / STEPS, height)

    def to_grid(self, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Areas [m] with their vertices on whole grid steps, repeated vertices removed."""
        on_grid = shapely.transform(areas.geometry.to_numpy(), self._steps)
        geometry = shapely.remove_repeated_points(on_grid)
        return gpd.GeoDataFrame({"ags": areas["ags"]}, geometry=geometry)

    def _steps(self, metres: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        steps: npt.NDArray[np.float64] = (metres - [self.west, self.north]) / self.step
        return np.rint(steps * [1, -1])


def drawing(
    municipalities: gpd.GeoDataFrame, neighbours: gpd.GeoDataFrame, labels: gpd.GeoDataFrame
) -> dict[str, Any]:
    """All that the map in the browser draws, ready for JSON.

    Parameters
    ----------
    municipalities, neighbours : `ags` and `geometry` [m], together a coverage
        The region's municipalities, and other districts; those near the region are drawn,
        whole, so that they reach beyond the `viewBox`.
    labels : `ags` and `geometry` [m]
        The point where the name of a municipality or district stands.

    Returns
    -------
    dict
        `viewBox`; `municipality` and `district`, each a list of `ags`, path `d` and `label`;
        `ruhr`, the outline; `context`, the neighbours; `borders`, the lines between `district`s.

    Raises
    ------
    ValueError
        If areas do not fit together on the grid.
    """
    screen = Screen.around(municipalities)
    drawn = screen.to_grid(municipalities)
    districts, region = coverage.districts(drawn), coverage.outline(drawn)
    around = _around(screen, neighbours)
    everything = pd.concat([drawn, around], ignore_index=True)
    coverage.check(everything, "boundaries on the screen's grid")
    points = screen.to_grid(labels).set_index("ags").geometry
    return {
        "viewBox": [0, 0, WIDTH, screen.height],
        "municipality": list(_areas(drawn, points)),
        "district": list(_areas(districts, points)),
        "ruhr": path(region),
        "context": "".join(map(path, around.geometry)),
        "borders": {"district": path(coverage.inner_borders(districts))},
    }


def _around(screen: Screen, neighbours: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Neighbours on the grid, with simpler borders between them; far ones are left out."""
    borders = neighbours.geometry.simplify_coverage(CONTEXT_TOLERANCE, simplify_boundary=False)
    around = screen.to_grid(neighbours.set_geometry(borders))
    frame = shapely.box(0, 0, WIDTH * STEPS, screen.height * STEPS)
    near = around.intersects(frame.buffer(CONTEXT_MARGIN * STEPS))
    return around[near].reset_index(drop=True)


def _areas(areas: gpd.GeoDataFrame, points: gpd.GeoSeries) -> Iterable[dict[str, Any]]:
    for ags, geometry in zip(areas["ags"], areas.geometry, strict=True):
        point = points[ags]
        yield {"ags": ags, "d": path(geometry), "label": [point.x / STEPS, point.y / STEPS]}


def path(geometry: Any) -> str:
    """SVG path string of polygons or lines given in grid steps.

    Every ring or line starts with an absolute `M`; all else is relative (`l`, `h`, `v`).

    >>> path(shapely.box(5, 10, 25, 20))
    'M2.5 1v1h-2v-1Z'
    >>> path(shapely.LineString([(0, 0), (3, -4), (13, 0)]))
    'M0 0l.3-.4 1 .4'
    """
    return "".join(_line(line) for line in _lines(geometry))


def _lines(geometry: Any) -> Iterable[Any]:
    """Single rings and lines of a geometry, an outline before its holes."""
    for part in shapely.get_parts(geometry):
        yield from shapely.get_rings(part) if part.geom_type == "Polygon" else [part]


def _line(line: Any) -> str:
    points = shapely.get_coordinates(line).astype(int).tolist()
    closed = points[0] == points[-1]
    if closed:
        points.pop()
    text, last = "M" + _numbers(*points[0]), ""
    for (from_x, from_y), (to_x, to_y) in pairwise(points):
        command, steps = _move(to_x - from_x, to_y - from_y)
        repeated = "" if steps.startswith("-") else " "
        text += (repeated if command == last else command) + steps
        last = command
    return text + ("Z" if closed else "")


def _move(dx: int, dy: int) -> tuple[str, str]:
    if dy == 0:
        return "h", _numbers(dx)
    if dx == 0:
        return "v", _numbers(dy)
    return "l", _numbers(dx, dy)


def _numbers(*steps: int) -> str:
    """Grid steps as screen units, as short as SVG allows: `25, -1` becomes `2.5-.1`."""
    units = (f"{step / STEPS:g}" for step in steps)
    short = (u.replace("0.", ".") if u.startswith(("0.", "-0.")) else u for u in units)
    return " ".join(short).replace(" -", "-")
