"""Pendleratlas of the Bundesagentur für Arbeit: commuters across district borders, June 2023.

Two files in UTF-8: sums per district, and flows between districts with home or work in the region.
All numbers are rounded to tens. Flows under ten are not published; the source adds them up per
region of a state ("Übrige", keys like `059xx`), and these rows are left out here. So the flows of a
district add up to slightly less than its sum, and a flow that is not listed is unknown, not zero.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import DISTRICT, REPORTED, is_ags, level_of
from s3dash.config import Region
from s3dash.ingest.raw_file import RawFileError, files_of, from_cells, origin_of
from s3dash.release import FLOW_COLUMNS, Flows, Table, Variable

SOURCE: Final = "ba-commuters-2023"
UNIT: Final = "commuters"
"""No `persons`: commuters of two districts do not add up to the commuters of both together."""
YEAR: Final = 2023
REFERENCE_DATE: Final = "30.06."

COLUMNS: Final = {
    "district_in_commuters": "einpendler",
    "district_in_commuters_women": "einpendler_frauen",
    "district_in_commuters_trainees": "einpendler_auszubildende",
    "district_out_commuters": "auspendler",
    "district_out_commuters_women": "auspendler_frauen",
    "district_out_commuters_trainees": "auspendler_auszubildende",
    "district_commuter_balance": "saldo",
}
"""Our variables and the columns of the sums."""

_ROUNDED: Final = r"-?\d*0"
"""Every number is rounded to tens."""


def read_sums(path: Path, region: Region) -> pd.DataFrame:
    """Read the sums into long values with the cell of each.

    Raises
    ------
    RawFileError
        If a column or a district is missing, a number is not rounded to tens, or the balance is
        not in- less out-commuters.
    """
    rows = _text(path, {"ags", *COLUMNS.values()})
    _check_keys(rows, ["ags"], region.districts, file=path.name)
    values = pd.concat(
        [_variable(path, rows, name, column) for name, column in COLUMNS.items()],
        ignore_index=True,
    )
    wide = values.pivot(index="ags", columns="variable", values="value")
    balance = wide["district_in_commuters"] - wide["district_out_commuters"]
    if (wrong := balance != wide["district_commuter_balance"]).any():
        raise RawFileError(
            f"{path.name}, {wrong.index[wrong][0]}: the balance is not in- less out-commuters;"
            " look for exchanged columns"
        )
    return values


def _variable(path: Path, rows: pd.DataFrame, name: str, column: str) -> pd.DataFrame:
    values = pd.DataFrame(
        {
            "variable": name,
            "field": "",
            "ags": rows["ags"],
            "year": YEAR,
            "value": _numbers(path, rows, column),
            "status": REPORTED,
        }
    )
    position = list(rows.columns).index(column) + 1
    return from_cells(path, values, row=rows.index, column=position, text=rows[column])


def read_flows(path: Path, region: Region) -> pd.DataFrame:
    """Read the flows between districts: origin is where people live, destination where they work.

    Returns
    -------
    DataFrame with the columns of `release.FLOW_COLUMNS`, by origin and destination

    Raises
    ------
    RawFileError
        If a column is missing, a flow stands twice, a number is not rounded to tens, or two
        districts of the region have no flow.
    """
    rows = _text(path, {"arbeitsort_ags", "wohnort_ags", "insgesamt"})
    home, work = rows["wohnort_ags"], rows["arbeitsort_ags"]
    rows = rows[home.map(is_ags) & work.map(is_ags)]
    flows = pd.DataFrame(
        {
            "origin": rows["wohnort_ags"],
            "destination": rows["arbeitsort_ags"],
            "year": YEAR,
            "persons": _numbers(path, rows, "insgesamt").astype(int),
            "status": REPORTED,
            "raw_row": rows.index,
        }
    )
    _check_keys(rows, ["wohnort_ags", "arbeitsort_ags"], (), file=path.name)
    found = set(zip(flows["origin"], flows["destination"], strict=True))
    inside = {(a, b) for a in region.districts for b in region.districts if a != b}
    if absent := sorted(inside - found):
        raise RawFileError(
            f"{path.name}: no flow from {absent[0][0]} to {absent[0][1]} ({len(absent)} pairs in"
            f" {region.name.de}); is the file whole?"
        )
    return flows.loc[:, list(FLOW_COLUMNS)].sort_values(["origin", "destination"])


def _text(path: Path, needed: Collection[str]) -> pd.DataFrame:
    """Rows of a file, every cell as text; the index is the line."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    if absent := sorted(set(needed) - set(rows.columns)):
        raise RawFileError(f"{path.name}, line 1: the columns {absent} are missing; adapt COLUMNS")
    return rows.set_axis(range(2, len(rows) + 2))


def _numbers(path: Path, rows: pd.DataFrame, column: str) -> pd.Series[float]:
    wrong = rows[~rows[column].str.fullmatch(_ROUNDED)]
    if len(wrong):
        raise RawFileError(
            f"{path.name}, line {wrong.index[0]}: '{wrong.iloc[0][column]}' ({column}) is no"
            " number rounded to tens; see how the source marks what it leaves out"
        )
    return rows[column].astype(float)


def _check_keys(
    rows: pd.DataFrame, columns: list[str], needed: Collection[str], *, file: str
) -> None:
    for column in columns:
        strange = rows[rows[column].map(lambda key: not is_ags(key) or level_of(key) != DISTRICT)]
        if len(strange):
            raise RawFileError(
                f"{file}, line {strange.index[0]}: '{strange.iloc[0][column]}' is no district key"
                " of 5 digits"
            )
    doubled = rows.index[rows.duplicated(columns)]
    if len(doubled):
        raise RawFileError(f"{file}, line {doubled[0]}: the key stands twice; keep one of the rows")
    if absent := sorted(set(needed) - set(rows[columns[0]])):
        raise RawFileError(f"{file}: no rows for the districts {absent}; is the file whole?")


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `district_commuters`.

    Raises
    ------
    RawFileError
        If the file is missing or not what is expected.
    """
    (path,) = files_of(raw, SOURCE, "pendler_summen_kreise_*.csv")
    table = Table(
        name="district_commuters",
        title_de="Ein- und Auspendler der Kreise",
        title_en="In- and out-commuters of the districts",
        values=read_sums(path, region),
        variables=dict.fromkeys(COLUMNS, Variable(UNIT, SOURCE, REFERENCE_DATE, 0)),
        origins=(origin_of(raw, path),),
        territorial_status="as published for each year",
    )
    return [table]


def flows(raw: Path, region: Region) -> Flows:
    """Read the flows `commuter_flows`.

    Raises
    ------
    RawFileError
        If the file is missing or not what is expected.
    """
    (path,) = files_of(raw, SOURCE, "pendler_stroeme_ruhr_*.csv")
    return Flows(
        name="commuter_flows",
        title_de="Pendlerströme zwischen Kreisen",
        title_en="Commuter flows between districts",
        rows=read_flows(path, region),
        source=SOURCE,
        reference_date=REFERENCE_DATE,
        raw_column="insgesamt",
        note_de="Wohnort oder Arbeitsort in der Region; auf Zehner gerundet. Ströme unter zehn"
        " Menschen sind nicht aufgeführt: unbekannt, nicht null.",
        note_en="Home or work in the region; rounded to tens. Flows of fewer than ten people are"
        " not listed: unknown, not zero.",
        origin=origin_of(raw, path),
    )
