"""Figures of the page of themes: where a field is strong, what makes it up, and who does what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from s3dash import codes, config, measures, state
from s3dash.analysis.division import Arrangement, arrange, leading
from s3dash.indicators import (
    OCCUPATION,
    SECTOR,
    STARS,
    THEME,
    Place,
    Question,
    place,
    places_of,
    same_place,
    to_rows,
)
from s3dash.indicators.amounts import Floats
from s3dash.indicators.stars import Criteria, criteria
from s3dash.state import Options, View
from s3dash.views.answers import (
    Answered,
    KeyFigure,
    answered,
    key_figure,
    plain_question,
    theme_strengths,
)

EMPLOYEES: Final = "employees"
CHANGE: Final = "employee_growth"
QUOTIENT: Final = {THEME: "theme_location_quotient"}
"""Location quotient of a kind of field, where it is not the general one."""

SHARE: Final = "share_of_area"
FIGURES: Final = {"share": SHARE, "change": CHANGE}
"""Indicator behind the figures of the division of labour that are no quotients."""

MATRIX_KINDS: Final = dict(zip(state.MATRICES, (THEME, SECTOR), strict=True))
NATION, REGION = "DE", "RUHR"
GROUP_FIGURES: Final = ("share_of_theme", state.DEFAULT_INDICATOR, EMPLOYEES, CHANGE)
"""Indicators of an occupation group, in the order of `Group`."""

BEST: Final = 10
"""German districts that are listed as the strongest."""

LINES: Final = 3
"""Strongest districts that lines over time are drawn for; the selected places come on top."""

EVIDENCE: Final = 5
"""Places that are listed for each figure below the districts."""


def themes_view(options: Options, view: View) -> View:
    """View whose indicator, field, year and period are those of the page of themes.

    The focus decides the field. What another page's indicator brought along gives way to the
    stars, whose years and references this page has.
    """
    kind, field = focus_of(options, view) or (THEME, next(iter(options.release.themes)))
    if (view.indicator, view.kind, view.field) == (STARS, kind, field):
        return view
    return state.choose(view, options, indicator=STARS, **{kind: field})


def focus_of(options: Options, view: View) -> tuple[str, str] | None:
    """Kind and code of the field that the page is about; None for all themes at a glance."""
    if not view.focus:
        return None
    if view.focus in options.release.themes:
        return THEME, view.focus
    return (SECTOR if view.focus in codes.SECTORS else OCCUPATION), view.focus


def asked(options: Options, view: View, name: str, kind: str, field: str) -> Question:
    """Question about an indicator of a field, with the view's reference, period and cut-offs."""
    indicator = options.indicators[name]
    reference = view.reference if indicator.references else ""
    base = period(options, view, kind)[0] if indicator.compares_years else None
    rule = view.rule if indicator.measure == STARS else Question(indicator).rule
    return Question(indicator, kind, field, reference, base, rule)


def period(options: Options, view: View, kind: str) -> tuple[int, int]:
    """First and last year for a kind of field: the view's, or the nearest that there are."""
    years = options.indicators[STARS].years_by_kind[kind]
    last = min(years[1:], key=lambda year: abs(year - view.year))
    wanted = years[0] if view.base is None else view.base
    earlier = [year for year in years if year < last]
    return min(earlier, key=lambda year: abs(year - wanted)), last


@dataclass(frozen=True)
class Standing:
    """A place's strength in a field: its figures, and which of the three criteria hold.

    `size`, `specialisation` and `growth` are True, False, or None where suppressed cells leave it
    open or, for the size of a place that is no district, where it has no meaning.
    `rank` is the place's rank by location quotient among the districts of Germany, best and worst
    possible; None for a place that is none.
    """

    place: Place
    quotient: float
    employees: float
    change: float
    stars: float
    size: bool | None
    specialisation: bool | None
    growth: bool | None
    rank: tuple[int, int] | None


@dataclass(frozen=True)
class Group:
    """An occupation group of a theme: its share of the theme, and its figures.

    Each answer is for the place that the groups are shown for, and for Germany.
    """

    code: str
    share: Answered
    quotient: Answered
    employees: Answered
    changes: Answered


@dataclass(frozen=True)
class Strength:
    """All figures about one field.

    Parameters
    ----------
    kind, field : of the field
    base, year : of the change, and of everything else
    quotients, employees, changes, stars : answers for the districts, the region, Germany, and the
        selected places beside them
    criteria : of the same places
    districts : the region's districts, the strongest first
    beyond : the region as a whole, and selected places beyond its districts
    germany : quotients of all districts of Germany
    best, best_figures : the strongest districts of Germany, then the region's best if it is not
        among them; and their quotients, employees, changes and stars
    ranked : number of districts of Germany that have a figure, or at least a range
    about : place whose occupation groups are shown
    groups : of a theme, the largest first; empty for other fields
    """

    kind: str
    field: str
    base: int
    year: int
    quotients: Answered
    employees: Answered
    changes: Answered
    stars: Answered
    criteria: Criteria
    districts: tuple[Standing, ...]
    beyond: tuple[Standing, ...]
    germany: Answered
    best: tuple[Standing, ...]
    best_figures: tuple[Answered, ...]
    ranked: int
    about: Place
    groups: tuple[Group, ...]

    @property
    def column(self) -> int:
        """Position of the year in the figures of the criteria."""
        return self.criteria.size.figure.years.index(self.year)

    @property
    def cut_off(self) -> float:
        """Employees from which on a district counts as large."""
        return float(self.criteria.cut_off.value[self.criteria.cut_off.years.index(self.year)])

    @property
    def national_growth(self) -> float:
        """Growth in per cent that a place must exceed: that of Germany and the lead."""
        return float(self.criteria.growth.against[0, self.column])


def strength(options: Options, view: View) -> Strength | None:
    """Figures about the field in focus; None without one."""
    focus = focus_of(options, view)
    if focus is None:
        return None
    kind, field = focus
    base, year = period(options, view, kind)
    places = _places(options, view)
    about = _about(options, view)
    names = (_quotient(kind), EMPLOYEES, CHANGE, STARS)
    found = _figures(options, view, names, kind, field, places)
    quotients, employees, changes, stars = found
    held = _criteria(options, stars.question, places)
    germany = answered(options, quotients.question, _german_districts(options, kind))
    ranks = _ranks(germany, year)
    best_figures, best = _best(options, view, kind, field, germany, ranks)
    standings = {
        item.id: _standing(i, item, year, found, held, ranks) for i, item in enumerate(places)
    }
    inside = set(config.region().districts)
    return Strength(
        kind=kind,
        field=field,
        base=base,
        year=year,
        quotients=quotients,
        employees=employees,
        changes=changes,
        stars=stars,
        criteria=held,
        districts=_falling(item for key, item in standings.items() if key in inside),
        beyond=tuple(item for key, item in standings.items() if key not in inside),
        germany=germany,
        best=best,
        best_figures=best_figures,
        ranked=len(ranks),
        about=about,
        groups=_groups(options, view, field, about) if kind == THEME else (),
    )


def _quotient(kind: str) -> str:
    return QUOTIENT.get(kind, state.DEFAULT_INDICATOR)


def _places(options: Options, view: View) -> tuple[Place, ...]:
    """The region's districts, then the region, Germany, and what is selected beyond them."""
    districts = places_of(options.release, codes.DISTRICT)
    selected = same_place(options.release, view.regions, codes.DISTRICT)
    known = {item.id for item in districts}
    more = dict.fromkeys((REGION, NATION, *(key for key in selected if key not in known)))
    others = [place(options.release, key) for key in more]
    return (*districts, *(item for item in others if item.level != codes.MUNICIPALITY))


def _about(options: Options, view: View) -> Place:
    """Place whose occupation groups are shown: the first selected district or larger area."""
    for key in same_place(options.release, view.regions, codes.DISTRICT):
        if (found := place(options.release, key)).level != codes.MUNICIPALITY:
            return found
    return place(options.release, REGION)


def _german_districts(options: Options, kind: str) -> tuple[Place, ...]:
    """Every district of Germany that the source has."""
    variable = options.indicators[EMPLOYEES].variables[kind]
    keys = (key for key in options.release.cube(variable).ags if len(key) == 5)
    return tuple(place(options.release, key) for key in keys)


@lru_cache(maxsize=256)
def _criteria(options: Options, question: Question, places: tuple[Place, ...]) -> Criteria:
    return criteria(options.release, question, places)


def _ranks(germany: Answered, year: int) -> dict[str, tuple[int, int]]:
    """Best and worst possible rank of each district of Germany that has a figure or a range."""
    found = germany.found.at([year])
    best, worst = measures.rank_range(found.low[:, 0], found.high[:, 0])
    return {
        item.id: (int(first), int(last))
        for item, first, last in zip(germany.places, best, worst, strict=True)
        if not np.isnan(first)
    }


def _standing(
    row: int,
    about: Place,
    year: int,
    figures: Sequence[Answered],
    held: Criteria,
    ranks: dict[str, tuple[int, int]],
) -> Standing:
    column = held.size.figure.years.index(year)
    size, specialisation, growth = (
        _mark(item.surely[row, column], item.possibly[row, column]) for item in held.each()
    )
    quotient, employees, change, stars = (item.value(about.id, year) for item in figures)
    return Standing(
        place=about,
        quotient=quotient,
        employees=employees,
        change=change,
        stars=stars,
        size=size,
        specialisation=specialisation,
        growth=growth,
        rank=ranks.get(about.id),
    )


def _mark(surely: float, possibly: float) -> bool | None:
    """Whether a criterion holds; None where that is not certain."""
    return bool(surely) if surely == possibly else None


def _falling(items: Iterator[Standing]) -> tuple[Standing, ...]:
    """The strongest first; those without a figure last."""
    return tuple(sorted(items, key=lambda item: -np.nan_to_num(item.quotient, nan=-np.inf)))


def _best(
    options: Options,
    view: View,
    kind: str,
    field: str,
    germany: Answered,
    ranks: dict[str, tuple[int, int]],
) -> tuple[tuple[Answered, ...], tuple[Standing, ...]]:
    """The strongest districts of Germany, and the region's best where it is not among them."""
    _, year = period(options, view, kind)
    values = germany.found.at([year]).value[:, 0]
    order = [i for i in np.argsort(-values, kind="stable") if not np.isnan(values[i])]
    inside = set(config.region().districts)
    own = next((i for i in order if germany.places[i].id in inside), None)
    chosen = [*order[:BEST], *([] if own is None or own in order[:BEST] else [own])]
    places = tuple(germany.places[i] for i in chosen)
    names = (_quotient(kind), EMPLOYEES, CHANGE, STARS)
    figures = _figures(options, view, names, kind, field, places)
    held = _criteria(options, figures[-1].question, places)
    standings = tuple(
        _standing(i, item, year, figures, held, ranks) for i, item in enumerate(places)
    )
    return figures, standings


def _groups(options: Options, view: View, theme: str, about: Place) -> tuple[Group, ...]:
    """Occupation groups of a theme, the one with the largest share of it here first."""
    _, year = period(options, view, OCCUPATION)
    places = _and_nation(options, about)
    groups = [
        Group(code, *_figures(options, view, GROUP_FIGURES, OCCUPATION, code, places))
        for code in options.release.themes[theme].occupations
    ]
    return tuple(
        sorted(groups, key=lambda item: -np.nan_to_num(item.share.value(about.id, year), nan=-1.0))
    )


def _and_nation(options: Options, about: Place) -> tuple[Place, ...]:
    nation = place(options.release, NATION)
    return (about,) if about.id == nation.id else (about, nation)


def _figures(
    options: Options,
    view: View,
    names: Sequence[str],
    kind: str,
    field: str,
    places: Sequence[Place],
) -> tuple[Answered, ...]:
    """Answers for some indicators of one field."""
    questions = (asked(options, view, name, kind, field) for name in names)
    return tuple(answered(options, question, places) for question in questions)


def line_places(found: Strength, view: View, options: Options) -> tuple[Place, ...]:
    """Places that lines are drawn for: the selected ones, then the strongest districts."""
    selected = same_place(options.release, view.regions, codes.DISTRICT)
    wanted = dict.fromkeys((*selected, *(item.place.id for item in found.districts[:LINES])))
    known = {item.id: item for item in found.quotients.places}
    return tuple(known[key] for key in wanted if key in known)[: state.MAX_REGIONS]


@dataclass(frozen=True)
class Move:
    """How far a district's location quotient went since the base year."""

    place: Place
    start: float
    end: float


def moves(found: Strength) -> tuple[Move | None, Move | None]:
    """The district whose quotient rose most, and the one whose quotient fell most.

    None where no quotient surely rose or fell: suppressed cells leave ranges that must not meet.
    """
    inside = {item.place.id for item in found.districts}
    rows = [i for i, item in enumerate(found.quotients.places) if item.id in inside]
    start, end = (found.quotients.found.at([year]) for year in (found.base, found.year))
    change = end.value[rows, 0] - start.value[rows, 0]
    up = np.where(end.low[rows, 0] > start.high[rows, 0], change, np.nan)
    down = np.where(end.high[rows, 0] < start.low[rows, 0], change, np.nan)

    def move(sure: Floats, sign: int) -> Move | None:
        if np.isnan(sure).all():
            return None
        row = rows[int(np.nanargmax(sign * sure))]
        about = found.quotients.places[row]
        return Move(about, float(start.value[row, 0]), float(end.value[row, 0]))

    return move(up, 1), move(down, -1)


@dataclass(frozen=True)
class Leaders:
    """The places of a level that lead by one of the figures that speak of a theme."""

    level: str
    figures: tuple[KeyFigure, ...]


@lru_cache(maxsize=64)
def evidence(options: Options, theme: str) -> tuple[Leaders, ...]:
    """For each figure that speaks of a theme: the municipalities, or districts, that lead in it."""
    found = (_leaders(options, name) for name in options.release.themes[theme].evidence)
    return tuple(item for item in found if item.figures)


def _leaders(options: Options, name: str) -> Leaders:
    """The largest figures; the smallest where less is better. All are of the same year."""
    indicator = options.indicators[name]
    level = indicator.map_levels[0]
    places = places_of(options.release, level)
    figures = [key_figure(options, plain_question(indicator), item, level) for item in places]
    known = [item for item in figures if item is not None and not np.isnan(item.value())]
    newest = max((item.year for item in known), default=0)
    sign = 1 if indicator.direction == "lower" else -1
    ranked = sorted((i for i in known if i.year == newest), key=lambda i: sign * i.value())
    return Leaders(level, tuple(ranked[:EVIDENCE]))


@dataclass(frozen=True)
class Division:
    """Division of labour: a figure of each field in each district of the region.

    Parameters
    ----------
    kind : of the fields: themes or sectors
    base, year : of the change, and of everything else
    figure : one of `state.MATRIX_FIGURES`
    cells, quotients, shares : answers for the districts, one a field, in the order of the matrix
    ginis : locational Gini of each field over the districts, for the region
    whole : the same figure of all employees, to set the cells against; None for quotients, where
        it is 1
    order : how fields and places are sorted
    places : the districts in the order of the matrix
    main : each district's main field
    """

    kind: str
    base: int
    year: int
    figure: str
    cells: tuple[Answered, ...]
    quotients: tuple[Answered, ...]
    shares: tuple[Answered, ...]
    ginis: tuple[Answered, ...]
    whole: Answered | None
    order: Arrangement
    places: tuple[Place, ...]
    main: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Codes of the fields, the most concentrated first."""
        return tuple(item.question.field for item in self.cells)

    def gini(self, field: int) -> float:
        """Locational Gini of a field by its position."""
        return self.ginis[field].value(REGION, self.year)

    def leaders(self, field: int) -> list[tuple[Place, float]]:
        """Districts with the largest shares of a field, with their shares in per cent."""
        item = self.shares[field]
        shares = item.found.at([self.year]).value[:, 0]
        return [(item.places[i], float(shares[i])) for i in leading(shares)]


def division(options: Options, view: View) -> Division:
    """Who does what in the region, sorted by what is concentrated where."""
    kind = MATRIX_KINDS[view.matrix]
    fields = tuple(options.release.themes) if kind == THEME else codes.SECTORS
    base, year = period(options, view, kind)
    districts = places_of(options.release, codes.DISTRICT)
    region = (place(options.release, REGION),)

    ruhr = replace(view, reference="ruhr")

    def of(name: str, places: Sequence[Place], by: View = view) -> list[Answered]:
        return [_figures(options, by, (name,), kind, field, places)[0] for field in fields]

    quotients = of(_quotient(kind), districts)
    shares = of(SHARE, districts, ruhr)
    ginis = of("locational_gini", region)
    cells, whole = quotients, None
    if view.figure != "quotient":
        name = FIGURES[view.figure]
        cells = shares if name == SHARE else of(name, districts)
        every = OCCUPATION if kind == THEME else SECTOR
        whole = _figures(options, ruhr, (name,), every, codes.TOTAL, districts)[0]
    order = arrange(
        np.array([item.found.at([year]).value[:, 0] for item in quotients]),
        np.array([item.value(REGION, year) for item in ginis]),
    )

    def sorted_fields(items: Sequence[Answered]) -> tuple[Answered, ...]:
        return tuple(items[i] for i in order.fields)

    return Division(
        kind=kind,
        base=base,
        year=year,
        figure=view.figure,
        cells=sorted_fields(cells),
        quotients=sorted_fields(quotients),
        shares=sorted_fields(shares),
        ginis=sorted_fields(ginis),
        whole=whole,
        order=order,
        places=tuple(districts[i] for i in order.places),
        main=tuple(fields[order.main[i]] if order.main[i] >= 0 else "" for i in order.places),
    )


def overview(options: Options, view: View) -> tuple[Answered, ...]:
    """Location quotients of all themes for every district: the small maps."""
    return theme_strengths(options, view, places_of(options.release, codes.DISTRICT))


def themes_table(options: Options, view: View) -> pd.DataFrame:
    """Every figure of the page of themes."""
    view = themes_view(options, view)
    found = division(options, view)
    newest = (period(options, view, THEME)[1],)
    shown: list[tuple[Answered, tuple[int, ...]]]
    shown = [(item, newest) for item in overview(options, view)]
    whole = (found.whole,) if found.whole else ()
    parts = (*found.cells, *found.quotients, *found.shares, *found.ginis, *whole)
    shown += [(item, (found.year,)) for item in parts]
    if (about := strength(options, view)) is not None:
        shown += _of_strength(options, about)
    tables = [
        to_rows(options.release, item.question, item.places, item.found.at(years))
        for item, years in shown
    ]
    return pd.concat(tables).drop_duplicates(ignore_index=True)


def _of_strength(options: Options, about: Strength) -> Iterator[tuple[Answered, tuple[int, ...]]]:
    for item in (about.quotients, about.employees, about.changes, about.stars):
        yield item, ((about.year,) if item is not about.quotients else item.found.years)
    for item in (about.germany, *about.best_figures):
        yield item, (about.year,)
    edge = place(options.release, about.criteria.cut_off.key[about.column])
    yield answered(options, about.employees.question, (edge,)), (about.year,)
    for group in about.groups:
        for item in (group.share, group.quotient, group.employees, group.changes):
            yield item, (about.year,)
    if about.kind == THEME:
        for leaders in evidence(options, about.field):
            for figure in leaders.figures:
                yield figure.answered, (figure.year,)
