"""The map in the browser: a headline and a map view, drawn by JavaScript in `assets/`.

Python sends figures, words, classes and colours; the browser picks, draws and formats. What the
reader chooses there comes back as one event, `chosen`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final, cast

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

COMPONENT: Final = "s3dash.regionmap"
"""Name under which `pyproject.toml` declares the folder with the JavaScript."""

WORDS: Final = (
    "rank",
    "zeros",
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
    "small_base",
    "trend",
    "select",
    "selection",
    "classes",
    "method",
    "regions",
    "hint",
    "centre",
    "no_map",
    "trace",
)
"""Words that the map needs, in the language of the page."""


FIXED: Final = (
    "shapes",
    "level",
    "ids",
    "names",
    "labels",
    "locale",
    "methods",
    "ks",
    "palette",
    "max_selected",
    "words",
)
"""What most choices do not change: it is sent apart, and then not again."""


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
        Rows are years, entries regions in the order of `ids`; all words are in the page's language.

        - Place: `shapes` (address of the shapes file), `level`, `ids`, `names`, optional `labels`
          (shorter names for the map), `descriptions` (optional: what the map shows, in words, per
          year).
        - Time: `years`, `year`, `dates` (one per year), `breaks` (first years of a new series).
        - Figures: `values` (rows, None where there is none), `status` (one text per year: r
          reported, c calculated, s suppressed, m missing, n not published), `low` and `high` (rows
          or None), `lines` (reference areas: `id`, `name`, `values`), `sentences` (optional, by
          region: a text or None per year).
        - Form: `mark` (`fill` or `circle`), `centre`, `scale` (`linear` or `log`), `decimals`,
          `unit`, `unit_long`, `locale`, `categories` (None, or `value`, `label`, `color` each).
        - Classes: `method`, `k`, `methods` (pairs of id and word), `ks`, `classes` (by
          `"<method>-<k>"`: `breaks`, with the upper edge inside its class, and `colors`).
        - Selection: `selected` (pairs of id and colour), `palette` (colours for new ones),
          `max_selected`, `profile_url` (with `{ags}`).
        - Words: `words` (see `WORDS`), `title`, `source`.
        - `presented` (optional): without controls, in the height `--presented-height`; a click on
          a selected region takes it out.
    key : str
        Key of the mounted component; keep it, and map and focus stay when the data change.
    on_change : function without arguments
        Called before the page runs again.

    Raises
    ------
    ValueError
        If a word or the chosen classes are missing, or values and statuses do not fit ids and
        years.
    """
    _check_words(data)
    _check_figures(data)
    _check_classes(data)
    fixed = {name: data[name] for name in FIXED if name in data}
    digest = hashlib.sha256(json.dumps(fixed).encode()).hexdigest()[:12]
    moving = {name: value for name, value in data.items() if name not in FIXED}
    _component()(data={"part": "fixed", "name": digest, **fixed}, key=f"{key}_fixed")
    _component()(
        data={"part": "map", "fixed": digest, **moving}, key=key, on_chosen_change=on_change
    )


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


def _check_words(data: Mapping[str, object]) -> None:
    words = cast("Mapping[str, object]", data["words"])
    missing = [word for word in WORDS if word not in words]
    if missing:
        raise ValueError(f"region_map: words lack {', '.join(missing)}; add them to data['words']")


def _check_figures(data: Mapping[str, object]) -> None:
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


def _check_classes(data: Mapping[str, object]) -> None:
    if data["mark"] == "circle" or data["categories"] is not None:
        return
    classes = cast("Mapping[str, object] | None", data["classes"]) or {}
    wanted = f"{data['method']}-{data['k']}"
    if wanted not in classes:
        raise ValueError(f"region_map: no classes '{wanted}', only {', '.join(classes) or 'none'}")
