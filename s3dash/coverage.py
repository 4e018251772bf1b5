"""What the release holds of an indicator: years, gaps, and cells without a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from s3dash import codes, views
from s3dash.indicators import Indicator, Question, places_of, reference_date
from s3dash.state import Options

LEVELS: Final = (codes.MUNICIPALITY, codes.DISTRICT)


@dataclass(frozen=True)
class Coverage:
    """Cells of one level: how many places over which years, and how many have which status.

    `count` maps each of `codes.STATUSES` to its number of cells (places × years).
    """

    level: str
    places: int
    years: tuple[int, ...]
    count: dict[str, int]


def newest_figures(options: Options) -> tuple[Indicator, int]:
    """Indicator with the latest reference date of the release, and its year.

    Only dates that are a day count: a year that has begun is no state of affairs.
    """
    dated = [
        (reference_date(indicator, indicator.years(kind)[-1]), name, indicator.years(kind)[-1])
        for name, indicator in options.indicators.items()
        for kind in indicator.variables
    ]
    latest = max(date for date, _, _ in dated if len(date) == len("2020-06-30"))
    _, name, year = next(entry for entry in dated if entry[0] == latest)
    return options.indicators[name], year


def all_years(indicator: Indicator) -> tuple[int, ...]:
    """Years with figures for any kind of field, in ascending order."""
    return tuple(sorted({year for kind in indicator.variables for year in indicator.years(kind)}))


def missing_years(years: Sequence[int]) -> tuple[int, ...]:
    """Years without figures between the first and the last.

    >>> missing_years((2009, 2011, 2013))
    (2010, 2012)
    """
    return tuple(year for year in range(years[0], years[-1]) if year not in years)


def coverage(options: Options, question: Question) -> tuple[Coverage, ...]:
    """Cells with and without a number at each level that the indicator is published for."""
    return tuple(
        _coverage(options, question, level)
        for level in LEVELS
        if level in question.indicator.levels
    )


def _coverage(options: Options, question: Question, level: str) -> Coverage:
    places = places_of(options.release, level)
    found = views.answered(options, question, places).found
    counted = np.bincount(found.status.reshape(-1), minlength=len(codes.STATUSES))
    count = dict(zip(codes.STATUSES, map(int, counted), strict=True))
    return Coverage(level, len(places), found.years, count)
