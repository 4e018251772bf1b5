"""Commuters: flows between the districts as arcs, and beside them as a table."""

import streamlit as st

from s3dash import frame, state, views
from s3dash.frame.flows import (
    flow_arcs,
    flow_choices,
    flow_list,
    flow_notes,
    flow_source,
    flows_headline,
)
from s3dash.frame.sheet import page_sheet


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    shown = views.flow_figures(page.options, page.view)
    page_sheet("flows", page.mode)
    flows_headline(page, shown)
    flow_choices(page, shown)
    flow_notes(page, shown)
    chart, table = st.columns([3, 2], gap="medium")
    with chart:
        flow_arcs(page, shown)
    with table:
        flow_list(page, shown)
    flow_source(page, shown)


frame.show(state.FLOWS, body)
