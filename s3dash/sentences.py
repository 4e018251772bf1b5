"""Sentences made from figures: what a quotient or a change says, in numbers one can picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from s3dash import labels
from s3dash.indicators import REFERENCE_PLACES, Place, Question, place
from s3dash.state import Options, View
from s3dash.text import format_number, join_list, text
from s3dash.views import Answered, MapFigures, answered

Sentences = dict[str, list[str | None]]

_ALL_TOLD: Final = 3
"""So few figures are told one by one."""


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


def extent(named: Sequence[tuple[str, float, str]], lang: str) -> str:
    """What figures span, in words for those who cannot see them: highest, lowest, middle, missing.

    Parameters
    ----------
    named : name, value and written value of each; NaN where there is none
    lang : language of the words

    Returns
    -------
    str
        The middle one is the lower median, so that it is always one that exists. With three or
        fewer all are told.
    """
    return _extent([value for _, value, _ in named], lambda i: (named[i][0], named[i][2]), lang)


def _extent(values: Sequence[float], named: Callable[[int], tuple[str, str]], lang: str) -> str:
    """The same for values whose name and written value are asked for only where they are told."""
    known = sorted(
        (i for i, one in enumerate(values) if not np.isnan(one)), key=lambda i: -values[i]
    )
    if not known:
        return text("sentence.none", lang, count=len(values))

    def told(i: int) -> str:
        name, words = named(i)
        return text("sentence.named", lang, name=name, value=words)

    counted = {"known": str(len(known)), "n": str(len(values))}
    if len(known) <= _ALL_TOLD:
        return text("sentence.all", lang, told=join_list([*map(told, known)], lang), **counted)
    return text(
        "sentence.extent",
        lang,
        highest=told(known[0]),
        lowest=told(known[-1]),
        middle=told(known[len(known) // 2]),
        **counted,
    )


def map_descriptions(options: Options, view: View, shown: MapFigures) -> list[str]:
    """What the map shows, in words, for each of its years."""
    indicator, found = options.indicators[view.indicator], shown.areas.found.at(shown.years)
    names = [item.name.in_language(view.lang) for item in shown.areas.places]

    def described(column: np.ndarray) -> str:
        return _extent(
            column.tolist(),
            lambda i: (names[i], labels.figure(indicator, float(column[i]), view.lang)),
            view.lang,
        )

    return [described(column) for column in found.value.T]


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
