"""Where names stand on a map: inside their area, and not on another name if avoidable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely

LETTER: Final = (850.0, 1900.0)
"""Width and height of a letter [m]: 12 px on a map that shows the Ruhr 900 px wide."""

SEARCH: Final = 500.0
"""Distance of the places that are tried [m]."""

KEEP: Final = 0.5
"""How near the border a name may move: this share of the inmost point's distance from it."""

PRECISION: Final = 10.0
"""How exactly the inmost point of an area is searched [m]."""


def place(areas: gpd.GeoDataFrame, names: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Points for the names of areas: `ags` and `geometry` [m], in the areas' order.

    A name stands on the inmost point of its area's largest part. Where it would cover the name
    of a smaller area it moves to the nearest free place inside; where none is free it stays.

    Parameters
    ----------
    areas : `ags` and `geometry` [m]
    names : name by `ags`
    """
    points: dict[str, Any] = {}
    taken: list[Any] = []
    for index in areas.area.sort_values(kind="stable").index:
        ags = areas.at[index, "ags"]
        spots = _spots(areas.at[index, "geometry"])
        boxes = _boxes(spots, names[ags])
        free = ~shapely.intersects(boxes, shapely.union_all(taken))
        chosen = int(np.argmax(free))  # the first free one; the inmost point if none is
        points[ags] = shapely.Point(spots[chosen])
        taken.append(boxes[chosen])
    ordered = [points[ags] for ags in areas["ags"]]
    return gpd.GeoDataFrame({"ags": areas["ags"]}, geometry=ordered, crs=areas.crs)


def _spots(area: Any) -> Any:
    """Places for a name as rows of x and y, the best one first: the inmost point."""
    largest = max(shapely.get_parts(area), key=shapely.area)
    radius = shapely.maximum_inscribed_circle(largest, tolerance=PRECISION)
    inmost = shapely.get_coordinates(radius)[0]
    room = shapely.buffer(largest, -KEEP * shapely.length(radius))
    west, south, east, north = shapely.bounds(room)
    x, y = np.meshgrid(np.arange(west, east, SEARCH), np.arange(south, north, SEARCH))
    grid = np.column_stack([x.ravel(), y.ravel()])
    inside = grid[shapely.contains_xy(room, grid)]
    nearest = np.argsort(np.hypot(*(inside - inmost).T), kind="stable")
    return np.vstack([inmost, inside[nearest]])


def _boxes(spots: Any, name: str) -> Any:
    """The ground that a name covers at each of the places."""
    half = np.array([LETTER[0] * len(name), LETTER[1]]) / 2
    return shapely.box(*(spots - half).T, *(spots + half).T)
