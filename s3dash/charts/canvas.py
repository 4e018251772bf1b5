"""What the figures share: an empty canvas, wrapped labels, and the scale of quotients."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from s3dash.charts import theme
from s3dash.charts.labels import SOFT_HYPHEN, Labels

Style = Mapping[str, tuple[str, str]]
"""Colour and marker symbol of each region that is compared."""

Span = tuple[float, float]

_WIDEST: Final = 8.0
"""Quotients beyond this factor from 1 are drawn at the edge; the box over them says the value."""

_PLATE: Final = 0.72

_MOST_TICKS: Final = 4

_template = cache(theme.template)


def canvas(labels: Labels, *, height: int, mode: theme.Mode) -> go.Figure:
    """Empty figure of a fixed height in the look of the app."""
    return go.Figure(
        layout={
            "template": _template(mode),
            "height": height,
            "separators": labels.words.separators,
            "meta": {"alt": labels.alt},
        }
    )


def wrap(words: str, width: int) -> str:
    """Break a label into lines: between words, after hyphens, in words at soft hyphens.

    A word is broken only if it is longer than a line; one that cannot be broken stays whole.

    >>> wrap("Verkehr und Lagerei", 12)
    'Verkehr und<br>Lagerei'
    >>> wrap("Unternehmens" + SOFT_HYPHEN + "dienste", 14)
    'Unternehmens-<br>dienste'
    """
    lines: list[str] = []
    for word in words.split():
        whole = word.replace(SOFT_HYPHEN, "")
        parts = [whole] if len(whole) <= width else _parts(word)
        glue = " "
        for part in parts:
            if lines and len(lines[-1] + glue + part) <= width:
                lines[-1] += glue + part
            else:
                if lines and not glue and not lines[-1].endswith("-"):
                    lines[-1] += "-"
                lines.append(part)
            glue = ""
    return "<br>".join(lines)


def _parts(word: str) -> list[str]:
    """Pieces between which a word may be broken; a hyphen stays with the piece before it."""
    return [part for part in word.replace("-", "-" + SOFT_HYPHEN).split(SOFT_HYPHEN) if part]


def quotient_span(values: Sequence[float] | np.ndarray | pd.Series) -> Span:
    """Range of a log axis around 1 that figures side by side should share.

    Powers of two, at least from 0.5 to 2 and at most from 0.125 to 8.

    >>> quotient_span([0.4, 1.2, 0.0, float("nan")])
    (0.25, 2.0)
    """
    figures = np.asarray(values, dtype=float)
    figures = figures[np.isfinite(figures) & (figures > 0)]
    low = 2.0 ** math.floor(math.log2(figures.min(initial=0.5)))
    high = 2.0 ** math.ceil(math.log2(figures.max(initial=2.0)))
    return max(low, 1 / _WIDEST), min(high, _WIDEST)


def quotient_ticks(span: Span) -> list[float]:
    """Powers of two within a range.

    >>> quotient_ticks((0.25, 2.0))
    [0.25, 0.5, 1.0, 2.0]
    """
    low, high = (round(math.log2(end)) for end in span)
    return [2.0**power for power in range(low, high + 1)]


def quotient_words(span: Span, labels: Labels) -> list[str]:
    """Words at the powers of two; on a long scale only every second one, 1 always among them."""
    ticks = quotient_ticks(span)
    every = 1 if len(ticks) <= _MOST_TICKS else 2
    return [labels.tick(t) if math.log2(t) % every == 0 else "" for t in ticks]


def value_title(figure: go.Figure, title: str) -> None:
    """Write the title of the upright axis level above it, where it needs no room at the side."""
    figure.add_annotation(
        text=title,
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        yshift=8,
        showarrow=False,
        align="left",
        font={
            "size": theme.SIZE_SMALL,
            "color": figure.layout.template.layout.yaxis.tickfont.color,
        },
    )


def parity_line(figure: go.Figure, labels: Labels, *, rows: int, mode: theme.Mode) -> None:
    """Draw the line at 1 down all rows and say above it what it stands for."""
    colours = theme.palette(mode)
    figure.add_trace(
        go.Scatter(
            x=[1, 1],
            y=[-0.5, rows - 0.5],
            mode="lines",
            line={"color": colours.ink, "width": 1.6},
            hoverinfo="skip",
            showlegend=False,
        )
    )
    figure.add_annotation(
        text=labels.words.parity.format(reference=labels.reference),
        x=0,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=3,
        showarrow=False,
        font={"size": theme.SIZE_SMALL, "color": colours.muted},
    )


def quadrant_lines(figure: go.Figure, x: float, y: float, *, mode: theme.Mode) -> None:
    """Draw the two lines that part a figure into quadrants."""
    line = {"color": theme.palette(mode).muted, "width": 1, "dash": "dot"}
    figure.add_vline(x=x, line=line, layer="below")
    figure.add_hline(y=y, line=line, layer="below")


def plate(mode: theme.Mode) -> str:
    """Colour behind words that may stand over markers, which shimmer through."""
    return theme.see_through(theme.palette(mode).paper, _PLATE)


def quadrant_names(
    figure: go.Figure, corners: Sequence[tuple[str, int, int]], *, colour: str, mode: theme.Mode
) -> None:
    """Write the names of quadrants into their corners: name, 1 for right, 1 for top."""
    for name, right, top in corners:
        figure.add_annotation(
            text=f"<b>{name}</b>",
            x=right,
            y=top,
            xref="paper",
            yref="paper",
            xanchor="right" if right else "left",
            yanchor="top" if top else "bottom",
            showarrow=False,
            font={"size": theme.SIZE_TEXT, "color": colour},
            bgcolor=plate(mode),
        )
