"""Flächenerhebung 33111: land by actual use in hectares, as prepared by a collector.

One CSV per year with a row per municipality, district (…000), state (…000000) and Germany
(DG000000). Rows of districts hold the sum of their municipalities, so never add both. An
independent city has one row, which is district and municipality at once; Hamburg and Berlin have
one for three levels. Districts that no longer exist have empty rows and are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import MISSING, REPORTED, is_ags
from s3dash.config import Region
from s3dash.ingest.areas import (
    GERMANY,
    require_sums,
    with_city_states,
    with_independent_cities,
)
from s3dash.ingest.places import require_full_keys
from s3dash.ingest.plain_csv import PlainCsv, read_plain_csv
from s3dash.ingest.raw_file import (
    RawFileError,
    files_of,
    from_cells,
    named_part,
    origin_of,
    require_single,
)
from s3dash.release import Table, Variable

SOURCE: Final = "land-use-33111"
UNIT: Final = "ha"
TOTAL: Final = "land_total"
"""Not the sum of the districts: the border waters with Luxembourg lie in none of them."""

INDUSTRY: Final = "land_industrial_commercial"

COLUMNS: Final = {
    TOTAL: "land_total",
    "land_settlement": "land_settlement",
    "land_traffic": "land_traffic",
    INDUSTRY: "settlement_ghd",
}
"""Our variables and the file's columns; industrial and commercial area is part of settlement."""

ROUNDING: Final = 10.0
"""Difference of sums that rounding explains [ha]."""

_HEAD: Final = (
    "ags", "land_total", "land_settlement", "land_traffic", "veg_agri", "veg_forrest", "veg_wood",
    "veg_heath", "veg_moor", "veg_marsh", "veg_plant_uncover_com", "water_total", "settlement_ghd",
)  # fmt: skip
_NAME: Final = r"area_(\d{4})\.csv"
_GERMANY: Final = "DG000000"
_NUMBER: Final = r"\d+(\.\d)?"


def read_year(path: Path, region: Region) -> pd.DataFrame:
    """Read one file into long values with the cell of each.

    Raises
    ------
    RawFileError
        If the head is another one, a row stands twice, a key has lost its zero, a cell is no
        number, an area of the region has no figure, or a part is larger than the whole.
    """
    year = int(named_part(path, _NAME))
    file = read_plain_csv(path, _HEAD)
    require_full_keys(file.rows["ags"], file=path.name)
    require_single(file.rows, ["ags"], file=path.name)
    rows = file.rows.assign(key=file.rows["ags"].map(_key))
    known = (rows[list(COLUMNS.values())] != "").any(axis=1)
    own = (rows["key"].str.len() != 8) | rows["key"].str[:5].isin(region.districts)
    kept = rows[known & own & ((rows["key"] == GERMANY) | rows["key"].map(is_ags))]
    values = pd.concat(
        [
            _variable(file, kept[column], variable, ags=kept["key"])
            for variable, column in COLUMNS.items()
        ],
        ignore_index=True,
    ).assign(year=year, field="")
    values = with_independent_cities(with_city_states(values), region.independent_cities)
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


def _variable(file: PlainCsv, cells: pd.Series, variable: str, *, ags: pd.Series) -> pd.DataFrame:
    wrong = cells[(cells != "") & ~cells.str.fullmatch(_NUMBER)]
    if len(wrong):
        raise RawFileError(
            f"{file.path.name}, line {wrong.index[0]}: '{wrong.iloc[0]}' is no area in hectares"
        )
    value = pd.to_numeric(cells).astype(float)
    values = pd.DataFrame(
        {
            "variable": variable,
            "ags": ags,
            "value": value,
            "status": value.isna().map({True: MISSING, False: REPORTED}),
        }
    )
    column = file.columns.index(str(cells.name)) + 1
    return from_cells(file.path, values, row=cells.index, column=column, text=cells)


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
    if (wide["land_traffic"] >= wide["land_settlement"])[GERMANY]:
        raise RawFileError(
            f"{file}: more land for traffic than for settlement in Germany; look for exchanged"
            " columns"
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
    years = [read_year(path, region) for path in paths]
    for path, values in zip(paths, years, strict=True):
        parts = values[values["variable"] != TOTAL]
        require_sums(parts, file=path.name, unit=UNIT, tolerance=ROUNDING)
    table = Table(
        name="land_use",
        title_de="Flächen nach tatsächlicher Nutzung",
        title_en="Land by actual use",
        values=pd.concat(years, ignore_index=True),
        variables=dict.fromkeys(COLUMNS, Variable(UNIT, SOURCE, "31.12.", 0)),
        origins=tuple(origin_of(raw, path) for path in paths),
        territorial_status="as published for each year",
        file_format="csv",
    )
    return [table]
