"""Build a storyboard and play it: views in an order, each with a title and a note."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from s3dash import exhibits, export, short_link, state, storyboard
from s3dash.frame.page import Page
from s3dash.frame.parts import caption
from s3dash.frame.present import keep
from s3dash.frame.share import base_address
from s3dash.frame.sheet import page_sheet
from s3dash.frame.stage import Slide, Step, stage, stage_of_words
from s3dash.storyboard import Story, StoryError

_NOTE_HEIGHT: Final = 90


def story_of(page: Page) -> Story:
    """Storyboard of the address; an unreadable one is told and taken for an empty one."""
    try:
        return storyboard.unpack(page.view.story, page.lang)
    except StoryError as error:
        st.warning(page.words(f"story.{error.reason}"))
        return ()


def slide_page(page: Page, slide: storyboard.Slide) -> Page:
    """The view of a slide, in the language of the page; see `export.slide_view`."""
    shown = export.slide_view(slide, page.lang)
    return Slide(shown.options, shown.view, shown.notes)


def play(page: Page, story: Story) -> None:
    """Show the slide of the address as one large picture, or say why it has none."""
    number = min(page.view.slide, len(story))
    slide = story[number - 1]
    step = Step(number, len(story), slide.title, slide.note)
    if reason := export.unshown(slide, page.lang):
        stage_of_words(page, step, reason)
    else:
        stage(slide_page(page, slide), host=page, step=step)


def storyboard_page(page: Page, story: Story) -> None:
    """The slides with all that can be changed, and what can be done with all of them."""
    page_sheet("storyboard", page.mode)
    st.title(page.words("story.title"), anchor=False)
    if not story:
        st.markdown(page.words("story.empty"))
    _actions(page, story)
    for number, slide in enumerate(story):
        _row(page, story, number, slide)
    _ready(page)


def _actions(page: Page, story: Story) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="story_actions"):
        if story:
            st.button(
                page.words("story.play"),
                type="primary",
                key="story_play",
                on_click=lambda: page.go(present=state.PRESENTED, slide="1"),
            )
            st.download_button(
                page.words("story.save"),
                lambda: storyboard.to_file(story),
                page.words("story.file"),
                "application/json",
                key="story_save",
                on_click="ignore",
            )
            st.download_button(
                page.words("story.slides"),
                partial(export.story_slides, page.options, story, page.lang, base_address()),
                page.words("story.slides_file"),
                export.MEDIA["pptx"],
                key="story_slides",
                on_click="ignore",
                disabled=all(export.unshown(slide, page.lang) for slide in story),
            )
            st.button(page.words("story.clear"), key="story_clear", on_click=keep, args=(page, ()))
        with st.popover(page.words("story.load")):
            _load(page)
    if story:
        caption(page.words("story.count", n=len(story), most=storyboard.MOST_SLIDES))


def _load(page: Page) -> None:
    file = st.file_uploader(page.words("story.load_hint"), type="json", key="story_file")
    if file is None:
        return
    try:
        packed = storyboard.pack(storyboard.from_file(file.getvalue()))
    except StoryError as error:
        st.warning(page.words(f"story.{error.reason}"))
        return
    st.button(page.words("story.use"), on_click=lambda: page.go(story=packed or None))


def _row(page: Page, story: Story, number: int, slide: storyboard.Slide) -> None:
    """A slide: what it shows, its title and note, and buttons to move, play and remove it."""
    target, _ = state.split_link(slide.link) or (state.START, {})
    reason, title = export.unshown(slide, page.lang), ""
    if not reason:
        shown = slide_page(page, slide)
        title = exhibits.heading(shown.options, shown.view).title
    key = short_link.pack(slide.link)[-12:] + str(number)
    with st.container(key=f"slide_{number}"):
        words, buttons = st.columns([3, 1], gap="medium")
        with words:
            name = page.words(f"nav.{target or 'start'}")
            st.markdown(f"**{number + 1}** · {name}")
            if reason:
                st.info(page.words("story.left_out", reason=reason))
            _text(page, story, number, "title", title, key)
            _text(page, story, number, "note", page.words("story.note_hint"), key)
        with buttons, st.container(horizontal=True, key=f"slide_buttons_{number}"):
            for button, changed in (
                ("up", storyboard.moved(story, number, -1)),
                ("down", storyboard.moved(story, number, 1)),
                ("remove", storyboard.without(story, number)),
            ):
                st.button(
                    page.words(f"story.{button}", slide=number + 1),
                    key=f"{button}_{number}",
                    disabled=changed == story,
                    on_click=keep,
                    args=(page, changed),
                )
            st.button(
                page.words("story.from_here", slide=number + 1),
                key=f"play_{number}",
                on_click=partial(page.go, present=state.PRESENTED, slide=str(number + 1)),
            )


def _text(page: Page, story: Story, number: int, part: str, hint: str, key: str) -> None:
    """Title or note of a slide to write; an empty title is the view's own."""
    slide, widget = story[number], f"{part}_{key}"
    st.session_state[widget] = getattr(slide, part)

    def written() -> None:
        words = str(st.session_state[widget]).strip()
        new = replace(slide, title=words) if part == "title" else replace(slide, note=words)
        keep(page, storyboard.replaced(story, number, new))

    label = page.words(f"story.slide_{part}", slide=number + 1)
    if part == "title":
        st.text_input(
            label,
            key=widget,
            placeholder=hint,
            max_chars=storyboard.LONGEST_TITLE,
            on_change=written,
        )
    else:
        st.text_area(
            label,
            key=widget,
            placeholder=hint,
            max_chars=storyboard.LONGEST_NOTE,
            height=_NOTE_HEIGHT,
            on_change=written,
        )


def _ready(page: Page) -> None:
    """The storyboards that come with the dashboard."""
    st.header(page.words("story.ready"), anchor=False)
    for name in storyboard.ready_names():
        st.button(
            storyboard.ready_title(name, page.lang),
            key=f"ready_{name}",
            on_click=partial(page.go, story=name),
        )
