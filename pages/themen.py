"""Themes: where each is strong, what it is made of, and who does what in the region."""

import streamlit as st

from s3dash import frame, state
from s3dash.frame.division import division_of_labour
from s3dash.frame.sheet import page_sheet
from s3dash.frame.theme_maps import theme_colours
from s3dash.frame.theme_strength import (
    definition,
    made_of,
    municipal_evidence,
    strong_and_growing,
    strongest_in_germany,
    where_strong,
)
from s3dash.frame.themes import (
    all_settings,
    at_a_glance,
    field_choice,
    themes_headline,
    themes_page,
)
from s3dash.views.themes import strength


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    found = strength(page.options, page.view)
    page_sheet("start", page.mode, more=theme_colours(page))
    page_sheet("themes", page.mode)
    themes_headline(page, found)
    field_choice(page)
    at_a_glance(page)
    all_settings(page, found)
    if found is not None:
        where_strong(page, found)
        left, right = st.columns(2, gap="large")
        with left:
            strong_and_growing(page, found)
        with right:
            strongest_in_germany(page, found)
        if found.groups:
            made_of(page, found)
            municipal_evidence(page, found)
            definition(page, found)
    division_of_labour(page)


frame.show(state.THEMES, body, fill=themes_page)
