"""BBSR, Referenz Gemeinden: employees at the place of work per municipality, 30 June.

The workbook's purpose is to follow municipalities from one year to the next; beside the keys it
names area, population and employees. Only the employees are read: no other source at hand has
them for all municipalities after 2015. They stand in hundreds, with one decimal in 2020 (so they
are known to tens) and two decimals in 2021 (whole persons), and become persons here; the rule
`hundreds` marks each figure. The key is a number and has lost its leading zero. The sheet of 2022
has no employees. Population and area are compared with the Gemeindeverzeichnis in the tests.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import REPORTED
from s3dash.config import Region
from s3dash.ingest.places import with_districts
from s3dash.ingest.raw_file import RawFileError, files_of, from_cells, origin_of
from s3dash.ingest.workbook import Row, cell_text, column_of, read_sheet
from s3dash.release import Table, Variable

SOURCE: Final = "bbsr-gemeindereferenz"
FILE: Final = "ref-gemeinden-ab-2020.xlsx"
YEARS: Final = (2020, 2021)
EMPLOYEES: Final = "employees_municipal"
HUNDREDS: Final = "hundreds"
"""Rule: the cell's number times 100."""

_KEY_DIGITS: Final = 8


def employees(rows: list[Row], year: int, region: Region) -> pd.DataFrame:
    """Employees of the region's municipalities in one year's sheet, each with its cell.

    Returns
    -------
    DataFrame of long values [persons]

    Raises
    ------
    RawFileError
        If a column is not found, a municipality is missing or doubled, or a cell is no number.
    """
    place = f"{FILE}, sheet {year}, row 1"
    key = column_of(rows[0], f"Gemeinden 31.12.{year}", place=place)
    head = f"sozialvers.pflichtig Beschäftigte am Arbeitsort am 30.6.{year} in 100"
    column = column_of(rows[0], head, place=place)
    cells = [
        (_ags(row[key]), number, row[column])
        for number, row in enumerate(rows[1:], start=2)
        if _ags(row[key])[:5] in region.districts
    ]
    found = pd.DataFrame(cells, columns=["ags", "row", "cell"])
    _check(found, year, region)
    values = pd.DataFrame(
        {
            "variable": EMPLOYEES,
            "field": "",
            "ags": found["ags"],
            "year": year,
            "value": (found["cell"].astype(float) * 100).round(),
            "status": REPORTED,
        }
    )
    noted = from_cells(
        Path(SOURCE) / FILE,
        values,
        row=found["row"],
        column=column + 1,
        text=found["cell"].map(cell_text),
        sheet=str(year),
    )
    return noted.assign(raw_rule=HUNDREDS)


def _ags(cell: object) -> str:
    """Key of a row; empty for a row that only names a dissolved or a new municipality."""
    return f"{int(cell):0{_KEY_DIGITS}d}" if isinstance(cell, float) else ""


def _check(found: pd.DataFrame, year: int, region: Region) -> None:
    place = f"{FILE}, sheet {year}"
    doubled = found.loc[found["ags"].duplicated(), "ags"].tolist()
    if doubled or len(found) != region.municipality_count:
        raise RawFileError(
            f"{place}: {len(found)} rows of municipalities of {region.name.de} instead of"
            f" {region.municipality_count}, doubled are {doubled}; compare with config/region.toml"
        )
    strangers = found[~found["cell"].map(lambda cell: isinstance(cell, float) and cell > 0)]
    if len(strangers):
        row = strangers.iloc[0]
        raise RawFileError(
            f"{place}, row {row['row']}: '{row['cell']}' employees in {row['ags']};"
            " a number above 0 is expected"
        )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `employees_municipal`, with sums for the districts.

    Raises
    ------
    RawFileError
        If the workbook is unexpected or a municipality of the region is missing.
    """
    (path,) = files_of(raw, SOURCE, FILE)
    years = [employees(read_sheet(path, str(year)), year, region) for year in YEARS]
    table = Table(
        name="employees_municipal",
        title_de="Beschäftigte am Arbeitsort in den Gemeinden",
        title_en="Employees at the place of work in the municipalities",
        values=with_districts(pd.concat(years, ignore_index=True), region),
        variables={EMPLOYEES: Variable("persons", SOURCE, "30.06.", 0)},
        origins=(origin_of(raw, path),),
        territorial_status="31.12. of each year",
    )
    return [table]
