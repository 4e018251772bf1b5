"""Themes: where each is strong, what it is made of, and who does what in the region."""

import streamlit as st

from s3dash import frame, state
from s3dash.frame.division import division_of_labour
from s3dash.frame.sheet import page_sheet
from s3dash.frame.theme_maps import theme_colours
from s3dash.frame.theme_strength import (
    change,
    definition,
    made_of,
    municipal_evidence,
    strongest_in_germany,
    where_strong,
)
from s3dash.frame.themes import (
    at_a_glance,
    field_choice,
    star_settings,
    themes_headline,
    themes_page,
)
from s3dash.views.themes import strength

opened = frame.open_page(state.THEMES)
page = themes_page(opened)
found = strength(page.options, page.view)

frame.header(opened)
frame.link_notes(opened)
page_sheet("start", page.mode, more=theme_colours(page))
page_sheet("themes", page.mode)
themes_headline(page, found)
field_choice(page)
at_a_glance(page)
if found is not None:
    star_settings(page, found)
    frame.region_chips(page)
    where_strong(page, found)
    change(page, found)
    if found.groups:
        left, right = st.columns(2, gap="large")
        with left:
            made_of(page, found)
        with right:
            strongest_in_germany(page, found)
        municipal_evidence(page, found)
        definition(page, found)
    else:
        strongest_in_germany(page, found)
division_of_labour(page)
frame.footer(page)
