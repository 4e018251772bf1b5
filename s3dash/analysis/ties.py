"""Ties that exist already: common EU research projects, and commuters between two places.

Both are what one source lists at one time. Two places without a common project in CORDIS have none
in this source; they may work together elsewhere. Commuters are published between districts only,
and a flow of fewer than ten people is not: unknown, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from s3dash import codes, config
from s3dash.indicators import Flows, Place, flows, municipalities
from s3dash.languages import sort_key
from s3dash.release import Release

PROJECT_COLUMNS: Final = (
    "project", "acronym", "title", "programme", "scheme", "start", "end", "project_status",
    "organisations_a", "organisations_b", "raw_rows",
)  # fmt: skip
"""Columns of common projects. Organisations are tuples of names, `""` for one that is not given;
`raw_rows` are the lines of the source's file that say so."""

ORGANISATION_COLUMNS: Final = (
    "organisation", "organisation_id", "kind", "ags", "name", "projects", "coordinated",
    "ec_contribution_eur", "without_contribution", "first_start", "last_end", "project_numbers",
    "raw_rows",
)  # fmt: skip
"""Columns of the organisations of a place; `name` is that of the municipality."""


@dataclass(frozen=True)
class Commuters:
    """People who live in one place and work in the other.

    Parameters
    ----------
    persons : sum over the pairs of districts; NaN where one of them is not published, or where a
        place is a municipality of a Kreis
    status : `reported` (one published flow), `calculated` (a sum of them) or `not_published`
    year : year of the figures
    raw_rows : lines of the source's file that the figure stands in
    """

    persons: float
    status: str
    year: int
    raw_rows: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Ties:
    """What ties two places together already.

    Parameters
    ----------
    a, b : the places; they have no municipality in common
    projects : DataFrame with `PROJECT_COLUMNS`, the latest start first; empty where the source
        lists no common project
    a_to_b, b_to_a : who lives in the first and works in the second
    projects_about, commuters_about : sidecars of the two tables: title, source, note, origin
    """

    a: Place
    b: Place
    projects: pd.DataFrame
    a_to_b: Commuters
    b_to_a: Commuters
    projects_about: Mapping[str, Any]
    commuters_about: Mapping[str, Any]


def ties(release: Release, a: Place, b: Place) -> Ties:
    """Common EU research projects of two places, and commuters both ways.

    Raises
    ------
    ValueError
        If a place is not in the region, or the two have a municipality in common.
    ReleaseError
        If the release has no participations or no flows.
    """
    a_to_b, b_to_a = commuters_between(release, a, b)
    return Ties(
        a=a,
        b=b,
        projects=common_projects(release, a, b),
        a_to_b=a_to_b,
        b_to_a=b_to_a,
        projects_about=release.projects_about,
        commuters_about=flows(release, None, "in").described,
    )


def commuters_between(release: Release, a: Place, b: Place) -> tuple[Commuters, Commuters]:
    """Who lives in the first of two places and works in the second, and the other way round.

    Raises
    ------
    ValueError
        If a place is not in the region, or the two have a municipality in common.
    ReleaseError
        If the release has no flows.
    """
    _require_apart(release, a, b)
    inside = flows(release, None, "in")
    return _commuters(inside, a, b), _commuters(inside, b, a)


def _require_apart(release: Release, a: Place, b: Place) -> None:
    if both := set(towns(release, a)) & set(towns(release, b)):
        raise ValueError(
            f"{a.id} and {b.id} have {len(both)} municipalities in common ({min(both)} …);"
            " choose two places that lie apart"
        )


def towns(release: Release, place: Place) -> tuple[str, ...]:
    """Keys of the municipalities of the region that a place consists of.

    Raises
    ------
    ValueError
        If there is none: the place does not lie in the region.
    """
    if place.level == codes.MUNICIPALITY:
        found = tuple(key for key in municipalities(release) if key == place.id)
    else:
        found = tuple(key for key in municipalities(release) if key[:5] in place.members)
    if not found:
        raise ValueError(f"{place.id} has no municipality of {config.region().name.de}")
    return found


def participations(release: Release, place: Place) -> pd.DataFrame:
    """Participations of organisations seated in a place, with the columns of `release.projects`."""
    rows = release.projects
    return rows[rows["ags"].isin(towns(release, place))]


def common_projects(release: Release, a: Place, b: Place) -> pd.DataFrame:
    """Projects in which organisations of both places take part, in any role.

    Returns
    -------
    DataFrame with `PROJECT_COLUMNS`, the latest start first
    """
    of_a, of_b = (participations(release, place) for place in (a, b))
    shared = set(of_a["project"]) & set(of_b["project"])
    ours, theirs = (rows[rows["project"].isin(shared)].groupby("project") for rows in (of_a, of_b))
    about = release.projects.drop_duplicates("project").set_index("project")
    listed = pd.DataFrame(
        {
            "organisations_a": ours["organisation"].agg(_names),
            "organisations_b": theirs["organisation"].agg(_names),
            "raw_rows": ours["raw_row"].agg(tuple) + theirs["raw_row"].agg(tuple),
        }
    )
    both = about.drop(columns="raw_row").join(listed.dropna(), how="inner").reset_index()
    ordered = both.sort_values(["start", "project"], ascending=[False, True], ignore_index=True)
    return ordered.loc[:, list(PROJECT_COLUMNS)]


def _names(listed: pd.Series) -> tuple[str, ...]:
    """Different names in alphabetical order; one that is not given stands last."""
    return tuple(sorted(set(listed), key=lambda name: (name == "", sort_key(name))))


def common_project_counts(release: Release, places: Sequence[Place]) -> pd.DataFrame:
    """Number of common projects of each pair of places.

    n_ab = Σ_p [a takes part in p] · [b takes part in p]

    Parameters
    ----------
    places : n places, for instance the 15 districts

    Returns
    -------
    DataFrame of int, n × n, rows and columns by the places' ids
        Symmetric; on the diagonal stand all projects of the place, those that it shares with
        nobody included. 0 means none in this source.
    """
    rows = release.projects
    numbers = {project: i for i, project in enumerate(sorted(rows["project"].unique()))}
    takes_part = np.zeros((len(places), len(numbers)), dtype=np.int64)
    for i, place in enumerate(places):
        found = participations(release, place)["project"]
        takes_part[i, [numbers[project] for project in found]] = 1
    ids = [place.id for place in places]
    return pd.DataFrame(takes_part @ takes_part.T, index=ids, columns=ids)


def organisations(release: Release, place: Place) -> pd.DataFrame:
    """Organisations seated in a place that take part in EU research, the most projects first.

    Returns
    -------
    DataFrame with `ORGANISATION_COLUMNS`
        One row per organisation number of the source. An organisation whose name is not given has
        a row of its own for each participation, because nothing says which belong together.
        `ec_contribution_eur` [EUR] is the sum of what is listed, missing where nothing is;
        `without_contribution` counts the participations without an amount.
    """
    rows = participations(release, place)
    towns_of = {key: entry["name"] for key, entry in release.regions.items()}
    alone = "row " + rows["raw_row"].astype(str)
    key = rows["organisation_id"].where(rows["organisation_id"] != "", alone)
    leads = rows["project"].where(rows["role"] == "coordinator")
    found = (
        rows.assign(leads=leads, empty=rows["status"] == codes.MISSING)
        .groupby(key.to_numpy())
        .agg(
            organisation=("organisation", "first"),
            organisation_id=("organisation_id", "first"),
            kind=("kind", "first"),
            ags=("ags", "first"),
            projects=("project", "nunique"),
            coordinated=("leads", "nunique"),
            ec_contribution_eur=("ec_contribution_eur", _known_sum),
            without_contribution=("empty", "sum"),
            first_start=("start", "min"),
            last_end=("end", "max"),
            project_numbers=("project", _different),
            raw_rows=("raw_row", tuple),
        )
    )
    found = found.assign(name=found["ags"].map(towns_of), letters=found["organisation"].str.upper())
    order = ["projects", "ec_contribution_eur", "letters", "organisation_id"]
    ordered = found.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return ordered.loc[:, list(ORGANISATION_COLUMNS)]


def _known_sum(amounts: pd.Series) -> float:
    return float(amounts.sum(min_count=1))


def _different(projects: pd.Series) -> tuple[str, ...]:
    return tuple(sorted(set(projects)))


def _commuters(inside: Flows, home: Place, work: Place) -> Commuters:
    pairs = [(origin, to) for origin in _districts(home) for to in _districts(work)]
    found = [inside.by_ends[pair] for pair in pairs if pair in inside.by_ends]
    if not pairs or len(found) < len(pairs):
        return Commuters(float("nan"), codes.NOT_PUBLISHED, inside.year, ())
    persons, statuses, lines = zip(*found, strict=True)
    status = statuses[0] if len(pairs) == 1 else codes.CALCULATED
    return Commuters(float(sum(persons)), status, inside.year, tuple(sorted(lines)))


def _districts(place: Place) -> tuple[str, ...]:
    """Districts that a place consists of; none where it is only a part of a Kreis."""
    cities = config.region().independent_cities
    if place.level == codes.MUNICIPALITY and place.members[0] not in cities:
        return ()
    return place.members
