"""Occupation groups in which a place is not strong yet: how near, how complex, and why.

Near means: much of what goes together with the group across Germany is strong here already.
Complex means: the group stands at the upper end of the order of complexity. Both are compared with
the mean over all groups, so "near" is relative to what the place has, and "complex" to Germany.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from s3dash import codes, config, measures
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
    years,
)
from s3dash.release import Release

NEAR_COMPLEX: Final = "near_complex"
FAR_COMPLEX: Final = "far_complex"
NEAR_SIMPLE: Final = "near_simple"
FAR_SIMPLE: Final = "far_simple"
QUADRANTS: Final = (NEAR_COMPLEX, FAR_COMPLEX, NEAR_SIMPLE, FAR_SIMPLE)
"""Parts of the picture, in the order in which they are listed."""

TILTED_FROM: Final = 0.5
"""Correlation of nearness and complexity from which the page says that they go together."""

COMPLEX_FROM: Final = 0.0
"""Product complexity above which a group counts as complex: the mean of all groups."""

Ends = tuple[float, float, float]
"""Smallest, published and largest value; equal where nothing is suppressed."""


@dataclass(frozen=True)
class Potential:
    """An occupation group in which a place is not surely strong.

    Parameters
    ----------
    field : code of the group
    theme : theme of the strategy that it belongs to; empty if none
    quadrant : one of `QUADRANTS`
    density, pci, quotient, employees : ends; the published one is NaN for a suppressed count
    employees_nation : ends of Germany's employees in the group [persons]
    may_be_strong : whether the place may be strong in it, because its count is suppressed
    """

    field: str
    theme: str
    quadrant: str
    density: Ends
    pci: Ends
    quotient: Ends
    employees: Ends
    employees_nation: Ends
    may_be_strong: bool


@dataclass(frozen=True)
class Potentials:
    """Potentials of a place in a year, by quadrant, then the nearest first.

    Parameters
    ----------
    threshold : location quotient from which the place counts as strong
    near_from : relatedness density from which a group counts as near: the mean of all groups
    strong : number of groups in which the place is surely strong
    tilt : correlation of nearness and complexity over all groups: above 0 what is complex lies
        near, below 0 it lies far
    """

    place: Place
    year: int
    threshold: float
    near_from: float
    strong: int
    tilt: float
    groups: tuple[Potential, ...]

    def of(self, quadrant: str) -> tuple[Potential, ...]:
        """Groups of one quadrant, the nearest first."""
        return tuple(item for item in self.groups if item.quadrant == quadrant)


@dataclass(frozen=True)
class Reason:
    """A present strength that a group is near to.

    Parameters
    ----------
    field : code of the strength
    proximity : φ between the two [1]
    part : what it adds to the group's relatedness density [1]
    quotient : ends of the location quotient of the strength here
    """

    field: str
    proximity: float
    part: float
    quotient: Ends


@dataclass(frozen=True)
class Strong:
    """A German district that is strong in a group, with the ends of its location quotient there."""

    ags: str
    quotient: Ends


@dataclass(frozen=True)
class Why:
    """Why a group is near to a place, and who is strong in it.

    Parameters
    ----------
    reasons : strengths of the place that go together with the group; their parts add up to the
        density
    proximity_here, proximity_all : Σ of φ to strengths of the place, and to all groups
    region, nation : districts of the region, and of Germany, whose published quotient reaches the
        threshold, the strongest first
    """

    reasons: tuple[Reason, ...]
    proximity_here: float
    proximity_all: float
    region: tuple[Strong, ...]
    nation: tuple[Strong, ...]


def has_potentials(release: Release, about: Place) -> bool:
    """Whether a place has figures by occupation; towns in a Kreis and Germany itself have not."""
    return bool(members_of(release, about, years(release)[-1]))


@lru_cache(maxsize=256)
def potentials(release: Release, about: Place, year: int, threshold: float) -> Potentials:
    """Occupation groups in which a place is not strong yet.

    A group whose count is suppressed is listed as long as it may lie below the threshold. Strengths
    that lend nearness are those of the field space: location quotient of at least 1.

    Parameters
    ----------
    about : a place with figures by occupation; see `has_potentials`
    threshold : location quotient from which the place counts as strong

    Raises
    ------
    ValueError
        If the place has no figures by occupation.
    """
    if not has_potentials(release, about):
        raise ValueError(f"{about.id} has no employees by occupation, so it has no potentials")
    space = field_space(release, year)
    quotients = quotients_of(release, [about], year)[:, 0]
    density = space.density(presence_of(release, [about], year))[:, 0]
    near_from = float(density[VALUE].mean())
    surely = np.where(np.isnan(quotients[VALUE]), quotients[LOW], quotients[VALUE]) >= threshold
    groups = [
        _potential(release, about, space, i, near_from, threshold, quotients, density)
        for i in np.flatnonzero(~surely).tolist()
    ]
    groups.sort(key=lambda item: (QUADRANTS.index(item.quadrant), -item.density[VALUE]))
    tilt = float(np.corrcoef(density[VALUE], space.pci[VALUE])[0, 1])
    return Potentials(
        place=about,
        year=year,
        threshold=threshold,
        near_from=near_from,
        strong=int(surely.sum()),
        tilt=tilt,
        groups=tuple(groups),
    )


def _potential(
    release: Release,
    about: Place,
    space: FieldSpace,
    at: int,
    near_from: float,
    threshold: float,
    quotients: Floats,
    density: Floats,
) -> Potential:
    code = space.fields[at]
    themes = (item.id for item in release.themes.values() if code in item.occupations)
    hidden = bool(np.isnan(quotients[VALUE, at]))
    pci = space.pci[:, at]
    return Potential(
        field=code,
        theme=next(themes, ""),
        quadrant=_quadrant(density[VALUE, at] >= near_from, pci[VALUE] > COMPLEX_FROM),
        density=_ends(density[:, at]),
        pci=_ends(pci),
        quotient=_in_order(quotients[:, at]),
        employees=_employees(release, members_of(release, about, space.year), space.year)[code],
        employees_nation=_employees(release, space.districts, space.year)[code],
        may_be_strong=hidden and bool(quotients[HIGH, at] >= threshold),
    )


def _quadrant(near: bool, complex_: bool) -> str:
    if complex_:
        return NEAR_COMPLEX if near else FAR_COMPLEX
    return NEAR_SIMPLE if near else FAR_SIMPLE


def _in_order(ends: Floats) -> Ends:
    """Ends that are in order already, as those of a location quotient."""
    return float(ends[LOW]), float(ends[VALUE]), float(ends[HIGH])


def _ends(values: Floats) -> Ends:
    return float(values.min()), float(values[VALUE]), float(values.max())


@lru_cache(maxsize=64)
def _employees(release: Release, districts: tuple[str, ...], year: int) -> dict[str, Ends]:
    """Employees of some districts together in every group [persons]."""
    counts = counts_of(release, [districts], year)
    fields = release.cube(VARIABLE).fields
    ends = zip(counts.low[0], counts.value[0], counts.high[0], strict=True)
    return {
        code: (float(low), float(value), float(high))
        for code, (low, value, high) in zip(fields, ends, strict=True)
    }


@lru_cache(maxsize=1024)
def why(release: Release, about: Place, field: str, year: int, threshold: float) -> Why:
    """Why a group is near to a place, and who in the region and in Germany is strong in it.

    Raises
    ------
    ValueError
        If the group takes no part in the field space.
    """
    space = field_space(release, year)
    if field not in space.fields:
        raise ValueError(f"'{field}' is no occupation group of the field space")
    at = space.fields.index(field)
    strengths = presence_of(release, [about], year)[VALUE, 0]
    near = space.proximity[VALUE][at]
    parts = measures.relatedness_parts(strengths, space.proximity[VALUE])[at]
    quotients = quotients_of(release, [about], year)[:, 0]
    reasons = tuple(
        Reason(space.fields[j], float(near[j]), float(parts[j]), _in_order(quotients[:, j]))
        for j in np.argsort(-parts, kind="stable")
        if parts[j] > 0
    )
    strong = _strong(space, at, threshold)
    ours = set(config.region().districts)
    return Why(
        reasons=reasons,
        proximity_here=float((strengths * near).sum()),
        proximity_all=float(near.sum()),
        region=tuple(item for item in strong if item.ags in ours),
        nation=strong,
    )


def _strong(space: FieldSpace, at: int, threshold: float) -> tuple[Strong, ...]:
    quotients = space.quotients[:, :, at]
    order = np.argsort(-np.nan_to_num(quotients[VALUE], nan=-1.0), kind="stable")
    return tuple(
        Strong(space.districts[i], _in_order(quotients[:, i]))
        for i in order
        if quotients[VALUE, i] >= threshold
    )


def newest_year(release: Release) -> int:
    """Newest year with potentials."""
    return years(release)[-1]


def shown_place(release: Release, key: str) -> Place:
    """Place whose potentials answer for one: the Kreis for a town in it, the region for Germany."""
    about = place(release, key)
    if has_potentials(release, about):
        return about
    if about.level == codes.MUNICIPALITY:
        return place(release, codes.district_of(key))
    return place(release, config.region().id)
