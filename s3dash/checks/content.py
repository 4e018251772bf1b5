"""The files of a release as the checks read them, and how a place in them is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from s3dash import ROOT, config
from s3dash.release import KEY, PROJECTS, read_participations

ACCEPTED_JUMPS: Final = ROOT / "config" / "accepted_jumps.csv"
"""Large changes that were looked at and are in the official figures: variable, field, ags, year,
reason."""

SUM_TOLERANCE: Final = {"persons": 0.5, "km2": 0.05}
"""How far a sum may differ from the published figure, by unit; these units add up."""

REGIONAL_TOLERANCE: Final = SUM_TOLERANCE | {
    "EUR": 1.0,
    "t": 1.0,
    "kW": 1.0,
    "count": 0.5,
    "1000 EUR": 4.5,
    "1000 persons": 0.25,
    "ha": 5.0,
    "1000 m2": 0.15,
}
"""The same inside the region, for all units that add up: rounding of the published parts. Beyond it
the statistics of businesses do not add up: some cases count for a state or Germany only."""

METRIC_CRS: Final = "EPSG:25832"


@dataclass(frozen=True)
class Content:
    """The files of a release as they are read by the checks, each at most once."""

    folder: Path
    accepted_jumps: Path = ACCEPTED_JUMPS

    @property
    def data(self) -> Path:
        """Folder of the tables."""
        return self.folder / "data"

    @property
    def geo(self) -> Path:
        """Folder of the geometry."""
        return self.folder / "geo"

    @cached_property
    def sidecars(self) -> dict[str, dict[str, Any]]:
        """Sidecars by table."""
        paths = sorted(self.data.glob("*.meta.json"))
        return {path.name.removesuffix(".meta.json"): read_json(path) for path in paths}

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables of long values by name."""
        return {name: _table(self.data / meta["file"]) for name, meta in self.sidecars.items()}

    @cached_property
    def variables(self) -> dict[str, dict[str, Any]]:
        """Description of each variable, with the name of its table and file."""
        return {
            name: {**description, "table": table, "file": meta["file"]}
            for table, meta in self.sidecars.items()
            for name, description in meta["variables"].items()
        }

    @cached_property
    def regions(self) -> pd.DataFrame:
        """`regions.csv`, every cell as text."""
        return _text_csv(self.data / "regions.csv")

    @cached_property
    def fields(self) -> pd.DataFrame:
        """`fields.csv`, every cell as text."""
        return _text_csv(self.data / "fields.csv")

    @cached_property
    def indicators(self) -> list[dict[str, Any]]:
        """Entries of the catalogue."""
        entries: list[dict[str, Any]] = read_json(self.data / "indicators.json")
        return entries

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """Entries of the list of sources."""
        entries: list[dict[str, Any]] = read_json(self.data / "sources.json")
        return entries

    @cached_property
    def projects(self) -> pd.DataFrame | None:
        """Participations in EU research projects; None where the release has none."""
        there = (self.data / f"{PROJECTS}.csv").is_file()
        return read_participations(self.data) if there else None

    def geometry(self, name: str) -> gpd.GeoDataFrame:
        """Return one layer of `geo/` in metres."""
        layer: gpd.GeoDataFrame = gpd.read_file(self.geo / f"{name}.geojson")
        return layer.to_crs(METRIC_CRS)

    def named(self, variable: str) -> pd.DataFrame:
        """Return the rows of one variable."""
        table = self.tables[self.variables[variable]["table"]]
        return table[table["variable"] == variable]

    def series(self, variable: str) -> pd.Series[float]:
        """Return the figures of one variable by field, region and year."""
        rows = self.named(variable).set_index(["field", "ags", "year"])
        figures: pd.Series[float] = rows["value"]
        return figures

    def file_of(self, variable: str) -> str:
        """Return the file that holds a variable."""
        return str(self.variables[variable]["file"])


def read_json(path: Path) -> Any:
    """Read one JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def _text_csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _table(path: Path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    text = dict.fromkeys(("variable", "field", "ags", "status"), str)
    return pd.read_csv(path, dtype=text, keep_default_na=False, na_values={"value": [""]})


def words(*parts: object) -> str:
    """Join the parts of a key that are not empty."""
    return " ".join(str(part) for part in parts if part != "")


def places(rows: pd.DataFrame) -> list[str]:
    """Key of each row as words for a report."""
    return [words(*key) for key in rows[list(KEY)].itertuples(index=False)]


def items(series: pd.Series[float]) -> Iterator[tuple[tuple[str, ...], float]]:
    """Keys as texts, and values, of a series with any index."""
    for key, value in series.to_dict().items():
        parts = key if isinstance(key, tuple) else (key,)
        yield tuple(str(part) for part in parts), float(value)


def at_places(rows: pd.DataFrame, keep: Callable[[str], bool]) -> pd.DataFrame:
    """Return the rows of the places that are wanted; each place is asked once."""
    return rows[rows["ags"].isin([ags for ags in rows["ags"].unique() if keep(ags)])]


def in_region(ags: str) -> bool:
    """Whether a key is a municipality or district of the region."""
    return len(ags) >= 5 and ags[:5] in config.region().districts
