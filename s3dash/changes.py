"""What changed between two releases in the figures of one view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from s3dash import codes, views
from s3dash.state import Options, View, read_view

NO_KEY: Final = ("value", "low", "high", "status", "source", "level", "reference_date")
"""Columns of a table of figures that do not say which figure it is."""

TOLERANCE: Final = 1e-9
"""Relative difference below which two figures are one: what another order of sums can leave."""


@dataclass(frozen=True)
class Changes:
    """Figures of a view in two releases.

    Parameters
    ----------
    compared : number of figures that either release has
    differing : one row for each that differs, with the columns that name it, `value_old`,
        `status_old`, `value_new`, `status_new`, `difference` (new − old in the figure's unit);
        what a release has no row for is `not_published` there
    """

    compared: int
    differing: pd.DataFrame


def changes(old: Options, new: Options, view: View) -> Changes:
    """Compare the figures that a view shows in two releases.

    The view is read in either release by the same address; what one of them does not have is
    answered with its nearest view, so that its figures then are in the list as new or gone.
    """
    query = {key: value for key, value in view.to_query().items() if key != "release"}
    before, after = (
        views.table(options, read_view(query, options, page=view.page)[0]) for options in (old, new)
    )
    key = [name for name in after.columns if name in before.columns and name not in NO_KEY]
    kept = [*key, "value", "status"]
    both = before.loc[:, kept].merge(
        after.loc[:, kept], on=key, how="outer", suffixes=("_old", "_new")
    )
    for column in ("status_old", "status_new"):
        both[column] = both[column].fillna(codes.NOT_PUBLISHED)
    both["difference"] = both["value_new"] - both["value_old"]
    return Changes(len(both), both[_differs(both)].reset_index(drop=True))


def _differs(both: pd.DataFrame) -> pd.Series:
    larger = both[["value_old", "value_new"]].abs().max(axis=1)
    moved = both["difference"].abs() > TOLERANCE * larger
    return moved | (both["value_old"].isna() != both["value_new"].isna())
