"""Cooperation: who complements whom, what ties them already, and which districts are similar."""

import streamlit as st

from s3dash import frame, state, views
from s3dash.frame.cooperation import (
    cooperation_choices,
    cooperation_headline,
    cooperation_notes,
    cooperation_settings,
    network_map,
    partner_list,
)
from s3dash.frame.evidence import evidence_button
from s3dash.frame.partner import partner_part
from s3dash.frame.sheet import page_sheet
from s3dash.frame.similar import similar_part


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    shown = views.cooperation_figures(page.options, page.view)
    page_sheet("cooperation", page.mode)
    cooperation_headline(page, shown)
    cooperation_choices(page, shown)
    cooperation_notes(page, shown)
    partners, network = st.columns(2, gap="large")
    with partners:
        partner_list(page, shown)
    with network:
        network_map(page, shown)
        cooperation_settings(page, shown)
    partner_part(page, shown)
    pair = [place.id for place in (shown.asked, shown.partner_asked) if place is not None]
    evidence_button(page, pair, shown.focus)
    similar_part(page, shown)


frame.show(state.COOPERATION, body)
