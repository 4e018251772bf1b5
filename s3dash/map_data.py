"""What the map in the browser is sent for a View: figures, classes, colours and words."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

import numpy as np

from s3dash import codes, labels, state
from s3dash.charts import scales, theme
from s3dash.component import WORDS
from s3dash.indicators import Amounts, Indicator, same_place
from s3dash.sentences import map_descriptions, map_sentences
from s3dash.state import Options, View
from s3dash.text import all_texts, format_number, plural_forms, text
from s3dash.views import FEW, Answered, MapFigures, map_figures, selected_places, small_base

_OWN_WORDS: Final = ("status", "centre", "small_base")

STATUS_LETTERS: Final = "rcsmn"
"""One letter for each of `codes.STATUSES`, in their order."""


def map_data(options: Options, view: View, *, shapes: str, mode: theme.Mode) -> dict[str, Any]:
    """Everything that the map component needs to draw a view.

    Parameters
    ----------
    shapes : address of the file with the outlines
    mode : `light` or `dark`

    Returns
    -------
    dict that JSON can hold; see `component.region_map`
    """
    shown = map_figures(options, view)
    indicator = options.indicators[view.indicator]
    areas = shown.areas.found.at(shown.years)
    return {
        "shapes": shapes,
        "level": view.level,
        "ids": [item.id for item in shown.areas.places],
        "names": [item.name.in_language(view.lang) for item in shown.areas.places],
        "years": list(shown.years),
        "year": view.year,
        "dates": [labels.date_of(indicator, year, view.lang) for year in shown.years],
        "values": _numbers(areas.value),
        "status": ["".join(STATUS_LETTERS[code] for code in column) for column in areas.status.T],
        "small": _small(options, shown),
        **_ranges(areas),
        "lines": _lines(shown.lines, shown.years, view),
        "breaks": [year for year in indicator.breaks if shown.years[0] < year <= shown.years[-1]],
        **_scheme(shown, indicator, view, mode),
        "decimals": indicator.decimals,
        "unit": labels.short_unit(indicator, view.lang),
        "unit_long": _measure(indicator, view.lang),
        "locale": view.lang,
        "selected": selected(options, view, mode),
        "palette": list(theme.palette(mode).regions),
        "sentences": map_sentences(options, view, selected_places(options, view), shown.years),
        "max_selected": state.MAX_REGIONS,
        "words": _words(indicator, view.lang),
        "source": source(options, view),
        "title": labels.headline(options, view),
        "descriptions": map_descriptions(options, view, shown),
        "profile_url": _url(view, state.PROFILE),
        "trace_url": _url(view, state.TRACE, year="{year}"),
    }


def _measure(indicator: Indicator, lang: str) -> str:
    """Unit, or where a number has none the measure, to head legend and ranking."""
    return indicator.unit_label.in_language(lang) or indicator.short.in_language(lang)


def headline_data(options: Options, view: View) -> dict[str, Any]:
    """What the headline over the map needs."""
    shown = map_figures(options, view)
    indicator = options.indicators[view.indicator]
    subtitle = " · ".join(
        (
            labels.measure_line(options, view),
            text(f"map.count_{view.level}", view.lang, count=len(shown.areas.places)),
            text("map.as_of", view.lang, date="{date}"),
        )
    )
    return {
        "title": labels.headline(options, view),
        "subtitle": subtitle,
        "years": list(shown.years),
        "dates": [_date(indicator, year, view.lang) for year in shown.years],
        "year": view.year,
    }


def _date(indicator: Indicator, year: int, lang: str) -> str:
    """Day or year of a figure, and a mark if it is old."""
    date = labels.date_of(indicator, year, lang)
    if not labels.is_old(year, datetime.date.today()):
        return date
    return f"{date} ({text('key_figures.old', lang)})"


def selected(options: Options, view: View, mode: theme.Mode) -> list[list[str]]:
    """Selected regions as the map writes them, each with its colour."""
    keys = same_place(options.release, view.regions, view.level)
    colours = theme.palette(mode).regions
    return [[key, colours[slot]] for key, slot in zip(keys, view.slot_of.values(), strict=True)]


def source(options: Options, view: View) -> str:
    """Source line of a view; where figures stand on few employees, what their mark means."""
    indicator = options.indicators[view.indicator]
    line = labels.source_line(options, indicator, view.kind, view.lang)
    return " · ".join((*small_base_note(options, view, map_figures(options, view).years), line))


def small_base_note(options: Options, view: View, years: tuple[int, ...]) -> list[str]:
    """What the mark of a small base means, where a figure of these years has one."""
    if not small_base(options, map_figures(options, view).areas, years).any():
        return []
    return [text("small_base.marked", view.lang, few=format_number(FEW, view.lang))]


def _small(options: Options, shown: MapFigures) -> list[str] | None:
    """Years × regions, "1" where a figure stands on a small base; None where none does."""
    marks = small_base(options, shown.areas, shown.years)
    return (
        ["".join("01"[int(mark)] for mark in column) for column in marks.T] if marks.any() else None
    )


def _numbers(values: np.ndarray) -> list[list[float | None]]:
    """Years × regions with six significant digits, which is more than any label shows."""
    return [[_short(value) for value in column] for column in values.T]


def _short(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    if value == int(value):
        return int(value)
    return float(f"{value:.6g}") if abs(value) < 1e6 else round(value, 1)


def _ranges(areas: Amounts) -> dict[str, Any]:
    """Bounds of figures that suppressed cells can move, where there are any."""
    moved = ~np.isnan(areas.low) & ~np.isnan(areas.high) & (areas.low < areas.high)
    if not moved.any():
        return {"low": None, "high": None}
    low, high = np.where(moved, areas.low, np.nan), np.where(moved, areas.high, np.nan)
    return {"low": _numbers(low), "high": _numbers(high)}


def _lines(lines: Answered, years: tuple[int, ...], view: View) -> list[dict[str, Any]]:
    found = lines.found.at(years)
    return [
        {
            "id": item.id,
            "name": item.name.in_language(view.lang),
            "values": [_short(value) for value in row],
        }
        for item, row in zip(lines.places, found.value, strict=True)
        if not np.isnan(row).all()
    ]


def _scheme(
    shown: MapFigures, indicator: Indicator, view: View, mode: theme.Mode
) -> dict[str, Any]:
    classes = _classes(shown.areas, shown.years, mode)
    return {
        "mark": "circle" if indicator.is_size else "fill",
        "centre": indicator.centre,
        "scale": indicator.scale,
        "method": view.classes,
        "k": view.k,
        "classes": {} if indicator.categories else classes,
        "methods": [[name, text(f"method.{name}", view.lang)] for name in state.METHODS],
        "ks": list(state.CLASS_COUNTS),
        "categories": _categories(indicator, view.lang, mode),
    }


@dataclass(frozen=True)
class Classes:
    """Classes of a map: ascending edges, and one colour between each two of them."""

    edges: tuple[float, ...]
    colours: tuple[str, ...]


def classes_of(options: Options, view: View, mode: theme.Mode) -> Classes:
    """Classes in which a view paints its map; none where there is no figure at all."""
    shown = map_figures(options, view)
    found = _classes(shown.areas, shown.years, mode)[f"{view.classes}-{view.k}"]
    return Classes(tuple(found["breaks"]), tuple(found["colors"]))


@lru_cache(maxsize=512)
def _classes(
    areas: Answered, years: tuple[int, ...], mode: theme.Mode
) -> dict[str, dict[str, list[Any]]]:
    """Classes of every scheme over all years of the map, so that they stay while the years play."""
    indicator = areas.question.indicator
    values = areas.found.at(years).value.reshape(-1)
    log = indicator.scale == "log" and indicator.kind != "count"
    kind: theme.Kind = "diverging" if indicator.scheme == "diverging" else "sequential"
    classes: dict[str, dict[str, list[Any]]] = {}
    for method in state.METHODS:
        for k in state.CLASS_COUNTS:
            edges = scales.breaks(values, method=method, k=k, centre=indicator.centre, log=log)
            classes[f"{method}-{k}"] = {
                "breaks": [float(f"{edge:.6g}") for edge in edges],
                "colors": theme.ramp(kind, edges, indicator.centre, mode=mode),
            }
    return classes


def category_colours(indicator: Indicator, mode: theme.Mode) -> list[str]:
    """Colour of each category; from light to strong where they go from little to much."""
    kind: theme.Kind = "sequential" if indicator.scheme == "sequential" else "categorical"
    return theme.ramp(kind, range(len(indicator.categories) + 1), mode=mode)


def _categories(indicator: Indicator, lang: str, mode: theme.Mode) -> list[dict[str, Any]] | None:
    if not indicator.categories:
        return None
    colours = category_colours(indicator, mode)
    return [
        {"value": value, "label": name.in_language(lang), "color": colour}
        for (value, name), colour in zip(indicator.categories, colours, strict=True)
    ]


def _words(indicator: Indicator, lang: str) -> dict[str, Any]:
    phrases = all_texts(lang)
    words: dict[str, Any] = {
        name: plural_forms(f"map.{name}", lang) or phrases[f"map.{name}"]
        for name in WORDS
        if name not in _OWN_WORDS
    }
    words["small_base"] = text("small_base.short", lang, few=format_number(FEW, lang))
    words["centre"] = phrases[f"map.{_centre(indicator)}"]
    words["status"] = {
        letter: text(f"chart.states.{status}", lang)
        for letter, status in zip(STATUS_LETTERS, codes.STATUSES, strict=True)
    }
    return words


def _centre(indicator: Indicator) -> str:
    """Key of the words for the neutral value of an indicator."""
    if indicator.centre != 0:
        return "centre"
    return "mean_of_districts" if indicator.measure == "eci" else "no_change"


def _url(view: View, page: str, **others: str) -> str:
    """Address of a page about one region, with `{ags}` where the region's key belongs."""
    query = view.to_query() | {"regions": "{ags}"} | others
    return f"{page}?{urlencode(query, safe='{}')}"
