"""National accounts of the Länder, Reihe 2 Band 3: income of private households.

One workbook, one sheet per table, years as columns. Per inhabitant the figures stand as
published; the sums and the inhabitants are read as well, so that groups of districts can be
computed. Sums stand in million euro and become thousand euro (rule `thousands`), so that
thousand euro over thousand inhabitants gives euro. Germany has the Regionalschlüssel 17; Hamburg
and Berlin stand as states only and are repeated as districts. A dot means unknown or secret.
Inhabitants are annual averages on the basis of the census of 2011, calculated back for the years
before, so the series has no break.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from s3dash.codes import MISSING, REPORTED
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY, with_city_states
from s3dash.ingest.raw_file import RawFileError, file_of, from_cells, origin_of
from s3dash.ingest.workbook import Row, cell_text, column_of, read_sheet
from s3dash.release import Table, Variable

SOURCE: Final = "vgrdl-income-2023"
FILE: Final = "vgrdl_r2b3_bs2023.xlsx"
FILES: Final = "vgrdl_r2b3_bs*.xlsx"
NATION_KEY: Final = "17"
UNKNOWN: Final = "."
THOUSANDS: Final = "thousands"
"""Rule: the cell's number times 1000."""

DISTRICTS: Final = 398
"""Districts in the workbook: all 400 but Hamburg and Berlin."""

ROUNDING: Final = 1.0
"""Difference of incomes per head that rounding explains [EUR]."""

_UNIT_ROW: Final = 3
_HEAD_ROW: Final = 5


@dataclass(frozen=True)
class Sheet:
    """Where one of our variables stands, and what it is.

    `title` is how the sheet's first row begins; `factor` turns the sheet's unit (`head`, in its
    third row) into the variable's.
    """

    name: str
    title: str
    head: str
    unit: str
    reference_date: str = "year"
    factor: int = 1
    decimals: int = 0


SHEETS: Final = {
    "primary_income": Sheet("1.1", "1 Primäreinkommen", "in Mill. EUR", "1000 EUR", factor=1000),
    "primary_income_per_head": Sheet("1.4", "1 Primäreinkommen", "in EUR", "EUR per inhabitant"),
    "disposable_income": Sheet(
        "2.1", "2 Verfügbares Einkommen", "in Mill. EUR", "1000 EUR", factor=1000
    ),
    "disposable_income_per_head": Sheet(
        "2.4", "2 Verfügbares Einkommen", "in EUR", "EUR per inhabitant"
    ),
    "inhabitants_annual_average": Sheet(
        "3", "3 Einwohner", "in 1000 Personen", "1000 persons", "annual average", decimals=3
    ),
}
"""Our variables and the sheets that they come from."""


def read_variable(rows: list[Row], variable: str) -> pd.DataFrame:
    """Long values of one sheet, each with its cell; Regierungsbezirke are left out.

    Parameters
    ----------
    rows : the sheet's rows
    variable : name in `SHEETS`

    Raises
    ------
    RawFileError
        If unit, columns or cells are not the expected ones.
    """
    sheet = SHEETS[variable]
    place = f"{FILE}, sheet {sheet.name}"
    title = " ".join(str(rows[0][0]).split())
    if not title.startswith(sheet.title):
        raise RawFileError(
            f"{place}, row 1: the title is '{title}' instead of '{sheet.title}'; look for exchanged"
            " sheets"
        )
    unit = str(rows[_UNIT_ROW - 1][0]).strip()
    if unit != sheet.head:
        raise RawFileError(
            f"{place}, row {_UNIT_ROW}: unit is '{unit}' instead of '{sheet.head}';"
            " is it the right table?"
        )
    heads = rows[_HEAD_ROW - 1]
    key = column_of(heads, "Regional-schlüssel", place=f"{place}, row {_HEAD_ROW}")
    names = column_of(heads, "Gebietseinheit", place=f"{place}, row {_HEAD_ROW}")
    years = _years(heads, after=names, place=place)
    cells = [
        (_ags(row[key]), year, number, column + 1, row[column])
        for number, row in enumerate(rows[_HEAD_ROW:], start=_HEAD_ROW + 1)
        if _ags(row[key])
        for column, year in years.items()
    ]
    found = pd.DataFrame(cells, columns=["ags", "year", "row", "column", "cell"])
    values = found[["ags", "year"]].assign(
        variable=variable,
        field="",
        value=[_number(cell, place, row) for _, _, row, _, cell in cells],
    )
    values["value"] = (values["value"] * sheet.factor).round(3)
    values["status"] = values["value"].isna().map({True: MISSING, False: REPORTED})
    noted = from_cells(
        Path(SOURCE) / FILE,
        values,
        row=found["row"],
        column=found["column"],
        text=found["cell"].map(cell_text),
        sheet=sheet.name,
    )
    return noted.assign(raw_rule="" if sheet.factor == 1 else THOUSANDS)


def _years(heads: Row, *, after: int, place: str) -> dict[int, int]:
    """Years by column: all that stands behind the names of the areas, without a gap."""
    found = dict(enumerate(heads[after + 1 :], start=after + 1))
    years = [int(head) if isinstance(head, float) else 0 for head in found.values()]
    if not years or years != list(range(years[0], years[0] + len(years))) or years[0] < 1990:
        raise RawFileError(
            f"{place}, row {_HEAD_ROW}: the heads behind the areas are {list(found.values())};"
            " years one after the other are expected, as numbers"
        )
    return dict(zip(found, years, strict=True))


def _ags(cell: Any) -> str:
    """AGS of a row; empty for Regierungsbezirke and for rows without a key."""
    text = cell_text(cell)
    if text == NATION_KEY:
        return GERMANY
    if isinstance(cell, float):
        text = text.zfill(5)
    return text if len(text) in (2, 5) else ""


def _number(cell: Any, place: str, row: int) -> float:
    if cell == UNKNOWN:
        return float("nan")
    if not isinstance(cell, float):
        raise RawFileError(
            f"{place}, row {row}: '{cell}' is neither a number nor '{UNKNOWN}';"
            " look for its meaning in the sheet 'Definitionen'"
        )
    return cell


def _check(values: pd.DataFrame, region: Region) -> None:
    for variable, rows in values.groupby("variable"):
        found = set(rows["ags"])
        districts = sum(len(ags) == 5 for ags in found)
        absent = sorted({*region.districts, region.state, GERMANY} - found)
        doubled = rows.duplicated(["ags", "year"]).sum()
        if absent or doubled or districts != DISTRICTS:
            raise RawFileError(
                f"{FILE}, sheet {SHEETS[str(variable)].name}: {districts} districts instead of"
                f" {DISTRICTS}, {doubled} rows doubled, no rows for {absent}; compare the keys with"
                " the sheet"
            )
    wide = values.pivot(index=["ags", "year"], columns="variable", values="value")
    people = wide["inhabitants_annual_average"]
    for income in ("primary_income", "disposable_income"):
        difference = (wide[income] / people - wide[f"{income}_per_head"]).abs()
        if (wrong := difference > ROUNDING).any():
            ags, year = wrong.index[wrong][0]
            raise RawFileError(
                f"{FILE}: {income} by inhabitants is not the published one per head in {ags},"
                f" {year}; look for exchanged columns or damaged numbers"
            )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `household_income`.

    Raises
    ------
    RawFileError
        If a sheet is unexpected or an area is missing.
    """
    path = file_of(raw, SOURCE, FILES)
    if path.name != FILE:
        raise RawFileError(
            f"{path.name}: another edition than {FILE}; compare its sheets, its districts and its"
            " territorial status with the module, then name it there"
        )
    parts = [read_variable(read_sheet(path, sheet.name), name) for name, sheet in SHEETS.items()]
    values = pd.concat(parts, ignore_index=True)
    _check(values, region)
    table = Table(
        name="household_income",
        title_de="Einkommen der privaten Haushalte",
        title_en="Income of private households",
        values=with_city_states(values),
        variables={
            name: Variable(sheet.unit, SOURCE, sheet.reference_date, sheet.decimals)
            for name, sheet in SHEETS.items()
        },
        origins=(origin_of(raw, path, as_of="2024-11"),),
        territorial_status="31.12.2022",
        file_format="parquet",
    )
    return [table]
