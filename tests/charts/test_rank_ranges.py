"""Ranks under many weightings: dots and bars stand where the ranks are."""

from __future__ import annotations

import pandas as pd
import pytest

from s3dash.charts.rank_ranges import rank_ranges

TABLE = pd.DataFrame(
    {
        "field_label": ["Gesundheit", "Gewerbe- und Hygieneaufsicht in Betrieben"],
        "rank": [1, 2],
        "best": [1.0, 1.0],
        "worst": [4.0, 38.0],
        "usual_best": [1.0, 2.0],
        "usual_worst": [2.0, 21.0],
        "hover": ["Rang 1", "Rang 2"],
    }
)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_bars_and_dots_are_the_ranks(labels, mode):
    figure = rank_ranges(TABLE, labels, mode=mode)
    every, usual, dots = figure.data
    assert list(every.x) == [1.0, 4.0, None, 1.0, 38.0, None]
    assert list(usual.x) == [1.0, 2.0, None, 2.0, 21.0, None]
    assert list(usual.y) == [0, 0, 0, 1, 1, 1]
    assert (list(dots.x), list(dots.y)) == ([1, 2], [0, 1])
    assert list(dots.hovertext) == ["Rang 1", "Rang 2"]
    assert usual.line.width > every.line.width


def test_axes_name_fields_and_hold_the_worst_rank(labels):
    layout = rank_ranges(TABLE, labels).layout
    assert layout.yaxis.ticktext == ("Gesundheit", "Gewerbe- und Hygieneaufsicht<br>in Betrieben")
    assert layout.yaxis.range[0] > layout.yaxis.range[1]
    assert layout.xaxis.tickvals == (1, 5, 10, 15, 20, 25, 30, 35)
    assert layout.xaxis.range[0] < 1 < 38 < layout.xaxis.range[1]
    assert layout.meta["alt"] == labels.alt


def test_six_ranks_are_all_marked(labels):
    table = TABLE.assign(worst=[6.0, 6.0], usual_worst=[2.0, 6.0])
    assert rank_ranges(table, labels).layout.xaxis.tickvals == (1, 2, 3, 4, 5, 6)
