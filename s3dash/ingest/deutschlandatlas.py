"""Deutschlandatlas (BBSR), data file of 12.12.2024: municipalities and districts.

One sheet per level and territorial status, one column per indicator (`kuerzel`). The name of a
sheet is the territorial status, not the year of the figures, and the file gives no other date.
Where a second official source dates a column, that year is taken; else the sheet's (`COLUMNS`
says which, docs/sources.md why). Keys are numbers without their leading zero, in one sheet partly
text. In the sheets of associations of municipalities (VBGEM) a key holds the association: nine
digits in 2022 (district, four digits), eight in 2019; in North Rhine-Westphalia each municipality
is its own association. -9999 means missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from s3dash.codes import MISSING, REPORTED
from s3dash.config import Region
from s3dash.ingest.raw_file import RawFileError, file_of, from_cells, origin_of
from s3dash.ingest.workbook import Row, cell_text, column_of, read_sheet
from s3dash.release import Table, Variable

SOURCE: Final = "deutschlandatlas-2024"
FILE: Final = "Deutschlandatlas-Daten.xlsx"
AS_OF: Final = "2024-12-12"
"""Edition for which `COLUMNS` dates the figures."""

ABSENT: Final = -9999.0

DISTRICTS: Final = 400
_COVER: Final = "Vorblatt"


@dataclass(frozen=True)
class Column:
    """Where one of our variables stands, what it is, and the year that its figures are about."""

    sheet: str
    kuerzel: str
    unit: str
    year: int
    reference_date: str = "year"
    decimals: int = 1


COLUMNS: Final = {
    "tax_revenue_strength_per_head": Column(
        "GEM1222", "st_einnkr", "EUR per inhabitant", 2022, decimals=0
    ),
    "employment_rate": Column("GEM1222", "beschq_insg", "%", 2022, "30.06."),
    "employment_rate_women": Column("GEM1222", "beschq_w", "%", 2022, "30.06."),
    "mobile_5g_coverage": Column("GEM1222", "v_5g", "%", 2023),
    "gigabit_coverage": Column("GEM1221", "v_breitb1000", "%", 2022),
    "drive_to_charging": Column("GEM1221", "p_nelade", "min", 2023),
    "drive_to_fast_charging": Column("GEM1221", "p_selade", "min", 2023),
    "renewable_capacity_per_head": Column(
        "VBGEM1222", "reg_energie", "kW per inhabitant", 2023, decimals=2
    ),
    "commuting_distance": Column("VBGEM1222", "pendel", "km", 2022, "30.06."),
    "public_transport_share": Column("VBGEM1219", "oenv", "%", 2019),
    "charging_points_per_100000": Column("KRS1221", "elade", "per 100000 inhabitants", 2023),
    "electric_car_share": Column("KRS1221", "eauto", "%", 2023),
    "academic_employee_share": Column("KRS1222", "bquali_unifh", "%", 2022, "30.06."),
}
"""Our variables and the columns that they come from."""


def _municipality(key: str) -> str:
    return key.zfill(8)


def _district(key: str) -> str:
    return key.zfill(8)[:5]


def _association(key: str) -> str:
    padded = key.zfill(9)
    return padded[:5] + padded[-3:]


_AGS_OF_KEY: Final[dict[str, Callable[[str], str]]] = {
    "GEM1222": _municipality,
    "GEM1221": _municipality,
    "VBGEM1222": _association,
    "VBGEM1219": _municipality,
    "KRS1222": _district,
    "KRS1221": _district,
}
"""How a sheet's key becomes an AGS."""


def read_variable(rows: list[Row], variable: str, region: Region) -> pd.DataFrame:
    """Long values of one column: municipalities of the region, or all districts; with cells.

    Raises
    ------
    RawFileError
        If a column is missing, an area is missing or doubled, or a cell is no number.
    """
    column = COLUMNS[variable]
    place = f"{FILE}, sheet {column.sheet}"
    position = column_of(rows[0], column.kuerzel, place=f"{place}, row 1")
    keep = region.districts if "GEM" in column.sheet else ()
    found = pd.DataFrame(
        [
            (ags, number, row[position])
            for number, row in enumerate(rows[1:], start=2)
            if (ags := _AGS_OF_KEY[column.sheet](cell_text(row[0])))[:5] in keep or not keep
        ],
        columns=["ags", "row", "cell"],
    )
    _check_areas(found, region.municipality_count if keep else DISTRICTS, place=place)
    values = pd.DataFrame(
        {
            "variable": variable,
            "field": "",
            "ags": found["ags"],
            "year": column.year,
            "value": [_number(cell, f"{place}, row {row}") for _, row, cell in found.to_numpy()],
        }
    )
    values["status"] = values["value"].isna().map({True: MISSING, False: REPORTED})
    return from_cells(
        Path(SOURCE) / FILE,
        values,
        row=found["row"],
        column=position + 1,
        text=found["cell"].map(cell_text),
        sheet=sheet_name(column.sheet),
    )


def sheet_name(short: str) -> str:
    """Name of a sheet in the workbook.

    >>> sheet_name("GEM1222")
    'Deutschlandatlas_GEM1222'
    """
    return f"Deutschlandatlas_{short}"


def _check_areas(found: pd.DataFrame, expected: int, *, place: str) -> None:
    doubled = sorted(set(found.loc[found["ags"].duplicated(), "ags"]))
    if doubled or len(found) != expected:
        raise RawFileError(
            f"{place}: {len(found)} areas instead of {expected}, doubled are {doubled[:3]};"
            " compare the keys with config/region.toml"
        )


def _number(cell: Any, place: str) -> float:
    if not isinstance(cell, float):
        raise RawFileError(f"{place}: '{cell}' is no number; find out what the sign means")
    return float("nan") if cell == ABSENT else cell


def check_edition(cover: list[Row]) -> None:
    """Check that the workbook is of the day for which the figures were dated.

    Raises
    ------
    RawFileError
        If it is another edition.
    """
    year, month, day = AS_OF.split("-")
    words = f"Stand: {day}.{month}.{year}"
    found = [str(row[0]) for row in cover if str(row[0]).startswith("Stand")]
    if found != [words]:
        raise RawFileError(
            f"{FILE}, sheet {_COVER}: {found} instead of '{words}'; another edition has figures of"
            " other years, so date them anew in COLUMNS"
        )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `deutschlandatlas`.

    Raises
    ------
    RawFileError
        If a sheet is unexpected or an area is missing.
    """
    path = file_of(raw, SOURCE, FILE)
    check_edition(read_sheet(path, _COVER))
    sheets = {name: read_sheet(path, sheet_name(name)) for name in _AGS_OF_KEY}
    values = [read_variable(sheets[column.sheet], name, region) for name, column in COLUMNS.items()]
    table = Table(
        name="deutschlandatlas",
        title_de="Steuern, Beschäftigung, Netze, Energie und Mobilität",
        title_en="Taxes, employment, networks, energy and mobility",
        values=pd.concat(values, ignore_index=True),
        variables={
            name: Variable(column.unit, SOURCE, column.reference_date, column.decimals)
            for name, column in COLUMNS.items()
        },
        origins=(origin_of(raw, path, as_of=AS_OF),),
        territorial_status="31.12.2019, 31.12.2021, 31.12.2022 by sheet",
    )
    return [table]
