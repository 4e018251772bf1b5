"""Presentation: a storyboard of views, to build and to play."""

import streamlit as st

from s3dash import frame, state
from s3dash.frame.storyboard import play, story_of, storyboard_page

page = frame.open_page(state.STORY)
story = story_of(page)
if page.view.present and story:
    play(page, story)
    st.stop()
frame.header(page)
frame.link_notes(page)
storyboard_page(page, story)
frame.footer(page)
