"""Limits, means, and jumps from year to year."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from s3dash import config
from s3dash.checks.content import SUM_TOLERANCE, Content, at_places, in_region, items, places, words
from s3dash.checks.registry import Problem, check

MEAN_TOLERANCE: Final = 0.01
"""Rounding of a published ratio, in its unit."""

JumpKey = tuple[str, str, str, str]
"""Variable, field, region, year."""


@check("Werte in plausiblen Grenzen", "Figures within plausible limits")
def limits(content: Content) -> Iterator[Problem]:
    """No figure is negative or outside the catalogue's range_min and range_max."""
    low, high = _by_variable(content, "range_min"), _by_variable(content, "range_max")
    for variable in content.variables:
        least, most = low.get(variable, 0.0), high.get(variable, np.inf)
        rows = content.named(variable)
        outside = rows[(rows["value"] < least) | (rows["value"] > most)]
        for place, value in zip(places(outside), outside["value"], strict=True):
            yield Problem(
                content.file_of(variable),
                place,
                f"{value:g} lies outside {least:g} to {most:g}",
                "compare with the raw row; a fault of the source belongs in corrections.toml",
            )


def _by_variable(content: Content, key: str) -> dict[str, float]:
    """A limit by variable, from the indicators that show the variable itself."""
    return {
        variable: float(entry[key])
        for entry in content.indicators
        if entry["measure"] == "value" and key in entry
        for variable in {entry["variable"], *entry.get("variables_by_field", {}).values()}
    }


@check("Region liegt zwischen ihren Kreisen", "Region lies between its districts")
def means(content: Content) -> Iterator[Problem]:
    """A ratio of the region lies between the lowest and the highest of its districts."""
    region = config.region()
    for variable, description in content.variables.items():
        rows = content.named(variable)
        if description["unit"] in SUM_TOLERANCE:
            continue
        districts = rows[rows["ags"].isin(region.districts)].groupby("year")["value"]
        least, most = districts.min() - MEAN_TOLERANCE, districts.max() + MEAN_TOLERANCE
        whole = rows[rows["ags"] == region.id].set_index("year")["value"]
        least, most = least.reindex(whole.index), most.reindex(whole.index)
        for key, value in items(whole[(whole < least) | (whole > most)]):
            yield Problem(
                content.file_of(variable),
                words(variable, region.id, *key),
                f"{value:g} is not between the lowest and the highest district",
                "check that the source means the same districts",
            )


@check("Große Sprünge sind geprüft", "Large jumps were looked at")
def jumps(content: Content) -> Iterator[Problem]:
    """Changes beyond the catalogue's jump_limit are listed with a reason, and no other ones."""
    accepted, file = _accepted(content.accepted_jumps), content.accepted_jumps.name
    found: set[JumpKey] = set()
    bases = _by_variable(content, "jump_base")
    for variable, limit in _by_variable(content, "jump_limit").items():
        for key, change in _changes(content, variable, limit, bases.get(variable, 0.0)).items():
            found.add(key)
            if key not in accepted:
                yield Problem(
                    content.file_of(variable),
                    words(*key),
                    f"changed by {change:+.1f} % since the figure before, the limit is {limit:g} %",
                    f"compare with the raw rows, then explain it in {file}",
                )
    for key in sorted(set(accepted) - found):
        problem = "is accepted but no longer in the data"
        yield Problem(file, words(*key), problem, "remove the line")
    for key in (key for key, reason in accepted.items() if not reason.strip()):
        yield Problem(file, words(*key), "has no reason", "say what was found in the raw rows")


def _accepted(path: Path) -> dict[JumpKey, str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["variable"], row["field"], row["ags"], row["year"]): row["reason"] for row in rows}


def _changes(content: Content, variable: str, limit: float, base: float) -> dict[JumpKey, float]:
    """Change to the figure before in %, for places of the region, beyond a limit.

    Not across a break, and only where the figure before is at least `base`.
    """
    description = content.variables[variable]
    region = config.region().id
    rows = at_places(content.named(variable), lambda ags: in_region(ags) or ags == region)
    rows = rows.dropna(subset="value")
    before = rows.groupby(["field", "ags"])[["value", "year"]].shift()
    change = 100.0 * (rows["value"] / before["value"].replace(0.0, np.nan) - 1.0)
    for broken in description["breaks"]:
        change = change.where(~((before["year"] < broken) & (rows["year"] >= broken)))
    change = change.where(before["value"] >= base)
    found = rows.assign(change=change).set_index(["field", "ags", "year"])["change"]
    return {
        (variable, field, ags, year): value
        for (field, ags, year), value in items(found[found.abs() > limit])
    }
