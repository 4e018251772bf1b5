"""The six themes at a glance, and one field in depth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from s3dash import codes, labels, views
from s3dash.charts import scales, theme
from s3dash.exhibits.looks import MODE, PALETTE, looks, outlines, quotient_colour
from s3dash.exhibits.model import Area, AreaMap, Bar, Bars, Content, Grid, Point, Scatter
from s3dash.exhibits.on_strengths import (
    field_label,
    figure_words,
    lines,
    parity,
    ranking_alt,
    reference_line,
    shown_of,
)
from s3dash.indicators import THEME, Place
from s3dash.sentences import extent
from s3dash.state import Options, View
from s3dash.text import format_number, join_list, text
from s3dash.views import Answered, answered, themes
from s3dash.views.themes import Division, Standing, Strength

NAMED: Final = 3
"""Places that a small map names at most."""

_CLASSES: Final = 5
_DECIMALS: Final = {"share": 0, "quotient": 2, "change": 0}
"""Places of a figure in the cells of the division of labour."""


def start_content(options: Options, view: View) -> Content:
    """The maps of the start page: where each theme is strong."""
    answers = views.start_strengths(options, view)
    year = views.newest_year(answers[0].question)
    return Content(
        title=text("start.themes", view.lang, year=str(year)),
        subtitle=reference_line(options, view),
        charts=theme_maps(options, view, answers, year),
        shown=shown_of(answers),
    )


def themes_content(options: Options, view: View) -> Content:
    """All themes with the division of labour, or the field in focus."""
    view = themes.themes_view(options, view)
    found = themes.strength(options, view)
    return _all_themes(options, view) if found is None else _one_field(options, view, found)


# --- all themes ----------------------------------------------------------------------------


def _all_themes(options: Options, view: View) -> Content:
    answers = themes.overview(options, view)
    year = themes.period(options, view, THEME)[1]
    division = themes.division(options, view)
    return Content(
        title=text("themes.title_all", view.lang, year=str(year)),
        subtitle=reference_line(options, view),
        charts=(
            *theme_maps(options, view, answers, year),
            division_grid(options, view, division),
        ),
        shown=shown_of([*answers, *division.cells]),
    )


def theme_maps(
    options: Options, view: View, answers: Sequence[Answered], year: int
) -> tuple[AreaMap, ...]:
    """A small map for each theme, all in the same classes."""
    values = np.concatenate([item.found.at([year]).value[:, 0] for item in answers])
    edges = _edges(values, answers[0])
    return tuple(_theme_map(options, view, item, year, edges) for item in answers)


def _edges(values: np.ndarray, item: Answered) -> list[float]:
    indicator = item.question.indicator
    return scales.breaks(
        values,
        method="round",
        k=_CLASSES,
        centre=indicator.centre,
        log=indicator.scale == "log",
    )


def _theme_map(
    options: Options, view: View, item: Answered, year: int, edges: Sequence[float]
) -> AreaMap:
    lang, indicator = view.lang, item.question.indicator
    districts = [about for about in item.places if about.level == codes.DISTRICT]
    values = np.array([item.value(about.id, year) for about in districts])
    named = [
        text(
            "start.alt_place",
            lang,
            name=districts[i].name.in_language(lang),
            value=labels.figure(indicator, float(values[i]), lang),
        )
        for i in np.argsort(-values, kind="stable")[:NAMED]
        if values[i] >= (indicator.centre or 0)
    ]
    title = field_label(options, item.question, lang, short=False)
    places = join_list(named, lang) if named else text("start.none", lang)
    return AreaMap(
        title=title,
        level=codes.DISTRICT,
        areas=_areas(view, item, districts, year, edges),
        legend=_legend(values, edges, indicator.centre, lang),
        legend_title=text("exhibit.against", lang, parity=parity(options, item.question, lang)),
        no_value=text("chart.no_value", lang),
        alt=text("start.alt", lang, theme=title, year=str(year), places=places),
        note=" · ".join(named) or places,
    )


def _areas(
    view: View, item: Answered, districts: Sequence[Place], year: int, edges: Sequence[float]
) -> tuple[Area, ...]:
    """Districts of an answer in classes."""
    colours = _ramp(edges, item.question.indicator.centre)
    selected = outlines(view, districts)
    return tuple(
        Area(
            ags=about.id,
            name=about.name.in_language(view.lang),
            value=item.value(about.id, year),
            words=figure_words(item, about.id, year, view.lang),
            colour=_class_colour(item.value(about.id, year), edges, colours),
            outline=selected.get(about.id, ""),
        )
        for about in districts
    )


def _ramp(edges: Sequence[float], centre: float | None) -> list[str]:
    return theme.ramp("sequential" if centre is None else "diverging", edges, centre, mode=MODE)


def _class_colour(value: float, edges: Sequence[float], colours: Sequence[str]) -> str:
    found = int(scales.classify(np.array([value]), edges)[0]) if len(edges) else -1
    return colours[min(found, len(colours) - 1)] if found >= 0 else ""


def _legend(
    values: np.ndarray, edges: Sequence[float], centre: float | None, lang: str
) -> tuple[tuple[str, str, int], ...]:
    """Classes from the highest down; the outermost ones are open."""
    held = scales.classify(values, edges)
    numbers = [format_number(edge, lang, 2) for edge in edges]
    last = len(edges) - 2
    return tuple(
        (
            text(
                f"start.{'below' if i == 0 else 'above' if i == last else 'between'}",
                lang,
                low=numbers[i],
                high=numbers[i + 1],
            ),
            colour,
            int((held == i).sum()),
        )
        for i, colour in reversed(list(enumerate(_ramp(edges, centre))))
    )


def division_grid(options: Options, view: View, found: Division) -> Grid:
    """Who does what: districts by fields, sorted by what is concentrated where."""
    values = np.concatenate([item.found.at([found.year]).value[:, 0] for item in found.cells])
    edges = _edges(values, found.cells[0])
    colours = _ramp(edges, found.cells[0].question.indicator.centre)
    reference = found.cells[0].question.reference
    return Grid(
        title=text(
            f"division.caption_{found.figure}",
            view.lang,
            reference=labels.reference_name(options, reference, view.lang) if reference else "",
            base=str(found.base),
            year=str(found.year),
        ),
        rows=tuple(item.name.in_language(view.lang) for item in found.places),
        columns=tuple(field_label(options, item.question, view.lang) for item in found.cells),
        words=tuple(
            tuple(_cell_words(found, item, about.id, view.lang) for item in found.cells)
            for about in found.places
        ),
        colours=tuple(
            tuple(
                _class_colour(item.value(about.id, found.year), edges, colours)
                for item in found.cells
            )
            for about in found.places
        ),
        alt=" ".join(
            (
                text("division.title", view.lang, year=str(found.year)) + ".",
                extent(_named_cells(options, found, view.lang), view.lang),
            )
        ),
    )


def _named_cells(options: Options, found: Division, lang: str) -> list[tuple[str, float, str]]:
    """District and field, value, and the value as it is written, of each cell."""
    return [
        (
            f"{about.name.in_language(lang)}, {field_label(options, item.question, lang)}",
            item.value(about.id, found.year),
            _cell_words(found, item, about.id, lang),
        )
        for about in found.places
        for item in found.cells
    ]


def _cell_words(found: Division, item: Answered, key: str, lang: str) -> str:
    value, indicator = item.value(key, found.year), item.question.indicator
    if math.isnan(value):
        return text(f"chart.states.{item.status(key, found.year)}", lang)
    places, signed = _DECIMALS[found.figure], found.figure == "change"
    return format_number(value, lang, places, sign=signed) + labels.short_unit(indicator, lang)


# --- one field -----------------------------------------------------------------------------


def _one_field(options: Options, view: View, found: Strength) -> Content:
    lines_of = themes.line_places(found, view, options)
    drawn = answered(options, found.quotients.question, lines_of)
    shown = shown_of([found.quotients, found.employees, found.changes, found.germany])
    return Content(
        title=field_title(options, view, found),
        subtitle=field_subtitle(options, view, found),
        charts=(
            _field_map(options, view, found),
            _ranking(options, view, found),
            quadrants(options, view, found),
            lines(
                options,
                view,
                drawn,
                looks(options, view, lines_of),
                title=text("themes.lines", view.lang),
            ),
            _best(options, view, found),
        ),
        shown=shown,
        notes=(text("themes.limits", view.lang),),
    )


def field_title(options: Options, view: View, found: Strength) -> str:
    """Where a field is strongest, as a sentence."""
    first, question = found.districts[0], found.quotients.question
    return text(
        "themes.title" if first.quotient >= 1 else "themes.title_none",
        view.lang,
        field=field_label(options, question, view.lang, short=False),
        where=labels.in_place(first.place, view.lang),
        reference=labels.reference_name(options, question.reference, view.lang),
        year=str(found.year),
    )


def field_subtitle(options: Options, view: View, found: Strength) -> str:
    """Measure, reference, level and date of the figures about a field."""
    question, lang = found.quotients.question, view.lang
    against = labels.reference_name(options, question.reference, lang)
    measure = question.indicator.name.in_language(lang)
    parts = (
        text("measure.against", lang, measure=measure, reference=against),
        text("map.count_district", lang, count=len(found.districts)),
        text("map.as_of", lang, date=labels.date_of(question.indicator, found.year, lang)),
    )
    return " · ".join(parts)


def _field_map(options: Options, view: View, found: Strength) -> AreaMap:
    """Map of the districts, in the classes that the maps of all themes have with it."""
    together = [*themes.overview(options, view), found.quotients]
    values = np.concatenate([item.found.at([found.year]).value[:, 0] for item in together])
    return _theme_map(options, view, found.quotients, found.year, _edges(values, found.quotients))


def _bar(options: Options, view: View, item: Answered, found: Strength, about: Standing) -> Bar:
    value, at = item.value(about.place.id, found.year), item.found.at([found.year])
    row, inside = item.row(about.place.id), about.place.level == codes.DISTRICT
    rank = None if about.rank is None or about.rank[0] != about.rank[1] else about.rank[0]
    return Bar(
        name=about.place.name.in_language(view.lang),
        value=value,
        words=figure_words(item, about.place.id, found.year, view.lang),
        colour=quotient_colour(value),
        strong=bool(outlines(view, [about.place])),
        reference=not inside,
        low=float(at.low[row, 0]),
        high=float(at.high[row, 0]),
        rank=rank if item is not found.quotients else None,
    )


def _ranking(options: Options, view: View, found: Strength) -> Bars:
    """Districts, the region and other selected places, the strongest first."""
    bars = [
        _bar(options, view, found.quotients, found, about)
        for about in (*found.districts, *found.beyond)
    ]
    return _quotient_bars(options, view, found, text("exhibit.ranking", view.lang), bars)


def _best(options: Options, view: View, found: Strength) -> Bars:
    """The strongest districts of Germany, and the region's best."""
    inside = {item.place.id for item in found.districts}
    bars = [
        replace(
            _bar(options, view, found.best_figures[0], found, about),
            strong=about.place.id in inside,
        )
        for about in found.best
    ]
    title = text("themes.best", view.lang, n=str(themes.BEST))
    return _quotient_bars(options, view, found, title, bars)


def _quotient_bars(
    options: Options, view: View, found: Strength, title: str, bars: Sequence[Bar]
) -> Bars:
    indicator = found.quotients.question.indicator
    return Bars(
        title=title,
        bars=tuple(sorted(bars, key=lambda bar: -np.nan_to_num(bar.value, nan=-np.inf))),
        unit=indicator.unit_label.in_language(view.lang),
        decimals=indicator.decimals,
        alt=ranking_alt(field_title(options, view, found), bars, view.lang),
        centre=indicator.centre or 0.0,
        log=True,
        centre_words=parity(options, found.quotients.question, view.lang),
    )


def quadrants(options: Options, view: View, found: Strength) -> Scatter:
    """Strength and change of the districts whose figures are both known."""
    known = [item for item in found.districts if not np.isnan([item.quotient, item.change]).any()]
    rule, lang = view.rule, view.lang
    selected = outlines(view, [item.place for item in known])
    return Scatter(
        title=text("themes.quadrants", lang),
        points=tuple(_point(item, selected, lang) for item in known),
        x_title=found.quotients.question.indicator.short.in_language(lang),
        y_title=text("themes.axis_change", lang, base=str(found.base)),
        x_line=rule.threshold,
        y_line=found.national_growth,
        quadrants=(
            text("themes.emerging", lang),
            text("themes.star", lang),
            text("themes.transforming", lang),
            text("themes.mature", lang),
        ),
        x_decimals=2,
        y_decimals=0,
        alt=_alt(options, view, found, known),
        log=True,
        x_words=text("themes.line_threshold", lang, value=format_number(rule.threshold, lang, 2)),
        y_words=text("themes.line_growth", lang, value=_percent(options, found, lang)),
    )


def _percent(options: Options, found: Strength, lang: str) -> str:
    indicator = options.indicators[themes.CHANGE]
    number = format_number(found.national_growth, lang, indicator.decimals, sign=True)
    return number + labels.short_unit(indicator, lang)


def _point(item: Standing, selected: dict[str, str], lang: str) -> Point:
    name, own = item.place.name.in_language(lang), selected.get(item.place.id, "")
    return Point(
        name=name,
        x=item.quotient,
        y=item.change,
        size=item.employees,
        colour=own or PALETTE.muted,
        label=name,
        strong=bool(own),
    )


def _alt(options: Options, view: View, found: Strength, known: Sequence[Standing]) -> str:
    """Which districts are strong and growing, and which are strong and grow less."""
    strong = [item for item in known if item.quotient >= view.rule.threshold]
    names = {True: "", False: ""}
    for growing in names:
        of_kind = [
            item.place.name.in_language(view.lang)
            for item in strong
            if (item.change > found.national_growth) == growing
        ]
        names[growing] = join_list(of_kind, view.lang) or "–"
    return text(
        "themes.alt_quadrants",
        view.lang,
        field=field_label(options, found.quotients.question, view.lang, short=False),
        star=names[True],
        mature=names[False],
    )
