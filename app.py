"""The front door: settings of the window, the list of pages, and the frame around each of them."""

import streamlit as st

from s3dash import ROOT, frame, state

st.set_page_config(
    page_title="S3-Dashboard Metropole Ruhr",
    page_icon=str(ROOT / "static" / "icon.svg"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
frame.front_door()
frame.style_sheet("page")
with frame.told_in_words():
    st.navigation(
        [
            st.Page(file, url_path=address, default=address == state.START)
            for address, file in frame.PAGE_FILES.items()
        ],
        position="hidden",
    ).run()
