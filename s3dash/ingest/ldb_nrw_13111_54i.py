"""Landesdatenbank NRW 13111-54i: employees by sector and academic degree, 31 December.

Regions stand by name only, so the caller gives the keys. The five Regierungsbezirke are left out.
The last sector group ends at T, and the reference date is not that of 13111-07-05-4.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import TOTAL
from s3dash.ingest import genesis_csv
from s3dash.ingest.raw_file import (
    RawFileError,
    files_of,
    origin_of,
    require_own_years,
    require_single,
)
from s3dash.ingest.sectors import INDUSTRY, check_sums, disjoint
from s3dash.release import Table, Variable

SOURCE: Final = "ldb-nrw-13111-54i"

SERVICES: Final = "G-T"
SERVICE_PARTS: Final = ("G-I", "J", "K", "L", "M-N", "O-Q", "R-T")

_HEAD_LINES: Final = 7
_COLUMNS: Final = {
    0: "date",
    1: "region",
    2: "sector",
    4: "employees_december",
    12: "employees_december_academic",
}
_HEAD: Final = {
    (1, 1): "Tabelle: 13111-54i",
    (6, 1): "Sozialversicherungspfl. Beschäftigte (Arbeitsort) (Anzahl)",
    (7, 5): "Insgesamt",
    (7, 13): "mit akademischem Abschluss",
}
_SECTOR_CODES: Final = {
    code: code for code in ("A", "B-F", INDUSTRY, "C", "F", SERVICES, *SERVICE_PARTS)
} | {"": TOTAL}
_VARIABLES: Final = ("employees_december", "employees_december_academic")


def read_values(path: Path, keys: Mapping[str, str]) -> tuple[pd.DataFrame, str | None]:
    """Read the file into long values with the sector groups as published.

    Parameters
    ----------
    path : the raw file
    keys : AGS by the region's name as the Regionaldatenbank writes it ("Essen, kreisfreie Stadt")

    Returns
    -------
    Long values (districts and the state), and the day on which the file was issued

    Raises
    ------
    RawFileError
        If the file is in another form, or a region's name is unknown.
    """
    file = genesis_csv.read_file(path, head_lines=_HEAD_LINES, columns=_COLUMNS)
    genesis_csv.require_head(file, _HEAD)
    year = genesis_csv.years_of(file, "date", before=r"31\.12\.")
    region = file.rows["region"].str.replace("krfr. Stadt", "kreisfreie Stadt", regex=False)
    ags = region.map(keys)
    field = genesis_csv.codes_of(file, "sector", _SECTOR_CODES)
    listed = ~region.str.endswith("Regierungsbezirk") & ~_dissolved(file.rows)
    if unknown := sorted(set(region[listed & ags.isna()])):
        raise RawFileError(
            f"{path.name}: no key for {unknown}; compare the names with those in 13111-07-05-4"
        )
    require_single(file.rows, ["date", "region", "sector"], file=path.name)
    values = pd.concat(
        [
            genesis_csv.values_of(file, variable)
            .assign(variable=variable, field=field, ags=ags, year=year)
            .loc[listed]
            for variable in _VARIABLES
        ],
        ignore_index=True,
    )
    return values, file.as_of


def _dissolved(rows: pd.DataFrame) -> pd.Series:
    """Whether a row is of a region without any employee: it no longer exists."""
    empty = rows.loc[(rows["sector"] == "") & (rows["employees_december"] == "-"), "region"]
    return rows["region"].isin(empty)


def check_state(values: pd.DataFrame, *, file: str) -> None:
    """Check that every district is there: their totals add up to the state's total.

    Raises
    ------
    RawFileError
        If they do not.
    """
    totals = values[(values["field"] == TOTAL) & (values["variable"] == "employees_december")]
    for year, group in totals.groupby("year"):
        state = group["ags"].str.len() == 2
        difference = group.loc[state, "value"].sum() - group.loc[~state, "value"].sum()
        if difference:
            raise RawFileError(
                f"{file}: the districts' employees differ from the state's by {difference:.0f} in"
                f" {year}; a row is missing or doubled, so compare the file with a new download"
            )


def read(raw: Path, keys: Mapping[str, str]) -> list[Table]:
    """Read the table `employees_december`.

    Parameters
    ----------
    raw : folder of the raw files
    keys : AGS by the region's name, see `read_values`

    Raises
    ------
    RawFileError
        If the file is unexpected, a region unknown, or the figures do not add up.
    """
    parts, origins = [], []
    seen: dict[int, str] = {}
    for path in files_of(raw, SOURCE, "13111-54i_*.csv"):
        published, as_of = read_values(path, keys)
        require_own_years(seen, published["year"], file=path.name)
        genesis_csv.require_parts(
            published, *_VARIABLES[:1], _VARIABLES[1:], file=path.name, key=["ags", "field", "year"]
        )
        check_state(published, file=path.name)
        check_sums(published, services=SERVICES, parts=SERVICE_PARTS, file=path.name)
        parts.append(disjoint(published, services=SERVICES))
        origins.append(origin_of(raw, path, as_of=as_of))
    variable = Variable("persons", SOURCE, "31.12.", 0)
    table = Table(
        name="employees_december",
        title_de="Sozialversicherungspflichtig Beschäftigte am 31. Dezember nach Wirtschaftszweigen"
        " und akademischem Abschluss",
        title_en="Employees subject to social insurance on 31 December by sector and academic"
        " degree",
        values=pd.concat(parts, ignore_index=True),
        variables=dict.fromkeys(_VARIABLES, variable),
        origins=tuple(origins),
        territorial_status="as published",
    )
    return [table]
