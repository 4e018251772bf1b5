"""Eurostat pat_ep_rtot: patent applications to the EPO by the inventor's residence, per district.

Fractions: an application of two inventors counts half at each place. The series ended in 2012 and
its last year is incomplete, so it ends in 2011 here. Small districts have few applications a year:
five years are added up as well.

Rule of calculated figures: `sum of five years` (this year and the four before).
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import CALCULATED
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv, years_of
from s3dash.ingest.raw_file import RawFileError, calculated, file_of, origin_of, require_single
from s3dash.release import Table, Variable

SOURCE: Final = "eurostat-patents"
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2011
"""Last complete year, and the first one with figures per inhabitant for the districts."""

PLAUSIBLE_INHABITANTS: Final = (50_000, 1_000_000)
"""Limits for a district."""

INHABITANTS_CHANGE: Final = 0.1
"""How far the inhabitants of a year may lie from the median of all years."""

PER_INHABITANT: Final = "P_MHAB"
UNITS: Final = {"NR": "patent_applications", PER_INHABITANT: "patent_applications_per_million"}
POOLED: Final = "patent_applications_five_years"
POOLED_RULE: Final = "sum of five years"
POOLED_YEARS: Final = 5

_COLUMNS: Final = ("nuts", "ags5", "name", "unit", "year", "value")
_NATION, _STATE = "DE", "DEA"


def annual_values(file: PlainCsv, region: Region) -> pd.DataFrame:
    """Applications of each year, in number and per million inhabitants.

    Raises
    ------
    RawFileError
        If a row stands twice, a year is none, a district has no figure in one of the years, or
        the figures per inhabitant do not fit the numbers.
    """
    rows = file.rows
    require_single(rows, ["nuts", "unit", "year"], file=file.path.name)
    ags = rows["ags5"].mask(rows["nuts"] == _NATION, GERMANY)
    ags = ags.mask(rows["nuts"] == _STATE, region.state)
    years = years_of(file, "year")
    used = rows["unit"].isin(list(UNITS)) & years.between(FIRST_YEAR, LAST_YEAR) & (ags != "")
    variable = rows["unit"].map(UNITS)
    values = cell_values(
        file, "value", variable=variable[used], ags=ags[used], year=years[used], decimals=3
    )
    _check_complete(values, region, file=file.path.name)
    _check_inhabitants(values, region, file=file.path.name)
    return values


def _check_complete(values: pd.DataFrame, region: Region, *, file: str) -> None:
    wanted = {*region.districts, region.state, GERMANY}
    places = values.groupby(["variable", "year"])["ags"].agg(set).to_dict()
    for variable, year in product(UNITS.values(), sorted(set(values["year"]))):
        if absent := sorted(wanted - places.get((variable, year), set())):
            raise RawFileError(
                f"{file}: {variable} of {year} has no figure for {absent}; find out whether the"
                " gap is a zero before it is used"
            )


def _check_inhabitants(values: pd.DataFrame, region: Region, *, file: str) -> None:
    """Numbers and figures per million inhabitants give about the same inhabitants every year."""
    wide = values.pivot(index=["ags", "year"], columns="variable", values="value")
    people = wide[UNITS["NR"]] / wide[UNITS[PER_INHABITANT]] * 1e6
    change = people / people.groupby("ags").transform("median") - 1
    own = people.index.get_level_values("ags").isin(region.districts)
    wrong = (change.abs() > INHABITANTS_CHANGE) | (own & ~people.between(*PLAUSIBLE_INHABITANTS))
    if wrong.any():
        ags, year = wrong.index[wrong][0]
        raise RawFileError(
            f"{file}: the applications of {ags} in {year} and those per million inhabitants do not"
            " fit together; look for exchanged labels or damaged numbers"
        )


def pooled_values(values: pd.DataFrame) -> pd.DataFrame:
    """Applications of five years together, at the last of them."""
    number = values[values["variable"] == UNITS["NR"]]
    wide = number.pivot(index="ags", columns="year", values="value").sort_index(axis=1)
    sums = wide.T.rolling(POOLED_YEARS).sum().dropna().round(2)
    long = sums.reset_index().melt(id_vars="year", var_name="ags")
    return calculated(long.assign(variable=POOLED, field="", status=CALCULATED), rule=POOLED_RULE)


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `patents`.

    Raises
    ------
    RawFileError
        If the file is unexpected or has gaps.
    """
    path = file_of(raw, SOURCE, "pat_ep_rtot_ruhr.csv")
    annual = annual_values(read_plain_csv(path, _COLUMNS), region)
    table = Table(
        name="patents",
        title_de="Patentanmeldungen beim Europäischen Patentamt",
        title_en="Patent applications to the European Patent Office",
        values=pd.concat([annual, pooled_values(annual)], ignore_index=True),
        variables={
            UNITS["NR"]: Variable("count", SOURCE, "year", 1),
            UNITS[PER_INHABITANT]: Variable("per 1000000 inhabitants", SOURCE, "year", 0),
            POOLED: Variable("count", SOURCE, "year", 0),
        },
        origins=(origin_of(raw, path),),
        territorial_status="NUTS 3 with the keys of the districts",
    )
    return [table]
