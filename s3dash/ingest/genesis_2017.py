"""What the thirteen tables of 2017 share: Regionaldatenbank, drawn on 10 October 2017.

The files hold the districts of every year since 1998 side by side. A district that does not exist
in a year has nothing but `-` there, which is no zero: its rows are `not_published`. Districts that
the file's latest year no longer has are left out, so the districts of a state need not add up in
the years before a reform. Where even Germany has no number in a year, the variable was not yet
asked for everywhere; the file has `.` there, which is no secret: that year is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import NOT_PUBLISHED, is_ags
from s3dash.config import Region
from s3dash.ingest import genesis_csv
from s3dash.ingest.areas import GERMANY, with_city_states, with_independent_cities
from s3dash.ingest.genesis_csv import GenesisFile
from s3dash.ingest.raw_file import RawFileError, file_of, origin_of, require_single
from s3dash.release import Origin, Table, Variable

SOURCE: Final = "genesis-2017-dump"
SEPARATOR: Final = " / "

_GERMANY: Final = "DG"
_NOTHING: Final = "-"
_YEAR: Final = r"(?:Jahr: |\d\d\.\d\d\.)?(\d{4})"
_BERLIN_PART: Final = re.compile(r"11(?!000)\d{3}")
"""Keys of city districts of Berlin, which look like keys of districts."""


@dataclass(frozen=True)
class Column:
    """Where a variable stands in its file, and what it is.

    Parameters
    ----------
    position : of the column, from 0
    head : the column's head cells from top to bottom, joined by `SEPARATOR`
    unit : of the values as they stand
    decimals : of the values as they stand
    breaks : first years of stretches that must not be joined with the years before
    municipalities_only : whether the figures of larger areas are left out, because they mean
        something else than a reader expects
    """

    position: int
    head: str
    unit: str
    decimals: int = 0
    breaks: tuple[int, ...] = ()
    municipalities_only: bool = False


@dataclass(frozen=True)
class RawTable:
    """One file of the source.

    Parameters
    ----------
    code : number of the table, which is also the file's name
    head_lines : lines above the first row
    columns : our variables
    year_line : line of the head that states the year, in tables of municipalities; 0 where the
        first column of each row does, in tables of districts
    reference_date : what the figures of a year are about
    parts : variables that are never more than another one
    """

    code: str
    head_lines: int
    columns: Mapping[str, Column]
    year_line: int = 0
    reference_date: str = "year"
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def positions(self) -> dict[int, str]:
        """Columns to read: key, year where the rows state it, and the variables."""
        keys = {0: "key"} if self.year_line else {0: "year", 1: "key"}
        return keys | {column.position: name for name, column in self.columns.items()}

    @property
    def variables(self) -> dict[str, Variable]:
        """Descriptions of the variables for the release."""
        return {
            name: Variable(c.unit, SOURCE, self.reference_date, c.decimals, c.breaks)
            for name, c in self.columns.items()
        }


def read_table(
    raw: Path,
    tables: Sequence[RawTable],
    region: Region,
    *,
    name: str,
    title_de: str,
    title_en: str,
) -> Table:
    """Read some tables of the source into one table of the release.

    Raises
    ------
    RawFileError
        If a file is missing or not what is expected.
    """
    values: list[pd.DataFrame] = []
    origins: list[Origin] = []
    variables: dict[str, Variable] = {}
    for table in tables:
        path = file_of(raw, SOURCE, f"{table.code}.csv")
        read, as_of = read_values(path, table, region)
        values.append(read)
        variables |= table.variables
        origins.append(origin_of(raw, path, as_of=as_of))
    return Table(
        name=name,
        title_de=title_de,
        title_en=title_en,
        values=pd.concat(values, ignore_index=True),
        variables=variables,
        origins=tuple(origins),
        territorial_status="as published for each year",
        file_format="parquet",
    )


def read_values(path: Path, table: RawTable, region: Region) -> tuple[pd.DataFrame, str | None]:
    """Read one file into long values.

    Returns
    -------
    Long values of districts, states, DE and, from a table of municipalities, the region's
    municipalities, with the cell of each; and the day on which the file was issued

    Raises
    ------
    RawFileError
        If the file is another table, a column has another head, a row stands twice, an area of the
        region has no row, or a part is more than the whole.
    """
    file = genesis_csv.read_file(path, head_lines=table.head_lines, columns=table.positions)
    _check_heads(file, table)
    areas = _areas(file, table, region)
    require_single(areas, ["ags", "year"], file=path.name)
    long = pd.concat([_variable(file, name, areas) for name in table.columns], ignore_index=True)
    long = with_city_states(_asked(long))
    if table.year_line:
        long = with_independent_cities(long, region.independent_cities)
    for whole, parts in table.parts.items():
        genesis_csv.require_parts(long, whole, parts, file=path.name, key=["ags", "year"])
    local = {name for name, column in table.columns.items() if column.municipalities_only}
    long = long[~long["variable"].isin(local) | (long["ags"].str.len() == 8)]
    _check_region(long, region, file=path.name, municipal=bool(table.year_line))
    return long, file.as_of


def _check_heads(file: GenesisFile, table: RawTable) -> None:
    """Check the table's number and the head of every column that is read."""
    genesis_csv.require_head(file, {(1, 1): f"GENESIS-Tabelle: {table.code}"})
    for name, column in table.columns.items():
        cells = [line[column.position] for line in file.head if len(line) > column.position]
        found = SEPARATOR.join(cell.strip() for cell in cells if cell.strip())
        if found != column.head:
            raise RawFileError(
                f"{file.path.name}, column {column.position + 1}: the head is '{found}' instead"
                f" of '{column.head}' ({name}); the columns have moved, so adapt the module"
            )


def _areas(file: GenesisFile, table: RawTable, region: Region) -> pd.DataFrame:
    """Rows that are kept, by line: `ags`, `year`, and whether the area `exists` in that year."""
    ags = file.rows["key"].replace({_GERMANY: GERMANY})
    if table.year_line:
        stated = genesis_csv.year_of(file, line=table.year_line, pattern=_YEAR)
        year = pd.Series(stated, index=ags.index)
    else:
        year = _years(file)
    own = (ags.str.len() == 8) & ags.str[:5].isin(region.districts)
    exists = own | (file.rows[list(table.columns)] != _NOTHING).any(axis=1)
    larger = (ags == GERMANY) | (ags.map(is_ags) & (ags.str.len() < 8))
    current = set(ags[exists & (year == year.max())])
    kept = (own | larger) & ags.isin(current) & ~ags.str.fullmatch(_BERLIN_PART.pattern)
    return pd.DataFrame({"ags": ags, "year": year, "exists": exists})[kept]


def _years(file: GenesisFile) -> pd.Series[int]:
    cells = file.rows["year"]
    year = cells.str.extract(f"^{_YEAR}$", expand=False)
    if year.isna().any():
        line = year.index[year.isna()][0]
        raise RawFileError(
            f"{file.path.name}, line {line}: '{cells[line]}' is no year; is the row whole?"
        )
    return year.astype(int)


def _variable(file: GenesisFile, name: str, areas: pd.DataFrame) -> pd.DataFrame:
    """Long values of one column."""
    values = genesis_csv.values_of(file, name).loc[areas.index]
    return values.assign(
        variable=name,
        field="",
        ags=areas["ags"],
        year=areas["year"],
        value=values["value"].where(areas["exists"]),
        status=values["status"].where(areas["exists"], NOT_PUBLISHED),
    )


def _asked(values: pd.DataFrame) -> pd.DataFrame:
    """Rows of the years in which the variable was asked for in all of Germany."""
    nation = values[(values["ags"] == GERMANY) & values["value"].isna()]
    key = ["variable", "year"]
    unasked = pd.MultiIndex.from_frame(nation[key])
    return values[~pd.MultiIndex.from_frame(values[key]).isin(unasked)]


def _check_region(values: pd.DataFrame, region: Region, *, file: str, municipal: bool) -> None:
    known = values[values["status"] != NOT_PUBLISHED]
    for (variable, year), rows in known.groupby(["variable", "year"]):
        found = set(rows["ags"])
        municipalities = sum(len(ags) == 8 for ags in found)
        absent = sorted(set(region.districts) - found) if any(map(_is_district, found)) else []
        if absent or municipalities != municipal * region.municipality_count:
            raise RawFileError(
                f"{file}, {variable}, {year}: {municipalities} municipalities of"
                f" {region.name.de}, and no rows for the districts {absent}; compare the keys with"
                " config/region.toml"
            )


def _is_district(ags: str) -> bool:
    return len(ags) == 5
