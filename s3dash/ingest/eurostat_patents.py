"""Eurostat pat_ep_rtot: patent applications to the EPO by the inventor's residence, per district.

Fractions: an application of two inventors counts half at each place. The series ended in 2012 and
its last year is incomplete, so it ends in 2011 here. Small districts have few applications a year:
five years are added up as well.

Rule of calculated figures: `sum of five years` (this year and the four before).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import CALCULATED
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, calculated, files_of, origin_of
from s3dash.release import Table, Variable

SOURCE: Final = "eurostat-patents"
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2011
"""Last complete year, and the first one with figures per inhabitant for the districts."""

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
        If a district has no figure in one of the years.
    """
    rows = file.rows
    ags = rows["ags5"].mask(rows["nuts"] == _NATION, GERMANY)
    ags = ags.mask(rows["nuts"] == _STATE, region.state)
    years = rows["year"].astype(int)
    used = rows["unit"].isin(list(UNITS)) & years.between(FIRST_YEAR, LAST_YEAR) & (ags != "")
    variable = rows["unit"].map(UNITS)
    values = cell_values(file, "value", variable=variable[used], ags=ags[used], year=years[used])
    _check_complete(values, region, file=file.path.name)
    return values


def _check_complete(values: pd.DataFrame, region: Region, *, file: str) -> None:
    wanted = {*region.districts, region.state, GERMANY}
    for (variable, year), found in values.groupby(["variable", "year"])["ags"]:
        if absent := sorted(wanted - set(found)):
            raise RawFileError(
                f"{file}: {variable} of {year} has no figure for {absent}; find out whether the"
                " gap is a zero before it is used"
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
    (path,) = files_of(raw, SOURCE, "pat_ep_rtot_ruhr.csv")
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
