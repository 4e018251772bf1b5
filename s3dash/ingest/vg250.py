"""Administrative boundaries 1:250 000 (VG250) of the BKG, territorial status 2017.

Two files of one data set: the 53 municipalities of the Metropole Ruhr, and the 53 districts of
North Rhine-Westphalia. They share every vertex where they touch.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import geopandas as gpd
from pyogrio.errors import DataSourceError, FeatureError

from s3dash import codes
from s3dash.ingest.raw_file import RawFileError, file_of

FOLDER: Final = "vg250-2017"
MUNICIPALITIES: Final = "gemeinden_ruhr.geojson"
DISTRICTS: Final = "kreise_nrw.geojson"
ATTRIBUTION: Final = "© GeoBasis-DE / BKG 2017 (Daten verändert)"

METRIC: Final = "EPSG:25832"
"""Coordinate system of official German maps (ETRS89 / UTM zone 32N), in metres."""

LAND: Final = 4
"""Code of the column GF for an area with its land; other codes are water parts."""


def read_municipalities(raw: Path) -> gpd.GeoDataFrame:
    """Municipalities of the region: `ags` (8 digits) and `geometry` [m, EPSG:25832], by `ags`.

    Raises
    ------
    RawFileError
        If the file is missing or not whole, a key is doubled or no municipality's, or an area is
        water.
    """
    return _read(raw, MUNICIPALITIES, codes.MUNICIPALITY)


def read_districts(raw: Path) -> gpd.GeoDataFrame:
    """Districts of the state: `ags` (5 digits) and `geometry` [m, EPSG:25832], by `ags`.

    Raises
    ------
    RawFileError
        If the file is missing or not whole, a key is doubled or no district's, or an area is water.
    """
    return _read(raw, DISTRICTS, codes.DISTRICT)


def _read(raw: Path, file: str, level: str) -> gpd.GeoDataFrame:
    path = file_of(raw, FOLDER, file)
    try:
        areas = gpd.read_file(path)
    except (DataSourceError, FeatureError) as error:
        raise RawFileError(
            f"{path.name}: no areas can be read ({error}); is the file whole?"
        ) from error
    if absent := sorted({"AGS", "GF"} - set(areas.columns)):
        raise RawFileError(
            f"{path.name}: the columns {absent} are missing; found are {list(areas.columns)}"
        )
    areas = areas.rename(columns={"AGS": "ags"}).astype({"ags": str})
    if strange := [
        ags for ags in areas["ags"] if not codes.is_ags(ags) or codes.level_of(ags) != level
    ]:
        raise RawFileError(f"{path.name}: {strange} are not keys of the level {level}")
    if doubled := sorted(areas.loc[areas["ags"].duplicated(), "ags"]):
        raise RawFileError(f"{path.name}: {doubled} stand there more than once; merge their parts")
    if water := sorted(areas.loc[areas["GF"] != LAND, "ags"]):
        raise RawFileError(f"{path.name}: {water} have GF other than {LAND}, which is land area")
    ordered = areas[["ags", "geometry"]].sort_values("ags", ignore_index=True)
    return ordered.to_crs(METRIC)
