"""A storyboard as slides: the views in their order, with their titles and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from s3dash import session, state, storyboard
from s3dash.exhibits import Exhibit, exhibit
from s3dash.state import Note, Options, View
from s3dash.storyboard import Story
from s3dash.text import text


@dataclass(frozen=True)
class SlideView:
    """The view of a slide, of the release that it is pinned to, and what could not be used."""

    options: Options
    view: View
    notes: tuple[Note, ...]


def slide_view(slide: storyboard.Slide, lang: str) -> SlideView:
    """The view of a slide, in a language.

    Raises
    ------
    MissingEntryError
        If it is pinned to a release that lacks the indicator which its page is made of.
    """
    name, query = state.split_link(slide.link) or (state.START, {})
    query = {**query, "lang": lang}
    opened = session.options_of(query)
    view, notes = state.read_view(query, opened, page=name)
    return SlideView(opened, view.alone(), notes)


def unshown(slide: storyboard.Slide, lang: str) -> str:
    """Why a slide has no picture, in words; empty where it has one."""
    try:
        shown = slide_view(slide, lang)
    except state.MissingEntryError as error:
        return text("note.no_entry", lang, release=error.version)
    return "" if shown.view.page in storyboard.STAGES else text("story.no_picture", lang)


def story_slides(options: Options, story: Story, lang: str, base: str = "") -> bytes:
    """Slides for PowerPoint; views without a picture are left out.

    Parameters
    ----------
    options : with the outlines for maps
    base : address of the dashboard, put before the links inside

    Raises
    ------
    ValueError
        If no view of the storyboard has a picture.
    """
    from s3dash.slides import to_pptx  # matplotlib takes seconds to load

    drawn = [slide for slide in story if not unshown(slide, lang)]
    found = list(_exhibits(drawn, lang, base))
    return to_pptx(found, options.release.shapes, [slide.note for slide in drawn])


def _exhibits(slides: list[storyboard.Slide], lang: str, base: str) -> Iterator[Exhibit]:
    """The views as they leave the dashboard, with the titles that the storyboard gives them."""
    for slide in slides:
        shown = slide_view(slide, lang)
        made = exhibit(shown.options, shown.view, base)
        yield replace(made, title=slide.title or made.title)
