"""Coverages: areas side by side that share their borders, without overlap or gap."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import shapely

from s3dash import codes
from s3dash.ingest.raw_file import RawFileError


def check(areas: gpd.GeoDataFrame, what: str) -> None:
    """Refuse areas that are broken, overlap, or do not share the vertices of their borders.

    Raises
    ------
    RawFileError
        With `what` was checked and the keys (`ags`) of the areas at fault.
    """
    geometries = areas.geometry.to_numpy()
    faults = shapely.coverage_invalid_edges(geometries)
    broken = ~shapely.is_valid(geometries) | ~shapely.is_empty(faults)
    if broken.any():
        raise RawFileError(
            f"{what}: {sorted(areas.loc[broken, 'ags'])} are no valid areas or do not share their "
            f"border with a neighbour; repair the raw file or choose a finer tolerance"
        )


def districts(municipalities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Districts dissolved from their municipalities: `ags` (5 digits) and `geometry`."""
    district = municipalities["ags"].map(codes.district_of)
    return municipalities[["geometry"]].dissolve(by=district, method="coverage").reset_index()


def outline(areas: gpd.GeoDataFrame) -> Any:
    """All areas of a coverage as one geometry."""
    return areas.geometry.union_all(method="coverage")


def inner_borders(areas: gpd.GeoDataFrame) -> Any:
    """Lines that two areas of a coverage share; the outline is not among them."""
    all_borders = areas.geometry.boundary.union_all()
    return shapely.line_merge(all_borders.difference(outline(areas).boundary))
