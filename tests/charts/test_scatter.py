"""The scatter shows every field where it belongs, the chosen one with its range."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from s3dash.charts.labels import Labels
from s3dash.charts.scatter import ScatterWords, scatter
from s3dash.charts.theme import palette

WORDS = ScatterWords(
    "Nähe", "Komplexität", "oben rechts", "oben links", "unten r", "unten l", "Mittel"
)
GROUPS = [("cyber_ai", "Cyber"), ("health", "Gesundheit")]


@pytest.fixture
def fields() -> pd.DataFrame:
    columns = ["key", "name", "group", "x", "y", "size", "open", "faint"]
    rows = [
        ("431", "Informatik", "cyber_ai", 0.5, 1.5, 400.0, False, False),
        ("811", "Praxis", "health", 0.3, -0.5, 100.0, True, False),
        ("714", "", "", 0.2, 0.5, 900.0, False, True),
    ]
    table = pd.DataFrame(rows, columns=columns)
    ends = {
        f"{a}_{end}": table[a] + step for a in "xy" for end, step in (("low", -0.1), ("high", 0.2))
    }
    return table.assign(text=table["key"] + " im Kasten", **ends)


def drawn(fields: pd.DataFrame, labels: Labels, chosen: str = "") -> Any:
    return scatter(fields, labels, WORDS, cut=(0.4, 0.0), groups=GROUPS, chosen=chosen)


def marks(figure: Any) -> dict[str, tuple[float, float, Any, str]]:
    """Place, size and symbol of each field's marker."""
    found = {}
    for trace in figure.data:
        if trace.customdata is None:
            continue
        for i, key in enumerate(trace.customdata):
            size, symbol = trace.marker.size[i], trace.marker.symbol[i]
            found[key] = (trace.x[i], trace.y[i], size, symbol)
    return found


def names(figure: Any) -> set[str]:
    """All that is written into the drawing: notes, and names beside markers."""
    beside = {name for trace in figure.data for name in trace.text or ()}
    return {note.text for note in figure.layout.annotations} | beside


def test_every_field_stands_at_its_figures(fields: pd.DataFrame, labels: Labels) -> None:
    found = marks(drawn(fields, labels))
    assert {key: found[key][:2] for key in found} == {
        "431": (0.5, 1.5),
        "811": (0.3, -0.5),
        "714": (0.2, 0.5),
    }


def test_areas_go_with_the_size(fields: pd.DataFrame, labels: Labels) -> None:
    found = marks(drawn(fields, labels))
    assert found["714"][2] / found["431"][2] == pytest.approx(1.5)
    assert found["431"][2] / found["811"][2] == pytest.approx(2)


def test_themes_have_their_colours_and_others_are_grey(
    fields: pd.DataFrame, labels: Labels
) -> None:
    traces = {t.name: t for t in drawn(fields, labels).data if t.customdata is not None}
    colours = palette("light")
    assert traces["Cyber"].marker.color == colours.themes[0]
    assert traces["Gesundheit"].marker.color == colours.themes[1]
    assert traces[""].marker.color == colours.muted
    assert not traces[""].showlegend


def test_what_may_be_a_strength_is_a_ring_and_what_is_filtered_faint(
    fields: pd.DataFrame, labels: Labels
) -> None:
    figure = drawn(fields, labels)
    assert marks(figure)["811"][3] == "circle-open"
    assert marks(figure)["431"][3] == "circle"
    opacity = {
        t.customdata[0]: t.marker.opacity[0] for t in figure.data if t.customdata is not None
    }
    assert opacity["714"] < 0.3 < opacity["431"]


def test_the_chosen_one_bears_its_range(fields: pd.DataFrame, labels: Labels) -> None:
    figure = drawn(fields, labels, chosen="431")
    ring = figure.data[-1]
    assert (ring.x[0], ring.y[0]) == (0.5, 1.5)
    assert np.allclose([ring.error_x.array[0], ring.error_x.arrayminus[0]], [0.2, 0.1])
    assert np.allclose([ring.error_y.array[0], ring.error_y.arrayminus[0]], [0.2, 0.1])
    narrow = fields.assign(x_low=fields["x"] - 0.001, x_high=fields["x"] + 0.001)
    inside = drawn(narrow, labels, chosen="431").data[-1]
    assert inside.error_x.array is None
    assert np.allclose(inside.error_y.array[0], 0.2)
    rings = [t for t in drawn(fields, labels).data if t.marker.symbol == "circle-open"]
    assert rings == []


def test_quadrants_axes_and_boxes_have_words(fields: pd.DataFrame, labels: Labels) -> None:
    figure = drawn(fields, labels)
    written = names(figure)
    assert {"<b>oben rechts</b>", "<b>unten l</b>", "Mittel", "Komplexität"} <= written
    assert {"Informatik", "Praxis"} <= written
    assert figure.layout.xaxis.title.text == "Nähe"
    assert next(shape.x0 for shape in figure.layout.shapes) == 0.4
    assert figure.data[0].hovertext[0].endswith("im Kasten")
    assert figure.layout.meta["alt"] == "Profil von Dortmund"


def test_a_name_stands_elsewhere_where_another_one_has_its_place(
    fields: pd.DataFrame, labels: Labels
) -> None:
    close = fields.assign(x=[0.5, 0.501, 0.2], y=[1.5, 1.49, -0.5])
    figure = drawn(close, labels, chosen="811")
    note = next(note for note in figure.layout.annotations if note.text == "Praxis")
    assert note.xanchor == "right"
    beside = next(trace for trace in figure.data if trace.text)
    assert list(beside.text) == ["Informatik"]
    assert beside.textposition[0] in ("top center", "bottom center")


def test_no_name_lies_over_a_marker_but_the_chosen_one_has_its_own_always(
    fields: pd.DataFrame, labels: Labels
) -> None:
    around = [
        ("x1", "", "", x, y, 900.0, False, False)
        for x, y in ((0.54, 1.5), (0.46, 1.5), (0.5, 1.7), (0.5, 1.3))
    ]
    crowd = pd.DataFrame(around, columns=list(fields.columns[:8]))
    for axis in "xy":
        for end in ("low", "high"):
            crowd[f"{axis}_{end}"] = crowd[axis]
    crowd["text"], crowd["key"] = "", [f"x{i}" for i in range(len(crowd))]
    table = pd.concat([fields, crowd], ignore_index=True)
    assert "Informatik" not in names(drawn(table, labels))
    assert "Informatik" in names(drawn(table, labels, chosen="431"))


def test_no_name_lies_over_the_name_of_a_quadrant(fields: pd.DataFrame, labels: Labels) -> None:
    table = fields.assign(
        name=["Informatik und Technik der Kommunikation", "", ""], x=[0.45, 0.3, 0.55]
    )

    def side(corner: str) -> str:
        words = replace(WORDS, top_right=corner)
        figure = scatter(table, labels, words, cut=(0.4, 0.0), groups=GROUPS)
        found: str = next(trace for trace in figure.data if trace.text).textposition[0]
        return found

    assert side("oben rechts") == "middle right"
    assert side("oben rechts, " * 6) == "bottom center"


def test_what_the_lines_are_is_said_where_the_fewest_markers_lie(
    fields: pd.DataFrame, labels: Labels
) -> None:
    left_below = fields.assign(x=[0.2, 0.25, 0.6], y=[-0.05, -0.06, 1.0])
    right_below = fields.assign(x=[0.6, 0.65, 0.2], y=[-0.05, -0.06, 1.0])

    def said(table: pd.DataFrame) -> tuple[str, str]:
        notes = drawn(table, labels).layout.annotations
        note = next(note for note in notes if note.text == "Mittel")
        return note.xanchor, note.yanchor

    assert said(left_below) == ("right", "top")
    assert said(right_below) == ("left", "top")
