"""Ranks of fields under many weightings: where each stands, and how far the weights move it."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from s3dash.charts.canvas import canvas, wrap
from s3dash.charts.labels import Labels
from s3dash.charts.theme import SIZE_TEXT, Mode, palette

_ROW: Final = 34
_AROUND: Final = 96
_LABEL_WIDTH: Final = 28
_MOST_TICKS: Final = 10


def rank_ranges(table: pd.DataFrame, labels: Labels, *, mode: Mode = "light") -> go.Figure:
    """One row per field: a dot at its rank, a thick bar over its usual ranks, a thin one over all.

    The best rank is at the left. The bars may end before the last field that is shown: the axis
    reaches to the worst rank of any of them.

    Parameters
    ----------
    table : DataFrame
        `field_label, rank, best, worst, usual_best, usual_worst, hover`, one row per field in the
        order to show; `hover` is the text of the box.
    labels : Labels
        `value` names the axis.
    mode : str
        `"light"` or `"dark"`.
    """
    colours = palette(mode)
    rows = table.assign(place=range(len(table)))
    figure = canvas(labels, height=_ROW * len(rows) + _AROUND, mode=mode)
    figure.add_trace(_bar(rows, "best", "worst", width=2, colour=colours.no_value))
    figure.add_trace(
        _bar(rows, "usual_best", "usual_worst", width=10, colour=colours.sequential[1])
    )
    figure.add_trace(
        go.Scatter(
            x=rows["rank"],
            y=rows["place"],
            mode="markers",
            marker={"size": 13, "color": colours.sequential[-1]},
            hovertext=rows["hover"],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        )
    )
    _axes(figure, rows, labels, mode)
    return figure


def _bar(rows: pd.DataFrame, first: str, last: str, *, width: int, colour: str) -> go.Scatter:
    ends = rows[[first, last]].assign(gap=None)
    return go.Scatter(
        x=ends.to_numpy(dtype=object).ravel(),
        y=rows["place"].repeat(3),
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def _axes(figure: go.Figure, rows: pd.DataFrame, labels: Labels, mode: Mode) -> None:
    worst = int(rows["worst"].max())
    step = next(size for size in (1, 2, 5, 10, 20, 50) if worst <= size * _MOST_TICKS)
    marks = [1, *range(step if step > 1 else 2, worst + 1, step)]
    figure.update_layout(
        xaxis={
            "range": [0.5 - worst * 0.01, worst + 0.5],
            "tickvals": marks,
            "title": {"text": labels.value},
            "showgrid": True,
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": rows["place"].tolist(),
            "ticktext": [wrap(label, _LABEL_WIDTH) for label in rows["field_label"]],
            "tickfont": {"size": SIZE_TEXT, "color": palette(mode).ink},
            "showgrid": False,
            "ticklabelstandoff": 8,
        },
    )
