"""Figures of the profile of one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from s3dash import codes, config
from s3dash.indicators import Place, figures, no_figures, place, to_rows
from s3dash.state import Options, View
from s3dash.views.answers import (
    COMPARED_WITH,
    Answered,
    KeyFigure,
    answered,
    key_figure,
    newest_rows,
    plain_question,
    sector_strengths,
    theme_strengths,
)
from s3dash.views.findings import findings_table
from s3dash.views.growth import Growth, growth

KEY_FIGURES: Final = (
    "population",
    "population_growth",
    "people_and_jobs_density",
    "employees",
    "employee_growth",
    "unemployment_rate",
    "gdp_per_head",
    "gdp_per_worker",
    "industrial_export_share",
    "academic_share",
    "students_per_1000",
    "doctors_per_10000",
    "overnight_stays_per_head",
    "needy_persons_per_1000",
)
"""Indicators of a profile, in its order; a place without the level gets those that it has."""


@dataclass(frozen=True)
class Part:
    """Figures of one place in a profile.

    Parameters
    ----------
    sectors, themes : strengths, one answer a field; empty for a municipality inside a Kreis
    key_figures : newest figures
    changes : what is shown over all years, for the place and `COMPARED_WITH`
    evidence : for each theme the newest figures of the indicators that speak of it
    growth : how the change of employees is made up; None for a municipality inside a Kreis
    """

    place: Place
    sectors: tuple[Answered, ...]
    themes: tuple[Answered, ...]
    key_figures: tuple[KeyFigure, ...]
    changes: tuple[Answered, ...]
    evidence: tuple[Evidence, ...]
    growth: Growth | None


@dataclass(frozen=True)
class Evidence:
    """Figures beside the headcount that say something about a theme."""

    theme: config.Theme
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Profile:
    """Figures of a profile. `district` is the Kreis of a municipality inside one, else None."""

    options: Options
    view: View
    own: Part
    district: Part | None

    @property
    def table(self) -> pd.DataFrame:
        """Every figure that the profile shows; made anew each time, as profiles are kept."""
        parts = [self.own] + ([self.district] if self.district else [])
        tables = [_part_table(self.options, part) for part in parts]
        tables += [findings_table(self.options, self.view, part.place) for part in parts]
        return pd.concat(tables).drop_duplicates(ignore_index=True)


def subject(options: Options, view: View) -> Place:
    """Place that a profile is about: the first selected one, or the whole region."""
    key = view.regions[0] if view.regions else config.region().id
    return place(options.release, key)


def profile_places(options: Options, view: View) -> tuple[Place, ...]:
    """Place that a profile is about; after a municipality inside a Kreis, the Kreis."""
    about = subject(options, view)
    if about.level != codes.MUNICIPALITY:
        return (about,)
    district = place(options.release, codes.district_of(about.id))
    city = district.id in config.region().independent_cities
    return (district,) if city else (about, district)


@lru_cache(maxsize=256)
def profile(options: Options, view: View) -> Profile:
    """Figures of the profile of a view."""
    about, *around = profile_places(options, view)
    if not around:
        part = _part(options, view, about, codes.DISTRICT, strengths=True)
        return Profile(options, view, part, None)
    own = _part(options, view, about, codes.MUNICIPALITY, strengths=False)
    district = _part(options, view, around[0], codes.DISTRICT, strengths=True)
    return Profile(options, view, own, district)


def _part(options: Options, view: View, about: Place, level: str, *, strengths: bool) -> Part:
    return Part(
        place=about,
        sectors=sector_strengths(options, view, [about]) if strengths else (),
        themes=theme_strengths(options, view, [about]) if strengths else (),
        key_figures=tuple(_key_figures(options, about, level)),
        changes=tuple(_changes(options, about)),
        evidence=tuple(_evidence(options, about, level)),
        growth=growth(options, about) if strengths else None,
    )


def _evidence(options: Options, about: Place, level: str) -> Iterator[Evidence]:
    """Evidence for each theme at a level; a theme without any is left out."""
    for theme in options.release.themes.values():
        indicators = [options.indicators[name] for name in theme.evidence]
        found = [
            key_figure(options, plain_question(indicator), about, level)
            for indicator in indicators
            if level in indicator.levels
        ]
        if known := tuple(figure for figure in found if figure is not None):
            yield Evidence(theme, known)


def _changes(options: Options, about: Place) -> list[Answered]:
    """Employees and population over time, where the place itself has any."""
    keys = dict.fromkeys((about.id, *COMPARED_WITH))
    places = [place(options.release, key) for key in keys]
    found = [
        answered(options, plain_question(options.indicators[name]), places)
        for name in ("employees", "population")
    ]
    return [item for item in found if item.newest(about.id) is not None]


def _key_figures(options: Options, about: Place, level: str) -> list[KeyFigure]:
    found = []
    for name in KEY_FIGURES:
        indicator = options.indicators[name]
        if level in indicator.levels:
            figure = key_figure(options, plain_question(indicator), about, level)
            if figure:
                found.append(figure)
    return found


def _part_table(options: Options, part: Part) -> pd.DataFrame:
    tables = [newest_rows(options, item) for item in (*part.sectors, *part.themes)]
    shown = [*part.key_figures, *(figure for item in part.evidence for figure in item.figures)]
    for figure in shown:
        question = figure.answered.question
        others = [place(options.release, key) for key in COMPARED_WITH if key != part.place.id]
        trend = figures(options.release, question, [part.place], figure.answered.found.years)
        tables += [trend, figures(options.release, question, others, [figure.year])]
    tables += [to_rows(options.release, c.question, c.places, c.found) for c in part.changes]
    tables += [part.growth.table] if part.growth else []
    return pd.concat(tables, ignore_index=True) if tables else no_figures()
