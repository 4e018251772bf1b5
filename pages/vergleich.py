"""Comparison of two to six places: strengths, one indicator over time, and differences."""

import streamlit as st

from s3dash import frame, state, views
from s3dash.frame.comparison import (
    compared_headline,
    largest_difference,
    lines_section,
    strengths_section,
    strengths_table,
    values_table,
)
from s3dash.frame.strengths import chart_choice, reference_choice, unpublished


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    shown = views.comparison(page.options, page.view)
    compared_headline(page, shown)
    frame.region_chips(page)
    with st.container(horizontal=True, vertical_alignment="bottom", key="strengths_choices"):
        if page.view.reference:
            reference_choice(page)
        chart_choice(page)
    largest_difference(page, shown)
    unpublished(page, shown.sectors)
    strengths_section(page, shown.sectors, key="sectors")
    strengths_section(page, shown.themes, key="themes")
    lines_section(page, shown)
    st.header(page.words("comparison.table"), anchor=False)
    values_table(page, shown)
    strengths_table(page, shown)


frame.show(state.COMPARISON, body)
