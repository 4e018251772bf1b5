"""Presentation: a storyboard of views, to build and to play."""

import streamlit as st

from s3dash import frame, state
from s3dash.frame.storyboard import play, story_of, storyboard_page


def body(page: frame.Page) -> None:
    """Draw the storyboard; one that is to be played takes the whole page."""
    story = story_of(page)
    if page.view.present and story:
        st.rerun()
    storyboard_page(page, story)


page = frame.open_page(state.STORY)
story = story_of(page)
if page.view.present and story:
    play(page, story)
    st.stop()
frame.show(state.STORY, body)
