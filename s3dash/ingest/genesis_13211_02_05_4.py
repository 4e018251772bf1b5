"""Regionaldatenbank 13211-02-05-4: unemployed persons and unemployment rates, annual averages.

Usually one file for all years, the year in the first column. Keys of 3 digits (regions of the
states) and of 8 digits (parts of cities) are left out, and so are dissolved districts (nothing
but `-`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.ingest import genesis_csv
from s3dash.ingest.areas import GERMANY, beside_parts, with_city_states
from s3dash.ingest.raw_file import (
    RawFileError,
    files_of,
    origin_of,
    require_own_years,
    require_single,
)
from s3dash.release import Table, Variable

SOURCE: Final = "genesis-13211-02-05-4"

_HEAD_LINES: Final = 8
_COLUMNS: Final = {
    0: "year",
    1: "ags",
    3: "unemployed",
    7: "unemployed_under_25",
    9: "unemployed_long_term",
    11: "unemployment_rate",
    13: "unemployment_rate_women",
    15: "unemployment_rate_under_25",
}
_ALL_CIVILIAN: Final = "Arbeitslosenquote bez. auf alle zivile Erwerbsp."
_HEAD: Final = {
    (1, 1): "GENESIS-Tabelle: 13211-02-05-4",
    (6, 4): "Arbeitslose",
    (7, 4): "",
    (7, 8): "15 bis unter 25 Jahre",
    (7, 10): "langzeitarbeitslos",
    (8, 10): "Anzahl",
    (6, 12): _ALL_CIVILIAN,
    (7, 12): "",
    (6, 14): _ALL_CIVILIAN,
    (7, 14): "Frauen",
    (6, 16): _ALL_CIVILIAN,
    (7, 16): "15 bis unter 25 Jahre",
    (8, 16): "Prozent",
}
_PERSONS: Final = ("unemployed", "unemployed_long_term", "unemployed_under_25")
_RATES: Final = ("unemployment_rate", "unemployment_rate_women", "unemployment_rate_under_25")


def read_values(path: Path) -> tuple[pd.DataFrame, str | None]:
    """Read the file into long values.

    Returns
    -------
    Long values (districts, states, DE), and the day on which the file was issued

    Raises
    ------
    RawFileError
        If the file is another table or in another form.
    """
    file = genesis_csv.read_file(path, head_lines=_HEAD_LINES, columns=_COLUMNS)
    genesis_csv.require_head(file, _HEAD)
    ags = file.rows["ags"].replace({"DG": GERMANY})
    require_single(file.rows, ["year", "ags"], file=path.name)
    year = genesis_csv.years_of(file, "year")
    exists = file.rows["unemployed"] != "-"
    listed = exists & ags.str.len().isin([2, 5])
    values = pd.concat(
        [
            genesis_csv.values_of(file, variable)
            .assign(variable=variable, field="", ags=ags, year=year)
            .loc[listed]
            for variable in (*_PERSONS, *_RATES)
        ],
        ignore_index=True,
    )
    return values, file.as_of


def check_districts(values: pd.DataFrame, *, file: str) -> None:
    """Check that every district is there: the unemployed add up within the rounding of averages.

    Raises
    ------
    RawFileError
        If a state's districts, or Germany's states, differ by more than one person per area.
    """
    for year, group in values[values["variable"] == "unemployed"].groupby("year"):
        areas = beside_parts(group.set_index("ags")["value"])
        difference = (areas["total"] - areas["parts"]).abs()
        if wrong := areas.index[~difference.le(areas["count"])].tolist():
            raise RawFileError(
                f"{file}: the unemployed of {wrong} in {year} are not the sum of their areas;"
                " a row is missing or doubled, so compare the file with a new download"
            )


def check_columns(values: pd.DataFrame, *, file: str) -> None:
    """Check that no column stands in another one's place: parts are less than all unemployed.

    Raises
    ------
    RawFileError
        If they are not, or a rate is no percentage.
    """
    key = ["ags", "year"]
    genesis_csv.require_parts(values, _PERSONS[0], _PERSONS[1:], file=file, key=key)
    rates = values[values["variable"].isin(_RATES)]
    if len(wrong := rates[rates["value"] > 100]):
        first = wrong.iloc[0]
        raise RawFileError(
            f"{file}, line {first['raw_row']}: {first['variable']} is {first['value']:g}, more than"
            " 100 %; look for exchanged columns"
        )


def read(raw: Path) -> list[Table]:
    """Read the table `unemployment`.

    Raises
    ------
    RawFileError
        If the file is unexpected or a district is missing.
    """
    parts, origins = [], []
    seen: dict[int, str] = {}
    for path in files_of(raw, SOURCE, "13211-02-05-4*.csv"):
        published, as_of = read_values(path)
        require_own_years(seen, published["year"], file=path.name)
        check_columns(published, file=path.name)
        parts.append(with_city_states(published))
        check_districts(parts[-1], file=path.name)
        origins.append(origin_of(raw, path, as_of=as_of))
    persons = Variable("persons", SOURCE, "annual average", 0)
    rates = Variable("%", SOURCE, "annual average", 1)
    table = Table(
        name="unemployment",
        title_de="Arbeitslose und Arbeitslosenquoten, Jahresdurchschnitt",
        title_en="Unemployed persons and unemployment rates, annual average",
        values=pd.concat(parts, ignore_index=True),
        variables=dict.fromkeys(_PERSONS, persons) | dict.fromkeys(_RATES, rates),
        origins=tuple(origins),
        territorial_status="as published for each year",
        file_format="parquet",
    )
    return [table]
