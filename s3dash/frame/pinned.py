"""What a page says that is pinned to a data release, and what changed since."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from s3dash import labels, session
from s3dash.changes import Changes, changes
from s3dash.frame.page import Page
from s3dash.indicators import OCCUPATION, SECTOR, THEME
from s3dash.state import Options
from s3dash.text import format_number

MOST_ROWS = 200
"""Changed figures that the page lists; there are never so many that a reader would read them."""

_ABOUT: Final = ("figure", "place", "year")
"""Columns that are said once, above the table, where all rows have the same."""

_NUMBERS: Final = ("before", "after", "difference")


def release_note(page: Page) -> None:
    """Say that the view is pinned to a release, offer the newest, and list what changed."""
    pinned, newest = page.view.release, page.options.versions[0]
    if not pinned:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pinned"):
        if pinned == newest:
            st.markdown(page.words("pinned.newest", release=pinned), width="content")
        else:
            st.markdown(page.words("pinned.older", release=pinned, newest=newest), width="content")
            if st.button(page.words("pinned.what_changed"), key="pinned_changes", type="tertiary"):
                _dialog(page)
        st.button(
            page.words("pinned.leave"),
            key="pinned_leave",
            type="tertiary",
            on_click=lambda: page.go(release=None),
        )


def _dialog(page: Page) -> None:
    st.dialog(page.words("pinned.what_changed"), width="large")(_content)(page)


def _content(page: Page) -> None:
    found = changes(page.options, session.options(), page.view)
    st.markdown(summary(page, found))
    if not len(found.differing):
        return
    table = listed(page, found)
    shared = [name for name in _ABOUT if table[page.words(f"pinned.{name}")].nunique() == 1]
    columns = [page.words(f"pinned.{name}") for name in shared]
    if shared:
        st.markdown(", ".join(table[name].iloc[0] for name in columns))
    numbers = [page.words(f"pinned.{name}") for name in _NUMBERS]
    st.dataframe(
        table.drop(columns=columns),
        hide_index=True,
        column_config={name: st.column_config.TextColumn(alignment="right") for name in numbers},
        alt=page.words("pinned.what_changed"),
    )


def summary(page: Page, found: Changes) -> str:
    """How many figures of the view differ, as a sentence."""
    releases = {"old": page.view.release, "new": page.options.versions[0]}
    if not len(found.differing):
        return page.words("pinned.same", count=found.compared, **releases)
    return page.words("pinned.differ", count=len(found.differing), all=found.compared, **releases)


def listed(page: Page, found: Changes) -> pd.DataFrame:
    """Changed figures with both values, the largest changes first."""
    rows = found.differing
    order = rows["difference"].abs().sort_values(ascending=False, na_position="first").index
    return pd.DataFrame(
        [_row(page, rows.loc[position]) for position in order[:MOST_ROWS]],
        columns=[page.words(f"pinned.{name}") for name in (*_ABOUT, *_NUMBERS)],
    )


def _row(page: Page, row: pd.Series) -> tuple[str, ...]:
    options = page.options
    newer = session.options()
    known = options if row["indicator"] in options.indicators else newer
    name = _name(known, row["indicator"], page.lang)
    for kind in (SECTOR, THEME, OCCUPATION):
        if row[kind]:
            name = f"{name}: {labels.field_name(options, kind, row[kind], page.lang)}"
    decimals = labels.row_decimals(known, row["indicator"], row["unit"])
    return (
        name,
        str(row["name"]),
        str(row["year"]),
        *(_value(page, row, side, decimals) for side in ("old", "new")),
        format_number(row["difference"], page.lang, decimals, sign=True),
    )


def _name(options: Options, indicator: str, lang: str) -> str:
    """Name of a figure with its unit."""
    name, known = labels.row_name(options, indicator, lang), options.indicators.get(indicator)
    unit = known.unit_label.in_language(lang) if known else ""
    return f"{name} ({unit})" if unit else name


def _value(page: Page, row: pd.Series, side: str, decimals: int) -> str:
    if pd.isna(row[f"value_{side}"]):
        return page.words(f"chart.states.{row[f'status_{side}']}")
    return format_number(row[f"value_{side}"], page.lang, decimals)
