"""Scatter of fields in four quadrants: near or far to the right, complex or widespread upwards."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import canvas, plate, quadrant_lines, quadrant_names, value_title, wrap
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

_PLOT: Final = (690.0, 430.0)
"""Width and height of the drawing itself in a usual chart [px]."""

_BOLD: Final = 1.25
"""How much larger a letter of a quadrant's name is than one of a field's."""

_RING: Final = 8
"""How much wider the ring is than the marker that it surrounds [px]."""

_GAP: Final = 0.012
"""Between a marker and its name, as a part of the width."""

_TURN: Final = 0.62
"""Part of the width from which on a name stands to the left of its marker."""

_FAINT: Final = 0.18
_WIDTH: Final = 26
_TOP, _LOWER_TOP, _BOTTOM = 86, 62, 44
"""Pixels above the drawing, where the legend stands in up to three rows, above that of a lower
figure, which is a wide one, and below it."""

_TITLE: Final = 26
"""Pixels between the drawing and the legend, where the title of the upright axis stands."""

_STRIP: Final = (0.4, 0.06)
"""Width and height of what says what the lines are, as parts of the drawing."""

Span = tuple[float, float]
"""Both ends of an axis."""

Box = tuple[float, float, float, float]
"""Left, right, lower and upper end, as parts of the drawing."""

Row = Mapping[Hashable, Any]
"""A field with the diameter of its marker."""


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
    _say_mean(figure, table, words.mean, cut[1], spans, mode)
    colours = dict(zip((key for key, _ in groups), palette(mode).themes, strict=False))
    own = [key for key, _ in groups]
    for key, name in (("", ""), *groups):
        inside = table["group"] == key if key else ~table["group"].isin(own)
        rows = table[inside]
        if len(rows):
            colour = colours.get(key, palette(mode).muted)
            figure.add_trace(_markers(rows, diameters[inside], colour, name, mode))
    _names(figure, table, chosen, spans, diameters, words, mode=mode)
    _mark_chosen(figure, table[table["key"] == chosen], diameters, spans, mode)
    value_title(figure, words.upwards)
    figure.update_layout(
        margin={"t": _TOP if height >= HEIGHT else _LOWER_TOP, "r": 12, "b": _BOTTOM},
        showlegend=any(table["group"].isin(own)),
        legend=_legend(height) | {"font": {"size": SIZE_SMALL}},
        clickmode="event+select",
        xaxis={"range": spans[0], "title": {"text": words.across}, "showgrid": False},
        yaxis={"range": spans[1], "showgrid": False},
    )
    return figure


def _legend(height: int) -> dict[str, object]:
    """Where the legend stands: above the title of the axis; in a lower figure at its upper edge."""
    if height < HEIGHT:
        return {"y": 1, "yref": "container", "yanchor": "top"}
    return {"y": 1 + _TITLE / (height - _TOP - _BOTTOM), "yanchor": "bottom"}


def _span(values: Sequence[float]) -> Span:
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


def _mark_chosen(
    figure: go.Figure,
    rows: pd.DataFrame,
    diameters: pd.Series,
    spans: tuple[Span, Span],
    mode: Mode,
) -> None:
    """Ring around the chosen field, with bars as long as its range where they leave the ring."""
    if rows.empty:
        return
    accent, row = palette(mode).accent, rows.iloc[0]
    ring = float(diameters[rows.index[0]]) + _RING
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
        for axis, (low, high), pixels in zip(("x", "y"), spans, _PLOT, strict=True)
        if (row[f"{axis}_high"] - row[f"{axis}_low"]) / (high - low) * pixels > ring
    }
    figure.add_trace(
        go.Scatter(
            x=rows["x"],
            y=rows["y"],
            mode="markers",
            marker={
                "size": [ring],
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
    quadrant_names(figure, _corners(words), colour=colours.ink, mode=mode)


def _corners(words: ScatterWords) -> list[tuple[str, int, int]]:
    """Names of the quadrants, with 1 for right and 1 for top."""
    return [
        (words.top_right, 1, 1),
        (words.top_left, 0, 1),
        (words.bottom_right, 1, 0),
        (words.bottom_left, 0, 0),
    ]


def _say_mean(
    figure: go.Figure,
    table: pd.DataFrame,
    words: str,
    level: float,
    spans: tuple[Span, Span],
    mode: Mode,
) -> None:
    """Say what the lines are at that end and side of the level one where the fewest markers lie."""
    x, y = (
        (table[axis] - low) / (high - low)
        for axis, (low, high) in zip(("x", "y"), spans, strict=True)
    )
    above = y - (level - spans[1][0]) / (spans[1][1] - spans[1][0])

    def covered(place: tuple[int, int]) -> int:
        right, up = place
        across = x > 1 - _STRIP[0] if right else x < _STRIP[0]
        return int((across & (above * (1 if up else -1)).between(0, _STRIP[1])).sum())

    right, up = min([(0, 0), (1, 0), (0, 1), (1, 1)], key=covered)
    figure.add_annotation(
        text=words,
        x=right,
        xref="paper",
        y=level,
        xanchor="right" if right else "left",
        yanchor="bottom" if up else "top",
        showarrow=False,
        font={"size": SIZE_SMALL, "color": palette(mode).muted},
        bgcolor=plate(mode),
    )


def _names(
    figure: go.Figure,
    table: pd.DataFrame,
    chosen: str,
    spans: tuple[Span, Span],
    diameters: pd.Series,
    words: ScatterWords,
    *,
    mode: Mode,
) -> None:
    """Write names beside markers; one that would touch a marker or other words is left out.

    The chosen one's is always written, and as a note: a narrow screen shows only notes.
    """
    lower = HEIGHT / figure.layout.height
    letter = (_LETTER[0] * min(lower, _NARROWEST), _LETTER[1] * lower)
    rows = table.assign(diameter=diameters)
    dots = {row["key"]: _dot(row, spans, lower) for row in rows.to_dict("records")}
    named = rows[rows["name"] != ""]
    first = named["key"] == chosen
    taken = [_corner(*corner, letter) for corner in _corners(words)]
    written: list[Row] = []
    for row in pd.concat([named[first], named[~first]]).to_dict("records"):
        name, own = wrap(str(row["name"]), _WIDTH), row["key"] == chosen
        others = [*taken, *(box for key, box in dots.items() if key != row["key"])]
        places = list(_around(dots[row["key"]], name.split("<br>"), letter))
        free = [place for place in places if not any(_touch(place[0], box) for box in others)]
        if not free and not own:
            continue
        box, side = (free or places)[0]
        taken.append(box)
        if own:
            _write_chosen(figure, row, name, side, mode)
        else:
            written.append({**row, "words": name, "side": side})
    if written:
        figure.add_trace(_written(pd.DataFrame(written), palette(mode).ink))


def _corner(name: str, right: int, top: int, letter: tuple[float, float]) -> Box:
    """Where the name of a quadrant stands, which is bold and larger than those of the fields."""
    width, height = len(name) * letter[0] * _BOLD, letter[1] * _BOLD
    left, low = (1 - width if right else 0.0), (1 - height if top else 0.0)
    return left, left + width, low, low + height


def _dot(row: Row, spans: tuple[Span, Span], lower: float) -> Box:
    """Where a marker lies, as parts of a usual chart."""
    x, y = (
        (float(row[axis]) - low) / (high - low)
        for axis, (low, high) in zip(("x", "y"), spans, strict=True)
    )
    half = row["diameter"] / 2
    across, up = half / _PLOT[0], half / _PLOT[1] * lower
    return x - across, x + across, y - up, y + up


def _around(dot: Box, lines: list[str], letter: tuple[float, float]) -> Iterator[tuple[Box, str]]:
    """Places for a name and plotly's words for them, those that leave the chart left out."""
    left, right, bottom, top = dot
    x, y = (left + right) / 2, (bottom + top) / 2
    width, height = max(map(len, lines)) * letter[0], len(lines) * letter[1]
    beside = {
        "middle right": (right + _GAP, right + _GAP + width, y - height / 2, y + height / 2),
        "middle left": (left - _GAP - width, left - _GAP, y - height / 2, y + height / 2),
    }
    order = ("middle right", "middle left") if x < _TURN else ("middle left", "middle right")
    upright = {
        "top center": (x - width / 2, x + width / 2, top, top + height),
        "bottom center": (x - width / 2, x + width / 2, bottom - height, bottom),
    }
    places = [(beside[side], side) for side in order] + [(box, at) for at, box in upright.items()]
    inside = [(box, at) for box, at in places if box[0] > 0 and box[1] < 1]
    yield from inside or places[:1]


def _write_chosen(figure: go.Figure, row: Row, words: str, side: str, mode: Mode) -> None:
    """Name of the chosen field beside its ring."""
    up, across = side.split()
    away = row["diameter"] / 2 + 10
    figure.add_annotation(
        text=words,
        x=row["x"],
        y=row["y"],
        xanchor={"right": "left", "left": "right"}.get(across, "center"),
        align={"right": "left", "left": "right"}.get(across, "center"),
        yanchor={"top": "bottom", "bottom": "top"}.get(up, "middle"),
        xshift=away * {"right": 1, "left": -1}.get(across, 0),
        yshift=away * {"top": 1, "bottom": -1}.get(up, 0),
        showarrow=False,
        font={"size": SIZE_SMALL, "color": palette(mode).accent},
        bgcolor=plate(mode),
    )


def _written(rows: pd.DataFrame, colour: str) -> go.Scatter:
    """Names beside markers that cannot be seen, as large as those that can."""
    return go.Scatter(
        x=rows["x"].tolist(),
        y=rows["y"].tolist(),
        mode="markers+text",
        text=rows["words"].tolist(),
        textposition=rows["side"].tolist(),
        textfont={"size": SIZE_SMALL, "color": colour},
        marker={"size": rows["diameter"].tolist(), "opacity": 0},
        unselected={"marker": {"opacity": 0}, "textfont": {"color": colour}},
        hoverinfo="skip",
        showlegend=False,
    )


def _touch(one: Box, other: Box) -> bool:
    across = one[0] < other[1] and other[0] < one[1]
    return across and one[2] < other[3] and other[2] < one[3]
