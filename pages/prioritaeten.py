"""Priorities: which fields a place could build on, by which criteria, and what hangs on weights."""

import streamlit as st

from s3dash import frame, state, views
from s3dash.frame.place_choice import choose_place, group_builder
from s3dash.frame.priorities import (
    fields_choice,
    findings,
    how_to_read,
    order,
    place_note,
    priorities_headline,
    spread,
    weights,
)


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    shown = views.priority_figures(page.options, page.view)
    priorities_headline(page, shown)
    with st.container(horizontal=True, vertical_alignment="bottom", key="priorities_choices"):
        choose_place(page, shown.asked)
        group_builder(page)
        fields_choice(page)
    place_note(page, shown)
    weights(page, shown)
    findings(page, shown)
    order(page, shown)
    spread(page, shown)
    how_to_read(page, shown)


frame.show(state.PRIORITIES, body)
