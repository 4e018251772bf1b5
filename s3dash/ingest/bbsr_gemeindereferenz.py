"""BBSR, Referenz Gemeinden: employees at the place of work per municipality, 30 June.

The workbook's purpose is to follow municipalities from one year to the next; beside the keys it
names area, population and employees. Only the employees are read: no other source at hand has
them for all municipalities after 2015. They stand in hundreds, with one decimal in 2020 (so they
are known to tens) and two decimals in 2021 (whole persons), and become persons here; the rule
`hundreds` marks each figure. The key is a number and has lost its leading zero. The sheet of 2022
has no employees. Population and area are compared with the Gemeindeverzeichnis in the tests.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import REPORTED
from s3dash.config import Region
from s3dash.ingest.places import with_districts
from s3dash.ingest.raw_file import RawFileError, file_of, from_cells, origin_of
from s3dash.ingest.workbook import Row, cell_text, column_of, open_workbook, read_sheet
from s3dash.release import Table, Variable

SOURCE: Final = "bbsr-gemeindereferenz"
FILE: Final = "ref-gemeinden-ab-2020.xlsx"
YEARS: Final = (2020, 2021)
"""Years whose sheets are known to have employees; later ones are read if they have them too."""

EMPLOYEES: Final = "employees_municipal"
HUNDREDS: Final = "hundreds"
"""Rule: the cell's number times 100."""

_EMPLOYEES_HEAD: Final = "sozialvers.pflichtig Beschäftigte am Arbeitsort"
_KEY_DIGITS: Final = 8


def employees(rows: list[Row], year: int, region: Region) -> pd.DataFrame:
    """Employees of the region's municipalities in one year's sheet, each with its cell.

    Returns
    -------
    DataFrame of long values [persons]

    Raises
    ------
    RawFileError
        If a column is not found, a municipality is missing or doubled, a cell is no number,
        or there are as many employees as inhabitants.
    """
    place = f"{FILE}, sheet {year}, row 1"
    key = column_of(rows[0], f"Gemeinden 31.12.{year}", place=place)
    head = f"{_EMPLOYEES_HEAD} am 30.6.{year} in 100"
    column = column_of(rows[0], head, place=place)
    population = column_of(rows[0], f"Bevölkerung am 31.12.{year} in 100", place=place)
    cells = [
        (_ags(row[key]), number, row[column], row[population])
        for number, row in enumerate(rows[1:], start=2)
        if _ags(row[key])[:5] in region.districts
    ]
    found = pd.DataFrame(cells, columns=["ags", "row", "cell", "population"])
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
    if len(crowded := found[found["cell"] >= found["population"]]):
        row = crowded.iloc[0]
        raise RawFileError(
            f"{place}, row {row['row']}: as many employees as inhabitants in {row['ags']}; look for"
            " exchanged columns"
        )


def _counted(path: Path) -> dict[int, list[Row]]:
    """Sheets of the years that have employees."""
    names = [name for name in open_workbook(path).sheet_names if re.fullmatch(r"\d{4}", name)]
    years = sorted({*YEARS, *map(int, names)})
    sheets = {year: read_sheet(path, str(year)) for year in years}
    return {
        year: rows
        for year, rows in sheets.items()
        if year in YEARS or any(str(head).startswith(_EMPLOYEES_HEAD) for head in rows[0])
    }


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `employees_municipal`, with sums for the districts.

    Raises
    ------
    RawFileError
        If the workbook is unexpected or a municipality of the region is missing.
    """
    path = file_of(raw, SOURCE, FILE)
    years = [employees(rows, year, region) for year, rows in _counted(path).items()]
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
