"""Figures of a comparison of two to six places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from s3dash import config, measures
from s3dash.indicators import Place, Question, place, to_rows
from s3dash.state import Options, View
from s3dash.views.answers import (
    Answered,
    answered,
    has_figures,
    newest_rows,
    newest_year,
    sector_strengths,
    theme_strengths,
)

SUB_REGIONS: Final = tuple(config.region().groups)


@dataclass(frozen=True)
class Comparison:
    """Figures of a comparison: the chosen indicator over time, sectors and themes now."""

    options: Options
    view: View
    places: tuple[Place, ...]
    chosen: Answered
    sectors: tuple[Answered, ...]
    themes: tuple[Answered, ...]

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every figure that the comparison shows: the chosen one in all years, strengths now."""
        series = to_rows(self.options.release, self.chosen.question, self.places, self.chosen.found)
        strengths = [newest_rows(self.options, item) for item in (*self.sectors, *self.themes)]
        return pd.concat([series, *strengths]).drop_duplicates(ignore_index=True)


def compared_places(options: Options, view: View) -> tuple[Place, ...]:
    """Two to six places: the selected ones; one beside the whole region; or the sub-regions."""
    keys = view.regions or SUB_REGIONS
    if len(keys) == 1:
        keys = tuple(dict.fromkeys((*keys, config.region().id, "NRW")))[:2]
    return tuple(place(options.release, key) for key in keys)


def comparison(options: Options, view: View) -> Comparison:
    """Figures of the comparison of a view."""
    places = compared_places(options, view)
    return Comparison(
        options=options,
        view=view,
        places=places,
        chosen=answered(options, view.question(options.indicators), places),
        sectors=sector_strengths(options, view, places),
        themes=theme_strengths(options, view, places),
    )


@dataclass(frozen=True)
class Difference:
    """A field in which two places differ, with both figures."""

    question: Question
    year: int
    first: Place
    other: Place
    here: float
    there: float


def largest_difference(shown: Comparison) -> Difference | None:
    """Sector or theme in which a place differs most from the first one that has figures.

    What counts is the difference of the two location quotients, in either direction.
    """
    strengths = (*shown.sectors, *shown.themes)
    having = [item for item in shown.places if has_figures(strengths, item.id)]
    pairs = [_difference(item, having[0], other) for item in strengths for other in having[1:]]
    known = [pair for pair in pairs if not np.isnan(pair.here - pair.there)]
    return max(known, key=lambda pair: abs(pair.here - pair.there), default=None)


def differences(shown: Comparison) -> pd.DataFrame:
    """Figures of the chosen indicator in the view's year, and how they differ from the first place.

    Returns
    -------
    DataFrame with the columns `value`, `difference`, `percent`, one row per place
        In the indicator's unit, and in per cent of the first place's figure; missing where
        either figure is. Differences of categories have no meaning.
    """
    value = np.array([shown.chosen.value(item.id, shown.view.year) for item in shown.places])
    return pd.DataFrame(
        {
            "value": value,
            "difference": measures.change_absolute(value[0], value),
            "percent": measures.change_percent(value[0], value),
        }
    )


def strength_values(shown: Comparison) -> pd.DataFrame:
    """Location quotients now, one row per sector and theme, one column per place."""
    answers = (*shown.sectors, *shown.themes)
    rows = [
        {about.id: item.value(about.id, newest_year(item.question)) for about in shown.places}
        for item in answers
    ]
    return pd.DataFrame(rows)


def strength_differences(shown: Comparison) -> pd.DataFrame:
    """How far the quotients of the other places lie from those of the first, same rows."""
    values = strength_values(shown)
    return values.sub(values.iloc[:, 0], axis=0).iloc[:, 1:]


def _difference(item: Answered, first: Place, other: Place) -> Difference:
    year = newest_year(item.question)
    here, there = item.value(first.id, year), item.value(other.id, year)
    return Difference(item.question, year, first, other, here, there)
