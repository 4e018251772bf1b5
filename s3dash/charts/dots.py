"""Dot plot of quotients: the legible alternative to the radar."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import (
    Span,
    Style,
    canvas,
    parity_line,
    quotient_span,
    quotient_ticks,
    quotient_words,
    wrap,
)
from s3dash.charts.labels import Labels, hover
from s3dash.charts.theme import SIZE_TEXT, Mode, palette

_ROW: Final = 38
_AROUND: Final = 148
_LABEL_WIDTH: Final = 18
_GUTTER: Final = 2.0
"""Factor between the end of the scale and the column for 0, or the one for no value."""


def dots(
    table: pd.DataFrame,
    labels: Labels,
    *,
    style: Style,
    span: Span | None = None,
    mode: Mode = "light",
) -> go.Figure:
    """One row per field, one marker per region, a line at 1, on a log scale.

    Figures of 0 stand in a column of their own at the left, missing ones in a column at the
    right. Where suppression leaves a range, a thin bar shows it.

    Parameters
    ----------
    table, labels, style, span, mode
        As for `radar`; any number of regions.
    """
    span = span or quotient_span(table["value"])
    fields = table.drop_duplicates("field").set_index("field")["field_label"]
    rows = {field: place for place, field in enumerate(fields.index)}
    figure = canvas(labels, height=_ROW * len(rows) + _AROUND, mode=mode)
    parity_line(figure, labels, rows=len(rows), mode=mode)
    for place, (region, look) in enumerate(style.items()):
        lift = 0.3 * ((place + 0.5) / len(style) - 0.5) if len(style) > 1 else 0.0
        own = table[table["region"] == region]
        figure.add_traces(_markers(own, labels, own["field"].map(rows) + lift, span, look))
    unknown = bool(table.loc[table["region"].isin(list(style)), "value"].isna().any())
    _axes(figure, labels, [wrap(label, _LABEL_WIDTH) for label in fields], span, mode, unknown)
    return figure


def _markers(
    rows: pd.DataFrame,
    labels: Labels,
    heights: pd.Series,
    span: Span,
    look: tuple[str, str],
) -> list[go.Scatter]:
    low, high = span
    colour, symbol = look
    values = rows["value"]
    places = values.clip(low, high).mask(values == 0, low / _GUTTER).fillna(high * _GUTTER)
    markers = go.Scatter(
        x=places,
        y=heights,
        customdata=values,
        mode="markers",
        name=rows["name"].iloc[0],
        marker={
            "size": 12,
            "color": colour,
            "symbol": [f"{symbol}-open" if math.isnan(value) else symbol for value in values],
            "line": {"width": 1.5, "color": colour},
        },
        cliponaxis=False,
        hovertext=hover(rows, labels),
        hovertemplate="%{hovertext}<extra></extra>",
    )
    ranged = rows["low"].notna() & rows["high"].notna()
    if not ranged.any():
        return [markers]
    ends = rows.loc[ranged, ["low", "high"]].clip(low / _GUTTER, high).assign(gap=None)
    bars = go.Scatter(
        x=ends.to_numpy(dtype=object).ravel(),
        y=heights[ranged].repeat(3),
        mode="lines",
        line={"color": colour, "width": 2},
        opacity=0.6,
        showlegend=False,
        hoverinfo="skip",
    )
    return [bars, markers]


def _axes(
    figure: go.Figure, labels: Labels, fields: list[str], span: Span, mode: Mode, unknown: bool
) -> None:
    colours = palette(mode)
    low, high = span
    marks = list(zip(quotient_ticks(span), quotient_words(span, labels), strict=True))
    marks.insert(0, (low / _GUTTER, labels.tick(0)))
    if unknown:
        marks.append((high * _GUTTER, wrap(labels.words.no_value, 6)))
    figure.update_layout(
        showlegend=True,
        legend={"y": 1 + 28 / (_ROW * len(fields))},
        xaxis={
            "type": "log",
            "range": [
                math.log10(low / _GUTTER**1.4),
                math.log10(high * _GUTTER ** (1.4 if unknown else 0.3)),
            ],
            "tickvals": [place for place, _ in marks],
            "ticktext": [word for _, word in marks],
            "tickangle": 0,
            "title": {"text": labels.axis},
            "showgrid": True,
        },
        yaxis={
            "range": [len(fields) - 0.5, -0.5],
            "tickvals": list(range(len(fields))),
            "ticktext": fields,
            "tickfont": {"size": SIZE_TEXT, "color": colours.ink},
            "showgrid": True,
            "ticklabelstandoff": 8,
        },
    )
