"""Ties between regions as straight lines over their outlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import plotly.graph_objects as go

from s3dash.charts.flow_map import Point, Region, flow_map
from s3dash.charts.labels import Labels
from s3dash.charts.theme import Mode, palette

WIDEST: Final = 9.0
"""Width of the largest figure's line [px]."""

THINNEST: Final = 1.0
"""Width of the line of a figure at the floor [px]."""

HEIGHT: Final = 400

_POINTS: Final = 12
"""Points of a line that answer to the pointer."""


@dataclass(frozen=True)
class Tie:
    """A line between two regions; `text` is said when it is pointed at.

    `marked` is the tie that the reader has chosen.
    """

    one: str
    other: str
    value: float
    text: str
    marked: bool = False


def network(
    regions: Mapping[str, Region],
    ties: Sequence[Tie],
    labels: Labels,
    *,
    size: Point,
    chosen: str = "",
    floor: float = 0.0,
    mode: Mode = "light",
) -> go.Figure:
    """Outlines of regions with a line for each tie, wider for a larger figure.

    Parameters
    ----------
    regions : every region that is drawn, by its key
    ties : pairs of them; a pair stands once
    size : width and height of the drawing that paths and labels lie in, y downwards
    chosen : key of the region that is marked; empty for none
    floor : figure that the thinnest line stands for; 0 makes the width proportional

    Raises
    ------
    ValueError
        If a tie names a region that is not drawn.
    """
    if strangers := {key for tie in ties for key in (tie.one, tie.other)} - set(regions):
        raise ValueError(f"no outline of {', '.join(sorted(strangers))} to draw a line to")
    figure = flow_map(regions, (), labels, size=size, chosen=chosen, mode=mode)
    *outlines, names = figure.data
    colours = palette(mode)
    largest = max((tie.value for tie in ties), default=1.0)
    lines = [
        _line(
            tie,
            regions,
            THINNEST + (WIDEST - THINNEST) * (tie.value - floor) / max(largest - floor, 1e-9),
            colours.accent if tie.marked else colours.regions[0],
        )
        for tie in sorted(ties, key=lambda item: (item.marked, item.value))
    ]
    figure.data = ()
    figure.add_traces([*outlines, *lines, names])
    figure.update_layout(height=HEIGHT)
    return figure


def _line(tie: Tie, regions: Mapping[str, Region], width: float, colour: str) -> go.Scatter:
    """Straight line whose points all say what it is."""
    ends = [regions[key].label for key in (tie.one, tie.other)]
    x, y = (np.linspace(ends[0][axis], ends[1][axis], _POINTS) for axis in (0, 1))
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": colour, "width": max(width, THINNEST)},
        opacity=0.95 if tie.marked else 0.55,
        name=tie.text,
        meta={"one": tie.one, "other": tie.other, "value": tie.value},
        hovertemplate=f"{tie.text}<extra></extra>",
    )
