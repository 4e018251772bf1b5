"""Figures of the view as a table and as files, and whole tables of the release."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from s3dash import config, export, labels, open_data, views
from s3dash.frame.page import Page
from s3dash.frame.parts import caption
from s3dash.indicators import Indicator
from s3dash.text import format_number

ROWS: Final = 16
"""Rows of figures that stand on the page at once; the table scrolls through the others."""


def figures_of_view(page: Page) -> None:
    """Table of the view's figures; the files stand under every page."""
    options, view = page.options, page.view
    indicator = options.indicators[view.indicator]
    table = views.table(options, view)
    st.dataframe(
        _shown(page, indicator, table),
        hide_index=True,
        height=35 * (min(len(table), ROWS) + 1) + 3,
        placeholder=page.words("format.no_value"),
        alt=page.words("data.figures", title=labels.headline(options, view), year=view.year),
    )


def _shown(page: Page, indicator: Indicator, table: pd.DataFrame) -> Styler:
    """Columns of a table of figures for the eye, formatted in the page's language."""

    def between(low: float, high: float) -> str:
        if pd.isna(low):
            return ""
        first, last = (format_number(end, page.lang, indicator.decimals) for end in (low, high))
        return "" if first == last else page.words("chart.range", low=first, high=last)

    columns = {
        page.words("data.key"): table["ags"],
        page.words("data.place"): table["name"],
        _value_name(page, indicator): _values(page, indicator, table["value"]),
        page.words("data.status"): [page.words(f"chart.states.{s}") for s in table["status"]],
    }
    ranges = [between(low, high) for low, high in zip(table["low"], table["high"], strict=True)]
    if any(ranges):
        columns[page.words("data.range")] = ranges
    return pd.DataFrame(columns).style.format(
        subset=[_value_name(page, indicator)],
        precision=indicator.decimals,
        decimal=page.words("format.decimal_separator"),
        thousands=page.words("format.thousands_separator"),
    )


def _value_name(page: Page, indicator: Indicator) -> str:
    unit = indicator.unit_label.in_language(page.lang)
    return page.words("data.value_in", unit=unit) if unit else page.words("data.value")


def _values(page: Page, indicator: Indicator, values: pd.Series) -> pd.Series:
    """Figures as numbers, so that they can be sorted; categories by their names."""
    if not indicator.categories:
        return values
    return values.map(lambda v: labels.figure(indicator, v, page.lang), na_action="ignore")


def whole_tables(page: Page) -> None:
    """Whole tables of the release as files."""
    release = page.options.release
    tables = {table.name: table for table in export.release_tables(release)}

    def title(name: str) -> str:
        words = tables[name].title.in_language(page.lang)
        return page.words("data.table_rows", title=words, count=tables[name].rows)

    with st.expander(page.words("data.tables")):
        st.markdown(page.words("data.tables_about"))
        name = st.selectbox(
            page.words("data.table_choice"), list(tables), key="data_table", format_func=title
        )
        chosen, lang, options = tables[name], page.lang, page.options
        for source in chosen.sources:
            caption(_terms(page, source))
        with st.container(horizontal=True):
            st.download_button(
                page.words("data.csv"),
                lambda: export.release_zip(release, chosen),
                f"{name}_{release.version}.zip",
                export.ZIP,
                key="download_table_csv",
                on_click="ignore",
            )
            st.download_button(
                page.words("data.excel"),
                lambda: export.release_excel(options, chosen, lang),
                f"{name}_{release.version}_{lang}.xlsx",
                export.EXCEL,
                key="download_table_excel",
                on_click="ignore",
            )
        _archive(page)


def _archive(page: Page) -> None:
    """The whole release as one file, and what is not in it."""
    release = page.options.release
    without = [part.title.in_language(page.lang) for part in open_data.select(release).closed]
    st.markdown(page.words("data.archive_about"))
    st.download_button(
        page.words("data.archive"),
        lambda: open_data.archive(release, config.operator()),
        open_data.file_name(release),
        export.ZIP,
        key="download_archive",
        on_click="ignore",
    )
    if without:
        caption(page.words("data.archive_without", tables="; ".join(without)))


def _terms(page: Page, name: str) -> str:
    """Attribution, licence and terms of redistribution of a source on one line."""
    source = export.describe_source(page.options.release, name, page.lang)
    parts = (source["line"], source["table"], source["licence"], source["redistribution"])
    return page.words("foot.source", sources=" · ".join(parts))
