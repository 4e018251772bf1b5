"""Kraftfahrt-Bundesamt, vehicle stock (FZ1): battery-electric cars per district, 1 January.

The place is where the car is registered: fleets of car makers, leasing and rental firms stand in
few districts. Eisenach (16056) is part of the Wartburgkreis (16063) in all years.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.config import Region
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, file_of, origin_of, require_single
from s3dash.release import Table, Variable

SOURCE: Final = "kba-electric-cars"
ELECTRIC_CARS: Final = "electric_cars"
DISTRICTS: Final = 400

_COLUMNS: Final = ("ags", "stichtag", "elektro_pkw")
_DAY: Final = r"(\d{4})-01-01"


def car_values(file: PlainCsv, region: Region) -> pd.DataFrame:
    """Long values of all districts.

    Raises
    ------
    RawFileError
        If a day is not a 1 January, a row stands twice, or a year lacks districts.
    """
    require_single(file.rows, ["ags", "stichtag"], file=file.path.name)
    year = file.rows["stichtag"].str.extract(f"^{_DAY}$")[0]
    if year.isna().any():
        line = year.index[year.isna()][0]
        raise RawFileError(
            f"{file.path.name}, line {line}: '{file.rows['stichtag'][line]}' is no 1 January;"
            " the stock is counted on that day"
        )
    values = cell_values(
        file,
        "elektro_pkw",
        variable=ELECTRIC_CARS,
        ags=file.rows["ags"],
        year=year.astype(int),
        decimals=0,
    )
    for found, rows in values.groupby("year"):
        absent = sorted(set(region.districts) - set(rows["ags"]))
        if rows["ags"].nunique() != DISTRICTS or absent:
            raise RawFileError(
                f"{file.path.name}: {rows['ags'].nunique()} districts in {found} instead of"
                f" {DISTRICTS}, without {absent}; find out which are missing"
            )
    return values


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `electric_cars`.

    Raises
    ------
    RawFileError
        If the file is unexpected.
    """
    path = file_of(raw, SOURCE, "elektro_pkw_kreise_*.csv")
    table = Table(
        name="electric_cars",
        title_de="Zugelassene Elektroautos (batterieelektrisch)",
        title_en="Registered electric cars (battery-electric)",
        values=car_values(read_plain_csv(path, _COLUMNS), region),
        variables={ELECTRIC_CARS: Variable("count", SOURCE, "01.01.", 0)},
        origins=(origin_of(raw, path),),
        territorial_status="as of 2022",
    )
    return [table]
