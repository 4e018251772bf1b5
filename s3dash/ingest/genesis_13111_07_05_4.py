"""Regionaldatenbank 13111-07-05-4: employees at the place of work by sector, 30 June.

One file per year. The sector is only a German label. Areas that a reform dissolved stay in every
file with nothing but `-` (or `.` for parts of cities): they are no rows of their year.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import REPORTED, TOTAL
from s3dash.ingest import genesis_csv
from s3dash.ingest.areas import GERMANY, beside_parts, with_city_states
from s3dash.ingest.raw_file import (
    RawFileError,
    files_of,
    origin_of,
    require_own_years,
    require_single,
)
from s3dash.ingest.sectors import check_sums, disjoint
from s3dash.release import Table, Variable

SOURCE: Final = "genesis-13111-07-05-4"

SECTOR_CODES: Final = {
    "Land- und Forstwirtschaft, Fischerei (A)": "A",
    "Produzierendes Gewerbe (B-F)": "B-F",
    "Produzierendes Gewerbe ohne Baugewerbe (B-E)": "B-E",
    "Verarbeitendes Gewerbe (C)": "C",
    "Baugewerbe (F)": "F",
    "Dienstleistungsbereiche (G-U)": "G-U",
    "Handel, Gastgewerbe, Verkehr (G-I)": "G-I",
    "Information und Kommunikation (J)": "J",
    "Erbringung von Finanz- und Vers.leistungen (K)": "K",
    "Grundstücks- und Wohnungswesen (L)": "L",
    "Freiberufl,wissenschaftl. techn. Dienstl.,sonst.DL": "M-N",
    "Öff.Verw.,Verteidig.,Sozialvers.,Erz.-u.Unterricht": "O-Q",
    "Kunst, Unterhaltung, Erholung, Priv. Haush.,usw.": "R-U",
    "Insgesamt": TOTAL,
}
CONSTRUCTION: Final = "F"
SERVICES: Final = "G-U"
SERVICE_PARTS: Final = ("G-I", "J", "K", "L", "M-N", "O-Q", "R-U")
LARGEST_REMAINDER: Final = 0.0002
"""Share of Germany's employees that may be in no state; the greatest found is 0.013 %."""

_HEAD_LINES: Final = 11
_DATE_LINE: Final = 7
_COLUMNS: Final = {
    0: "ags",
    1: "name",
    2: "sector",
    3: "employees",
    5: "employees_women",
    6: "employees_foreigners",
}
_HEAD: Final = {
    (1, 1): "GENESIS-Tabelle: 13111-07-05-4",
    (6, 1): "Sozialversicherungspfl. Beschäftigte (Arbeitsort) (Anzahl)",
    (9, 4): "Insgesamt",
    (9, 6): "Insgesamt",
    (9, 7): "Ausländer(innen)",
    (11, 4): "Insgesamt",
    (11, 6): "weiblich",
    (11, 7): "Insgesamt",
}
_VARIABLES: Final = ("employees", "employees_women", "employees_foreigners")


def read_year(path: Path) -> tuple[pd.DataFrame, str | None]:
    """Read one file into long values with the sector groups as published.

    Returns
    -------
    Long values (districts, states, DE), and the day on which the file was issued

    Raises
    ------
    RawFileError
        If the file is another table or in another form, or a label is unknown.
    """
    file = genesis_csv.read_file(path, head_lines=_HEAD_LINES, columns=_COLUMNS)
    genesis_csv.require_head(file, _HEAD)
    require_single(file.rows, ["ags", "sector"], file=path.name)
    year = genesis_csv.year_of(file, line=_DATE_LINE, pattern=r"Stichtag: 30\.06\.(\d{4})")
    field = genesis_csv.codes_of(file, "sector", SECTOR_CODES)
    ags = file.rows["ags"].replace({"DG": GERMANY})
    values = pd.concat(
        [
            genesis_csv.values_of(file, variable).assign(
                variable=variable, field=field, ags=ags, year=year
            )
            for variable in _VARIABLES
        ],
        ignore_index=True,
    )
    return values[values["ags"].isin(_areas(values))], file.as_of


def read_names(path: Path) -> pd.Series:
    """Names as written in one file, by AGS (districts of its year, and the states)."""
    values, _ = read_year(path)
    file = genesis_csv.read_file(path, head_lines=_HEAD_LINES, columns=_COLUMNS)
    names = file.rows["name"].set_axis(file.rows["ags"].replace({"DG": GERMANY}))
    return names[~names.index.duplicated() & names.index.isin(values["ags"])]


def _areas(values: pd.DataFrame) -> pd.Index:
    """States, DE and the districts that existed: a dissolved one has no employees at all."""
    total = values[(values["field"] == TOTAL) & (values["variable"] == "employees")]
    level = total["ags"].str.len().isin([2, 5])
    exists = (total["status"] == REPORTED) & (total["value"] > 0)
    areas: pd.Index = pd.Index(total.loc[level & exists, "ags"])
    return areas


def check_districts(values: pd.DataFrame, *, file: str) -> None:
    """Check that every district is there: their totals add up to their state's total.

    Germany's total also counts employees whose place of work is in no state.

    Raises
    ------
    RawFileError
        If a state's districts have another sum, or Germany is not the states and that remainder.
    """
    totals = values[values["field"] == TOTAL].set_index("ags")
    for variable, group in totals.groupby("variable"):
        areas = beside_parts(group["value"])
        remainder = areas["total"] - areas["parts"]
        allowed = (areas["total"] * LARGEST_REMAINDER).where(areas.index == GERMANY, 0)
        if wrong := areas.index[~remainder.between(0, allowed)].tolist():
            raise RawFileError(
                f"{file}: {variable}: the areas of {wrong} do not add up to their totals;"
                " a row is missing or doubled, so compare the file with a new download"
            )


def check_columns(values: pd.DataFrame, *, file: str) -> None:
    """Check that no column stands in another one's place.

    Women and foreigners are part of all employees, and women are the minority in construction.

    Raises
    ------
    RawFileError
        If a figure says otherwise.
    """
    key = ["ags", "field"]
    genesis_csv.require_parts(values, "employees", _VARIABLES[1:], file=file, key=key)
    construction = values[values["field"] == CONSTRUCTION]
    wide = construction.pivot(index="ags", columns="variable", values="value")
    if len(wrong := wide[wide["employees_women"] > wide["employees"] / 2]):
        raise RawFileError(
            f"{file}: more women than men work in construction in {wrong.index[0]} and"
            f" {len(wrong) - 1} more areas; the columns of men and women seem to be exchanged"
        )


def read(raw: Path) -> list[Table]:
    """Read all years into the table `employees_by_sector`.

    Raises
    ------
    RawFileError
        If a file is unexpected, a district is missing, or the sectors do not add up.
    """
    years, origins = [], []
    seen: dict[int, str] = {}
    for path in files_of(raw, SOURCE, "13111-07-05-4_*.csv"):
        published, as_of = read_year(path)
        require_own_years(seen, published["year"], file=path.name)
        check_columns(published, file=path.name)
        values = with_city_states(published)
        check_districts(values, file=path.name)
        check_sums(values, services=SERVICES, parts=SERVICE_PARTS, file=path.name)
        years.append(disjoint(values, services=SERVICES))
        origins.append(origin_of(raw, path, as_of=as_of))
    variable = Variable(unit="persons", source=SOURCE, reference_date="30.06.", decimals=0)
    table = Table(
        name="employees_by_sector",
        title_de="Sozialversicherungspflichtig Beschäftigte am Arbeitsort nach Wirtschaftszweigen",
        title_en="Employees subject to social insurance at the place of work by sector",
        values=pd.concat(years, ignore_index=True),
        variables=dict.fromkeys(_VARIABLES, variable),
        origins=tuple(origins),
        territorial_status="as published for each year",
        file_format="parquet",
    )
    return [table]
