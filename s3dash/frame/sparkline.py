"""A small line of one figure over years, as SVG for a cell of a table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

WIDTH: Final = 96
HEIGHT: Final = 26
_AIR: Final = 4.0


def sparkline(
    years: Sequence[int],
    values: Floats,
    *,
    breaks: Sequence[int],
    colour: str,
    grey: str,
    alt: str,
) -> str:
    """Draw the known values; the line is cut where one is missing and before each break.

    Parameters
    ----------
    years : ascending
    values : array of float, one per year; NaN where there is none
    breaks : first years of new series
    colour, grey : colour of the last point, and of the line
    alt : what the line says, in words

    Returns
    -------
    str
        An image of HTML, `WIDTH` × `HEIGHT` pixels, that holds the drawing itself.
    """
    across = _scaled(np.asarray(years, dtype=float), _AIR, WIDTH - _AIR)
    up = _scaled(np.asarray(values, dtype=float), HEIGHT - _AIR, _AIR)
    lines = "".join(
        f'<polyline points="{" ".join(f"{across[i]:.1f},{up[i]:.1f}" for i in part)}"/>'
        for part in _pieces(years, values, breaks)
    )
    last = int(np.flatnonzero(~np.isnan(values))[-1])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<g fill="none" stroke="{grey}" stroke-width="1.5" stroke-linecap="round">{lines}</g>'
        f'<circle cx="{across[last]:.1f}" cy="{up[last]:.1f}" r="3" fill="{colour}"/></svg>'
    )
    return (
        f'<img class="s3-spark" alt="{html.escape(alt)}" width="{WIDTH}" height="{HEIGHT}" '
        f'src="data:image/svg+xml,{quote(svg)}">'
    )


def _scaled(numbers: Floats, start: float, end: float) -> Floats:
    """Numbers from the smallest to the largest, laid between two ends; alike ones in the middle."""
    low, high = float(np.nanmin(numbers)), float(np.nanmax(numbers))
    if low == high:
        return numbers * 0 + (start + end) / 2
    share = (numbers - low) / (high - low)
    return start + share * (end - start)


def _pieces(years: Sequence[int], values: Floats, breaks: Sequence[int]) -> list[list[int]]:
    """Positions of values that are joined by a line.

    >>> _pieces([2009, 2010, 2011, 2012], np.array([1.0, 2.0, 3.0, 4.0]), [2011])
    [[0, 1], [2, 3]]
    """
    pieces: list[list[int]] = [[]]
    for i, (year, value) in enumerate(zip(years, values, strict=True)):
        broken = i > 0 and any(years[i - 1] < first <= year for first in breaks)
        if np.isnan(value) or broken:
            pieces.append([])
        if not np.isnan(value):
            pieces[-1].append(i)
    return [piece for piece in pieces if piece]
