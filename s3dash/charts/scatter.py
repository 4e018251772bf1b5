"""Scatter of fields in four quadrants: near or far to the right, complex or widespread upwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import canvas, quadrant_lines, quadrant_names, value_title, wrap
from s3dash.charts.labels import Labels
from s3dash.charts.theme import SIZE_SMALL, Mode, palette

HEIGHT: Final = 560
_LARGEST: Final = 46.0
_SMALLEST: Final = 7.0
"""Diameters of the markers in pixels; their areas go with the size."""

_AIR: Final = 0.08
_LETTER: Final = (0.0095, 0.034)
"""Width of a letter and height of a line, as parts of the width and height of a usual chart."""

_NARROWEST: Final = 1.4
"""How much wider a letter is in the narrowest of the lower charts."""

_TURN: Final = 0.62
"""Part of the width from which on a name stands to the left of its marker."""

_FAINT: Final = 0.18
_WIDTH: Final = 26


@dataclass(frozen=True)
class ScatterWords:
    """Words of the axes, the quadrants and the lines between them.

    Parameters
    ----------
    across, upwards : titles of the axes
    top_right, top_left, bottom_right, bottom_left : names of the quadrants
    mean : what both lines stand for
    """

    across: str
    upwards: str
    top_right: str
    top_left: str
    bottom_right: str
    bottom_left: str
    mean: str


def scatter(
    table: pd.DataFrame,
    labels: Labels,
    words: ScatterWords,
    *,
    cut: tuple[float, float],
    groups: Sequence[tuple[str, str]],
    chosen: str = "",
    height: int = HEIGHT,
    mode: Mode = "light",
) -> go.Figure:
    """One marker per field, coloured by group; one is chosen and bears its range.

    Parameters
    ----------
    table : DataFrame
        `key, name, group, x, x_low, x_high, y, y_low, y_high, size, open, faint, text`, one row per
        field. `open` draws a ring where the field may not belong here, `faint` those out of the
        selection; `text` is the box over the marker. A `name` that is not empty is written as far
        as there is room, those of the first rows first.
    cut : where the two lines between the quadrants lie, in x and y
    groups : keys of the coloured groups with their words, in the order of the theme colours; a row
        of another group is grey
    chosen : key of the chosen field
    height : of the figure; a lower one has room for fewer names
    """
    figure = canvas(labels, height=height, mode=mode)
    spans = (_span([*table["x"], cut[0]]), _span([*table["y"], cut[1]]))
    diameters = pd.Series(_diameters(table["size"]), index=table.index)
    _cross(figure, words, cut, mode)
    colours = dict(zip((key for key, _ in groups), palette(mode).themes, strict=False))
    own = [key for key, _ in groups]
    for key, name in (("", ""), *groups):
        inside = table["group"] == key if key else ~table["group"].isin(own)
        rows = table[inside]
        if len(rows):
            colour = colours.get(key, palette(mode).muted)
            figure.add_trace(_markers(rows, diameters[inside], colour, name, mode))
    _mark_chosen(figure, table[table["key"] == chosen], diameters, mode)
    _names(figure, table, chosen, spans, mode=mode)
    value_title(figure, words.upwards)
    figure.update_layout(
        margin={"t": 62, "r": 12, "b": 44},
        showlegend=any(table["group"].isin(own)),
        legend={"y": 1, "yref": "container", "yanchor": "top", "font": {"size": SIZE_SMALL}},
        clickmode="event+select",
        xaxis={"range": spans[0], "title": {"text": words.across}, "showgrid": False},
        yaxis={"range": spans[1], "showgrid": False},
    )
    return figure


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = float(np.min(values)), float(np.max(values))
    air = _AIR * (high - low) or 1.0
    return low - air, high + air


def _diameters(sizes: pd.Series) -> list[float]:
    """Diameters whose squares go with the sizes, the smallest ones still to be seen."""
    root = np.sqrt(sizes.clip(lower=0))
    return [float(d) for d in np.maximum(_LARGEST * root / (root.max() or 1.0), _SMALLEST)]


def _markers(
    rows: pd.DataFrame, diameters: pd.Series, colour: str, name: str, mode: Mode
) -> go.Scatter:
    edge = [colour if ring else palette(mode).paper for ring in rows["open"]]
    return go.Scatter(
        x=rows["x"].tolist(),
        y=rows["y"].tolist(),
        customdata=rows["key"],
        mode="markers",
        name=name,
        showlegend=bool(name),
        marker={
            "size": diameters,
            "color": colour,
            "symbol": ["circle-open" if ring else "circle" for ring in rows["open"]],
            "opacity": [_FAINT if faint else 0.8 for faint in rows["faint"]],
            "line": {"width": [2 if ring else 1 for ring in rows["open"]], "color": edge},
        },
        selected={"marker": {"opacity": 0.8}},
        unselected={"marker": {"opacity": 0.8}},
        hovertext=rows["text"],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _mark_chosen(figure: go.Figure, rows: pd.DataFrame, diameters: pd.Series, mode: Mode) -> None:
    """Ring around the chosen field, with bars as long as its range."""
    if rows.empty:
        return
    accent, row = palette(mode).accent, rows.iloc[0]
    bars = {
        f"error_{axis}": {
            "type": "data",
            "symmetric": False,
            "array": [row[f"{axis}_high"] - row[axis]],
            "arrayminus": [row[axis] - row[f"{axis}_low"]],
            "color": accent,
            "thickness": 1.5,
            "width": 4,
        }
        for axis in ("x", "y")
    }
    figure.add_trace(
        go.Scatter(
            x=rows["x"],
            y=rows["y"],
            mode="markers",
            marker={
                "size": [float(diameters[rows.index[0]]) + 8],
                "symbol": "circle-open",
                "color": accent,
                "line": {"width": 3},
            },
            hoverinfo="skip",
            showlegend=False,
            **bars,
        )
    )


def _cross(figure: go.Figure, words: ScatterWords, cut: tuple[float, float], mode: Mode) -> None:
    """Draw the lines between the quadrants, and name these in their corners."""
    colours = palette(mode)
    quadrant_lines(figure, *cut, mode=mode)
    small = {"size": SIZE_SMALL, "color": colours.muted}
    figure.add_annotation(
        text=words.mean,
        x=0,
        xref="paper",
        y=cut[1],
        xanchor="left",
        yanchor="top",
        showarrow=False,
        font=small,
    )
    corners = (
        (words.top_right, 1, 1),
        (words.top_left, 0, 1),
        (words.bottom_right, 1, 0),
        (words.bottom_left, 0, 0),
    )
    quadrant_names(figure, corners, colour=colours.ink)


def _names(
    figure: go.Figure,
    table: pd.DataFrame,
    chosen: str,
    spans: tuple[tuple[float, float], tuple[float, float]],
    *,
    mode: Mode,
) -> None:
    """Write names beside markers, the chosen one's first; one that would touch is left out."""
    colours = palette(mode)
    lower = HEIGHT / figure.layout.height
    letter = (_LETTER[0] * min(lower, _NARROWEST), _LETTER[1] * lower)
    taken: list[tuple[float, float, float, float]] = []
    named = table[table["name"] != ""]
    first = named["key"] == chosen
    for row in pd.concat([named[first], named[~first]]).to_dict("records"):
        x, y = (
            (float(row[axis]) - low) / (high - low)
            for axis, (low, high) in zip(("x", "y"), spans, strict=True)
        )
        own, words = row["key"] == chosen, wrap(str(row["name"]), _WIDTH)
        side = 1 if x < _TURN else -1
        box = _box(x, y + letter[1] * own, side, words.split("<br>"), letter)
        if not own and any(_touch(box, other) for other in taken):
            continue
        taken.append(box)
        figure.add_annotation(
            text=words,
            x=row["x"],
            y=row["y"],
            xanchor="left" if side > 0 else "right",
            align="left" if side > 0 else "right",
            xshift=side * 14,
            yshift=16 if own else 0,
            showarrow=False,
            font={"size": SIZE_SMALL, "color": colours.accent if own else colours.ink},
        )


def _box(
    x: float, y: float, side: int, lines: list[str], letter: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a name, as parts of the chart, with its marker."""
    width = max(map(len, lines)) * letter[0] + 0.03
    half = len(lines) * letter[1] / 2
    return min(x, x + side * width), max(x, x + side * width), y - half, y + half


def _touch(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    across = one[0] < other[1] and other[0] < one[1]
    return across and one[2] < other[3] and other[2] < one[3]
