"""Imprint: who operates the dashboard, whom to tell of errors, data protection, licences."""

import streamlit as st

from s3dash import frame, state
from s3dash.frame.imprint import licences, operator, privacy, report
from s3dash.frame.sheet import page_sheet


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    page_sheet("data", page.mode)
    with st.container(key="imprint"):
        st.title(page.words("imprint.title"), anchor=False)
        operator(page)
        report(page)
        privacy(page)
        licences(page)


frame.show(state.IMPRINT, body)
