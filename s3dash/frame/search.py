"""The search for a place, which leads to its profile."""

from __future__ import annotations

import streamlit as st

from s3dash import codes, config, state
from s3dash.frame.page import Page
from s3dash.frame.parts import PAGE_FILES
from s3dash.indicators import Place, municipalities, place, places_of
from s3dash.languages import sort_key


def found_places(page: Page) -> list[Place]:
    """Places that have a profile, by name: cities, Kreise and municipalities, then groups.

    An independent city is a municipality and a district at once and stands here once.
    """
    release, region = page.options.release, config.region()
    inside = [
        place(release, key)
        for key in municipalities(release)
        if codes.district_of(key) not in region.independent_cities
    ]
    districts = places_of(release, codes.DISTRICT)
    wide = [place(release, key) for key in (region.id, *region.groups)]
    return [*sorted((*districts, *inside), key=lambda item: sort_key(item.name.de)), *wide]


def place_label(page: Page, item: Place) -> str:
    """Name of a place; a municipality inside a Kreis with its Kreis."""
    name = item.name.in_language(page.lang)
    if item.level != codes.MUNICIPALITY:
        return name
    district = place(page.options.release, codes.district_of(item.id))
    return page.words("start.option", name=name, district=district.name.in_language(page.lang))


def place_search(page: Page) -> None:
    """Field that finds a place and opens its profile."""
    labels = {item.id: place_label(page, item) for item in found_places(page)}
    chosen = st.selectbox(
        page.words("start.search"),
        list(labels),
        index=None,
        key="search",
        format_func=lambda key: labels[key],
        placeholder=page.words("start.search_hint"),
    )
    if chosen:
        view = state.choose(page.view, page.options, page=state.PROFILE, regions=chosen)
        st.switch_page(PAGE_FILES[state.PROFILE], query_params=view.to_query())
