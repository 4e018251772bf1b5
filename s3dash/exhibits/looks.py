"""Colours of places and figures away from the screen, the same as on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from s3dash import codes
from s3dash.charts import scales, theme
from s3dash.indicators import Place, same_place
from s3dash.state import Options, View

MODE: Final[theme.Mode] = "light"
"""Pictures, slides and sheets are on paper white."""

PALETTE: Final = theme.palette(MODE)

_FACTORS: Final = (0.0, 0.5, 1 / 1.5, 0.8, 1.25, 1.5, 2.0, 1000.0)
"""Edges of the classes in which cells and bars of quotients are painted."""


def quotient_colour(value: float) -> str:
    """Colour of a quotient: petrol above 1, ochre below; empty where there is none.

    >>> quotient_colour(1.0), quotient_colour(float("nan"))
    ('#efefec', '')
    """
    found = int(scales.classify(np.array([value]), _FACTORS)[0])
    return theme.ramp("diverging", _FACTORS, 1.0, mode=MODE)[found] if found >= 0 else ""


def looks(
    options: Options, view: View, places: Sequence[Place], mode: theme.Mode = MODE
) -> dict[str, tuple[str, str]]:
    """Colour and marker of up to six compared places: a selected one keeps its own.

    Others take free ones and, where there are none, those of selected places that are not shown.
    """
    pairs = list(zip(theme.palette(mode).regions, theme.MARKERS, strict=True))
    own = {_district(options, key): pairs[slot] for key, slot in view.slot_of.items()}
    shown = {item.id: _district(options, item.id) for item in places}
    free = [look for look in pairs if look not in own.values()]
    spare = iter([*free, *(look for key, look in own.items() if key not in shown.values())])
    return {key: own.get(district) or next(spare) for key, district in shown.items()}


def _district(options: Options, key: str) -> str:
    """Id of a place; that of its district for an independent city."""
    return same_place(options.release, [key], codes.DISTRICT)[0]


def outlines(view: View, places: Sequence[Place]) -> dict[str, str]:
    """Colour of each selected place, by the key that it has among some places."""
    known = {item.id for item in places}
    found: dict[str, str] = {}
    for key, slot in view.slot_of.items():
        written = {key, f"{key}000", key[:5] if key.endswith("000") else key} & known
        found.update(dict.fromkeys(written, PALETTE.regions[slot]))
    return found
