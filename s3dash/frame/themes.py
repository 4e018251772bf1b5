"""Parts of the page of themes: all at a glance, what it is about, and the choice of a field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from s3dash import codes, labels, state
from s3dash.exhibits.on_themes import field_subtitle, field_title
from s3dash.frame.figures import headline, source
from s3dash.frame.page import Page
from s3dash.frame.parts import PAGE_FILES, region_chips, select
from s3dash.frame.settings import FROM, REFERENCE, STAR_SETTINGS, YEAR, settings, worked_figure
from s3dash.frame.theme_maps import theme_cards
from s3dash.indicators import OCCUPATION, SECTOR, THEME
from s3dash.views import themes
from s3dash.views.themes import Strength


def themes_page(page: Page) -> Page:
    """Page whose view has the indicator, years and period that the page of themes works with."""
    return replace(page, view=themes.themes_view(page.options, page.view))


def at_a_glance(page: Page) -> None:
    """A small map for each theme; each leads into its theme."""
    answers = themes.overview(page.options, page.view)
    year = themes.period(page.options, page.view, THEME)[1]

    def target(key: str) -> tuple[str, Mapping[str, str]]:
        query = state.choose(page.view, page.options, focus=key).to_query()
        return PAGE_FILES[state.THEMES], query

    theme_cards(page, answers, year, target, named=1, short=True, chosen=page.view.focus)
    source(page, answers[0].question, year, about=themes.REGION)


def themes_headline(page: Page, found: Strength | None) -> None:
    """What is strongest where, as a sentence, and under it what is measured."""
    if found is None:
        year = str(themes.period(page.options, page.view, THEME)[1])
        headline(page.words("themes.title_all", year=year), page.words("themes.about_all"))
        return
    asked = (page.options, page.view, found)
    headline(field_title(*asked), field_subtitle(*asked))


def field_choice(page: Page) -> None:
    """Choose the theme, sector or occupation group that the page is about."""
    release = page.options.release
    fields = ["", *release.themes, *codes.SECTORS, *page.options.groups]

    def show(code: str) -> str:
        if not code:
            return page.words("themes.all")
        kind = _kind(page, code)
        name = labels.field_option(page.options, kind, code, page.lang)
        return name if kind == THEME else page.words(f"themes.of_{kind}", name=name)

    with st.container(horizontal=True, vertical_alignment="bottom", key="themes_choice"):
        select(page, "focus", fields, page.view.focus, show=show, label=page.words("themes.field"))
        if page.view.focus:
            region_chips(page)


def _kind(page: Page, code: str) -> str:
    if code in page.options.release.themes:
        return THEME
    return SECTOR if code in codes.SECTORS else OCCUPATION


def all_settings(page: Page, found: Strength | None) -> None:
    """What the figures are judged by; for one field with the formulas of its strongest district."""
    if found is None:
        settings(page, (YEAR, FROM, REFERENCE))
        return
    about = found.districts[0].place
    answers = (found.quotients, found.changes, found.stars)
    worked = [worked_figure(page, item.question, about, found.year) for item in answers]
    settings(page, (YEAR, FROM, *STAR_SETTINGS), worked=worked)
