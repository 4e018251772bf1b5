"""Quadrants: markers where the figures are, lines at the cut-offs, names that do not touch."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from s3dash.charts.labels import Labels, Words
from s3dash.charts.quadrants import QuadrantWords, quadrant, quadrants

WORDS = QuadrantWords(
    star="star",
    mature="mature",
    emerging="emerging",
    transforming="transforming",
    threshold="from 1.5",
    growth="nation: 10 %",
    change="Change (%)",
)
LABELS = Labels(
    value="Location quotient",
    unit="",
    number=str,
    words=Words("no figure", "{low} to {high}", "", "", "", {}, ".,"),
    alt="what is seen",
)
TABLE = pd.DataFrame(
    {
        "region": ["a", "b", "c", "d", "e"],
        "name": ["Anton", "Berta", "Cäsar", "Dora", "Emil"],
        "quotient": [2.0, 1.6, 0.5, 0.49, float("nan")],
        "change": [30.0, 5.0, 20.0, 20.2, 7.0],
        "employees": [100.0, 400.0, 25.0, float("nan"), 10.0],
        "text": ["box"] * 5,
    }
)


@pytest.mark.parametrize(
    ("quotient", "change", "name"),
    [
        (1.5, 10.1, "star"),
        (0.3 / 0.2, 10.1, "star"),
        (1.5, 10.0, "mature"),
        (1.49, 10.1, "emerging"),
        (1.49, 10.0, "transforming"),
    ],
)
def test_each_quadrant_has_its_edges(quotient: float, change: float, name: str) -> None:
    assert quadrant(quotient, change, threshold=1.5, growth=10.0) == name


def drawn(style: dict[str, tuple[str, str]] | None = None) -> tuple[list[str], object]:
    figure = quadrants(TABLE, LABELS, WORDS, threshold=1.5, growth=10.0, style=style or {})
    return [note.text for note in figure.layout.annotations], figure


def test_markers_stand_where_the_figures_are_and_unknown_ones_are_left_out() -> None:
    _, figure = drawn()
    (markers,) = figure.data
    assert list(markers.x) == [2.0, 1.6, 0.5, 0.49]
    assert list(markers.y) == [30.0, 5.0, 20.0, 20.2]
    sizes = list(markers.marker.size)
    assert sizes[1] == pytest.approx(2 * sizes[0]), "four times the employees, twice the diameter"
    assert figure.layout.meta["alt"] == "what is seen"


def test_lines_and_axes_show_the_cut_offs() -> None:
    notes, figure = drawn()
    lines = [(line.x0, line.y0) for line in figure.layout.shapes]
    assert (1.5, 0) in lines
    assert (0, 10.0) in lines
    assert {"from 1.5", "nation: 10 %", "<b>star</b>", "<b>transforming</b>"} <= set(notes)
    low, high = figure.layout.xaxis.range
    assert low <= math.log10(0.49)
    assert high >= math.log10(3.0), "the strong have room to the right of the line"


def test_a_name_that_would_touch_another_is_left_out_unless_selected() -> None:
    notes, _ = drawn()
    assert {"Anton", "Berta"} <= set(notes)
    assert ("Cäsar" in notes) != ("Dora" in notes) or {"Cäsar", "Dora"} <= set(notes)
    crowd = TABLE.iloc[[2] * 8].assign(region=list("abcdefgh"), name=[f"Ort {i}" for i in range(8)])
    figure = quadrants(crowd, LABELS, WORDS, threshold=1.5, growth=10.0, style={"h": ("red", "")})
    named = [note for note in figure.layout.annotations if note.text.startswith("Ort")]
    assert 1 <= len(named) <= 2
    assert named[0].text == "Ort 7"
    assert named[0].font.color == "red"
