"""Flächenerhebung 33111: land by actual use in hectares, as prepared by a collector.

One CSV per year with a row per municipality, district (…000), state (…000000) and Germany
(DG000000). Rows of districts hold the sum of their municipalities, so never add both. An
independent city has one row, which is district and municipality at once; Hamburg and Berlin have
one for three levels. Districts that no longer exist have empty rows and are left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING, REPORTED, is_ags, municipality_key
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY, with_city_states
from s3dash.ingest.raw_file import RawFileError, files_of, from_cells, origin_of
from s3dash.release import Table, Variable

SOURCE: Final = "land-use-33111"
UNIT: Final = "ha"
INDUSTRY: Final = "land_industrial_commercial"

COLUMNS: Final = {
    "land_total": "land_total",
    "land_settlement": "land_settlement",
    "land_traffic": "land_traffic",
    INDUSTRY: "settlement_ghd",
}
"""Our variables and the file's columns; industrial and commercial area is part of settlement."""

_FILE: Final = re.compile(r"area_(\d{4})\.csv")
_GERMANY: Final = "DG000000"
_NUMBER: Final = r"\d+(\.\d+)?"


def read_year(path: Path, region: Region) -> pd.DataFrame:
    """Read one file into long values with the cell of each.

    Raises
    ------
    RawFileError
        If a column is missing, a cell is no number, an area of the region has no figure, or a
        part is larger than the whole.
    """
    named = _FILE.fullmatch(path.name)
    if not named:
        raise RawFileError(f"{path.name}: 'area_<year>.csv' is expected; name the file so")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    if absent := sorted({"ags", *COLUMNS.values()} - set(rows.columns)):
        raise RawFileError(f"{path.name}, line 1: the columns {absent} are missing; adapt COLUMNS")
    rows = rows.set_axis(range(2, len(rows) + 2))
    rows["key"] = rows["ags"].map(_key)
    known = (rows[list(COLUMNS.values())] != "").any(axis=1)
    own = (rows["key"].str.len() != 8) | rows["key"].str[:5].isin(region.districts)
    kept = rows[known & own & ((rows["key"] == GERMANY) | rows["key"].map(is_ags))]
    values = pd.concat(
        [
            _variable(path, kept, variable, position=list(rows.columns).index(column))
            for variable, column in COLUMNS.items()
        ],
        ignore_index=True,
    ).assign(year=int(named[1]), field="")
    values = _with_independent_cities(with_city_states(values), region)
    _check(values, region, file=path.name)
    return values


def _key(ags: str) -> str:
    """AGS of a row: shorter for districts and states.

    >>> [_key(ags) for ags in ("DG000000", "05000000", "05113000", "05978008")]
    ['DE', '05', '05113', '05978008']
    """
    if ags == _GERMANY:
        return GERMANY
    return ags.removesuffix("000000") if ags.endswith("000000") else ags.removesuffix("000")


def _variable(path: Path, rows: pd.DataFrame, variable: str, *, position: int) -> pd.DataFrame:
    cells = rows.iloc[:, position]
    wrong = cells[(cells != "") & ~cells.str.fullmatch(_NUMBER)]
    if len(wrong):
        raise RawFileError(
            f"{path.name}, line {wrong.index[0]}: '{wrong.iloc[0]}' is no area in hectares"
        )
    value = pd.to_numeric(cells).astype(float)
    values = pd.DataFrame(
        {
            "variable": variable,
            "ags": rows["key"],
            "value": value,
            "status": value.isna().map({True: MISSING, False: REPORTED}),
        }
    )
    return from_cells(path, values, row=cells.index, column=position + 1, text=cells)


def _with_independent_cities(values: pd.DataFrame, region: Region) -> pd.DataFrame:
    """Repeat the rows of independent cities, which are districts, as municipalities."""
    cities = values[values["ags"].isin(region.independent_cities)]
    as_municipalities = cities.assign(ags=cities["ags"].map(municipality_key))
    return pd.concat([values, as_municipalities], ignore_index=True)


def _check(values: pd.DataFrame, region: Region, *, file: str) -> None:
    wide = values.pivot(index="ags", columns="variable", values="value")
    complete = wide.dropna().index
    municipalities = sum(len(ags) == 8 for ags in complete)
    absent = sorted({*region.districts, region.state, GERMANY} - set(complete))
    if absent or municipalities != region.municipality_count:
        raise RawFileError(
            f"{file}: {municipalities} municipalities of {region.name.de} with all figures, and"
            f" none for {absent}; compare the keys with config/region.toml"
        )
    over = (wide[INDUSTRY] > wide["land_settlement"]) | (
        wide["land_settlement"] + wide["land_traffic"] > wide["land_total"]
    )
    if over.any():
        raise RawFileError(
            f"{file}, {over.index[over][0]}: a part is larger than the whole; look for exchanged"
            " columns"
        )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `land_use`.

    Raises
    ------
    RawFileError
        If a file is missing or not what is expected.
    """
    paths = files_of(raw, SOURCE, "area_*.csv")
    table = Table(
        name="land_use",
        title_de="Flächen nach tatsächlicher Nutzung",
        title_en="Land by actual use",
        values=pd.concat([read_year(path, region) for path in paths], ignore_index=True),
        variables=dict.fromkeys(COLUMNS, Variable(UNIT, SOURCE, "31.12.", 0)),
        origins=tuple(origin_of(raw, path) for path in paths),
        territorial_status="as published for each year",
        file_format="csv",
    )
    return [table]
