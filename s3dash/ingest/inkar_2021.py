"""INKAR, edition 2021 (BBSR): themes that the edition of 2024 does not bring.

Public finance, commuters and accessibility, land use, and pay: ready-made ratios of
municipalities, districts, states and Germany. One wide table per theme, one column per indicator
(`x276`). The level "Gemeindeverbände" is the municipality in North Rhine-Westphalia. A column
counts as published in the years in which it has a value at that level; a gap inside such a year
is `missing`. Figures stand as in the file, which writes 44.34 as 44.339999999999996. What is known
to be wrong stands in config/corrections.toml, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING, REPORTED
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.raw_file import RawFileError, files_of, from_cells, origin_of
from s3dash.release import Table, Variable

SOURCE: Final = "inkar-2021"

_LEVELS: Final = {"Gemeindeverbände": 8, "Kreise": 5, "Bundesländer": 2, "Bund": 2}
"""Levels of the raw tables, and how many digits their keys have."""

_NATION_KEY: Final = "00"

_CENSUS: Final = (2011,)
"""Inhabitants before 2011 continue the census of 1987, later ones that of 2011."""

_ONE_YEAR: Final = r"\d{4}"
"""Rows of several years ("2016/2017/2018") belong to columns that are not read."""


@dataclass(frozen=True)
class Column:
    """Where one of our variables stands in the raw tables, and what it is."""

    theme: str
    name: str
    unit: str
    reference_date: str = "year"
    breaks: tuple[int, ...] = ()


_FINANCE: Final = "oeffentliche_finanzen"
_TRAFFIC: Final = "verkehr_und_erreichbarkeit"
_LAND: Final = "flaechennutzung_und_umwelt"
_PAY: Final = "privateinkommen_private_schulden"
_PER_HEAD: Final = "EUR per inhabitant"

COLUMNS: Final = {
    "tax_strength_per_head": Column(_FINANCE, "x274", _PER_HEAD, "year", _CENSUS),
    "income_tax_per_head": Column(_FINANCE, "x275", _PER_HEAD, "year", _CENSUS),
    "trade_tax_per_head": Column(_FINANCE, "x276", _PER_HEAD, "year", _CENSUS),
    "municipal_investment_per_head": Column(_FINANCE, "x282", _PER_HEAD, "year", _CENSUS),
    "drive_to_motorway": Column(_TRAFFIC, "x334", "min"),
    "drive_to_airport": Column(_TRAFFIC, "x335", "min"),
    "drive_to_long_distance_station": Column(_TRAFFIC, "x336", "min"),
    "in_commuter_share": Column(_TRAFFIC, "x351", "%", "30.06."),
    "out_commuter_share": Column(_TRAFFIC, "x352", "%", "30.06."),
    "commuter_balance": Column(_TRAFFIC, "x353", "per 100 employees", "30.06."),
    "long_distance_commuter_share": Column(_TRAFFIC, "x354", "%", "30.06."),
    "settlement_area_share": Column(_LAND, "x237", "%", "31.12."),
    "settlement_density": Column(_LAND, "x238", "persons/km2 of settlement area", "31.12."),
    "recreation_area_share": Column(_LAND, "x239", "%", "31.12."),
    "gross_pay": Column(_PAY, "x222", "EUR per month"),
    "median_pay": Column(_PAY, "x224", "EUR per month"),
}
"""Our variables and the columns of INKAR that they come from."""


def read_theme(rows: pd.DataFrame, *, theme: str, region: Region) -> pd.DataFrame:
    """Long values of one theme's wide table, each with its cell.

    Parameters
    ----------
    rows : the raw table: raumbezug, ags, name, zeitbezug and one column per indicator
    theme : name of the raw file without its ending
    region : whose municipalities are kept

    Returns
    -------
    DataFrame of long values in the units of `COLUMNS`, with the lineage columns

    Raises
    ------
    RawFileError
        If a column is missing, a key is malformed, or the region's areas are incomplete.
    """
    wanted = {name: column for name, column in COLUMNS.items() if column.theme == theme}
    if missing := sorted({column.name for column in wanted.values()} - set(rows.columns)):
        raise RawFileError(f"{theme}.parquet: the columns {missing} are missing; is it INKAR 2021?")
    kept = _areas(rows, theme=theme, region=region)
    values = [
        _column_values(kept, column, position=list(rows.columns).index(column.name)).assign(
            variable=name
        )
        for name, column in wanted.items()
    ]
    return pd.concat(values, ignore_index=True).assign(field="")


def _areas(rows: pd.DataFrame, *, theme: str, region: Region) -> pd.DataFrame:
    """Rows of single years and of areas that are kept, with ags, year and the row's number."""
    digits = rows["raumbezug"].map(_LEVELS)
    malformed = rows[digits.isna() | (rows["ags"].str.len() != digits)]
    if len(malformed):
        row = malformed.iloc[0]
        raise RawFileError(
            f"{theme}.parquet, row {malformed.index[0] + 1}: key '{row['ags']}' at level"
            f" '{row['raumbezug']}'; expected are {_LEVELS} digits as text"
        )
    ags = rows["ags"].mask(rows["raumbezug"] == "Bund", rows["ags"].replace(_NATION_KEY, GERMANY))
    own = (digits != 8) | ags.str[:5].isin(region.districts)
    single = rows["zeitbezug"].str.fullmatch(_ONE_YEAR)
    kept = rows.assign(ags=ags, raw_row=rows.index + 1)[own & single]
    _check_region(kept, theme=theme, region=region)
    return kept.assign(year=kept["zeitbezug"].astype(int))


def _check_region(rows: pd.DataFrame, *, theme: str, region: Region) -> None:
    found = set(rows["ags"])
    municipalities = sum(len(ags) == 8 for ags in found)
    absent = sorted({*region.districts, region.state, GERMANY} - found)
    if absent or municipalities not in (0, region.municipality_count):
        raise RawFileError(
            f"{theme}.parquet: {municipalities} municipalities of the region, and no rows for"
            f" {absent}; compare the keys with config/region.toml"
        )


def _column_values(rows: pd.DataFrame, column: Column, *, position: int) -> pd.DataFrame:
    """Values of one column in the years that it is published at a level.

    An area without a row in such a year is `missing`, with row 0.
    """
    key = ["raumbezug", "ags", "year"]
    cells = rows[[*key, "raw_row"]].assign(value=rows[column.name])
    published = cells.groupby(["raumbezug", "year"])["value"].transform("count") > 0
    values = _with_all_areas(cells[published], key)
    status = values["value"].isna().map({True: MISSING, False: REPORTED})
    return from_cells(
        Path(SOURCE) / f"{column.theme}.parquet",
        values.assign(status=status),
        row=values["raw_row"].fillna(0).astype(int),
        column=position + 1,
        text=values["value"].map(repr, na_action="ignore").fillna(""),
    ).drop(columns="raumbezug")


def _with_all_areas(cells: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    complete = [
        pd.MultiIndex.from_product(
            [[level], part["ags"].unique(), part["year"].unique()], names=key
        )
        for level, part in cells.groupby("raumbezug")
    ]
    return cells.set_index(key).reindex(complete[0].append(complete[1:])).reset_index()


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `inkar_2021`.

    Raises
    ------
    RawFileError
        If a theme's table is unexpected.
    """
    values, origins = [], []
    for theme in sorted({column.theme for column in COLUMNS.values()}):
        (path,) = files_of(raw, SOURCE, f"{theme}.parquet")
        values.append(read_theme(pd.read_parquet(path), theme=theme, region=region))
        origins.append(origin_of(raw, path, as_of="2021"))
    table = Table(
        name="inkar_2021",
        title_de="Gemeindefinanzen, Pendler, Erreichbarkeit, Flächen, Verdienste",
        title_en="Municipal finance, commuters, accessibility, land, pay",
        values=pd.concat(values, ignore_index=True),
        variables={
            name: Variable(column.unit, SOURCE, column.reference_date, 2, column.breaks)
            for name, column in COLUMNS.items()
        },
        origins=tuple(origins),
        territorial_status="31.12.2019",
        file_format="parquet",
    )
    return [table]
