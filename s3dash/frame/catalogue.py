"""The data page's catalogue: search and filters, the list, and all about the chosen indicator."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import chain
from typing import Final

import pandas as pd
import streamlit as st

from s3dash import codes, coverage, labels, trace
from s3dash.export import describe_source
from s3dash.frame.page import Page
from s3dash.indicators import Indicator
from s3dash.indicators.faults import faults_of
from s3dash.languages import in_data, sort_key
from s3dash.text import format_number, join_list, text

ALL: Final = ""
LIST_KEY: Final = "catalogue"
LEVELS: Final = (
    codes.MUNICIPALITY,
    codes.DISTRICT,
    codes.REGION,
    codes.STATE,
    codes.GERMANY,
)
LIST_ROWS: Final = 8


def catalogue(page: Page) -> None:
    """Filters and the list of indicators; choosing a row chooses the indicator."""
    found = _filtered(page)
    if not found:
        st.info(page.words("data.none_found"))
        return
    ids = [entry.id for entry in found]
    at = [ids.index(page.view.indicator)] if page.view.indicator in ids else []
    st.session_state[LIST_KEY] = {"selection": {"rows": at, "columns": [], "cells": []}}

    def chosen() -> None:
        selection = st.session_state[LIST_KEY]["selection"]
        rows = [row for row, _ in selection["cells"]] or selection["rows"]
        if rows:
            page.go(indicator=ids[rows[0]])

    st.dataframe(
        pd.DataFrame([_row(page, entry) for entry in found]),
        key=LIST_KEY,
        hide_index=True,
        height=35 * (min(len(found), LIST_ROWS) + 1) + 3,
        selection_mode=("single-row", "single-cell"),
        on_select=chosen,
        alt=page.words("data.list"),
        column_config={page.words("data.name"): st.column_config.TextColumn(width="large")},
    )


def _filtered(page: Page) -> list[Indicator]:
    indicators = list(page.options.indicators.values())
    levels = [level for level in LEVELS if any(level in entry.levels for entry in indicators)]
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        words = st.text_input(
            page.words("data.search"), key="data_words", placeholder=page.words("data.search_hint")
        )
        topic = _filter(
            page,
            "topic",
            list(dict.fromkeys(entry.topic for entry in indicators)),
            lambda name: page.words(f"topic.{name}"),
        )
        level = _filter(page, "level", levels, lambda name: level_name(page, name))
        source = _filter(
            page, "source", sources_of(indicators), lambda name: source_title(page, name)
        )
    return [
        entry
        for entry in indicators
        if topic in (ALL, entry.topic)
        and level in (ALL, *entry.levels)
        and source in (ALL, *sources_of([entry]))
        and _matches(entry, words or "")
    ]


def _filter(page: Page, key: str, names: Sequence[str], show: Callable[[str], str]) -> str:
    return str(
        st.selectbox(
            page.words(f"data.{key}"),
            [ALL, *names],
            key=f"data_{key}",
            format_func=lambda name: show(name) if name else page.words("data.all"),
        )
    )


def sources_of(indicators: Iterable[Indicator]) -> list[str]:
    """Ids of the sources of some indicators, each once."""
    found = (entry.sources(kind) for entry in indicators for kind in entry.variables)
    return list(dict.fromkeys(chain.from_iterable(found)))


def _matches(entry: Indicator, words: str) -> bool:
    """Whether every word stands in name or explanation, in either language."""
    named = (entry.name, entry.short, entry.definition)
    stock = sort_key(" ".join(words for name in named for words in (name.de, name.en)))
    return all(word in stock for word in sort_key(words).split())


def _row(page: Page, entry: Indicator) -> dict[str, str]:
    years = coverage.all_years(entry)
    newest = str(years[-1])
    old = labels.is_old(years[-1], datetime.date.today())
    return {
        page.words("data.name"): entry.name.in_language(page.lang),
        page.words("data.topic"): page.words(f"topic.{entry.topic}"),
        page.words("data.unit"): _unit(page, entry),
        page.words("data.levels"): ", ".join(level_name(page, lv) for lv in _drawn(entry)),
        page.words("data.newest"): page.words("data.old", year=newest) if old else newest,
        page.words("data.years"): _span(page, years[0], years[-1]),
        page.words("data.gaps"): _runs(page, coverage.missing_years(years)),
    }


def _drawn(entry: Indicator) -> list[str]:
    """Levels of an indicator inside the region, the finest first."""
    return [level for level in LEVELS if level in entry.map_levels]


def _unit(page: Page, entry: Indicator) -> str:
    return entry.unit_label.in_language(page.lang) or page.words("data.no_unit")


def level_name(page: Page, level: str) -> str:
    """Name of a level, also of those above the districts."""
    if level in (codes.MUNICIPALITY, codes.DISTRICT):
        return labels.level_name(level, page.lang)
    return page.words(f"data.level_{level}")


def source_title(page: Page, name: str) -> str:
    """Table and producer of a source on one line."""
    source = page.options.release.sources[name]
    return f"{source['table']}: {source[f'title_{in_data(page.lang)}']}"


def _span(page: Page, first: int, last: int) -> str:
    return str(first) if first == last else page.words("data.span", first=first, last=last)


def _runs(page: Page, years: Sequence[int]) -> str:
    """Years in words, neighbours joined: 2010–2012, 2014."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(_span(page, *run) for run in runs) or page.words("data.no_gaps")


# --- the chosen indicator ------------------------------------------------------------------


def about_indicator(page: Page) -> None:
    """Explanation, formula, method, years, gaps and sources of the view's indicator."""
    entry = page.options.indicators[page.view.indicator]
    st.header(entry.name.in_language(page.lang), anchor=False)
    facts = [
        (page.words("data.formula"), entry.formula),
        (page.words("data.method"), entry.method.in_language(page.lang)),
        (page.words("data.unit"), _unit(page, entry)),
        (page.words("data.levels"), _levels(page, entry)),
        (page.words("data.years"), _years(page, entry)),
        (page.words("data.breaks"), _breaks(page, entry)),
        (page.words("data.cells"), "\n".join(_cells(page))),
        (page.words("data.faults"), "\n".join(_faults(page, entry))),
    ]
    definition = escape(entry.definition.in_language(page.lang))
    sources = [source_html(page, name) for name in entry.sources(page.view.kind)]
    st.html(
        f'<div class="s3-about"><div><p class="s3-definition">{definition}</p>{_facts(facts)}</div>'
        f"<div>{''.join(sources)}</div></div>"
    )


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    """Pairs of label and words as a list of definitions; pairs without words are left out."""
    pairs = "".join(
        f"<dt>{escape(label)}</dt><dd>{'<br>'.join(map(escape, words.splitlines()))}</dd>"
        for label, words in facts
        if words
    )
    return f"<dl>{pairs}</dl>"


def _levels(page: Page, entry: Indicator) -> str:
    return ", ".join(level_name(page, level) for level in LEVELS if level in entry.levels)


def _years(page: Page, entry: Indicator) -> str:
    """Years by kind of field, each with its gaps."""
    lines = []
    for kind in entry.variables:
        years = _runs(page, entry.years(kind))
        name = page.words(f"kind.{kind}") if kind else ""
        lines.append(page.words("data.kind_years", kind=name, years=years) if kind else years)
    return "\n".join(lines)


def _breaks(page: Page, entry: Indicator) -> str:
    if not entry.breaks:
        return ""
    years = join_list([str(year) for year in entry.breaks], page.lang)
    return page.words("data.broken", years=years)


def _faults(page: Page, entry: Indicator) -> list[str]:
    """One line for each known fault of the sources: years, what was done, and why."""
    return [
        page.words("data.fault", years=_runs(page, fault.years), words=line)
        for fault in faults_of(entry)
        for line in trace.fault_lines([fault], page.lang)
    ]


def _cells(page: Page) -> list[str]:
    """One line for each level: how many figures there are, and how many have no number."""
    question = page.view.question(page.options.indicators)
    return [_level_cells(page, found) for found in coverage.coverage(page.options, question)]


def _level_cells(page: Page, found: coverage.Coverage) -> str:
    without = {name: found.count[name] for name in codes.WITHOUT_VALUE if found.count[name]}
    total = sum(found.count.values())
    known = page.words(
        "data.cells_level",
        level=level_name(page, found.level),
        places=page.words("data.cells_places", count=found.places),
        years=page.words("data.cells_years", count=len(found.years)),
        known=format_number(total - sum(without.values()), page.lang),
        all=format_number(total, page.lang),
    )
    unknown = [
        page.words(
            "data.cells_missing",
            n=format_number(count, page.lang),
            status=text(f"chart.states.{name}", page.lang),
        )
        for name, count in without.items()
    ]
    return ", ".join((known, *unknown))


def source_html(page: Page, name: str) -> str:
    """Card of a source: title, attribution, licence, address, terms, notes."""
    source = describe_source(page.options.release, name, page.lang)
    keys = ("producer", "table", "line", "licence", "dataset_url", "as_of", "changes")
    facts = [(page.words(f"data.part.{key}"), source[key]) for key in keys]
    facts.append((page.words("data.part.redistribution"), source["redistribution"]))
    facts.append((page.words("data.part.note"), source["note"]))
    body = _facts(facts)
    for key, shown in (("dataset_url", source["dataset_url"]), ("licence_url", source["licence"])):
        if source[key]:
            link = f'<a href="{escape(source[key])}" rel="noreferrer">{escape(shown)}</a>'
            body = body.replace(f"<dd>{escape(shown)}</dd>", f"<dd>{link}</dd>", 1)
    heading = f"{page.words('data.source_of')}: {source['title']}"
    return f'<section class="s3-source"><h3>{escape(heading)}</h3>{body}</section>'


def all_sources(page: Page) -> None:
    """Every source of the release with its licence."""
    with st.expander(page.words("data.sources")):
        cards = "".join(source_html(page, name) for name in page.options.release.sources)
        st.html(f'<div class="s3-sources">{cards}</div>')
