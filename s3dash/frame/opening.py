"""Opens a page: as it is, or as a large picture where it is presented or shown in a frame."""

from __future__ import annotations

import streamlit as st

from s3dash.frame.page import Page, read_page
from s3dash.frame.stage import stage
from s3dash.storyboard import STAGES


def open_page(name: str) -> Page:
    """Read the view of a page from the address.

    A view that is presented, or shown in a frame of another site, becomes one large picture;
    nothing of the page comes after it. Pages without a picture stay as they are.
    """
    page = read_page(name)
    if name in STAGES and (page.view.present or st.context.is_embedded):
        stage(page)
        st.stop()
    return page
