"""Known faults of the sources: entries of config/corrections.toml, applied to the tables.

Each entry says under which condition it still holds. A repaired source breaks the condition, and
then the ingest stops: the fault is not corrected a second time.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from s3dash import codes
from s3dash.codes import MISSING, municipality_key
from s3dash.config import FOLDER
from s3dash.release import Table

DROP: Final = "drop"
SET_MISSING: Final = "set_missing"
FLAG: Final = "flag"
ACTIONS: Final = (DROP, SET_MISSING, FLAG)

ROUNDING: Final = 0.011
"""Difference of two figures with two decimals that rounding explains."""


class CorrectionError(ValueError):
    """A correction that cannot be applied; the message says which and what to do."""


@dataclass(frozen=True)
class Correction:
    """One known fault.

    Parameters
    ----------
    source, variable, level : which figures
    ags : keys, or empty for all of the level
    years : years of the figures
    action : drop (the rows go: not published), set_missing (the number goes), flag (the number
        stays, the fault is only told)
    reason_de, reason_en : what is wrong, for readers
    evidence : how one can see it
    holds_while : name of a condition and its argument
    """

    source: str
    variable: str
    level: str
    ags: tuple[str, ...]
    years: tuple[int, ...]
    action: str
    reason_de: str
    reason_en: str
    evidence: str
    holds_while: Mapping[str, Any]

    @property
    def label(self) -> str:
        """Short name of the entry for messages."""
        return f"{self.variable}, {self.level}, {', '.join(map(str, self.years))}"


def load_corrections(path: Path = FOLDER / "corrections.toml") -> tuple[Correction, ...]:
    """Read the entries.

    Raises
    ------
    CorrectionError
        If an entry lacks a word or names an unknown action or condition.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_entry(entry, number) for number, entry in enumerate(content["correction"], 1))


def _entry(entry: dict[str, Any], number: int) -> Correction:
    ags = () if entry.get("ags") == "all" else tuple(entry.get("ags", ()))
    try:
        correction = Correction(**{**entry, "ags": ags, "years": tuple(entry["years"])})
    except (TypeError, KeyError) as error:
        raise CorrectionError(f"corrections.toml, entry {number}: {error}") from error
    unknown = set(correction.holds_while) - set(CONDITIONS)
    if correction.action not in ACTIONS or unknown or len(correction.holds_while) != 1:
        raise CorrectionError(
            f"corrections.toml, entry {number}: action is one of {', '.join(ACTIONS)} and"
            f" holds_while one of {', '.join(CONDITIONS)}"
        )
    return correction


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
    level = figures["ags"].map(level_of) == entry.level
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


def level_of(ags: str) -> str:
    """Level of an area, with Germany and the region."""
    return {"DE": codes.GERMANY, "RUHR": codes.REGION}.get(ags) or codes.level_of(ags)
