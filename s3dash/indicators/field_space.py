"""Which occupation groups go together in Germany's districts, and how complex they are.

Computed from the employees of all districts in all occupation groups, one space for each year. A
suppressed cell lies within the bounds of `config/suppression.toml`, so everything is computed
three times: with the published figures, and with every quotient at its lower and at its upper end.
The range between the three is shown; it follows the whole matrix from end to end and is no strict
bound over all mixtures of the two.

Employees whose occupation is not known count in the totals, but they are no field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from s3dash import codes, config, measures
from s3dash.indicators.amounts import (
    CALCULATED,
    MISSING,
    NOT_PUBLISHED,
    SUPPRESSED,
    Amounts,
    Floats,
    Statuses,
    keys_of,
)
from s3dash.indicators.asked import Question, field_codes
from s3dash.indicators.places import Place
from s3dash.measures import Complexity
from s3dash.release import Cube, Release

VARIABLE: Final = "employees_occupation"

THRESHOLD: Final = 1.0
"""Location quotient against Germany from which a field counts as a strength of a place."""

LOW, VALUE, HIGH = range(3)
"""Places on the first axis of arrays of ends: all quotients low, as published, all high."""


@dataclass(frozen=True)
class Counts:
    """Employees of some places in all fields, with the bounds of suppressed cells [persons].

    Arrays (places, fields); `value` is NaN where nothing is published.
    """

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class FieldSpace:
    """Fields of one year: what goes together with what, and how complex each is.

    Parameters
    ----------
    fields : occupation groups that take part, in the order of their codes
    districts : keys of the German districts whose strengths it is computed from
    employees : Germany's employees in each field [persons]
    quotients : location quotients against Germany, array (ends, districts, fields)
    presence : 1 where a quotient reaches `THRESHOLD`, the same shape
    proximity : array (ends, fields, fields)
    complexity : of districts and fields, one for each end
    """

    year: int
    fields: tuple[str, ...]
    districts: tuple[str, ...]
    employees: Floats
    quotients: Floats
    presence: Floats
    proximity: Floats
    complexity: tuple[Complexity, Complexity, Complexity]

    @property
    def pci(self) -> Floats:
        """Product complexity of each field, array (ends, fields)."""
        return np.stack([found.pci for found in self.complexity])

    def density(self, presence: Floats) -> Floats:
        """Relatedness density of each field to the strengths of places.

        Parameters
        ----------
        presence : array (ends, places, fields)

        Returns
        -------
        array (ends, places, fields)
            [1] 0 to 1
        """
        ends = zip(presence, self.proximity, strict=True)
        return np.stack([measures.relatedness_density(*end) for end in ends])

    def eci(self, presence: Floats) -> Floats:
        """Economic complexity of places by their strengths, on the scale of the districts.

        Parameters
        ----------
        presence : array (ends, places, fields)

        Returns
        -------
        array (ends, places)
        """
        ends = zip(presence, self.complexity, strict=True)
        return np.stack([found.of(strengths) for strengths, found in ends])

    def positions(self, fields: Sequence[str] | None) -> list[int] | None:
        """Positions of some fields (None: of all), or None where one of them takes no part."""
        if fields is None:
            return list(range(len(self.fields)))
        index = {code: i for i, code in enumerate(self.fields)}
        return [index[code] for code in fields] if set(fields) <= set(index) else None

    def mean(self, values: Floats, fields: Sequence[str] | None) -> Floats | None:
        """Mean over some fields, weighted by Germany's employees in them; one field as it is.

        Parameters
        ----------
        values : array (..., fields)
        fields : codes; None for all

        Returns
        -------
        array (...)
            None where one of the fields takes no part.
        """
        at = self.positions(fields)
        if at is None:
            return None
        if len(at) == 1:
            return values[..., at[0]]
        return np.asarray(np.average(values[..., at], axis=-1, weights=self.employees[at]))


@lru_cache(maxsize=64)
def field_space(release: Release, year: int) -> FieldSpace:
    """Fields of a year, computed once per process.

    The matrices are small: one thread is many times as fast as several that wait for each other
    on a busy server.

    Raises
    ------
    KeyError
        If the release has no employees by occupation in the year.
    ConfigError
        If the settings have no bounds for suppressed cells.
    ValueError
        If the strengths of the districts allow no order by complexity.
    """
    with threadpool_limits(limits=1, user_api="blas"):
        return _space(release, year)


def _space(release: Release, year: int) -> FieldSpace:
    cube = release.cube(VARIABLE)
    districts = _districts(cube, year)
    fields = tuple(code for code in cube.fields if code != codes.NO_INFORMATION)
    quotients = _quotients(release, [(key,) for key in districts], year)
    presence = _presence(quotients)
    return FieldSpace(
        year=year,
        fields=fields,
        districts=districts,
        employees=_nation(release, year).value[0, _positions(cube)],
        quotients=quotients,
        presence=presence,
        proximity=np.stack([measures.proximity(end) for end in presence]),
        complexity=tuple(measures.economic_complexity(end) for end in presence),  # type: ignore[arg-type]
    )


def years(release: Release) -> tuple[int, ...]:
    """Years that have a field space."""
    return release.cube(VARIABLE).years


def quotients_of(release: Release, places: Sequence[Place], year: int) -> Floats:
    """Location quotients of places in all fields of a year, against Germany.

    Returns
    -------
    array (ends, places, fields)
        NaN for places without figures of their own and for Germany, which is the reference; at the
        end `VALUE` also where the count itself is suppressed.
    """
    members = [members_of(release, item, year) for item in places]
    with_figures = [i for i, keys in enumerate(members) if keys]
    fields = len(_positions(release.cube(VARIABLE)))
    found = np.full((3, len(places), fields), np.nan)
    found[:, with_figures] = _quotients(release, [members[i] for i in with_figures], year)
    return found


def presence_of(release: Release, places: Sequence[Place], year: int) -> Floats:
    """Strengths of places with figures in all fields of a year; the shape of `quotients_of`."""
    return _presence(quotients_of(release, places, year))


def members_of(release: Release, place: Place, year: int) -> tuple[str, ...]:
    """Districts whose published employees make up a place; none for Germany, or without figures."""
    if place.level == codes.GERMANY:
        return ()
    field = release.cube(VARIABLE).fields[0]
    return tuple(key for _, key in keys_of(release, VARIABLE, (field,), place, year))


def counts_of(release: Release, members: Sequence[Sequence[str]], year: int) -> Counts:
    """Employees in all fields of places that are sums of districts.

    As everywhere, a sum over suppressed cells is the sum of what is published.

    Parameters
    ----------
    members : keys of the districts of each place

    Returns
    -------
    Counts
        Over all fields of the variable, those without information among them.
    """
    cube, bound = release.cube(VARIABLE), _bound(release)
    column = cube.year_index[year]
    keys, starts = [key for part in members for key in part], np.cumsum([0, *map(len, members)])
    at = [cube.ags_index[key] for key in keys]
    cells = cube.values[:, at, column].T
    hidden = (cube.status[:, at, column] == SUPPRESSED).T

    def sums(array: Floats | Statuses) -> Floats:
        return np.asarray(np.add.reduceat(array, starts[:-1], axis=0, dtype=float))

    known, suppressed = sums(np.nan_to_num(cells)), sums(hidden)
    published = sums(~np.isnan(cells)) > 0
    return Counts(
        value=np.where(published, known, np.nan),
        low=np.where(published, known, suppressed * bound.low),
        high=known + suppressed * bound.high,
    )


def _bound(release: Release) -> config.Bound:
    if VARIABLE not in release.bounds:
        raise config.ConfigError(
            f"suppression.toml has no [{VARIABLE}]: without bounds of suppressed cells nothing can"
            " be said about relatedness and complexity; add low, high and a reason"
        )
    return release.bounds[VARIABLE]


def _districts(cube: Cube, year: int) -> tuple[str, ...]:
    """Districts with a figure, or a suppressed one, in every field of a year."""
    present = (cube.status[:, :, cube.year_index[year]] < MISSING).all(axis=0)
    keys = (cube.ags[i] for i in np.flatnonzero(present))
    return tuple(key for key in keys if len(key) == 5)


def _positions(cube: Cube) -> list[int]:
    """Fields that take part: all but the employees without information."""
    return [i for i, code in enumerate(cube.fields) if code != codes.NO_INFORMATION]


@lru_cache(maxsize=64)
def _nation(release: Release, year: int) -> Counts:
    return counts_of(release, [_districts(release.cube(VARIABLE), year)], year)


def _quotients(release: Release, members: Sequence[Sequence[str]], year: int) -> Floats:
    if not members:
        return np.empty((3, 0, len(_positions(release.cube(VARIABLE)))))
    here, there = counts_of(release, members, year), _nation(release, year)
    total, total_there = _total(here), _total(there)
    value = measures.location_quotient(
        here.value, total.value, reference=there.value, reference_total=total_there.value
    )
    low, high = measures.location_quotient_bounds(
        (here.low, here.high),
        (total.low, total.high),
        reference=(there.low, there.high),
        reference_total=(total_there.low, total_there.high),
    )
    return np.stack([low, value, high])[..., _positions(release.cube(VARIABLE))]


def _total(counts: Counts) -> Counts:
    """All employees of each place: the sum over its fields, those without information included."""
    known = np.nansum(counts.value, axis=1, keepdims=True)
    return Counts(known, known, counts.high.sum(axis=1, keepdims=True))


def _presence(quotients: Floats) -> Floats:
    """Strengths at the three ends; a suppressed count is no strength as published."""
    sure, possible = measures.presence_bounds(quotients[LOW], quotients[HIGH], threshold=THRESHOLD)
    published, _ = measures.presence_bounds(quotients[VALUE], quotients[VALUE], threshold=THRESHOLD)
    return np.stack([sure, published, possible])


def relatedness_density(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """How much of what is near to the question's field places are strong in.

    A theme, or all occupations, has the mean of its groups, weighted by Germany's employees.

    Returns
    -------
    Amounts
        [1] 0 to 1; `low` and `high` are the smallest and largest of the three ends.
    """
    fields = field_codes(release, question)
    columns = [
        field_space(release, year).mean(_densities(release, tuple(places), year), fields)
        for year in years(release)
    ]
    return _over_years(release, places, columns)


@lru_cache(maxsize=128)
def _densities(release: Release, places: tuple[Place, ...], year: int) -> Floats:
    """Density of all fields at once, computed once for the places of a page."""
    return field_space(release, year).density(presence_of(release, places, year))


def economic_complexity(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Economic complexity of places by their strengths, on the scale of all German districts.

    Returns
    -------
    Amounts
        [standard deviations]; `low` and `high` are the smallest and largest of the three ends.
    """
    columns = []
    for year in years(release):
        presence = presence_of(release, places, year)
        columns.append(field_space(release, year).eci(presence))
    return _over_years(release, places, columns)


def _over_years(
    release: Release, places: Sequence[Place], columns: Sequence[Floats | None]
) -> Amounts:
    """Join arrays (ends, places), one a year; a place without figures of its own has none."""
    empty = np.full((3, len(places)), np.nan)
    ends = np.stack([empty if column is None else column for column in columns], axis=2)
    own = np.array(
        [[bool(members_of(release, item, year)) for year in years(release)] for item in places]
    ).reshape(ends.shape[1:])
    nation = np.array([[item.level == codes.GERMANY] for item in places]).reshape(-1, 1)
    takes_part = np.array([column is not None for column in columns])
    status = np.where((own | nation) & takes_part, CALCULATED, NOT_PUBLISHED)
    status[(status == CALCULATED) & (nation | np.isnan(ends[VALUE]))] = MISSING
    ends[:, status != CALCULATED] = np.nan
    return Amounts(
        years(release), ends[VALUE], ends.min(axis=0), ends.max(axis=0), status.astype(np.uint8)
    )
