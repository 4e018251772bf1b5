"""Start: what this is, the search for a place, the six themes at a glance, and three doors."""

import streamlit as st

from s3dash import config, coverage, frame, labels, state
from s3dash.frame.parts import PAGE_FILES
from s3dash.frame.search import place_search
from s3dash.frame.sheet import page_sheet
from s3dash.frame.theme_maps import theme_colours, theme_maps
from s3dash.frame.tour import tour


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    region = config.region()
    page_sheet("start", page.mode, more=theme_colours(page))
    with st.container(horizontal=True, key="welcome"):
        with st.container(key="about"):
            st.title(page.words("start.title"), anchor=False)
            st.markdown(
                page.words(
                    "start.about",
                    municipalities=region.municipality_count,
                    districts=len(region.districts),
                )
            )
        with st.container(key="search-box"):
            place_search(page)
    tour(page)
    theme_maps(page)
    with st.container(horizontal=True, key="doors"):
        for target in (state.MAP, state.DATA, state.STORY):
            with st.container(key=f"door-{target}"):
                st.page_link(
                    PAGE_FILES[target],
                    label=page.words(f"start.door_{target}"),
                    query_params=state.choose(page.view, page.options, page=target).to_query(),
                )
                st.markdown(
                    page.words(
                        f"start.door_{target}_about", indicators=len(page.options.indicators)
                    )
                )
    indicator, year = coverage.newest_figures(page.options)
    frame.caption(
        page.words(
            "start.newest",
            date=labels.date_of(indicator, year, page.lang),
            release=page.options.release.version,
        )
    )


frame.show(state.START, body)
