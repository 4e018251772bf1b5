"""Division of labour: themes or sectors by districts, sorted by what is concentrated where."""

from __future__ import annotations

from typing import Final

import numpy as np
import streamlit as st

from s3dash import labels, state
from s3dash.charts import scales
from s3dash.charts.matrix import Cell, Head, matrix
from s3dash.charts.small_map import legend
from s3dash.frame.figures import asked, breakable, field_label, lead, source
from s3dash.frame.page import Page, show_choice
from s3dash.frame.parts import caption
from s3dash.indicators import Place
from s3dash.text import format_number, join_list
from s3dash.views import Answered, themes
from s3dash.views.themes import Division

CLASSES: Final = 7
MIDDLE: Final = 95
"""Percentile up to which figures decide about the classes."""

_DECIMALS: Final = {"share": 0, "quotient": 2, "change": 0}
"""Places of a figure in the narrow cells; the trace has all of them."""


def division_of_labour(page: Page) -> None:
    """The matrix with its choices, a sentence on what it shows, its legend and source."""
    found = themes.division(page.options, page.view)
    st.header(page.words("division.title", year=str(found.year)), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="division_choices"):
        _switch(page, "matrix", state.MATRICES, page.view.matrix)
        _switch(page, "figure", state.MATRIX_FIGURES, page.view.figure)
    lead(_sentence(page, found))
    indicator = found.cells[0].question.indicator
    edges = _edges(found)
    st.html(_matrix(page, found, edges))
    st.html(legend(_classes(page, found, edges), edges, centre=indicator.centre, mode=page.mode))
    caption(page.words("division.note", gini=_gini_name(page)))
    source(page, found.cells[0].question, found.year, about=found.places[0].id)


def _edges(found: Division) -> list[float]:
    """Class edges; a few extreme changes do not stretch the classes of all others."""
    answers = (*found.cells, *((found.whole,) if found.whole else ()))
    values = np.concatenate([item.found.at([found.year]).value[:, 0] for item in answers])
    known = values[~np.isnan(values)]
    indicator = found.cells[0].question.indicator
    middle = np.clip(known, *np.percentile(known, (100 - MIDDLE, MIDDLE)))
    return scales.breaks(
        middle, method="round", k=CLASSES, centre=indicator.centre, log=indicator.scale == "log"
    )


def _switch(page: Page, key: str, choices: tuple[str, ...], chosen: str) -> None:
    widget = f"{page.view.page}_{key}"
    show_choice(widget, chosen)
    st.segmented_control(
        page.words(f"division.{key}"),
        choices,
        key=widget,
        format_func=lambda name: page.words(f"division.{key}_{name}"),
        required=True,
        on_change=lambda: page.go(**{key: st.session_state[widget]}),
    )


def _sentence(page: Page, found: Division) -> str:
    """Which field is the most concentrated, where it lies, and which is the most even."""
    last = len(found.cells) - 1
    leaders = found.leaders(0)
    return page.words(
        "division.sentence",
        most=field_label(page, found.cells[0].question, short=False),
        places=join_list([item.name.in_language(page.lang) for item, _ in leaders], page.lang),
        share=format_number(sum(share for _, share in leaders), page.lang),
        most_gini=format_number(found.gini(0), page.lang, 2),
        least=field_label(page, found.cells[last].question, short=False),
        least_gini=format_number(found.gini(last), page.lang, 2),
    )


def _gini_name(page: Page) -> str:
    return page.options.indicators["locational_gini"].name.in_language(page.lang)


def _matrix(page: Page, found: Division, edges: list[float]) -> str:
    indicator = found.cells[0].question.indicator
    answers = (*found.cells, *((found.whole,) if found.whole else ()))
    columns = [_column(page, found, i) for i in range(len(found.cells))]
    if found.whole:
        columns.append(_every(page, found.whole))
    rows = [_row(page, item) for item in found.places]
    cells = [[_cell(page, found, answer, item.id) for answer in answers] for item in found.places]
    return matrix(
        rows,
        columns,
        cells,
        caption=_caption(page, found),
        corner=page.words("themes.district"),
        edges=edges,
        centre=indicator.centre,
        mode=page.mode,
    )


def _caption(page: Page, found: Division) -> str:
    question = found.cells[0].question
    reference = question.reference
    return page.words(
        f"division.caption_{found.figure}",
        reference=labels.reference_name(page.options, reference, page.lang) if reference else "",
        base=str(found.base),
        year=str(found.year),
    )


def _to(link: str) -> str:
    """Relative address, so that it holds below any base path; the matrix itself escapes it."""
    return link.lstrip("/")


def _row(page: Page, about: Place) -> Head:
    link = _to(page.link(state.PROFILE, regions=about.id))
    return Head(about.name.in_language(page.lang), "", link)


def _column(page: Page, found: Division, i: int) -> Head:
    question = found.cells[i].question
    gini = page.words("division.gini", value=format_number(found.gini(i), page.lang, 2))
    link = _to(page.link(focus=question.field))
    return Head(breakable(field_label(page, question), page.lang), gini, link)


def _every(page: Page, whole: Answered) -> Head:
    """Head of the column that the others are to be set against."""
    link = _to(page.link(state.MAP, **asked(whole.question)))
    return Head(
        breakable(field_label(page, whole.question), page.lang),
        page.words("division.for_comparison"),
        link,
    )


def _cell(page: Page, found: Division, answer: Answered, key: str) -> Cell:
    at, row = answer.found.at([found.year]), answer.row(key)
    value = float(at.value[row, 0])
    low, high = (_number(page, found, float(bound[row, 0])) for bound in (at.low, at.high))
    ranged = not np.isnan([at.low[row, 0], at.high[row, 0]]).any() and low != high
    words = _number(page, found, value)
    if np.isnan(value):
        words = page.words(f"chart.states.{answer.status(key, found.year)}")
    place = answer.places[row].name.in_language(page.lang)
    field = field_label(page, answer.question, short=False)
    title = page.words("division.cell", place=place, field=field, value=words)
    if ranged:
        title = f"{title}, {page.words('chart.range', low=low, high=high)}"
    link = _to(page.link(state.TRACE, **asked(answer.question, found.year, key)))
    return Cell(value, words, title, link, ranged)


def _number(page: Page, found: Division, value: float) -> str:
    indicator = found.cells[0].question.indicator
    signed = found.figure == "change"
    number = format_number(value, page.lang, _DECIMALS[found.figure], sign=signed)
    return number + labels.short_unit(indicator, page.lang)


def _classes(page: Page, found: Division, edges: list[float]) -> list[str]:
    """Words for each class; the outermost ones are open."""
    numbers = [_number(page, found, edge) for edge in edges]
    words = []
    for i in range(len(edges) - 1):
        kind = "below" if i == 0 else "above" if i == len(edges) - 2 else "between"
        words.append(page.words(f"start.{kind}", low=numbers[i], high=numbers[i + 1]))
    return words
