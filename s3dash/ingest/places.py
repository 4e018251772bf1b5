"""Figures of municipalities completed: places that a list does not name, and their districts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import pandas as pd

from s3dash.codes import CALCULATED, MISSING, STATUSES, WITHOUT_VALUE
from s3dash.config import Region
from s3dash.ingest.raw_file import RawFileError, calculated

SUM: Final = "sum"
"""Rule: sum of the rows of the same variable, field and year of the district's municipalities."""

NOT_LISTED: Final = "not listed"
"""Rule: zero, because a list that is complete by its definition has no row for the place."""

RUNNING_SUM: Final = "sum of years"
"""Rule: sum of the rows of the same place of this year and all before."""

_KEY: Final = ["variable", "field", "year"]
_FULL_KEY: Final = r"\d{8}|DG0{6}"


def require_known(ags: Iterable[str], known: Collection[str], *, file: str, region: Region) -> None:
    """Stop where keys of the region are no municipalities of it.

    Raises
    ------
    RawFileError
        If there is such a key.
    """
    own = {key for key in ags if key[:5] in region.districts}
    if strangers := sorted(own - set(known)):
        raise RawFileError(
            f"{file}: {strangers} are no municipalities of {region.name.de}; compare the keys"
            " with the Gemeindeverzeichnis"
        )


def require_full_keys(keys: pd.Series, *, file: str) -> None:
    """Stop where a key has not eight characters, `05113000` or `DG000000`: its zero is lost.

    Parameters
    ----------
    keys : the index is the line in the file

    Raises
    ------
    RawFileError
        If there is such a key.
    """
    short = keys[~keys.str.fullmatch(_FULL_KEY)]
    if len(short):
        raise RawFileError(
            f"{file}, line {short.index[0]}: '{short.iloc[0]}' is no key of 8 digits; was the file"
            " saved by a program that takes keys for numbers?"
        )


def with_unlisted(
    values: pd.DataFrame, places: Collection[str], *, status: str = CALCULATED
) -> pd.DataFrame:
    """Give each place a row in every variable and in every year that any of them has.

    Parameters
    ----------
    places : keys of all places of the level
    status : `calculated` makes the new figures a zero by the list's definition; a status without
        a value leaves them unknown
    """
    groups = values[["variable", "field"]].drop_duplicates()
    for axis in (values["year"].drop_duplicates(), pd.Series(sorted(places), name="ags")):
        groups = groups.merge(axis, how="cross")
    found = pd.MultiIndex.from_frame(values[[*_KEY, "ags"]])
    absent = groups[~pd.MultiIndex.from_frame(groups[[*_KEY, "ags"]]).isin(found)]
    value = float("nan") if status in WITHOUT_VALUE else 0.0
    rule = "" if status in WITHOUT_VALUE else NOT_LISTED
    new = calculated(absent.assign(value=value, status=status), rule=rule)
    return pd.concat([values, new], ignore_index=True)


def with_districts(values: pd.DataFrame, region: Region) -> pd.DataFrame:
    """Add the region's districts to figures of all its municipalities.

    An independent city is one municipality and keeps that figure and its cell. A Kreis gets the
    sum where every part has a figure; otherwise it has the worst status of its parts.
    """
    district = values["ags"].str[:5]
    city = district.isin(region.independent_cities)
    cities = values[city].assign(ags=district)
    parts = values[~city].assign(ags=district, empty=values["value"].isna())
    grouped = parts.groupby([*_KEY, "ags"], as_index=False)
    sums = grouped.agg(value=("value", "sum"), empty=("empty", "any"))
    worst = grouped["status"].agg(_worst)["status"]
    sums["value"] = sums["value"].round(3).mask(sums["empty"])
    sums["status"] = worst.where(sums["empty"], CALCULATED)
    summed = calculated(sums.drop(columns="empty"), rule=SUM)
    summed["raw_rule"] = summed["raw_rule"].mask(summed["value"].isna(), "")
    return pd.concat([values, cities, summed], ignore_index=True)


def _worst(statuses: pd.Series) -> str:
    return STATUSES[max(STATUSES.index(status) for status in statuses)]


def add_up(values: pd.DataFrame, variable: str, parts: Sequence[str]) -> pd.DataFrame:
    """Add a variable that is the sum of others; its rule is the formula, `a + b`.

    Where a part has no figure the sum is `missing`.
    """
    chosen = values[values["variable"].isin(parts)]
    wide = chosen.pivot(index=["field", "ags", "year"], columns="variable", values="value")
    total = wide[list(parts)].sum(axis=1, skipna=False).round(3).rename("value").reset_index()
    unknown = total["value"].isna()
    rows = total.assign(variable=variable, status=unknown.map({True: MISSING, False: CALCULATED}))
    sums = calculated(rows, rule=" + ".join(parts))
    sums["raw_rule"] = sums["raw_rule"].mask(unknown, "")
    return pd.concat([values, sums], ignore_index=True)


def running_sums(values: pd.DataFrame, ending: str) -> pd.DataFrame:
    """Variables that add up others over the years, this one and all before.

    Parameters
    ----------
    values : figures without gaps, in the same years for every place
    ending : what their names get at the end
    """
    ordered = values.sort_values("year")
    total = ordered.groupby(["variable", "field", "ags"])["value"].cumsum().round(2)
    rows = ordered[["field", "ags", "year"]].assign(
        variable=ordered["variable"] + ending, value=total, status=CALCULATED
    )
    return calculated(rows, rule=RUNNING_SUM)
