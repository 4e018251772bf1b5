"""DEHSt: industrial installations in EU emissions trading, per municipality, 2018 and 2021.

Verified emissions [t CO2e] and number of installations by branch; power plants are not in it. The
list is complete for emissions trading, so a municipality without a row has no such installation: a
true zero. Germany has a row of its own, which holds all the others.

Rules of calculated figures: `a + b` (branches of a group), `not listed`, `sum` (see places.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.places import (
    add_up,
    require_full_keys,
    require_known,
    with_districts,
    with_unlisted,
)
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, files_of, named_part, origin_of, require_single
from s3dash.release import Table, Variable

SOURCE: Final = "dehst-industry"
BRANCHES: Final = (
    "chem_ammonia", "chem_basic", "chem_other", "metal_nonfe", "metal_steel_primary",
    "metal_steel_secondary", "miner_cement", "miner_ceram", "miner_chalk", "miner_glas",
    "other_food", "other_further", "other_paper",
)  # fmt: skip
EMISSIONS: Final = "industrial_emissions"
INSTALLATIONS: Final = "industrial_installations"
GROUPS: Final = {
    "steel": ("metal_steel_primary", "metal_steel_secondary"),
    "chemicals": ("chem_ammonia", "chem_basic", "chem_other"),
}
"""Branches that are also added up; the names of our variables end in the branch or group."""

_SUM: Final = {EMISSIONS: "emissions_t_co2e_sum", INSTALLATIONS: "count_sum"}
_PREFIX: Final = {EMISSIONS: "", INSTALLATIONS: "count_"}
_COLUMNS: Final = (
    "ags", *BRANCHES, _SUM[EMISSIONS], *(f"count_{branch}" for branch in BRANCHES),
    _SUM[INSTALLATIONS],
)  # fmt: skip
_NAME: Final = r"industry_facilities_(\d{4})\.csv"
_NATION: Final = "DG000000"


def check_sums(file: PlainCsv) -> None:
    """The branches of each row add up to its sums, the rows to that of Germany.

    Raises
    ------
    RawFileError
        If they do not.
    """
    numbers = _numbers(file)
    for measure, total in _SUM.items():
        parts = numbers[[f"{_PREFIX[measure]}{branch}" for branch in BRANCHES]].sum(axis=1)
        wrong = (parts - numbers[total]).abs() > 0.5
        if wrong.any():
            raise RawFileError(
                f"{file.path.name}, line {wrong.index[wrong][0]}: the branches do not add up to"
                f" {total}; look for a moved column"
            )
        nation = file.rows["ags"] == _NATION
        difference = numbers.loc[nation, total].sum() - numbers.loc[~nation, total].sum()
        if nation.sum() != 1 or abs(difference) > 0.5:
            raise RawFileError(
                f"{file.path.name}: the rows do not add up to the one of Germany ({total}); is the"
                " file whole?"
            )


def _numbers(file: PlainCsv) -> pd.DataFrame:
    """All columns but the keys as numbers."""
    lines = file.rows["ags"]
    columns = {
        column: cell_values(file, column, variable=column, ags=lines, year=0, decimals=1)[
            "value"
        ].set_axis(lines.index)
        for column in file.columns[1:]
    }
    return pd.DataFrame(columns)


def require_keys(file: PlainCsv, region: Region) -> None:
    """Check that keys are whole, each stands once, and each district of the region has one.

    A district without any row would pass for one without installations.

    Raises
    ------
    RawFileError
        If they are not.
    """
    keys = file.rows["ags"]
    require_full_keys(keys, file=file.path.name)
    require_single(file.rows, ["ags"], file=file.path.name)
    if absent := sorted(set(region.districts) - set(keys.str[:5])):
        raise RawFileError(
            f"{file.path.name}: no row for the districts {absent} of {region.name.de}; find out"
            " whether they have no installation or another key"
        )


def year_values(
    file: PlainCsv, year: int, region: Region, municipalities: Mapping[str, str]
) -> pd.DataFrame:
    """Long values of one year: the region's municipalities and districts, and Germany."""
    keys = file.rows["ags"].replace({_NATION: GERMANY})
    require_known(keys, municipalities, file=file.path.name, region=region)
    keys = keys[keys.isin([*municipalities, GERMANY])]
    cells = pd.concat(
        [
            cell_values(
                file, f"{_PREFIX[measure]}{branch}", variable=f"{measure}_{branch}", ags=keys,
                year=year,
            )
            for measure in _SUM
            for branch in BRANCHES
        ]
        + [
            cell_values(file, column, variable=measure, ags=keys, year=year)
            for measure, column in _SUM.items()
        ],
        ignore_index=True,
    )  # fmt: skip
    for measure in _SUM:
        for group, branches in GROUPS.items():
            parts = [f"{measure}_{branch}" for branch in branches]
            cells = add_up(cells, f"{measure}_{group}", parts)
    nation = cells["ags"] == GERMANY
    places = with_districts(with_unlisted(cells[~nation], municipalities), region)
    return pd.concat([places, cells[nation]], ignore_index=True)


def read(raw: Path, region: Region, municipalities: Mapping[str, str]) -> list[Table]:
    """Read the table `industrial_emissions`.

    Parameters
    ----------
    municipalities : names of the region's municipalities by key

    Raises
    ------
    RawFileError
        If a file is unexpected.
    """
    values, origins = [], []
    for path in files_of(raw, SOURCE, "industry_facilities_*.csv"):
        file, year = read_plain_csv(path, _COLUMNS), int(named_part(path, _NAME))
        require_keys(file, region)
        check_sums(file)
        values.append(year_values(file, year, region, municipalities))
        origins.append(origin_of(raw, path))
    names = (*BRANCHES, *GROUPS)
    units = {EMISSIONS: "t", INSTALLATIONS: "count"}
    table = Table(
        name="industrial_emissions",
        title_de="Industrieanlagen im EU-Emissionshandel",
        title_en="Industrial installations in EU emissions trading",
        values=pd.concat(values, ignore_index=True),
        variables={
            name: Variable(unit, SOURCE, "year", 0)
            for measure, unit in units.items()
            for name in (measure, *(f"{measure}_{part}" for part in names))
        },
        origins=tuple(origins),
        territorial_status="as published for each year",
        file_format="parquet",
    )
    return [table]
