"""ESF NRW: sums of grants per municipality, two funding periods with two meanings of money.

Grants of the Land by year of approval (funding period 2007-2013, approvals 2006 to 2015), and
eligible costs of the operations on the list of 30 June 2016 (period 2014-2020): the two are not
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
from s3dash.ingest.plain_csv import PlainCsv, cell_values, read_plain_csv
from s3dash.ingest.raw_file import RawFileError, files_of, origin_of
from s3dash.release import Table, Variable

SOURCE: Final = "esf-nrw"
LIST_YEAR: Final = 2016
RUNNING: Final = "_since_2006"
GRANTS: Final = {"land_grant_eur": "esf_grants", "n": "esf_approvals"}
LISTED: Final = {"eligible_eur": "esf_eligible_costs", "n_operations": "esf_operations"}
"""Our variables by column of either file."""

_GRANT_COLUMNS: Final = ("gemeinde", "Jahr der Bewilligung", "n", "land_grant_eur")
_LIST_COLUMNS: Final = ("gemeinde", "n_operations", "eligible_eur")


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
    """Grants and approvals per municipality and year, and both added up over the years."""
    keys, year = keys_of(file, municipalities), file.rows["Jahr der Bewilligung"].astype(int)
    cells = [
        cell_values(file, column, variable=name, ags=keys, year=year)
        for column, name in GRANTS.items()
    ]
    flows = with_unlisted(pd.concat(cells, ignore_index=True), municipalities)
    return pd.concat([flows, running_sums(flows, RUNNING)], ignore_index=True)


def list_values(file: PlainCsv, municipalities: Mapping[str, str]) -> pd.DataFrame:
    """Eligible costs and number of operations on the list per municipality."""
    keys = keys_of(file, municipalities)
    cells = [
        cell_values(file, column, variable=name, ags=keys, year=LIST_YEAR)
        for column, name in LISTED.items()
    ]
    return with_unlisted(pd.concat(cells, ignore_index=True), municipalities)


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
    (grants,) = files_of(raw, SOURCE, "esf_2007_2013_by_gemeinde_year.csv")
    (listed,) = files_of(raw, SOURCE, "esf_2014_2020_by_gemeinde_asof_*.csv")
    values = pd.concat(
        [
            grant_values(read_plain_csv(grants, _GRANT_COLUMNS), municipalities),
            list_values(read_plain_csv(listed, _LIST_COLUMNS), municipalities),
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
        origins=(origin_of(raw, grants), origin_of(raw, listed, as_of="2016-06-30")),
        territorial_status="names as published",
    )
    return [table]
