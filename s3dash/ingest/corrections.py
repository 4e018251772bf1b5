"""Known faults of the sources: entries of config/corrections.toml, applied to the tables.

Each entry says under which condition it still holds. A repaired source breaks the condition, and
then the ingest stops: the fault is not corrected a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from s3dash import config
from s3dash.codes import MISSING, municipality_key
from s3dash.config import FOLDER, Correction
from s3dash.release import Table

DROP: Final = "drop"
SET_MISSING: Final = "set_missing"
FLAG: Final = "flag"
ACTIONS: Final = (DROP, SET_MISSING, FLAG)

ROUNDING: Final = 0.011
"""Difference of two figures with two decimals that rounding explains."""


class CorrectionError(ValueError):
    """A correction that cannot be applied; the message says which and what to do."""


def load_corrections(path: Path = FOLDER / "corrections.toml") -> tuple[Correction, ...]:
    """Read the entries.

    Raises
    ------
    CorrectionError
        If an entry lacks a word or names an unknown action or condition.
    """
    try:
        entries = config.corrections(path)
    except config.ConfigError as error:
        raise CorrectionError(str(error)) from error
    for number, entry in enumerate(entries, 1):
        unknown = set(entry.holds_while) - set(CONDITIONS)
        if entry.action not in ACTIONS or unknown or len(entry.holds_while) != 1:
            raise CorrectionError(
                f"{path.name}, entry {number}: action is one of {', '.join(ACTIONS)} and"
                f" holds_while one of {', '.join(CONDITIONS)}"
            )
    return entries


def _all_equal(rows: pd.DataFrame, _: pd.DataFrame, number: float) -> bool:
    """Every figure that there is equals a number, and there is one."""
    present = rows["value"].dropna()
    return len(present) > 0 and bool((present == number).all())


def _differs_from_district(rows: pd.DataFrame, others: pd.DataFrame, _: bool) -> bool:
    """In every year some independent city has another figure as municipality than as district."""
    districts = others.assign(ags=others["ags"].map(_as_municipality))
    both = rows.merge(districts, on=["ags", "year"], suffixes=("", "_district"))
    differs = (both["value"] - both["value_district"]).abs() > ROUNDING
    return set(both.loc[differs, "year"]) == set(rows["year"])


def _as_municipality(ags: str) -> str:
    return municipality_key(ags) if len(ags) == 5 else ""


def _falls_below(rows: pd.DataFrame, others: pd.DataFrame, share: float) -> bool:
    """Every figure is below this share of the same area's figure of the year before."""
    before = others.assign(year=others["year"] + 1)
    both = rows.merge(before, on=["ags", "year"], suffixes=("", "_before"))
    return len(both) > 0 and bool((both["value"] < share * both["value_before"]).all())


def _exceeds_year_after(rows: pd.DataFrame, others: pd.DataFrame, factor: float) -> bool:
    """Every figure is more than so many times the same area's figure of the year after."""
    after = others.assign(year=others["year"] - 1)
    both = rows.merge(after, on=["ags", "year"], suffixes=("", "_after"))
    return len(both) > 0 and bool((both["value"] > factor * both["value_after"]).all())


CONDITIONS: Final[Mapping[str, Callable[[pd.DataFrame, pd.DataFrame, Any], bool]]] = {
    "all_equal": _all_equal,
    "differs_from_district": _differs_from_district,
    "falls_below_share_of_year_before": _falls_below,
    "exceeds_times_year_after": _exceeds_year_after,
}


def apply_corrections(table: Table, corrections: tuple[Correction, ...]) -> Table:
    """Apply the entries that are about a table's variables.

    Raises
    ------
    CorrectionError
        If an entry's condition no longer holds, or no row is meant.
    """
    values = table.values.reset_index(drop=True)
    for entry in corrections:
        described = table.variables.get(entry.variable)
        if described and described.source == entry.source:
            values = _apply(values, entry)
    return replace(table, values=values)


def _apply(values: pd.DataFrame, entry: Correction) -> pd.DataFrame:
    figures = values[values["variable"] == entry.variable]
    listed = figures["ags"].isin(entry.ags) if entry.ags else figures["ags"].map(bool)
    level = figures["ags"].map(config.level_of_key) == entry.level
    rows = figures[figures["year"].isin(entry.years) & listed & level]
    ((condition, argument),) = entry.holds_while.items()
    if not CONDITIONS[condition](rows, figures, argument):
        raise CorrectionError(
            f"corrections.toml: '{entry.label}' no longer holds ({condition} = {argument}): the"
            " source has changed. Look at its new figures and remove or adapt the entry"
        )
    meant = values.index.isin(rows.index)
    if entry.action == DROP:
        return values[~meant]
    if entry.action == SET_MISSING:
        return values.assign(
            value=values["value"].mask(meant), status=values["status"].mask(meant, MISSING)
        )
    return values
