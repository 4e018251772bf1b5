"""Strengths of places as radar, bars and coloured table, and figures of places over years."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from s3dash import labels, state, views
from s3dash.exhibits.looks import looks, quotient_colour
from s3dash.exhibits.model import Bar, Bars, Chart, Grid, Lines, Radar, Series
from s3dash.indicators import Indicator, Place, Question
from s3dash.sentences import extent
from s3dash.state import Options, View
from s3dash.text import join_list, text
from s3dash.views import Answered, newest_year

RADAR: Final = state.CHARTS[0]
MOST_IN_RADAR: Final = 3
"""Places in one radar; the lines of more cannot be told apart."""

_LEAST_MAXIMUM: Final = 2.0


def field_label(options: Options, question: Question, lang: str, *, short: bool = True) -> str:
    """Name of the field of a question; empty where it has none."""
    if not question.kind:
        return ""
    return labels.field_name(options, question.kind, question.field, lang, short=short)


def reference_line(options: Options, view: View) -> str:
    """What a location quotient says, with its reference."""
    name = labels.reference_name(options, views.strengths_reference(view), view.lang)
    return text("strengths.subtitle", view.lang, reference=name)


def figure_words(item: Answered, key: str, year: int, lang: str) -> str:
    """Value without its unit, or why there is none."""
    value = item.value(key, year)
    if math.isnan(value):
        return text(f"chart.states.{item.status(key, year)}", lang)
    return labels.figure(item.question.indicator, value, lang, unit=False)


def strength_charts(
    options: Options, view: View, answers: Sequence[Answered], title: str
) -> tuple[Chart, ...]:
    """Quotients of places in some fields, drawn as the view asks for.

    A radar for up to three places, else bars for a single one, else a coloured table; the table
    stands behind each radar of several places too.
    """
    places = [item for item in answers[0].places if views.has_figures(answers, item.id)]
    if not places:
        return ()
    title = f"{title} ({newest_year(answers[0].question)})"
    asked = (options, view, answers, places, title)
    if view.chart == RADAR and len(places) <= MOST_IN_RADAR:
        return (_radar(*asked), *((_grid(*asked),) if len(places) > 1 else ()))
    return (_grid(*asked),) if len(places) > 1 else (_bars(*asked),)


def _radar(
    options: Options, view: View, answers: Sequence[Answered], places: Sequence[Place], title: str
) -> Radar:
    look = looks(options, view, answers[0].places)
    values = _newest(answers, places)
    return Radar(
        title=title,
        axes=tuple(field_label(options, item.question, view.lang) for item in answers),
        series=tuple(
            Series(item.name.in_language(view.lang), tuple(column), *look[item.id])
            for item, column in zip(places, values.T.tolist(), strict=True)
        ),
        maximum=_ceiling(values),
        decimals=answers[0].question.indicator.decimals,
        alt=_alt(options, answers, places, view.lang),
        centre_words=parity(options, answers[0].question, view.lang),
    )


def parity(options: Options, question: Question, lang: str) -> str:
    """What 1 stands for in the quotients of a question; empty where it has no reference."""
    if not question.reference:
        return ""
    name = labels.reference_name(options, question.reference, lang)
    return text("chart.parity", lang, reference=name)


def _newest(answers: Sequence[Answered], places: Sequence[Place]) -> np.ndarray:
    """Newest quotients, fields × places."""
    return np.array(
        [[item.value(about.id, newest_year(item.question)) for about in places] for item in answers]
    )


def _ceiling(values: np.ndarray) -> float:
    """End of a scale from 0 that holds all values and at least 2."""
    largest = float(np.nanmax(values, initial=_LEAST_MAXIMUM))
    step = 0.5 if largest <= _LEAST_MAXIMUM * 2 else 1.0
    return step * math.ceil(largest / step)


def _bars(
    options: Options, view: View, answers: Sequence[Answered], places: Sequence[Place], title: str
) -> Bars:
    about, lang = places[0], view.lang
    indicator = answers[0].question.indicator
    return Bars(
        title=title,
        bars=tuple(_bar(options, item, about, lang) for item in answers),
        unit=indicator.unit_label.in_language(lang),
        decimals=indicator.decimals,
        alt=_alt(options, answers, places, lang),
        centre=indicator.centre or 0.0,
        log=indicator.scale == "log",
        centre_words=parity(options, answers[0].question, lang),
    )


def _bar(options: Options, item: Answered, about: Place, lang: str) -> Bar:
    year = newest_year(item.question)
    value = item.value(about.id, year)
    found, row = item.found.at([year]), item.row(about.id)
    return Bar(
        name=field_label(options, item.question, lang),
        value=value,
        words=figure_words(item, about.id, year, lang),
        colour=quotient_colour(value),
        low=float(found.low[row, 0]),
        high=float(found.high[row, 0]),
    )


def _grid(
    options: Options, view: View, answers: Sequence[Answered], places: Sequence[Place], title: str
) -> Grid:
    def cells(words: Callable[[Answered, str, int], str]) -> tuple[tuple[str, ...], ...]:
        years = [newest_year(item.question) for item in answers]
        return tuple(
            tuple(words(item, about.id, year) for about in places)
            for item, year in zip(answers, years, strict=True)
        )

    return Grid(
        title=title,
        rows=tuple(field_label(options, item.question, view.lang) for item in answers),
        columns=tuple(item.name.in_language(view.lang) for item in places),
        words=cells(lambda item, key, year: figure_words(item, key, year, view.lang)),
        colours=cells(lambda item, key, year: quotient_colour(item.value(key, year))),
        alt=_alt(options, answers, places, view.lang),
    )


def _alt(options: Options, answers: Sequence[Answered], places: Sequence[Place], lang: str) -> str:
    """What the chart shows: places, fields, and the strongest of each place."""
    question = answers[0].question
    names = {item.id: item.name.in_language(lang) for item in places}
    return text(
        f"strengths.alt_{question.kind}",
        lang,
        places=join_list(list(names.values()), lang),
        reference=labels.reference_name(options, question.reference, lang),
        year=str(newest_year(question)),
        strongest=" ".join(
            f"{name}: {strong_fields(options, answers, key, lang)}" for key, name in names.items()
        ),
    )


def strong_fields(options: Options, answers: Sequence[Answered], key: str, lang: str) -> str:
    """Sentence about the fields in which a place is stronger than the reference."""
    found = views.strongest(answers, key)
    than = text(f"strengths.than_{answers[0].question.reference}", lang)
    if not found:
        return text("strengths.none", lang, than=than)
    named = [strong_field(options, item, key, lang) for item in found]
    return text("strengths.strong", lang, than=than, fields=join_list(named, lang))


def strong_field(options: Options, item: Answered, key: str, lang: str) -> str:
    """A field with the quotient that a place has in it."""
    value = item.value(key, newest_year(item.question))
    return text(
        "strengths.field",
        lang,
        field=field_label(options, item.question, lang),
        value=labels.figure(item.question.indicator, value, lang),
    )


# --- over years ----------------------------------------------------------------------------


def lines(
    options: Options,
    view: View,
    item: Answered,
    look: Mapping[str, tuple[str, str]],
    *,
    title: str,
    base_year: int | None = None,
    references: Sequence[str] = (),
) -> Lines:
    """One line for each place over all years with figures.

    Parameters
    ----------
    look : colour and marker of each place, in the order to draw
    base_year : year that becomes 100; only years of the same series are drawn then
    references : ids of places to compare with, drawn dashed
    """
    indicator, lang = item.question.indicator, view.lang
    years = _years(item, base_year)
    names = {about.id: about.name.in_language(lang) for about in item.places}
    measure = (indicator.name.in_language(lang), field_label(options, item.question, lang))
    return Lines(
        title=title,
        years=years,
        series=tuple(
            _one_line(item, key, names[key], years, base_year, (*pair, key in references))
            for key, pair in look.items()
        ),
        unit=indicator.unit_label.in_language(lang)
        if base_year is None
        else text("chart.index_of", lang, year=str(base_year)),
        decimals=indicator.decimals if base_year is None else 1,
        alt=text(
            "profile.alt_lines",
            lang,
            measure=", ".join(filter(None, measure)),
            places=join_list(list(names.values()), lang),
            first=str(years[0]) if years else "–",
            last=str(years[-1]) if years else "–",
        ),
        breaks=tuple(year for year in indicator.breaks if years and years[0] < year <= years[-1]),
    )


def first_comparable_year(item: Answered, key: str) -> int:
    """First year after the last break of a series in which a place has a figure above 0."""
    start = max(item.question.indicator.breaks, default=0)
    row = item.found.value[item.row(key)]
    known = zip(item.found.years, row, strict=True)
    return next(year for year, value in known if year >= start and value > 0)


def _years(item: Answered, base_year: int | None) -> tuple[int, ...]:
    """Years in which any place has a figure; with a base only those of its series."""
    known = ~np.isnan(item.found.value).all(axis=0)
    years = np.array(item.found.years)[known]
    if base_year is not None:
        series = np.searchsorted(sorted(item.question.indicator.breaks), years, side="right")
        base = np.searchsorted(sorted(item.question.indicator.breaks), base_year, side="right")
        years = years[series == base]
    return tuple(int(year) for year in years)


def _one_line(
    item: Answered,
    key: str,
    name: str,
    years: Sequence[int],
    base_year: int | None,
    look: tuple[str, str, bool],
) -> Series:
    found, row = item.found.at(years), item.row(key)
    values, low, high = (part[row] for part in (found.value, found.low, found.high))
    if base_year is not None:
        values = 100 * values / _base_value(item, key, base_year)
    ranged = base_year is None and bool((low < high).any())
    return Series(
        name,
        tuple(values.tolist()),
        *look,
        low=tuple(low.tolist()) if ranged else (),
        high=tuple(high.tolist()) if ranged else (),
    )


def _base_value(item: Answered, key: str, year: int) -> float:
    """Figure that becomes 100; NaN where it is unknown or 0."""
    value = item.value(key, year)
    return value if value > 0 else math.nan


def ranking_alt(title: str, bars: Sequence[Bar], lang: str) -> str:
    """What bars show, in words made from their figures."""
    span = extent([(bar.name, bar.value, bar.words) for bar in bars], lang)
    return text("exhibit.ranking_alt", lang, title=title, extent=span)


def bars_of_places(
    item: Answered, year: int, look: Mapping[str, tuple[str, str]], *, title: str, lang: str
) -> Bars:
    """Figures of some places in one year, the largest first."""
    indicator, found = item.question.indicator, item.found.at([year])
    drawn = [
        Bar(
            name=about.name.in_language(lang),
            value=item.value(about.id, year),
            words=figure_words(item, about.id, year, lang),
            colour=look[about.id][0],
            low=float(found.low[row, 0]),
            high=float(found.high[row, 0]),
        )
        for row, about in enumerate(item.places)
    ]
    return Bars(
        title=title,
        bars=tuple(sorted(drawn, key=lambda bar: -np.nan_to_num(bar.value, nan=-np.inf))),
        unit=indicator.unit_label.in_language(lang),
        decimals=indicator.decimals,
        alt=ranking_alt(title, drawn, lang),
        centre=indicator.centre or 0.0,
        log=indicator.scale == "log" and indicator.kind != "count",
    )


def shown_of(answers: Sequence[Answered]) -> tuple[tuple[Indicator, str], ...]:
    """Indicators of some answers, each with its kind of field."""
    return tuple(dict.fromkeys((item.question.indicator, item.question.kind) for item in answers))
