"""Choice of the place that a profile is about: any place, or a group that the reader makes."""

from __future__ import annotations

from typing import Final

import streamlit as st

from s3dash import codes, state
from s3dash.frame.page import Page, show_choice
from s3dash.frame.parts import PAGE_FILES, region_options
from s3dash.indicators import OWN_GROUP, Place, place, places_of
from s3dash.languages import sort_key

_MEMBERS: Final = "group_members"
_NAME: Final = "group_name"
_PROBLEM: Final = "group_problem"


def choose_place(page: Page, about: Place) -> None:
    """Search field with all places; the other selected places stay selected."""
    names = {item["id"]: item["name"] for item in region_options(page)}
    names.setdefault(about.id, about.name.in_language(page.lang))
    show_choice("profile_place", about.id)
    st.selectbox(
        page.words("profile.place"),
        list(names),
        key="profile_place",
        format_func=names.__getitem__,
        on_change=lambda: _show(page, st.session_state["profile_place"]),
        width=380,
    )


def _show(page: Page, key: str) -> None:
    page.choose_regions([key, *(other for other in page.view.regions[1:] if other != key)])


def also_selected(page: Page) -> None:
    """Links to the profiles of the other selected places, and to their comparison."""
    keys = page.view.regions
    if len(keys) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="also_selected"):
        st.markdown(page.words("profile.also"), width="content")
        for key in keys[1:]:
            name = place(page.options.release, key).name.in_language(page.lang)
            regions = ",".join([key, *(other for other in keys if other != key)])
            query = page.view.to_query() | {"regions": regions}
            st.page_link(PAGE_FILES[state.PROFILE], label=name, query_params=query)
        st.page_link(
            PAGE_FILES[state.COMPARISON],
            label=page.words("profile.compare"),
            query_params=page.view.to_query(),
        )


def group_builder(page: Page) -> None:
    """Form for a group of districts; its name and members go into the address."""
    districts = sorted(
        places_of(page.options.release, codes.DISTRICT), key=lambda item: sort_key(item.name.de)
    )
    names = {item.id: item.name.in_language(page.lang) for item in districts}
    with st.popover(page.words("profile.own_group")), st.form("own_group", border=False):
        st.multiselect(
            page.words("profile.group_members"),
            list(names),
            key=_MEMBERS,
            format_func=names.__getitem__,
            placeholder=page.words("choice.add_region"),
        )
        st.text_input(page.words("profile.group_name"), key=_NAME, max_chars=60)
        st.form_submit_button(page.words("profile.group_show"), on_click=lambda: _show_group(page))
        if st.session_state.pop(_PROBLEM, False):
            st.warning(page.words("profile.group_problem"))


def _show_group(page: Page) -> None:
    """Show the group if it is one, otherwise say what a group needs."""
    key = OWN_GROUP.join([st.session_state[_NAME].strip(), *st.session_state[_MEMBERS]])
    if state.find_place(page.options.release, key) is None:
        st.session_state[_PROBLEM] = True
    else:
        page.choose_regions([key, *page.view.regions[1:]])
