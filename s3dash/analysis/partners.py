"""Who complements whom: what the strengths of one place add to another, and what they get in turn.

A strength is an occupation group whose location quotient against Germany is at least 1, as in the
field space. What a partner adds is measured in the fields that a place is not strong in: how much
nearer its own and the partner's strengths together come to them than its own alone. The figures
describe who has what; they say nothing about whether working together would succeed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Final

import numpy as np

from s3dash import codes, config, measures
from s3dash.indicators import Place, places_of
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
    years,
)
from s3dash.release import Release

AT_LEAST: Final = 100
"""Employees from which on a field is named as coming nearer: there is something to build on."""

EARTH_RADIUS_KM: Final = 6371.0

_NEAREST: Final = 3


@dataclass(frozen=True)
class Strength:
    """A strength that one place has and the other has not.

    Parameters
    ----------
    field : occupation group
    employees : [persons] where the strength is
    quotient : location quotient against Germany
    part : what it adds to the gain of the other place [percentage points]
    nearest : open fields of the other place that it is nearest to, at least `AT_LEAST` people in
        each, the nearest first
    """

    field: str
    employees: float
    quotient: float
    part: float
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class Nearer:
    """An open field of a place, and how much nearer a partner brings it [percentage points]."""

    field: str
    gain: float


@dataclass(frozen=True)
class Points:
    """A figure with its bounds [percentage points]."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Gain:
    """What the strengths of one place add to another.

    gain = mean over the open fields i, weighted by Germany's employees, of gain_i

    Parameters
    ----------
    value, low, high : [percentage points]; 0 where nothing is open
    counted : what the order of partners counts: the gain itself where all fields are asked about;
        where some are, an open field that is a strength of the other place counts 100, because
        that place brings the field itself and not only what is near to it
    before : mean density of the open fields with the place's own strengths alone [per cent]
    open : number of fields of the scope that the place is not strong in
    strengths : all that the other place brings; their parts add up to `value`. Ordered by part
        times the root of the employees above what Germany's share would give: what is near comes
        first, but not before it is large enough to be told about. Where some fields are asked
        about, those that are such fields themselves stand before the others
    covered : open fields that are strengths of the other place itself, in the same order
    nearer : open fields with at least `AT_LEAST` people, those that come nearest first
    """

    value: float
    low: float
    high: float
    counted: Points
    before: float
    open: int
    strengths: tuple[Strength, ...]
    covered: tuple[str, ...]
    nearer: tuple[Nearer, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """Fields of the strengths, in their order."""
        return tuple(item.field for item in self.strengths)


@dataclass(frozen=True)
class Partner:
    """Another place, with what it adds and what it gets in turn.

    Parameters
    ----------
    place : the partner
    adds : what its strengths add to the place that was asked about
    gets : what it gets from that place
    shared : fields of the scope that are strengths of both, the largest first
    km : distance between the label points of both as the crow flies; NaN for a group
    best, worst : possible ranks by `score` among the partners, given what is suppressed
    """

    place: Place
    adds: Gain
    gets: Gain
    shared: tuple[str, ...]
    km: float
    best: int = 0
    worst: int = 0

    @property
    def score(self) -> float:
        """Mean of what counts of both gains [percentage points]."""
        return (self.adds.counted.value + self.gets.counted.value) / 2

    @property
    def low(self) -> float:
        """Smallest possible score."""
        return (self.adds.counted.low + self.gets.counted.low) / 2

    @property
    def high(self) -> float:
        """Largest possible score."""
        return (self.adds.counted.high + self.gets.counted.high) / 2

    @property
    def unsure(self) -> bool:
        """Whether suppressed figures leave more than one rank possible."""
        return self.best != self.worst


@dataclass(frozen=True, eq=False)
class Standing:
    """Strengths of some places in the field space of a year; arrays (ends, places, fields).

    `employees` is an array (places, fields); NaN where nothing is published.
    """

    space: FieldSpace
    places: tuple[Place, ...]
    presence: Floats
    quotients: Floats
    employees: Floats

    def scope(self, fields: Sequence[str] | None) -> Floats:
        """1 for the fields of a scope, 0 for the others; all are in it where None is given."""
        wanted = self.space.positions(fields)
        mask = np.zeros(len(self.space.fields))
        mask[wanted or []] = 1.0
        return mask


@lru_cache(maxsize=256)
def standing(release: Release, places: tuple[Place, ...], year: int) -> Standing:
    """Strengths of some places, computed once per process."""
    space = field_space(release, year)
    counted = release.cube(VARIABLE).fields
    at = [counted.index(code) for code in space.fields]
    members = [members_of(release, item, year) for item in places]
    return Standing(
        space=space,
        places=places,
        presence=presence_of(release, places, year),
        quotients=quotients_of(release, places, year),
        employees=counts_of(release, members, year).value[:, at],
    )


def newest_year(release: Release) -> int:
    """Newest year with employees by occupation."""
    return years(release)[-1]


def partners(
    release: Release, about: Place, fields: tuple[str, ...] | None = None
) -> tuple[Partner, ...]:
    """Districts of the region that lie outside a place, by what they add and get in turn.

    Parameters
    ----------
    about : a district of the region or a group of them
    fields : occupation groups that the place is asked about, for instance those of a theme; None
        for all

    Returns
    -------
    tuple of Partner
        The highest `score` first; empty for the whole region, which has no partner inside.

    Raises
    ------
    ValueError
        If the place does not consist of districts of the region.
    """
    if not set(about.members) <= set(config.region().districts) or not about.members:
        raise ValueError(
            f"{about.id} does not consist of districts of {config.region().name.de};"
            " ask about a district or a group of districts"
        )
    return _partners(release, about, fields)


@lru_cache(maxsize=512)
def _partners(
    release: Release, about: Place, fields: tuple[str, ...] | None
) -> tuple[Partner, ...]:
    others = tuple(
        item for item in places_of(release, codes.DISTRICT) if item.id not in about.members
    )
    found = standing(release, (about, *others), newest_year(release))
    scope = found.scope(fields)
    matched = [_pair(release, found, 0, i, scope) for i in range(1, len(found.places))]
    return tuple(sorted(_with_ranks(matched), key=lambda item: (-item.score, item.place.id)))


def _with_ranks(found: Sequence[Partner]) -> list[Partner]:
    best, worst = measures.rank_range([item.low for item in found], [item.high for item in found])
    return [
        replace(item, best=int(first), worst=int(last))
        for item, first, last in zip(found, best, worst, strict=True)
    ]


def _pair(release: Release, found: Standing, one: int, other: int, scope: Floats) -> Partner:
    return Partner(
        place=found.places[other],
        adds=_gain(found, one, other, scope),
        gets=_gain(found, other, one, scope),
        shared=_shared(found, one, other, scope),
        km=distance_km(release, found.places[one], found.places[other]),
    )


def _gain(found: Standing, here: int, there: int, scope: Floats) -> Gain:
    """What the strengths of one place (`there`) add to another (`here`)."""
    own, theirs = found.presence[:, here], found.presence[:, there]
    open_fields = (scope == 1) & (own[VALUE] == 0)
    if not open_fields.any():
        nothing = Points(0.0, 0.0, 0.0)
        return Gain(0.0, 0.0, 0.0, nothing, float("nan"), 0, (), (), ())
    weights = np.where(open_fields, found.space.employees, 0.0)
    weights = 100 * weights / weights.sum()
    gain, reached = (
        _over_ends(found.space, own, theirs, weights, itself=itself) for itself in (False, True)
    )
    before = measures.relatedness_density(own[VALUE], found.space.proximity[VALUE])
    parts = measures.complementarity_parts(own[VALUE], theirs[VALUE], found.space.proximity[VALUE])
    wanted = {found.space.fields[i] for i in np.flatnonzero(open_fields)}
    strengths = _strengths(found, here, there, weights, parts)
    if not scope.all():
        strengths = tuple(sorted(strengths, key=lambda item: item.field not in wanted))
    return Gain(
        value=gain.value,
        low=gain.low,
        high=gain.high,
        counted=gain if scope.all() else reached,
        before=float(weights @ before),
        open=int(open_fields.sum()),
        strengths=strengths,
        covered=tuple(item.field for item in strengths if item.field in wanted),
        nearer=_nearer(found, here, open_fields, parts),
    )


def _over_ends(
    space: FieldSpace, own: Floats, theirs: Floats, weights: Floats, *, itself: bool
) -> Points:
    """Weighted mean of the gains as published, and at the ends that suppressed figures allow.

    Parameters
    ----------
    own, theirs : strengths, arrays (ends, fields)
    itself : whether a field that the other place is strong in counts in full
    """

    def mean(end: int, own_end: int, their_end: int) -> float:
        strong = theirs[their_end]
        gains = measures.complementarity_gain(own[own_end], strong, space.proximity[end])
        return float(weights @ (np.maximum(gains, strong) if itself else gains))

    value = mean(VALUE, VALUE, VALUE)
    ends = (LOW, VALUE, HIGH)
    return Points(
        value,
        low=min(value, *(mean(end, HIGH, LOW) for end in ends)),
        high=max(value, *(mean(end, LOW, HIGH) for end in ends)),
    )


def _strengths(
    found: Standing, here: int, there: int, weights: Floats, parts: Floats
) -> tuple[Strength, ...]:
    """What the other place brings, in the order of `Gain.strengths`."""
    fields, employees = found.space.fields, found.employees[there]
    quotients = found.quotients[VALUE, there]
    new = (found.presence[VALUE, there] == 1) & (found.presence[VALUE, here] == 0)
    built_on = (weights > 0) & (found.employees[here] >= AT_LEAST)
    added = weights @ parts
    weighty = np.where(new, added * np.sqrt(above_average(employees, quotients)), -np.inf)
    return tuple(
        Strength(
            field=fields[j],
            employees=float(employees[j]),
            quotient=float(quotients[j]),
            part=float(added[j]),
            nearest=tuple(
                fields[i]
                for i in np.argsort(-parts[:, j], kind="stable")
                if built_on[i] and parts[i, j] > 0
            )[:_NEAREST],
        )
        for j in np.argsort(-weighty, kind="stable")[: int(new.sum())]
    )


def above_average(employees: Floats, quotients: Floats) -> Floats:
    """Employees above what Germany's share would give: max(0, x − x / LQ) [persons]."""
    with_figures = np.where(quotients > 1, quotients, 1.0)
    return np.asarray(np.nan_to_num(employees) * (1 - 1 / with_figures), dtype=float)


def _nearer(
    found: Standing, here: int, open_fields: np.ndarray, parts: Floats
) -> tuple[Nearer, ...]:
    gains = 100 * parts.sum(axis=1)
    built_on = open_fields & (found.employees[here] >= AT_LEAST)
    return tuple(
        Nearer(found.space.fields[i], float(gains[i]))
        for i in np.argsort(-gains, kind="stable")
        if built_on[i]
    )


def _shared(found: Standing, one: int, other: int, scope: Floats) -> tuple[str, ...]:
    """Strengths of both, by the smaller number of employees above the average."""
    both = (found.presence[VALUE, [one, other]] == 1).all(axis=0) & (scope == 1)
    above = np.minimum(
        *(above_average(found.employees[i], found.quotients[VALUE, i]) for i in (one, other))
    )
    order = np.argsort(-np.where(both, above, -np.inf), kind="stable")[: int(both.sum())]
    return tuple(found.space.fields[i] for i in order)


def pairs(
    release: Release, fields: tuple[str, ...] | None = None
) -> tuple[tuple[Place, Partner], ...]:
    """All pairs of districts of the region, the best match first; ranks are among the pairs.

    Returns
    -------
    tuple of (place, partner)
        Each pair once, the place with the smaller key first.
    """
    return _pairs(release, fields)


@lru_cache(maxsize=128)
def _pairs(release: Release, fields: tuple[str, ...] | None) -> tuple[tuple[Place, Partner], ...]:
    found = standing(release, places_of(release, codes.DISTRICT), newest_year(release))
    scope = found.scope(fields)
    sides = list(combinations(range(len(found.places)), 2))
    matched = _with_ranks([_pair(release, found, *side, scope) for side in sides])
    joined = [(found.places[one], item) for (one, _), item in zip(sides, matched, strict=True)]
    return tuple(sorted(joined, key=lambda pair: (-pair[1].score, pair[0].id, pair[1].place.id)))


def distance_km(release: Release, one: Place, other: Place) -> float:
    """Distance between the label points of two places as the crow flies [km].

    d = 2 R asin √(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2)), R = 6371 km

    The earth is taken as a sphere, which is off by less than 0.5 %.

    Returns
    -------
    float
        NaN where a place has no label point, for instance a group.
    """
    points = [release.regions.get(item.id, {}) for item in (one, other)]
    if not all(point.get("label_x") for point in points):
        return float("nan")
    (x, y), (to_x, to_y) = (
        (radians(float(point["label_x"])), radians(float(point["label_y"]))) for point in points
    )
    half = sin((to_y - y) / 2) ** 2 + cos(y) * cos(to_y) * sin((to_x - x) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
