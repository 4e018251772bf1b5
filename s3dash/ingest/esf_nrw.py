"""ESF NRW: sums of grants per municipality, two funding periods with two meanings of money.

Grants of the Land by year of approval (funding period 2007-2013, approvals 2006 to 2015), and
eligible costs of the operations on the newest list (period 2014-2020): the two are not
the same amount and are never added. Places are named, not keyed. A municipality without a row has
no operation on the list: a true zero.

Rules of calculated figures: `sum of years` (this year and all before, from 2006), `not listed`,
`sum` (see places.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from s3dash.config import Region
from s3dash.ingest.places import running_sums, with_districts, with_unlisted
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv, years_of
from s3dash.ingest.raw_file import RawFileError, file_of, named_part, origin_of, require_single
from s3dash.release import Table, Variable

SOURCE: Final = "esf-nrw"
RUNNING: Final = "_since_2006"
GRANTS: Final = {"n": "esf_approvals", "land_grant_eur": "esf_grants"}
LISTED: Final = {"n_operations": "esf_operations", "eligible_eur": "esf_eligible_costs"}
"""Our variables by column of either file: the number, then the amount."""

_YEAR_COLUMN: Final = "Jahr der Bewilligung"
_GRANT_COLUMNS: Final = ("gemeinde", _YEAR_COLUMN, "n", "land_grant_eur")
_LIST_COLUMNS: Final = ("gemeinde", "n_operations", "eligible_eur")
_LIST_NAME: Final = r"esf_2014_2020_by_gemeinde_asof_(\d{4}-\d\d-\d\d)\.csv"


def keys_of(file: PlainCsv, municipalities: Mapping[str, str]) -> pd.Series:
    """Keys of the places, which the file names only.

    Raises
    ------
    RawFileError
        If a name is not that of a municipality of the region, or two have the same.
    """
    names = {name: ags for ags, name in municipalities.items()}
    if len(names) < len(municipalities):
        raise RawFileError(f"{file.path.name}: two municipalities have one name; key them by hand")
    keys = file.rows["gemeinde"].map(names)
    if keys.isna().any():
        line = keys.index[keys.isna()][0]
        raise RawFileError(
            f"{file.path.name}, line {line}: '{file.rows['gemeinde'][line]}' is no municipality of"
            " the region; compare the name with the Gemeindeverzeichnis"
        )
    return keys


def grant_values(file: PlainCsv, municipalities: Mapping[str, str]) -> pd.DataFrame:
    """Grants and approvals per municipality and year, and both added up over the years.

    Raises
    ------
    RawFileError
        If a row stands twice, a year is none, or numbers and amounts are exchanged.
    """
    require_single(file.rows, ["gemeinde", _YEAR_COLUMN], file=file.path.name)
    keys, year = keys_of(file, municipalities), years_of(file, _YEAR_COLUMN)
    approvals, grants = (
        cell_values(file, column, variable=name, ags=keys, year=year, decimals=1)
        for column, name in GRANTS.items()
    )
    _require_less(approvals, grants, file=file.path.name)
    flows = with_unlisted(pd.concat([grants, approvals], ignore_index=True), municipalities)
    return pd.concat([flows, running_sums(flows, RUNNING)], ignore_index=True)


def list_values(file: PlainCsv, year: int, municipalities: Mapping[str, str]) -> pd.DataFrame:
    """Eligible costs and number of operations on the list per municipality.

    Raises
    ------
    RawFileError
        If a row stands twice, numbers and amounts are exchanged, or an amount has parts of cents.
    """
    require_single(file.rows, ["gemeinde"], file=file.path.name)
    keys = keys_of(file, municipalities)
    operations, costs = (
        cell_values(file, column, variable=name, ags=keys, year=year)
        for column, name in LISTED.items()
    )
    _require_less(operations, costs, file=file.path.name)
    _require_cents(costs, file=file.path.name)
    return with_unlisted(pd.concat([costs, operations], ignore_index=True), municipalities)


def _require_less(number: pd.DataFrame, money: pd.DataFrame, *, file: str) -> None:
    """Operations are counted in whole numbers, and each costs more than one euro."""
    wrong = (number["value"] >= money["value"]) | (number["value"] % 1 != 0)
    if wrong.any():
        raise RawFileError(
            f"{file}, line {money.loc[wrong, 'raw_row'].iloc[0]}: number of operations and amount"
            " do not fit together; look for exchanged columns or damaged numbers"
        )


def _require_cents(money: pd.DataFrame, *, file: str) -> None:
    """Amounts are sums of cents, but for how computers add: `1.234` for 1234 is none."""
    cents = money["value"] * 100
    if (wrong := (cents - cents.round()).abs() > 1e-3).any():
        row = money[wrong].iloc[0]
        raise RawFileError(
            f"{file}, line {row['raw_row']}: '{row['raw_text']}' is no amount in euro and cents;"
            " look for points between thousands"
        )


def read(raw: Path, region: Region, municipalities: Mapping[str, str]) -> list[Table]:
    """Read the table `esf`.

    Parameters
    ----------
    municipalities : names of the region's municipalities by key

    Raises
    ------
    RawFileError
        If a file is unexpected or names a place outside the region.
    """
    grants = file_of(raw, SOURCE, "esf_2007_2013_by_gemeinde_year.csv")
    listed = file_of(raw, SOURCE, "esf_2014_2020_by_gemeinde_asof_*.csv")
    as_of = named_part(listed, _LIST_NAME)
    values = pd.concat(
        [
            grant_values(read_plain_csv(grants, _GRANT_COLUMNS), municipalities),
            list_values(read_plain_csv(listed, _LIST_COLUMNS), int(as_of[:4]), municipalities),
        ],
        ignore_index=True,
    )
    money, count = Variable("EUR", SOURCE, "year", 0), Variable("count", SOURCE, "year", 0)
    table = Table(
        name="esf",
        title_de="Förderung aus dem ESF in Nordrhein-Westfalen nach Gemeinden",
        title_en="Funding from the ESF in North Rhine-Westphalia by municipality",
        values=with_districts(values, region),
        variables={
            "esf_grants": money,
            f"esf_grants{RUNNING}": money,
            "esf_approvals": count,
            f"esf_approvals{RUNNING}": count,
            "esf_eligible_costs": money,
            "esf_operations": count,
        },
        origins=(origin_of(raw, grants), origin_of(raw, listed, as_of=as_of)),
        territorial_status="names as published",
    )
    return [table]
