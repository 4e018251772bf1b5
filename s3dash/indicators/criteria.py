"""What speaks for a field of a place: seven criteria, in their units and as places among others.

Fields are the themes or the occupation groups; sectors are not ranked, because their figures end
in 2020 and there is no relatedness, complexity or demand by sector. What each criterion is compared
with is chosen so that it can tell the fields of one place apart:

- size and demand: with the other fields of the same place,
- specialisation, growth here and relatedness: with the same field in all German districts,
- growth in Germany and complexity: with the occupation groups of Germany.

A theme has too few other themes beside it: its demand, growth in Germany and complexity are
compared with all occupation groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from s3dash import measures
from s3dash.indicators import field_space
from s3dash.indicators.amounts import Floats, amounts
from s3dash.indicators.catalogue import OCCUPATION, THEME
from s3dash.indicators.field_space import HIGH, LOW, VALUE, Counts, FieldSpace
from s3dash.indicators.places import Place
from s3dash.indicators.weights import (
    COMPLEXITY,
    CRITERIA,
    DEMAND,
    GROWTH_HERE,
    GROWTH_NATION,
    RELATEDNESS,
    SIZE,
    SPECIALISATION,
)
from s3dash.release import Release

VACANCIES: Final = "vacancies"
UNEMPLOYED: Final = "unemployed_occupation"

_MIDDLE: Final = 3
"""Fourth layer beside the three ends: a suppressed figure with the middle of its range, which is
how other places count where they are compared with."""

_AGAINST: Final = [HIGH, _MIDDLE, LOW]
"""Layer of the others that each end is compared with: the small against the large, and back."""

Groups = Sequence[Sequence[str]]
"""For each field the occupation groups that it is the sum of."""

_Criterion = tuple[Floats, Floats]
"""Figures and their places among others, arrays (ends, fields)."""


@dataclass(frozen=True, eq=False)
class Criteria:
    """Criteria of all fields of a place.

    Parameters
    ----------
    fields : codes of themes or occupation groups
    year, base : of the figures, and first year of the growth
    value : array (ends, fields, criteria), in the unit of each criterion; the criteria in the order
        of `CRITERIA`, the ends as in `field_space`: suppressed cells small, as published, large
    among : the same as places among others [1], 0 to 1; NaN where the figure is not known
    """

    fields: tuple[str, ...]
    year: int
    base: int
    value: Floats
    among: Floats


def newest_year(release: Release) -> int:
    """Newest year that employees, vacancies and unemployed people by occupation have in common."""
    names = (field_space.VARIABLE, VACANCIES, UNEMPLOYED)
    return max(set.intersection(*(set(release.cube(name).years) for name in names)))


def first_year(release: Release) -> int:
    """Year from which growth is counted: the first with employees by occupation."""
    return field_space.years(release)[0]


def groups_of(release: Release, kind: str) -> dict[str, Sequence[str]]:
    """Fields of a kind in their order, each with the occupation groups that it is the sum of."""
    if kind == THEME:
        return {key: theme.occupations for key, theme in release.themes.items()}
    space = field_space.field_space(release, newest_year(release))
    return {code: (code,) for code in space.fields}


@lru_cache(maxsize=256)
def criteria(release: Release, kind: str, about: Place) -> Criteria:
    """Criteria of all fields of a kind for a place, computed once per process.

    Returns
    -------
    Criteria
        All of it NaN for a place without employees by occupation (a municipality inside a Kreis)
        and for Germany, which everything is compared with.
    """
    year, base = newest_year(release), first_year(release)
    fields = tuple(groups_of(release, kind))
    members = field_space.members_of(release, about, year)
    if not members:
        empty = np.full((3, len(fields), len(CRITERIA)), np.nan)
        return Criteria(fields, year, base, empty, empty)
    found = _criteria(release, kind, about, members)
    value, among = (np.stack([found[name][i] for name in CRITERIA], axis=-1) for i in (0, 1))
    return Criteria(fields, year, base, value, among)


def _criteria(
    release: Release, kind: str, about: Place, members: Sequence[str]
) -> dict[str, _Criterion]:
    """All criteria of a place that is the sum of some districts."""
    year, base = newest_year(release), first_year(release)
    space = field_space.field_space(release, year)
    groups = tuple(groups_of(release, kind).values())
    every = tuple(groups_of(release, OCCUPATION).values()) if kind == THEME else groups
    columns = [members, space.districts, *((key,) for key in space.districts)]
    now, then = (_employees(release, columns, groups, at) for at in (year, base))
    quotient, growth = _quotient(now), _growth(then, now)
    itself = np.array([[key] == list(members) for key in space.districts])
    density = _density(release, about, space, groups)
    nation = [_employees(release, [space.districts], every, at) for at in (base, year)]
    return {
        SIZE: _beside(now[:3, 0, :-1], now[_AGAINST, 0, :-1]),
        SPECIALISATION: _districts(quotient[:3, 0], quotient[_AGAINST, 2:], itself),
        GROWTH_HERE: _districts(growth[:3, 0], growth[_AGAINST, 2:], itself),
        GROWTH_NATION: _beside(growth[:3, 1], _growth(*nation)[_AGAINST, 0]),
        RELATEDNESS: _districts(density[:, 0], density[:, 1:], itself),
        COMPLEXITY: _beside(_complexity(space, groups), _complexity(space, every)),
        DEMAND: _beside(_demand(release, about, groups), _demand(release, about, every)),
    }


# --- places among others -------------------------------------------------------------------


def _among(value: Floats, others: Floats) -> _Criterion:
    """Places among others, shape (ends, fields, others); the outer ends are the extremes."""
    ends = np.stack([measures.place_among(*end) for end in zip(value, others, strict=True)])
    return _ordered(value), _ordered(ends)


def _ordered(ends: Floats) -> Floats:
    """Ends put so that the first is the smallest and the last the largest of them."""
    value = ends[VALUE]
    low, high = np.minimum(ends[LOW], ends[HIGH]), np.maximum(ends[LOW], ends[HIGH])
    least = np.where(np.isnan(low), np.nan, np.fmin(low, value))
    most = np.where(np.isnan(high), np.nan, np.fmax(high, value))
    return np.stack([least, value, most])


def _districts(value: Floats, others: Floats, itself: npt.NDArray[np.bool_]) -> _Criterion:
    """Compare fields with the same fields of districts (ends, districts, fields)."""
    among = np.where(itself[None, :, None], np.nan, others)
    return _among(value, among.transpose(0, 2, 1))


def _beside(value: Floats, others: Floats) -> _Criterion:
    """Compare fields with each other, or themes with all occupation groups, (ends, fields)."""
    among = np.repeat(others[:, None, :], value.shape[1], axis=1)
    if value.shape == others.shape:
        own = range(value.shape[1])
        among[:, own, own] = np.nan
    return _among(value, among)


# --- figures -------------------------------------------------------------------------------


def _employees(
    release: Release, columns: Sequence[Sequence[str]], groups: Groups, year: int
) -> Floats:
    """Employees of sums of districts in sums of occupation groups; last of all, in all groups.

    Returns
    -------
    array (layers, places, fields + 1)
        [persons]; a sum over suppressed cells is the sum of what is published, as in `amounts`.
    """
    counts = field_space.counts_of(release, columns, year)
    index = release.cube(field_space.VARIABLE).field_index
    asked = [[index[code] for code in group] for group in groups]
    return np.stack([_group_sum(counts, at) for at in (*asked, list(index.values()))], axis=-1)


def _group_sum(counts: Counts, at: Sequence[int]) -> Floats:
    published = ~np.isnan(counts.value[:, at]).all(axis=1)
    known = np.nansum(counts.value[:, at], axis=1)
    low = np.where(published, known, counts.low[:, at].sum(axis=1))
    high = counts.high[:, at].sum(axis=1)
    value = np.where(published, known, np.nan)
    return np.stack([low, value, high, np.where(published, known, (low + high) / 2)])


def _quotient(now: Floats) -> Floats:
    """Location quotients against Germany, which is the second place, array (layers, …)."""
    part, total = now[..., :-1], now[..., -1:]
    nation, nation_total = part[:, 1:2], total[:, 1:2]
    low, high = measures.location_quotient_bounds(
        (part[LOW], part[HIGH]),
        (total[LOW], total[HIGH]),
        reference=(nation[LOW], nation[HIGH]),
        reference_total=(nation_total[LOW], nation_total[HIGH]),
    )
    value, middle = (
        measures.location_quotient(
            part[layer],
            total[VALUE],
            reference=nation[VALUE],
            reference_total=nation_total[VALUE],
        )
        for layer in (VALUE, _MIDDLE)
    )
    return np.stack([low, value, high, middle])


def _growth(then: Floats, now: Floats) -> Floats:
    """Growth of each field between two years [per cent], array (layers, places, fields).

    Where all that is known of the first year is 0 and something is suppressed, it has no bound.
    """
    pairs = ((HIGH, LOW), (VALUE, VALUE), (LOW, HIGH), (_MIDDLE, _MIDDLE))
    growth = [measures.change_percent(then[a, :, :-1], now[b, :, :-1]) for a, b in pairs]
    from_nothing = (then[LOW] == 0) & (then[HIGH] > 0)
    growth[HIGH] = np.where(from_nothing[:, :-1], np.inf, growth[HIGH])
    return np.stack(growth)


def _density(release: Release, about: Place, space: FieldSpace, groups: Groups) -> Floats:
    """Relatedness density of the fields to the strengths of a place, then of all districts."""
    own = field_space.presence_of(release, [about], space.year)
    density = space.density(np.concatenate([own, space.presence], axis=1))
    return _means(space, density, groups)


def _complexity(space: FieldSpace, groups: Groups) -> Floats:
    return _means(space, space.pci, groups)


def _means(space: FieldSpace, values: Floats, groups: Groups) -> Floats:
    """Mean of some groups each, weighted by Germany's employees; the groups on the last axis."""
    unknown = np.full(values.shape[:-1], np.nan)
    found = [space.mean(values, group) for group in groups]
    return np.stack([unknown if mean is None else mean for mean in found], axis=-1)


def _demand(release: Release, about: Place, groups: Groups) -> Floats:
    """Vacancies per 100 unemployed people, the same at all ends: nothing of it is suppressed."""
    year = newest_year(release)
    vacant, unemployed = (
        [amounts(release, name, group, [about]).at([year]).value[0, 0] for group in groups]
        for name in (VACANCIES, UNEMPLOYED)
    )
    return np.tile(measures.per_head(vacant, unemployed, per=100), (3, 1))
