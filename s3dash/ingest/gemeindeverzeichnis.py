"""Gemeindeverzeichnis (GV-ISys, "Auszug GV"): area and population of municipalities, 31 December.

One workbook per year. Columns move between years, so they are found by their heads. Only rows with
Satzart 60 are municipalities. The workbook `AuszugGV4QAktuell_2024` repeats the population of 2023
in the territorial status of 2024 and is not read; the tests compare it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import pandas as pd

from s3dash.codes import CALCULATED, REPORTED, is_ags
from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.raw_file import (
    RawFileError,
    files_of,
    origin_of,
    require_own_years,
    require_single,
)
from s3dash.ingest.workbook import open_workbook
from s3dash.release import Table, Variable

SOURCE: Final = "gemeindeverzeichnis"
MUNICIPALITY_ROW: Final = "60"
ASSOCIATION_ROW: Final = "50"
UNINCORPORATED: Final = "66"
"""Textkennzeichen of areas that belong to no municipality (gemeindefreie Gebiete)."""

ROUNDING: Final = 0.51
"""Room of a published density [persons/km²], a whole number."""

AREA_ROUNDING: Final = 0.006
"""Room of a published area [km²], which has two decimals."""

CENSUS_BREAK: Final = 2011
"""2009 continues the census of 1987, later years that of 2011: the two must not be joined."""

_COUNTS: Final = ("population", "population_men", "population_women")
_SUMMED: Final = (*_COUNTS, "area_km2")
_DENSITY: Final = "population_density"
_DEGREE: Final = "degree_of_urbanisation"

SUM: Final = "sum of municipalities"
RATIO: Final = "population / area_km2"
"""Rules of the calculated figures, as the lineage names them."""

_HEAD_LINES: Final = slice(2, 5)
_DATE: Final = re.compile(r"am 31\.12\.(\d{4})")
_HEADS: Final = {
    "kind": r"Satz-?art",
    "state": r"Land\b",
    "region": r"RB\b",
    "district": r"Kreis\b",
    "municipality": r"Gem\b",
    "text_mark": r"Text-?kenn-?zeichen",
    "name": r"Gemeindename",
    "area_km2": r"Fläche",
    "population": r"insgesamt",
    "population_men": r"männlich",
    "population_women": r"weiblich",
    _DENSITY: r"je km2",
    _DEGREE: r"Grad der Verstädterung|EU-Stadt-/Landgliederung",
}
"""Beginning of each column's head; the degree of urbanisation is not in every year."""

_KINDS: Final = {"61": "kreisfreie Stadt", "63": "Stadt", "64": "Gemeinde"}
"""Kind of municipality by the Textkennzeichen that occur in the region (60: Markt is not)."""


def read_year(path: Path) -> tuple[pd.DataFrame, int]:
    """Read the municipalities of one workbook.

    Returns
    -------
    DataFrame with ags, name, kind, area_km2 [km²], population, population_men, population_women
    [persons], population_density [persons/km², a whole number] and, where published,
    degree_of_urbanisation (1 densely, 3 thinly populated); beside them where each stands:
    raw_file, raw_sheet, raw_row, and for every number column_… and text_…; and the year

    Raises
    ------
    RawFileError
        If there is no sheet of municipalities, a column or the date is not found, a row stands
        twice or is missing, or a figure contradicts another one of its row.
    """
    sheet, rows = _sheet(path)
    date = _DATE.search(str(rows[0][0]))
    if not date:
        raise RawFileError(f"{path.name}, line 1: no date in '{rows[0][0]}'")
    columns = _columns(rows[_HEAD_LINES], file=path.name)
    cells = [
        {name: row[position] for name, position in columns.items()} | {"raw_row": number}
        for number, row in enumerate(rows, start=1)
        if str(row[columns["kind"]]) == MUNICIPALITY_ROW
    ]
    frame = pd.DataFrame(cells).set_index("raw_row", drop=False)
    parts = ["state", "region", "district", "municipality"]
    frame["ags"] = frame[parts].astype(str).sum(axis=1)
    if wrong := frame.loc[~frame["ags"].map(is_ags), "ags"].tolist():
        raise RawFileError(f"{path.name}: {wrong[:3]} are no municipality keys of 8 digits")
    numbers = [name for name in (*_SUMMED, _DENSITY, _DEGREE) if name in columns]
    noted: dict[str, Any] = {f"text_{name}": frame[name].map(_text) for name in numbers}
    noted |= {f"column_{name}": columns[name] + 1 for name in numbers}
    frame = _without_repeated(frame)
    require_single(frame, ["ags"], file=path.name)
    _check_associations(rows, columns, file=path.name)
    frame[numbers] = frame[numbers].apply(_numbers, file=path.name)
    _check_columns(frame, file=path.name)
    frame = frame[["ags", "name", "text_mark", "raw_row", *numbers]].assign(
        raw_file=f"{path.parent.name}/{path.name}", raw_sheet=sheet, **noted
    )
    return frame.reset_index(drop=True), int(date[1])


def _without_repeated(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep one row of an unincorporated area that the source lists several times.

    In 2017 six areas in Bavaria stand in up to four rows, each with the whole area of the
    district's forests and lakes.
    """
    cells = frame.drop(columns="raw_row")
    repeated = (frame["text_mark"] == UNINCORPORATED) & cells.duplicated()
    return frame[~repeated]


def _numbers(cells: pd.Series, *, file: str) -> pd.Series:
    """Numbers of a column.

    Raises
    ------
    RawFileError
        If a cell is none, or empty: an unknown number must not pass for a zero in a sum.
    """
    numbers = pd.to_numeric(cells, errors="coerce")
    if numbers.isna().any():
        row = numbers.index[numbers.isna()][0]
        raise RawFileError(
            f"{file}, line {row}: '{cells[row]}' ({cells.name}) is no number; find out what the"
            " sign means"
        )
    return numbers


def _check_associations(rows: list[list[Any]], columns: dict[str, int], *, file: str) -> None:
    """Check that each association of municipalities (Satzart 50) has a municipality below it.

    Raises
    ------
    RawFileError
        If one has none: then rows are missing.
    """
    kinds = [str(row[columns["kind"]]) for row in rows]
    for number, (kind, following) in enumerate(zip(kinds, [*kinds[1:], ""], strict=True), start=1):
        if kind == ASSOCIATION_ROW and following != MUNICIPALITY_ROW:
            name = rows[number - 1][columns["name"]]
            raise RawFileError(
                f"{file}, line {number}: no municipality follows '{name}' (Satzart 50);"
                " rows are missing, so compare the file with a new download"
            )


def _check_columns(frame: pd.DataFrame, *, file: str) -> None:
    """Check that no column of figures stands in another one's place.

    Men and women add up to the population, there are more women than men in all, and the
    density is the population by the area and a whole number.

    Raises
    ------
    RawFileError
        If a row says otherwise.
    """
    both = frame["population_men"] + frame["population_women"]
    density = frame["population"] / frame["area_km2"].where(frame["area_km2"] > 0)
    away = (density - frame[_DENSITY]).abs()
    room = ROUNDING + density * AREA_ROUNDING / frame["area_km2"]
    faults = {
        "men and women do not add up to the population": both != frame["population"],
        "the density is not the population by the area": away > room,
        "the density is no whole number": frame[_DENSITY] % 1 != 0,
    }
    for fault, wrong in faults.items():
        if wrong.any():
            raise RawFileError(
                f"{file}, line {wrong.index[wrong][0]}: {fault} ({wrong.sum()} such rows); look for"
                " exchanged columns"
            )
    if frame["population_men"].sum() > frame["population_women"].sum():
        raise RawFileError(
            f"{file}: more men than women in all; the columns of men and women seem to be exchanged"
        )


def _text(cell: object) -> str:
    """Text of a cell as the sheet shows it: a whole number without a decimal point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _sheet(path: Path) -> tuple[str, list[list[Any]]]:
    """Name of the sheet of municipalities, and its rows from the first one of the sheet."""
    workbook = open_workbook(path)
    sheets = [name for name in workbook.sheet_names if name != "Inhalt"]
    if len(sheets) != 1:
        raise RawFileError(
            f"{path.name}: the sheets are {workbook.sheet_names}; 'Inhalt' and one of"
            " municipalities are expected"
        )
    return sheets[0], workbook.get_sheet_by_name(sheets[0]).to_python(skip_empty_area=False)


def _columns(head: list[list[Any]], *, file: str) -> dict[str, int]:
    """Position of each column, by the first head cell that begins with the expected words."""
    found: dict[str, int] = {}
    for name, words in _HEADS.items():
        positions = [
            position
            for line in head
            for position, cell in enumerate(line)
            if re.match(words, str(cell))
        ]
        if positions:
            found[name] = positions[0]
        elif name != _DEGREE:
            raise RawFileError(
                f"{file}: no column head begins with '{words}'; look for it in lines 3 to 5"
            )
    return found


def municipalities_of(frame: pd.DataFrame, districts: Collection[str]) -> pd.DataFrame:
    """Municipalities of the given districts."""
    return frame[frame["ags"].str[:5].isin(districts)]


def population_values(frame: pd.DataFrame, year: int, region: Region) -> pd.DataFrame:
    """Long values of one year: the region's municipalities, and the sums of larger areas.

    Sums are `calculated`, and so is the density of summed areas: persons / km². An independent
    city is one municipality, so its district has the municipality's reported figures.

    Raises
    ------
    RawFileError
        If the region has another number of municipalities than its configuration says.
    """
    own = municipalities_of(frame, region.districts)
    if len(own) != region.municipality_count:
        raise RawFileError(
            f"{SOURCE}, {year}: {len(own)} municipalities in {region.name.de} instead of"
            f" {region.municipality_count}; compare the keys with config/region.toml"
        )
    levels = {
        **{district: own[own["ags"].str[:5] == district] for district in region.districts},
        region.id: own,
        region.state: frame[frame["ags"].str[:2] == region.state],
        GERMANY: frame,
    }
    sums = pd.DataFrame({ags: part[list(_SUMMED)].sum() for ags, part in levels.items()}).T
    sums = sums.round({"area_km2": 2}).rename_axis("ags").reset_index()
    summed = sums[~sums["ags"].isin(region.independent_cities)].assign(
        population_density=lambda area: (area["population"] / area["area_km2"]).round(2),
        status=CALCULATED,
    )
    own = own.assign(status=REPORTED)
    cities = own[own["ags"].str[:5].isin(region.independent_cities)]
    as_districts = cities.assign(ags=cities["ags"].str[:5]).drop(columns=_DEGREE, errors="ignore")
    areas = pd.concat([own, as_districts, summed], ignore_index=True)
    return _long(areas).assign(year=year, field="")


def _long(areas: pd.DataFrame) -> pd.DataFrame:
    """One row per area and variable; a degree of urbanisation only where there is one."""
    parts = [_variable(areas, name) for name in (*_SUMMED, _DENSITY, _DEGREE) if name in areas]
    return pd.concat(parts, ignore_index=True).dropna(subset=["value"])


def _variable(areas: pd.DataFrame, name: str) -> pd.DataFrame:
    """Long values of one variable with their cells, or the rule where they are calculated."""
    values = areas[["ags", "status"]].assign(variable=name, value=areas[name])
    rule = RATIO if name == _DENSITY else SUM
    summed = areas["status"] == CALCULATED
    return values.assign(
        raw_file=areas["raw_file"].fillna(""),
        raw_sheet=areas["raw_sheet"].fillna(""),
        raw_row=areas["raw_row"].fillna(0).astype(int),
        raw_column=areas[f"column_{name}"].fillna(0).astype(int),
        raw_text=areas[f"text_{name}"].fillna(""),
        raw_rule=summed.map({True: rule, False: ""}),
    )


def read_municipalities(raw: Path, region: Region) -> pd.DataFrame:
    """Names and kinds of the region's municipalities in the latest year.

    Returns
    -------
    DataFrame with ags, name ("Haltern am See") and kind

    Raises
    ------
    RawFileError
        If a municipality is of a kind that this module does not know.
    """
    path = files_of(raw, SOURCE, "3112*_Auszug_GV.xlsx")[-1]
    frame, _ = read_year(path)
    own = municipalities_of(frame, region.districts)
    kind = own["text_mark"].map(_KINDS)
    if kind.isna().any():
        raise RawFileError(
            f"{path.name}: the Textkennzeichen {sorted(set(own.loc[kind.isna(), 'text_mark']))}"
            " are unknown; add their names to _KINDS"
        )
    return pd.DataFrame(
        {"ags": own["ags"], "name": own["name"].str.split(",").str[0], "kind": kind}
    )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `population`.

    Raises
    ------
    RawFileError
        If a workbook is unexpected or a municipality of the region is missing.
    """
    years, origins = [], []
    seen: dict[int, str] = {}
    for path in files_of(raw, SOURCE, "3112*_Auszug_GV.xlsx"):
        frame, year = read_year(path)
        require_own_years(seen, [year], file=path.name)
        years.append(population_values(frame, year, region))
        origins.append(origin_of(raw, path, as_of=f"{year}-12-31"))
    persons = Variable("persons", SOURCE, "31.12.", 0, (CENSUS_BREAK,))
    table = Table(
        name="population",
        title_de="Bevölkerung und Fläche",
        title_en="Population and area",
        values=pd.concat(years, ignore_index=True),
        variables={
            **dict.fromkeys(_COUNTS, persons),
            "area_km2": Variable("km2", SOURCE, "31.12.", 2),
            _DENSITY: Variable("persons/km2", SOURCE, "31.12.", 0, (CENSUS_BREAK,)),
            _DEGREE: Variable("1", SOURCE, "31.12.", 0),
        },
        origins=tuple(origins),
        territorial_status="as published for each year",
    )
    return [table]
