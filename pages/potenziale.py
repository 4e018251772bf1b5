"""Potentials: what lies near to a place's strengths, and why."""

import streamlit as st

from s3dash import frame, state, views
from s3dash.frame.potentials import (
    potential_chart,
    potential_choices,
    potential_notes,
    potential_rows,
    potential_settings,
    potential_source,
    potential_why,
    potentials_headline,
)
from s3dash.frame.sheet import page_sheet


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    shown = views.potential_figures(page.options, page.view)
    page_sheet("potentials", page.mode)
    potentials_headline(page, shown)
    potential_choices(page, shown)
    potential_notes(page, shown)
    chart, reasons = st.columns([3, 2], gap="large")
    with chart:
        potential_chart(page, shown)
    with reasons:
        potential_why(page, shown)
    potential_settings(page, shown)
    potential_rows(page, shown)
    potential_source(page, shown)


frame.show(state.POTENTIALS, body)
