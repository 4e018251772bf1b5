"""Figures of the map: every region of a level, over all years."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from s3dash import codes, config
from s3dash.indicators import (
    REFERENCE_PLACES,
    Place,
    Question,
    figures,
    place,
    places_of,
    same_place,
)
from s3dash.state import Options, View
from s3dash.views.answers import Answered, answered


@dataclass(frozen=True)
class MapFigures:
    """What the map shows: every region of the level, and the selected ones beyond it.

    `years` are those in which the map has something to draw: a year that only other levels
    have is left out, unless it was asked for.
    """

    areas: Answered
    lines: Answered
    years: tuple[int, ...]


def map_figures(options: Options, view: View) -> MapFigures:
    """Figures of the map of a view, for all its years."""
    question = view.question(options.indicators)
    areas = answered(options, question, places_of(options.release, view.level))
    drawn = {item.id for item in areas.places}
    selected = same_place(options.release, view.regions, view.level)
    beyond = dict.fromkeys((*_beside(question, view), *(k for k in selected if k not in drawn)))
    lines = answered(options, question, [place(options.release, key) for key in beyond])
    return MapFigures(areas, lines, _drawn_years(areas, view.year))


def _beside(question: Question, view: View) -> tuple[str, ...]:
    """Larger areas whose own figure stands in the ranking: the region, and the reference."""
    region = config.region().id
    return (region,) if question.reference else (region, REFERENCE_PLACES[view.reference])


def _drawn_years(areas: Answered, asked: int) -> tuple[int, ...]:
    """Years in which more places speak than the cities that have their figures from elsewhere."""
    speak = (areas.found.status != codes.STATUSES.index(codes.NOT_PUBLISHED)).sum(axis=0)
    most = speak.max(initial=0)
    return tuple(
        year
        for year, count in zip(areas.found.years, speak, strict=True)
        if count == most or year == asked
    )


def map_table(options: Options, view: View) -> pd.DataFrame:
    """Rows of the map: every region of its level, then the selected ones beyond it.

    The areas that the ranking draws dashed beside them are rows only where selected: a link
    that was given away keeps its table byte for byte. `table --indicator … --regions RUHR,DE` has
    their figures.
    """
    question = view.question(options.indicators)
    places = list(places_of(options.release, view.level))
    drawn = {item.id for item in places}
    for key in same_place(options.release, view.regions, view.level):
        if key not in drawn:
            places.append(place(options.release, key))
    return figures(options.release, question, places, [view.year])


def selected_places(options: Options, view: View) -> tuple[Place, ...]:
    """Selected places as they are written at the level of the view."""
    keys = same_place(options.release, view.regions, view.level)
    return tuple(place(options.release, key) for key in keys)
