"""Answers to a question: the measure of its indicator, for some places over all years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from s3dash import measures
from s3dash.indicators import field_space, priorities, spread, stars, structure
from s3dash.indicators.amounts import NOT_PUBLISHED, Amounts, Floats, amounts
from s3dash.indicators.asked import (
    Question,
    at_base,
    calculated,
    counts,
    denominator_fields,
    field_codes,
    location_quotient,
    since_base,
    totals,
)
from s3dash.indicators.places import Place
from s3dash.release import Release


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
    own = calculated(published.years, ratio, ratio, ratio, (above, below))
    take = published.status == NOT_PUBLISHED
    merged = (
        np.where(take, getattr(own, name), getattr(published, name))
        for name in ("value", "low", "high", "status")
    )
    value, low, high, status = merged
    return Amounts(published.years, value, low, high, status.astype(np.uint8))


def _share(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    part = counts(release, question, places)
    whole = _whole(release, question, places).at(part.years)
    share = measures.share_percent
    return calculated(
        part.years,
        share(part.value, whole.value),
        share(part.low, whole.high),
        np.minimum(share(part.high, whole.low), 100.0),
        (part, whole),
    )


def _whole(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    denominator = question.indicator.denominator
    if denominator is None:
        return totals(release, question, places)
    return amounts(release, denominator, field_codes(release, question), places)


def _per_head(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    assert question.indicator.denominator is not None
    counted = counts(release, question, places)
    fields = denominator_fields(release, question)
    heads = amounts(release, question.indicator.denominator, fields, places).at(counted.years)
    ratio = measures.per_head
    per = question.indicator.per
    return calculated(
        counted.years,
        ratio(counted.value, heads.value, per=per),
        ratio(counted.low, heads.high, per=per),
        ratio(counted.high, heads.low, per=per),
        (counted, heads),
    )


def _change(release: Release, question: Question, places: Sequence[Place]) -> Amounts:
    end = counts(release, question, places)
    start = at_base(question, end)
    value = _measured_change(question, start.value, end.value, end.years)
    low = _measured_change(question, start.high, end.low, end.years)
    high = _measured_change(question, start.low, end.high, end.years)
    return since_base(question, calculated(end.years, value, low, high, (start, end)))


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


_MEASURES = {
    "value": counts,
    "share": _share,
    "ratio": _share,
    "per_head": _per_head,
    "location_quotient": location_quotient,
    "growth_percent": _change,
    "growth_absolute": _change,
    "growth_per_year": _change,
    "shift_share_national": structure.shift_share,
    "shift_share_mix": structure.shift_share,
    "shift_share_regional": structure.shift_share,
    "without_field": structure.without_field,
    "relatedness_density": field_space.relatedness_density,
    "eci": field_space.economic_complexity,
    "hhi": structure.herfindahl_hirschman,
    "krugman": structure.krugman,
    "unrelated_variety": structure.unrelated_variety,
    "related_variety": structure.related_variety,
    "stars": stars.stars,
    "priority_score": priorities.priority_score,
    "priority_first": priorities.priority_first,
    "share_of_area": spread.share_of_area,
    "share_of_theme": spread.share_of_theme,
    "locational_gini": spread.locational_gini,
}
