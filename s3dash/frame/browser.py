"""The page's own parts in the browser: address, selected regions as chips, plotly's figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final, Literal

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

COMPONENT: Final = "s3dash.page"
"""Name under which `pyproject.toml` declares the folder with the JavaScript."""


FIGURE: Final = "s3dash.figure"
"""The same for plotly's figures."""


@cache
def _figure() -> ComponentRenderer:
    # in the page itself and not in a shadow of it, where plotly would not find its own style
    return st.components.v2.component(
        FIGURE, js="figure.js", css="figure.css", isolate_styles=False
    )


@cache
def _component() -> ComponentRenderer:
    """The registered component; made on first use, when Streamlit knows its folder."""
    return st.components.v2.component(COMPONENT, js="page.js", css="page.css")


def top(data: dict[str, Any]) -> None:
    """Name title and language of the page to the browser.

    It also is the first stop of the keyboard, a way past the header, and has the page run again
    when the reader's theme changes, so that charts and links get the colours of the new one.

    Parameters
    ----------
    data : `lang`, `title`, `skip` (words of the button, if any)
    """
    _component()(
        data={"part": "top", **data},
        key="top",
        on_chosen_change=lambda: None,  # the run that follows is all that is needed
    )


def address(query: str) -> None:
    """Keep the browser's address in step with the view.

    Parameters
    ----------
    query : the whole view, encoded
    """
    _component()(data={"part": "address", "query": query}, key="address")


def keys(data: dict[str, Any], *, on_change: Callable[[], None]) -> None:
    """Bar of a presentation with its keyboard; see `component/page/present.js`.

    `st.session_state["keys"].chosen` holds `{"slide": int}` or `{"exit": True}` in the callback.
    """
    _component()(data={"part": "keys", **data}, key="keys", on_chosen_change=on_change)


def regions(data: dict[str, Any], *, key: str, on_change: Callable[[], None]) -> None:
    """Show the selected regions and a field to add one; see `component/page/regions.js`.

    `st.session_state[key].chosen` holds `{"regions": [ids]}` in the callback.
    """
    _component()(data={"part": "regions", **data}, key=key, on_chosen_change=on_change)


def figure(data: dict[str, Any], *, key: str, on_click: Callable[[], None] | None = None) -> None:
    """Show a figure of plotly, which is changed in place when its data change.

    Parameters
    ----------
    data : `spec` (figure as JSON), `alt` (what it shows, in words), `config` (plotly's settings),
        `fills` (whether it fills the height of its frame instead of having its own), `plotly`
        (address of plotly's JavaScript), `not_drawn` (what is said where that cannot be loaded)
    on_click : called before the page runs again when a point was clicked that has data of its own;
        `st.session_state[key].clicked` then holds `{"customdata": …}`
    """
    height: Literal["stretch", "content"] = "stretch" if data["fills"] else "content"
    callback: dict[str, Any] = {"on_clicked_change": on_click} if on_click else {}
    _figure()(data=data, key=key, height=height, **callback)
