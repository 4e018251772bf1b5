"""The page's own parts in the browser: the address, and the selected regions as chips."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

COMPONENT: Final = "s3dash.page"
"""Name under which `pyproject.toml` declares the folder with the JavaScript."""


@cache
def _component() -> ComponentRenderer:
    """The registered component; made on first use, when Streamlit knows its folder."""
    return st.components.v2.component(COMPONENT, js="page.js", css="page.css")


def address(data: dict[str, Any]) -> None:
    """Keep address, title and language of the browser's page in step with the view.

    Parameters
    ----------
    data : `query` (the whole view, encoded), `lang`, `title`
    """
    _component()(data={"part": "address", **data}, key="address")


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
