"""A page as a whole: head, what its view shows, and foot."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from s3dash.frame import browser
from s3dash.frame.opening import open_page
from s3dash.frame.page import Page, read_page
from s3dash.frame.parts import footer, header, link_notes

Part = Callable[[Page], None]


def _as_it_is(page: Page) -> Page:
    return page


def show(name: str, body: Part, *, fill: Callable[[Page], Page] = _as_it_is) -> None:
    """Show a page. A choice runs `body` again, and neither head nor foot, which stay as they are.

    Parameters
    ----------
    name : one of `state.PAGES`
    body : draws what the view shows
    fill : gives the view what the page needs, where the address does not say it
    """
    page = open_page(name)
    header(page)
    _view(name, body, fill, _frame_of(page))
    footer(page)


@st.fragment
def _view(name: str, body: Part, fill: Callable[[Page], Page], framed: tuple[str, str]) -> None:
    page = fill(read_page(name))
    if _frame_of(page) != framed:
        st.rerun()
    browser.address(page.query)
    link_notes(page)
    body(page)


def _frame_of(page: Page) -> tuple[str, str]:
    """What head and foot say of the view: its language, and the release they name."""
    return page.lang, page.options.release.version
