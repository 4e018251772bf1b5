"""Figures of the view as a table and as files, and whole tables of the release."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from s3dash import export, labels, views
from s3dash.frame.page import Page
from s3dash.indicators import Indicator
from s3dash.text import format_number


def figures_of_view(page: Page) -> None:
    """Table of the view's figures, and buttons that hand them over as files."""
    options, view = page.options, page.view
    indicator = options.indicators[view.indicator]
    table = views.table(options, view)
    st.dataframe(
        _shown(page, indicator, table),
        hide_index=True,
        placeholder=page.words("format.no_value"),
        alt=page.words("data.figures", title=labels.headline(options, view), year=view.year),
    )
    download_buttons(page, table)


def download_buttons(page: Page, table: pd.DataFrame) -> None:
    """Buttons for the figures of a view; a file is made when it is asked for."""
    options, view = page.options, page.view
    name = export.file_name(view)
    with st.container(horizontal=True, key="downloads"):
        st.download_button(
            page.words("data.excel"),
            lambda: export.to_excel(options, view, table),
            f"{name}.xlsx",
            export.EXCEL,
            key="download_excel",
            on_click="ignore",
        )
        st.download_button(
            page.words("data.csv"),
            lambda: export.to_zip(options, view, table),
            f"{name}.zip",
            export.ZIP,
            key="download_csv",
            on_click="ignore",
        )


def _shown(page: Page, indicator: Indicator, table: pd.DataFrame) -> pd.DataFrame:
    """Columns of a table of figures for the eye, formatted in the page's language."""
    lang = page.lang

    def words(value: float) -> str | None:
        return None if pd.isna(value) else labels.figure(indicator, value, lang)

    def between(low: float, high: float) -> str:
        if pd.isna(low):
            return ""
        bounds = [format_number(bound, lang, indicator.decimals) for bound in (low, high)]
        return page.words("chart.range", low=bounds[0], high=bounds[1])

    shown = {
        page.words("data.key"): table["ags"],
        page.words("data.place"): table["name"],
        page.words("data.value"): [words(value) for value in table["value"]],
        page.words("data.status"): [page.words(f"chart.states.{s}") for s in table["status"]],
    }
    ranges = [between(low, high) for low, high in zip(table["low"], table["high"], strict=True)]
    if any(ranges):
        shown[page.words("data.range")] = ranges
    return pd.DataFrame(shown)


def whole_tables(page: Page) -> None:
    """Whole tables of the release as files."""
    release = page.options.release
    tables = {table.name: table for table in export.release_tables(release)}

    def title(name: str) -> str:
        rows = format_number(tables[name].rows, page.lang)
        words = tables[name].title.in_language(page.lang)
        return page.words("data.table_rows", title=words, rows=rows)

    with st.expander(page.words("data.tables")):
        st.markdown(page.words("data.tables_about"))
        name = st.selectbox(
            page.words("data.table_choice"), list(tables), key="data_table", format_func=title
        )
        chosen, lang, options = tables[name], page.lang, page.options
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
