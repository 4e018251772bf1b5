"""Which German districts have a structure like a place's, and what they do better.

The structure is the shares of the 140 occupation groups in all employees whose occupation is
known. Of districts that are alike, those things are worth a look that went differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from s3dash import config, measures
from s3dash.analysis.partners import above_average, newest_year
from s3dash.indicators import Place, place
from s3dash.indicators.amounts import Floats
from s3dash.indicators.field_space import (
    HIGH,
    LOW,
    VALUE,
    VARIABLE,
    FieldSpace,
    counts_of,
    field_space,
    members_of,
    presence_of,
    quotients_of,
)
from s3dash.release import Release

SINCE: Final = 2015
"""First year of growth: before, many more employees had no known occupation (438,850 in 2013)."""

AT_LEAST: Final = 100
"""Employees from which on a field there is told about; for growth in both places, at its start."""

MOST: Final = 8
"""Districts that are listed."""


@dataclass(frozen=True)
class Apart:
    """A field with its part in the distance; all in per cent.

    Parameters
    ----------
    part : half of the difference of the shares; NaN where one of the counts is suppressed
    here, there : shares of the field in the employees of the place and of the other
    """

    field: str
    part: float
    here: float
    there: float


@dataclass(frozen=True)
class Stronger:
    """A field that is a strength there and not here, with both location quotients."""

    field: str
    here: float
    there: float
    employees: float


@dataclass(frozen=True)
class Grown:
    """A field that grew there more than in Germany, and here less; growth since `SINCE` [%]."""

    field: str
    here: float
    there: float
    nation: float


@dataclass(frozen=True)
class Similar:
    """A German district with a structure like that of the place that was asked about.

    Parameters
    ----------
    distance, low, high : of hundred employees, how many would have to work in another group for
        the structures to be the same [per cent]; bounds by the suppressed counts
    best, worst : possible ranks by distance among the districts outside the region
    alike : fields above Germany's share in both, those that most have in common first
    apart : fields by their part in the distance, the largest first; the known parts, and the least
        that suppressed ones can be, add up to `distance`
    stronger, grown : what went better there, the largest difference in people first
    """

    place: Place
    distance: float
    low: float
    high: float
    best: int
    worst: int
    alike: tuple[str, ...]
    apart: tuple[Apart, ...]
    stronger: tuple[Stronger, ...]
    grown: tuple[Grown, ...]


def similar(release: Release, about: Place, *, threshold: float = 1.5) -> tuple[Similar, ...]:
    """Districts outside the region whose structure is nearest to that of a place.

    Parameters
    ----------
    about : a district of the region, a group of them, or the whole region
    threshold : location quotient from which a field counts as a strength there; here it must lie
        below 1

    Returns
    -------
    tuple of Similar
        The `MOST` nearest, the nearest first.

    Raises
    ------
    ValueError
        If the place does not consist of districts of the region.
    """
    if not set(about.members) <= set(config.region().districts) or not about.members:
        raise ValueError(
            f"{about.id} does not consist of districts of {config.region().name.de};"
            " ask about a district, a group of districts or the region"
        )
    return _similar(release, about, threshold)


@dataclass(frozen=True, eq=False)
class _Structure:
    """Employees by field of some places [persons]; arrays (places, fields)."""

    value: Floats
    low: Floats
    high: Floats


@lru_cache(maxsize=256)
def _similar(release: Release, about: Place, threshold: float) -> tuple[Similar, ...]:
    year = newest_year(release)
    space = field_space(release, year)
    ours = set(config.region().districts)
    others = tuple(place(release, key) for key in space.districts if key not in ours)
    counts = _structure(release, space, (about, *others), year)
    parts, low, high = _distances(counts)
    distance = np.where(np.isnan(parts), low, parts).sum(axis=1)
    best, worst = measures.rank_range(-high.sum(axis=1), -low.sum(axis=1))
    nearest = [int(i) for i in np.argsort(distance, kind="stable")[:MOST]]
    chosen = (about, *(others[i] for i in nearest))
    look = _Look(release, space, chosen, threshold)
    return tuple(
        Similar(
            place=others[i],
            distance=100 * float(distance[i]),
            low=100 * float(low[i].sum()),
            high=100 * float(high[i].sum()),
            best=int(best[i]),
            worst=int(worst[i]),
            alike=look.alike(n),
            apart=_apart(space, counts, parts, i),
            stronger=look.stronger(n),
            grown=look.grown(n),
        )
        for n, i in enumerate(nearest, start=1)
    )


def _structure(
    release: Release, space: FieldSpace, places: tuple[Place, ...], year: int
) -> _Structure:
    """Counts of the fields that take part; a suppressed count at its lower bound in `low`."""
    members = [members_of(release, item, year) for item in places]
    counts = counts_of(release, members, year)
    counted = release.cube(VARIABLE).fields
    at = [counted.index(code) for code in space.fields]
    return _Structure(counts.value[:, at], counts.low[:, at], counts.high[:, at])


def _distances(counts: _Structure) -> tuple[Floats, Floats, Floats]:
    """Parts of the distance of the first place to each other one, and their bounds."""
    known = (counts.low == counts.high).astype(bool)
    shares = np.where(known, measures.field_shares(counts.low), np.nan)
    least, most = measures.field_share_bounds((counts.low, counts.high))
    low, high = measures.distance_parts_bounds((least[0], most[0]), (least[1:], most[1:]))
    return measures.distance_parts(shares[0], shares[1:]), low, high


def _apart(space: FieldSpace, counts: _Structure, parts: Floats, other: int) -> tuple[Apart, ...]:
    shares = 100 * measures.field_shares(counts.low)
    order = np.argsort(-np.nan_to_num(parts[other], nan=-1.0), kind="stable")
    return tuple(
        Apart(
            field=space.fields[i],
            part=100 * float(parts[other, i]),
            here=float(shares[0, i]),
            there=float(shares[other + 1, i]),
        )
        for i in order
        if not np.isnan(parts[other, i])
    )


class _Look:
    """The first of some places beside each of the others: what both have, what one does better."""

    def __init__(
        self, release: Release, space: FieldSpace, places: tuple[Place, ...], threshold: float
    ) -> None:
        self.fields = space.fields
        self.threshold = threshold
        self.quotients = quotients_of(release, places, space.year)
        self.presence = presence_of(release, places, space.year)
        now, before = (_structure(release, space, places, y) for y in (space.year, SINCE))
        self.employees, self.former = now.value, np.where(before.value > 0, before.value, np.nan)
        former_nation = field_space(release, SINCE).employees
        self.growth = measures.change_percent(self.former, self.employees)
        self.nation = measures.change_percent(former_nation, space.employees)

    def alike(self, other: int) -> tuple[str, ...]:
        """Strengths of both, by the smaller of the two shares above Germany's."""
        two = [0, other]
        above = above_average(self.employees[two], self.quotients[VALUE][two])
        shares = above / np.nansum(self.employees[two], axis=1, keepdims=True)
        strong = (self.presence[VALUE][two] == 1).all(axis=0)
        return self._names(shares.min(axis=0), strong)

    def stronger(self, other: int) -> tuple[Stronger, ...]:
        """Strengths there that are none here, by the employees above the average."""
        there, here = self.quotients[VALUE, other], self.quotients[VALUE, 0]
        found = (self.quotients[LOW, other] >= self.threshold) & (self.quotients[HIGH, 0] < 1)
        found &= self.employees[other] >= AT_LEAST
        order = self._names(above_average(self.employees[other], there), found)
        at = {code: self.fields.index(code) for code in order}
        return tuple(
            Stronger(code, float(here[i]), float(there[i]), float(self.employees[other, i]))
            for code, i in at.items()
        )

    def grown(self, other: int) -> tuple[Grown, ...]:
        """Fields that grew more than Germany's there and less here, by the people this makes."""
        here, there, nation = self.growth[0], self.growth[other], self.nation
        sizable = (self.former[[0, other]] >= AT_LEAST).all(axis=0)
        found = sizable & (there > np.maximum(nation, 0)) & (here < nation)
        people = (there - nation) * self.former[other]
        at = {code: self.fields.index(code) for code in self._names(people, found)}
        return tuple(
            Grown(code, float(here[i]), float(there[i]), float(nation[i])) for code, i in at.items()
        )

    def _names(self, weight: Floats, found: np.ndarray) -> tuple[str, ...]:
        order = np.argsort(-np.where(found, weight, -np.inf), kind="stable")[: int(found.sum())]
        return tuple(self.fields[i] for i in order)
