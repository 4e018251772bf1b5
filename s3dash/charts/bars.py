"""Ranked bars: one figure per region."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import Span, Style, canvas, parity_line, quotient_span, wrap
from s3dash.charts.labels import Labels, hover
from s3dash.charts.theme import SIZE_SMALL, SIZE_TEXT, Mode, palette

_ROW: Final = 30
_AROUND: Final = 66
_THICK: Final = 0.62
_STUB: Final = 0.07
_LABEL_WIDTH: Final = 20
_CHARACTER: Final = 7.6


def bars(
    table: pd.DataFrame,
    labels: Labels,
    *,
    style: Style,
    quotient: bool = False,
    mode: Mode = "light",
) -> go.Figure:
    """Bars from the largest figure down, each with its figure in a column at the right.

    Regions without a figure come last, with a short hatched bar and the words for it.

    Parameters
    ----------
    table : DataFrame
        `region, name, field, field_label, value, status, low, high, year`, one row per region.
    labels : Labels
        Words and number format; `reference` names the line at 1.
    style : mapping
        Regions to paint in their colour; all others are grey.
    quotient : bool
        Whether bars start at 1 on a log scale; otherwise at 0.
    mode : str
        `"light"` or `"dark"`.
    """
    ranked = table.sort_values("value", ascending=False, na_position="last", kind="stable")
    ranked = ranked.assign(place=range(len(ranked)))
    known = ranked["value"].notna()
    start = 1.0 if quotient else 0.0
    span = quotient_span(ranked["value"]) if quotient else _span(ranked["value"])
    figure = canvas(labels, height=_ROW * len(ranked) + _AROUND, mode=mode)
    figure.add_trace(_bars(ranked[known], labels, style, (start, span), mode))
    figure.add_trace(_stubs(ranked[~known], labels, (start, span), quotient, mode))
    _axes(figure, ranked, labels, span, quotient, mode)
    _figures(figure, ranked, labels, mode)
    if quotient:
        parity_line(figure, labels, rows=len(ranked), mode=mode)
    else:
        figure.add_vline(x=0, line={"color": palette(mode).muted, "width": 1})
    return figure


def _span(values: pd.Series) -> Span:
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    return (low, high) if low < high else (0.0, 1.0)


def _bars(
    rows: pd.DataFrame, labels: Labels, style: Style, scale: tuple[float, Span], mode: Mode
) -> go.Bar:
    start, span = scale
    grey = palette(mode).no_value
    return go.Bar(
        x=rows["value"].clip(*span) - start,
        base=start,
        y=rows["place"],
        customdata=rows["value"],
        orientation="h",
        width=_THICK,
        marker={
            "color": [style[region][0] if region in style else grey for region in rows["region"]],
            "line": {"width": 0},
        },
        hovertext=hover(rows, labels),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _stubs(
    rows: pd.DataFrame, labels: Labels, scale: tuple[float, Span], quotient: bool, mode: Mode
) -> go.Bar:
    """Short hatched bars where there is no figure."""
    start, (low, high) = scale
    colours = palette(mode)
    length = (high / low) ** _STUB - 1 if quotient else _STUB * (high - low)
    return go.Bar(
        x=[length] * len(rows),
        base=start,
        y=rows["place"],
        orientation="h",
        width=_THICK,
        name=labels.words.no_value,
        marker={
            "line": {"width": 0},
            "pattern": {
                "shape": "/",
                "size": 6,
                "solidity": 0.18,
                "fgcolor": colours.no_value,
                "bgcolor": colours.no_value_paper,
            },
        },
        hovertext=hover(rows, labels),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _axes(
    figure: go.Figure, rows: pd.DataFrame, labels: Labels, span: Span, quotient: bool, mode: Mode
) -> None:
    colours = palette(mode)
    figure.update_layout(
        barmode="overlay",
        xaxis={
            "type": "log" if quotient else "linear",
            "range": [math.log10(end) for end in span] if quotient else list(span),
            "title": {"text": labels.axis},
            "showticklabels": False,
            "showgrid": False,
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": rows["place"].tolist(),
            "ticktext": [wrap(name, _LABEL_WIDTH) for name in rows["name"]],
            "tickfont": {"size": SIZE_TEXT, "color": colours.ink},
            "showgrid": False,
            "ticklabelstandoff": 8,
        },
    )


def _figures(figure: go.Figure, rows: pd.DataFrame, labels: Labels, mode: Mode) -> None:
    """Write the figures in a column at the right, flush right."""
    known = rows["value"].notna()
    words = rows["value"].map(labels.amount).where(known, wrap(labels.words.no_value, 6))
    width = round(_CHARACTER * max(len(line) for word in words for line in word.split("<br>")))
    sizes = np.where(known, SIZE_TEXT, SIZE_SMALL).tolist()
    figure.update_layout(
        margin={"t": 28, "r": width + 24},
        annotations=[
            {
                "text": word,
                "x": 1,
                "xref": "paper",
                "xshift": width + 16,
                "xanchor": "right",
                "y": place,
                "showarrow": False,
                "align": "right",
                "font": {"size": size, "color": palette(mode).ink},
            }
            for place, (word, size) in enumerate(zip(words, sizes, strict=True))
        ],
    )
