"""Waterfall: how steps up and down add up to a change."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import canvas, wrap
from s3dash.charts.labels import Labels
from s3dash.charts.theme import SIZE_TEXT, Mode, palette

_ROW: Final = 44
_AROUND: Final = 20
_THICK: Final = 0.6
_LABEL_WIDTH: Final = 18
_CHARACTER: Final = 7.6
"""Width of a figure's character [px]."""


def waterfall(
    steps: pd.DataFrame, labels: Labels, *, total: str, mode: Mode = "light"
) -> go.Figure:
    """Steps that begin where the one above ends; below them the bar of their sum, from 0.

    A step up is petrol, a step down ochre, the sum is ink; each bears its figure with its sign.

    Parameters
    ----------
    steps : DataFrame
        `name, value`, one row per step, in the order of the sum; every value is known.
    labels : Labels
        Words and number format.
    total : str
        Name of the sum.
    mode : str
        `"light"` or `"dark"`.

    Raises
    ------
    ValueError
        If a step has no value: the sum would be wrong by it.
    """
    if steps["value"].isna().any():
        raise ValueError(
            f"a waterfall needs every step; without a value: {steps['name'][steps['value'].isna()]}"
        )
    values = [*steps["value"], steps["value"].sum()]
    names = [*steps["name"], total]
    starts = [0.0, *np.cumsum(steps["value"])[:-1], 0.0]
    figure = canvas(labels, height=_ROW * len(values) + _AROUND, mode=mode)
    figure.add_trace(_connectors(starts, values, mode))
    figure.add_trace(_bars(names, starts, values, labels, mode))
    figure.add_trace(_figures(starts, values, labels))
    _axes(figure, names, _span(starts, values), mode)
    longest = max(len(labels.number(value)) for value in values)
    figure.update_layout(margin={"r": round(_CHARACTER * longest) + 12})
    figure.add_vline(x=0, line={"color": palette(mode).muted, "width": 1})
    return figure


def _bars(
    names: list[str], starts: list[float], values: list[float], labels: Labels, mode: Mode
) -> go.Bar:
    colours = palette(mode)
    up, down = colours.diverging[-2], colours.diverging[1]
    painted = [up if value >= 0 else down for value in values[:-1]]
    return go.Bar(
        x=values,
        base=starts,
        y=list(range(len(values))),
        orientation="h",
        width=_THICK,
        marker={"color": [*painted, colours.ink], "line": {"width": 0}},
        hovertext=[
            f"<b>{name}</b><br>{labels.amount(value)}"
            for name, value in zip(names, values, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _connectors(starts: list[float], values: list[float], mode: Mode) -> go.Scatter:
    """Thin lines from the end of each bar down to the next one."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, (start, value) in enumerate(zip(starts[:-1], values[:-1], strict=True)):
        x += [start + value, start + value, None]
        y += [row + _THICK / 2, row + 1 - _THICK / 2, None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": palette(mode).muted, "width": 1},
        hoverinfo="skip",
    )


def _figures(starts: list[float], values: list[float], labels: Labels) -> go.Scatter:
    """Figures right of their bars, whichever way these go, so that none lies on a line."""
    return go.Scatter(
        x=np.maximum(starts, np.add(starts, values)),
        y=list(range(len(values))),
        mode="text",
        text=[f" {labels.number(value)}" for value in values],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
    )


def _span(starts: list[float], values: list[float]) -> tuple[float, float]:
    """Range of the axis: all bars."""
    edges = np.array([0.0, *starts, *np.add(starts, values)])
    low, high = float(edges.min()), float(edges.max())
    return (low, high) if low < high else (0.0, 1.0)


def _axes(figure: go.Figure, names: list[str], span: tuple[float, float], mode: Mode) -> None:
    figure.update_layout(
        xaxis={"range": list(span), "showticklabels": False, "showgrid": False},
        yaxis={
            "range": [len(names) - 0.5, -0.5],
            "tickvals": list(range(len(names))),
            "ticktext": [wrap(name, _LABEL_WIDTH) for name in names],
            "tickfont": {"size": SIZE_TEXT, "color": palette(mode).ink},
            "showgrid": False,
            "ticklabelstandoff": 8,
        },
    )
