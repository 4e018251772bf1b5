"""Matrix of regions by fields as a table whose cells are painted by class; each leads somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from s3dash.charts import scales, theme


@dataclass(frozen=True)
class Head:
    """Head of a row or column: its words, a smaller line below, and where it leads."""

    words: str
    below: str
    link: str


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix.

    Parameters
    ----------
    value : figure; NaN where there is none, which is drawn hatched
    words : the figure as it is written, or why there is none
    title : what the pointer says; its range if suppressed cells leave one
    link : where it leads
    ranged : whether suppressed cells leave a range that its digits show
    """

    value: float
    words: str
    title: str
    link: str
    ranged: bool = False


def matrix(
    rows: Sequence[Head],
    columns: Sequence[Head],
    cells: Sequence[Sequence[Cell]],
    *,
    caption: str,
    corner: str,
    edges: Sequence[float],
    centre: float | None,
    mode: theme.Mode,
) -> str:
    """Table of HTML: one row per region, one column per field.

    Parameters
    ----------
    cells : one sequence for each row
    caption : what the matrix says, read out and shown above it
    corner : words of the corner, such as "Kreis"
    edges : class edges, see `scales.breaks`; figures beyond them are in the outermost classes
    centre : neutral value; None for a scale from little to much

    Raises
    ------
    ValueError
        If a row has not one cell for each column.
    """
    kind: theme.Kind = "sequential" if centre is None else "diverging"
    colours = theme.ramp(kind, edges, centre, mode=mode) if len(edges) > 1 else []
    head = "".join(f'<th scope="col">{_head(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{_head(row)}</th>'
        + "".join(_cell(cell, edges, colours, mode) for _, cell in zip(columns, line, strict=True))
        + "</tr>"
        for row, line in zip(rows, cells, strict=True)
    )
    return (
        f'<div class="s3-matrix-frame" tabindex="0"><table class="s3-matrix">'
        f"<caption><span>{escape(caption)}</span></caption>"
        f'<thead><tr><th scope="col">{escape(corner)}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _head(head: Head) -> str:
    link = f'<a href="{escape(head.link)}" target="_self">{escape(head.words)}</a>'
    return link + (f"<small>{escape(head.below)}</small>" if head.below else "")


def _cell(cell: Cell, edges: Sequence[float], colours: Sequence[str], mode: theme.Mode) -> str:
    inside = np.clip([cell.value], edges[0], edges[-1]) if colours else np.array([np.nan])
    found = int(scales.classify(inside, edges)[0])
    link = (
        f'<a href="{escape(cell.link)}" target="_self" title="{escape(cell.title)}">'
        f"{escape(cell.words)}</a>"
    )
    mark = f'<span title="{escape(cell.title)}">≈</span>' if cell.ranged else ""
    if found < 0:
        return f'<td class="s3-no-value">{link}</td>'
    ground = colours[found]
    return f'<td style="background:{ground};color:{ink_on(ground, mode)}">{mark}{link}</td>'


def ink_on(ground: str, mode: theme.Mode) -> str:
    """Ink that is read best on a ground: the one of the palette, or that of its paper.

    >>> ink_on("#d9ebea", "light"), ink_on("#0a4c59", "light")
    ('#1b2530', '#ffffff')
    """
    colours = theme.palette(mode)
    own = theme.luminance(ground)

    def contrast(ink: str) -> float:
        low, high = sorted((own, theme.luminance(ink)))
        return (high + 0.05) / (low + 0.05)

    return max((colours.ink, colours.paper), key=contrast)
