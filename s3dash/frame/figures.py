"""From answers to drawn figures: tidy rows, words in the page's language, source line below."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from s3dash import codes, labels, plotly_file
from s3dash.charts.labels import SOFT_HYPHEN, Labels, Words
from s3dash.exhibits.looks import looks
from s3dash.frame import browser
from s3dash.frame.page import Audience, Page, Reader, served
from s3dash.frame.parts import source_caption
from s3dash.frame.sheet import style_sheet
from s3dash.indicators import Place, Question, join_rows
from s3dash.text import format_number, text
from s3dash.views import FEW, Answered, newest_year, small_base

CONFIG: Final = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False}
"""Settings of plotly in the browser."""

Looks = tuple[tuple[str, tuple[str, str]], ...]
"""Items of a `Style`, by which a figure can be kept."""


@cache
def chart_words(lang: str) -> Words:
    """Words that all figures of a language share."""
    separators = ("format.decimal_separator", "format.thousands_separator")
    return Words(
        no_value=text("chart.no_value", lang),
        range=text("chart.range", lang, low="{low}", high="{high}"),
        index_of=text("chart.index_of", lang, year="{year}"),
        series_break=text("chart.series_break", lang),
        parity=text("chart.parity", lang, reference="{reference}"),
        states={status: text(f"chart.states.{status}", lang) for status in codes.STATUSES},
        separators="".join(text(key, lang) for key in separators),
    )


def chart_labels(reader: Audience, question: Question, *, alt: str) -> Labels:
    """Words and number format of a figure about a question."""
    indicator, lang = question.indicator, reader.lang
    reference = question.reference
    return Labels(
        value=indicator.short.in_language(lang),
        unit=indicator.unit_label.in_language(lang),
        number=lambda value: labels.figure(indicator, value, lang, unit=False),
        words=chart_words(lang),
        reference=labels.reference_name(reader.options, reference, lang) if reference else "",
        alt=alt,
    )


def newest_rows(reader: Audience, answers: Sequence[Answered]) -> pd.DataFrame:
    """Rows for a figure: the newest year of each answer, all its places."""
    return _rows(reader, [(item, (newest_year(item.question),)) for item in answers])


def all_rows(reader: Audience, item: Answered) -> pd.DataFrame:
    """Rows for a figure: all years and places of an answer."""
    return _rows(reader, [(item, tuple(item.found.years))])


def _rows(reader: Audience, asked: Sequence[tuple[Answered, tuple[int, ...]]]) -> pd.DataFrame:
    release, lang = reader.options.release, reader.lang
    rows = join_rows(
        release, [(item.question, item.places, item.found.at(years)) for item, years in asked]
    )
    names = {about.id: about.name.in_language(lang) for item, _ in asked for about in item.places}
    unsteady = reader.words("small_base.says", few=format_number(FEW, lang))
    notes, fields, field_labels = [], [], []
    for item, years in asked:
        size = len(item.places) * len(years)
        marks = small_base(reader.options, item, years).reshape(-1)
        notes += [unsteady if mark else "" for mark in marks]
        fields += [item.question.field] * size
        field_labels += [breakable(field_label(reader, item.question), lang)] * size
    return rows.assign(
        note=notes,
        region=rows["ags"],
        name=rows["ags"].map(names),
        field=fields,
        field_label=field_labels,
    )


def breakable(label: str, lang: str) -> str:
    """Label with soft hyphens in its long words, where narrow figures may break them."""
    for hyphened in text("strengths.hyphens", lang).split():
        label = label.replace(hyphened.replace("-", ""), hyphened.replace("-", SOFT_HYPHEN))
    return label


def field_label(reader: Audience, question: Question, *, short: bool = True) -> str:
    """Name of the field of a question; empty where it has none."""
    if not question.kind:
        return ""
    return labels.field_name(
        reader.options, question.kind, question.field, reader.lang, short=short
    )


def compared_style(page: Page, places: Sequence[Place]) -> dict[str, tuple[str, str]]:
    """Colour and mark of up to six compared places, as `looks` gives them."""
    return looks(page.options, page.view, places, page.mode)


@dataclass(frozen=True)
class Drawing:
    """A figure as it goes to the browser: plotly's JSON, and what it shows in words."""

    spec: str
    alt: str


def to_drawing(reader: Reader, figure: go.Figure) -> Drawing:
    """Write a figure down, in the height that it shall have for the reader."""
    spec = fitted(figure, reader.height).to_json(validate=False)
    return Drawing(spec, figure.layout.meta["alt"])


def reader_of(page: Page) -> Reader:
    """For whom the figures of a page are drawn at this place of it."""
    return Reader(page.options, page.lang, page.mode, _HEIGHT.get())


def draw(
    page: Page,
    figure: Drawing,
    question: Question,
    *,
    key: str,
    about: str,
    year: int | None = None,
) -> None:
    """Show a figure; below it the date it is about (None: several years), source and trace.

    Parameters
    ----------
    about : id of the place whose figure is traced
    """
    draw_bare(page, figure, key=key)
    source(page, question, year, about=about)


def draw_bare(
    page: Page, figure: Drawing, *, key: str, on_click: Callable[[], None] | None = None
) -> None:
    """Show one of several figures that share a source line; see `browser.figure`."""
    data = {
        "spec": figure.spec,
        "alt": figure.alt,
        "config": CONFIG,
        "fills": _HEIGHT.get() is not None,
        "plotly": served(f"{plotly_file.FOLDER}/{plotly_file.name()}"),
        "not_drawn": page.words("chart.not_drawn"),
    }
    browser.figure(data, key=key, on_click=on_click)


_AROUND_RADAR: Final = 38
"""Room for the labels above and below a radar without its legend."""

_LEGEND_LINE: Final = 16
"""Room for a second line of a legend."""

_HEIGHT: ContextVar[int | None] = ContextVar("height of figures", default=None)


@contextmanager
def figures_of_height(height: int) -> Iterator[None]:
    """All figures that are drawn inside have this height instead of their own, in pixels.

    They leave out what the frame around them says: which colour is which place, and the scale of
    cells that have their figures in them.
    """
    former = _HEIGHT.set(height)
    try:
        yield
    finally:
        _HEIGHT.reset(former)


def height_or(own: int) -> int:
    """Height that figures shall have here, or a figure's own."""
    return _HEIGHT.get() or own


def fitted(figure: go.Figure, height: int | None) -> go.Figure:
    """The figure, in the height that it shall have, if any is asked for."""
    if height is None:
        return figure
    kinds = {trace.type for trace in figure.data}
    if "scatterpolar" in kinds:
        figure.update_layout(showlegend=False, margin={"t": _AROUND_RADAR, "b": _AROUND_RADAR})
    elif figure.layout.showlegend:
        figure.update_layout(margin={"t": (figure.layout.margin.t or 0) + _LEGEND_LINE})
    if "heatmap" in kinds:
        figure.update_traces(showscale=False, selector={"type": "heatmap"})
        figure.update_layout(margin={"b": 0})
    return figure.update_layout(height=height)


def source(page: Page, question: Question, year: int | None, *, about: str) -> None:
    """Small line under a figure: date, source, and the link to the trace of a place's figure."""
    indicator = question.indicator
    line = labels.source_line(page.options, indicator, question.kind, page.lang)
    if year is not None:
        date = labels.date_of(indicator, year, page.lang)
        line = f"{page.words('map.as_of', date=date)} · {line}"
    source_caption(page, line, **asked(question, year, about))


def asked(question: Question, year: int | None = None, about: str | None = None) -> dict[str, str]:
    """Keys of the address for a question, a year (the newest if not given) and a place."""
    keys = {"indicator": question.indicator.id, "year": str(year or newest_year(question))}
    if question.kind:
        keys[question.kind] = question.field
    if question.reference:
        keys["reference"] = question.reference
    if question.base is not None:
        keys["from"] = str(question.base)
    return keys if about is None else keys | {"regions": about}


def headline(title: str, subtitle: str) -> None:
    """Title of a page and the line under it, with the style of the figures below.

    The style is an element of its own: put in anew with each title, it would have the browser
    work out the style of the whole page again.
    """
    style_sheet("figures")
    st.html(
        f'<header class="s3-headline"><h1>{html.escape(title)}</h1>'
        f"<p>{html.escape(subtitle)}</p></header>"
    )


def lead(words: str) -> None:
    """Quiet line that says what the figures below are."""
    st.html(f'<p class="s3-lead">{html.escape(words)}</p>')


def address(link: str) -> str:
    """Address of a page as it stands in HTML: relative, so that it holds below any base path."""
    return html.escape(link.lstrip("/"))
