"""Statement on access: what works, what does not yet, how it was measured, and whom to tell."""

import streamlit as st

from s3dash import frame, state
from s3dash.frame.access import enforcement, feedback, gaps, measured, statement
from s3dash.frame.sheet import page_sheet


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    page_sheet("data", page.mode)
    with st.container(key="access"):
        st.title(page.words("access.title"), anchor=False)
        statement(page)
        gaps(page)
        measured(page)
        feedback(page)
        enforcement(page)


frame.show(state.ACCESS, body)
