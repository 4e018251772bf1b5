"""A map of the region: areas in classes, or circles for counts."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from s3dash.charts.small_map import rings
from s3dash.exhibits import Area, AreaMap
from s3dash.pictures.canvas import PALETTE, STRONG

_HATCH = "////"
_LARGEST_CIRCLE = 0.055
"""Radius of the largest circle, as a part of the map's width."""

_NAMED_AT_MOST = 16


def draw(axes: Axes, chart: AreaMap, shapes: Path) -> None:
    """Draw a map into axes.

    Parameters
    ----------
    shapes : `shapes.json` of the release, whose outlines are drawn
    """
    drawing = _drawing(shapes)
    width, height = drawing["viewBox"][2:]
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_aspect("equal")
    axes.axis("off")
    paths = {shape["ags"]: shape for shape in drawing[chart.level]}
    for area in chart.areas:
        _area(axes, area, _outline(paths[area.ags]["d"]))
    _borders(axes, drawing)
    for area in chart.areas:
        if area.outline:
            path = _outline(paths[area.ags]["d"])
            axes.add_patch(PathPatch(path, facecolor="none", edgecolor=area.outline, linewidth=2.5))
    _circles(axes, chart, paths, width)
    _names(axes, chart, paths)
    _legend(axes, chart)


def _area(axes: Axes, area: Area, path: Outline) -> None:
    filled = bool(area.colour) and not area.share
    axes.add_patch(
        PathPatch(
            path,
            facecolor=area.colour if filled else PALETTE.no_value_paper,
            edgecolor=PALETTE.paper,
            linewidth=0.8,
        )
    )
    if not area.colour:
        axes.add_patch(
            PathPatch(path, facecolor="none", edgecolor=PALETTE.no_value, hatch=_HATCH, linewidth=0)
        )


def _borders(axes: Axes, drawing: dict[str, Any]) -> None:
    """Outline of the whole region."""
    path = _outline(drawing["ruhr"])
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=PALETTE.muted, linewidth=0.8))


def _circles(axes: Axes, chart: AreaMap, paths: dict[str, Any], width: float) -> None:
    for area in sorted(chart.areas, key=lambda one: -one.share):
        if area.share:
            radius = _LARGEST_CIRCLE * width * area.share**0.5
            x, y = paths[area.ags]["label"]
            circle = Outline.circle((x, y), radius)
            axes.add_patch(
                PathPatch(circle, facecolor=area.colour, edgecolor=PALETTE.paper, alpha=0.85)
            )


def _names(axes: Axes, chart: AreaMap, paths: dict[str, Any]) -> None:
    """Names of all areas where they are few, else of the selected ones."""
    few = len(chart.areas) <= _NAMED_AT_MOST
    for area in chart.areas:
        if few or area.outline:
            x, y = paths[area.ags]["label"]
            dark = bool(area.colour) and _is_dark(area.colour)
            axes.text(
                x,
                y,
                area.name.replace(" an der ", "\nan der "),
                ha="center",
                va="center",
                fontsize="small",
                **STRONG,
                linespacing=1.0,
                color=PALETTE.paper if dark else PALETTE.ink,
            )


def _is_dark(colour: str) -> bool:
    """Whether white reads better on a colour than ink does (relative luminance, WCAG 2.1)."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722)) < 0.2


def _legend(axes: Axes, chart: AreaMap) -> None:
    handles = [
        Patch(facecolor=colour, edgecolor=PALETTE.line, label=f"{name}   ({count})")
        for name, colour, count in chart.legend
    ]
    if any(not area.colour for area in chart.areas):
        handles.append(
            Patch(
                facecolor=PALETTE.no_value_paper,
                edgecolor=PALETTE.no_value,
                hatch=_HATCH,
                label=chart.no_value,
            )
        )
    if handles:
        axes.legend(
            handles=handles,
            title=chart.legend_title,
            loc="lower right",
            frameon=False,
            alignment="left",
            fontsize="small",
            title_fontproperties=FontProperties(family=STRONG["fontfamily"], weight=600),
        )


@cache
def _drawing(shapes: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shapes.read_text(encoding="utf-8"))
    return found


@cache
def _outline(path: str) -> Outline:
    parts = [Outline(np.array([*ring, ring[0]]), closed=True) for ring in rings(path)]
    return Outline.make_compound_path(*parts)
