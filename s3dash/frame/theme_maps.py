"""The six small maps of the start page: where each theme is strong, and the way to its map."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

import numpy as np
import streamlit as st

from s3dash import codes, labels, state, views
from s3dash.charts import scales, theme
from s3dash.charts.small_map import Outlines, legend, outlines, small_map
from s3dash.frame.figures import asked
from s3dash.frame.page import Page
from s3dash.frame.parts import PAGE_FILES, caption, source_caption
from s3dash.indicators import THEME
from s3dash.text import format_number, join_list
from s3dash.views import Answered

INDICATOR: Final = "theme_location_quotient"
CLASS_METHOD: Final = "round"
CLASS_COUNT: Final = 5
NAMED: Final = 3
"""Places that a small map names at most."""


@dataclass(frozen=True)
class _Shown:
    """What all small maps share: year, class edges, neutral value."""

    year: int
    edges: Sequence[float]
    centre: float


CHOSEN: Final = "-chosen"
"""Ending of the key of the card that is shown."""

Target = tuple[str, Mapping[str, str]]
"""Page that a card leads to, and the query that it gets."""


def theme_maps(page: Page, *, short: bool = False) -> None:
    """Show a small map for each theme with its strongest places, and the way to its map.

    Parameters
    ----------
    short : whether the themes have their short names
    """
    answers = views.start_strengths(page.options, page.view)
    question, year = answers[0].question, views.newest_year(answers[0].question)
    date = labels.date_of(question.indicator, year, page.lang)
    st.header(page.words("start.themes", year=str(year)), anchor=False)
    places = page.words("map.count_district", count=len(answers[0].places))
    caption(page.words("start.themes_note", measure=_measure(page), places=places, date=date))
    theme_cards(page, answers, year, lambda key: _map_of(page, key, year), short=short)
    line = labels.source_line(page.options, question.indicator, THEME, page.lang)
    source_caption(page, line, **asked(question, year))


def theme_cards(
    page: Page,
    answers: Sequence[Answered],
    year: int,
    target: Callable[[str], Target],
    *,
    named: int = NAMED,
    short: bool = False,
    chosen: str = "",
) -> None:
    """Show a small map for each theme, all in the same classes, with their legend.

    Parameters
    ----------
    answers : location quotients of each theme in the districts
    target : what the card of a theme leads to
    named : strongest places that each card names at most
    short : whether the cards have the themes' short names
    chosen : theme whose card is marked as the one that is shown
    """
    shown = _shown(answers, year)
    with st.container(horizontal=True, key="themes"):
        for found in answers:
            key = found.question.field
            with st.container(key=f"theme-{key}{CHOSEN if key == chosen else ''}"):
                name = labels.field_name(page.options, THEME, key, page.lang, short=short)
                file, query = target(key)
                st.page_link(file, label=name, query_params=dict(query))
                st.html(_picture(page, found, shown, named))
    st.html(legend(_classes(page, shown), shown.edges, centre=shown.centre, mode=page.mode))


def _map_of(page: Page, key: str, year: int) -> Target:
    view = state.choose(
        page.view,
        page.options,
        page=state.MAP,
        indicator=INDICATOR,
        theme=key,
        level=codes.DISTRICT,
        year=str(year),
        reference=views.strengths_reference(page.view),
        classes=CLASS_METHOD,
    )
    return PAGE_FILES[state.MAP], view.to_query()


def theme_colours(page: Page) -> str:
    """Style rules that give each theme its colour."""
    colours = theme.palette(page.mode).themes
    return "".join(
        f"[class*='st-key-theme-{key}']{{--s3-theme:{colour}}}"
        for key, colour in zip(page.options.release.themes, colours, strict=True)
    )


def strongest(found: Answered, year: int, centre: float) -> list[tuple[str, float]]:
    """Ids and figures of the places with the highest figures, none below the neutral value."""
    values = found.found.value[:, found.found.years.index(year)]
    ranked = [i for i in np.argsort(-values, kind="stable") if values[i] >= centre]
    return [(found.places[i].id, float(values[i])) for i in ranked[:NAMED]]


def class_edges(answers: Sequence[Answered], year: int) -> list[float]:
    """Class edges that maps of several fields share."""
    values = np.concatenate([found.found.at([year]).value[:, 0] for found in answers])
    centre = answers[0].question.indicator.centre
    return scales.breaks(values, method=CLASS_METHOD, k=CLASS_COUNT, centre=centre, log=True)


def _shown(answers: Sequence[Answered], year: int) -> _Shown:
    centre = answers[0].question.indicator.centre
    assert centre is not None
    return _Shown(year, class_edges(answers, year), centre)


def _measure(page: Page) -> str:
    """Measure of the maps and what it is measured against, in words."""
    name = page.options.indicators["location_quotient"].name.in_language(page.lang)
    reference = views.strengths_reference(page.view)
    return page.words(
        "measure.against",
        measure=name,
        reference=labels.reference_name(page.options, reference, page.lang),
    )


def _picture(page: Page, found: Answered, shown: _Shown, named: int) -> str:
    names = {item.id: item.name.in_language(page.lang) for item in found.places}
    decimals = found.question.indicator.decimals
    places = [
        (names[key], format_number(value, page.lang, decimals))
        for key, value in strongest(found, shown.year, shown.centre)[:named]
    ]
    column = found.found.years.index(shown.year)
    values = {
        item.id: row[column] for item, row in zip(found.places, found.found.value, strict=True)
    }
    drawn = small_map(
        district_outlines(page.options.release.geo),
        values,
        shown.edges,
        centre=shown.centre,
        alt=_alt(page, found, shown, places),
        mode=page.mode,
    )
    entries = "".join(f"<li>{escape(name)}&nbsp;<b>{value}</b></li>" for name, value in places)
    words = f"<ol>{entries}</ol>" if places else f"<p>{escape(page.words('start.none'))}</p>"
    return f'<div class="s3-theme">{drawn}{words}</div>'


def _alt(page: Page, found: Answered, shown: _Shown, places: list[tuple[str, str]]) -> str:
    named = [page.words("start.alt_place", name=name, value=value) for name, value in places]
    return page.words(
        "start.alt",
        theme=labels.field_name(page.options, THEME, found.question.field, page.lang),
        year=str(shown.year),
        places=join_list(named, page.lang) if named else page.words("start.none"),
    )


def _classes(page: Page, shown: _Shown) -> list[str]:
    """Words for each class: the outermost ones open, the neutral one by its name."""
    numbers = [format_number(edge, page.lang, 2) for edge in shown.edges]
    last = len(shown.edges) - 2
    words = []
    for i in range(last + 1):
        low, high = numbers[i], numbers[i + 1]
        neutral = shown.edges[i] < shown.centre < shown.edges[i + 1]
        kind = "neutral" if neutral else "below" if i == 0 else "above" if i == last else "between"
        words.append(page.words(f"start.{kind}", low=low, high=high))
    return words


@cache
def district_outlines(geo: Path) -> Outlines:
    """Outlines of the districts, simplified once per server."""
    drawing = json.loads((geo / "shapes.json").read_text(encoding="utf-8"))
    width, height = drawing["viewBox"][2:]
    paths = {shape["ags"]: shape["d"] for shape in drawing["district"]}
    return outlines(paths, width=width, height=height)
