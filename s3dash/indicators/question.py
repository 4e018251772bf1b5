"""A question to the release: which indicator, of which field, against what, since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from s3dash import codes, config, measures
from s3dash.indicators.amounts import (
    CALCULATED,
    MISSING,
    NOT_PUBLISHED,
    Amounts,
    Floats,
    Statuses,
    amounts,
)
from s3dash.indicators.catalogue import OCCUPATION, REFERENCE_PLACES, SECTOR, THEME, Indicator
from s3dash.indicators.places import Place, place
from s3dash.indicators.rule import DEFAULT_RULE, StarRule
from s3dash.release import Release

SECTOR_CLASSIFICATION: Final = "wz2008"
OCCUPATION_CLASSIFICATION: Final = "kldb2010"


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
    """

    indicator: Indicator
    kind: str = ""
    field: str = ""
    reference: str = ""
    base: int | None = None
    rule: StarRule = DEFAULT_RULE

    @property
    def variable(self) -> str:
        """Variable of the release that the question is about."""
        return self.indicator.variables[self.kind or self.indicator.first_kind]


def answer(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """Figures that answer a question, for each place and every year that has any.

    Returns
    -------
    Amounts
        In the indicator's unit. `low` and `high` differ from `value` where suppressed cells can
        move it. A figure whose parts are all known but that has no meaning (nothing to divide by)
        is `missing`.
    """
    measured = _MEASURES[question.indicator.measure](release, question, places)
    if question.indicator.recompute:
        measured = _recomputed(release, question.indicator.recompute, places, measured)
    return measured.at(question.indicator.years(question.kind))


def _recomputed(
    release: Release, parts: tuple[str, str], places: Sequence[Place], published: Amounts
) -> Amounts:
    """Fill a published ratio, for places that have none, from the sums of its two parts."""
    above, below = (amounts(release, part, ("",), places).at(published.years) for part in parts)
    ratio = measures.per_head(above.value, below.value)
    own = _calculated(published.years, ratio, ratio, ratio, (above, below))
    take = published.status == NOT_PUBLISHED
    merged = (
        np.where(take, getattr(own, name), getattr(published, name))
        for name in ("value", "low", "high", "status")
    )
    value, low, high, status = merged
    return Amounts(published.years, value, low, high, status.astype(np.uint8))


def field_codes(question: Question) -> Sequence[str] | None:
    """Codes of the release's fields that the question's field is the sum of; None for all."""
    if question.kind == THEME:
        return config.themes()[question.field].occupations
    if question.kind == OCCUPATION and question.field == codes.TOTAL:
        return None
    if question.kind in (SECTOR, OCCUPATION):
        return (question.field,)
    return ("",)


def _counts(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    return amounts(release, question.variable, field_codes(question), places)


def _totals(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    """All employees of the places, in whatever field: official total, or the sum of all groups."""
    fields = (codes.TOTAL,) if question.kind == SECTOR else None
    return amounts(release, question.variable, fields, places)


def _reference(question: Question, release: Release) -> tuple[Place]:
    return (place(release, REFERENCE_PLACES[question.reference]),)


def _share(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    part = _counts(release, question, places)
    whole = _whole(release, question, places).at(part.years)
    share = measures.share_percent
    return _calculated(
        part.years,
        share(part.value, whole.value),
        share(part.low, whole.high),
        np.minimum(share(part.high, whole.low), 100.0),
        (part, whole),
    )


def _whole(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    denominator = question.indicator.denominator
    if denominator is None:
        return _totals(release, question, places)
    return amounts(release, denominator, field_codes(question), places)


def _per_head(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    assert question.indicator.denominator is not None
    counts = _counts(release, question, places)
    heads = amounts(release, question.indicator.denominator, ("",), places).at(counts.years)
    ratio = measures.per_head
    per = question.indicator.per
    return _calculated(
        counts.years,
        ratio(counts.value, heads.value, per=per),
        ratio(counts.low, heads.high, per=per),
        ratio(counts.high, heads.low, per=per),
        (counts, heads),
    )


def _location_quotient(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    against = _reference(question, release)
    part, total = _counts(release, question, places), _totals(release, question, places)
    other, other_total = _counts(release, question, against), _totals(release, question, against)
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
    return _calculated(part.years, value, low, high, (part, total, other, other_total))


def _change(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    end = _counts(release, question, places)
    assert question.base is not None
    start = replace(end.at([question.base] * len(end.years)), years=end.years)
    later = np.array(end.years) > question.base
    value = _measured_change(question, start.value, end.value, end.years)
    low = _measured_change(question, start.high, end.low, end.years)
    high = _measured_change(question, start.low, end.high, end.years)
    change = _calculated(end.years, value, low, high, (start, end))
    return _only(change, later & _joined(question, end.years))


def _measured_change(
    question: Question, start: Floats, end: Floats, years: Sequence[int]
) -> Floats:
    if question.indicator.measure == "growth_absolute":
        return measures.change_absolute(start, end)
    if question.indicator.measure == "growth_percent":
        return measures.change_percent(start, end)
    assert question.base is not None
    columns = [
        measures.change_per_year(start[:, i], end[:, i], years=max(year - question.base, 1))
        for i, year in enumerate(years)
    ]
    return np.stack(columns, axis=1)


def _joined(question: Question, years: Sequence[int]) -> Statuses:
    return np.array(
        [question.base in question.indicator.base_years(y, question.kind) for y in years]
    )


def _only(figures: Amounts, keep: Statuses) -> Amounts:
    return figures.at([year for year, kept in zip(figures.years, keep, strict=True) if kept])


def _calculated(
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


_MEASURES = {
    "value": _counts,
    "share": _share,
    "ratio": _share,
    "per_head": _per_head,
    "location_quotient": _location_quotient,
    "growth_percent": _change,
    "growth_absolute": _change,
    "growth_per_year": _change,
}
