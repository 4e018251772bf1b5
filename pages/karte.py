"""Map: any indicator at its level, with its ranking, years and the figure of a region."""

import streamlit as st

from s3dash import codes, component, frame, map_data, state
from s3dash.frame.glossary import terms_of_indicator
from s3dash.frame.page import drawing, event


def _chosen_on_map(page: frame.Page) -> None:
    """Take selection, year and classes from the map into the address."""
    choice = event("map")
    page.go(
        regions=page.regions_text(choice["selected"]),
        year=str(choice["year"]),
        classes=choice["method"],
        k=str(choice["k"]),
    )


def body(page: frame.Page) -> None:
    """Draw what the view shows."""
    view = page.view
    component.region_headline(map_data.headline_data(page.options, view), key="headline")
    frame.choices(page)
    frame.region_chips(page)
    terms_of_indicator(page)
    if view.level not in page.options.indicators[view.indicator].levels:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(page.words("map.districts_only"))
            st.button(
                page.words("map.show_districts"),
                on_click=lambda: page.go(level=codes.DISTRICT),
            )
    component.region_map(
        map_data.map_data(page.options, view, shapes=drawing(), mode=page.mode),
        key="map",
        on_change=lambda: _chosen_on_map(page),
    )
    frame.source_caption(page, map_data.source(page.options, view))


frame.show(state.MAP, body)
