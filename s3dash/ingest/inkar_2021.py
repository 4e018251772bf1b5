"""INKAR, edition 2021 (BBSR): themes that the edition of 2024 does not bring.

Public finance, commuters and accessibility, land use, and pay. How its tables are read stands in
inkar_themes.py. The level "Gemeindeverbände" is the municipality in North Rhine-Westphalia. Figures
stand as in the file, which writes 44.34 as 44.339999999999996.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.config import Region
from s3dash.ingest.areas import GERMANY
from s3dash.ingest.inkar_themes import CENSUS, Column, Edition, read_edition
from s3dash.ingest.raw_file import RawFileError
from s3dash.release import Table

SOURCE: Final = "inkar-2021"

_LEVELS: Final = {"Gemeindeverbände": 8, "Kreise": 5, "Bundesländer": 2, "Bund": 2}
"""Levels of the raw tables, and how many digits their keys have."""

_NATION_KEY: Final = "00"

_FINANCE: Final = "oeffentliche_finanzen"
_TRAFFIC: Final = "verkehr_und_erreichbarkeit"
_LAND: Final = "flaechennutzung_und_umwelt"
_PAY: Final = "privateinkommen_private_schulden"
_PER_HEAD: Final = "EUR per inhabitant"

COLUMNS: Final = {
    "tax_strength_per_head": Column(_FINANCE, "x274", _PER_HEAD, "year", CENSUS),
    "income_tax_per_head": Column(_FINANCE, "x275", _PER_HEAD, "year", CENSUS),
    "trade_tax_per_head": Column(_FINANCE, "x276", _PER_HEAD, "year", CENSUS),
    "municipal_investment_per_head": Column(_FINANCE, "x282", _PER_HEAD, "year", CENSUS),
    "drive_to_motorway": Column(_TRAFFIC, "x334", "min"),
    "drive_to_airport": Column(_TRAFFIC, "x335", "min"),
    "drive_to_long_distance_station": Column(_TRAFFIC, "x336", "min"),
    "in_commuter_share": Column(_TRAFFIC, "x351", "%", "30.06."),
    "out_commuter_share": Column(_TRAFFIC, "x352", "%", "30.06."),
    "commuter_balance": Column(_TRAFFIC, "x353", "per 100 employees", "30.06."),
    "long_distance_commuter_share": Column(_TRAFFIC, "x354", "%", "30.06."),
    "settlement_area_share": Column(_LAND, "x237", "%", "31.12."),
    "settlement_density": Column(_LAND, "x238", "persons/km2 of settlement area", "31.12."),
    "recreation_area_share": Column(_LAND, "x239", "%", "31.12."),
    "gross_pay": Column(_PAY, "x222", "EUR per month"),
    "median_pay": Column(_PAY, "x224", "EUR per month"),
}
"""Our variables and the columns of INKAR that they come from."""


def _ags(rows: pd.DataFrame, theme: str) -> pd.Series:
    """AGS of the rows, which stand there as keys but for Germany."""
    digits = rows["raumbezug"].map(_LEVELS)
    malformed = (digits.isna() | (rows["ags"].str.len() != digits)).to_numpy()
    if malformed.any():
        at = int(malformed.argmax())
        raise RawFileError(
            f"{theme}.parquet, row {at + 1}: key '{rows['ags'].iloc[at]}' at level"
            f" '{rows['raumbezug'].iloc[at]}'; expected are {_LEVELS} digits as text"
        )
    return rows["ags"].mask(rows["raumbezug"] == "Bund", rows["ags"].replace(_NATION_KEY, GERMANY))


EDITION: Final = Edition(
    source=SOURCE,
    year="2021",
    columns=COLUMNS,
    keys=("raumbezug", "ags", "zeitbezug"),
    ags_of=_ags,
    needed=(),
)


def read(raw: Path, region: Region) -> list[Table]:
    """Read the table `inkar_2021`.

    Raises
    ------
    RawFileError
        If a theme's table is unexpected.
    """
    table = read_edition(
        raw,
        EDITION,
        region,
        name="inkar_2021",
        title_de="Gemeindefinanzen, Pendler, Erreichbarkeit, Flächen, Verdienste",
        title_en="Municipal finance, commuters, accessibility, land, pay",
        territorial_status="31.12.2019",
    )
    return [table]
