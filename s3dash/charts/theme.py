"""Colours, type and sizes: the one place where they are defined.

Each colour has one meaning. *Ink* and two greys write and draw, the *accent* is "your selection",
the six *region* colours belong to the regions that are compared, the six *theme* colours to the
themes of the strategy. Petrol means much or strong, ochre means weak, a hatch means no value.
All palettes stay apart for the three common colour deficiencies, and classes keep their order in
grey print (tested). Each region colour comes with a marker of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import plotly.graph_objects as go

Mode = Literal["light", "dark"]
Kind = Literal["sequential", "diverging", "categorical"]

FAMILY: Final = "Fira Sans"
"""Type of everything: pages, charts, slides, documents and sheets."""

FONT: Final = f"{FAMILY}, sans-serif"
SIZE_SMALL: Final = 12
SIZE_TEXT: Final = 14

MARKERS: Final = ("circle", "square", "diamond", "triangle-up", "star", "hexagon")
"""Plotly's marker symbols, one for each region colour."""

_FURTHEST: Final = 2.0
"""Quotients that reach this factor from the centre are painted in full strength."""

_BY_DISTANCE: Final = 0.7
"""How much the distance from the centre counts in a colour; the rest is the class's place."""


@dataclass(frozen=True)
class Palette:
    """Colours of one mode, as `#rrggbb`.

    Parameters
    ----------
    ink, muted, line, paper, panel : str
        Text; secondary text; grid and borders; page; fields and quiet areas.
    accent : str
        The reader's own selection, links and controls.
    regions, themes : tuple of six str
        Regions that are compared; themes of the strategy, in the order of the configuration.
    no_value, no_value_paper : str
        Strokes and ground of the hatch.
    sequential : tuple of str
        From little to much.
    diverging : tuple of str
        From weak through neutral, in the middle, to strong.
    categorical : tuple of seven str
        Categories.
    """

    ink: str
    muted: str
    line: str
    paper: str
    panel: str
    accent: str
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    no_value: str
    no_value_paper: str
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]
    categorical: tuple[str, ...]


PALETTES: Final[dict[Mode, Palette]] = {
    "light": Palette(
        ink="#1b2530",
        muted="#59646f",
        line="#d5d9dd",
        paper="#ffffff",
        panel="#f4f5f4",
        accent="#a3195b",
        regions=("#0e5b9f", "#a02609", "#208e70", "#c07cb6", "#b86710", "#3a91fb"),
        themes=("#4b4ea4", "#40985f", "#985115", "#a27a00", "#b72f5e", "#057887"),
        no_value="#b3b9bf",
        no_value_paper="#f3f4f4",
        sequential=("#d9ebea", "#a3cfd0", "#62adb2", "#27838d", "#0a4c59"),
        diverging=(
            *("#a06a2c", "#c8975a", "#e0c192", "#f0e2c9"),
            "#efefec",
            *("#c3e0de", "#7fbdc0", "#308b94", "#0a4c59"),
        ),
        categorical=(
            *("#285c63", "#689b85", "#dcc890", "#b0794a", "#6d5b91", "#b7a9ae", "#83a7dc"),
        ),
    ),
    "dark": Palette(
        ink="#e9ecef",
        muted="#a6b0b9",
        line="#37414b",
        paper="#14191f",
        panel="#1d242c",
        accent="#f183b4",
        regions=("#5980ce", "#ff7300", "#1ab572", "#c897ca", "#fecc65", "#8fdafe"),
        themes=("#989cf0", "#97cd86", "#c8965d", "#ddb331", "#f082a1", "#63bed0"),
        no_value="#5b666f",
        no_value_paper="#20272e",
        sequential=("#23424a", "#2a656d", "#33898f", "#58b3b7", "#a5e6e5"),
        diverging=(
            *("#f6c57a", "#cf9545", "#91692f", "#5d4a30"),
            "#3f454b",
            *("#2f5860", "#2f828a", "#4bb0b6", "#a5e6e5"),
        ),
        categorical=(
            *("#2aa5b9", "#b5dbd6", "#e3d198", "#c58b50", "#817dd5", "#bcb9dd", "#bca38f"),
        ),
    ),
}


def palette(mode: Mode) -> Palette:
    """Colours of one mode.

    >>> palette("light").paper
    '#ffffff'
    """
    return PALETTES[mode]


def ramp(
    kind: Kind, breaks: Sequence[float], centre: float | None = None, *, mode: Mode = "light"
) -> list[str]:
    """Colours of classes, one for each.

    Sequential: even steps from light to strong. Diverging: a class that holds the centre is
    neutral; any other is painted by its place among the classes of its side and by how
    far it reaches from the centre, so that neighbours stay apart and an extreme looks extreme.
    Distances from a centre above 0 are ratios: 0.5 lies as far from 1 as 2 does.

    Parameters
    ----------
    kind : str
        `"sequential"`, `"diverging"` or `"categorical"`.
    breaks : sequence of float
        k + 1 ascending class edges (for categories only their number counts).
    centre : float, optional
        Neutral value of a diverging ramp.
    mode : str
        `"light"` or `"dark"`.

    Returns
    -------
    list of str
        k colours as `#rrggbb`.

    Raises
    ------
    ValueError
        If a diverging ramp has no centre, or there are more categories than colours.

    Examples
    --------
    >>> ramp("diverging", [0.25, 0.8, 1.25, 4], 1)
    ['#a06a2c', '#efefec', '#0a4c59']
    """
    colours = palette(mode)
    count = max(len(breaks) - 1, 0)
    if kind == "sequential":
        return _sample(colours.sequential, np.linspace(0, 1, count) if count > 1 else [0.5] * count)
    if kind == "categorical":
        if count > len(colours.categorical):
            raise ValueError(
                f"{count} categories; at most {len(colours.categorical)} have a colour"
            )
        return list(colours.categorical[:count])
    if centre is None:
        raise ValueError("a diverging ramp needs its centre, such as 1 for a quotient")
    return _sample(colours.diverging, 0.5 + 0.5 * _strengths(np.asarray(breaks, float), centre))


def _strengths(breaks: np.ndarray, centre: float) -> np.ndarray:
    """Strength of each class, -1 (weakest) to 1 (strongest), 0 where it holds the centre."""
    middles = _distances((breaks[:-1] + breaks[1:]) / 2, centre)
    side = np.sign(middles)
    side[(breaks[:-1] < centre) & (centre < breaks[1:])] = 0
    outer = np.abs(_distances(np.where(side > 0, breaks[1:], breaks[:-1]), centre)) * (side != 0)
    reach = 1.0 if centre > 0 else outer.max(initial=0) or 1.0
    above, below = np.cumsum(side > 0), np.cumsum((side < 0)[::-1])[::-1]
    rank = np.where(side > 0, above / max(above[-1:].sum(), 1), below / max(below[:1].sum(), 1))
    return np.asarray(side * ((1 - _BY_DISTANCE) * rank + _BY_DISTANCE * outer / reach))


def _distances(values: np.ndarray, centre: float) -> np.ndarray:
    """Distance from the centre; for quotients as a factor, with `_FURTHEST` as 1 at most."""
    if centre > 0:
        factors = np.clip(values / centre, 1 / _FURTHEST, _FURTHEST)
        return np.asarray(np.log(factors) / np.log(_FURTHEST))
    return np.asarray(values - centre)


def _sample(anchors: Sequence[str], positions: Sequence[float] | np.ndarray) -> list[str]:
    """Colours at positions from 0 to 1 along evenly spaced anchors."""
    channels = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in anchors])
    places = np.linspace(0, 1, len(anchors))
    mixed = [np.interp(positions, places, channel) for channel in channels.T]
    return ["#" + "".join(f"{round(part):02x}" for part in parts) for parts in np.transpose(mixed)]


def template(mode: Mode) -> go.layout.Template:
    """Look of all figures: transparent ground, our font, quiet axes without a frame."""
    colours = palette(mode)
    small = {"size": SIZE_SMALL, "color": colours.muted}
    axis = {
        "automargin": True,
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zeroline": False,
        "ticks": "",
        "tickfont": small,
        "title": {"font": small, "standoff": 12},
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": SIZE_TEXT, "color": colours.ink},
            "colorway": list(colours.regions),
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": axis,
            "yaxis": axis,
            "polar": {"bgcolor": "rgba(0,0,0,0)"},
            "dragmode": False,
            "showlegend": False,
            "hoverlabel": {
                "bgcolor": colours.panel,
                "bordercolor": colours.line,
                "align": "left",
                "font": {"family": FONT, "size": SIZE_TEXT, "color": colours.ink},
            },
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1.02,
                "yanchor": "bottom",
                "font": {"size": SIZE_TEXT, "color": colours.ink},
                "itemclick": False,
                "itemdoubleclick": False,
            },
        }
    )


def see_through(colour: str, opacity: float) -> str:
    """Colour that lets a part of what lies behind it through.

    >>> see_through("#0d5c63", 0.5)
    'rgba(13, 92, 99, 0.5)'
    """
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2.2), 0 to 1."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))
