"""Quadrants of strength and change: where a field is strong and growing, and where it is not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import Style, canvas, quotient_span, quotient_ticks, quotient_words
from s3dash.charts.labels import Labels
from s3dash.charts.theme import SIZE_SMALL, SIZE_TEXT, Mode, palette

HEIGHT: Final = 460
_LARGEST: Final = 34.0
_SMALLEST: Final = 8.0
"""Diameters of the markers in pixels; their areas go with the number of employees."""

_AIR: Final = 0.12
_NEAR: Final = (0.14, 0.05)
"""Parts of width and height within which the names of two places would touch."""

_TURN: Final = 0.8
"""Part of the width from which on a name stands to the left of its marker."""

_GAP: Final = 14


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
    low, high = quotient_span([*drawn["quotient"], threshold])
    bottom, top = _change_span(drawn["change"], growth)
    figure = canvas(labels, height=HEIGHT, mode=mode)
    figure.add_trace(
        go.Scatter(
            x=drawn["quotient"].clip(low, high),
            y=drawn["change"],
            customdata=drawn["quotient"],
            mode="markers",
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
        margin={"t": 12, "r": 12, "b": 48},
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
    if quotient >= threshold:
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
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    figure.add_vline(x=threshold, line=line, layer="below")
    figure.add_hline(y=growth, line=line, layer="below")
    small = {"size": SIZE_SMALL, "color": colours.muted}
    figure.add_annotation(
        text=words.threshold,
        x=math.log10(threshold),
        y=0,
        yref="paper",
        textangle=-90,
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        font=small,
    )
    figure.add_annotation(
        text=words.growth,
        x=0,
        xref="paper",
        y=growth,
        xanchor="left",
        yanchor="top",
        showarrow=False,
        font=small,
    )
    corners = (
        (words.star, 1, 1, "right", "top"),
        (words.mature, 1, 0, "right", "bottom"),
        (words.emerging, 0, 1, "left", "top"),
        (words.transforming, 0, 0, "left", "bottom"),
    )
    for text, x, y, across, upright in corners:
        figure.add_annotation(
            text=f"<b>{text}</b>",
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            xanchor=across,
            yanchor=upright,
            showarrow=False,
            font={"size": SIZE_TEXT, "color": colours.muted},
        )


def _name(
    figure: go.Figure,
    rows: pd.DataFrame,
    across: tuple[float, float],
    upright: tuple[float, float],
    style: Style,
    mode: Mode,
) -> None:
    """Write the names beside their markers, the largest first; one that would touch is left out.

    Selected regions always have theirs.
    """
    taken: list[tuple[float, float]] = []
    selected = rows["region"].isin(list(style))
    order = rows.assign(selected=selected).sort_values(
        ["selected", "quotient"], ascending=[False, False]
    )
    for row in order.to_dict("records"):
        quotient = min(max(float(row["quotient"]), across[0]), across[1])
        change, own = float(row["change"]), style.get(str(row["region"]))
        x = math.log(quotient / across[0]) / math.log(across[1] / across[0])
        y = (change - upright[0]) / (upright[1] - upright[0])
        if not own and any(
            abs(x - left) < _NEAR[0] and abs(y - up) < _NEAR[1] for left, up in taken
        ):
            continue
        taken.append((x, y))
        side = 1 if x < _TURN else -1
        figure.add_annotation(
            text=str(row["name"]),
            x=math.log10(quotient),
            y=change,
            xanchor="left" if side > 0 else "right",
            yanchor="middle",
            xshift=side * _GAP,
            showarrow=False,
            font={"size": SIZE_SMALL, "color": own[0] if own else palette(mode).ink},
        )
