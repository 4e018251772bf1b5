"""A question to the release, and the counts that answers to it are calculated from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from s3dash import codes, measures
from s3dash.indicators.amounts import CALCULATED, MISSING, Amounts, Floats, amounts
from s3dash.indicators.catalogue import OCCUPATION, REFERENCE_PLACES, SECTOR, THEME, Indicator
from s3dash.indicators.places import Place, place
from s3dash.indicators.rule import DEFAULT_RULE, StarRule
from s3dash.indicators.weights import Weights
from s3dash.release import Release


@dataclass(frozen=True)
class Question:
    """What is asked of every place and year.

    Parameters
    ----------
    indicator : entry of the catalogue
    kind, field : kind of field and its code; both empty where the indicator has none
    reference : `ruhr`, `nrw`, `germany`, or empty
    base : first year of a change; None where the indicator compares no years
    rule : from where on a field counts as large, specialised and growing; asked by stars only
    weights : of the criteria of priorities; asked by priorities only
    """

    indicator: Indicator
    kind: str = ""
    field: str = ""
    reference: str = ""
    base: int | None = None
    rule: StarRule = DEFAULT_RULE
    weights: Weights = ()

    @property
    def variable(self) -> str:
        """Variable of the release that the question is about."""
        return self.indicator.variables[self.kind or self.indicator.first_kind]


def field_codes(release: Release, question: Question) -> Sequence[str] | None:
    """Codes of the release's fields that the question's field is the sum of; None for all."""
    if question.kind == THEME:
        return release.themes[question.field].occupations
    if question.kind == OCCUPATION and question.field == codes.TOTAL:
        return None
    if question.kind == SECTOR and question.field == codes.ALL:
        return codes.SECTORS
    if question.kind in (SECTOR, OCCUPATION):
        return (question.field,)
    return ("",)


def denominator_fields(release: Release, question: Question) -> Sequence[str] | None:
    """Fields of what counts are divided by: the question's own where it is counted by field.

    Inhabitants and areas have no fields; unemployed people are counted by occupation.
    """
    denominator = question.indicator.denominator or question.variable
    whole = release.cube(denominator).fields == ("",)
    return ("",) if whole else field_codes(release, question)


def counts(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """What is counted in the question's field, for each place."""
    return amounts(release, question.variable, field_codes(release, question), places)


def totals(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """All employees of the places, in whatever field: official total, or the sum of all groups."""
    fields = (codes.TOTAL,) if question.kind == SECTOR else None
    return _totals(release, question.variable, fields, tuple(places))


@lru_cache(maxsize=256)
def _totals(
    release: Release, variable: str, fields: tuple[str, ...] | None, places: tuple[Place, ...]
) -> Amounts:
    """Summed once per process: every quotient of a field asks for the same totals again."""
    return amounts(release, variable, fields, places)


def reference_place(question: Question, release: Release) -> tuple[Place]:
    """Place that the question's figures are measured against."""
    return (place(release, REFERENCE_PLACES[question.reference]),)


def location_quotient(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Location quotient of the question's field; no range where a place is its own reference."""
    against = reference_place(question, release)
    part, total = counts(release, question, places), totals(release, question, places)
    other, other_total = counts(release, question, against), totals(release, question, against)
    value = measures.location_quotient(
        part.value, total.value, reference=other.value, reference_total=other_total.value
    )
    low, high = measures.location_quotient_bounds(
        (part.low, part.high),
        (total.low, total.high),
        reference=(other.low, other.high),
        reference_total=(other_total.low, other_total.high),
    )
    itself = [place.id == against[0].id for place in places]
    low[itself], high[itself] = value[itself], value[itself]
    return calculated(part.years, value, low, high, (part, total, other, other_total))


def calculated(
    years: tuple[int, ...],
    value: Floats,
    low: Floats,
    high: Floats,
    parts: Sequence[Amounts],
) -> Amounts:
    """Join the statuses of what a figure was calculated from: the worst of them counts."""
    worst = np.maximum.reduce(
        [np.broadcast_to(part.at(years).status, value.shape) for part in parts]
    )
    status = np.maximum(worst, np.uint8(CALCULATED)).astype(np.uint8)
    status[(status == CALCULATED) & np.isnan(value)] = MISSING
    known = status == CALCULATED
    return Amounts(years, np.where(known, value, np.nan), low, high, status)


def at_base(question: Question, figures: Amounts) -> Amounts:
    """Figures of the question's base year, set beside those of every year."""
    assert question.base is not None
    return replace(figures.at([question.base] * len(figures.years)), years=figures.years)


def since_base(question: Question, figures: Amounts) -> Amounts:
    """Only those years that a change from the question's base year can end in."""
    base_years = question.indicator.base_years
    ends = [year for year in figures.years if question.base in base_years(year, question.kind)]
    return figures.at(ends)
