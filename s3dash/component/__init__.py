"""The map in the browser: a headline and a map view, drawn by JavaScript in `assets/`.

Python sends figures, words, classes and colours; the browser picks, draws and formats. What the
reader chooses there comes back as one event, `chosen`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final, cast

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

COMPONENT: Final = "s3dash.regionmap"
"""Name under which `pyproject.toml` declares the folder with the JavaScript."""

WORDS: Final = (
    "rank",
    "no_value",
    "status",
    "play",
    "pause",
    "year",
    "ranking",
    "legend",
    "profile",
    "close",
    "between",
    "trend",
    "select",
    "selection",
    "classes",
    "method",
    "regions",
    "hint",
    "centre",
    "no_map",
)
"""Words that the map needs, in the language of the page."""


@cache
def _component() -> ComponentRenderer:
    """The component, registered on first use: only a running Streamlit knows its folder."""
    return st.components.v2.component(COMPONENT, js="index.js", css="map.css")


def region_map(data: dict[str, object], *, key: str, on_change: Callable[[], None]) -> None:
    """Show the map view: map, legend, ranking, years and the card of the selected region.

    A choice of the reader calls `on_change`; `st.session_state[key].chosen` then holds
    `{"selected": [ids], "year": int, "method": str, "k": int}`.

    Parameters
    ----------
    data : dict
        Figures, words, classes and colours as described in `docs/map-component.md`.
    key : str
        Key of the mounted component; keep it, and map and focus stay when the data change.
    on_change : function without arguments
        Called before the page runs again.

    Raises
    ------
    ValueError
        If a word is missing, or values, statuses and dates do not fit ids and years.
    """
    _check(data)
    _component()(data={"part": "map", **data}, key=key, on_chosen_change=on_change)


def region_headline(data: dict[str, object], *, key: str) -> None:
    """Show headline and subtitle, which follow the year of the map while it plays.

    Parameters
    ----------
    data : dict
        `title`, `subtitle` (may hold `{date}`), `years`, `dates` (one per year), `year`.
    key : str
        Key of the mounted component.
    """
    _component()(data={"part": "headline", **data}, key=key)


def _check(data: Mapping[str, object]) -> None:
    """Refuse data that the browser could only draw wrongly."""
    words = cast("Mapping[str, object]", data["words"])
    missing = [word for word in WORDS if word not in words]
    if missing:
        raise ValueError(f"region_map: words lack {', '.join(missing)}; add them to data['words']")
    ids = cast("Sequence[str]", data["ids"])
    years = cast("Sequence[int]", data["years"])
    if data["year"] not in years:
        raise ValueError(f"region_map: year {data['year']} is none of the years {list(years)}")
    for name in ("values", "status"):
        rows = cast("Sequence[Sequence[object]]", data[name])
        sizes = {len(row) for row in rows}
        if len(rows) != len(years) or sizes != {len(ids)}:
            raise ValueError(
                f"region_map: {name} has {len(rows)} rows of {sorted(sizes)} entries; "
                f"expected {len(years)} years of {len(ids)} regions"
            )
