"""Quadrants of strength and change: where a field is strong and growing, and where it is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import (
    Style,
    canvas,
    quadrant_lines,
    quadrant_names,
    quotient_span,
    quotient_ticks,
    quotient_words,
    wrap,
)
from s3dash.charts.labels import Labels
from s3dash.charts.theme import SIZE_SMALL, Mode, palette

HEIGHT: Final = 460
_LARGEST: Final = 34.0
_SMALLEST: Final = 8.0
"""Diameters of the markers in pixels; their areas go with the number of employees."""

_AIR: Final = 0.2
"""Room above and below the markers, where the names of the quadrants stand."""

_RIGHT: Final = 2.0
"""Factor from the threshold that the scale reaches at least."""

_SIGN: Final = (0.0125, 0.045)
"""Width and height of a sign of a name, as parts of the drawing at its usual size."""

_GAP: Final = 14
"""Pixels between a marker and its name."""

_CORNER: Final = 16
"""Signs in a line of a quadrant's name."""


@dataclass(frozen=True)
class QuadrantWords:
    """Words of the four quadrants and of the lines between them.

    Parameters
    ----------
    star, mature, emerging, transforming : strong and growing; strong, not growing; growing, not
        strong; neither
    threshold, growth : what the upright and the level line stand for
    change : title of the axis of change, with its unit
    """

    star: str
    mature: str
    emerging: str
    transforming: str
    threshold: str
    growth: str
    change: str


def quadrants(
    table: pd.DataFrame,
    labels: Labels,
    words: QuadrantWords,
    *,
    threshold: float,
    growth: float,
    style: Style,
    mode: Mode = "light",
) -> go.Figure:
    """One marker per region: location quotient to the right (log), change of employees upwards.

    Parameters
    ----------
    table : DataFrame
        `region, name, quotient, change, employees, text`, one row per region; `text` is the box
        over its marker. Regions without a quotient or a change are left out; the caller says so.
    labels : Labels
        Words of the quotient's axis, and the alt text.
    words : QuadrantWords
    threshold : float
        Quotient that divides strong from not strong.
    growth : float
        Change that divides growing from not growing [per cent].
    style : mapping
        Colour of selected regions; all others are grey.
    mode : str
        `"light"` or `"dark"`.
    """
    drawn = table.dropna(subset=["quotient", "change"])
    colours = palette(mode)
    low, high = quotient_span([*drawn["quotient"], _RIGHT * threshold])
    bottom, top = _change_span(drawn["change"], growth)
    figure = canvas(labels, height=HEIGHT, mode=mode)
    figure.add_trace(
        go.Scatter(
            x=drawn["quotient"].clip(low, high),
            y=drawn["change"],
            customdata=drawn["quotient"],
            mode="markers",
            cliponaxis=False,
            marker={
                "size": _diameters(drawn["employees"]),
                "color": [style[r][0] if r in style else colours.muted for r in drawn["region"]],
                "opacity": 0.75,
                "line": {"width": 1, "color": colours.paper},
            },
            hovertext=drawn["text"],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    figure.update_layout(
        margin={"t": 28, "r": 12, "b": 48},
        xaxis={
            "type": "log",
            "range": [math.log10(low), math.log10(high)],
            "tickvals": quotient_ticks((low, high)),
            "ticktext": quotient_words((low, high), labels),
            "title": {"text": labels.axis},
            "showgrid": False,
        },
        yaxis={
            "range": [bottom, top],
            "title": {"text": words.change},
            "showgrid": False,
            "tickformat": "+,~f",
        },
    )
    _cross(figure, words, threshold, growth, mode)
    _name(figure, drawn, (low, high), (bottom, top), style, mode)
    return figure


def quadrant(quotient: float, change: float, *, threshold: float, growth: float) -> str:
    """Name of the quadrant that a region lies in, as the attribute of `QuadrantWords`.

    >>> quadrant(1.6, 12.0, threshold=1.5, growth=10.0)
    'star'
    """
    if quotient >= threshold or math.isclose(quotient, threshold):
        return "star" if change > growth else "mature"
    return "emerging" if change > growth else "transforming"


def _change_span(changes: pd.Series, growth: float) -> tuple[float, float]:
    """Range of the axis of change, with air for the names of the quadrants at both ends."""
    low, high = min([*changes, growth, 0.0]), max([*changes, growth, 0.0])
    air = _AIR * (high - low) or 1.0
    return low - air, high + air


def _diameters(employees: pd.Series) -> list[float]:
    """Diameters whose squares go with the number of employees."""
    root = np.sqrt(employees.fillna(0).clip(lower=0))
    return [float(d) for d in np.maximum(_LARGEST * root / (root.max() or 1.0), _SMALLEST)]


def _cross(
    figure: go.Figure, words: QuadrantWords, threshold: float, growth: float, mode: Mode
) -> None:
    """Draw the two lines, what they stand for, and the names of the quadrants in their corners."""
    colours = palette(mode)
    quadrant_lines(figure, threshold, growth, mode=mode)
    small = {"size": SIZE_SMALL, "color": colours.muted}
    marks = (
        (words.threshold, math.log10(threshold), "x", 1, "paper", "center", "bottom"),
        (words.growth, 1, "paper", growth, "y", "right", "top"),
    )
    for text, x, along, y, up, across, upright in marks:
        figure.add_annotation(
            text=text,
            x=x,
            xref=along,
            y=y,
            yref=up,
            xanchor=across,
            yanchor=upright,
            showarrow=False,
            font=small,
        )
    corners = (
        (words.star, 1, 1),
        (words.mature, 1, 0),
        (words.emerging, 0, 1),
        (words.transforming, 0, 0),
    )
    named = [(wrap(name, _CORNER), right, top) for name, right, top in corners]
    quadrant_names(figure, named, colour=colours.muted, mode=mode)


Box = tuple[float, float, float, float]
"""Left, right, lower and upper end, as parts of the drawing."""


def _name(
    figure: go.Figure,
    rows: pd.DataFrame,
    across: tuple[float, float],
    upright: tuple[float, float],
    style: Style,
    mode: Mode,
) -> None:
    """Write the names beside their markers: selected regions first, then by strength.

    A name stands at the right of its marker, at its left where there is no room, and is left out
    where both sides are taken; those of selected regions are always written.
    """
    drawn = rows.assign(
        x=np.log(rows["quotient"].clip(*across) / across[0]) / math.log(across[1] / across[0]),
        y=(rows["change"] - upright[0]) / (upright[1] - upright[0]),
        selected=rows["region"].isin(list(style)),
    ).sort_values(["selected", "quotient"], ascending=False)
    dots = [(row["x"], row["x"], row["y"], row["y"]) for row in drawn.to_dict("records")]
    taken: list[Box] = list(dots)
    for row, dot in zip(drawn.to_dict("records"), dots, strict=True):
        others = [box for box in taken if box is not dot]
        sides = {side: _box(str(row["name"]), dot, side) for side in (1, -1)}
        free = [side for side, box in sides.items() if _fits(box, others)]
        if not free and not row["selected"]:
            continue
        side = (free or [1])[0]
        taken.append(sides[side])
        own = style.get(str(row["region"]))
        figure.add_annotation(
            text=str(row["name"]),
            x=math.log10(min(max(float(row["quotient"]), across[0]), across[1])),
            y=float(row["change"]),
            xanchor="left" if side > 0 else "right",
            yanchor="middle",
            xshift=side * _GAP,
            showarrow=False,
            font={"size": SIZE_SMALL, "color": own[0] if own else palette(mode).ink},
        )


def _box(name: str, dot: Box, side: int) -> Box:
    """Where a name lies that stands at one side of its marker."""
    width, height = _SIGN
    near = dot[0] + side * 2 * width
    far = near + side * len(name) * width
    return min(near, far), max(near, far), dot[2] - height / 2, dot[2] + height / 2


def _fits(box: Box, others: Sequence[Box]) -> bool:
    """Whether a name lies inside the drawing and touches no other name or marker."""
    left, right, low, high = box
    inside = left > 0 and right < 1
    return inside and not any(
        left < other[1]
        and other[0] < right
        and low < other[3] + _SIGN[1] / 4
        and other[2] - _SIGN[1] / 4 < high
        for other in others
    )
