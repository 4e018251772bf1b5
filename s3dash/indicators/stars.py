"""Stars of a field: whether it is large, specialised and growing, over all districts of Germany."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from s3dash import codes, config, measures
from s3dash.indicators.amounts import (
    CALCULATED,
    NOT_PUBLISHED,
    SUPPRESSED,
    Amounts,
    Floats,
    of_all_districts,
)
from s3dash.indicators.asked import (
    Question,
    at_base,
    calculated,
    counts,
    field_codes,
    location_quotient,
    since_base,
)
from s3dash.indicators.places import Place, place
from s3dash.release import Release


@dataclass(frozen=True)
class CutOff:
    """How many employees it takes to be among the largest districts, for each year.

    Parameters
    ----------
    years : the axis of the rest
    value, low, high : number of employees [persons], as published and at both ends of what
        suppressed cells leave open
    districts : how many districts were ranked
    key : district that has just as many as `value`
    """

    years: tuple[int, ...]
    value: Floats
    low: Floats
    high: Floats
    districts: tuple[int, ...]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Criterion:
    """One of the three: the places' figures, what they are held against, and whether it holds.

    Parameters
    ----------
    figure : employees [persons], location quotient [1], or growth since the base year [per cent]
    against : what it takes, in the same unit, shape (places or 1, years or 1)
    holds : 1 or 0 by the published figures, NaN where they say nothing, shape (places, years)
    surely, possibly : the same at both ends of what suppressed cells leave open
    """

    figure: Amounts
    against: Floats
    holds: Floats
    surely: Floats
    possibly: Floats


@dataclass(frozen=True)
class Criteria:
    """The three criteria of a field for some places; see `measures.stars`.

    `size` holds for districts only: a larger place has more employees than any district.
    """

    size: Criterion
    specialisation: Criterion
    growth: Criterion
    cut_off: CutOff

    def each(self) -> tuple[Criterion, Criterion, Criterion]:
        """Return the three in the order in which they are named."""
        return self.size, self.specialisation, self.growth


def stars(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Number of stars, 0 to 3, with the range that suppressed cells leave.

    A place that is no district has none: its size cannot be compared with that of districts.
    """
    found = criteria(release, question, places)
    parts = found.each()
    value = measures.stars(*(item.holds for item in parts))
    low, high = measures.star_bounds(*((item.surely, item.possibly) for item in parts))
    counted = calculated(found.size.figure.years, value, low, high, [item.figure for item in parts])
    open_ended = (counted.status == CALCULATED) | (counted.status == SUPPRESSED)
    low, high = (np.where(open_ended, bound, np.nan) for bound in (low, high))
    return since_base(question, replace(counted, low=low, high=high))


def criteria(release: Release, question: Question, places: Sequence[Place]) -> Criteria:
    """Size, specialisation and growth of the question's field, each for every place and year."""
    own = counts(release, question, places)
    cut = size_cut_off(release, question)
    quotient = location_quotient(release, question, places)
    return Criteria(
        size=_size(own, cut, places),
        specialisation=_specialisation(quotient, question.rule.threshold),
        growth=_growth(release, question, places, own),
        cut_off=cut,
    )


def size_cut_off(release: Release, question: Question) -> CutOff:
    """Employees that the smallest of the largest districts of Germany has in the field."""
    keys, found = of_all_districts(release, question.variable, field_codes(release, question))
    there = found.status != NOT_PUBLISHED
    least = np.nan_to_num(found.low, nan=0.0)
    ends = (
        np.where(np.isnan(found.value), least, found.value),
        least,
        np.nan_to_num(found.high, nan=np.inf),
    )
    filled = [np.where(there, end, np.nan) for end in ends]
    top = question.rule.top_percent
    value, low, high = (measures.size_cut_off(bound, top_percent=top) for bound in filled)
    edge = (filled[0] == value).argmax(axis=0)
    return CutOff(
        years=found.years,
        value=value,
        low=low,
        high=high,
        districts=tuple(there.sum(axis=0).tolist()),
        key=tuple(keys[i] for i in edge),
    )


def _size(own: Amounts, cut: CutOff, places: Sequence[Place]) -> Criterion:
    levels = [item.level in (codes.DISTRICT, codes.MUNICIPALITY) for item in places]
    districts = np.array(levels, dtype=bool)[:, None]

    def held(count: Floats, cut_off: Floats) -> Floats:
        return np.where(districts, measures.large(count, cut_off), np.nan)

    return Criterion(
        figure=own,
        against=np.where(districts, cut.value, np.nan),
        holds=held(own.value, cut.value),
        surely=held(own.low, cut.high),
        possibly=held(own.high, cut.low),
    )


def _specialisation(quotient: Amounts, threshold: float) -> Criterion:
    held = (
        measures.specialised(bound, threshold=threshold)
        for bound in (quotient.value, quotient.low, quotient.high)
    )
    return Criterion(quotient, np.array([[threshold]]), *held)


def _growth(
    release: Release, question: Question, places: Sequence[Place], own: Amounts
) -> Criterion:
    nation = place(release, config.region().nation_id)
    here = growth_since(question, own)
    there = growth_since(question, counts(release, question, (nation,)))
    itself = np.array([item.id == nation.id for item in places], dtype=bool)[:, None]
    lead = question.rule.lead

    def held(growth: Floats, national: Floats) -> Floats:
        return measures.growing(growth, np.where(itself, growth, national), lead=lead)

    return Criterion(
        figure=here,
        against=there.value + lead,
        holds=held(here.value, there.value),
        surely=held(here.low, there.high),
        possibly=held(here.high, there.low),
    )


def growth_since(question: Question, found: Amounts) -> Amounts:
    """Change of counts since the question's base year [per cent], with its range."""
    start = at_base(question, found)
    return calculated(
        found.years,
        measures.change_percent(start.value, found.value),
        measures.change_percent(start.high, found.low),
        measures.change_percent(start.low, found.high),
        (start, found),
    )
