"""The figures of each page for a View: what page, command line and export have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import pandas as pd

from s3dash import codes, config, measures, state
from s3dash.indicators import (
    REFERENCE_PLACES,
    SECTOR,
    THEME,
    TOTALS,
    Amounts,
    Flows,
    Indicator,
    Place,
    Question,
    answer,
    figures,
    flow_rows,
    flows,
    no_figures,
    place,
    places_of,
    same_place,
    to_rows,
)
from s3dash.state import Options, View

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

COMPARED_WITH: Final = ("RUHR", "NRW", "DE")
SUB_REGIONS: Final = tuple(config.region().groups)


@dataclass(frozen=True, eq=False)
class Answered:
    """A question with its answer for some places over all years; one object for each."""

    question: Question
    places: tuple[Place, ...]
    found: Amounts

    def row(self, key: str) -> int:
        """Position of a place, by its id."""
        return [item.id for item in self.places].index(key)

    def value(self, key: str, year: int) -> float:
        """Value of a place in a year; NaN if it has none."""
        return float(self.found.at([year]).value[self.row(key), 0])

    def status(self, key: str, year: int) -> str:
        """Status of the same figure."""
        return codes.STATUSES[self.found.at([year]).status[self.row(key), 0]]

    def newest(self, key: str) -> int | None:
        """Newest year in which a place has a figure, or a reason why it has none in the source."""
        speaks = self.found.status[self.row(key)] <= codes.STATUSES.index(codes.MISSING)
        return int(np.array(self.found.years)[speaks].max()) if speaks.any() else None


def answered(options: Options, question: Question, places: Sequence[Place]) -> Answered:
    """Answer a question for some places; the same question is answered once per process."""
    return _answered(options, question, tuple(places))


@lru_cache(maxsize=1024)
def _answered(options: Options, question: Question, places: tuple[Place, ...]) -> Answered:
    return Answered(question, places, answer(options.release, question, places))


# --- map -----------------------------------------------------------------------------------


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
    """Rows of the map: every region of its level, then the selected ones beyond it."""
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


# --- profile -------------------------------------------------------------------------------


@dataclass(frozen=True)
class KeyFigure:
    """One key figure of a place: its newest value among the places of its level.

    `rank` is None where there is none to give; `among` says how many places have a value.
    `compared` holds the figures of `COMPARED_WITH` in the same year.
    """

    answered: Answered
    key: str
    year: int
    rank: int | None
    among: int

    @property
    def indicator(self) -> Indicator:
        """Entry of the catalogue."""
        return self.answered.question.indicator

    def value(self, key: str | None = None) -> float:
        """Value of the place itself, or of one that it is compared with; NaN if unknown."""
        return self.answered.value(key or self.key, self.year)

    def status(self, key: str | None = None) -> str:
        """Status of the same figure."""
        return self.answered.status(key or self.key, self.year)


@dataclass(frozen=True)
class Part:
    """Figures of one place in a profile.

    Parameters
    ----------
    sectors, themes : strengths, one answer a field; empty for a municipality inside a Kreis
    key_figures : newest figures
    changes : what is shown over all years, for the place and `COMPARED_WITH`
    evidence : for each theme the newest figures of the indicators that speak of it
    """

    place: Place
    sectors: tuple[Answered, ...]
    themes: tuple[Answered, ...]
    key_figures: tuple[KeyFigure, ...]
    changes: tuple[Answered, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Evidence:
    """Figures beside the headcount that say something about a theme."""

    theme: config.Theme
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Profile:
    """Figures of a profile. `district` is the Kreis of a municipality inside one, else None."""

    options: Options
    own: Part
    district: Part | None

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every figure that the profile shows."""
        parts = [self.own] + ([self.district] if self.district else [])
        tables = [_part_table(self.options, part) for part in parts]
        return pd.concat(tables).drop_duplicates(ignore_index=True)


def subject(options: Options, view: View) -> Place:
    """Place that a profile is about: the first selected one, or the whole region."""
    key = view.regions[0] if view.regions else config.region().id
    return place(options.release, key)


def profile(options: Options, view: View) -> Profile:
    """Figures of the profile of a view."""
    about = subject(options, view)
    if about.level == codes.MUNICIPALITY:
        key = about.id[:5]
        if key in config.region().independent_cities:
            about = place(options.release, key)
        else:
            own = _part(options, view, about, codes.MUNICIPALITY, strengths=False)
            district = place(options.release, key)
            return Profile(
                options, own, _part(options, view, district, codes.DISTRICT, strengths=True)
            )
    return Profile(options, _part(options, view, about, codes.DISTRICT, strengths=True), None)


def _part(options: Options, view: View, about: Place, level: str, *, strengths: bool) -> Part:
    return Part(
        place=about,
        sectors=sector_strengths(options, view, [about]) if strengths else (),
        themes=theme_strengths(options, view, [about]) if strengths else (),
        key_figures=tuple(_key_figures(options, about, level)),
        changes=tuple(_changes(options, about)),
        evidence=tuple(_evidence(options, about, level)),
    )


def _evidence(options: Options, about: Place, level: str) -> Iterator[Evidence]:
    """Evidence for each theme at a level; a theme without any is left out."""
    for theme in config.themes().values():
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


def strengths_reference(view: View) -> str:
    """Reference that strengths are measured against: the view's, or Germany."""
    return view.reference or state.REFERENCES[0]


def sector_strengths(options: Options, view: View, places: Sequence[Place]) -> tuple[Answered, ...]:
    """Location quotients of the eleven disjoint sectors, one answer a sector."""
    indicator = options.indicators["location_quotient"]
    return tuple(
        answered(options, Question(indicator, SECTOR, code, strengths_reference(view)), places)
        for code in codes.SECTORS
    )


def theme_strengths(options: Options, view: View, places: Sequence[Place]) -> tuple[Answered, ...]:
    """Location quotients of the themes, one answer a theme."""
    indicator = options.indicators["theme_location_quotient"]
    return tuple(
        answered(options, Question(indicator, THEME, key, strengths_reference(view)), places)
        for key in config.themes()
    )


def _key_figures(options: Options, about: Place, level: str) -> list[KeyFigure]:
    found = []
    for name in KEY_FIGURES:
        indicator = options.indicators[name]
        if level in indicator.levels:
            figure = key_figure(options, plain_question(indicator), about, level)
            if figure:
                found.append(figure)
    return found


def plain_question(indicator: Indicator) -> Question:
    """Question about an indicator with its default field and the longest or newest period."""
    kind = indicator.fields[0] if indicator.fields else ""
    year = indicator.years(kind)[-1]
    base = indicator.base_years(year, kind)[0] if indicator.compares_years else None
    reference = state.REFERENCES[0] if state.REFERENCES[0] in indicator.references else ""
    return Question(indicator, kind, indicator.default_field or "", reference, base)


def key_figure(options: Options, question: Question, about: Place, level: str) -> KeyFigure | None:
    """Newest figure of a place with its rank among the places of a level, if it has any."""
    peers = places_of(options.release, level)
    keys = [item.id for item in peers]
    others = [place(options.release, key) for key in COMPARED_WITH if key != about.id]
    extra = [] if about.id in keys else [about]
    found = answered(options, question, [*peers, *extra, *others])
    year = found.newest(about.id)
    if year is None:
        return None
    column = found.found.years.index(year)
    values = found.found.value[: len(peers), column]
    own = about.id in keys and not np.isnan(values[keys.index(about.id)])
    rank = int(measures.rank(values)[keys.index(about.id)]) if own else None
    return KeyFigure(found, about.id, year, rank, int((~np.isnan(values)).sum()))


def _part_table(options: Options, part: Part) -> pd.DataFrame:
    tables = [_newest_rows(options, item) for item in (*part.sectors, *part.themes)]
    shown = [*part.key_figures, *(figure for item in part.evidence for figure in item.figures)]
    for figure in shown:
        question = figure.answered.question
        others = [place(options.release, key) for key in COMPARED_WITH if key != part.place.id]
        trend = figures(options.release, question, [part.place], figure.answered.found.years)
        tables += [trend, figures(options.release, question, others, [figure.year])]
    tables += [to_rows(options.release, c.question, c.places, c.found) for c in part.changes]
    return pd.concat(tables, ignore_index=True) if tables else no_figures()


def strongest(strengths: Sequence[Answered], key: str, most: int = 3) -> list[Answered]:
    """Fields in which a place is stronger than the reference, the strongest first."""
    found = [(item.value(key, newest_year(item.question)), item) for item in strengths]
    above = sorted((pair for pair in found if pair[0] > 1), key=lambda pair: -pair[0])
    return [item for _, item in above[:most]]


def has_figures(answers: Sequence[Answered], key: str) -> bool:
    """Whether any of the newest figures of a place is known."""
    return any(not np.isnan(item.value(key, newest_year(item.question))) for item in answers)


def newest_year(question: Question) -> int:
    """Newest year that a question can be answered for."""
    return question.indicator.years(question.kind)[-1]


def _newest_rows(options: Options, item: Answered) -> pd.DataFrame:
    newest = item.found.at([newest_year(item.question)])
    return to_rows(options.release, item.question, item.places, newest)


# --- comparison ----------------------------------------------------------------------------


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
        strengths = [_newest_rows(self.options, item) for item in (*self.sectors, *self.themes)]
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


# --- what is known -------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """What the release knows of a place by one indicator.

    `place` is the place itself or, where the indicator stops at the districts, the Kreis that it
    lies in; `figure` is None where there is no figure in any year.
    """

    indicator: Indicator
    place: Place
    figure: KeyFigure | None


def known_figures(options: Options, about: Place) -> tuple[Known, ...]:
    """Newest figure of a place by every indicator, at the finest level that speaks of it."""
    return tuple(_known(options, entry, about) for entry in options.indicators.values())


def _known(options: Options, indicator: Indicator, about: Place) -> Known:
    level = indicator.map_levels[0]
    own = place(options.release, same_place(options.release, [about.id], level)[0])
    if level == codes.DISTRICT and own.level == codes.MUNICIPALITY:
        own = place(options.release, codes.district_of(own.id))
    if own.level not in (codes.MUNICIPALITY, codes.DISTRICT):
        level = indicator.map_levels[-1]
    elif own.level in indicator.levels:
        level = own.level
    return Known(indicator, own, key_figure(options, plain_question(indicator), own, level))


# --- start and data ------------------------------------------------------------------------


def start_strengths(options: Options, view: View) -> tuple[Answered, ...]:
    """Location quotients of the themes for every district: the small maps of the start page."""
    return theme_strengths(options, view, places_of(options.release, codes.DISTRICT))


def _start_table(options: Options, view: View) -> pd.DataFrame:
    tables = [_newest_rows(options, item) for item in start_strengths(options, view)]
    return pd.concat(tables, ignore_index=True)


# --- flows ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class FlowFigures:
    """Flows of commuters of a view, and how many commuters there are in all.

    `total` and `balance` are None where the flows between all districts are shown.
    """

    flows: Flows
    total: KeyFigure | None
    balance: KeyFigure | None


def flow_place(options: Options, view: View) -> Place | None:
    """District whose flows a view shows: the first selected one, or the Kreis around it."""
    for key in view.regions[:1]:
        district = codes.district_of(key) if codes.is_ags(key) and len(key) > 2 else key
        if district in config.region().districts:
            return place(options.release, district)
    return None


def flow_figures(options: Options, view: View) -> FlowFigures:
    """Flows of the first selected district, or between all districts."""
    about = flow_place(options, view)
    found = flows(options.release, about, view.direction)
    if about is None:
        return FlowFigures(found, None, None)
    total, balance = (
        key_figure(options, plain_question(options.indicators[name]), about, codes.DISTRICT)
        for name in (TOTALS[view.direction], "district_commuter_balance")
    )
    return FlowFigures(found, total, balance)


def flow_table(options: Options, view: View) -> pd.DataFrame:
    """Rows of the flows that a view shows, the largest first."""
    found = flows(options.release, flow_place(options, view), view.direction)
    return flow_rows(options.release, found, options.indicators[TOTALS[view.direction]])


# --- trace ---------------------------------------------------------------------------------


def traced_place(options: Options, view: View) -> Place:
    """Place whose figure a view traces: the first selected one, else the whole region."""
    keys = same_place(options.release, view.regions[:1], view.level) or (config.region().id,)
    return place(options.release, keys[0])


def _trace_table(options: Options, view: View) -> pd.DataFrame:
    question = view.question(options.indicators)
    return figures(options.release, question, [traced_place(options, view)], [view.year])


_TABLES: Final[dict[str, Callable[[Options, View], pd.DataFrame]]] = {
    state.START: _start_table,
    state.MAP: map_table,
    state.PROFILE: lambda options, view: profile(options, view).table,
    state.COMPARISON: lambda options, view: comparison(options, view).table,
    state.FLOWS: flow_table,
    state.DATA: map_table,
    state.TRACE: _trace_table,
    state.IMPRINT: lambda options, view: no_figures(),
}


def table(options: Options, view: View) -> pd.DataFrame:
    """Every figure that the page of a view shows, as a tidy table (columns of the indicators).

    The data page shows the table of the chosen indicator, as the map does; the imprint shows none.
    """
    return _TABLES[view.page](options, view)
