"""Sentences made from figures: what a quotient or a change says, in numbers one can picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from s3dash import labels
from s3dash.indicators import REFERENCE_PLACES, Place, Question, place
from s3dash.state import Options, View
from s3dash.text import format_number, text
from s3dash.views import Answered, answered

Sentences = dict[str, list[str | None]]


def map_sentences(
    options: Options, view: View, places: Sequence[Place], years: Sequence[int]
) -> Sentences:
    """Sentence for each place and year that says what the figure on the map is made of.

    A location quotient is told as the two shares that it compares, a change as its two counts.
    Other figures speak for themselves. None where a figure is not known.
    """
    indicator = options.indicators[view.indicator]
    if not places:
        return {}
    if indicator.measure == "location_quotient":
        return _shares(options, view, places, years)
    if indicator.compares_years and "employees" in options.indicators and view.kind:
        return _counts(options, view, places, years)
    return {}


def _shares(
    options: Options, view: View, places: Sequence[Place], years: Sequence[int]
) -> Sentences:
    share = options.indicators["employee_share"]
    against = place(options.release, REFERENCE_PLACES[view.reference])
    found = answered(options, Question(share, view.kind, view.field), [*places, against])
    name = labels.reference_name(options, view.reference, view.lang)
    there = _row(found, len(places), years)
    return {
        item.id: [
            _share_sentence(here, other, name, view.lang)
            for here, other in zip(_row(found, i, years), there, strict=True)
        ]
        for i, item in enumerate(places)
    }


def _share_sentence(here: float, there: float, name: str, lang: str) -> str | None:
    if np.isnan(here) or np.isnan(there):
        return None
    decimals = 1 if min(here, there) >= 1 else 2
    return text(
        "sentence.shares",
        lang,
        here=format_number(here, lang, decimals),
        there=format_number(there, lang, decimals),
        reference=name,
    )


def _counts(
    options: Options, view: View, places: Sequence[Place], years: Sequence[int]
) -> Sentences:
    employees = options.indicators["employees"]
    found = answered(options, Question(employees, view.kind, view.field), places)
    assert view.base is not None
    return {
        item.id: [
            _count_sentence(_row(found, i, [view.base])[0], end, view.base, view.lang)
            for end in _row(found, i, years)
        ]
        for i, item in enumerate(places)
    }


def _count_sentence(start: float, end: float, base: int, lang: str) -> str | None:
    if np.isnan(start) or np.isnan(end):
        return None
    return text(
        "sentence.counts",
        lang,
        start=format_number(start, lang),
        end=format_number(end, lang),
        base=str(base),
    )


def _row(found: Answered, row: int, years: Sequence[int]) -> list[float]:
    return [float(value) for value in found.found.at(years).value[row]]
