"""Presentation: a storyboard of views, to build and to play."""

import streamlit as st

from s3dash import frame, state

page = frame.open_page(state.STORY)
frame.header(page)
frame.link_notes(page)
st.title(page.words("nav.praesentation"), anchor=False)
frame.footer(page)
