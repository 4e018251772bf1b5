"""Areas in the raw tables: which lies in which, and whether all of them are there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd

from s3dash.codes import DISTRICT, STATE, level_of, municipality_key
from s3dash.ingest.raw_file import RawFileError

GERMANY: Final = "DE"
CITY_STATES: Final = {"02": "02000", "11": "11000"}
"""Hamburg and Berlin are state and district at once; some sources name them only as states."""


def parent_of(ags: str) -> str | None:
    """Area in which another one lies: state of a district, Germany of a state, else none.

    >>> parent_of("05113"), parent_of("05"), parent_of("DE")
    ('05', 'DE', None)
    """
    if ags == GERMANY:
        return None
    return {DISTRICT: ags[:2], STATE: GERMANY}.get(level_of(ags))


def with_city_states(values: pd.DataFrame) -> pd.DataFrame:
    """Repeat the rows of Hamburg and Berlin, which are states, as districts."""
    cities = values[values["ags"].isin(list(CITY_STATES))]
    return pd.concat([values, cities.assign(ags=cities["ags"].map(CITY_STATES))], ignore_index=True)


def with_independent_cities(values: pd.DataFrame, cities: Collection[str]) -> pd.DataFrame:
    """Repeat the rows of independent cities, which are districts, as municipalities."""
    own = values[values["ags"].isin(cities)]
    return pd.concat([values, own.assign(ags=own["ags"].map(municipality_key))], ignore_index=True)


def beside_parts(totals: pd.Series) -> pd.DataFrame:
    """Put each area's figure beside the sum of the areas that lie in it.

    Parameters
    ----------
    totals : Series of float, index AGS
        One figure per district, state and Germany.

    Returns
    -------
    DataFrame, index AGS of states and Germany
        `total` as published, `parts` their sum, `count` how many they are; `total` is missing
        where the whole has no row, `parts` where it has no part.
    """
    parents = pd.Series(totals.index.map(parent_of), index=totals.index)
    grouped = totals.groupby(parents)
    wholes = totals[~totals.index.str.fullmatch(r"\d{5}")]
    return pd.DataFrame({"total": wholes, "parts": grouped.sum(), "count": grouped.count()})


def require_sums(values: pd.DataFrame, *, file: str, unit: str, tolerance: float) -> None:
    """Check that districts add up to their state and states to Germany: no row is missing.

    Parameters
    ----------
    values : long values of one year; municipalities are left out
    unit : of the values, for the message
    tolerance : difference that rounding explains

    Raises
    ------
    RawFileError
        If they do not.
    """
    for variable, rows in values[values["ags"].str.len() < 8].groupby("variable"):
        sums = beside_parts(rows.set_index("ags")["value"])
        difference = sums["parts"] - sums["total"]
        if not (fits := difference.abs() <= tolerance).all():
            area = fits.index[~fits][0]
            raise RawFileError(
                f"{file}: the parts of {area} differ from its row by {difference[area]:.0f} {unit}"
                f" ({variable}); a row is missing or a number is damaged, so compare the file with"
                " a new download"
            )
