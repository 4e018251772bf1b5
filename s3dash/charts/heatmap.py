"""Heat map of quotients, regions by fields."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import canvas, quotient_ticks, wrap
from s3dash.charts.labels import Labels, hover
from s3dash.charts.matrix import ink_on
from s3dash.charts.theme import SIZE_SMALL, Mode, palette

_ROW: Final = 34
_AROUND: Final = 150
_FURTHEST: Final = 2.0
"""Powers of two from 1 at which the colours end: 0.25 and 4."""

_UNBROKEN: Final = 99
_MOST_LEVEL: Final = 6
"""Columns up to which their labels are broken into lines; more may have to stand upright."""


def heatmap(table: pd.DataFrame, labels: Labels, *, mode: Mode = "light") -> go.Figure:
    """Coloured cells with their figures: petrol above 1, ochre below, equally strong for 2 and 0.5.

    The longer side, regions or fields, runs downwards. A cell without a value is hatched.

    Parameters
    ----------
    table : DataFrame
        `region, name, field, field_label, value, status, low, high, year`, one row per region and
        field; both in the order to draw.
    labels : Labels
        Words and number format.
    mode : str
        `"light"` or `"dark"`.
    """
    boxes = table.assign(text=hover(table, labels))
    regions = boxes.drop_duplicates("region").set_index("region")["name"]
    fields = boxes.drop_duplicates("field").set_index("field")["field_label"]
    down, across = ("region", "field") if len(regions) > len(fields) else ("field", "region")
    rows, columns = (regions, fields) if down == "region" else (fields, regions)
    cells = boxes.set_index([down, across])

    def grid(column: str) -> pd.DataFrame:
        return cells[column].unstack().reindex(index=rows.index, columns=columns.index)

    values = grid("value").astype(float)
    figure = canvas(labels, height=_ROW * len(rows) + _AROUND, mode=mode)
    figure.add_traces(_cells(values, grid("text"), labels, mode))
    figure.add_traces(_hatches(values.to_numpy(), mode))
    _axes(figure, rows.tolist(), columns.tolist(), mode)
    return figure


def _cells(
    values: pd.DataFrame, boxes: pd.DataFrame, labels: Labels, mode: Mode
) -> list[go.Heatmap]:
    """All cells with their boxes, then the figures: dark ones on pale cells, and the reverse."""
    colours = palette(mode)
    numbers = values.to_numpy()
    strength = np.log2(np.clip(numbers, 2**-_FURTHEST, 2**_FURTHEST))
    steps = np.linspace(0, 1, len(colours.diverging)).tolist()
    shared = {
        "x": list(range(values.shape[1])),
        "y": list(range(values.shape[0])),
        "zmin": -_FURTHEST,
        "zmax": _FURTHEST,
        "colorscale": [list(pair) for pair in zip(steps, colours.diverging, strict=True)],
        "xgap": 2,
        "ygap": 2,
    }
    ground = go.Heatmap(
        **shared,
        z=strength,
        customdata=numbers,
        hovertext=boxes.to_numpy(),
        hovertemplate="%{hovertext}<extra></extra>",
        hoverongaps=True,
        colorbar=_scale(labels, mode),
    )
    words = np.array([[labels.number(cell) for cell in row] for row in numbers], dtype=object)
    strong = _dark(strength, mode)
    pale = ~strong & ~np.isnan(strength)
    figures = [
        go.Heatmap(
            **shared,
            z=np.where(mask, strength, np.nan),
            text=np.where(mask, words, ""),
            texttemplate="%{text}",
            textfont={"color": colour},
            hoverinfo="skip",
            showscale=False,
        )
        for mask, colour in ((pale, colours.ink), (strong, colours.paper))
    ]
    return [ground, *figures]


def _dark(strength: np.ndarray, mode: Mode) -> np.ndarray:
    """Which cells are read best in the colour of the paper; none without a value."""
    colours = palette(mode)
    steps = np.linspace(-_FURTHEST, _FURTHEST, len(colours.diverging))
    parts = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in colours.diverging])
    mixed = np.stack([np.interp(strength, steps, parts[:, i]) for i in range(3)], axis=-1)
    found = [
        not np.isnan(rgb).any()
        and ink_on("#" + "".join(f"{round(part):02x}" for part in rgb), mode) == colours.paper
        for rgb in mixed.reshape(-1, 3)
    ]
    return np.array(found, dtype=bool).reshape(strength.shape)


def _scale(labels: Labels, mode: Mode) -> dict[str, object]:
    small = {"size": SIZE_SMALL, "color": palette(mode).muted}
    ticks = quotient_ticks((2**-_FURTHEST, 2**_FURTHEST))
    return {
        "orientation": "h",
        "thickness": 10,
        "len": 0.7,
        "x": 0,
        "xanchor": "left",
        "y": -0.02,
        "yanchor": "top",
        "outlinewidth": 0,
        "ticks": "",
        "tickvals": [math.log2(tick) for tick in ticks],
        "ticktext": [labels.tick(tick) for tick in ticks],
        "tickfont": small,
        "title": {"text": labels.axis, "side": "top", "font": small},
    }


def _hatches(numbers: np.ndarray, mode: Mode) -> list[go.Scatter]:
    """Hatched squares over the cells without a value."""
    empty = np.argwhere(np.isnan(numbers))
    if not len(empty):
        return []
    half, colours = 0.47, palette(mode)
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    xs = [place for row, column in empty for place in (*(column + dx for dx, _ in corners), None)]
    ys = [place for row, column in empty for place in (*(row + dy for _, dy in corners), None)]
    return [
        go.Scatter(
            x=xs,
            y=ys,
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillpattern={
                "shape": "/",
                "size": 6,
                "solidity": 0.18,
                "fgcolor": colours.no_value,
                "bgcolor": colours.no_value_paper,
            },
            hoverinfo="skip",
        )
    ]


def _axes(figure: go.Figure, rows: list[str], columns: list[str], mode: Mode) -> None:
    ink = {"size": SIZE_SMALL, "color": palette(mode).ink}
    width = 11 if len(columns) <= _MOST_LEVEL else _UNBROKEN
    figure.update_layout(
        margin={"t": 8, "b": 64},
        xaxis={
            "side": "top",
            "range": [-0.5, len(columns) - 0.5],
            "tickvals": list(range(len(columns))),
            "ticktext": [wrap(column, width) for column in columns],
            "autotickangles": [0, -90],
            "tickfont": ink,
            "showgrid": False,
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [wrap(row, 20) for row in rows],
            "tickfont": ink,
            "ticklabelstandoff": 6,
            "showgrid": False,
        },
    )
