"""Profile of one place: strengths, key figures and change over time."""

import streamlit as st

from s3dash import frame, state, views
from s3dash.frame.at_a_glance import at_a_glance
from s3dash.frame.growth import growth_part
from s3dash.frame.key_figures import evidence, key_figures
from s3dash.frame.over_time import changes
from s3dash.frame.place_choice import also_selected, choose_place, group_builder
from s3dash.frame.profile import district_headline, own_headline, strengths_part
from s3dash.frame.sheet_button import sheet_button
from s3dash.frame.strengths import strength_choices


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    shown = views.profile(page.options, page.view)
    own_headline(page, shown)
    with st.container(horizontal=True, vertical_alignment="bottom", key="profile_choices"):
        choose_place(page, shown.own.place)
        group_builder(page)
        sheet_button(page)
        if shown.own.sectors:
            strength_choices(page)
    also_selected(page)
    for part in (shown.own, shown.district):
        if part is None:
            continue
        if part is shown.district:
            district_headline(page, shown)
            with st.container(horizontal=True, vertical_alignment="bottom", key="district_choices"):
                strength_choices(page)
        at_a_glance(page, part.place)
        if part.sectors:
            strengths_part(page, part)
        if part.growth:
            growth_part(page, part.growth)
        key_figures(page, part)
        evidence(page, part)
        changes(page, part, key="district" if part is shown.district else "own")


frame.show(state.PROFILE, body)
