"""Sections of a comparison: who is compared, strengths, lines, and the tables of differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, cast

import pandas as pd
import streamlit as st

from s3dash import labels, views
from s3dash.charts.heatmap import heatmap
from s3dash.charts.labels import SOFT_HYPHEN
from s3dash.charts.radar import MOST_REGIONS
from s3dash.exhibits.on_comparison import comparison_title, difference_sentence
from s3dash.frame.figures import (
    Drawing,
    asked,
    chart_labels,
    compared_style,
    draw,
    field_label,
    headline,
    lead,
    newest_rows,
    reader_of,
    source,
    to_drawing,
)
from s3dash.frame.over_time import series
from s3dash.frame.page import Page, Reader
from s3dash.frame.parts import choices, select, source_caption
from s3dash.frame.strengths import RADAR, map_links, reference_line, strengths
from s3dash.indicators import Indicator, Place
from s3dash.sentences import extent
from s3dash.text import format_number, join_list
from s3dash.views import Answered, Comparison, newest_year


def compared_headline(page: Page, shown: Comparison) -> None:
    """Names of the compared places, and why these where the reader has not chosen them."""
    chosen = len(page.view.regions)
    how = {0: "comparison.default_groups", 1: "comparison.default_other"}.get(chosen)
    headline(comparison_title(shown), page.words(how) if how else reference_line(page))


def largest_difference(page: Page, shown: Comparison) -> None:
    """Sentence about the field in which a place differs most from the first."""
    if words := difference_sentence(page.options, shown):
        lead(words)


def strengths_section(page: Page, answers: Sequence[Answered], *, key: str) -> None:
    """Radars or dots of the places, and all their figures as a heat map."""
    st.header(page.words(f"strengths.{key}"), anchor=False)
    having = [item for item in answers[0].places if views.has_figures(answers, item.id)]
    if not having:
        return
    if page.view.chart == RADAR and len(having) > MOST_REGIONS:
        strengths(page, answers, key=key)
        heat(page, answers, key=f"{key}_heat")
    else:
        left, right = st.columns(2, gap="large")
        with left:
            strengths(page, answers, key=key)
        with right:
            heat(page, answers, key=f"{key}_heat")
    map_links(page, answers)


def heat(page: Page, answers: Sequence[Answered], *, key: str) -> None:
    """Heat map of all places and fields, those without figures hatched."""
    question, about = answers[0].question, answers[0].places[0].id
    figure = _heat(reader_of(page), tuple(answers))
    draw(page, figure, question, key=key, about=about, year=newest_year(question))


@lru_cache(maxsize=256)
def _heat(reader: Reader, answers: tuple[Answered, ...]) -> Drawing:
    question = answers[0].question
    rows = newest_rows(reader, answers)
    alt = reader.words(
        "comparison.heatmap_alt",
        places=join_list(rows["name"].unique().tolist(), reader.lang),
        reference=labels.reference_name(reader.options, question.reference, reader.lang),
        year=str(newest_year(question)),
        extent=extent(_cells(reader, rows), reader.lang),
    )
    words = chart_labels(reader, question, alt=alt)
    return to_drawing(reader, heatmap(rows, words, mode=reader.mode))


def _cells(reader: Reader, rows: pd.DataFrame) -> list[tuple[str, float, str]]:
    """Place and field, value, and the value as it is written, of each cell of the heat map."""
    plain = rows["field_label"].str.replace(SOFT_HYPHEN, "")
    return [
        (f"{name}, {label}", value, _quotient(value, lang=reader.lang))
        for name, label, value in zip(rows["name"], plain, rows["value"], strict=True)
    ]


def lines_section(page: Page, shown: Comparison) -> None:
    """The chosen indicator over all its years, as values or indexed."""
    indicator = shown.chosen.question.indicator
    st.header(labels.headline(page.options, page.view), anchor=False)
    lead(labels.measure_line(page.options, page.view))
    choices(page, level=False)
    if len(shown.chosen.found.years) < 2:
        st.markdown(page.words("comparison.one_year", year=str(page.view.year)))
        return
    _index_choice(page, indicator)
    style = compared_style(page, shown.places)
    series(page, shown.chosen, style, key="comparison_lines", base_year=page.view.index)


def _index_choice(page: Page, indicator: Indicator) -> None:
    """Choose whether lines show values or meet at 100 in a year."""
    years = [str(year) for year in indicator.index_years(page.view.kind)]
    if not years:
        return

    def show(year: str) -> str:
        key = "comparison.index_year" if year else "comparison.index_none"
        return page.words(key, year=year)

    chosen = "" if page.view.index is None else str(page.view.index)
    with st.container(horizontal=True, key="index_choice"):
        select(page, "index", ["", *years], chosen, show=show, label=page.words("comparison.index"))


def values_table(page: Page, shown: Comparison) -> None:
    """Sortable table of the chosen indicator: value and difference from the first place."""
    indicator, year = shown.chosen.question.indicator, page.view.year
    years = [str(known) for known in indicator.years(page.view.kind)]
    with st.container(key="year_choice"):
        select(page, "year", years, str(year), show=str, label=page.words("map.year"))
    measure = indicator.name.in_language(page.lang)
    unit = indicator.unit_label.in_language(page.lang)
    first = shown.places[0].name.in_language(page.lang)
    lead(page.words("comparison.measure", name=measure, unit=unit) if unit else measure)
    name = page.words("comparison.value", year=str(year))
    found = views.differences(shown)
    table = pd.DataFrame(
        {
            page.words("comparison.region"): [p.name.in_language(page.lang) for p in shown.places],
            name: found["value"],
            page.words("comparison.difference", first=first): found["difference"],
            page.words("comparison.difference_percent"): found["percent"],
        }
    )
    formats: dict[str, Callable[[Any], str]] = {
        name: lambda value: labels.figure(indicator, value, page.lang, unit=False)
    }
    for column, places in zip(table.columns[2:], (indicator.decimals, 1), strict=True):
        formats[column] = partial(_signed, page=page, places=places)
    if indicator.unit.startswith("%"):
        table = table.drop(columns=table.columns[3])
    if indicator.categories:
        table = table[table.columns[:2]]
    words = {"measure": measure, "first": first}
    _sortable(page, table, formats, key="values", alt=page.words("comparison.table_alt", **words))
    source(page, shown.chosen.question, year, about=shown.places[0].id)


def strengths_table(page: Page, shown: Comparison) -> None:
    """Sortable table of all location quotients, and how they differ from the first place's."""
    lead(reference_line(page))
    answers = (*shown.sectors, *shown.themes)
    names = _distinct_names(page, shown.places)
    first = shown.places[0].id
    values, differences = views.strength_values(shown), views.strength_differences(shown)
    columns = {
        page.words("comparison.field"): [field_label(page, item.question) for item in answers],
        page.words("comparison.as_of"): [str(newest_year(item.question)) for item in answers],
        names[first]: values[first],
    }
    formats: dict[str, Callable[[Any], str]] = {names[first]: partial(_quotient, lang=page.lang)}
    for key in list(names)[1:]:
        minus = page.words("comparison.minus", other=names[key], first=names[first])
        columns |= {names[key]: values[key], minus: differences[key]}
        formats |= {
            names[key]: partial(_quotient, lang=page.lang),
            minus: partial(_signed, page=page, places=2),
        }
    words = {"measure": reference_line(page), "first": names[first]}
    alt = page.words("comparison.table_alt", **words)
    _sortable(page, pd.DataFrame(columns), formats, key="strengths", alt=alt)
    parts = [(item.question.indicator, item.question.kind) for item in answers]
    line = labels.joint_source_line(page.options, parts, page.lang)
    source_caption(page, line, **asked(answers[0].question, about=first))


def _distinct_names(page: Page, places: Sequence[Place]) -> dict[str, str]:
    """Names of places by id; a name that occurs again gets a number, because columns need one."""
    names: dict[str, str] = {}
    for item in places:
        name = item.name.in_language(page.lang)
        same = sum(other.name.in_language(page.lang) == name for other in places[: len(names)])
        names[item.id] = f"{name} ({same + 1})" if same else name
    return names


def _signed(value: float, *, page: Page, places: int) -> str:
    return format_number(value, page.lang, places, sign=True)


def _quotient(value: float, *, lang: str) -> str:
    return format_number(value, lang, 2)


def _sortable(
    page: Page,
    table: pd.DataFrame,
    formats: Mapping[str, Callable[[Any], str]],
    *,
    key: str,
    alt: str,
) -> None:
    """Table that sorts by its numbers and shows them in the page's language."""
    st.dataframe(
        table.style.format(cast("Any", formats)),
        key=f"{key}_table",
        hide_index=True,
        height="content",
        placeholder=page.words("format.no_value"),
        alt=alt,
    )
