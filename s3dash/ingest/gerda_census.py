"""Census of 15 May 2022 per municipality, as prepared by the GERDA project.

One file with a head line, percentages from 0 to 100. Its shares of age groups and of single-family
houses are mislabelled (47 % aged 30 to 49 in Flensburg, 99.8 % single-family houses) and are not
read, nor is the share with a history of immigration, whose definition the codebook does not give.
The county covariates of the same project are INKAR's and are taken from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.config import Region
from s3dash.ingest.places import with_districts
from s3dash.ingest.plain_csv import cell_values, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, file_of, origin_of
from s3dash.release import Table, Variable

SOURCE: Final = "gerda-covariates"
FILE: Final = "census_2022.csv"
YEAR: Final = 2022
HOUSEHOLDS_PER_DWELLING: Final = (0.7, 1.3)
"""Limits of inhabitants by size of household and dwelling."""

_HEAD: Final = (
    "ags",
    "municipality_name",
    "population_census22",
    "share_under18_census22",
    "share_18to29_census22",
    "share_30to49_census22",
    "share_50to64_census22",
    "share_65plus_census22",
    "share_foreign_census22",
    "share_migration_bg_census22",
    "avg_household_size_census22",
    "share_single_family_census22",
    "total_dwellings_census22",
    "vacancy_rate_census22",
    "share_owner_occupied_census22",
    "avg_rent_per_m2_census22",
)


@dataclass(frozen=True)
class Column:
    """Where one of our variables stands, and what it is; `adds_up` gives it sums for districts.

    `plausible` are limits wide enough for every municipality of the region.
    """

    name: str
    unit: str
    decimals: int
    plausible: tuple[float, float]
    adds_up: bool = False


COLUMNS: Final = {
    "census_population": Column("population_census22", "persons", 0, (1e3, 2e6), adds_up=True),
    "dwellings": Column("total_dwellings_census22", "count", 0, (1e3, 2e6), adds_up=True),
    "foreign_residents_share": Column("share_foreign_census22", "%", 1, (1, 60)),
    "household_size": Column("avg_household_size_census22", "persons per household", 2, (1.5, 3)),
    "dwelling_vacancy_rate": Column("vacancy_rate_census22", "%", 1, (0.5, 15)),
    "owner_occupied_share": Column("share_owner_occupied_census22", "%", 1, (15, 90)),
    "rent_per_m2": Column("avg_rent_per_m2_census22", "EUR/m2", 2, (3, 15)),
}
"""Our variables and the columns that they come from."""


def census(path: Path, region: Region) -> pd.DataFrame:
    """Long values of the region's municipalities and, for counts, its districts; with cells.

    Raises
    ------
    RawFileError
        If the head is another one, a municipality is missing or doubled, or a cell is no number.
    """
    file = read_plain_csv(path, _HEAD)
    own = file.rows.loc[file.rows["ags"].str[:5].isin(region.districts), "ags"]
    if own.duplicated().any() or len(own) != region.municipality_count:
        raise RawFileError(
            f"{path.name}: {len(own)} rows of municipalities of {region.name.de}, doubled are"
            f" {own[own.duplicated()].tolist()}; {region.municipality_count} are expected"
        )
    parts = []
    for name, column in COLUMNS.items():
        values = cell_values(file, column.name, variable=name, ags=own, year=YEAR, decimals=2)
        _check_plausible(values, column, file=path.name)
        parts.append(with_districts(values, region) if column.adds_up else values)
    census = pd.concat(parts, ignore_index=True)
    _check_households(census, file=path.name)
    return census


def _check_plausible(values: pd.DataFrame, column: Column, *, file: str) -> None:
    """Figures are what the head of their column says."""
    low, high = column.plausible
    strange = values[~values["value"].between(low, high)]
    if len(strange):
        row = strange.iloc[0]
        raise RawFileError(
            f"{file}, line {row['raw_row']}, column {column.name}: {row['value']:g} is not between"
            f" {low:g} and {high:g}; look for exchanged columns"
        )


def _check_households(values: pd.DataFrame, *, file: str) -> None:
    """Inhabitants make about as many households as there are dwellings."""
    wide = values[values["ags"].str.len() == 8].pivot(
        index="ags", columns="variable", values="value"
    )
    households = wide["census_population"] / wide["household_size"]
    shares = households / wide["dwellings"]
    if (wrong := ~shares.between(*HOUSEHOLDS_PER_DWELLING)).any():
        raise RawFileError(
            f"{file}, {wrong.index[wrong][0]}: {shares[wrong].iloc[0]:.2f} households for each"
            " dwelling; look for exchanged columns or damaged numbers"
        )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `census`.

    Raises
    ------
    RawFileError
        If the file is unexpected or a municipality of the region is missing.
    """
    path = file_of(raw, SOURCE, FILE)
    table = Table(
        name="census",
        title_de="Zensus 2022: Bevölkerung und Wohnungen",
        title_en="Census 2022: population and dwellings",
        values=census(path, region),
        variables={
            name: Variable(column.unit, SOURCE, "year", column.decimals)
            for name, column in COLUMNS.items()
        },
        origins=(origin_of(raw, path),),
        territorial_status="15.05.2022",
    )
    return [table]
