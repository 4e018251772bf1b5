"""A map of the region: areas in classes, or circles for counts."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from s3dash.charts.small_map import outlines as simplified
from s3dash.charts.small_map import rings
from s3dash.exhibits import Area, AreaMap
from s3dash.pictures.canvas import (
    HATCH,
    PALETTE,
    SMALL,
    STRONG,
    Box,
    broken,
    halo,
    is_dark,
    points,
    text_height,
    text_width,
    widest,
)

_LARGEST_CIRCLE = 0.055
"""Radius of the largest circle, as a part of the map's width."""

_NAMED_AT_MOST = 16
_SMALL_MAP = 600
"""Width in pixels below which a map names the selected areas only and has its legend below."""

_BEND = 0.18
_WIDEST_TIE = 9.0
_THINNEST_TIE = 0.9
_SWATCH = 24.0
_GAP = 8.0
_ROW = 22.0


def draw(figure: Figure, box: Box, chart: AreaMap, shapes: Path, *, legend: bool = True) -> None:
    """Draw a map with its legend.

    Parameters
    ----------
    shapes : `shapes.json` of the release, whose outlines are drawn
    legend : whether the classes are named; maps in the same classes share one legend
    """
    drawing = _drawing(shapes)
    width, height = drawing["viewBox"][2:]
    large = box.width >= _SMALL_MAP
    top = _note(figure, box, chart)
    named = entries(chart) if legend else []
    beside = large and _corner_is_free(box.inside(top=top), chart.legend_title, named, drawing)
    below = 0.0 if beside else legend_height(chart.legend_title, named, box.width)
    whole = box.inside(top=top, bottom=below)
    pixels = min(whole.width, whole.height * width / height)
    axes = whole.axes(figure, aspect="equal", anchor="C" if large else "NW")
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    _areas(axes, chart, drawing, shapes, small=not large)
    _names(axes, chart, _by_key(drawing, chart), width, pixels)
    if beside:
        room = (whole.height - pixels * height / width) / 2
        legend_beside(figure, whole.inside(bottom=room), chart.legend_title, named)
    else:
        used = whole.height if large else pixels * height / width
        bottom = Box(box.left, whole.top + used + _GAP, box.width, below)
        legend_below(figure, bottom, chart.legend_title, named)


def _note(figure: Figure, box: Box, chart: AreaMap) -> float:
    """Write the line under the title; its height is returned."""
    if not chart.note:
        return 0.0
    lines = broken(chart.note, box.width, SMALL)
    axes = box.axes(figure)
    axes.text(0, 0, lines, va="top", fontsize=points(SMALL), color=PALETTE.muted, linespacing=1.25)
    return text_height(lines, SMALL, 1.25) + _GAP / 2


def _by_key(drawing: dict[str, Any], chart: AreaMap) -> dict[str, Any]:
    return {shape["ags"]: shape for shape in drawing[chart.level]}


def _areas(
    axes: Axes, chart: AreaMap, drawing: dict[str, Any], shapes: Path, *, small: bool
) -> None:
    """Areas, borders, circles and lines."""
    outlines = _outlines(shapes, chart.level, small=small)
    for area in chart.areas:
        _area(axes, area, outlines[area.ags])
    if not small:
        _borders(axes, drawing)
    for area in chart.areas:
        if area.outline:
            path = outlines[area.ags]
            axes.add_artist(
                PathPatch(path, facecolor="none", edgecolor=area.outline, linewidth=2.5)
            )
    paths = _by_key(drawing, chart)
    _circles(axes, chart, paths, drawing["viewBox"][2])
    _ties(axes, chart, paths)


def _area(axes: Axes, area: Area, path: Outline) -> None:
    filled = bool(area.colour) and not area.share
    axes.add_artist(
        PathPatch(
            path,
            facecolor=area.colour if filled else PALETTE.no_value_paper,
            edgecolor=PALETTE.no_value,
            linewidth=0.7,
        )
    )
    if not area.colour:
        axes.add_artist(
            PathPatch(path, facecolor="none", edgecolor=PALETTE.no_value, hatch=HATCH, linewidth=0)
        )


def _borders(axes: Axes, drawing: dict[str, Any]) -> None:
    """Outline of the whole region."""
    path = _closed(drawing["ruhr"])
    axes.add_artist(PathPatch(path, facecolor="none", edgecolor=PALETTE.muted, linewidth=0.8))


def _circles(axes: Axes, chart: AreaMap, paths: dict[str, Any], width: float) -> None:
    for area in sorted(chart.areas, key=lambda one: -one.share):
        if area.share:
            circle = Outline.circle(paths[area.ags]["label"], _radius(area, width))
            axes.add_artist(
                PathPatch(circle, facecolor=area.colour, edgecolor=PALETTE.paper, alpha=0.85)
            )


def _radius(area: Area, width: float) -> float:
    return float(_LARGEST_CIRCLE * width * area.share**0.5)


def _ties(axes: Axes, chart: AreaMap, paths: dict[str, Any]) -> None:
    """Curved lines between areas, the strong ones on top."""
    largest = max((tie.value for tie in chart.ties), default=1.0)
    span = (largest - chart.ties_from) or largest
    for tie in sorted(chart.ties, key=lambda one: (one.strong, one.value)):
        start, end = (np.array(paths[key]["label"]) for key in (tie.one, tie.other))
        across = np.array([start[1] - end[1], end[0] - start[0]])
        middle = (start + end) / 2 + _BEND * across
        axes.add_artist(
            PathPatch(
                Outline([start, middle, end], [Outline.MOVETO, Outline.CURVE3, Outline.CURVE3]),
                facecolor="none",
                edgecolor=PALETTE.accent if tie.strong else PALETTE.ink,
                alpha=0.9 if tie.strong else 0.45,
                linewidth=max(_WIDEST_TIE * (tie.value - chart.ties_from) / span, _THINNEST_TIE),
                capstyle="round",
            )
        )


def _names(axes: Axes, chart: AreaMap, paths: dict[str, Any], width: float, pixels: float) -> None:
    """Names of all areas where they are few and the map is large, else of the selected ones."""
    all_named = len(chart.areas) <= _NAMED_AT_MOST and pixels >= _SMALL_MAP
    for area in chart.areas:
        if not all_named and not area.outline:
            continue
        name = area.name.replace(" an der ", "\nan der ")
        x, y = paths[area.ags]["label"]
        radius = _radius(area, width)
        inside = text_width(name, SMALL, strong=True) / pixels * width < 1.8 * radius
        ground = area.colour if inside or not area.share else PALETTE.paper
        dark = bool(ground) and is_dark(ground)
        axes.text(
            x,
            y if inside or not area.share else y - radius - 0.6 * SMALL / pixels * width,
            name,
            ha="center",
            va="center",
            fontsize=points(SMALL),
            **STRONG,
            linespacing=1.0,
            color=PALETTE.paper if dark else PALETTE.ink,
            path_effects=halo(ground) if dark else halo(alpha=0.5),
        )


# --- legend --------------------------------------------------------------------------------


def entries(chart: AreaMap) -> list[tuple[str, str]]:
    """Name and colour of each class; an empty colour is hatched."""
    found = [(f"{name}   ({count})", colour) for name, colour, count in chart.legend]
    if any(not area.colour for area in chart.areas):
        found.append((chart.no_value, ""))
    return found


def _corner_is_free(
    box: Box, title: str, named: list[tuple[str, str]], drawing: dict[str, Any]
) -> bool:
    """Whether a legend in the lower right corner of a box leaves the map in it alone."""
    _, legend_width, legend_height = _beside(box, title, named)
    width, height = drawing["viewBox"][2:]
    scale = min(box.width / width, box.height / height)
    outline = _closed(drawing["ruhr"]).vertices * scale
    x = outline[:, 0] + (box.width - width * scale) / 2
    covered = (x > box.width - legend_width - _GAP) & (
        outline[:, 1] > height * scale - legend_height - _GAP
    )
    return not bool(covered.any())


def _beside(box: Box, title: str, named: list[tuple[str, str]]) -> tuple[list[str], float, float]:
    """Lines of the title of a legend in the corner of a box, its width and its height."""
    lines = broken(title, box.width * 0.3, SMALL).split("\n")
    words = [name for name, _ in named]
    width = _SWATCH + _GAP + max(widest(words, SMALL), widest(lines, SMALL, strong=True))
    return lines, width, _ROW * (len(lines) + len(named))


def legend_beside(figure: Figure, box: Box, title: str, named: list[tuple[str, str]]) -> None:
    """Legend in the lower right corner of a box."""
    if not named:
        return
    lines, width, height = _beside(box, title, named)
    axes = box.axes(figure)
    x, y = box.width - width, box.height - height
    for line in lines:
        axes.text(x, y, line, va="center", fontsize=points(SMALL), **STRONG)
        y += _ROW
    for name, colour in named:
        _entry(axes, x, y, name, colour)
        y += _ROW


def legend_below(figure: Figure, box: Box, title: str, named: list[tuple[str, str]]) -> None:
    """Legend in rows along the upper edge of a box."""
    axes = box.axes(figure)
    for row, places in enumerate(_rows(title, named, box.width)):
        y = SMALL + row * _ROW
        for x, name, colour in places:
            if colour is None:
                axes.text(x, y, name, va="center_baseline", fontsize=points(SMALL), **STRONG)
            else:
                _entry(axes, x, y, name, colour)


def legend_height(title: str, named: list[tuple[str, str]], width: float) -> float:
    """Height that a legend in rows takes."""
    return _ROW * len(_rows(title, named, width)) + _GAP


def _rows(
    title: str, named: list[tuple[str, str]], width: float
) -> list[list[tuple[float, str, str | None]]]:
    """Entries of a legend with their places in rows that fit; the title has no colour."""
    rows: list[list[tuple[float, str, str | None]]] = []
    x = width
    for name, colour in [(title, None), *named] if title and named else named:
        mark = 0.0 if colour is None else _SWATCH + _GAP
        needed = mark + text_width(name, SMALL, strong=colour is None)
        if x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, name, colour))
        x += needed + 2.5 * _GAP
    return rows


def _entry(axes: Axes, x: float, y: float, name: str, colour: str) -> None:
    axes.add_artist(
        Rectangle(
            (x, y - 0.5 * SMALL),
            _SWATCH,
            SMALL,
            facecolor=colour or PALETTE.no_value_paper,
            edgecolor=PALETTE.line if colour else PALETTE.no_value,
            hatch="" if colour else HATCH,
        )
    )
    axes.text(x + _SWATCH + _GAP, y, name, va="center_baseline", fontsize=points(SMALL))


@cache
def _drawing(shapes: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shapes.read_text(encoding="utf-8"))
    return found


@cache
def _outlines(shapes: Path, level: str, *, small: bool) -> dict[str, Outline]:
    """Outline of each area of a level; simplified for small maps."""
    drawing = _drawing(shapes)
    paths = {shape["ags"]: shape["d"] for shape in drawing[level]}
    if small:
        width, height = drawing["viewBox"][2:]
        paths = dict(simplified(paths, width=width, height=height).paths)
    return {key: _closed(path.replace("z", "Z")) for key, path in paths.items()}


@cache
def _closed(path: str) -> Outline:
    parts = [Outline(np.array([*ring, ring[0]]), closed=True) for ring in rings(path)]
    return Outline.make_compound_path(*parts)
