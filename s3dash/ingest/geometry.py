"""Boundaries of the release: simplified once, for maps, downloads and the drawing in the browser.

All areas are simplified as one coverage, so that neighbours keep one common border. Districts and
the region are dissolved from the municipalities: a point lies in a district exactly where it lies
in one of its municipalities.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from s3dash import codes
from s3dash.ingest import coverage, labels, screen, vg250
from s3dash.ingest.raw_file import RawFileError

TOLERANCE: Final = 50.0
"""Tolerance of the simplification [m]: the root of the largest triangle that is cut off."""

DECIMALS: Final = 5
"""Decimals of longitude and latitude: 0.7 m."""

WGS84: Final = "EPSG:4326"
REGION: Final = "RUHR"


@dataclass(frozen=True)
class Boundaries:
    """Simplified areas, each with `ags` and `geometry` (WGS 84), sorted by `ags`.

    Parameters
    ----------
    municipalities : those of the region
    districts : the region's, dissolved from the municipalities
    neighbours : all other districts of the state
    """

    municipalities: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    neighbours: gpd.GeoDataFrame


def write_geo(raw: Path, geo: Path, regions: pd.DataFrame) -> pd.DataFrame:
    """Write the boundaries of the release and place the labels.

    Writes `municipalities.geojson`, `districts.geojson`, `ruhr.geojson`, `nrw_districts.geojson`
    (WGS 84) and `shapes.json` (the drawing for the browser). The same input gives the same bytes.

    Parameters
    ----------
    raw : folder of the raw files
    geo : folder to write into; made if it is not there
    regions : DataFrame with at least the columns `ags, name, label_x, label_y`
        The names in the files are taken from here.

    Returns
    -------
    DataFrame
        `regions` with `label_x` and `label_y` (longitude and latitude, WGS 84) filled for the
        municipalities and districts of the region.

    Raises
    ------
    RawFileError
        If an area has no row in `regions`, or if areas overlap or leave a gap.
    """
    boundaries = read_boundaries(raw)
    names = _names(boundaries, regions)
    points = _place_labels(boundaries, names)
    geo.mkdir(parents=True, exist_ok=True)
    for file, areas in _layers(boundaries).items():
        _write(geo / file, _feature_collection(areas, names))
    _write(geo / "shapes.json", _json(_drawing(boundaries, points)) + "\n")
    return _with_labels(regions, points)


def publish_static(geo: Path, static: Path, *, keep_older: bool = False) -> Path:
    """Copy `shapes.json` to a name that holds its hash, and remove older copies if not to be kept.

    The name changes with the content, so that a browser may keep the file for ever.
    """
    content = (geo / "shapes.json").read_bytes()
    target = static / f"shapes.{hashlib.sha256(content).hexdigest()[:12]}.json"
    static.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.replace(target)
    if keep_older:
        return target
    for older in set(static.glob("shapes.*.json")) - {target}:
        older.unlink()
    return target


def read_boundaries(raw: Path) -> Boundaries:
    """Boundaries of the region and its state, simplified as one coverage.

    Raises
    ------
    RawFileError
        If areas overlap or leave a gap, before or after the simplification.
    """
    municipalities, districts = vg250.read_municipalities(raw), vg250.read_districts(raw)
    inside = municipalities["ags"].map(codes.district_of)
    neighbours = districts[~districts["ags"].isin(inside)]
    areas = _simplify(pd.concat([municipalities, neighbours], ignore_index=True))
    is_municipality = areas["ags"].isin(municipalities["ags"])
    municipalities = areas[is_municipality].reset_index(drop=True)
    neighbours = areas[~is_municipality].reset_index(drop=True)
    return Boundaries(municipalities, coverage.districts(municipalities), neighbours)


def _names(boundaries: Boundaries, regions: pd.DataFrame) -> dict[str, str]:
    names = dict(zip(regions["ags"], regions["name"], strict=True))
    layers = _layers(boundaries).values()
    if nameless := sorted({ags for layer in layers for ags in layer["ags"]} - set(names)):
        raise RawFileError(
            f"{vg250.FOLDER}: there are boundaries of {nameless}, which no list of regions knows;"
            " was one of them split, merged or renumbered?"
        )
    return names


def _place_labels(boundaries: Boundaries, names: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Places of the names, `ags` and `geometry` (WGS 84); each level is a map of its own."""
    levels = (boundaries.municipalities, boundaries.districts)
    points = [labels.place(level.to_crs(vg250.METRIC), names) for level in levels]
    return _rounded(pd.concat(points, ignore_index=True).to_crs(WGS84))


def _simplify(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify a coverage [m] and bring it to WGS 84 with `DECIMALS` decimals."""
    coverage.check(areas, "raw boundaries")
    simple = areas.set_geometry(areas.geometry.simplify_coverage(TOLERANCE))
    simple = _rounded(simple.to_crs(WGS84))
    coverage.check(simple, "simplified boundaries")
    return simple


def _rounded(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    geometry = shapely.transform(areas.geometry.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    return areas.set_geometry(gpd.GeoSeries(geometry, index=areas.index, crs=areas.crs))


def _layers(boundaries: Boundaries) -> dict[str, gpd.GeoDataFrame]:
    region = coverage.outline(boundaries.municipalities)
    state = pd.concat([boundaries.districts, boundaries.neighbours]).sort_values("ags")
    return {
        "municipalities.geojson": boundaries.municipalities,
        "districts.geojson": boundaries.districts,
        "ruhr.geojson": gpd.GeoDataFrame({"ags": [REGION]}, geometry=[region], crs=WGS84),
        "nrw_districts.geojson": state,
    }


def _feature_collection(areas: gpd.GeoDataFrame, names: Mapping[str, str]) -> str:
    """GeoJSON (RFC 7946) with one feature a line, so that a changed area is one changed line."""
    geometries = shapely.orient_polygons(shapely.normalize(areas.geometry.to_numpy()))
    features = (
        {
            "type": "Feature",
            "properties": {"ags": ags, "name": names[ags]},
            "geometry": shapely.geometry.mapping(geometry),
        }
        for ags, geometry in zip(areas["ags"], geometries, strict=True)
    )
    head = f'{{"type":"FeatureCollection","attribution":{_json(vg250.ATTRIBUTION)},"features":['
    return head + "\n" + ",\n".join(map(_json, features)) + "\n]}\n"


def _drawing(boundaries: Boundaries, points: gpd.GeoDataFrame) -> dict[str, Any]:
    metric = (
        areas.to_crs(vg250.METRIC)
        for areas in (boundaries.municipalities, boundaries.neighbours, points)
    )
    return {**screen.drawing(*metric), "attribution": vg250.ATTRIBUTION}


def _with_labels(regions: pd.DataFrame, points: gpd.GeoDataFrame) -> pd.DataFrame:
    places = points.set_index("ags").geometry
    placed = regions["ags"].isin(places.index)
    here = places.loc[regions.loc[placed, "ags"]]
    filled = regions.copy()
    for column, coordinate in (("label_x", here.x), ("label_y", here.y)):
        filled[column] = pd.to_numeric(filled[column])
        filled.loc[placed, column] = coordinate.to_numpy()
    return filled


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
