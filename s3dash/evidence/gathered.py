"""The figures behind an evidence sheet, from the same functions as the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import pandas as pd

from s3dash import codes, config, state, views
from s3dash.indicators import COLUMNS, OCCUPATION, THEME, Place, Question, place, to_rows
from s3dash.indicators.places import OWN_GROUP, same_place
from s3dash.state import Options, View
from s3dash.text import text
from s3dash.views import Answered, Cooperation, KeyFigure, answered, key_figure, plain_question
from s3dash.views.themes import SHARE, Standing, Strength, strength, themes_view

LEAST: Final = 2
MOST: Final = 4
"""Places that a sheet can bring together."""


class EvidenceError(ValueError):
    """A sheet that cannot be made; the message says what is possible."""


@dataclass(frozen=True)
class Group:
    """Quotients and employees of an occupation group of the theme."""

    code: str
    quotient: Answered
    employees: Answered


@dataclass(frozen=True)
class Hint:
    """A figure beside the headcount: the newest of each place that was asked for.

    None where it is not published at the place's level.
    """

    figures: tuple[KeyFigure | None, ...]


@dataclass(frozen=True, eq=False)
class Gathered:
    """Figures of a sheet.

    Parameters
    ----------
    view : the page of themes with the field in focus and the places selected
    asked : places as they were asked for
    about : districts that the figures by occupation are about, each once
    field : figures of all districts of the region, the region and Germany
    whole : the districts taken together; None where there is only one
    together : quotient, employees and change of `whole`, and its share in the region's employees
    groups : of a theme, all its occupation groups
    hints : of a theme, figures of the places themselves
    pairs : each pair of places, with the page of cooperation that is about it
    """

    options: Options
    view: View
    asked: tuple[Place, ...]
    about: tuple[Place, ...]
    field: Strength
    whole: Place | None
    together: tuple[Answered, ...]
    groups: tuple[Group, ...]
    hints: tuple[Hint, ...]
    pairs: tuple[Cooperation, ...]

    @property
    def lang(self) -> str:
        """Language of the sheet."""
        return self.view.lang

    @property
    def year(self) -> int:
        """Year of the figures by occupation."""
        return self.field.year

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Standings of `about`, in its order."""
        by_id = {item.place.id: item for item in (*self.field.districts, *self.field.beyond)}
        return tuple(by_id[item.id] for item in self.about)

    def standing(self, key: str) -> Standing:
        """Standing of the region or of Germany."""
        return next(item for item in self.field.beyond if item.place.id == key)

    def district(self, item: Place) -> Place:
        """District whose figures by occupation stand for a place."""
        key = codes.district_of(item.id) if item.level == codes.MUNICIPALITY else item.id
        return next(found for found in self.about if found.id == key)

    @property
    def towns(self) -> tuple[Place, ...]:
        """Municipalities inside a Kreis among the places."""
        return tuple(item for item in self.asked if item.level == codes.MUNICIPALITY)

    def table(self) -> pd.DataFrame:
        """Every figure that the sheet can name, with the columns of the page of cooperation."""
        tables = [*self._rows(), *(views.cooperation_table(p.options, p.view) for p in self.pairs)]
        joined = pd.concat(tables, ignore_index=True)
        for name in ("partner", "partner_name", "organisation"):
            joined[name] = joined[name].fillna("") if name in joined else ""
        extra = [name for name in joined.columns if name not in COLUMNS]
        return joined.loc[:, [*COLUMNS, *extra]].drop_duplicates(ignore_index=True)

    def _rows(self) -> Iterator[pd.DataFrame]:
        found = self.field
        shown = [(found.quotients, found.quotients.found.years)]
        shown += [(item, (self.year,)) for item in (found.employees, found.changes, found.stars)]
        shown += [(item, (self.year,)) for item in (*self.together, found.germany)]
        for group in self.groups:
            shown += [(group.quotient, (self.year,)), (group.employees, (self.year,))]
        for hint in self.hints:
            shown += [(item.answered, (item.year,)) for item in hint.figures if item is not None]
        for item, years in shown:
            yield to_rows(self.options.release, item.question, item.places, item.found.at(years))


def is_possible(options: Options, focus: str, regions: Sequence[str]) -> bool:
    """Whether there can be a sheet for some places and a field."""
    try:
        _kind(options, focus)
        _asked(options, regions)
    except EvidenceError:
        return False
    return True


def gather(options: Options, focus: str, regions: Sequence[str], lang: str) -> Gathered:
    """Figures for a joint project of some places in a field.

    Parameters
    ----------
    focus : id of a theme, or an occupation group
    regions : keys of two to four municipalities and districts of the region

    Raises
    ------
    EvidenceError
        If the field or a place is unknown, or there are too few or too many places.
    """
    kind = _kind(options, focus)
    asked = _asked(options, regions)
    query = {"focus": focus, "regions": ",".join(item.id for item in asked), "lang": lang}
    view, _ = state.read_view(query, options, page=state.THEMES)
    keys = dict.fromkeys(_district_key(item) for item in asked)
    about = tuple(place(options.release, key) for key in keys)
    field = strength(options, themes_view(options, view))
    assert field is not None
    whole = _whole(options, about, lang)
    is_theme = kind == THEME
    return Gathered(
        options=options,
        view=view,
        asked=asked,
        about=about,
        field=field,
        whole=whole,
        together=_together(options, field, whole) if whole else (),
        groups=_groups(options, focus, about) if is_theme else (),
        hints=_hints(options, focus, asked) if is_theme else (),
        pairs=tuple(_pairs(options, view, asked)),
    )


def _kind(options: Options, focus: str) -> str:
    if focus in options.release.themes:
        return THEME
    if focus in views.occupations(options):
        return OCCUPATION
    possible = ", ".join(options.release.themes)
    raise EvidenceError(f"'{focus}' is no theme and no occupation group; themes are {possible}")


def _asked(options: Options, regions: Sequence[str]) -> tuple[Place, ...]:
    """Places by their keys; an independent city is a district."""
    districts = set(config.region().districts)
    found = []
    for key in same_place(options.release, regions, codes.DISTRICT):
        item = state.find_place(options.release, key)
        inside = item is not None and item.level in (codes.MUNICIPALITY, codes.DISTRICT)
        if item is None or not inside or _district_key(item) not in districts:
            raise EvidenceError(
                f"'{key}' is no municipality and no district of {config.region().name.de}"
            )
        found.append(item)
    if not LEAST <= len(found) <= MOST:
        raise EvidenceError(
            f"{len(found)} different places were given; a sheet needs {LEAST} to {MOST}"
        )
    return tuple(found)


def _district_key(item: Place) -> str:
    return codes.district_of(item.id) if item.level == codes.MUNICIPALITY else item.id


def _whole(options: Options, about: Sequence[Place], lang: str) -> Place | None:
    if len(about) < LEAST:
        return None
    keys = (text("evidence.together", lang), *(item.id for item in about))
    return place(options.release, OWN_GROUP.join(keys))


def _together(options: Options, field: Strength, whole: Place) -> tuple[Answered, ...]:
    """Quotient, employees, change, and the share in the region's employees of the field."""
    questions = [item.question for item in (field.quotients, field.employees, field.changes)]
    share = options.indicators[SHARE]
    questions.append(Question(share, field.kind, field.field, "ruhr"))
    return tuple(answered(options, question, (whole,)) for question in questions)


def _groups(options: Options, theme: str, about: Sequence[Place]) -> tuple[Group, ...]:
    def ask(name: str, code: str, reference: str = "") -> Answered:
        question = Question(options.indicators[name], OCCUPATION, code, reference)
        return answered(options, question, about)

    return tuple(
        Group(code, ask(state.DEFAULT_INDICATOR, code, "germany"), ask("employees", code))
        for code in options.release.themes[theme].occupations
    )


def _hints(options: Options, theme: str, asked: Sequence[Place]) -> tuple[Hint, ...]:
    found = (
        Hint(tuple(_hint(options, name, item) for item in asked))
        for name in options.release.themes[theme].evidence
    )
    return tuple(hint for hint in found if any(hint.figures))


def _hint(options: Options, name: str, item: Place) -> KeyFigure | None:
    """Newest figure of a place; of a city as a municipality, where it is published for those."""
    indicator = options.indicators[name]
    city = item.id in config.region().independent_cities
    if city and codes.MUNICIPALITY in indicator.levels:
        item = place(options.release, codes.municipality_key(item.id))
    if item.level not in indicator.levels:
        return None
    return key_figure(options, plain_question(indicator), item, item.level)


def _pairs(options: Options, view: View, asked: Sequence[Place]) -> Iterator[Cooperation]:
    """Pairs of places of different districts; a Kreis is no partner of itself."""
    for one, other in combinations(asked, 2):
        if _district_key(one) != _district_key(other):
            both = state.with_regions(replace(view, page=state.COOPERATION), (one.id, other.id))
            yield views.cooperation_figures(options, both)
