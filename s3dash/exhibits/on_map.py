"""The map of a view and its ranking."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from s3dash import codes, labels, map_data, measures
from s3dash.charts import scales
from s3dash.exhibits.looks import MODE, PALETTE, outlines
from s3dash.exhibits.model import Area, AreaMap, Bar, Bars, Chart, Content
from s3dash.exhibits.on_strengths import parity, ranking_alt
from s3dash.indicators import Place, places_of
from s3dash.map_data import Classes
from s3dash.sentences import extent
from s3dash.state import Options, View
from s3dash.text import format_number, text
from s3dash.views import Answered, map_figures, small_base


def map_content(options: Options, view: View) -> Content:
    """Map and ranking of a view; the page of data shows the same."""
    indicator = options.indicators[view.indicator]
    places = len(places_of(options.release, view.level))
    subtitle = (
        labels.measure_line(options, view),
        text(f"map.count_{view.level}", view.lang, count=places),
        text("map.as_of", view.lang, date=labels.date_of(indicator, view.year, view.lang)),
    )
    return Content(
        title=f"{labels.headline(options, view)} ({view.year})",
        subtitle=" · ".join(subtitle),
        charts=_map_charts(options, view),
        shown=((indicator, view.kind),),
        notes=tuple(map_data.small_base_note(options, view, (view.year,))),
    )


def _map_charts(options: Options, view: View) -> tuple[Chart, ...]:
    """Map and ranking of a view in its year, in the classes that the page shows."""
    shown = map_figures(options, view)
    indicator = options.indicators[view.indicator]
    painted = _Painted(options, view, map_data.classes_of(options, view, MODE), shown.areas)
    areas = tuple(painted.area(item) for item in shown.areas.places)
    return (
        AreaMap(
            title=labels.headline(options, view),
            level=view.level,
            areas=areas,
            legend=painted.legend(),
            legend_title=indicator.unit_label.in_language(view.lang)
            or indicator.short.in_language(view.lang),
            no_value=text("chart.no_value", view.lang),
            alt=text(
                "exhibit.map_alt",
                view.lang,
                title=labels.headline(options, view),
                extent=extent([(area.name, area.value, area.words) for area in areas], view.lang),
            ),
        ),
        _ranking(options, view, painted, shown.lines),
    )


class _Painted:
    """The areas of a map with their figures in the view's year, classes and words."""

    def __init__(self, options: Options, view: View, classes: Classes, areas: Answered) -> None:
        indicator = options.indicators[view.indicator]
        self.indicator, self.view, self.classes, self.answered = indicator, view, classes, areas
        self.values = areas.found.at([view.year]).value[:, 0]
        self.counted = indicator.is_size
        marks = small_base(options, areas, (view.year,))[:, 0]
        self.small = {item.id for item, mark in zip(areas.places, marks, strict=True) if mark}

    def number(self, item: Place, found: Answered | None = None) -> float:
        return (found or self.answered).value(item.id, self.view.year)

    def words(self, item: Place, found: Answered | None = None) -> str:
        """Value with its unit, or why there is none."""
        value = self.number(item, found)
        if math.isnan(value):
            status = (found or self.answered).status(item.id, self.view.year)
            return text(f"chart.states.{status}", self.view.lang)
        mark = "*" if found is None and item.id in self.small else ""
        return labels.figure(self.indicator, value, self.view.lang, unit=False) + mark

    def colour(self, value: float) -> str:
        if math.isnan(value):
            return ""
        if self.indicator.categories:
            numbers = [number for number, _ in self.indicator.categories]
            colours = map_data.category_colours(self.indicator, MODE)
            return colours[numbers.index(int(value))]
        if self.counted or not self.classes.colours:
            return self.classes.colours[-1] if self.classes.colours else PALETTE.ink
        return self.classes.colours[int(scales.classify(np.array([value]), self.classes.edges)[0])]

    def area(self, item: Place) -> Area:
        view, value = self.view, self.number(item)
        largest = np.nanmax(np.abs(self.values), initial=0.0)
        share = abs(value) / largest if self.counted and largest and value == value else 0.0
        return Area(
            ags=item.id,
            name=item.name.in_language(view.lang),
            value=value,
            words=self.words(item),
            colour=self.colour(value),
            share=share,
            outline=outlines(view, self.answered.places).get(item.id, ""),
        )

    def legend(self) -> tuple[tuple[str, str, int], ...]:
        """Name, colour and number of areas of each class, from the highest down."""
        if self.indicator.categories:
            return tuple(
                (name.in_language(self.view.lang), self.colour(number), self._count(number, number))
                for number, name in self.indicator.categories
            )
        if self.counted:
            return ()
        edges = self.classes.edges
        numbers = [format_number(edge, self.view.lang, self.indicator.decimals) for edge in edges]
        held = scales.classify(self.values, edges)
        return tuple(
            (_bounds(numbers[i], numbers[i + 1]), colour, int((held == i).sum()))
            for i, colour in reversed(list(enumerate(self.classes.colours)))
        )

    def _count(self, low: float, high: float) -> int:
        return int(((self.values >= low) & (self.values <= high)).sum())


def _bounds(low: str, high: str) -> str:
    """Both ends of a class, or one figure where they read the same, as for zeros alone."""
    return low if low == high else f"{low} – {high}"


def _ranking(options: Options, view: View, painted: _Painted, lines: Answered) -> Bars:
    indicator = painted.indicator
    compared = [item for item in lines.places if not painted.counted or item.level == codes.GROUP]
    values = painted.values
    shared = (values == 0) & ((values == 0).sum() > 1)
    ranks = np.where(shared, np.nan, measures.rank(values))
    bars = [
        _bar(painted, item, None if math.isnan(rank) else int(rank))
        for item, rank in zip(painted.answered.places, ranks, strict=True)
    ]
    bars += [_beside(painted, item, lines) for item in compared]
    known = sorted((bar for bar in bars if bar.value == bar.value), key=lambda bar: -bar.value)
    unknown = [bar for bar in bars if bar.value != bar.value and not bar.reference]
    title = labels.headline(options, view)
    return Bars(
        title=text("exhibit.ranking", view.lang),
        bars=(*known, *unknown),
        unit=indicator.unit_label.in_language(view.lang),
        decimals=indicator.decimals,
        centre=indicator.centre or 0.0,
        log=indicator.scale == "log" and not painted.counted,
        centre_words=parity(options, view.question(options.indicators), view.lang),
        alt=ranking_alt(title, [bar for bar in bars if not bar.reference], view.lang),
    )


def _bar(painted: _Painted, item: Place, rank: int | None, found: Answered | None = None) -> Bar:
    value = painted.number(item, found)
    amounts = (found or painted.answered).found.at([painted.view.year])
    row = (found or painted.answered).row(item.id)
    return Bar(
        name=item.name.in_language(painted.view.lang),
        value=value,
        words=painted.words(item, found),
        colour=painted.colour(value),
        strong=bool(outlines(painted.view, (item,))),
        low=float(amounts.low[row, 0]),
        high=float(amounts.high[row, 0]),
        rank=rank,
    )


def _beside(painted: _Painted, item: Place, lines: Answered) -> Bar:
    """A selected group, or an area to compare with, which has no rank."""
    return replace(_bar(painted, item, None, lines), reference=item.level != codes.GROUP)
