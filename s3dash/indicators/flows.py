"""Commuters between districts: who comes to a place to work, and where its people go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from s3dash import codes, config
from s3dash.indicators.catalogue import Indicator
from s3dash.indicators.places import Place
from s3dash.indicators.tables import COLUMNS, reference_date, source_text
from s3dash.release import Release, read_flows

TABLE: Final = "commuter_flows"
TOTALS: Final = {"in": "district_in_commuters", "out": "district_out_commuters"}
"""Indicator that counts all commuters of a direction, those of small flows included."""

FLOW_COLUMNS: Final = (*COLUMNS, "destination", "destination_name", "raw_file", "raw_row")
"""Columns of flows: `ags` and `name` are the home, `destination` the place of work."""


@dataclass(frozen=True, eq=False)
class Flows:
    """Flows into or out of a district, or between all districts of the region.

    Parameters
    ----------
    place : the district; None where the flows between all of them are meant
    direction : `in` or `out`; without a meaning where there is no district
    year : year of the figures
    rows : DataFrame with `origin, destination, persons, status, raw_row`, the largest first;
        a pair that is not there has fewer than ten people: unknown, not zero
    described : sidecar of the table
    """

    place: Place | None
    direction: str
    year: int
    rows: pd.DataFrame
    described: dict[str, Any]

    @property
    def partner(self) -> str:
        """Column that names the other end."""
        return "destination" if self.place and self.direction == "out" else "origin"

    @cached_property
    def by_ends(self) -> dict[tuple[str, str], tuple[int, str, int]]:
        """Persons, status and line of the raw file by where they live and where they work."""
        columns = ("origin", "destination", "persons", "status", "raw_row")
        listed = zip(*(self.rows[name].tolist() for name in columns), strict=True)
        return {
            (home, work): (persons, status, line) for home, work, persons, status, line in listed
        }

    @property
    def inside(self) -> pd.DataFrame:
        """Those rows whose both ends lie in the region."""
        ours = config.region().districts
        return self.rows[self.rows["origin"].isin(ours) & self.rows["destination"].isin(ours)]


@lru_cache(maxsize=4)
def _table(folder: Path) -> tuple[pd.DataFrame, dict[str, Any]]:
    return read_flows(folder, TABLE)


@lru_cache(maxsize=64)
def flows(release: Release, place: Place | None, direction: str) -> Flows:
    """Newest flows of a district of the region in one direction, or between all of them.

    Parameters
    ----------
    place : a district of the region, or None
    direction : `in`: the people who work there; `out`: those who live there

    Raises
    ------
    ReleaseError
        If the release has no flows.
    """
    rows, described = _table(release.folder)
    year = int(rows["year"].max())
    rows = rows[rows["year"] == year]
    if place is None:
        ours = config.region().districts
        rows = rows[rows["origin"].isin(ours) & rows["destination"].isin(ours)]
    else:
        rows = rows[rows["destination" if direction == "in" else "origin"] == place.id]
    keys = ["persons", "origin", "destination"]
    rows = rows.sort_values(keys, ascending=[False, True, True], ignore_index=True)
    return Flows(place, direction, year, rows, described)


def flow_rows(release: Release, shown: Flows, total: Indicator) -> pd.DataFrame:
    """Table of flows with the columns `FLOW_COLUMNS`, one row per pair.

    Parameters
    ----------
    total : indicator from the same source, whose attribution and date the flows share
    """
    rows = shown.rows
    names = {key: entry["name"] for key, entry in release.regions.items()}
    table = pd.DataFrame(
        {
            "ags": rows["origin"],
            "name": rows["origin"].map(names),
            "level": codes.DISTRICT,
            "indicator": TABLE,
            "year": rows["year"],
            "value": rows["persons"],
            "unit": shown.described["unit"],
            "status": rows["status"],
            "source": source_text(release, total),
            "reference_date": reference_date(total, shown.year),
            "destination": rows["destination"],
            "destination_name": rows["destination"].map(names),
            "raw_file": shown.described["origin"]["file"],
            "raw_row": rows["raw_row"],
        },
        index=rows.index,
    )
    numbers = dict.fromkeys(("low", "high"), float("nan"))
    texts = dict.fromkeys(("sector", "reference", "theme", "occupation", "from"), "")
    return table.assign(**numbers, **texts).loc[:, list(FLOW_COLUMNS)]
