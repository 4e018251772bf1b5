"""A waterfall's steps begin where the last one ended, and add up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.charts.labels import Labels
from s3dash.charts.theme import palette
from s3dash.charts.waterfall import waterfall

from .conftest import quotient_labels

KNOWN = pd.DataFrame({"name": ["Bundestrend", "Branchenmix", "Rest"], "value": [27.0, 1.0, -3.0]})


def drawn(steps: pd.DataFrame, labels: Labels) -> tuple:
    figure = waterfall(steps, labels, total="Veränderung")
    connectors, bars, figures = figure.data
    return figure, connectors, bars, figures


def test_steps_and_their_sum(people: Labels) -> None:
    figure, _, bars, figures = drawn(KNOWN, people)
    assert list(bars.x) == [27, 1, -3, 25]
    assert list(bars.base) == [0, 27, 28, 0]
    assert list(figure.layout.yaxis.ticktext) == [*KNOWN["name"], "Veränderung"]
    assert [text.strip() for text in figures.text] == ["27", "1", "−3", "25"]
    assert list(figures.x) == [27, 28, 28, 25]
    assert bars.hovertext[1] == "<b>Branchenmix</b><br>1\N{NO-BREAK SPACE}Personen"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_up_and_down_have_the_colours_of_much_and_little(people: Labels, mode) -> None:
    colours = palette(mode)
    bars = waterfall(KNOWN, people, total="x", mode=mode).data[1]
    up, down = colours.diverging[-2], colours.diverging[1]
    assert list(bars.marker.color) == [up, up, down, colours.ink]


def test_connectors_run_from_the_end_of_each_bar(people: Labels) -> None:
    _, connectors, _, _ = drawn(KNOWN, people)
    assert [x for x in connectors.x if x is not None] == [27, 27, 28, 28, 25, 25]
    assert all(0 < y < 3 for y in connectors.y if y is not None)


@given(st.lists(st.integers(-(10**6), 10**6).map(float), min_size=1, max_size=8))
def test_nothing_is_drawn_outside_the_axis(values: list[float]) -> None:
    steps = pd.DataFrame({"name": [str(i) for i in range(len(values))], "value": values})
    figure, _, bars, figures = drawn(steps, quotient_labels("de"))
    low, high = figure.layout.xaxis.range
    ends = np.add(bars.base, bars.x)
    assert low < high
    assert min(*bars.base, *ends) >= low
    assert max(*bars.base, *ends, *figures.x) <= high
    assert bars.x[-1] == pytest.approx(sum(values))


def test_a_step_without_a_value_is_refused(people: Labels) -> None:
    steps = KNOWN.assign(value=[27.0, np.nan, -3.0])
    with pytest.raises(ValueError, match="Branchenmix"):
        waterfall(steps, people, total="x")


def test_description_is_kept(labels: Labels) -> None:
    assert waterfall(KNOWN, labels, total="x").layout.meta["alt"] == labels.alt
