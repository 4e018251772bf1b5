"""Matrix: every cell with its figure, its colour and its link; none without a figure is painted."""

from __future__ import annotations

import re

import numpy as np
import pytest

from s3dash.charts import theme
from s3dash.charts.matrix import Cell, Head, ink_on, matrix

COLUMNS = [Head("Field <A>", "0.3", "themen?focus=A"), Head("Field B", "", "themen?focus=B")]
ROWS = [Head("Town", "", "profil?regions=1"), Head("Country", "", "profil?regions=2")]
CELLS = [
    [Cell(0.5, "0.50", "Town, A: 0.50", "t?1"), Cell(1.0, "1.00", "between", "t?2", ranged=True)],
    [Cell(9.0, "9.00", "Country, A", "t?3"), Cell(float("nan"), "suppressed", "why", "t?4")],
]
EDGES = [0.4, 0.8, 1.25, 2.0]


def html(mode: theme.Mode = "light") -> str:
    return matrix(
        ROWS, COLUMNS, CELLS, caption="C & D", corner="District", edges=EDGES, centre=1.0, mode=mode
    )


def test_rows_and_columns_lead_on_and_words_are_escaped() -> None:
    table = html()
    assert '<th scope="row"><a href="profil?regions=2" target="_self">Country</a></th>' in table
    assert "Field &lt;A&gt;</a><small>0.3</small>" in table
    assert "<caption><span>C &amp; D</span></caption>" in table


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_cells_have_the_colours_of_their_classes(mode: theme.Mode) -> None:
    colours = theme.ramp("diverging", EDGES, 1.0, mode=mode)
    grounds = re.findall(r"background:(#\w+)", html(mode))
    assert grounds == colours, "weak, neutral, and the figure beyond the last edge strong"


def test_a_cell_without_a_figure_is_hatched_and_says_why() -> None:
    cell = '<td class="s3-no-value"><a href="t?4" target="_self" title="why">suppressed</a></td>'
    assert cell in html()


def test_a_range_has_its_mark() -> None:
    assert html().count("≈") == 1
    assert '<span title="between">≈</span>' in html()


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        matrix(
            ROWS,
            COLUMNS,
            [CELLS[0][:1], CELLS[1]],
            caption="",
            corner="",
            edges=EDGES,
            centre=1.0,
            mode="light",
        )


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_figures_are_read_well_on_every_ground(mode: theme.Mode) -> None:
    colours = theme.palette(mode)
    for ground in (*colours.diverging, *colours.sequential):
        assert _contrast(ground, ink_on(ground, mode)) >= 3.9, ground


def _contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2."""
    light = sorted((_luminance(one), _luminance(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
