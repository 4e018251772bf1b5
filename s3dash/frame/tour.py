"""A short tour for the first visit: closed until it is asked for, and nothing is kept of it."""

from __future__ import annotations

import html
from typing import Final

import streamlit as st

from s3dash import state
from s3dash.frame.page import Page

STEPS: Final = (state.PROFILE, state.MAP, state.COMPARISON, state.TRACE)
"""Pages that the steps lead to."""


def tour(page: Page) -> None:
    """Line that opens to four steps, each with a link to the page that it speaks of."""
    steps = "".join(
        f"<li>{html.escape(page.words(f'start.tour_{number}'))} "
        f'<a href="{html.escape(page.link(target).lstrip("/"))}" target="_self">'
        f"{html.escape(page.words(f'nav.{target}'))}</a></li>"
        for number, target in enumerate(STEPS, 1)
    )
    summary = html.escape(page.words("start.tour"))
    st.html(f'<details class="s3-tour"><summary>{summary}</summary><ol>{steps}</ol></details>')
