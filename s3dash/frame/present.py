"""The way from a view to its presentation: show it large, or add it to a storyboard."""

from __future__ import annotations

import streamlit as st

from s3dash import state, storyboard
from s3dash.frame.links import carrying_link
from s3dash.frame.page import Page, read_page
from s3dash.storyboard import STAGES, Story, StoryError


def present_menu(page: Page) -> None:
    """Show this view large, or put it into the storyboard that the address carries.

    What is shown or added is the view that the address holds when a button is pressed.
    """
    name = page.view.page
    if name not in STAGES:
        return
    with st.popover(page.words("story.present"), type="tertiary", key="present_menu"):
        st.button(
            page.words("story.show"),
            key="present_show",
            on_click=lambda: read_page(name).go(present=state.PRESENTED),
        )
        st.button(
            page.words("story.add"), key="present_add", on_click=lambda: _add(read_page(name))
        )
        st.html(carrying_link(page, state.STORY, page.words("story.open")))


def _add(page: Page) -> None:
    """Put the view at the end of the storyboard."""
    slide = storyboard.Slide(page.view.alone().to_link())
    try:
        story = (*storyboard.unpack(page.view.story, page.lang), slide)
        page.go(story=storyboard.pack(story))
    except StoryError as error:
        st.toast(page.words(f"story.{error.reason}"))
    else:
        st.toast(page.words("story.added", number=len(story)))


def keep(page: Page, story: Story) -> None:
    """Take a changed storyboard into the address; one that is too long for it is told."""
    try:
        page.go(story=storyboard.pack(story) or None)
    except StoryError as error:
        st.toast(page.words(f"story.{error.reason}"))
