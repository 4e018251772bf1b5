"""Key figures of a place as a table: value, rank, trend, and what they are compared with."""

from __future__ import annotations

import datetime
import html
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import streamlit as st

from s3dash import codes, labels, state, trace
from s3dash.charts import theme
from s3dash.frame.figures import address, compared_style, reader_of
from s3dash.frame.kept import kept
from s3dash.frame.page import Page, Reader
from s3dash.frame.parts import caption
from s3dash.frame.sparkline import sparkline
from s3dash.indicators import Indicator, Place, place
from s3dash.indicators.faults import faults_at
from s3dash.labels import is_old
from s3dash.text import text
from s3dash.views import COMPARED_WITH, Answered, KeyFigure, Part


def key_figures(page: Page, part: Part) -> None:
    """Table of the key figures of a place; each name leads to the map of its indicator."""
    title = page.words("key_figures.of", name=part.place.name.in_language(page.lang))
    _show(page, part, title, (("", part.key_figures),))


def evidence(page: Page, part: Part) -> None:
    """Table of the figures that say something about the themes, theme by theme."""
    title = page.words("key_figures.evidence", name=part.place.name.in_language(page.lang))
    groups = tuple((item.theme.name.in_language(page.lang), item.figures) for item in part.evidence)
    if groups:
        _show(page, part, title, groups)
        caption(page.words("key_figures.evidence_note"))


Groups = tuple[tuple[str, tuple[KeyFigure, ...]], ...]
"""Figures in groups, each with a heading of its own if it has a name."""


def _show(page: Page, part: Part, title: str, groups: Groups) -> None:
    """A table, how to read it, and all its sources."""
    st.html(_table(page, part.place, title, groups))
    shown = [(item.indicator, item.answered.question.kind) for _, items in groups for item in items]
    sources = labels.joint_source_line(page.options, shown, page.lang)
    caption(f"{page.words('key_figures.note')} {sources}")


@kept
def _table(page: Page, about: Place, title: str, groups: Groups) -> str:
    others = [key for key in COMPARED_WITH if key != about.id]
    names = [
        page.words("key_figures.figure"),
        page.words("key_figures.value"),
        page.words("map.year"),
        page.words("key_figures.rank"),
        page.words("map.trend"),
        *(place(page.options.release, key).name.in_language(page.lang) for key in others),
    ]
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names)
    colour = compared_style(page, [about])[about.id][0]
    body, notes = "", _Notes(page)
    for name, figures in groups:
        if name:
            span = f'<th colspan="{len(names)}" scope="rowgroup">{html.escape(name)}</th>'
            body += f'<tr class="s3-group">{span}</tr>'
        body += "".join(_row(page, figure, others, names, colour, notes) for figure in figures)
    return (
        f'<table class="s3-figures"><caption>{html.escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes.html()}"
    )


class _Notes:
    """Marks of figures with a known fault of their source, and the reasons below the table."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._lines: list[str] = []

    def mark(self, figure: KeyFigure, key: str) -> str:
        """Number of each reason that concerns a figure; empty where there is none."""
        about = place(self._page.options.release, key)
        entries = faults_at(figure.answered.question, about, figure.year)
        numbers = [self._number(line) for line in trace.fault_lines(entries, self._page.lang)]
        title = html.escape(self._page.words("trace.corrections"))
        marks = (f'<sup class="s3-mark" title="{title}">{number}</sup>' for number in numbers)
        return "".join(marks)

    def _number(self, line: str) -> int:
        if line not in self._lines:
            self._lines.append(line)
        return self._lines.index(line) + 1

    def html(self) -> str:
        """The reasons as a numbered list; empty where no figure has a mark."""
        if not self._lines:
            return ""
        items = "".join(f"<li>{html.escape(line)}</li>" for line in self._lines)
        return f'<ol class="s3-notes">{items}</ol>'


def _row(
    page: Page,
    figure: KeyFigure,
    others: Sequence[str],
    names: Sequence[str],
    colour: str,
    notes: _Notes,
) -> str:
    indicator, lang = figure.indicator, page.lang
    cells = [
        f"<b>{amount(page, figure, figure.key)}</b>{notes.mark(figure, figure.key)}",
        year_words(page, figure),
        rank_words(page, figure),
        _trend(reader_of(page), figure.answered, figure.key, colour),
        *(amount(page, figure, key) + notes.mark(figure, key) for key in others),
    ]
    body = "".join(
        f'<td data-label="{html.escape(name)}">{cell}</td>'
        for name, cell in zip(names[1:], cells, strict=True)
    )
    name = html.escape(indicator.name.in_language(lang))
    link = f'<a href="{view_of(page, figure, state.MAP)}">{name}</a>'
    return f'<tr><th scope="row">{link}{_long_unit(indicator, lang)}</th>{body}</tr>'


def _long_unit(indicator: Indicator, lang: str) -> str:
    """Unit beside the name, where the name does not say it and it is too long for each number."""
    unit = labels.unit_beside(indicator, lang)
    return f"<small>{html.escape(unit)}</small>" if unit else ""


def view_of(page: Page, figure: KeyFigure, target: str, **others: str | None) -> str:
    """Address of a page about the figure's indicator, field and year."""
    question = figure.answered.question
    chosen: dict[str, str | None] = {"indicator": figure.indicator.id, "year": str(figure.year)}
    if question.kind:
        chosen[question.kind] = question.field
    if question.base is not None:
        chosen["from"] = str(question.base)
    return address(page.link(target, **chosen | others))


def year_words(page: Page, figure: KeyFigure) -> str:
    """Year or period, and a mark if it is old."""
    year = str(figure.year)
    if figure.answered.question.base is not None:
        year = page.words("key_figures.period", first=figure.answered.question.base, last=year)
    if not is_old(figure.year, datetime.date.today()):
        return year
    return f"{year}<small>{html.escape(page.words('key_figures.old'))}</small>"


def amount(page: Page, figure: KeyFigure, key: str, *, unit: bool = False) -> str:
    """Figure that leads to its trace, or why there is none.

    The unit follows the number where it is short, or, with `unit`, whatever its length.
    """
    status, lang = figure.status(key), page.lang
    if status in codes.WITHOUT_VALUE:
        return f'<span class="s3-none">{html.escape(text(f"chart.states.{status}", lang))}</span>'
    number = labels.figure(figure.indicator, figure.value(key), lang, unit=unit)
    ending = "" if unit else labels.short_unit(figure.indicator, lang)
    words = html.escape(number + ending)
    title = html.escape(page.words("trace.title"))
    target = view_of(page, figure, state.TRACE, regions=key)
    return f'<a class="s3-value" href="{target}" title="{title}">{words}</a>'


def rank_words(page: Page, figure: KeyFigure) -> str:
    """Rank among the places of the level, or a dash where there is none."""
    words = labels.rank_words(figure.rank, figure.among, figure.zeros, page.lang)
    return html.escape(words)


@lru_cache(maxsize=8192)
def _trend(reader: Reader, answered: Answered, key: str, colour: str) -> str:
    """Small line over all years of a place."""
    found, indicator = answered.found, answered.question.indicator
    values = found.value[answered.row(key)]
    known = np.flatnonzero(~np.isnan(values))
    if len(known) < 2:
        return "–"
    first, last = int(known[0]), int(known[-1])
    words = reader.words(
        "key_figures.trend",
        first=found.years[first],
        start=labels.figure(indicator, float(values[first]), reader.lang),
        last=found.years[last],
        end=labels.figure(indicator, float(values[last]), reader.lang),
    )
    grey = theme.palette(reader.mode).muted
    return sparkline(
        found.years, values, breaks=indicator.breaks, colour=colour, grey=grey, alt=words
    )
