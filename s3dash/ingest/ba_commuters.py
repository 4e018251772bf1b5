"""Pendleratlas of the Bundesagentur für Arbeit: commuters across district borders in June.

Two files in UTF-8: sums per district, and flows between districts with home or work in the region.
All numbers are rounded to tens. Flows under ten are not published; the source adds them up per
region of a state ("Übrige", keys like `059xx`), and these rows are left out here. So the flows of a
district add up to slightly less than its sum, and a flow that is not listed is unknown, not zero.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.codes import DISTRICT, REPORTED, is_ags, level_of
from s3dash.config import Region
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, file_of, named_part, origin_of, require_single
from s3dash.release import FLOW_COLUMNS, Flows, Table, Variable

SOURCE: Final = "ba-commuters-2023"
UNIT: Final = "commuters"
"""No `persons`: commuters of two districts do not add up to the commuters of both together."""
REFERENCE_DATE: Final = "30.06."
DISTRICTS: Final = 400
LISTED: Final = 0.95
"""Least share of a district's commuters that its flows have together."""

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

_SUMS: Final = "pendler_summen_kreise_*.csv"
_SUMS_HEAD: Final = ("ags", "name", *COLUMNS.values())
_FLOWS_HEAD: Final = (
    "arbeitsort", "arbeitsort_ags", "wohnort", "wohnort_ags", "insgesamt", "maenner", "frauen",
    "deutsche", "auslaender", "auszubildende",
)  # fmt: skip
_NAME: Final = r"pendler_\w+_(\d{4})-06\.csv"
_ROUNDED: Final = r"-?\d*0"
"""Every number is rounded to tens."""


def read_sums(path: Path, region: Region) -> pd.DataFrame:
    """Read the sums into long values with the cell of each.

    Raises
    ------
    RawFileError
        If a column or a district is missing, a number is not rounded to tens, the balance is not
        in- less out-commuters, or a part is more than the whole.
    """
    file, year = read_plain_csv(path, _SUMS_HEAD), int(named_part(path, _NAME))
    _require_districts(file, "ags")
    require_single(file.rows, ["ags"], file=path.name)
    if absent := sorted(set(region.districts) - set(file.rows["ags"])):
        raise RawFileError(f"{path.name}: no rows for the districts {absent}; is the file whole?")
    for column in COLUMNS.values():
        _require_rounded(file, column)
    values = pd.concat(
        [
            cell_values(file, column, variable=name, ags=file.rows["ags"], year=year)
            for name, column in COLUMNS.items()
        ],
        ignore_index=True,
    )
    _check_balance(values, file=path.name)
    return values


def _check_balance(values: pd.DataFrame, *, file: str) -> None:
    wide = values.pivot(index="ags", columns="variable", values="value")
    balance = wide["district_in_commuters"] - wide["district_out_commuters"]
    if (wrong := balance != wide["district_commuter_balance"]).any():
        raise RawFileError(
            f"{file}, {wrong.index[wrong][0]}: the balance is not in- less out-commuters; look for"
            " exchanged columns"
        )
    for whole in ("district_in_commuters", "district_out_commuters"):
        women, trainees = wide[f"{whole}_women"], wide[f"{whole}_trainees"]
        if (wrong := (women > wide[whole]) | (trainees > women)).any():
            raise RawFileError(
                f"{file}, {wrong.index[wrong][0]}: more women than commuters, or more trainees than"
                f" women ({whole}); look for exchanged columns"
            )


def read_flows(path: Path, region: Region) -> pd.DataFrame:
    """Read the flows between districts: origin is where people live, destination where they work.

    Returns
    -------
    DataFrame with the columns of `release.FLOW_COLUMNS`, by origin and destination

    Raises
    ------
    RawFileError
        If a column is missing, a flow stands twice, a number is not rounded to tens, men and
        women do not add up, or two districts of the region have no flow.
    """
    file, year = read_plain_csv(path, _FLOWS_HEAD), int(named_part(path, _NAME))
    require_single(file.rows, ["wohnort_ags", "arbeitsort_ags"], file=path.name)
    rows = file.rows[file.rows["wohnort_ags"].map(is_ags) & file.rows["arbeitsort_ags"].map(is_ags)]
    listed = replace(file, rows=rows)
    for column in ("wohnort_ags", "arbeitsort_ags"):
        _require_districts(listed, column)
    for column in ("insgesamt", "maenner", "frauen"):
        _require_rounded(listed, column)
    _check_sexes(listed)
    flows = pd.DataFrame(
        {
            "origin": rows["wohnort_ags"],
            "destination": rows["arbeitsort_ags"],
            "year": year,
            "persons": rows["insgesamt"].astype(int),
            "status": REPORTED,
            "raw_row": rows.index,
        }
    )
    found = set(zip(flows["origin"], flows["destination"], strict=True))
    inside = {(a, b) for a in region.districts for b in region.districts if a != b}
    if absent := sorted(inside - found):
        raise RawFileError(
            f"{path.name}: no flow from {absent[0][0]} to {absent[0][1]} ({len(absent)} pairs in"
            f" {region.name.de}); is the file whole?"
        )
    return flows.loc[:, list(FLOW_COLUMNS)].sort_values(["origin", "destination"])


def _check_sexes(file: PlainCsv) -> None:
    """Men and women add up to all, but for the rounding of the three numbers."""
    numbers = file.rows[["insgesamt", "maenner", "frauen"]].astype(int)
    difference = (numbers["insgesamt"] - numbers["maenner"] - numbers["frauen"]).abs()
    if (wrong := difference > 10).any():
        raise RawFileError(
            f"{file.path.name}, line {wrong.index[wrong][0]}: men and women do not add up to all;"
            " look for exchanged columns or damaged numbers"
        )


def check_flows(flows: pd.DataFrame, sums: pd.DataFrame, region: Region, *, file: str) -> None:
    """Check that the flows of each district of the region are nearly all its commuters.

    Raises
    ------
    RawFileError
        If they are fewer, or more than all.
    """
    known = sums.set_index(["variable", "ags"])["value"]
    for end, variable in (
        ("origin", "district_out_commuters"),
        ("destination", "district_in_commuters"),
    ):
        listed = flows.groupby(end)["persons"].sum().reindex(list(region.districts))
        share = listed / known[variable].reindex(list(region.districts))
        if not (fits := share.between(LISTED, 1.0)).all():
            ags = fits.index[~fits][0]
            raise RawFileError(
                f"{file}: the flows of {ags} are {share[ags]:.1%} of its commuters ({variable}); is"
                " the file whole, and of the same year?"
            )


def _require_rounded(file: PlainCsv, column: str) -> None:
    cells = file.rows[column]
    wrong = cells[~cells.str.fullmatch(_ROUNDED)]
    if len(wrong):
        raise RawFileError(
            f"{file.path.name}, line {wrong.index[0]}: '{wrong.iloc[0]}' ({column}) is no number"
            " rounded to tens; see how the source marks what it leaves out"
        )


def _require_districts(file: PlainCsv, column: str) -> None:
    keys = file.rows[column]
    strange = keys[keys.map(lambda key: not is_ags(key) or level_of(key) != DISTRICT)]
    if len(strange):
        raise RawFileError(
            f"{file.path.name}, line {strange.index[0]}: '{strange.iloc[0]}' is no district key of"
            " 5 digits"
        )


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `district_commuters`.

    Raises
    ------
    RawFileError
        If the file is missing or not what is expected.
    """
    path = file_of(raw, SOURCE, _SUMS)
    values = read_sums(path, region)
    if (found := values["ags"].nunique()) != DISTRICTS:
        raise RawFileError(
            f"{path.name}: {found} districts instead of {DISTRICTS}; is the file whole, or was a"
            " district split or merged?"
        )
    table = Table(
        name="district_commuters",
        title_de="Ein- und Auspendler der Kreise",
        title_en="In- and out-commuters of the districts",
        values=values,
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
    path = file_of(raw, SOURCE, "pendler_stroeme_ruhr_*.csv")
    rows = read_flows(path, region)
    check_flows(rows, read_sums(file_of(raw, SOURCE, _SUMS), region), region, file=path.name)
    return Flows(
        name="commuter_flows",
        title_de="Pendlerströme zwischen Kreisen",
        title_en="Commuter flows between districts",
        rows=rows,
        source=SOURCE,
        reference_date=REFERENCE_DATE,
        raw_column="insgesamt",
        note_de="Wohnort oder Arbeitsort in der Region; auf Zehner gerundet. Ströme unter zehn"
        " Menschen sind nicht aufgeführt: unbekannt, nicht null.",
        note_en="Home or work in the region; rounded to tens. Flows of fewer than ten people are"
        " not listed: unknown, not zero.",
        origin=origin_of(raw, path),
    )
