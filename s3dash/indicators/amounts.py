"""Counts and published figures of places, with status and bounds of suppressed cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from s3dash import codes, config
from s3dash.indicators.places import Place, municipalities
from s3dash.release import Cube, Release

Floats = npt.NDArray[np.float64]
Statuses = npt.NDArray[np.uint8]

REPORTED: Final = codes.STATUSES.index(codes.REPORTED)
CALCULATED: Final = codes.STATUSES.index(codes.CALCULATED)
SUPPRESSED: Final = codes.STATUSES.index(codes.SUPPRESSED)
MISSING: Final = codes.STATUSES.index(codes.MISSING)
NOT_PUBLISHED: Final = codes.STATUSES.index(codes.NOT_PUBLISHED)

ADDITIVE_UNITS: Final = frozenset(
    {"persons", "1000 persons", "km2", "ha", "1000 m2", "count", "EUR", "1000 EUR", "t", "kW"}
)
"""Units of variables whose figures of disjoint places and fields add up."""


@dataclass(frozen=True)
class Amounts:
    """Figures of places over years.

    Parameters
    ----------
    years : the last axis
    value : float array (places, years); NaN where there is no number
    low, high : bounds; equal to `value` where nothing is suppressed, NaN where no bound is known
    status : array of indices into `codes.STATUSES`
    """

    years: tuple[int, ...]
    value: Floats
    low: Floats
    high: Floats
    status: Statuses

    def column(self, year: int) -> int | None:
        """Position of a year on the last axis; None where there are no figures of it."""
        return self.years.index(year) if year in self.years else None

    def at(self, years: Sequence[int]) -> Amounts:
        """Return the same figures for some years; a year without figures is `not_published`."""
        if tuple(years) == self.years:
            return self
        index = {year: i for i, year in enumerate(self.years)}
        found = np.array([index.get(year, -1) for year in years], dtype=int)
        here = found >= 0
        shape = (self.value.shape[0], len(years))
        value, low, high = (np.full(shape, np.nan) for _ in range(3))
        status = np.full(shape, NOT_PUBLISHED, dtype=np.uint8)
        value[:, here] = self.value[:, found[here]]
        low[:, here] = self.low[:, found[here]]
        high[:, here] = self.high[:, found[here]]
        status[:, here] = self.status[:, found[here]]
        return Amounts(tuple(years), value, low, high, status)


def amounts(
    release: Release, variable: str, fields: Sequence[str] | None, places: Sequence[Place]
) -> Amounts:
    """Figures of one variable, summed over fields, for each place and year.

    A place that the source publishes itself gets that figure. Otherwise a count is the sum over
    the place's districts; a figure that does not add up is `not_published` there. A sum over
    suppressed cells is the sum of what is published, which is also its `low`; `high` takes the
    suppressed cells as large as they can be. Where nothing is published there is no value, and
    where the variable has no bound for suppressed cells, such a sum is suppressed.

    Parameters
    ----------
    fields : codes of the variable's fields to sum; None for all of them
    places : the rows of the result

    Returns
    -------
    Amounts
        In the unit of the variable, over all its years.
    """
    wanted = None if fields is None else tuple(fields)
    if len(places) == 1:
        return _of_one(release, variable, wanted, places[0])
    return _summed(release, variable, wanted, places)


@lru_cache(maxsize=8192)
def _of_one(
    release: Release, variable: str, fields: tuple[str, ...] | None, place: Place
) -> Amounts:
    """Figures of one place: many measures ask for the same, of the nation above all."""
    return _summed(release, variable, fields, [place])


def _summed(
    release: Release, variable: str, fields: Sequence[str] | None, places: Sequence[Place]
) -> Amounts:
    cube = release.cube(variable)
    chosen = _field_positions(cube, fields)
    rows = [_row(release, variable, chosen, place) for place in places]
    stack = [np.array(part) for part in zip(*rows, strict=True)] if rows else _nothing(cube)
    stack[3] = stack[3].astype(np.uint8)
    for part in stack:
        part.flags.writeable = False  # everybody who asks gets the same
    return Amounts(cube.years, *stack)


def of_all_districts(
    release: Release, variable: str, fields: Sequence[str] | None
) -> tuple[tuple[str, ...], Amounts]:
    """Counts of every district of Germany that a variable has, summed over fields, at once.

    Returns
    -------
    keys, Amounts
        The rows' keys in ascending order, and the same figures that `amounts` gives for each.
    """
    cube = release.cube(variable)
    keys = tuple(key for key in cube.ags if len(key) == 5)
    shape = (len(keys), len(cube.years))
    chosen = _field_positions(cube, fields)
    row = _absent(len(keys) * len(cube.years))
    if chosen is not None:
        at = np.ix_(chosen, [cube.ags_index[key] for key in keys])
        cells = cube.values[at].reshape(len(chosen), -1)
        states = cube.status[at].reshape(len(chosen), -1)
        row = _sum(cells, states, release.bounds.get(variable))
    value, low, high = (part.reshape(shape) for part in row[:3])
    return keys, Amounts(cube.years, value, low, high, row[3].reshape(shape))


Row = tuple[Floats, Floats, Floats, Statuses]


def _nothing(cube: Cube) -> list[npt.NDArray[np.float64]]:
    return [np.empty((0, len(cube.years))) for _ in range(4)]


def _field_positions(cube: Cube, fields: Sequence[str] | None) -> list[int] | None:
    """Positions of the fields, or None when one of them is not in the data at all."""
    if fields is None:
        return list(range(len(cube.fields)))
    if any(code not in cube.field_index for code in fields):
        return None
    return [cube.field_index[code] for code in fields]


def _row(release: Release, variable: str, chosen: list[int] | None, place: Place) -> Row:
    cube = release.cube(variable)
    row = _absent(len(cube.years))
    if chosen is None:
        return row
    bound = release.bounds.get(variable)
    for keys in _sources(release, variable, place):
        row = _first_published(row, _sum(*_cells(cube, chosen, keys), bound))
    return row


def keys_of(
    release: Release, variable: str, fields: Sequence[str] | None, place: Place, year: int
) -> list[tuple[str, str]]:
    """Fields and regions whose stored figures make up `amounts` of a place in a year."""
    cube = release.cube(variable)
    chosen = _field_positions(cube, fields)
    if chosen is None or year not in cube.year_index:
        return []
    column = cube.year_index[year]
    for keys in _sources(release, variable, place):
        if (_cells(cube, chosen, keys)[1][:, column] != NOT_PUBLISHED).any():
            return [(cube.fields[i], key) for i in chosen for key in keys]
    return []


def _sources(release: Release, variable: str, place: Place) -> list[Sequence[str]]:
    """Groups of regions whose sum is the figure of a place, the first published one.

    Each key of the place by itself, where the source has any; else, for what can be summed, its
    parts together.
    """
    published: list[Sequence[str]] = [[key] for key in _published_as(release.cube(variable), place)]
    if published or release.variables[variable]["unit"] not in ADDITIVE_UNITS:
        return published
    parts = _parts(release, variable, place)
    return [parts] if parts else []


def _cells(cube: Cube, chosen: list[int], keys: Sequence[str]) -> tuple[Floats, Statuses]:
    """Return cells × years of some fields and regions."""
    at = np.ix_(chosen, [cube.ags_index[key] for key in keys])
    years = len(cube.years)
    return cube.values[at].reshape(-1, years), cube.status[at].reshape(-1, years)


def _first_published(first: Row, second: Row) -> Row:
    """Take, year by year, the second figure where the first is not published."""
    take = first[3] == NOT_PUBLISHED
    value, low, high = (np.where(take, second[i], first[i]) for i in range(3))
    return value, low, high, np.where(take, second[3], first[3]).astype(np.uint8)


def _published_as(cube: Cube, place: Place) -> list[str]:
    """Keys under which the source itself has the place, the proper one first.

    An independent city is municipality and district at once and has a key for either.
    """
    if place.level == codes.GROUP:
        return []
    region = config.region()
    candidates = [region.state if place.id == region.state_id else place.id]
    if place.level == codes.MUNICIPALITY and place.id.endswith("000"):
        candidates.append(place.id[:5])
    if place.level == codes.DISTRICT:
        candidates.append(codes.municipality_key(place.id))
    return [key for key in candidates if key in cube.ags_index]


@lru_cache(maxsize=4096)
def _parts(release: Release, variable: str, place: Place) -> tuple[str, ...]:
    """Regions that a place is the sum of; none if the source lacks one of them.

    These are districts, or municipalities where the source has no districts. A source that leaves
    out whole states has no figure of Germany; single districts of Germany cannot be counted,
    because reforms change their number.
    """
    keys = release.cube(variable).ags
    districts = {key for key in keys if len(key) == 5}
    known = {key for key in release.regions if len(key) == 5}
    if place.level == codes.GERMANY:
        whole = {key[:2] for key in known} <= {key[:2] for key in districts}
        return tuple(sorted(districts)) if whole else ()
    if place.level == codes.STATE:
        own = {key for key in known if key.startswith(config.region().state)}
        return tuple(sorted(own)) if own <= districts else ()
    if place.level == codes.MUNICIPALITY:
        return ()
    if set(place.members) <= districts and place.members != (place.id,):
        return place.members
    towns = {key for key in municipalities(release) if key[:5] in place.members}
    covered = {key[:5] for key in towns} == set(place.members)
    return tuple(sorted(towns)) if covered and towns <= set(keys) else ()


def _absent(years: int) -> Row:
    empty = np.full(years, np.nan)
    return empty, empty, empty, np.full(years, NOT_PUBLISHED, dtype=np.uint8)


def _sum(values: Floats, status: Statuses, bound: config.Bound | None) -> Row:
    """Sum cells × years over the cells, keeping what is not known apart."""
    published = ~np.isnan(values)
    known = np.where(published, values, 0.0).sum(axis=0)
    suppressed = (status == SUPPRESSED).sum(axis=0)
    result = np.full(known.shape, CALCULATED, dtype=np.uint8)
    if len(values) == 1:
        result = np.minimum(status[0], np.uint8(CALCULATED))
    result[(suppressed > 0) & ((bound is None) | ~published.any(axis=0))] = SUPPRESSED
    for without in (MISSING, NOT_PUBLISHED):
        result[(status == without).any(axis=0)] = without
    low, high = _bounds(known, suppressed, bound)
    unknown = result >= MISSING
    value = np.where(result <= CALCULATED, known, np.nan)
    return (
        value,
        np.where(unknown, np.nan, np.fmin(low, value)),
        np.where(unknown, np.nan, high),
        result,
    )


def _bounds(
    known: Floats, suppressed: npt.NDArray[np.int_], bound: config.Bound | None
) -> tuple[Floats, Floats]:
    if bound is None:
        open_ended = np.where(suppressed > 0, np.nan, known)
        return open_ended, open_ended
    return known + suppressed * bound.low, known + suppressed * bound.high
