"""Radar of quotients: a region's profile over sectors or themes."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import (
    Span,
    Style,
    canvas,
    quotient_span,
    quotient_ticks,
    quotient_words,
    wrap,
)
from s3dash.charts.labels import Labels, hover
from s3dash.charts.theme import SIZE_SMALL, Mode, palette, see_through

HEIGHT: Final = 460
MOST_REGIONS: Final = 3

_LABEL_WIDTH: Final = 13
_CHARACTER: Final = 6.1
_SMALLEST_RADIUS: Final = 85
_ASIDE: Final = 6.0
"""Degrees between the open markers of several regions at one field."""

_INNER: Final = 2.0
"""Factor between the lower end of the scale and the inner edge, where 0 is drawn."""


def radar(
    table: pd.DataFrame,
    labels: Labels,
    *,
    style: Style,
    span: Span | None = None,
    mode: Mode = "light",
) -> go.Figure:
    """One line per region around the fields, on a log scale with a strong ring at 1.

    A quotient of 0 sits at the inner edge, marked with a cross; one beyond the scale at the
    scale's end. A missing one leaves a gap in the line and an open marker at the outer edge.

    Parameters
    ----------
    table : DataFrame
        `region, name, field, field_label, value, status, low, high, year`; one row per region and
        field, the fields in the order to draw, clockwise from the top.
    labels : Labels
        Words; `reference` names the ring at 1.
    style : mapping
        Colour and marker per region, in the order to draw.
    span : (float, float), optional
        Ends of the radial axis, above 0; figures side by side should share one
        (`quotient_span` of all their values).
    mode : str
        `"light"` or `"dark"`.

    Raises
    ------
    ValueError
        If more than three regions are asked for; more lines cannot be told apart.
    """
    if len(style) > MOST_REGIONS:
        raise ValueError(f"{len(style)} regions in one radar; at most {MOST_REGIONS} are legible")
    span = span or quotient_span(table["value"])
    fields = table.drop_duplicates("field").set_index("field")["field_label"]
    angles = {field: 360 * place / len(fields) for place, field in enumerate(fields.index)}
    words = [wrap(label, _LABEL_WIDTH) for label in fields]
    figure = canvas(labels, height=HEIGHT, mode=mode)
    figure.add_trace(_ring(labels, mode))
    for place, (region, look) in enumerate(style.items()):
        rows = table[table["region"] == region]
        rows = rows.assign(angle=rows["field"].map(angles))
        aside = _ASIDE * (place - (len(style) - 1) / 2)
        figure.add_trace(_profile(rows, labels, span, look, filled=len(style) == 1))
        figure.add_traces(_notes(rows, labels, span, look, aside, mode))
    side = _side_margin(words)
    figure.update_layout(
        margin={"l": side, "r": side, "t": 88, "b": 44},
        showlegend=True,
        legend={"x": 0.5, "xanchor": "center", "y": 1, "yref": "container", "yanchor": "top"},
        polar=_polar(labels, words, span, mode),
    )
    return figure


def _ring(labels: Labels, mode: Mode) -> go.Scatterpolar:
    return go.Scatterpolar(
        r=[1.0] * 121,
        theta=[3.0 * step for step in range(121)],
        mode="lines",
        line={"color": palette(mode).ink, "width": 1.6},
        name=labels.words.parity.format(reference=labels.reference),
        hoverinfo="skip",
    )


def _profile(
    rows: pd.DataFrame, labels: Labels, span: Span, look: tuple[str, str], *, filled: bool
) -> go.Scatterpolar:
    """Closed line of one region with gaps; filled lightly if it is whole and alone."""
    low, high = span
    colour, symbol = look
    closed = pd.concat([rows, rows.head(1)])
    values = closed["value"]
    return go.Scatterpolar(
        r=values.clip(low, high).mask(values == 0, low / _INNER),
        theta=closed["angle"],
        customdata=values,
        mode="lines+markers",
        name=rows["name"].iloc[0],
        line={"color": colour, "width": 2.4},
        marker={"size": 9, "color": colour, "symbol": symbol},
        fill="toself" if filled and values.notna().all() else "none",
        fillcolor=see_through(colour, 0.1),
        cliponaxis=False,
        hoveron="points",
        hovertext=hover(closed, labels),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _notes(
    rows: pd.DataFrame,
    labels: Labels,
    span: Span,
    look: tuple[str, str],
    aside: float,
    mode: Mode,
) -> list[go.Scatterpolar]:
    """Crosses on the markers at 0, and open markers at the outer edge where there is no value."""
    low, high = span
    colour, symbol = look
    zero, unknown = rows[rows["value"] == 0], rows[rows["value"].isna()]
    crosses = go.Scatterpolar(
        r=[low / _INNER] * len(zero),
        theta=zero["angle"],
        mode="markers",
        marker={
            "symbol": "x-thin",
            "size": 6,
            "line": {"width": 1.6, "color": palette(mode).paper},
        },
        cliponaxis=False,
        showlegend=False,
        hoverinfo="skip",
    )
    open_markers = go.Scatterpolar(
        r=[high] * len(unknown),
        theta=unknown["angle"] + aside,
        customdata=unknown["value"],
        mode="markers",
        name=labels.words.no_value,
        marker={"symbol": f"{symbol}-open", "size": 9, "color": colour, "line": {"width": 1.8}},
        cliponaxis=False,
        showlegend=False,
        hovertext=hover(unknown, labels),
        hovertemplate="%{hovertext}<extra></extra>",
    )
    return [trace for trace in (crosses, open_markers) if len(trace.r)]


def _side_margin(words: list[str]) -> int:
    """Room [px] that the labels need beside the smallest circle, which is that of a phone."""
    turn = 2 * math.pi / len(words)
    needed = [
        max(len(line) for line in word.split("<br>")) * _CHARACTER
        - _SMALLEST_RADIUS * (1 - abs(math.sin(turn * place)))
        for place, word in enumerate(words)
    ]
    return round(max(needed)) + 18


def _polar(labels: Labels, fields: list[str], span: Span, mode: Mode) -> dict[str, object]:
    colours = palette(mode)
    low, high = span
    half = 180 / len(fields)
    return {
        "hole": 0.06,
        "radialaxis": {
            "type": "log",
            "range": [math.log10(low / _INNER), math.log10(high)],
            "tickvals": [low / _INNER, *quotient_ticks(span)],
            "ticktext": [labels.tick(0), *quotient_words(span, labels)],
            "angle": 90 - half,
            "tickangle": 90 - half,
            "showline": False,
            "ticks": "",
            "gridcolor": colours.line,
            "tickfont": {"size": SIZE_SMALL, "color": colours.muted},
        },
        "angularaxis": {
            "direction": "clockwise",
            "rotation": 90,
            "tickvals": [2 * half * place for place in range(len(fields))],
            "ticktext": fields,
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": "rgba(0,0,0,0)",
            "showline": True,
            "linecolor": colours.line,
            "gridcolor": colours.line,
            "tickfont": {"size": SIZE_SMALL, "color": colours.ink},
        },
    }
