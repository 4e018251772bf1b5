"""Participations in EU research projects: whole, placed, and the same money as the indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from s3dash import codes
from s3dash.checks.content import Content, in_region, items, read_json, words
from s3dash.checks.registry import Problem, check
from s3dash.release import PROJECTS

FILE: Final = f"{PROJECTS}.csv"
MONEY: Final = "eu_research_money"
NUMBER: Final = "eu_research_participations"
TOLERANCE: Final = {MONEY: 0.01, NUMBER: 0.0}
"""How far a sum may differ from the stored figure: a cent, and no participation."""

_SAME: Final = ("acronym", "title", "programme", "scheme", "start", "end", "project_status")


@check("EU-Projekte ergeben die Summen der Gemeinden", "EU projects add up to the municipalities")
def projects(content: Content) -> Iterator[Problem]:
    """Participations are placed, say the same of a project, and add up to the stored sums."""
    rows = content.projects
    if rows is None:
        return
    yield from _form(content, rows)
    known = set(content.regions["ags"])
    for ags in sorted(set(rows["ags"])):
        if ags not in known or len(ags) != 8 or not in_region(ags):
            yield Problem(FILE, ags, "is no municipality of the region", "correct the place")
    for variable, found in _sums(rows).items():
        yield from _compare(content, variable, found)


def _form(content: Content, rows: pd.DataFrame) -> Iterator[Problem]:
    again = "run the ingest again"
    meta = read_json(content.data / f"{PROJECTS}.json")
    if meta["rows"] != len(rows) or set(meta["columns"]) != set(rows.columns):
        yield Problem(f"{PROJECTS}.json", "", "is not about the table beside it", again)
    if meta["source"] not in {entry["id"] for entry in content.sources}:
        yield Problem(f"{PROJECTS}.json", "", "its source is not in sources.json", again)
    for line in rows.loc[rows["raw_row"].duplicated(), "raw_row"]:
        yield Problem(FILE, f"raw_row {line}", "stands twice", again)
    alike = rows.groupby("project")[list(_SAME)].nunique().max(axis=1)
    for project in alike.index[alike > 1]:
        yield Problem(FILE, str(project), "is described in two ways", again)
    empty = rows["ec_contribution_eur"].isna()
    for line in rows.loc[empty != (rows["status"] == codes.MISSING), "raw_row"]:
        yield Problem(FILE, f"raw_row {line}", "amount and status do not agree", again)
    for line in rows.loc[
        (rows["organisation"] == "") != (rows["organisation_id"] == ""), "raw_row"
    ]:
        yield Problem(FILE, f"raw_row {line}", "name left out, number not, or reversed", again)


def _sums(rows: pd.DataFrame) -> dict[str, pd.Series[float]]:
    """Money and participations by municipality and year of start; unknown amounts add nothing."""
    groups = rows.assign(year=rows["start"].str[:4].astype(int)).groupby(["ags", "year"])
    return {MONEY: groups["ec_contribution_eur"].sum(), NUMBER: groups.size().astype(float)}


def _compare(content: Content, variable: str, found: pd.Series[float]) -> Iterator[Problem]:
    """Sums against the stored figures of all municipalities in all years that are stored."""
    rows = content.named(variable)
    stored = rows[rows["ags"].str.len() == 8].set_index(["ags", "year"])["value"]
    difference: pd.Series[float] = found.reindex(stored.index, fill_value=0.0) - stored
    for key, amount in items(difference):
        if not abs(amount) <= TOLERANCE[variable]:
            yield Problem(
                FILE,
                words(variable, *key),
                f"the participations differ from the stored figure by {amount:g}",
                "both must come from one release of CORDIS",
            )
